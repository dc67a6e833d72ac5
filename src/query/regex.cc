#include "query/regex.h"

#include <utility>

#include "query/expression.h"
#include "text/safe_text.h"

namespace logscan::detail {
namespace {

re2::RE2::Options options() {
  re2::RE2::Options options;
  options.set_encoding(re2::RE2::Options::EncodingLatin1);
  options.set_log_errors(false);
  options.set_never_capture(true);
  options.set_dot_nl(true);
  options.set_max_mem(Expression::kRegexMemory);
  return options;
}

}  // namespace

TextMatches::TextMatches(Source source, std::string_view pattern)
    : TextCondition(std::move(source), kRegex),
      regex_({pattern.data(), pattern.size()}, options()) {}

std::string TextMatches::error() const {
  if (regex_.ok()) return {};
  if (regex_.error_code() == re2::RE2::ErrorPatternTooLarge) return "it needs too much memory";
  return safe_text(regex_.error(), 100);
}

bool is_literal_pattern(std::string_view pattern) {
  if (pattern.starts_with('^')) pattern.remove_prefix(1);
  return pattern.find_first_of("\\.+*?()|[]{}^$") == std::string_view::npos;
}

}  // namespace logscan::detail
