#include "format/layouts/server_lines.h"

#include <algorithm>

#include "format/layouts/layouts.h"
#include "format/layouts/line_template.h"
#include "text/client_text.h"
#include "text/letters.h"

namespace logscan {
namespace {

using F = LogFormat;

struct ServerForm {
  LogFormat format;
  const char* form;  // see line_template.h
};

// Words of loggers may stand in front of these; all have a method.
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
    {F::kNextJs, R"(%m %U %s in %D%*)"},
    {F::kHono, R"(--> %m %U %s %D%*)"},
    {F::kFiber, R"(%^ | %s | %D | %h | %m | %!%U | %^)"},
    {F::kFiber, R"([%^] %s - %D %m %L)"},
    {F::kFiber, R"(%^ %m %L - %h - %s - %D)"},
    {F::kSanic, R"((sanic.access)[INFO][%h]: %m %U %s %b%*)"},
    {F::kPhpServer, R"([%t] %h [%s]: %m %U%*)"},
    {F::kVaultwarden, R"([%t][response][INFO] (%^) %m %L => %s %p)"},
    {F::kConfluence, R"([%t] %u %^ %h %m %U %H %s %Mms %b %!%f %a)"},
};

// These begin a line. Bars or commas part their columns, or they begin with a quote or bracket.
constexpr ServerForm kWholeLines[] = {
    {F::kPhpServer, R"([%t] %h [%s]: %U%*)"},
    {F::kBunny, R"(%^|%s|%t|%b|%^|%h|%!%f|%U|%^|%a|%^|%^)"},
    {F::kBitbucket,
     R"(%h | %^ | o%^ | %u | %t | "%r" | "%f" "%A" | %s | %^ | %b | %w | %M | %^ |)"},
    {F::kGlassFish, R"("%n" "%u" "%t" "%r" %s %b%*)"},
    {F::kIis, R"(%h, %u, %^, %^, %^, %^, %^, %M, %^, %b, %s, %^, %m, %!%U, %Q,)"},
    {F::kArtifactory, R"(%t|%^|%h|%u|%m|%U|%s|%^|%b|%M|%a)"},
    {F::kArtifactory, R"(%^|%M|REQUEST|%h|%u|%m|%U|%H|%s|%^)"},
};

constexpr std::size_t kLongestColumn = 64;  // the first of a line with other columns
constexpr std::size_t kLongestFront = 256;  // of what stands before the method

// Where the method of a request may stand: the first such word that a target follows, or the first
// word of capitals behind a quote. Words with `=` or tabs are those of other formats. npos when
// there is none.
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
    if (quoted ? !may_be_method(word) : !is_http_method(word)) continue;
    const std::size_t next = line.find_first_not_of(' ', end);
    if (!quoted && (next == kNone || std::string_view("/\"h|").find(line[next]) == kNone)) continue;
    return line.substr(0, at).find_first_of("=\t") == kNone ? at : kNone;
  }
  return kNone;
}

// Whether a line begins with `name=`, or with `name:value` and has tabs: pairs of other formats.
bool begins_with_pair(std::string_view line) {
  std::size_t at = 0;
  while (at < line.size() && ((line[at] >= 'a' && line[at] <= 'z') || line[at] == '_'))
    ++at;
  if (at == 0 || at + 1 >= line.size()) return false;
  if (line[at] == '=') return true;
  return line[at] == ':' && line[at + 1] != ' ' && line.find('\t') != std::string_view::npos;
}

// Whether a text can begin as a form does: for nearly all texts the first byte tells.
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

std::string_view without_brackets(std::string_view text) {
  text = text.substr(text.starts_with('[') ? 1 : 0);
  return text.substr(0, text.size() - (text.ends_with(']') || text.ends_with(',') ? 1 : 0));
}

}  // namespace

std::optional<LogTime> leading_time(std::string_view front) {
  for (std::size_t begin = 0; begin < front.size();) {
    std::size_t end = begin;
    std::optional<LogTime> time;
    for (int words = 0; words < 3 && end < front.size(); ++words) {
      end = std::min(front.find(' ', end + 1), front.size());
      const std::optional<LogTime> read =
          parse_stamp(without_brackets(front.substr(begin, end - begin)));
      if (read) time = read;
    }
    if (time) return time;
    begin = std::min(front.find(' ', begin), front.size() - 1) + 1;
  }
  return std::nullopt;
}

std::optional<LogFormat> find_server_line(std::string_view line, LogLine& out) {
  // Every form has a target.
  if (line.find('/') == std::string_view::npos || begins_with_pair(line)) return std::nullopt;
  const std::string_view head = line.substr(0, kLongestColumn);
  if (head.find('|') != std::string_view::npos || head.find(", ") != std::string_view::npos ||
      head[0] == '"' || head[0] == '[') {
    for (const ServerForm& form : kWholeLines) {
      if (may_begin(form.form, line) && cut_form(form.form, line, out)) return form.format;
    }
  }
  const std::size_t method = find_method(line);
  if (method == std::string_view::npos) return std::nullopt;
  for (std::size_t begin = 0; begin <= method;) {
    begin = line.find_first_not_of(' ', begin);
    if (begin > method) break;
    // `INFO:uvicorn.access:192.0.2.1:4711`, as Python's logging writes it by default.
    const std::string_view word = line.substr(begin, line.find(' ', begin) - begin);
    begin += word.size() - behind_file_name(word).size();
    const std::string_view behind = line.substr(begin);
    for (const ServerForm& form : kForms) {
      if (!may_begin(form.form, behind) || !cut_form(form.form, behind, out)) continue;
      for (std::string_view front = line.substr(0, begin); !out.time && !front.empty();
           front = behind_file_tag(front))
        out.time = leading_time(front);
      return form.format;
    }
    begin = line.find(' ', begin);
  }
  return std::nullopt;
}

}  // namespace logscan
