#pragma once

#include <cstddef>
#include <string_view>

/// The files that an HTML report holds. The build reads them and writes the source of these
/// (cmake/embed_report.cmake).
namespace logscan::detail {

/// The content of a style or script element.
struct Asset {
  std::string_view text;
  std::string_view hash;  ///< `sha256-...`, as a Content-Security-Policy names it
};

extern const Asset kReportStyle;   ///< report.css
extern const Asset kReportScript;  ///< report.js
extern const Asset kDygraphs;      ///< the library that draws charts to hover over and zoom

extern const std::string_view kDygraphsLicence;

}  // namespace logscan::detail
