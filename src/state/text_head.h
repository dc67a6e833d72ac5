#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace logscan {

/// The bytes of a text in [begin, end), as far as they are there. Ranges follow one another.
using ReadOn = std::function<std::string(std::uint64_t begin, std::uint64_t end)>;

/// Where the first byte at or behind an offset is that may be no NUL.
using NextData = std::function<std::uint64_t(std::uint64_t offset)>;

/// The beginning of a text, by which it is known again: its first kPrintBytes, or all of it. The
/// NULs that a server leaves when it goes on writing in a truncated file would look alike in all
/// such files: of them the number stands in front, and then the text behind them. Empty while there
/// is nothing else. Throws what `read` does.
std::string read_text_head(const ReadOn& read, const NextData& next_data);

/// Of an open file. Throws std::system_error.
std::string read_text_head(int descriptor);

}  // namespace logscan
