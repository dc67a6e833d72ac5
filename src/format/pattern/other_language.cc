#include <algorithm>
#include <string>

#include "format/line_pattern.h"
#include "format/pattern/piece.h"
#include "text/ascii.h"

namespace logscan::pattern {
namespace {

struct Language {
  std::string_view name;
  std::string_view marks;  ///< how its fields start, separated by spaces
  std::string_view advice;
};

// In order of preference: `%d` is PHP-FPM's only where `%^` does not make it GoAccess'. A mark that
// ends in a letter or digit ends a word. A mark without a percent sign counts only in a pattern
// without percent signs. The marks come from the manuals: HAProxy's "Custom log format", PHP-FPM's
// www.conf, Logback's "Access PatternLayout", Squid's logformat, gunicorn's access_log_format,
// Envoy's "Command operators", GoAccess' log-format, morgan's tokens, Caddy's placeholders.
constexpr Language kLanguages[] = {
    {"gunicorn", "%(",
     "leave out --log-format for gunicorn's own format, or drop the parentheses: %h for %(h)s, %s "
     "for %(s)s, %{Referer}i for %(f)s, %{User-Agent}i for %(a)s"},
    {"Squid",
     "%>a %>A %<a %<A %>Hs %<Hs %<st %>st %Ss %Sh %rm %ru %rv %un %ul %ui %tl %tu %mt %[un "
     "%>h %<h %[ui %[ul %>rm %>ru %\"un",
     "leave out --log-format for Squid's formats squid, common and combined, or write an Apache "
     "pattern: %h for %>a, %t for [%tl], %>s for %>Hs"},
    {"HAProxy",
     "%ci %cp %ft %fi %fp %si %sp %bi %bp %ST %TR %Ta %Tr %tr %trg %tsc %hr %hs %hrl "
     "%HM %HP %HPO %HQ %HU %HV %CC %CS %{+Q} %{-Q} %{+X} %{+E} %{+Q, %[",
     "leave out --log-format for HAProxy's own formats (option httplog, httpslog, httplog clf), or "
     "write an Apache pattern for lines of another"},
    {"GoAccess", "%^ %~",
     "write an Apache pattern: %t for [%d:%t %^], %{X-Forwarded-For}i for %~h{, }, %l for %^"},
    {"PHP-FPM", "%Q %d %M %R",
     "leave out --log-format for PHP-FPM's own format, or write an Apache pattern: %h for %R, "
     "\"%r\" for \"%m %r%Q%q\", %{ms}T for %{milli}d, %l for other fields"},
    {"Logback",
     "%i{ %o{ %clientHost %remoteHost %remoteIP %requestURL %requestURI "
     "%requestMethod %requestHeader %header %statusCode %bytesSent %elapsedTime %date "
     "%user %protocol %queryString %localPort %reqAttribute %reqParameter %responseHeader "
     "%server %localIP",
     "write an Apache pattern: %{Referer}i for %i{Referer}, %h for %clientHost, \"%r\" for "
     "%requestURL, %>s for %statusCode, %t for [%date]"},
    {"Envoy",
     "%START_TIME %REQ( %RESP( %PROTOCOL% %RESPONSE_CODE %BYTES_ %DURATION% %DOWNSTREAM_ "
     "%UPSTREAM_",
     "leave out --log-format for Envoy's default format, or map the keys of a JSON log: "
     "json:status=KEY,path=KEY"},
    {"AWStats", "%methodurl %time1 %host %logname %bytesd %uabracket",
     "write an Apache pattern: %h for %host, %t for %time1, \"%r\" for %methodurl, %>s for %code"},
    {"morgan", ":remote-addr :method :url :status :response-time",
     "leave out --log-format for morgan's own formats, or write an Apache pattern: %h for "
     ":remote-addr, %m for :method, %U%q for :url, %>s for :status"},
    {"Caddy", "{common_log} {request> {resp_headers> {duration}",
     "leave out --log-format for Caddy's JSON and common_log, or write an Apache pattern"},
    {"W3C logs", "cs-method cs-uri-stem sc-status",
     "leave out --log-format where the log has a #Fields line, or write an Apache pattern: %h for "
     "c-ip, %m for cs-method, %U for cs-uri-stem, %>s for sc-status"},
};

// Returns whether a text starts with the mark. Apache's `%^FB` does not start with `%^`.
bool is_at(std::string_view text, std::string_view mark) {
  const auto in_word = [](char c) { return is_letter(c) || is_digit(c); };
  const bool ends_word = in_word(mark.back()) || mark.back() == '^';
  return text.starts_with(mark) &&
         !(ends_word && text.size() > mark.size() && in_word(text[mark.size()]));
}

// Returns the position after the argument of the directive at `at` or, without one, after what
// precedes its letter, such as a width.
std::size_t after_argument(std::string_view text, std::size_t at) {
  at = std::min(text.find_first_not_of("<>!,-0123456789", at + 1), text.size());
  if (!text.substr(at).starts_with('{')) return at;
  return std::min(text.find('}', at), text.size() - 1) + 1;
}

// Returns the mark of a language that a text starts with. Empty when there is none.
std::string_view mark_at(std::string_view text, std::string_view marks) {
  while (!marks.empty()) {
    const std::string_view mark = marks.substr(0, marks.find(' '));
    marks.remove_prefix(std::min(mark.size() + 1, marks.size()));
    if (is_at(text, mark)) return mark;
  }
  return {};
}

// Returns the mark at `at`. A width or an argument may precede the letter of a directive:
// `%{milli}d`, `%03>Hs`.
std::string_view mark_in(std::string_view text, std::size_t at, std::string_view marks) {
  const std::string_view mark = mark_at(text.substr(at), marks);
  if (!mark.empty() || text[at] != '%') return mark;
  const std::size_t width = std::min(text.find_first_not_of("-0123456789", at + 1), text.size());
  for (const std::size_t after : {width, after_argument(text, at)}) {
    const std::string_view bare = mark_at("%" + std::string(text.substr(after)), marks);
    if (!bare.empty() && bare.back() != '{') return bare;
  }
  return {};
}

void fail(const Language& language, std::string_view text) {
  const bool percent = text.find('%') != std::string_view::npos;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (percent && text[at] != '%') continue;
    if (text.substr(at).starts_with("%%")) {
      ++at;
      continue;
    }
    const std::string_view mark = mark_in(text, at, language.marks);
    // Apache has %R as well (the handler), but no format starts with it.
    if (mark.empty() || (mark == "%R" && at > 0)) {
      if (percent) at = after_argument(text, at) - 1;
      continue;
    }
    throw PatternError(at + 1, std::string(mark) + " is a field of " + std::string(language.name) +
                                   ", expected a variable of nginx or a directive of Apache; " +
                                   std::string(language.advice));
  }
}

}  // namespace

void reject_other_language(std::string_view text) {
  for (const Language& language : kLanguages)
    fail(language, text);
}

}  // namespace logscan::pattern
