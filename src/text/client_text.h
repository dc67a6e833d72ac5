#pragma once

#include <cstddef>
#include <string_view>

namespace logscan {

/// Returns whether a token is an IP address: IPv4 (octets 0 to 255, a port allowed) or IPv6 (a zone
/// allowed). Brackets around either are allowed, with or without a port.
bool is_ip_address(std::string_view token);

/// Returns whether a token ends in a colon and digits.
bool ends_in_port(std::string_view token);

/// Returns the address in `token` in its canonical form: without port, brackets, zone and
/// `::ffff:`, and IPv6 as in RFC 5952. Returns null when the token is not an address
/// (I10).
///
///   192.0.2.1:4711  [2001:db8::1]:443  2001:DB8::1  fe80::1%eth0  ::ffff:192.0.2.1
///
/// HAProxy writes IPv6 addresses with a port but without brackets. Such a token counts as an
/// address with a port when the whole token is not an address: its last group has five digits, or
/// there are nine groups.
///
/// The result is a view into `token` or, when digits must change, into memory of the calling thread
/// that keeps the last kRewrittenAddresses results.
std::string_view plain_address(std::string_view token);

constexpr int kRewrittenAddresses = 512;

/// Returns whether a token is already an address in canonical form, as far as one pass over its
/// bytes shows. Returns false for a canonical IPv6 address with a group of zero outside `::`.
bool is_plain_address(std::string_view token);

/// Returns whether a token can be a client's host name: letters, digits, `-`, `_` and dots, at
/// least one letter, no dot or dash at either end, and at most 253 bytes.
bool is_host_name(std::string_view token);

/// Returns the address, perhaps with a port, at the end of a word that starts with a file name and
/// perhaps a line number, as grep -H and -n write them: `access.log:12:192.0.2.1`. Returns the
/// whole word when it contains no address or is one.
///
/// `12:2001:db8::1` is an IPv6 address as well. The number counts as a line number unless it can
/// start an address in use: those start with 2000 to 3fff, fe80, fc00 or 64:ff9b. In the same way,
/// a word whose end may be the first group of the address (`client=2001:db8::1`) contains none.
std::string_view after_file_name(std::string_view word);

/// Returns an address without the line number that `grep -n` wrote before it, by the same rule.
std::string_view after_line_number(std::string_view address);

/// Returns whether a word is an address in canonical form without a line number before it, as far
/// as is_plain_address() shows. An empty word is not.
inline bool is_lone_address(std::string_view word) {
  return is_plain_address(word) && after_line_number(word).size() == word.size();
}

/// Returns whether a word can only be a virtual host, wherever it stands: `localhost`, or a host
/// name with a dot whose last label starts with a letter; a port is allowed. Tags, schemes and
/// container names have no dot.
bool is_virtual_host(std::string_view word);

/// Returns the client in `token`: an address in canonical form, or a host name without its port.
/// Returns null for anything else, and for the `unknown` of X-Forwarded-For.
std::string_view plain_client(std::string_view token);

/// Returns whether a server writes this for a client that it does not know: `-`, `unknown` or
/// nothing.
bool is_unknown_client(std::string_view token);

/// Removes the first entry of a comma-separated list and returns it, without the blanks around it,
/// which may be encoded (`+`, `%20`). Returns null when the list is null, and sets `list` to null
/// with its last entry.
std::string_view pop_first_entry(std::string_view& list);

/// Removes the last entry of the list and returns it, in the same way.
std::string_view pop_last_entry(std::string_view& list);

/// Returns whether a text is a valid X-Forwarded-For list: comma-separated entries, at least one of
/// them an address or `unknown`, the others host names or `-`. A single host name is not a list: it
/// could be a TLS version, a scheme or the name of a frontend.
bool is_client_list(std::string_view text);

/// Does the same for a column without a name. An address with a port is refused: it may be that of
/// the server to which the request was passed on.
bool is_unnamed_client_list(std::string_view text);

}  // namespace logscan
