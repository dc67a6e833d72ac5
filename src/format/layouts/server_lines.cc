#include "format/layouts/server_lines.h"

#include "format/layouts/line_template.h"

namespace logscan {
namespace {

using F = LogFormat;

constexpr ServerForm kForms[] = {
    {F::kPhpFpm, R"(%h - %u %t "%m %U" %s%~)", true},
    {F::kPhpFpm, R"(%h - %t "%m %U" %s%~)", true},
    {F::kPhpFpm, R"(%h - %u %t "%m %L" %s)", true},
    {F::kPhpFpm, R"(%h - %t "%m %L" %s)", true},
    {F::kNginxProxyManager,
     R"([%t] %w %s - %m %^ %v "%q" [Client %h] [Length %b] [Gzip %^] [Sent-to %B] %!"%a" "%f")",
     true},
    {F::kNginxProxyManager,
     R"([%t] %s - %m %^ %v "%q" [Client %h] [Length %b] [Gzip %^] %!"%a" "%f")", true},
    {F::kUvicorn, R"(%h - "%r" %s%p)", true},
    {F::kUvicorn, R"(- "%r" %s%p)", true},
    {F::kGranian, R"([%t] %h - "%r" %s %M)", true},
    {F::kMorgan, R"(%m %U %x %b - %M ms)", true},
    {F::kMorgan, R"(%m %U %x %M ms - %b)", true},
    {F::kMorgan, R"(%h %u %m %U %H %x %b - %M ms)", true},
    {F::kGin, R"([GIN] %t | %s | %D | %h | %m "%q")", true},
    {F::kTornado, R"(%s %m %U (%h) %Mms)", true},
    {F::kTornado, R"(%s %m %U (@%h) %Mms%*)", true},
    {F::kTornado, R"(%s %m %U (%u@%h) %Mms%*)", true},
    {F::kChi, R"("%m %U %^" from %h - %s %bB in %D)", true},
    {F::kGitea, R"(completed %m %U for %h, %s %p in %D @%*)", true},
    {F::kGitea, R"(Completed %m %U %s %p in %D)", true},
    {F::kAspNetCore, R"(%t [%^] HTTP %m %L responded %s in %M ms)", false},
    {F::kAspNetCore, R"(HTTP %m %L responded %s in %M ms)", true},
    {F::kAspNetCore, R"(Request finished %H %m %U - %s %b %w %Mms)", true},
    {F::kAspNetCore, R"(Request finished %H %m %U %^ %^ - %s %b %w %Mms)", true},
    {F::kNextJs, R"(%m %U %s in %D%*)", true},
    {F::kHono, R"(--> %m %U %s %D%*)", true},
    {F::kFiber, R"(%^ | %s | %D | %h | %m | %!%U | %^)", true},
    {F::kFiber, R"([%^] %s - %D %m %L)", true},
    {F::kFiber, R"(%^ %m %L - %h - %s - %D)", true},
    {F::kSanic, R"((sanic.access)[INFO][%h]: %m %U %s %b%*)", true},
    {F::kPhpServer, R"([%t] %h [%s]: %m %U%*)", true},
    {F::kPhpServer, R"([%t] %h [%s]: %U%*)", false},
    {F::kVaultwarden, R"([%t][response][INFO] (%^) %m %L => %s %p)", true},
    {F::kConfluence, R"([%t] %u %^ %h %m %U %H %s %Mms %b %!%f %a)", true},
    {F::kBunny, R"(%^|%s|%t|%b|%^|%h|%!%f|%U|%^|%a|%^|%^)", false},
    {F::kBitbucket, R"(%h | %^ | o%^ | %u | %t | "%r" | "%f" "%A" | %s | %^ | %b | %w | %M | %^ |)",
     false},
    {F::kGlassFish, R"("%n" "%u" "%t" "%r" %s %b%*)", false},
    {F::kIis, R"(%h, %u, %^, %^, %^, %^, %^, %M, %^, %b, %s, %^, %m, %!%U, %Q,)", false},
    {F::kArtifactory, R"(%t|%^|%h|%u|%m|%U|%s|%^|%b|%M|%a)", false},
    {F::kArtifactory, R"(%^|%M|REQUEST|%h|%u|%m|%U|%H|%s|%^)", false},
};

constexpr std::size_t kMostWords = 20;  // in front of the method

// Where the method of a request may stand: the first such word that a target follows, perhaps
// behind a quote. Words with `=` or tabs are those of other formats. npos when there is none.
std::size_t find_method(std::string_view line) {
  std::size_t begin = line.find_first_not_of(' ');
  for (std::size_t words = 0; words < kMostWords && begin < line.size(); ++words) {
    std::size_t end = begin;
    while (end < line.size() && line[end] != ' ') {
      if (line[end] == '=' || line[end] == '\t') return std::string_view::npos;
      ++end;
    }
    if (line[begin] == '"') ++begin;
    const std::size_t next = line.find_first_not_of(' ', end);
    if (next >= line.size()) return std::string_view::npos;
    const bool target = line[next] == '/' || line[next] == '"' || line[next] == 'h' ||
                        line[next] == '*' || line[next] == '|';
    if (target && begin < end && is_http_method(line.substr(begin, end - begin))) return begin;
    begin = next;
  }
  return std::string_view::npos;
}

std::string_view without_brackets(std::string_view text) {
  text = text.substr(text.starts_with('[') ? 1 : 0);
  return text.substr(0, text.size() - (text.ends_with(']') || text.ends_with(',') ? 1 : 0));
}

// The first stamp among the words in front of a form: of one, two or three words.
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

}  // namespace

std::span<const ServerForm> server_forms() {
  return kForms;
}

std::optional<LogFormat> find_server_line(std::string_view line, LogLine& out) {
  const std::size_t method = find_method(line);
  for (const ServerForm& form : kForms) {
    if (!form.anywhere && cut_form(form.form, line, out)) return form.format;
  }
  if (method == std::string_view::npos) return std::nullopt;
  for (std::size_t begin = 0; begin <= method;) {
    begin = line.find_first_not_of(' ', begin);
    if (begin > method) break;
    const std::string_view behind = line.substr(begin);
    for (const ServerForm& form : kForms) {
      if (!form.anywhere || !cut_form(form.form, behind, out)) continue;
      if (!out.time) out.time = leading_time(line.substr(0, begin));
      return form.format;
    }
    begin = line.find(' ', begin);
  }
  return std::nullopt;
}

}  // namespace logscan
