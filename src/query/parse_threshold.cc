#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>
#include <utility>

#include "format/token.h"
#include "logscan/threshold.h"
#include "query/expression.h"
#include "query/hints.h"
#include "query/literals.h"
#include "query/word_reader.h"
#include "text/nearest_name.h"

namespace logscan {
namespace {

using detail::quoted;
using detail::WordReader;
using Amount = Threshold::Amount;
using Order = Threshold::Order;

constexpr std::string_view kNames[] = {"requests",      "errors",        "client_errors",
                                       "server_errors", "status.503",    "malformed",
                                       "p99(duration)", "max(duration)", "errors.rate"};

constexpr std::pair<std::string_view, Amount> kAmounts[] = {
    {"requests", Amount::kRequests},          {"errors", Amount::kErrors},
    {"client_errors", Amount::kClientErrors}, {"server_errors", Amount::kServerErrors},
    {"malformed", Amount::kMalformed},
};

// Names that other programs use.
constexpr std::pair<std::string_view, std::string_view> kHints[] = {
    {"4xx", "client_errors"},      {"5xx", "server_errors"},
    {"count", "requests"},         {"hits", "requests"},
    {"lines", "requests"},         {"rate", "errors.rate"},
    {"error_rate", "errors.rate"}, {"duration", "p99(duration)"},
    {"latency", "p99(duration)"},  {"request_time", "p99(duration)"},
};

constexpr std::pair<std::string_view, Order> kOrders[] = {
    {">=", Order::kMoreOrSame}, {"<=", Order::kLessOrSame}, {"==", Order::kSame},
    {"!=", Order::kOther},      {">", Order::kMore},        {"<", Order::kLess},
    {"=", Order::kSame},
};

constexpr const char* kCrontab =
    "in a crontab % ends the command, so write pct there: errors.rate > 5pct";

[[noreturn]] void fail(std::size_t column, const std::string& reason) {
  throw ExpressionError(column, reason);
}

[[noreturn]] void unknown_name(std::size_t column, std::string_view word) {
  const std::string start = "there is no " + quoted(word) + " to compare; ";
  const auto hint = std::find_if(std::begin(kHints), std::end(kHints),
                                 [&](const auto& each) { return each.first == word; });
  std::string_view meant = hint == std::end(kHints) ? std::string_view() : hint->second;
  if (meant.empty()) meant = detail::nearest_name(word, kNames);
  if (!meant.empty()) fail(column, start + "did you mean " + std::string(meant) + "?");
  std::string list;
  for (const std::string_view name : kNames)
    list += (list.empty() ? "" : ", ") + std::string(name);
  fail(column, start + "there are " + list);
}

/// Parses one threshold from left to right.
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text), words_(text) {}

  Threshold parse() {
    words_.skip_spaces();
    if (words_.done()) fail(1, "there is nothing in it; write one such as errors.rate > 5pct");
    read_name();
    words_.skip_spaces();
    read_order();
    words_.skip_spaces();
    read_limit();
    read_end();
    made_.text = name_ + " " + order_ + " " + limit_;
    return std::move(made_);
  }

 private:
  std::string_view consume_word() {
    const std::string_view word = words_.next_word();
    words_.consume(word);
    return word;
  }

  void read_name() {
    const std::size_t column = words_.column();
    const std::string_view word = consume_word();
    if (word.empty()) fail(column, "expected a name such as errors, found " + words_.found());
    name_ = word;
    if (word == "status") return read_status(column);
    if (word == "max" || is_percentile(word)) return read_duration(word, column);
    const auto found = std::find_if(std::begin(kAmounts), std::end(kAmounts),
                                    [&](const auto& each) { return each.first == word; });
    if (found == std::end(kAmounts)) unknown_name(column, word);
    made_.amount = found->second;
    read_rate();
  }

  void read_status(std::size_t column) {
    made_.amount = Amount::kStatus;
    if (!words_.consume(".")) fail(column, "status requires a number: status.503");
    const std::size_t at = words_.column();
    const std::string_view digits = consume_word();
    if (digits == "4xx" || digits == "5xx") {
      fail(at, "a status has three digits; for all " + std::string(digits) + " write " +
                   (digits == "4xx" ? "client_errors" : "server_errors"));
    }
    if (digits.size() != 3 || !is_number(digits))
      fail(at, "expected a status of three digits, such as status.503");
    for (const char digit : digits)
      made_.status = static_cast<StatusCode>(made_.status * 10 + (digit - '0'));
    name_ += "." + std::string(digits);
    read_rate();
  }

  void read_rate() {
    if (!words_.consume(".")) return;
    const std::size_t column = words_.column();
    const std::string_view word = consume_word();
    if (word != "rate")
      fail(column, "expected rate after the dot, found " + quoted(word) + "; write " + name_ +
                       ".rate for its share of all");
    if (made_.amount == Amount::kRequests)
      fail(column, "the share of requests in requests is always 1; leave out .rate");
    made_.rate = true;
    name_ += ".rate";
  }

  static bool is_percentile(std::string_view word) {
    return word.size() > 1 && word[0] == 'p' && is_number(word.substr(1));
  }

