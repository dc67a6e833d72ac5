#pragma once

#include <string>

#include "report/document.h"

namespace logscan::detail {

/// Returns a document as one HTML file, which needs no other file and loads none.
std::string html_page(const Document& document);

}  // namespace logscan::detail
