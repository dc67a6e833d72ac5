#include <string>
#include <string_view>
#include <variant>

#include "logscan/report.h"
#include "record/delimited_field.h"
#include "report/cell_text.h"
#include "report/document_tables.h"

/// One table of a report as CSV or TSV, with the values of JSON.
namespace logscan {
namespace {

/// Writes a table field by field.
class FieldWriter {
 public:
  explicit FieldWriter(RecordFormat format) : format_(format) {}

  void text(std::string_view bytes) {
    begin();
    detail::append_delimited_field(out_, format_, bytes, RecordOptions().guard_formulas);
  }

  void cell(const detail::Cell& cell) {
    if (const auto* bytes = std::get_if<detail::LogBytes>(&cell)) return text(bytes->bytes);
    if (const auto* words = std::get_if<detail::Words>(&cell)) return text(words->text);
    if (std::holds_alternative<std::monostate>(cell)) return text({});
    begin();  // numbers and times need no escapes
    out_ += detail::program_text(cell);
  }

  void end_row() {
    out_ += '\n';
    is_first_ = true;
  }

  std::string finish() { return std::move(out_); }

 private:
  void begin() {
    if (!is_first_) out_ += detail::field_separator(format_);
    is_first_ = false;
  }

  RecordFormat format_;
  bool is_first_ = true;
  std::string out_;
};

}  // namespace

std::string report_table(const Summary& summary, RecordFormat format, std::string_view name) {
  const detail::TableChoice choice{summary.groups.size(), summary.series.size(),
                                   summary.baseline.has_value()};
  const std::string usual = detail::usual_table(choice).value_or("groups");
  const detail::Table table = detail::table_named(summary, name.empty() ? usual : name);
  FieldWriter fields(format);
  for (const detail::Column& column : table.columns)
    fields.text(column.name);
  fields.end_row();
  for (const detail::TableRow& row : table.rows) {
    for (const detail::Cell& cell : row.cells)
      fields.cell(cell);
    fields.end_row();
  }
  return fields.finish();
}

}  // namespace logscan
