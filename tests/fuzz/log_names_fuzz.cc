// Any bytes are a valid name. Names have a total order, in which a set's live file comes last.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "logset/log_names.h"

namespace {

using namespace logscan;

constexpr std::size_t kMostNames = 24;

void check(bool right, std::string_view path, const char* what) {
  if (right) return;
  std::fprintf(stderr, "%s: %.*s\n", what, static_cast<int>(path.size()), path.data());
  std::abort();
}

// The input is a list of names separated by NULs.
std::vector<LogName> names_of(std::string_view text) {
  std::vector<LogName> names;
  while (names.size() < kMostNames) {
    const std::size_t end = text.find('\0');
    names.push_back(parse_log_name(text.substr(0, end)));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return names;
}

void check_name(const LogName& name) {
  check(name.path.starts_with(name.folder), name.path, "folder is not at the beginning");
  check(name.path.ends_with(name.compression), name.path, "compression is not at the end");
  check(name.live.find('/') == std::string::npos, name.path, "slash in the live name");
  check(name.folder.size() + name.live.size() + name.compression.size() <= name.path.size(),
        name.path, "parts are longer than the whole");
  if (name.is_live()) check(name.folder + name.live == name.path, name.path, "live, but renamed");
}

void check_order(const std::vector<LogName>& names) {
  for (const LogName& a : names) {
    for (const LogName& b : names) {
      const bool before = older_first(a, b);
      check(before == older_first(a.path, b.path), a.path, "order depends on the call");
      check((a.path == b.path) == (!before && !older_first(b, a)), a.path, "order is not total");
      if (!before) continue;
      check(a.folder != b.folder || a.live != b.live || !a.is_live(), a.path, "live is not last");
      for (const LogName& c : names)
        check(!older_first(b, c) || older_first(a, c), a.path, "order is not transitive");
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::vector<LogName> names = names_of({reinterpret_cast<const char*>(data), size});
  for (const LogName& name : names)
    check_name(name);
  check_order(names);
  std::vector<std::string> paths;
  for (const LogName& name : names)
    paths.push_back(name.path);
  const std::vector<std::string> set = rotated_set(paths, names.front().live);
  check(std::find(set.begin(), set.end(), paths.front()) != set.end(), paths.front(),
        "not in its own set");
  return 0;
}
