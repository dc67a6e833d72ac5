#include "gen/options.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>

#include "gen/population.h"

namespace logscan::gen {
namespace {

constexpr std::uint64_t kMostLines = 500'000'000;

/// The usual size of a line of each layout, in the order of kLayoutNames.
constexpr std::array<std::uint64_t, kLayoutNames.size()> kUsualBytes = {
    177, 177, 177, 177, 177, 177, 1000, 321, 250, 185, 611, 184, 87, 53};

/// Returns the names of all layouts: "combined, common, ... or mixed".
std::string layout_names() {
  std::string names;
  for (const std::string_view name : kLayoutNames)
    names.append(name).append(", ");
  names.resize(names.size() - 2);
  return names + " or mixed";
}

/// Parses an integer that may end in K, M, G (powers of 1000) or Ki, Mi, Gi (powers of 1024).
std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  std::size_t i = 0;
  for (; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i) {
    if (value > std::numeric_limits<std::uint64_t>::max() / 20) return std::nullopt;
    value = value * 10 + static_cast<std::uint64_t>(text[i] - '0');
  }
  if (i == 0) return std::nullopt;
  std::string_view unit = text.substr(i);
  if (unit.empty()) return value;
  const std::size_t power = std::string_view("KMG").find(unit.front());
  if (power == std::string_view::npos || (unit.size() > 1 && unit.substr(1) != "i")) {
    return std::nullopt;
  }
  for (std::size_t k = 0; k <= power; ++k) {
    const std::uint64_t step = unit.size() > 1 ? 1024 : 1000;
    if (value > std::numeric_limits<std::uint64_t>::max() / step) return std::nullopt;
    value *= step;
  }
  return value;
}

/// Parses a percentage with up to four decimals; returns millionths: "0.5" is 5000.
std::optional<std::uint32_t> percent(std::string_view text) {
  const std::size_t dot = std::min(text.find('.'), text.size());
  std::string digits(text.substr(0, dot));
  std::string decimals(dot < text.size() ? text.substr(dot + 1) : "");
  if (digits.empty() || digits.size() > 3 || decimals.size() > 4) return std::nullopt;
  if (dot < text.size() && decimals.empty()) return std::nullopt;
  decimals.resize(4, '0');
  const std::optional<std::uint64_t> value = number(digits + decimals);
  if (!value || *value > 1'000'000) return std::nullopt;
  return static_cast<std::uint32_t>(*value);
}

bool read_format(std::string_view text, Options& options) {
  options.mixed = text == "mixed";
  const auto* found = std::find(kLayoutNames.begin(), kLayoutNames.end(), text);
  if (found != kLayoutNames.end()) {
    options.layout = static_cast<Layout>(found - kLayoutNames.begin());
  }
  return options.mixed || found != kLayoutNames.end();
}

bool read_profile(std::string_view text, Options& options) {
  if (text == "clean") options.profile = Profile::kClean;
  if (text == "hostile") options.profile = Profile::kHostile;
  if (text == "odd") options.profile = Profile::kOdd;
  return text == "clean" || text == "hostile" || text == "odd";
}

/// Reads a number within [low, high] into `target`.
template <typename Number>
bool read_number(std::string_view text, std::uint64_t low, std::uint64_t high, Number& target) {
  const std::optional<std::uint64_t> value = number(text);
  if (!value || *value < low || *value > high) return false;
  target = static_cast<Number>(*value);
  return true;
}

/// Sets an option that takes a value. Returns an empty string, what the option expects if the value
/// is invalid, or "?" if the option is unknown.
std::string set_option(std::string_view name, const std::string& value, Options& options) {
  const auto expect = [](bool good, const char* what) { return std::string(good ? "" : what); };
  if (name == "--lines") {
    return expect(read_number(value, 0, kMostLines, options.lines), "0 to 500000000");
  }
  if (name == "--bytes") {
    return expect(read_number(value, 1, kMostLines * 100, options.bytes),
                  "a size such as 100M, to 50G");
  }
  if (name == "--seed") {
    constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
    return expect(read_number(value, 0, kMost, options.seed), "a number");
  }
  if (name == "--span") {
    return expect(read_number(value, 1, 31 * 86'400, options.span), "seconds, 1 to 2678400");
  }
  if (name == "--format") {
    return read_format(value, options) ? "" : layout_names();
  }
  if (name == "--profile") return expect(read_profile(value, options), "clean, hostile or odd");
  if (name == "--errors") {
    const std::optional<std::uint32_t> ppm = percent(value);
    options.error_ppm = ppm.value_or(0);
    return expect(ppm.has_value(), "percent, 0 to 100, at most four decimals");
  }
  if (name == "--error-paths") {
    return expect(read_number(value, 1, 10'000'000, options.error_paths), "1 to 10000000");
  }
  if (name == "--clients") {
    return expect(read_number(value, 1, kMostClients, options.clients), "1 to 16777216");
  }
  if (name == "--incident") {
    return expect(read_number(value, 400, 599, options.incident), "an error status, 400 to 599");
  }
  if (name == "-o" || name == "--output") {
    options.output = value == "-" ? "" : value;
    return "";
  }
  if (name == "--expect") {
    options.expected = value;
    return expect(!value.empty(), "a file name");
  }
  return "?";
}

}  // namespace

const char* const kUsage =
    "usage: logscan-gen [OPTIONS]\n"
    "\n"
    "Generates an access log. The same options give the same bytes on any machine and with any\n"
    "compiler.\n"
    "\n"
    "  --lines N            number of lines (default 1000); accepts K, M, G\n"
    "  --bytes SIZE         approximate size, instead of --lines; accepts K, M, G\n"
    "  --seed N             seed of the random numbers (default 1)\n"
    "  --format NAME        combined (default), common, vhost_common, vhost_combined,\n"
    "                       nginx_main, clf_extra (more fields) or mixed (each line in any of\n"
    "                       these); only with the profile clean: caddy, nginx_json, ltsv, haproxy\n"
    "                       (with a syslog prefix), aws_alb, w3c (with the columns of IIS),\n"
    "                       application (messages, no requests) or comments\n"
    "  --profile NAME       clean: a realistic log that simple tools parse correctly, too\n"
    "                       hostile: every oddity among ordinary lines\n"
    "                       odd: each oddity once; ignores --lines\n"
    "  --list-odd           print a description of each line of the profile odd, and exit\n"
    "  --errors PERCENT     lines with a status 400 to 599 (default 5); a fifth of them is 5xx\n"
    "  --error-paths N      number of their paths (default 100000, fewer for a short log)\n"
    "  --clients N          clients that take turns (default: 120000 with Zipf's law)\n"
    "  --incident STATUS    one path returns this status for a while in the middle\n"
    "  --span SECONDS       time from the first line to the last (default 86400)\n"
    "  --crlf               end lines with CR LF\n"
    "  --no-final-newline   omit the last line feed\n"
    "  -o, --output FILE    write the log to FILE instead of standard output\n"
    "  --expect FILE        write the counts that a correct reader finds to FILE, as JSON\n"
    "  -h, --help           print this help\n";

std::uint64_t Options::line_count() const {
  const std::uint64_t line = kUsualBytes[static_cast<std::size_t>(layout)];
  return bytes == 0 ? lines : std::min(bytes / line + 1, kMostLines);
}

ParsedOptions parse_options(const std::vector<std::string>& arguments) {
  ParsedOptions parsed;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    std::string name = arguments[i];
    if (name == "-h" || name == "--help") {
      parsed.help = true;
      continue;
    }
    if (name == "--list-odd") {
      parsed.list = true;
      continue;
    }
    if (name == "--crlf") {
      parsed.options.crlf = true;
      continue;
    }
    if (name == "--no-final-newline") {
      parsed.options.final_newline = false;
      continue;
    }
    std::optional<std::string> value;
    if (const std::size_t equals = name.find('='); equals != std::string::npos) {
      value = name.substr(equals + 1);
      name.resize(equals);
    } else if (i + 1 < arguments.size()) {
      value = arguments[i + 1];
    }
    const std::string wanted = set_option(name, value.value_or(""), parsed.options);
    if (wanted == "?") {
      parsed.error = "unknown argument '" + name + "'; run logscan-gen --help for the list";
      return parsed;
    }
    if (!value || !wanted.empty()) {
      parsed.error = name + ": expected " + (wanted.empty() ? "a value" : wanted);
      if (value) parsed.error += ", got '" + *value + "'";
      return parsed;
    }
    if (name.size() == arguments[i].size()) ++i;
  }
  if (!is_quoted(parsed.options.layout) && parsed.options.profile != Profile::kClean) {
    const auto layout = static_cast<std::size_t>(parsed.options.layout);
    parsed.error.append("--format ")
        .append(kLayoutNames[layout])
        .append(" requires --profile clean");
  }
  return parsed;
}

}  // namespace logscan::gen
