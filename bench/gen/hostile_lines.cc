#include <utility>

#include "gen/hostile.h"

/// Oddities of whole lines.
namespace logscan::gen {
namespace {

constexpr std::size_t kLongestLine = std::size_t{1} << 20;

/// Splits a line in two: the first half is malformed for `reason`; the second never has a request.
void torn(Hostile& h, std::size_t (*cut)(const Draft&)) {
  const Draft draft = h.draft(404);
  const std::string text = Hostile::text(draft);
  const std::size_t at = cut(draft);
  const std::size_t request = Hostile::head(draft).size();
  const std::size_t status = request + draft.request.size() + 6;  // two quotes, a space, 3 digits
  if (at >= status) {
    h.parsed(draft, text.substr(0, at));
  } else {
    h.malformed(at > request ? Reason::kNoStatus : Reason::kNoRequest, text.substr(0, at));
  }
  h.malformed(Reason::kNoRequest, text.substr(at));
}

void torn_in_time(Hostile& h) {
  torn(h, [](const Draft& draft) { return Hostile::head(draft).size() - 12; });
}
void torn_in_request(Hostile& h) {
  torn(h,
       [](const Draft& draft) { return Hostile::head(draft).size() + draft.request.size() / 2; });
}
void torn_behind_status(Hostile& h) {
  torn(h, [](const Draft& draft) {
    return Hostile::text(draft).size() - (draft.bytes.size() + Hostile::tail(draft).size()) / 2 - 1;
  });
}

/// Writes bytes of any value, except line feeds and `[`, which could start a request.
void binary(Hostile& h) {
  std::string text = "\x89";
  for (std::uint32_t n = 40 + h.rng.below(200); n != 0; --n) {
    const auto byte = static_cast<char>(h.rng.below(256));
    if (byte != '\n' && byte != '[') text += byte;
  }
  text += '.';  // a final carriage return would belong to the terminator
  h.malformed(Reason::kNoRequest, text);
}

void nul_run(Hostile& h) {
  const Draft draft = h.draft(404);
  h.parsed(draft, std::string(16 + h.rng.below(500), '\0') + Hostile::text(draft));
}

void crlf(Hostile& h) {
  const std::string_view usual = std::exchange(h.end_of_line, "\r\n");
  h.parsed(h.draft(404));
  h.end_of_line = usual;
}

void crlf_behind_status(Hostile& h) {
  const std::string_view usual = std::exchange(h.end_of_line, "\r\n");
  const Draft draft = h.draft(404);
  h.parsed(draft, Hostile::head(draft) + '"' + draft.request + "\" 404");
  h.end_of_line = usual;
}

void error_log(Hostile& h) {
  h.malformed(Reason::kNoRequest,
              "2026/01/12 08:15:32 [error] 31#31: *17 open() \"/srv/x\" failed (2: No such file), "
              "client: 192.0.2.1, request: \"GET /x HTTP/1.1\", host: \"www.example.com\"");
}

/// Pads the agent so that the line, without terminator, has the given size.
Draft of_length(Hostile& h, std::size_t length) {
  Draft draft = h.draft_with_agent(404);
  draft.agent.clear();
  draft.agent.resize(length - Hostile::text(draft).size(), 'c');
  return draft;
}

void huge_line(Hostile& h) {
  h.parsed(of_length(h, 66'000 + h.rng.below(4000)));
}

void too_long(Hostile& h) {
  h.malformed(Reason::kTooLong, Hostile::text(of_length(h, kLongestLine + 1 + h.rng.below(5000))));
}

}  // namespace

std::vector<Oddity> line_oddities() {
  return {
      {"torn_in_time", "a line in two halves, torn in its time: both malformed", 2, 5,
       torn_in_time},
      {"torn_in_request", "a line in two halves, torn in its request: both malformed", 2, 5,
       torn_in_request},
      {"torn_behind_status",
       "a line in two halves: the first has the status, the second is malformed", 2, 5,
       torn_behind_status},
      {"blank", "an empty line", 1, 5, [](Hostile& h) { h.blank(""); }},
      {"blank_spaces", "a line of spaces, a tab, VT and FF: blank", 1, 5,
       [](Hostile& h) { h.blank("  \t\v\f "); }},
      {"comment", "a comment", 1, 6, [](Hostile& h) { h.comment("# rotated at midnight"); }},
      {"plain_text", "text that is not a log line: malformed", 1, 5,
       [](Hostile& h) { h.malformed(Reason::kNoRequest, "Traceback (most recent call last):"); }},
      {"error_log", "a line of nginx's error log: malformed", 1, 5, error_log},
      {"binary", "bytes of any value: malformed", 1, 5, binary},
      {"nul_run", "NUL bytes before the line, as copytruncate leaves them", 1, 4, nul_run},
      {"crlf", "a line that ends in CR LF", 1, 8, crlf},
      {"crlf_behind_status", "CR LF after the status", 1, 4, crlf_behind_status},
      {"huge_line", "a line of more than 64 KiB", 1, 1, huge_line},
      {"too_long", "a line of more than 1 MiB: malformed", 1, 0, too_long},
  };
}

}  // namespace logscan::gen
