#include "gen/clock.h"
#include "gen/hostile.h"

/// Oddities in the fields around the request.
namespace logscan::gen {
namespace {

void client(Hostile& h, int status, const std::string& text, const std::string& key) {
  Draft draft = h.draft(status);
  draft.client = text;
  draft.key_client = key;
  // After a virtual host, such a word would not be parsed as the client, so use a plain layout.
  if (has_host(draft.layout)) draft.layout = Layout::kCombined;
  h.parsed(draft);
}

void user(Hostile& h, const std::string& text) {
  Draft draft = h.draft(403);
  draft.user = text;
  h.parsed(draft);
}

void bytes(Hostile& h, const std::string& text) {
  Draft draft = h.draft(200);
  draft.bytes = text;
  h.parsed(draft);
}

void agent(Hostile& h, int status, const std::string& text) {
  Draft draft = h.draft_with_agent(status);
  draft.agent = text;
  h.parsed(draft);
}

void at(Hostile& h, std::int64_t seconds, int offset) {
  Draft draft = h.draft();
  draft.moment = {draft.moment.seconds + seconds, offset};
  draft.stamp = stamp_text(draft.moment.seconds, offset);
  h.parsed(draft);
}

void stray_date(Hostile& h) {
  Draft draft = h.draft();
  draft.moment = {946'684'800, 0};
  draft.stamp = stamp_text(draft.moment.seconds, 0);
  h.parsed(draft);
}

void bad_time(Hostile& h) {
  Draft draft = h.draft(404);
  draft.stamp = "32/Foo/2026:25:61:61 +0000";
  draft.dated = false;
  h.parsed(draft);
}

void escaped_referer(Hostile& h) {
  Draft draft = h.draft_with_agent(404);
  draft.referer = R"(https://www.example.org/?q=\"a\" 500 12)";
  h.parsed(draft);
}

void missing_agent(Hostile& h) {
  const Draft draft = h.draft(404);
  h.parsed(draft, Hostile::head(draft) + '"' + draft.request + "\" 404 " + draft.bytes + " \"-\"");
}

void unfinished_agent(Hostile& h) {
  const Draft draft = h.draft(404);
  h.parsed(draft, Hostile::head(draft) + '"' + draft.request + "\" 404 " + draft.bytes +
                      " \"-\" \"Mozilla/5.0 (comp");
}

void mixed_layout(Hostile& h) {
  Draft draft = h.draft();
  draft.layout = static_cast<Layout>(h.rng.below(kQuotedLayouts));
  h.parsed(draft);
}

}  // namespace

std::vector<Oddity> field_oddities() {
  return {
      {"escaped_referer", "escaped quotes and ` 500 ` in the referer", 1, 8, escaped_referer},
      {"escaped_agent", "escaped quotes and ` 500 ` in the agent", 1, 8,
       [](Hostile& h) { agent(h, 404, R"(bot \"x\" 500 1)"); }},
      {"status_in_agent", "an unescaped quote and a status in the agent", 1, 6,
       [](Hostile& h) { agent(h, 404, "bot\" 500 1"); }},
      {"escapes_in_agent", "terminal escapes in the agent", 1, 6,
       [](Hostile& h) { agent(h, 404, "\x1b]0;title\x07\x1b[31mred"); }},
      {"invalid_utf8_agent", "invalid UTF-8 in the agent", 1, 6,
       [](Hostile& h) { agent(h, 404, "\xff\xfe\x80\xc0\xaf bot"); }},
      {"carriage_return", "a carriage return inside the agent", 1, 4,
       [](Hostile& h) { agent(h, 404, "bot\rbot"); }},
      {"nul_in_agent", "NUL bytes inside the agent", 1, 4,
       [](Hostile& h) { agent(h, 404, std::string("bot\0\0bot", 8)); }},
      {"long_agent", "an agent of more than 8 KiB", 1, 3,
       [](Hostile& h) { agent(h, 404, std::string(9000 + h.rng.below(900), 'b')); }},
      {"missing_agent", "no agent", 1, 6, missing_agent},
      {"unfinished_agent", "an agent without closing quote", 1, 6, unfinished_agent},
      {"bytes_dash", "- for the bytes", 1, 8, [](Hostile& h) { bytes(h, "-"); }},
      {"bytes_404", "404 bytes, status 200", 1, 8, [](Hostile& h) { bytes(h, "404"); }},
      {"bytes_huge", "more bytes than 64 bits hold", 1, 3,
       [](Hostile& h) { bytes(h, "99999999999999999999999"); }},
      {"user_spaces", "a user with spaces", 1, 6, [](Hostile& h) { user(h, "Mary Ann Lee"); }},
      {"user_brackets", "brackets and escaped quotes in the user", 1, 3,
       [](Hostile& h) { user(h, R"(a [b] \"GET / HTTP/1.1\" 200 1)"); }},
      {"ipv6", "an IPv6 client", 1, 6,
       [](Hostile& h) { client(h, 404, "2001:db8::7", "2001:db8::7"); }},
      {"ipv6_port", "an IPv6 client in brackets, with its port", 1, 6,
       [](Hostile& h) { client(h, 404, "[2001:db8::9]:51234", "2001:db8::9"); }},
      {"ipv4_port", "an IPv4 client with its port", 1, 4,
       [](Hostile& h) { client(h, 404, "192.0.2.9:51234", "192.0.2.9"); }},
      {"client_list", "a list of clients; the first counts", 1, 6,
       [](Hostile& h) { client(h, 403, "203.0.113.77, 10.0.0.5", "203.0.113.77"); }},
      {"client_name", "a host name as client", 1, 6,
       [](Hostile& h) { client(h, 404, "crawler.example.net", "crawler.example.net"); }},
      {"no_client", "- for the client", 1, 4, [](Hostile& h) { client(h, 200, "-", ""); }},
      {"hash_client", "a client that begins like a comment", 1, 4,
       [](Hostile& h) { client(h, 200, "#203.0.113.9", ""); }},
      {"mixed_layout", "a line in another format", 1, 10, mixed_layout},
      {"time_back", "a time up to an hour before its neighbours'", 1, 10,
       [](Hostile& h) { at(h, -static_cast<std::int64_t>(1 + h.rng.below(3600)), 0); }},
      {"offset_plus", "a time with offset +0530", 1, 8, [](Hostile& h) { at(h, 0, 330); }},
      {"offset_minus", "a time with offset -0930", 1, 8, [](Hostile& h) { at(h, 0, -570); }},
      {"stray_date", "a date years before the others", 1, 1, stray_date},
      {"bad_time", "an invalid time", 1, 6, bad_time},
  };
}

}  // namespace logscan::gen
