#pragma once

#include <map>
#include <string>
#include <string_view>

#include "report/document.h"
#include "report/html_writer.h"

namespace logscan::detail {

/// What the parts of a page share.
struct HtmlPage {
  HtmlWriter& html;
  const Document& document;
  std::map<std::string, std::string> links;  ///< names of statuses, and the ids of their sections
};

/// Writes a table in a box that scrolls. The caption names it for screen readers, and for all if
/// `has_title`. The script makes it sort and search.
void write_html_table(HtmlPage& page, const Table& table, std::string_view id,
                      std::string_view title, bool has_title);

}  // namespace logscan::detail
