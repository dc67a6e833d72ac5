#include "logset/folder.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <memory>
#include <system_error>

#include "os/descriptor.h"
#include <dirent.h>

namespace logscan {

namespace {

// Returns the names in the stream and closes it.
std::vector<std::string> names_of(DIR* opened) {
  const auto close = [](DIR* stream) { ::closedir(stream); };
  const std::unique_ptr<DIR, decltype(close)> stream(opened, close);
  if (stream == nullptr) throw std::system_error(errno, std::generic_category());
  std::vector<std::string> names;
  for (;;) {
    errno = 0;
    const dirent* entry = ::readdir(stream.get());
    if (entry == nullptr) break;
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
  }
  if (errno != 0) throw std::system_error(errno, std::generic_category());
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

std::vector<std::string> names_in(const std::string& folder) {
  return names_of(::opendir(folder.c_str()));
}

std::vector<std::string> names_in(int folder) {
  Descriptor own = open_in(folder, ".", O_RDONLY | O_DIRECTORY);
  if (own.get() < 0) throw_errno();
  DIR* const stream = ::fdopendir(own.get());
  if (stream != nullptr) own.release();
  return names_of(stream);
}

std::vector<std::string> names_if_readable(const std::string& folder) {
  try {
    return names_in(folder.empty() ? "." : folder);
  } catch (const std::system_error&) {
    return {};
  }
}

std::string path_in(std::string_view folder, std::string_view name) {
  std::string path(folder);
  if (!path.empty() && path.back() != '/') path += '/';
  path += name;
  return path;
}

std::string real_path(const std::string& path) {
  const std::unique_ptr<char, void (*)(void*)> found(
      ::realpath(path.empty() ? "." : path.c_str(), nullptr), std::free);
  return found != nullptr ? found.get() : "";
}

}  // namespace logscan
