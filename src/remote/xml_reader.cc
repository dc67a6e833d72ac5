#include "remote/xml_reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "logscan/input_error.h"
#include "text/ascii.h"
#include "text/safe_text.h"

namespace logscan::remote {
namespace {

constexpr int kDeepest = 8;

bool is_name_byte(char c) {
  return is_letter(c) || is_digit(c) || c == '_' || c == '-' || c == '.' || c == ':';
}

void append_utf8(std::string& to, std::uint32_t point) {
  if (point < 0x80) {
    to += static_cast<char>(point);
    return;
  }
  const int more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
  constexpr std::array<std::uint32_t, 4> kLead = {0, 0xc0, 0xe0, 0xf0};
  to += static_cast<char>(kLead[static_cast<std::size_t>(more)] | point >> (6 * more));
  for (int i = more - 1; i >= 0; --i)
    to += static_cast<char>(0x80 | (point >> (6 * i) & 0x3f));
}

// The code points that a document may hold (XML 1.0, Char).
bool is_allowed(std::uint32_t point) {
  return point == '\t' || point == '\n' || point == '\r' || (point >= 0x20 && point < 0xd800) ||
         (point >= 0xe000 && point < 0xfffe) || (point >= 0x10000 && point <= 0x10ffff);
}

class XmlParser {
 public:
  explicit XmlParser(std::string_view text) : rest_(text) {}

  XmlElement document() {
    consume("\xef\xbb\xbf");
    if (consume("<?xml") && !(take_until("?>"))) fail();
    skip_misc();
    XmlElement root = element(0);
    skip_misc();
    if (!rest_.empty()) fail();
    return root;
  }

 private:
  [[noreturn]] static void fail() {
    throw InputError("the server answers with something that is no list of S3; check the URL");
  }

  bool consume(std::string_view word) {
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }

  void expect(std::string_view word) {
    if (!consume(word)) fail();
  }

  bool take_until(std::string_view end) {
    const std::size_t at = rest_.find(end);
    if (at == std::string_view::npos) return false;
    rest_.remove_prefix(at + end.size());
    return true;
  }

  bool skip_space() {
    const auto* const end =
        std::find_if_not(rest_.begin(), rest_.end(), [](char c) { return is_space(c); });
    const bool any = end != rest_.begin();
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.begin()));
    return any;
  }

  bool skip_comment() {
    if (!consume("<!--")) return false;
    if (!take_until("--")) fail();
    expect(">");
    return true;
  }

  void skip_misc() {
    while (skip_space() || skip_comment()) {
    }
  }

  std::string_view name() {
    const auto* const end =
        std::find_if_not(rest_.begin(), rest_.end(), [](char c) { return is_name_byte(c); });
    const std::string_view found = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
    if (found.empty() || is_digit(found[0]) || found[0] == '-' || found[0] == '.') fail();
    rest_.remove_prefix(found.size());
    return found;
  }

  void skip_attributes() {
    while (skip_space() && !rest_.empty() && rest_[0] != '>' && rest_[0] != '/') {
      name();
      skip_space();
      expect("=");
      skip_space();
      const std::string_view quote = rest_.substr(0, 1);
      if (quote != "\"" && quote != "'") fail();
      rest_.remove_prefix(1);
      if (rest_.find('<') < rest_.find(quote) || !take_until(quote)) fail();
    }
  }

  XmlElement element(int depth) {
    if (depth >= kDeepest) fail();
    expect("<");
    XmlElement found;
    const std::string_view full = name();
    found.name = full.substr(full.rfind(':') + 1);
    skip_attributes();
    if (consume("/>")) return found;
    expect(">");
    while (!consume("</"))
      content(found, depth);
    if (name() != full) fail();
    skip_space();
    expect(">");
    if (!is_utf8(found.text)) fail();
    return found;
  }

  // Takes a child, a part of the text, or a comment.
  void content(XmlElement& to, int depth) {
    if (rest_.empty()) fail();
    if (rest_[0] == '&') {
      to.text += reference();
    } else if (consume("<![CDATA[")) {
      const std::string_view from = rest_;
      if (!take_until("]]>")) fail();
      append_text(to, from.substr(0, from.size() - rest_.size() - 3));
    } else if (rest_[0] != '<') {
      const std::string_view text = rest_.substr(0, rest_.find_first_of("<&"));
      if (text.find("]]>") != std::string_view::npos) fail();
      append_text(to, text);
      rest_.remove_prefix(text.size());
    } else if (!skip_comment()) {
      to.children.push_back(element(depth + 1));
    }
  }

  static void append_text(XmlElement& to, std::string_view text) {
    for (const char c : text) {
      if (static_cast<unsigned char>(c) < 0x20 && !is_space(c)) fail();
    }
    to.text += text;
  }

  std::string reference() {
    const std::size_t end = rest_.find(';');
    if (end == std::string_view::npos) fail();
    const std::string_view word = rest_.substr(1, end - 1);
    rest_.remove_prefix(end + 1);
    constexpr std::array<std::pair<std::string_view, char>, 5> kKnown = {
        {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}}};
    for (const auto& [known, c] : kKnown) {
      if (word == known) return {c};
    }
    if (!word.starts_with('#')) fail();
    const bool is_hex_number = word.starts_with("#x");
    const std::string_view digits = word.substr(is_hex_number ? 2 : 1);
    std::uint32_t point = 0;
    const char* const stop = digits.data() + digits.size();
    const auto [at, problem] = std::from_chars(digits.data(), stop, point, is_hex_number ? 16 : 10);
    if (problem != std::errc() || at != stop || digits.empty() || !is_allowed(point)) fail();
    std::string text;
    append_utf8(text, point);
    return text;
  }

  std::string_view rest_;
};

}  // namespace

const XmlElement* XmlElement::child(std::string_view wanted) const {
  const auto found = std::find_if(children.begin(), children.end(),
                                  [&](const XmlElement& each) { return each.name == wanted; });
  return found == children.end() ? nullptr : &*found;
}

std::string_view XmlElement::text_of(std::string_view wanted) const {
  const XmlElement* const found = child(wanted);
  return found == nullptr ? std::string_view() : found->text;
}

XmlElement parse_xml(std::string_view document) {
  return XmlParser(document).document();
}

}  // namespace logscan::remote
