#pragma once

#include <cstdint>
#include <string_view>

namespace logscan {

/// The shape that a format name asks of what stands before the time: client, ident and user, single
/// spaces between them; perhaps a host in front, or in ident's place.
enum class PrefixShape : std::uint8_t { kPlain, kWithHost, kHostAsIdent, kOther };

/// What stands before the time of a quote-delimited line: perhaps words of collectors and loggers,
/// then host, client, ident and user, in this order, any of them missing.
///
/// The client is the first word that is an address, or the first entry of a list of them. If no
/// word is one, it is a host name at the front of the line, or before the ident's `-`. What stands
/// in front of an address is the virtual host if it is the only word there, or has a dot; an
/// address with a port is one if another address follows. File names and line numbers of grep, and
/// tags in brackets, are cut off the word that they stand in.
struct Prefix {
  std::string_view host;    ///< null when there is none or it is `-`
  std::string_view client;  ///< in its one form (base/client_text.h); null likewise
  std::string_view
      client_list;              ///< the list that the client is the first of; null when it is alone
  std::string_view user;        ///< null likewise
  bool refuses_client = false;  ///< what stands in the client's place is no client
  bool has_host = false;        ///< whether a host, or a `-` in its place, stands in front
  PrefixShape shape = PrefixShape::kOther;
};

/// Cuts the bytes from the line's first to its time's `[`.
Prefix cut_prefix(std::string_view text);

/// The same for a text that is known to have the shape kPlain.
Prefix cut_plain_prefix(std::string_view text);

}  // namespace logscan
