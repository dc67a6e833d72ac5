#pragma once

#include <cstring>
#include <string>
#include <string_view>

/// A slow recogniser of JSON and of the near-JSON of hand-made formats. Works a byte at a time, by
/// the rules in json_line.h.
namespace logscan::test {

class NearlyJson {
 public:
  explicit NearlyJson(std::string_view text) : rest_(text) {}

  bool is_object() {
    skip_space();
    return next() == '{' && object() && rest_.empty();
  }

 private:
  char next() const { return rest_.empty() ? '\0' : rest_.front(); }

  void skip_space() {
    while (!rest_.empty() && std::strchr(" \t\n\r", rest_.front()) != nullptr && next() != '\0')
      rest_.remove_prefix(1);
  }

  bool consume(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    skip_space();
    return true;
  }

  bool at_number() const {
    return !rest_.empty() && (is_digit(next()) || next() == '-' || next() == '.');
  }

  static bool is_digit(char c) { return c >= '0' && c <= '9'; }

  bool string() {
    if (rest_.empty() || rest_.front() != '"') return false;
    for (std::size_t at = 1; at < rest_.size(); ++at) {
      if (rest_[at] == '"') {
        rest_.remove_prefix(at + 1);
        skip_space();
        return true;
      }
      if (rest_[at] == '\\' && ++at == rest_.size()) return false;
      if (static_cast<unsigned char>(rest_[at]) < 0x20) return false;
    }
    return false;
  }

  bool word() {
    std::size_t size = 0;
    while (size < rest_.size() &&
           std::string_view(" \t\n\r{}[]:,").find(rest_[size]) == std::string_view::npos)
      ++size;
    const std::string text(rest_.substr(0, size));
    rest_.remove_prefix(size);
    skip_space();
    if (text == "null" || text == "true" || text == "false") return true;
    if (text.empty()) return false;
    if (text.find_first_not_of("0123456789.-") == std::string::npos) return true;
    return has_exponent(text);
  }

  // Returns whether the text is a JSON number with an exponent.
  static bool has_exponent(std::string_view text) {
    if (text.starts_with('-')) text.remove_prefix(1);
    const std::size_t e = text.find_first_of("eE");
    if (e == std::string_view::npos) return false;
    std::string_view front = text.substr(0, e);
    std::string_view exponent = text.substr(e + 1);
    if (exponent.starts_with('+') || exponent.starts_with('-')) exponent.remove_prefix(1);
    const std::size_t point = front.find('.');
    const std::string_view whole = front.substr(0, point);
    const auto digits = [](std::string_view part) {
      return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
    };
    return digits(whole) && (whole.size() == 1 || whole[0] != '0') && digits(exponent) &&
           (point == std::string_view::npos || digits(front.substr(point + 1)));
  }

  bool object() {
    consume('{');
    if (consume('}')) return true;
    for (;;) {
      if (!string() || !consume(':') || !member_value()) return false;
      if (consume('}')) return true;
      if (!consume(',')) return false;
      if (consume('}')) return true;
    }
  }

  bool member_value() {
    if (next() == ',' || next() == '}') return true;
    if (!at_number()) return value();
    for (;;) {
      if (!word()) return false;
      if (next() != ',' && next() != ':') return true;
      const std::string_view before = rest_;
      consume(next());
      if (!at_number()) {
        rest_ = before;
        return true;
      }
    }
  }

  bool value() {
    if (next() == '"') return string();
    if (next() == '{') return object();
    if (next() != '[') return word();
    consume('[');
    if (consume(']')) return true;
    for (;;) {
      if (!value()) return false;
      if (consume(']')) return true;
      if (!consume(',')) return false;
    }
  }

  std::string_view rest_;
};

}  // namespace logscan::test
