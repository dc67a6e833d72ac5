#include "report/html_writer.h"

#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan::detail {
namespace {

void append_entities(std::string& out, std::string_view safe) {
  for (const char each : safe) {
    switch (each) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += each;
    }
  }
}

bool is_id_char(char each) {
  return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') ||
         (each >= '0' && each <= '9');
}

}  // namespace

HtmlWriter& HtmlWriter::text(std::string_view bytes) {
  append_entities(out_, safe_text(bytes));
  return *this;
}

HtmlWriter& HtmlWriter::log_text(std::string_view bytes) {
  append_entities(out_, safe_text(bytes, kLongestText));
  return *this;
}

HtmlWriter& HtmlWriter::attribute(Markup name, std::string_view value) {
  raw(" ").raw(name.text()).raw("=\"").text(value);
  return raw("\"");
}

HtmlWriter& HtmlWriter::percent(std::uint64_t part, std::uint64_t whole) {
  const double ratio = whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
  return raw(fmt::format("{:.2f}%", 100 * ratio));
}

std::string html_id(std::string_view parent, std::string_view name) {
  std::string id(parent);
  if (!id.empty()) id += '-';
  for (const char each : name)
    id += is_id_char(each) ? each : '-';
  return id;
}

}  // namespace logscan::detail
