#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "logscan/summary.h"
#include "report/document.h"

/// The tables of a document by their names, for --table.
namespace logscan::detail {

/// Which tables a report can have.
struct TableChoice {
  std::size_t groups = 0;  ///< Lists of --by.
  std::size_t series = 0;  ///< Lists of --every.
  bool baseline = false;
};

/// Returns the name of the table that is written if none is named: the only list of groups or
/// series, or what fails if there are none; nullopt if there are several.
std::optional<std::string> usual_table(const TableChoice& choice);

bool has_table(const TableChoice& choice, std::string_view name);

/// Returns the names of all tables, as people read them: `failing, paths_CODE, ...`.
std::string table_names(const TableChoice& choice);

/// Returns a table by its name. It has no rows if the report has nothing to put there. The name
/// must be that of a table that the report can have.
Table table_named(const Summary& summary, std::string_view name);

}  // namespace logscan::detail
