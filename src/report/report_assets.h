#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// The files that an HTML report holds. The build reads them and writes the source of these
/// (cmake/embed_report.cmake).
namespace logscan::detail {

/// A compressed file. Uncompressed, these files would be 3 % of the program.
struct Asset {
  std::string_view packed;  ///< by gzip
  std::size_t size;         ///< of the text, in bytes
  std::string_view hash;    ///< `sha256-...`, as a Content-Security-Policy names it
};

/// Returns the file, which can stand in its element.
std::string text_of(const Asset& asset);

extern const Asset kReportStyle;      ///< report.css
extern const Asset kReportScript;     ///< report.js
extern const Asset kDygraphs;         ///< the library that draws charts to hover over and zoom
extern const Asset kDygraphsLicence;  ///< what its package says about copyright

}  // namespace logscan::detail
