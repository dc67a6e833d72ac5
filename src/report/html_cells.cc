#include "report/html_cells.h"

#include <variant>

#include "report/cell_text.h"
#include "report/document_sections.h"

namespace logscan::detail {
namespace {

class CellWriter {
 public:
  CellWriter(HtmlWriter& html, const Document& document) : html_(html), document_(document) {}

  void operator()(std::monostate) { html_.markup("<span class=null>-</span>"); }

  void operator()(const LogBytes& log) {
    if (log.bytes.empty()) {
      html_.markup("<span class=null>(empty)</span>");
      return;
    }
    html_.markup("<code>").log_text(log.bytes).markup("</code>");
  }

  void operator()(const Count& count) {
    if (count.at_most) html_.markup("<abbr title=\"at most\">&le;</abbr>&#8239;");
    html_.text(people_text(count, document_));
  }

  void operator()(const Moment& moment) {
    html_.markup("<time").attribute("datetime", format_rfc3339(moment.time)).markup(">");
    html_.text(people_text(moment, document_)).markup("</time>");
  }

  void operator()(const StatusCell& status) {
    html_.markup("<span class=\"status");
    const std::string_view severity = severity_class(status_severity(status.code));
    if (!severity.empty()) html_.markup(" ").text(severity);
    html_.markup("\">").text(status_name(status.code)).markup("</span>");
  }

  template <class Other>
  void operator()(const Other& other) {
    html_.text(people_text(other, document_));
  }

 private:
  HtmlWriter& html_;
  const Document& document_;
};

struct SortValue {
  std::string operator()(const Count& count) const {
    return count.at_most || count.value > 999 ? std::to_string(count.value) : "";
  }
  std::string operator()(const ByteCount& bytes) const { return std::to_string(bytes.value); }
  std::string operator()(const Span& span) const { return std::to_string(span.nanoseconds); }
  std::string operator()(const Moment& moment) const { return std::to_string(moment.time.seconds); }
  template <class Other>
  std::string operator()(const Other&) const {
    return {};
  }
};

struct BarValue {
  double operator()(const Count& count) const { return static_cast<double>(count.value); }
  double operator()(const ByteCount& bytes) const { return static_cast<double>(bytes.value); }
  double operator()(const Span& span) const { return static_cast<double>(span.nanoseconds); }
  double operator()(const Decimal& decimal) const { return decimal.value; }
  double operator()(const Share& part) const {
    return part.whole == 0 ? 0 : static_cast<double>(part.part) / static_cast<double>(part.whole);
  }
  template <class Other>
  double operator()(const Other&) const {
    return 0;
  }
};

}  // namespace

void write_html_cell(HtmlWriter& html, const Cell& cell, const Document& document) {
  std::visit(CellWriter(html, document), cell);
}

std::string sort_value(const Cell& cell) {
  return std::visit(SortValue(), cell);
}

double bar_value(const Cell& cell) {
  return std::visit(BarValue(), cell);
}

std::string_view severity_class(Severity severity) {
  switch (severity) {
    case Severity::kNone:
      return "";
    case Severity::kGood:
      return "good";
    case Severity::kWarning:
      return "warning";
    case Severity::kError:
      return "error";
  }
  return "";
}

}  // namespace logscan::detail
