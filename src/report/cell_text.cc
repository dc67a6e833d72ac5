#include "report/cell_text.h"

#include <array>
#include <cmath>

#include "record/number_text.h"
#include "report/wording.h"
#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan::detail {
namespace {

/// Calls the function of the alternative that a cell holds.
template <class... Functions>
struct Overloaded : Functions... {
  using Functions::operator()...;
};
template <class... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

std::string exact_seconds(std::int64_t nanoseconds) {
  std::string text;
  append_seconds(text, nanoseconds);
  return text;
}

std::string three_digits(double value, std::string_view unit) {
  const int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
  return fmt::format("{:.{}f} {}", value, decimals, unit);
}

std::string two_units(std::uint64_t of_small, std::uint64_t small_in_large, std::string_view large,
                      std::string_view small) {
  return fmt::format("{} {} {} {}", of_small / small_in_large, large, of_small % small_in_large,
                     small);
}

/// Returns at most three decimals, more only below a thousandth.
std::string short_decimal(double value) {
  if (value == std::floor(value) && std::fabs(value) < 1e15) return fmt::format("{:.0f}", value);
  return std::fabs(value) < 0.001 ? fmt::format("{:.2g}", value) : fmt::format("{:.3f}", value);
}

}  // namespace

std::string plain_text(const Cell& cell) {
  return std::visit(
      Overloaded{[](std::monostate) { return std::string("-"); },
                 [](const Words& words) { return words.text; },
                 [](const LogBytes& log) { return safe_text(log.bytes); },
                 [](const Count& count) { return std::to_string(count.value); },
                 [](const Share& each) { return share(each.part, each.whole); },
                 [](const ByteCount& bytes) { return std::to_string(bytes.value); },
                 [](const Span& span) { return exact_seconds(span.nanoseconds); },
                 [](const Decimal& decimal) { return fmt::format("{}", decimal.value); },
                 [](const Moment& moment) { return format_rfc3339(moment.time); },
                 [](const StatusCell& status) { return status_name(status.code); }},
      cell);
}

std::string people_text(const Cell& cell, const Document& document) {
  return std::visit(
      Overloaded{[](const Count& count) { return grouped(count.value); },
                 [](const ByteCount& bytes) { return short_bytes(bytes.value); },
                 [](const Span& span) { return short_span(span.nanoseconds); },
                 [](const Decimal& decimal) { return short_decimal(decimal.value); },
                 [&](const Moment& moment) { return short_moment(moment.time, document); },
                 [&](const auto&) { return plain_text(cell); }},
      cell);
}

std::string program_text(const Cell& cell) {
  return std::visit(Overloaded{[](std::monostate) { return std::string(); },
                               [](const Share& each) {
                                 return fmt::format(
                                     "{}", each.whole == 0 ? 0.0
                                                           : static_cast<double>(each.part) /
                                                                 static_cast<double>(each.whole));
                               },
                               [&](const auto&) { return plain_text(cell); }},
                    cell);
}

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

std::string short_bytes(std::uint64_t bytes) {
  if (bytes < 1000) return fmt::format("{} B", bytes);
  constexpr std::string_view kUnits = "kMGTPE";
  double value = static_cast<double>(bytes) / 1000;
  std::size_t unit = 0;
  for (; value >= 999.95 && unit + 1 < kUnits.size(); ++unit)
    value /= 1000;
  return fmt::format("{:.1f} {}B", value, kUnits[unit]);
}

std::string short_span(std::int64_t nanoseconds) {
  const bool is_negative = nanoseconds < 0;
  const std::uint64_t size = is_negative ? 0 - static_cast<std::uint64_t>(nanoseconds)
                                         : static_cast<std::uint64_t>(nanoseconds);
  const std::uint64_t whole = (size + 500'000'000) / 1'000'000'000;
  const auto value = static_cast<double>(size);
  std::string text;
  if (size == 0) {
    text = "0 s";
  } else if (size < 1000) {
    text = fmt::format("{} ns", size);
  } else if (size < 999'500) {
    text = three_digits(value / 1e3, "us");
  } else if (size < 999'500'000) {
    text = three_digits(value / 1e6, "ms");
  } else if (whole < 60) {
    text = three_digits(value / 1e9, "s");
  } else if (whole < 3600) {
    text = two_units(whole, 60, "min", "s");
  } else if (whole < 86400) {
    text = two_units(whole / 60, 60, "h", "min");
  } else {
    text = two_units(whole / 3600, 24, "d", "h");
  }
  return (is_negative ? "-" : "") + text;
}

std::string short_moment(const LogTime& time, const Document& document) {
  const std::string full = format_rfc3339(time);
  const std::string text = full.substr(0, kDateColumns) + " " + full.substr(kDateColumns + 1, 8);
  return document.clock.names(time) ? text : text + " " + full.substr(19);
}

}  // namespace logscan::detail
