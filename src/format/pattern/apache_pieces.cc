#include "format/pattern/apache_directives.h"
#include "format/pattern/piece.h"
#include "text/safe_text.h"

namespace logscan::pattern {
namespace {

constexpr std::int64_t kMillisecond = 1'000'000;

bool is_condition(char c) {
  return c == '!' || c == ',' || (c >= '0' && c <= '9');
}

// The directive whose `%` is at `at`, and in `at` what is behind it. Between the two stand, in any
// order: statuses for which alone the field is written, `<` or `>`, and an argument in braces.
Directive parse_directive(std::string_view text, std::size_t& at) {
  const std::size_t percent = at++;
  Directive directive;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (is_condition(c)) continue;
    if (c == '<' || c == '>') {
      directive.which = c;
      continue;
    }
    if (c != '{') break;
    const std::size_t close = text.find('}', at);
    if (close == std::string_view::npos) {
      throw PatternError(at + 1,
                         "%{ is not closed: write the } and the letter after it, as in "
                         "%{Referer}i");
    }
    directive.argument = text.substr(at + 1, close - at - 1);
    directive.has_argument = true;
    at = close;
  }
  if (at == text.size()) {
    throw PatternError(percent + 1, safe_text(text.substr(percent)) +
                                        " has no letter at its end: write a directive such as %h, "
                                        "or %% for a percent sign");
  }
  const std::size_t length = text[at] == '^' ? 3 : 1;
  directive.name = text.substr(at, length);
  at += directive.name.size();
  return directive;
}

std::string rejection(const Directive& directive, std::string_view written) {
  const std::string shown = safe_text(written);
  if (directive.name == "T") return shown + " has no such unit: write %{s}T, %{ms}T or %{us}T";
  return shown + " is no directive of Apache's log formats: look it up in the manual of " +
         "mod_log_config, or write %% for a percent sign";
}

}  // namespace

std::vector<PatternPart> apache_pieces(std::string_view text) {
  std::vector<PatternPart> pieces;
  for (std::size_t at = 0; at < text.size();) {
    if (text.substr(at).starts_with("%%")) {
      add_byte(pieces, '%', at);
      at += 2;
    } else if (text[at] == '%') {
      const std::size_t begin = at;
      const Directive directive = parse_directive(text, at);
      const std::string_view written = text.substr(begin, at - begin);
      std::optional<ApacheField> field = apache_field(directive);
      if (!field) throw PatternError(begin + 1, rejection(directive, written));
      // `%Dms`: Tomcat's unit, which its users write behind it.
      if (field->rule.role == Role::kDuration && directive.name == "D" &&
          text.substr(at).starts_with("ms"))
        field->rule.unit = kMillisecond;
      // `%t` brings its brackets along; with a format of its own there are none.
      const bool brackets = is_bracketed_time(directive);
      if (brackets) add_byte(pieces, '[', begin);
      PatternPart piece{true, std::string(written), begin + 1, field->rule, field->time_format, {},
                        -1};
      piece.own = apache_own(directive, begin + 1, piece.rule);
      pieces.push_back(std::move(piece));
      if (brackets) add_byte(pieces, ']', begin);
    } else {
      add_text(pieces, text, at);
    }
  }
  return pieces;
}

}  // namespace logscan::pattern
