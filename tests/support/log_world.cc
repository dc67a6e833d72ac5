#include "support/log_world.h"

#include <algorithm>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <unistd.h>

#include "support/gzip_text.h"
#include <fmt/core.h>

namespace logscan::test {
namespace fs = std::filesystem;

std::string bytes_of_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

LogWorld::LogWorld(std::uint64_t seed) : folder_("/tmp/logscan-test-XXXXXX"), random_(seed) {
  if (::mkdtemp(folder_.data()) == nullptr)
    throw std::runtime_error("cannot create a temporary folder");
}

LogWorld::~LogWorld() {
  if (fd_ >= 0) ::close(fd_);
  fs::remove_all(folder_);
}

std::string LogWorld::path(std::string_view ending) const {
  return folder_ + "/access.log" + std::string(ending);
}

std::string LogWorld::next_line() {
  const std::size_t number = lines_.size();
  return fmt::format(
      "192.0.2.{} - - [12/Jan/2026:10:{:02}:{:02} +0000] \"GET /n/{} HTTP/1.1\" 200 {} \"-\" "
      "\"{}\"",
      number % 3, number / 60 % 60, number % 60, number, number,
      std::string(random_() % 8 == 0 ? random_() % 3000 : random_() % 20, 'x'));
}

void LogWorld::write(std::string_view bytes) {
  if (fd_ < 0) fd_ = ::open(path().c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (::write(fd_, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()))
    throw std::runtime_error("cannot write");
}

void LogWorld::append(int lines) {
  finish_line();
  for (int i = 0; i < lines; ++i) {
    const std::string line = next_line();
    write(line + "\n");
    lines_.push_back(line);
  }
}

void LogWorld::begin_line() {
  finish_line();
  begun_ = next_line();
  rest_ = begun_ + "\n";
  const std::size_t now = 1 + random_() % begun_.size();
  write(std::string_view(rest_).substr(0, now));
  rest_.erase(0, now);
}

void LogWorld::finish_line() {
  if (rest_.empty()) return;
  write(rest_);
  rest_.clear();
  lines_.push_back(begun_);
}

void LogWorld::reopen() {
  finish_line();
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
}

void LogWorld::shift_numbers() {
  for (int number = 40; number > 0; --number) {
    for (const char* const ending : {"", ".gz"}) {
      const std::string from = path(fmt::format(".{}{}", number, ending));
      if (fs::exists(from)) fs::rename(from, path(fmt::format(".{}{}", number + 1, ending)));
    }
  }
}

void LogWorld::rename_to_number() {
  if (!fs::exists(path())) return;
  shift_numbers();
  fs::rename(path(), path(".1"));
}

void LogWorld::rename_to_date() {
  if (!fs::exists(path())) return;
  ++dates_;
  fs::rename(path(), path(fmt::format("-{:04}{:02}{:02}", 2026 + dates_ / 336, 1 + dates_ / 28 % 12,
                                      1 + dates_ % 28)));
}

void LogWorld::copy_and_truncate(const Meanwhile& meanwhile) {
  finish_line();
  if (!fs::exists(path())) return;
  shift_numbers();
  const std::string all = bytes_of_file(path());
  std::ofstream copy(path(".1"), std::ios::binary);
  const std::size_t half = all.empty() ? 0 : random_() % all.size();
  copy << all.substr(0, half) << std::flush;
  meanwhile();
  copy << all.substr(half) << std::flush;
  meanwhile();
  fs::resize_file(path(), 0);
}

void LogWorld::remove_live() {
  reopen();
  fs::remove(path());
}

void LogWorld::compress(const std::string& ending, const Meanwhile& meanwhile) {
  const std::string file = gzip_text(bytes_of_file(path(ending)));
  const std::string to = path(ending + ".gz");
  std::ofstream(to, std::ios::binary) << file.substr(0, random_() % file.size());
  meanwhile();
  std::ofstream(to, std::ios::binary) << file;
  meanwhile();
  fs::remove(path(ending));
}

std::vector<std::string> LogWorld::rotated() const {
  std::vector<std::string> endings;
  const std::string live = "access.log";
  for (const auto& entry : fs::directory_iterator(folder_)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(live) && name != live) endings.push_back(name.substr(live.size()));
  }
  std::sort(endings.begin(), endings.end());
  return endings;
}

}  // namespace logscan::test
