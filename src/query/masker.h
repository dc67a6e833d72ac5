#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "logscan/query_spec.h"

namespace logscan::detail {

/// Appends a client without identifying parts: the first address of its /24 or /64, without port
/// and zone. A name becomes `client`; `-`, `unknown` and the empty text stay.
void append_masked_client(std::string_view client, std::string& out);

/// Appends text with everything that looks like an address truncated to its /24 or /64, even within
/// a word:
///
/// - Four or more numbers separated by dots, if two adjacent ones, neither the first nor the last,
///   are 0 to 255. From the fourth such number on, all become 0.
/// - Groups of hexadecimal digits separated by `:` or its escape `%3A`: eight or more, or fewer
///   with `::`. They must contain a decimal digit or stand alone (so `Mail::Abba` is none). An IPv6
///   address becomes the first of its network. Otherwise at most the first four groups stay, and
///   only those before `::`. A dotted quad at the end belongs to them.
///
/// Masks too much rather than too little: a version such as 1.2.3.4 loses its end, too.
void append_masked_addresses(std::string_view text, std::string& out);

/// The `user:password` before the `@` of a URL, as offsets into a text.
struct Credentials {
  std::size_t begin = 0;
  std::size_t end = 0;  ///< of the `@`, or of its escape
};

/// Finds the first credentials at or after `from`, in time linear in the text. They follow two or
/// more slashes, each of which may be a backslash or percent-encoded. With `is_url` the whole text
/// is one URL, and may itself begin with credentials (`user:password@host:443`). Otherwise the text
/// consists of words, and credentials end at a space, a tab or a quote.
std::optional<Credentials> find_credentials(std::string_view text, std::size_t from, bool is_url);

/// Appends masked fields to `out`; see mask.h (I17).
class Masker {
 public:
  Masker(const Mask& mask, std::string& out) : mask_(mask), out_(out) {}

  /// Appends a field of a line, which must be text and not null.
  void append(Field field, const LogLine& line);

  /// Appends a text that is a client's address.
  void client(std::string_view text);

 private:
  void clients(std::string_view list);
  void host(const LogLine& line);
  void server(std::string_view text);
  void query(std::string_view text);
  void url(std::string_view text);
  void referer(std::string_view text);
  void request(std::string_view text, std::string_view target);
  void words(std::string_view text);
  void without_query(std::string_view text, bool is_url);
  void addresses(std::string_view text);

  const Mask& mask_;
  std::string& out_;
};

/// Returns whether `part` lies within `whole`. False for null.
bool lies_in(std::string_view part, std::string_view whole);

}  // namespace logscan::detail
