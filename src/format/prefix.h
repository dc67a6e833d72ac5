#pragma once

#include <cstdint>
#include <string_view>

namespace logscan {

/// The part before the time as format names require it: client, ident and user, separated by single
/// spaces, perhaps with a host before them or in the ident's place.
enum class PrefixShape : std::uint8_t { kPlain, kWithHost, kHostAsIdent, kOther };

/// The part of a quote-delimited line before its time: perhaps words of collectors and loggers,
/// then host, client, ident and user, in this order, any of them missing.
///
/// The client is the first word that is an address, or the first entry of a list of them. If no
/// word is an address, it is a host name at the start of the line or before the ident's `-`. A word
/// before an address is the virtual host if it is the only word there, or has a dot; an address
/// with a port is one if another address follows. grep's file names and line numbers, and tags in
/// brackets, are removed from their word.
struct Prefix {
  std::string_view host;    ///< null if missing or `-`
  std::string_view client;  ///< in canonical form (client_text.h); null likewise
  /// the list that starts with the client; null if it stands alone
  std::string_view client_list;
  std::string_view user;        ///< null likewise
  bool refuses_client = false;  ///< the text in the client's place is not a client
  bool has_host = false;        ///< a host, or a `-` in its place, comes first
  PrefixShape shape = PrefixShape::kOther;
};

/// Returns whether the text before the time, from the user on, is one user and a space.
inline bool is_one_user(std::string_view rest) {
  return rest.size() >= 2 && rest.back() == ' ' && rest[0] > ' ' && rest[0] != '[' &&
         rest[rest.size() - 2] > ' ';
}

/// Cuts the text from the start of the line to the `[` of its time.
Prefix cut_prefix(std::string_view text);

/// Does the same for a text that is known to have the shape kPlain.
Prefix cut_plain_prefix(std::string_view text);

}  // namespace logscan
