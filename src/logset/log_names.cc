#include "logset/log_names.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "text/ascii.h"

namespace logscan {
namespace {

using Rotation = LogName::Rotation;

constexpr std::string_view kCompressions[] = {".gz", ".zst", ".bz2", ".xz", ".lz4", ".Z"};
constexpr std::string_view kOld = ".old";
constexpr std::size_t kMostNumberDigits = 9;
constexpr std::size_t kMostExtension = 8;  // letters
constexpr std::size_t kShortestGlued = 8;  // shortest date that may follow a letter

// A name split into the stem and its rotation.
struct Split {
  std::string_view stem;
  Rotation rotation = Rotation::kNone;
  NameDate date;
  std::uint64_t number = 0;
};

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string_view take_compression(std::string_view& name) {
  for (const std::string_view ending : kCompressions) {
    if (name.size() <= ending.size() || !name.ends_with(ending)) continue;
    const std::string_view taken = name.substr(name.size() - ending.size());
    name.remove_suffix(ending.size());
    return taken;
  }
  return {};
}

// Splits off the longest date at the end of a name.
std::optional<Split> split_date(std::string_view name) {
  const std::size_t first = name.size() - std::min(name.size(), kLongestNameDate);
  for (std::size_t start = first; start < name.size(); ++start) {
    if (!is_digit(name[start]) || (start > 0 && is_digit(name[start - 1]))) continue;
    const std::optional<NameDate> date = read_name_date(name.substr(start));
    if (!date) continue;
    if (start == 0) return Split{{}, Rotation::kDate, *date};
    const char before = name[start - 1];
    if (before == '.' || before == '-' || before == '_')
      return Split{name.substr(0, start - 1), Rotation::kDate, *date};
    if (is_letter(before) && name.size() - start >= kShortestGlued)
      return Split{name.substr(0, start), Rotation::kDate, *date};
  }
  return std::nullopt;
}

std::optional<Split> split_number(std::string_view name) {
  std::size_t start = name.size();
  while (start > 0 && is_digit(name[start - 1]))
    --start;
  const std::size_t digits = name.size() - start;
  if (digits == 0 || digits > kMostNumberDigits) return std::nullopt;
  if (start < 2 || name[start - 1] != '.') return std::nullopt;
  Split split{name.substr(0, start - 1), Rotation::kNumber, {}};
  for (const char c : name.substr(start))
    split.number = split.number * 10 + static_cast<std::uint64_t>(c - '0');
  return split;
}

// Splits `u_ex260115`: IIS uses no separator, and two digits for the year.
std::optional<Split> split_short_date(std::string_view name) {
  std::string_view rest = name;
  if (rest.starts_with("u_")) rest.remove_prefix(2);
  if (!rest.starts_with("ex") && !rest.starts_with("in") && !rest.starts_with("nc"))
    return std::nullopt;
  rest.remove_prefix(2);
  const std::optional<NameDate> date = read_short_date(rest);
  if (!date) return std::nullopt;
  return Split{name.substr(0, name.size() - rest.size()), Rotation::kDate, *date};
}

std::optional<Split> split_end(std::string_view name) {
  std::optional<Split> split = split_date(name);
  if (split && !split->stem.empty()) return split;
  if (std::optional<Split> number = split_number(name)) return number;
  if (name.size() > kOld.size() && name.ends_with(kOld))
    return Split{name.substr(0, name.size() - kOld.size()), Rotation::kOld, {}};
  return std::nullopt;
}

// Returns the position of the dot of an extension such as `.log`; the name's size if there is none.
std::size_t extension_place(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return name.size();
  const std::string_view letters = name.substr(dot + 1);
  const bool fits = !letters.empty() && letters.size() <= kMostExtension &&
                    std::all_of(letters.begin(), letters.end(), is_letter);
  return fits ? dot : name.size();
}

// Splits `access-20260115.log`, where the rotation comes before the extension.
std::optional<Split> split_inside(std::string_view name) {
  if (std::optional<Split> split = split_short_date(name)) return split;
  if (std::optional<Split> split = split_date(name)) return split;
  return split_number(name);
}

void split_name(std::string_view name, LogName& out) {
  std::string_view extension;
  std::optional<Split> split = split_end(name);
  if (!split) {
    extension = name.substr(extension_place(name));
    if (!extension.empty()) split = split_inside(name.substr(0, name.size() - extension.size()));
  }
  if (!split) {
    out.live = name;
    return;
  }
  out.live = split->stem;
  out.live += extension;
  out.rotation = split->rotation;
  out.date = split->date;
  out.number = split->number;
}

}  // namespace

LogName parse_log_name(std::string_view path) {
  LogName name;
  name.path = path;
  const std::size_t slash = path.rfind('/');
  const std::size_t begin = slash == std::string_view::npos ? 0 : slash + 1;
  name.folder = path.substr(0, begin);
  std::string_view rest = path.substr(begin);
  name.compression = take_compression(rest);
  split_name(rest, name);
  return name;
}

bool older_first(const LogName& a, const LogName& b) {
  const auto age = [](const LogName& name) {
    return std::tie(name.folder, name.live, name.rotation, name.date);
  };
  if (age(a) != age(b)) return age(a) < age(b);
  if (a.number != b.number) return a.number > b.number;
  if (a.is_live() != b.is_live()) return b.is_live();  // access.log.gz is no longer written
  return a.path < b.path;
}

bool older_first(std::string_view a, std::string_view b) {
  return older_first(parse_log_name(a), parse_log_name(b));
}

bool same_rotation(const LogName& a, const LogName& b) {
  return a.folder == b.folder && a.live == b.live && a.rotation == b.rotation && a.date == b.date &&
         a.number == b.number;
}

void sort_oldest_first(std::vector<std::string>& paths) {
  std::vector<LogName> names;
  names.reserve(paths.size());
  for (const std::string& path : paths)
    names.push_back(parse_log_name(path));
  std::sort(names.begin(), names.end(),
            [](const LogName& a, const LogName& b) { return older_first(a, b); });
  for (std::size_t i = 0; i < names.size(); ++i)
    paths[i] = std::move(names[i].path);
}

std::vector<std::string> rotated_set(std::span<const std::string> names, std::string_view live) {
  std::vector<std::string> set;
  for (const std::string& name : names) {
    if (parse_log_name(name).live == live) set.push_back(name);
  }
  sort_oldest_first(set);
  return set;
}

}  // namespace logscan
