#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "report/report_assets.h"

namespace logscan::detail {

/// Markup of logscan's own. Only a literal becomes one, so that no byte of a log can.
class Markup {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor)
  consteval Markup(const char* literal) : text_(literal) {}

  constexpr std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

/// Collects HTML. Everything but Markup is escaped: logscan's own words, too, which may quote a
/// log.
class HtmlWriter {
 public:
  HtmlWriter& markup(Markup markup) { return raw(markup.text()); }

  HtmlWriter& either(bool condition, Markup yes, Markup no = "") {
    return markup(condition ? yes : no);
  }

  /// Writes any bytes as text: control bytes, invisible characters and bytes that are not UTF-8 as
  /// safe_text() does, then `&amp;`, `&lt;`, `&gt;`, `&quot;` and `&#39;`.
  HtmlWriter& text(std::string_view bytes);

  /// Writes the same, truncated to kLongestText columns.
  HtmlWriter& log_text(std::string_view bytes);

  /// Writes ` name="value"`, the value escaped like text.
  HtmlWriter& attribute(Markup name, std::string_view value);

  HtmlWriter& number(std::uint64_t value) { return raw(std::to_string(value)); }
  HtmlWriter& number(std::int64_t value) { return raw(std::to_string(value)); }

  /// Writes a share as per cent with two decimals: `12.34%`.
  HtmlWriter& percent(std::uint64_t part, std::uint64_t whole);

  /// Writes the content of a style or script element.
  HtmlWriter& asset(const Asset& asset) { return raw(text_of(asset)); }
  /// Writes a Content-Security-Policy, which has quotes.
  HtmlWriter& policy(std::string_view policy) { return raw(policy); }

  /// Returns the text. Call once.
  std::string finish() { return std::move(out_); }

 private:
  HtmlWriter& raw(std::string_view text) {
    out_ += text;
    return *this;
  }

  std::string out_;
};

/// Longer paths and names fill a report that is to be read. Samples have kSampleBytes at most.
constexpr std::size_t kLongestText = 200;

/// Returns an id: letters, digits and `-` of `name`, after `parent` and `-` unless that is empty.
std::string html_id(std::string_view parent, std::string_view name);

}  // namespace logscan::detail
