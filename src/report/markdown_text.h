#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// Markdown as GitHub reads it. Nothing that these return can form links, HTML, headings, tables
/// or mentions, whatever bytes they are given.
namespace logscan::detail {

/// Returns logscan's own text with every mark escaped.
std::string markdown_text(std::string_view text);

/// Returns log bytes as a code span of at most `columns`, which may stand in a table, too. No bytes
/// become `(empty)`, without code.
std::string markdown_code(std::string_view bytes, std::size_t columns);

/// Returns text in a fenced block, with a line feed at the end. `text` must be safe text or lines
/// of it.
std::string markdown_block(std::string_view text);

}  // namespace logscan::detail
