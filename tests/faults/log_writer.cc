#include "faults/log_writer.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <stdexcept>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "faults/faulty.h"

namespace logscan::faults {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostLines = 40;  // per step
constexpr int kDaysOfMonth = 28;

void run_tool(const std::string& command) {
  if (std::system(command.c_str()) != 0) throw std::runtime_error(command);
}

}  // namespace

LogWriter::LogWriter(fs::path folder, std::uint32_t seed)
    : folder_(std::move(folder)), log_(folder_ / "access.log"), random_(seed) {
  habits_.dated = below(2) == 0;
  habits_.copied = below(3) == 0;
  habits_.appending = below(3) != 0;
  habits_.compressed = below(3) != 0;
  reopen();
}

std::size_t LogWriter::below(std::size_t limit) {
  return random_() % limit;
}

void LogWriter::step() {
  if (reopen_in_ > 0 && --reopen_in_ == 0) {
    write_rest();
    reopen();
  }
  switch (below(8)) {
    case 0:
      return write_part();
    case 1:
      return rotate();
    case 2:
      return compress_one();
    default:
      return append_lines(1 + below(kMostLines));
  }
}

void LogWriter::put(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file_.get(), bytes.data(), bytes.size());
    if (written < 0) throw std::system_error(errno, std::generic_category(), log_.string());
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void LogWriter::append_lines(std::size_t count) {
  write_rest();
  for (; count > 0; --count, ++next_) {
    in_log_.insert(next_);
    put(numbered_lines(next_, next_ + 1));
  }
}

void LogWriter::write_part() {
  write_rest();
  in_log_.insert(next_);
  const std::string line = numbered_lines(next_, next_ + 1);
  ++next_;
  const std::size_t part = 1 + below(line.size() - 1);
  put(line.substr(0, part));
  rest_ = line.substr(part);
}

void LogWriter::write_rest() {
  put(std::exchange(rest_, {}));
}

std::string LogWriter::make_older_name() {
  if (habits_.dated) {
    const int day = days_++;
    const int month = 1 + day / kDaysOfMonth;
    const int in_month = 1 + day % kDaysOfMonth;
    return "access.log-2026" + std::string(month < 10 ? "0" : "") + std::to_string(month) +
           (in_month < 10 ? "0" : "") + std::to_string(in_month);
  }
  for (std::size_t i = older_.size(); i > 0; --i) {
    const std::string next = "access.log." + std::to_string(i + 1);
    std::string& name = older_[i - 1];
    const bool compressed = compressed_.erase(name) != 0;
    for (const char* ending : {"", ".gz", ".zst"}) {
      if (fs::exists(folder_ / (name + ending))) {
        fs::rename(folder_ / (name + ending), folder_ / (next + ending));
      }
    }
    name = next;
    if (compressed) compressed_.insert(next);
  }
  return "access.log.1";
}

void LogWriter::rotate() {
  if (reopen_in_ > 0) return;
  const std::string name = make_older_name();
  older_.push_front(name);
  if (habits_.copied) {
    write_rest();  // lines written between the copy and the truncation would be lost
    fs::copy_file(log_, folder_ / name);
    fs::resize_file(log_, 0);
    in_log_.clear();
    return;
  }
  fs::rename(log_, folder_ / name);
  reopen_in_ = static_cast<int>(below(4));
  if (reopen_in_ > 0) return;
  write_rest();
  reopen();
}

// Skips the newest file, since the server may still write to it.
void LogWriter::compress_one() {
  if (!habits_.compressed || older_.size() < 2) return;
  const std::string& name = older_[1 + below(older_.size() - 1)];
  if (!compressed_.insert(name).second) return;
  const std::string path = (folder_ / name).string();
  if (below(2) == 0) {
    run_tool("gzip -1 '" + path + "'");
  } else {
    run_tool("zstd -q -1 --rm '" + path + "'");
  }
}

void LogWriter::reopen() {
  const int append = habits_.appending ? O_APPEND : 0;
  file_ = Descriptor(::open(log_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | append, 0644));
  if (file_.get() < 0) throw std::system_error(errno, std::generic_category(), log_.string());
  in_log_.clear();
}

void LogWriter::remake() {
  finish();
  fs::remove(log_);
  reopen();
}

void LogWriter::finish() {
  write_rest();
  if (reopen_in_ == 0) return;
  reopen_in_ = 0;
  reopen();
}

}  // namespace logscan::faults
