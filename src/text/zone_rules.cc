#include "text/zone_rules.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <optional>
#include <string_view>
#include <system_error>

#include "text/ascii.h"
#include "text/day.h"
#include "text/local_time.h"

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

// Before all clock changes: the first zones adopted a common time around 1850.
constexpr std::int64_t kBeforeAllChanges = -10'000'000'000;

constexpr std::size_t kTypeSize = 6;  // of an offset, a flag and the index of a name

std::uint64_t big_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char byte : bytes)
    value = value << 8 | static_cast<unsigned char>(byte);
  return value;
}

/// A header and the data block that it describes. The counts have 32 bits, so no sum overflows.
struct Part {
  std::uint64_t leaps = 0;
  std::uint64_t times = 0;
  std::uint64_t types = 0;
  std::string_view block;
};

/// Removes a part, whose times have `width` bytes, from the front of `rest`. Returns nullopt when
/// it is truncated.
std::optional<Part> consume_part(std::string_view& rest, std::size_t width) {
  constexpr std::size_t kCounts = 20;  // after the magic, the version and reserved bytes
  constexpr std::size_t kHeader = kCounts + std::size_t{6} * 4;
  if (rest.size() < kHeader || !rest.starts_with(kZoneFileMagic) || rest[4] < '2')
    return std::nullopt;
  const auto count = [rest](std::size_t i) { return big_endian(rest.substr(kCounts + 4 * i, 4)); };
  Part part{count(2), count(3), count(4), {}};
  const std::uint64_t flags = count(0) + count(1);
  const std::uint64_t names = count(5);
  const std::uint64_t size =
      part.times * (width + 1) + part.types * kTypeSize + names + part.leaps * (width + 4) + flags;
  rest.remove_prefix(kHeader);
  if (size > rest.size()) return std::nullopt;
  part.block = rest.substr(0, size);
  rest.remove_prefix(size);
  return part;
}

/// Returns the line between line feeds that follows the data blocks.
std::optional<std::string_view> find_footer(std::string_view rest) {
  if (!rest.starts_with('\n')) return std::nullopt;
  const std::size_t end = rest.find('\n', 1);
  if (end == std::string_view::npos) return std::nullopt;
  return rest.substr(1, end - 1);
}

/// Appends a change. One at the same moment replaces the last; one that only changes the
/// abbreviation is dropped.
void add(ZoneChange change, std::vector<ZoneChange>& changes) {
  if (changes.size() > 1 && changes.back().from == change.from) changes.pop_back();
  if (changes.back().offset != change.offset) changes.push_back(change);
}

/// Reads the changes of a block, which holds times, then the index of a type for each, then the
/// types. Returns the last time, from which on the rule for later years applies.
std::optional<std::int64_t> read_changes(const Part& part, std::vector<ZoneChange>& changes) {
  if (part.types == 0 || part.leaps != 0) return std::nullopt;
  const std::string_view of_time = part.block.substr(part.times * 8);
  const std::string_view types = of_time.substr(part.times);
  const auto offset_of = [types](std::size_t type) {
    return static_cast<std::int32_t>(big_endian(types.substr(type * kTypeSize, 4)));
  };
  for (std::size_t type = 0; type < part.types; ++type) {
    if (offset_of(type) <= -kDay || offset_of(type) >= kDay) return std::nullopt;
  }
  changes = {{kBeforeAllChanges, offset_of(0)}};
  std::int64_t last = std::numeric_limits<std::int64_t>::min();
  for (std::size_t i = 0; i < part.times; ++i) {
    const auto from = static_cast<std::int64_t>(big_endian(part.block.substr(i * 8, 8)));
    const auto type = static_cast<unsigned char>(of_time[i]);
    if (type >= part.types || (i > 0 && from <= last) || from > kFarthestMoment)
      return std::nullopt;
    last = from;
    if (from <= kBeforeAllChanges) {
      changes.front().offset = offset_of(type);
    } else {
      add({from, offset_of(type)}, changes);
    }
  }
  return std::max(last, kBeforeAllChanges);
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

std::optional<std::vector<ZoneChange>> read_zone_file(std::string_view bytes) {
  if (!consume_part(bytes, 4)) return std::nullopt;
  const std::optional<Part> part = consume_part(bytes, 8);
  if (!part) return std::nullopt;
  std::vector<ZoneChange> changes;
  const std::optional<std::int64_t> last = read_changes(*part, changes);
  const std::optional<std::string_view> footer = find_footer(bytes);
  if (!last || !footer) return std::nullopt;
  if (footer->empty()) return changes;

  // Southern summers span two calendar years, so a change may fall in the year after its rule's.
  const auto by_rule = posix_changes(*footer, local_time(*last, 0).year - 1, kLastRuleYear);
  if (!by_rule) return std::nullopt;
  for (const ZoneChange& change : *by_rule) {
    if (change.from >= std::max(*last, changes.back().from)) add(change, changes);
  }
  return changes;
}

}  // namespace logscan
