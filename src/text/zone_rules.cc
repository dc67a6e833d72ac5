#include "text/zone_rules.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string_view>
#include <system_error>

#include "text/ascii.h"
#include "text/zone_file.h"

namespace logscan {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMaxBytes = 1 << 20;  // a few thousand are usual

fs::path database() {
  const char* const folder = std::getenv("TZDIR");
  return folder != nullptr && *folder != '\0' ? folder : "/usr/share/zoneinfo";
}

/// Accepts words separated by slashes. No such name leaves the database or reaches its tables,
/// whose names have a dot. Zones below `right` count leap seconds, which log time stamps do not.
bool is_zone_name(std::string_view name) {
  char before = '/';
  for (const char c : name) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) ||
                        c == '_' || c == '-' || c == '+';
    if (!letter && (c != '/' || before == '/')) return false;
    before = c;
  }
  return before != '/' && !name.starts_with("right/");
}

/// Returns the bytes of a zone file. Empty when there is none.
std::string read_file(const fs::path& path) {
  std::error_code problem;
  const std::uintmax_t size = fs::file_size(path, problem);  // fails for anything but regular files
  if (problem || size > kMaxBytes) return {};
  std::string bytes(static_cast<std::size_t>(size), '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(bytes.data(), static_cast<std::streamsize>(size));
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  return bytes.starts_with(kZoneFileMagic) ? bytes : std::string();
}

}  // namespace

ZoneRange ZoneRules::range_at(std::int64_t utc) const {
  const auto after =
      std::upper_bound(changes_.begin() + 1, changes_.end(), utc,
                       [](std::int64_t moment, const ZoneChange& c) { return moment < c.from; });
  const auto in = after - 1;
  ZoneRange range;
  range.offset = in->offset;
  if (in != changes_.begin()) range.from = in->from;
  if (after != changes_.end()) range.to = after->from;
  return range;
}

FoundRules load_rules(const std::string& name) {
  const fs::path folder = database();
  // Every database has UTC, so its absence means that the database itself is missing.
  if (read_file(folder / "UTC").empty()) return {nullptr, ZoneProblem::kNoDatabase};
  const std::string bytes = is_zone_name(name) ? read_file(folder / name) : std::string();
  if (bytes.empty()) return {nullptr, ZoneProblem::kNoSuchZone};
  std::optional<std::vector<ZoneChange>> changes = read_zone_file(bytes);
  if (!changes) return {nullptr, ZoneProblem::kNoDatabase};
  return {std::make_shared<ZoneRules>(name, *std::move(changes)), ZoneProblem::kNone};
}

std::string system_zone_name() {
  std::error_code problem;
  const std::string file = fs::canonical("/etc/localtime", problem).string();
  if (problem) return "UTC";
  constexpr std::string_view kFolder = "/zoneinfo/";
  const std::size_t folder = file.find(kFolder);
  if (folder != std::string::npos) return file.substr(folder + kFolder.size());
  // A copy does not reveal its name; some systems keep the name here.
  std::string name;
  std::getline(std::ifstream("/etc/timezone"), name);
  return name;
}

}  // namespace logscan