  void read_duration(std::string_view word, std::size_t column) {
    made_.amount = Amount::kDuration;
    made_.quantile = 1;
    if (word != "max") {
      std::string percent(word.substr(1));
      if (words_.consume(".")) percent += "." + std::string(consume_word());
      name_ = "p" + percent;
      const std::optional<double> number = read_double(percent + "e-2");
      if (!number || percent.back() == '.' || percent.size() > 8 || !(*number > 0 && *number < 1))
        fail(column, quoted(name_) + " is not a percentile; write one such as p50, p99 or p99.9");
      made_.quantile = *number;
    }
    words_.skip_spaces();
    const std::size_t at = words_.column();
    const std::string whole = name_ + "(duration)";
    if (!words_.consume("(")) fail(at, "expected (duration) after " + name_ + "; write " + whole);
    words_.skip_spaces();
    if (!words_.consume_word("duration"))
      fail(words_.column(), "only durations have a " + name_ + "; write " + whole);
    words_.skip_spaces();
    if (!words_.consume(")")) fail(words_.column(), "expected ) after duration");
    name_ = whole;
  }

  void read_order() {
    const std::size_t column = words_.column();
    for (const auto& [text, order] : kOrders) {
      if (!words_.consume(text)) continue;
      made_.order = order;
      order_ = text;
      return;
    }
    std::string what = "expected > >= < <= == or != after " + name_ + ", found " + words_.found();
    if (words_.rest().starts_with('(')) what += "; only durations have percentiles";
    fail(column, what);
  }

  void read_limit() {
    const std::size_t column = words_.column();
    consume_number();
    consume_unit();
    limit_ = number_ + unit_;
    if (made_.amount == Amount::kDuration) {
      read_duration_limit(column);
    } else if (made_.rate) {
      read_share(column);
    } else {
      read_count(column);
    }
  }

  void consume_number() {
    const std::string_view rest = words_.rest();
    number_ = rest.substr(0, rest.find_first_not_of("0123456789."));
    if (words_.consume(number_) && !number_.empty()) return;
    std::string what = "expected a number after " + quoted(order_);
    if (!words_.done()) {
      what += ", found " + words_.found();
    } else if (made_.rate) {
      what += "; " + std::string(kCrontab);
    }
    fail(words_.column(), what);
  }

  void consume_unit() {
    // crontab turns `%` into a line feed, and a backslash may remain.
    const bool is_cut = words_.done() ? text_.find('\n') != std::string_view::npos
                                      : words_.rest().starts_with('\n');
    if (made_.rate && is_cut)
      fail(words_.column(), "the line ends after " + number_ + "; " + kCrontab);
    words_.skip_spaces();
    const std::size_t column = words_.column();
    if (words_.consume("\\%"))
      fail(column,
           "a backslash before % stays where the word is in quotes; " + std::string(kCrontab));
    if (words_.consume("%")) {
      unit_ = "%";
    } else if (const std::string_view word = words_.next_word();
               !word.empty() && !is_digit(word[0]) && !is_joiner(word)) {
      unit_ = consume_word();
    }
  }

  void read_duration_limit(std::size_t column) {
    if (unit_.empty())
      fail(column, "a duration requires a unit: " + number_ + "s, or " + number_ + "ms");
    const std::optional<std::int64_t> value = detail::parse_duration(limit_);
    if (!value)
      fail(column, quoted(limit_) + " is not a duration; write one such as 2s, 1.5s or 500ms");
    made_.limit = static_cast<double>(*value);
  }

  void read_share(std::size_t column) {
    const bool percent = unit_ == "pct" || unit_ == "%";
    const std::optional<double> value = read_double(number_ + (percent ? "e-2" : ""));
    if (!value || (!percent && !unit_.empty()))
      fail(column, quoted(limit_) + " is not a share; write one such as 0.05 or 5pct");
    made_.limit = *value;
    if (*value > 1 || (*value == 1 && made_.order == Order::kMore)) {
      const bool cut = !percent && *value <= 100;
      fail(column, "no share is above " + std::string(percent ? "100pct" : "1") +
                       (cut ? "; for percent write " + number_ + "pct (" + kCrontab + ")" : ""));
    }
  }

  void read_count(std::size_t column) {
    if (unit_ == "pct" || unit_ == "%")
      fail(column, name_ + " is a count; for the share write " + name_ + ".rate");
    const std::optional<std::int64_t> value = detail::parse_size(limit_);
    if (!value || limit_.back() == 'B') {
      fail(column, quoted(limit_) + " is not a count" +
                       (number_.find('.') == std::string::npos
                            ? "; write one such as 10, 5K or 2M"
                            : "; for the share write " + name_ + ".rate"));
    }
    made_.limit = static_cast<double>(*value);
  }

  static bool is_joiner(std::string_view word) { return word == "and" || word == "or"; }

  void read_end() {
    words_.skip_spaces();
    if (words_.done()) return;
    const std::size_t column = words_.column();
    if (is_joiner(words_.next_word()) || words_.consume("&&") || words_.consume("||")) {
      fail(column,
           "one --fail-if is one comparison; give it again for another, and any that holds fails");
    }
    fail(column, "expected the end, found " + words_.found());
  }

  static std::optional<double> read_double(const std::string& text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
  }

  std::string_view text_;
  WordReader words_;
  Threshold made_;
  std::string name_;
  std::string order_;
  std::string number_;
  std::string unit_;
  std::string limit_;
};

}  // namespace

Threshold Threshold::parse(std::string_view text) {
  if (text.size() > kMostText) {
    fail(kMostText + 1,
         "the text is longer than " + std::to_string(kMostText) + " bytes; make it shorter");
  }
  return Parser(text).parse();
}

}  // namespace logscan
