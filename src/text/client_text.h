#pragma once

#include <string_view>

namespace logscan {

/// Returns the address in `token` in the one form that logscan shows: without port, brackets, zone
/// and `::ffff:`, IPv6 as RFC 5952 writes it. Null when the token is no address.
///
///   192.0.2.1:4711  [2001:db8::1]:443  2001:DB8::1  fe80::1%eth0  ::ffff:192.0.2.1
///
/// An IPv6 address with a port but no brackets (HAProxy) counts as one where the whole is no
/// address: the last group has five digits, or there are nine. The result is a view of `token`, or
/// where its digits must change, of memory of the calling thread that holds the last
/// kRewrittenAddresses such results.
std::string_view plain_address(std::string_view token);

constexpr int kRewrittenAddresses = 256;

/// Whether a token is an address in that form already, where a quick look can tell. False for an
/// IPv6 address with a group of zero that `::` does not stand for.
bool is_plain_address(std::string_view token);

/// Whether a token is a name that a client may have where the server looks names up: letters,
/// digits, `-`, `_` and dots, among them a letter, beginning and ending with no dot or dash, and at
/// most 253 bytes.
bool is_host_name(std::string_view token);

/// Returns the address, perhaps with a port, at the end of a word that begins with the name of a
/// file and perhaps the number of a line, as grep -H and -n write them: `access.log:12:192.0.2.1`.
/// All of the word where there is none, or where it is an address.
///
/// `12:2001:db8::1` is an IPv6 address, too. The number is taken for one if it cannot begin an
/// address that is in use: those begin with 2000 to 3fff, fe80, fc00 or 64:ff9b. Likewise the end
/// of a name is no file's if it may be the first group of the address (`client=2001:db8::1`): then
/// there is none.
std::string_view behind_file_name(std::string_view word);

/// Returns an address without the number that `grep -n` wrote in front of it, as above.
std::string_view behind_line_number(std::string_view address);

/// Whether a word can be nothing but a virtual host, wherever it stands: a host name whose last
/// label, behind a dot, begins with a letter, or `localhost`, perhaps with a port. Tags, schemes
/// and names of containers have no dot.
bool is_virtual_host(std::string_view word);

/// Returns the client in `token`: an address as plain_address() gives it, or a host name without
/// its port. Null when the token looks like neither, or is the `unknown` of
/// X-Forwarded-For.
std::string_view plain_client(std::string_view token);

/// Whether a server writes this for a client that it does not know: `-`, `unknown` or nothing.
bool is_no_client(std::string_view token);

/// Takes the first entry off a list of addresses: up to a comma, without the blanks around it,
/// which may be encoded (`+`, `%20`). Null when the list is used up.
std::string_view take_list_entry(std::string_view& list);

/// Takes the last entry off.
std::string_view take_last_list_entry(std::string_view& list);

/// Whether a text is what X-Forwarded-For holds: entries with commas between them, at least one of
/// them an address or `unknown`, the others perhaps host names or `-`. A host name alone is none:
/// it could as well be a TLS version, a scheme or the name of a frontend.
bool is_client_list(std::string_view text);

}  // namespace logscan
