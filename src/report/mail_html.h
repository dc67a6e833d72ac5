#pragma once

#include <string>

#include "report/document.h"

namespace logscan::detail {

/// Returns the sections of a document that fit one screen as HTML for mail programs: without
/// script, style sheet or SVG, which many of them drop. Charts are tables with bars.
std::string mail_html(const Document& document);

}  // namespace logscan::detail
