#pragma once

#include <string>
#include <string_view>

/// The parts of mail (RFC 5322, 2045, 2047), with a line feed at the end of each line, as sendmail
/// reads it.
namespace logscan::detail {

/// Returns a header of any text in lines of at most 76 characters. What is not printable ASCII is
/// written as safe_text() does, and in encoded words, so that no byte can begin another header.
std::string mail_header(std::string_view name, std::string_view text);

/// Returns UTF-8 text with line feeds in quoted-printable: ASCII in lines of at most 76 characters,
/// where `=` is followed by two hex digits or a line feed. A `.` or `From ` never begins a line.
std::string quoted_printable(std::string_view text);

/// A line that quoted_printable() never writes: after its `=` follows no hex digit.
constexpr std::string_view kMailBoundary = "=_logscan_=";

}  // namespace logscan::detail
