#include "gen/hostile.h"

/// Oddities in the request and the status.
namespace logscan::gen {
namespace {

void request(Hostile& h, int status, const std::string& text, const std::string& path) {
  Draft draft = h.draft(status);
  draft.request = text;
  draft.path = path;
  h.parsed(draft);
}

/// Writes a line with a three-digit status that the site itself does not return.
template <int kStatus>
void status_of(Hostile& h) {
  h.parsed(h.draft(kStatus));
}

/// Writes a line whose status is written as `text`; `code` is negative if that is not a status.
void status_text(Hostile& h, const std::string& text, int code) {
  Draft draft = h.draft(404);
  draft.status = text;
  draft.code = code;
  if (code >= 0) {
    h.parsed(draft);
  } else {
    h.malformed(Reason::kNoStatus, Hostile::text(draft));
  }
}

void no_status_request(Hostile& h, const std::string& text) {
  Draft draft = h.draft(404);
  draft.request = text;
  h.malformed(Reason::kNoStatus, Hostile::text(draft));
}

/// Returns the bytes after the first three of a TLS record. They contain no space, quote, backslash
/// or line end, so that all of them are one word.
std::string tls_bytes(Rng& rng) {
  std::string text;
  for (std::uint32_t n = 24 + rng.below(40); n != 0; --n) {
    const auto byte = static_cast<unsigned char>(rng.below(256));
    if (byte > ' ' && byte != '"' && byte != '\\') text += static_cast<char>(byte);
  }
  return text;
}

void tls_escaped(Hostile& h) {
  std::string text = "\\x16\\x03\\x01";
  for (const char c : tls_bytes(h.rng)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x7f) {
      text += c;
    } else {
      text.append("\\x").append(1, "0123456789ABCDEF"[byte >> 4]);
      text += "0123456789ABCDEF"[byte & 15];
    }
  }
  request(h, 400, text, text);
}

void tls_raw(Hostile& h) {
  const std::string text = "\x16\x03\x01" + tls_bytes(h.rng);
  request(h, 400, text, text);
}

void long_query(Hostile& h) {
  request(h, 414, "GET /search?q=" + std::string(9000 + h.rng.below(900), 'a') + " HTTP/1.1",
          "/search");
}

void backslash_end(Hostile& h) {
  no_status_request(h, "GET /dir\\");
}
void quote_quote(Hostile& h) {
  no_status_request(h, "GET /a\" \"b HTTP/1.1");
}

void status_at_end(Hostile& h) {
  const Draft draft = h.draft(404);
  h.parsed(draft, Hostile::head(draft) + '"' + draft.request + "\" 404");
}

void no_space(Hostile& h) {
  const Draft draft = h.draft(404);
  h.malformed(Reason::kNoStatus, Hostile::head(draft) + '"' + draft.request + "\"404 " +
                                     draft.bytes + Hostile::tail(draft));
}

void forged_status(Hostile& h) {
  Draft draft = h.draft(404);
  draft.request = "GET /x\" 200 17 HTTP/1.1";
  draft.code = 200;
  h.parsed(draft);
}

}  // namespace

std::vector<Oddity> request_oddities() {
  return {
      {"escaped_quote", "a quote in the request, escaped by the server", 1, 8,
       [](Hostile& h) { request(h, 404, R"(GET /find/\"lamp\" HTTP/1.1)", R"(/find/\"lamp\")"); }},
      {"escaped_status", "text like a status 500 after an escaped quote; the status is 200", 1, 8,
       [](Hostile& h) { request(h, 200, R"(GET /a\" 500 17 HTTP/1.1)", ""); }},
      {"hex_quote", "a quote in the request, escaped as nginx does", 1, 8,
       [](Hostile& h) {
         request(h, 404, R"(GET /find/\x22lamp\x22 HTTP/1.1)", R"(/find/\x22lamp\x22)");
       }},
      {"even_backslashes", "a request that ends in an escaped backslash", 1, 4,
       [](Hostile& h) { request(h, 404, R"(GET /dir\\)", R"(/dir\\)"); }},
      {"unescaped_quote", "quotes in the request, not escaped", 1, 8,
       [](Hostile& h) { request(h, 404, "GET /find?q=\"lamp\" HTTP/1.1", "/find"); }},
      {"forged_status", "a request that forges the status 200 on a server that escapes nothing", 1,
       4, forged_status},
      {"quote_quote", "a quote, a space and a quote in the request: malformed", 1, 4, quote_quote},
      {"backslash_end", "a request that ends in one bare backslash: malformed", 1, 4,
       backslash_end},
      {"tls_escaped", "TLS bytes sent to a plain port, escaped by the server", 1, 8, tls_escaped},
      {"tls_raw", "TLS bytes sent to a plain port, written unescaped", 1, 6, tls_raw},
      {"dash_request", "a request that timed out", 1, 8,
       [](Hostile& h) { request(h, 408, "-", "-"); }},
      {"empty_request", "an empty request", 1, 8, [](Hostile& h) { request(h, 400, "", ""); }},
      {"http09", "a request without protocol", 1, 4,
       [](Hostile& h) { request(h, 404, "GET /old.txt", "/old.txt"); }},
      {"spaces_in_target", "a target with spaces", 1, 4,
       [](Hostile& h) { request(h, 200, "GET /two words HTTP/1.1", ""); }},
      {"absolute_url", "an absolute URL as the target", 1, 6,
       [](Hostile& h) {
         request(h, 404, "GET http://www.example.com/abs/page?x=1 HTTP/1.1", "/abs/page");
       }},
      {"connect", "a host and port as the target", 1, 4,
       [](Hostile& h) {
         request(h, 405, "CONNECT www.example.net:443 HTTP/1.1", "www.example.net:443");
       }},
      {"escapes_in_path", "terminal escapes in the path", 1, 6,
       [](Hostile& h) {
         request(h, 404, "GET /\x1b[2J\x1b[31mred HTTP/1.1", "/\x1b[2J\x1b[31mred");
       }},
      {"invalid_utf8", "invalid UTF-8 in the path", 1, 6,
       [](Hostile& h) {
         request(h, 404, "GET /caf\xe9/\xff\xc3( HTTP/1.1", "/caf\xe9/\xff\xc3(");
       }},
      {"long_query", "a line of more than 8 KiB", 1, 3, long_query},
      {"status_000", "status 000", 1, 4, status_of<0>},
      {"status_0", "status 0, which is 000", 1, 3, [](Hostile& h) { status_text(h, "0", 0); }},
      {"status_dash", "status -", 1, 4, [](Hostile& h) { status_text(h, "-", kDash); }},
      {"status_100", "status 100", 1, 3, status_of<100>},
      {"status_444", "status 444", 1, 4, status_of<444>},
      {"status_499", "status 499", 1, 4, status_of<499>},
      {"status_599", "status 599", 1, 4, status_of<599>},
      {"status_600", "status 600, which is not an error", 1, 4, status_of<600>},
      {"status_999", "status 999, which is not an error", 1, 4, status_of<999>},
      {"status_at_end", "a line that ends after its status", 1, 6, status_at_end},
      {"status_four_digits", "a status of four digits: malformed", 1, 4,
       [](Hostile& h) { status_text(h, "2000", -1); }},
      {"status_word", "a word as status: malformed", 1, 4,
       [](Hostile& h) { status_text(h, "OK", -1); }},
      {"two_spaces", "two spaces before the status: malformed", 1, 3,
       [](Hostile& h) { status_text(h, " 404", -1); }},
      {"no_space", "no space before the status: malformed", 1, 3, no_space},
  };
}

}  // namespace logscan::gen
