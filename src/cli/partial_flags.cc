#include "cli/partial_flags.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>
#include <unistd.h>

#include "cli/byte_size.h"
#include "cli/usage_error.h"
#include "text/ascii.h"
#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan::cli {

namespace {

constexpr std::size_t kMostName = 255;

bool is_machine_name(std::string_view text) {
  return !text.empty() && text.size() <= kMostName &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return is_letter(c) || is_digit(c) || c == '.' || c == '-' || c == '_';
         });
}

bool names_files(const QuerySpec& spec) {
  const auto by_file = [](const GroupSpec& groups) {
    return std::find(groups.by.begin(), groups.by.end(), "file") != groups.by.end();
  };
  return std::any_of(spec.groups.begin(), spec.groups.end(), by_file) ||
         std::any_of(spec.series.begin(), spec.series.end(),
                     [&](const SeriesSpec& series) { return by_file(series.groups); });
}

// Empty if it has none that may stand in front of a file.
std::string host_name() {
  std::array<char, kMostName + 1> name{};
  if (::gethostname(name.data(), kMostName) != 0 || !is_machine_name(name.data())) return {};
  return name.data();
}

}  // namespace

std::string read_partial_name(const PartialWords& words, const QuerySpec& spec) {
  if (words.name.empty()) return names_files(spec) ? host_name() : "";
  if (is_machine_name(words.name)) return words.name;
  throw UsageError{fmt::format(
      "--partial-name: expected at most {} letters, digits, dots, - and _, such as web1, "
      "got \"{}\"; see logscan --help",
      kMostName, safe_text(words.name))};
}

std::optional<ByteRange> read_range(const PartialWords& words) {
  const std::string& text = words.range;
  if (text.empty()) return std::nullopt;
  const std::size_t colon = std::min(text.find(':'), text.size());
  const std::optional<std::uint64_t> offset = byte_size(std::string_view(text).substr(0, colon));
  const std::optional<std::uint64_t> length =
      byte_size(std::string_view(text).substr(std::min(colon + 1, text.size())));
  if (!offset || !length || *length == 0) {
    throw UsageError{
        fmt::format("--range: expected OFFSET:LENGTH, such as 64Mi:64Mi, got \"{}\"; see logscan "
                    "--help",
                    safe_text(text))};
  }
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
  return ByteRange{*offset, *length > kMost - *offset ? kMost : *offset + *length};
}

}  // namespace logscan::cli
