#include <string>
#include <string_view>
#include <variant>

#include "logscan/report.h"
#include "report/cell_text.h"
#include "report/document.h"
#include "report/markdown_text.h"
#include "report/terminal_sections.h"
#include "report/text_writer.h"
#include "text/safe_text.h"
#include <fmt/core.h>

/// The document as Markdown, for chats, tickets and summaries of CI runs.
namespace logscan {
namespace detail {
namespace {

constexpr std::size_t kCodeColumns = 120;

class MarkdownWriter {
 public:
  explicit MarkdownWriter(const Document& document) : document_(document) {}

  void section(const Section& section, std::size_t level) {
    heading(section.title, level);
    for (const Part& part : section.parts)
      std::visit([this](const auto& each) { write(each); }, part);
    for (const Section& child : section.children)
      this->section(child, level + 1);
  }

  void heading(std::string_view title, std::size_t level) {
    if (!out_.empty()) out_ += '\n';
    out_ += std::string(level, '#') + " " + markdown_text(title) + "\n";
  }

  void paragraph(std::string_view markdown) { out_ += fmt::format("\n{}\n", markdown); }

  std::string finish() { return std::move(out_); }

 private:
  void write(const Facts& facts) {
    out_ += '\n';
    for (const Fact& fact : facts.facts) {
      std::string text;
      for (const Cell& part : fact.parts)
        text += cell(part);
      out_ += fmt::format("- **{}:** {}\n", markdown_text(fact.label), text);
    }
  }

  void write(const Table& table) {
    if (table.rows.empty()) return;
    std::string titles = "\n|";
    std::string rules = "|";
    for (const Column& column : table.columns) {
      titles += " " + markdown_text(column.title) + " |";
      rules += column.number ? " ---: |" : " --- |";
    }
    out_ += titles + "\n" + rules + "\n";
    for (const TableRow& each : table.rows)
      row(table, each, "");
    if (table.others) row(table, *table.others, "**");
    if (table.total) row(table, *table.total, "**");
    for (const std::string& note : table.notes)
      paragraph(markdown_text(note));
  }

  void row(const Table& table, const TableRow& row, std::string_view strong) {
    out_ += '|';
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const bool is_null = std::holds_alternative<std::monostate>(row.cells[i]);
      if (is_null && !strong.empty()) {
        out_ += "  |";
      } else if (is_null && table.columns[i].key) {
        out_ += " (none) |";
      } else {
        out_ += fmt::format(" {0}{1}{0} |", strong, cell(row.cells[i]));
      }
    }
    out_ += '\n';
  }

  void write(const Chart& chart) {
    if (chart.repeats) return;
    if (!chart.series.empty()) {
      ReportStyle style;
      style.unicode = true;
      TextWriter text(style);
      write_terminal_chart(text, chart);
      out_ += "\n" + markdown_block(text.finish());
    }
    for (const std::string& note : chart.notes)
      paragraph(markdown_text(note));
  }

  void write(const Quote& quote) {
    const Sample& sample = quote.sample;
    const std::string path = sample.path == "-" ? "standard input" : sample.path;
    paragraph(fmt::format("{}, {} line {}, offset {}:", markdown_text(quote.label),
                          markdown_code(path, kCodeColumns), sample.line, sample.offset));
    out_ += "\n" + markdown_block(sample.text.empty() ? "(empty)" : safe_text(sample.text));
  }

  std::string cell(const Cell& cell) const {
    if (const auto* bytes = std::get_if<LogBytes>(&cell))
      return markdown_code(bytes->bytes, kCodeColumns);
    return markdown_text(people_text(cell, document_));
  }

  const Document& document_;
  std::string out_;
};

}  // namespace
}  // namespace detail

std::string report_markdown(const Summary& summary) {
  const detail::Document document = detail::make_document(summary);
  detail::MarkdownWriter markdown(document);
  markdown.heading(document.title, 1);
  for (const detail::Section& section : document.sections) {
    if (!section.aside) markdown.section(section, 2);
  }
  markdown.paragraph(detail::markdown_code(document.accounting, document.accounting.size()));
  return markdown.finish();
}

}  // namespace logscan
