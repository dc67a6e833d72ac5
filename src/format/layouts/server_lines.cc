
#include <algorithm>
#include <string>

#include "format/layouts/layouts.h"
#include "format/layouts/line_template.h"
#include "text/ascii.h"
#include "text/client_text.h"

namespace logscan {
namespace {

using F = LogFormat;

struct ServerForm {
  LogFormat format;
  const char* form;  // see line_template.h
};

// These may follow words of a logger. All contain a method, or `WebSocket` in its place.
constexpr ServerForm kForms[] = {
    {F::kPhpFpm, R"(%h - %u %t "%m %U" %s%~)"},
    {F::kPhpFpm, R"(%h - %t "%m %U" %s%~)"},
    {F::kPhpFpm, R"(%h - %u %t "%m %L" %s)"},
    {F::kPhpFpm, R"(%h - %t "%m %L" %s)"},
    {F::kNginxProxyManager,
     R"([%t] %w %s - %m %^ %v "%q" [Client %h] [Length %b] [Gzip %^] [Sent-to %B] %!"%a" "%f")"},
    {F::kNginxProxyManager,
     R"([%t] %s - %m %^ %v "%q" [Client %h] [Length %b] [Gzip %^] %!"%a" "%f")"},
    {F::kUvicorn, R"(%h - "%r" %s%p)"},
    {F::kUvicorn, R"(- "%r" %s%p)"},
    {F::kUvicorn, R"(%h - "WebSocket %q" %s)"},
    {F::kUvicorn, R"(- "WebSocket %q" %s)"},
    {F::kGranian, R"([%t] %h - "%r" %s %M)"},
    {F::kMorgan, R"(%m %U %x %b - %M ms)"},
    {F::kMorgan, R"(%m %U %x %M ms - %b)"},
    {F::kMorgan, R"(%h %u %m %U %H %x %b - %M ms)"},
    {F::kGin, R"([GIN] %t | %s | %D | %h | %m "%q")"},
    {F::kTornado, R"(%s %m %U (%h) %Mms)"},
    {F::kTornado, R"(%s %m %U (@%h) %Mms%*)"},
    {F::kTornado, R"(%s %m %U (%u@%h) %Mms%*)"},
    {F::kChi, R"("%m %U %^" from %h - %s %bB in %D)"},
    {F::kGitea, R"(completed %m %U for %h, %s %p in %D @%*)"},
    {F::kGitea, R"(Completed %m %U %s %p in %D)"},
    {F::kAspNetCore, R"(HTTP %m %L responded %s in %M ms)"},
    {F::kAspNetCore, R"(Request finished %H %m %U - %s %b %w %Mms)"},
    {F::kAspNetCore, R"(Request finished %H %m %U %^ %^ - %s %b %w %Mms)"},
    {F::kNextJs, R"(%m %U %s in %D)"},
    {F::kNextJs, R"(%m %U %s in %D (%^:%*)"},
    {F::kHono, R"(--> %m %U %s %D%*)"},
    {F::kHono, R"(xxx %m %U %s %D%*)"},  // Koa, for an error
    {F::kHono, R"(-x- %m %U %s %D%*)"},  // Koa, for a connection that the client closed
    {F::kFiber, R"(%^ | %s | %D | %h | %m | %!%U | %^)"},
    {F::kFiber, R"([%^] %s - %D %m %L)"},
    {F::kFiber, R"(%^ %m %L - %h - %s - %D)"},
    {F::kSanic, R"((sanic.access)[INFO][%h]: %m %U %s %b%*)"},
    {F::kPhpServer, R"([%t] %h [%s]: %m %U%*)"},
    {F::kVaultwarden, R"([%t][response][INFO] (%^) %m %L => %s %p)"},
    {F::kConfluence, R"([%t] %u %^ %h %m %U %H %s %Mms %b %!%f %a)"},
};

// These start a line. Bars or commas separate their columns, or they start with a quote or bracket.
constexpr ServerForm kWholeLines[] = {
    {F::kPhpServer, R"([%t] %h [%s]: %U%*)"},
    {F::kPhpServer, R"([%t] %h [%s]: (null) %U%*)"},  // since 7.4, for files
    {F::kBunny, R"(%^|%s|%t|%b|%^|%h|%!%f|%U|%^|%a|%^|%^)"},
    {F::kBitbucket,
     R"(%h | %^ | o%^ | %u | %t | "%r" | "%f" "%A" | %s | %^ | %b | %w | %M | %^ |)"},
    {F::kGlassFish, R"("%n" "%u" "%t" "%r" %s %b%*)"},
    {F::kIis, R"(%h, %u, %^, %^, %^, %^, %^, %M, %^, %b, %s, %^, %m, %!%U, %Q,)"},
    {F::kArtifactory, R"(%t|%^|%h|%u|%m|%U|%s|%^|%b|%M|%a)"},
    {F::kArtifactory, R"(%^|%M|REQUEST|%h|%u|%m|%U|%H|%s|%^)"},
};

constexpr std::size_t kLongestColumn = 64;  // for the first column of a line with bars or commas
constexpr std::size_t kLongestFront = 256;  // for the text before the method

// Returns where the method of a request may be: the first known method before a target, or the
// first word in capitals, or uvicorn's `WebSocket`, after a quote. Returns npos when there is none,
// or a `=` or tab precedes it, as in other formats.
std::size_t find_method(std::string_view line) {
  constexpr std::size_t kNone = std::string_view::npos;
  const std::size_t last = std::min(line.size(), kLongestFront);
  char before = ' ';
  for (std::size_t at = 0; at < last; before = line[at++]) {
    const bool quoted = before == '"';
    if (line[at] < 'A' || line[at] > 'Z' || (before != ' ' && !quoted)) continue;
    const std::size_t end = line.find(' ', at);
    if (end == kNone) return kNone;
    const std::string_view word = line.substr(at, end - at);
    if (quoted ? !may_be_method(word) && word != "WebSocket" : !is_http_method(word)) continue;
    const std::size_t next = line.find_first_not_of(' ', end);
    if (!quoted && (next == kNone || std::string_view("/\"h|").find(line[next]) == kNone)) continue;
    return line.substr(0, at).find_first_of("=\t") == kNone ? at : kNone;
  }
  return kNone;
}

// Returns whether a line starts with `name=`, or with `name:value` and contains tabs: key-value
// pairs of other formats.
bool begins_with_pair(std::string_view line) {
  std::size_t at = 0;
  while (at < line.size() && ((line[at] >= 'a' && line[at] <= 'z') || line[at] == '_'))
    ++at;
  if (at == 0 || at + 1 >= line.size()) return false;
  if (line[at] == '=') return true;
  return line[at] == ':' && line[at + 1] != ' ' && line.find('\t') != std::string_view::npos;
}

// Reads the time in Tornado's default header: `[I 240101 10:00:00 web:2348]`.
std::optional<LogTime> tornado_time(std::string_view front) {
  constexpr std::size_t kStamp = 15;
  const std::size_t bracket = front.find('[');
  if (bracket == std::string_view::npos || front.size() - bracket < kStamp + 3) return std::nullopt;
  const std::size_t begin = bracket + 3;
  if (front[begin - 1] != ' ' || !is_number(front.substr(begin, 6))) return std::nullopt;
  const std::string_view stamp = front.substr(begin, kStamp);
  std::string full = "20";
  full.append(stamp.substr(0, 2)).append("-").append(stamp.substr(2, 2)).append("-");
  return parse_stamp(full.append(stamp.substr(4)));
}

// Returns whether a text can start like a template. The first byte decides for nearly all texts.
bool may_begin(const char* form, std::string_view text) {
  const char first = text.front();
  if (form[0] != '%') return form[0] == first;
  switch (form[1]) {
    case 'm':
      return first >= 'A' && first <= 'Z';
    case 's':
      return first >= '0' && first <= '9';
    case 'h':
      return is_hex(first) || first == '-' || first == ':' || first == '[';
    default:
      return true;
  }
}

}  // namespace

std::optional<LogFormat> find_server_line(std::string_view line, LogLine& out) {
  // Every template has a target.
  if (line.find('/') == std::string_view::npos || begins_with_pair(line)) return std::nullopt;
  const std::string_view head = line.substr(0, kLongestColumn);
  if (head.find('|') != std::string_view::npos || head.find(", ") != std::string_view::npos ||
      head[0] == '"' || head[0] == '[') {
    for (const ServerForm& form : kWholeLines) {
      if (may_begin(form.form, line) && match_form(form.form, line, out)) return form.format;
    }
  }
  const std::size_t method = find_method(line);
  if (method == std::string_view::npos) return std::nullopt;
  for (std::size_t begin = 0; begin <= method;) {
    begin = line.find_first_not_of(' ', begin);
    if (begin > method) break;
    // `INFO:uvicorn.access:192.0.2.1:4711`, as Python's logging writes it by default.
    const std::string_view word = line.substr(begin, line.find(' ', begin) - begin);
    begin += word.size() - after_file_name(word).size();
    const std::string_view after = line.substr(begin);
    for (const ServerForm& form : kForms) {
      if (!may_begin(form.form, after) || !match_form(form.form, after, out)) continue;
      if (!out.time) out.time = time_before(line.substr(0, begin));
      if (!out.time && form.format == F::kTornado) out.time = tornado_time(line.substr(0, begin));
      return form.format;
    }
    begin = line.find(' ', begin);
  }
  return std::nullopt;
}

}  // namespace logscan
