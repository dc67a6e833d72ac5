#pragma once

#include <string>
#include <string_view>

namespace logscan::detail {

/// Appends a client without what tells people apart: the first address of its /24 or /64, port and
/// zone dropped. A name instead of an address becomes `client`; `-`, `unknown` and nothing at all
/// stay.
void append_masked_client(std::string_view client, std::string& out);

/// Appends text in which all that looks like an address is cut to its /24 or /64, wherever it
/// stands, also within a word:
///
/// - four numbers or more with dots between them, of which two neighbours, neither the first nor
///   the last, are 0 to 255: from the fourth such number on, all become 0;
/// - groups of hexadecimal digits with `:` (or its escape `%3A`) between them, eight or more, or
///   fewer with `::`, if there is a decimal digit or they stand alone (so `Mail::Abba` is none).
///   What is an IPv6 address becomes the first of its network; of others stay at most the first
///   four groups and what is before `::`. A dotted quad at the end belongs to them.
///
/// It rather masks too much: a version such as 1.2.3.4 loses its end, too.
void append_masked_addresses(std::string_view text, std::string& out);

}  // namespace logscan::detail
