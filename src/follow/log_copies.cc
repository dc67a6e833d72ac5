#include "follow/log_copies.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <sys/stat.h>
#include <system_error>

#include "input/file_head.h"
#include "input/file_id.h"

namespace logscan {
namespace {

constexpr std::size_t kHead = 4096;

// What cannot be read is like nothing.
std::string head_of(const std::string& path) {
  try {
    return file_head(path, kHead);
  } catch (const std::system_error&) {
    return {};
  }
}

bool begin_alike(const std::string& a, const std::string& b) {
  return !a.empty() && !b.empty() && (a.starts_with(b) || b.starts_with(a));
}

}  // namespace

void LogCopies::remember(const std::set<std::string>& logs) {
  for (const std::string& log : logs) {
    struct stat status {};
    if (log == "-" || ::stat(log.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) continue;
    auto& [now, before] = heads_[log];
    const auto size = static_cast<std::uint64_t>(status.st_size);
    const bool is_same = now.id == id_of(status) && size >= now.bytes.size();
    if (is_same && (now.bytes.size() == kHead || now.bytes.size() == size)) continue;
    if (!is_same && !now.bytes.empty()) before = now;
    now = {id_of(status), head_of(log)};
  }
}

bool LogCopies::has(const std::string& path, const FileId& id) const {
  constexpr std::array<std::string_view, 7> kEndings = {".bak",  ".save", ".sav", ".copy",
                                                        ".orig", ".old",  "~"};
  for (const std::string_view ending : kEndings) {
    if (path.ends_with(ending) && heads_.contains(path.substr(0, path.size() - ending.size())))
      return true;
  }
  const std::string bytes = head_of(path);
  return std::any_of(heads_.begin(), heads_.end(), [&](const auto& log) {
    return std::any_of(log.second.begin(), log.second.end(), [&](const Head& head) {
      return head.id != id && begin_alike(bytes, head.bytes);
    });
  });
}

}  // namespace logscan
