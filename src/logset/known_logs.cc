#include "logset/known_logs.h"

#include <fnmatch.h>
#include <optional>
#include <string_view>
#include <sys/stat.h>

#include "logset/folder.h"

namespace logscan {
namespace {

/// A folder, or the names in it that match a pattern.
struct GivenPlace {
  std::string named;    ///< the folder as it was named, with a slash; empty: the current one
  std::string real;     ///< absolute, with a slash
  std::string pattern;  ///< empty: all names
};

std::string real_folder(const std::string& folder) {
  std::string real = real_path(folder);
  if (!real.empty() && !real.ends_with('/')) real += '/';
  return real;
}

std::optional<GivenPlace> given_place(const std::string& argument) {
  struct stat status {};
  GivenPlace place;
  if (::stat(argument.c_str(), &status) == 0) {
    if (!S_ISDIR(status.st_mode)) return std::nullopt;
    place.named = argument.ends_with('/') ? argument : argument + '/';
  } else {
    if (!may_be_pattern(argument)) return std::nullopt;
    const std::size_t name = argument.rfind('/') + 1;
    place.named = argument.substr(0, name);
    place.pattern = argument.substr(name);
  }
  place.real = real_folder(place.named);
  if (place.real.empty()) return std::nullopt;
  return place;
}

bool is_in(const GivenPlace& place, bool recursive, const std::string& log) {
  if (!log.starts_with(place.real)) return false;
  const std::string name = log.substr(place.real.size());
  if (!place.pattern.empty())
    return ::fnmatch(place.pattern.c_str(), name.c_str(), FNM_PATHNAME | FNM_PERIOD) == 0;
  return recursive || name.find('/') == std::string::npos;
}

}  // namespace

std::vector<std::string> known_in(const std::vector<std::string>& arguments, bool recursive,
                                  const std::vector<std::string>& logs) {
  std::vector<std::string> found;
  for (const std::string& argument : arguments) {
    const std::optional<GivenPlace> place = given_place(argument);
    if (!place) continue;
    for (const std::string& log : logs) {
      if (is_in(*place, recursive, log))
        found.push_back(place->named + log.substr(place->real.size()));
    }
  }
  return found;
}

}  // namespace logscan
