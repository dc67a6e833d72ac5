#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "logscan/query_spec.h"

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

/// The `user:password` in front of the `@` of a URL, as offsets into a text.
struct Credentials {
  std::size_t begin = 0;
  std::size_t end = 0;  ///< of the `@`, or of its escape
};

/// Finds the first credentials at or after `from`, in time linear in the text. They follow two or
/// more slashes, each of which may be a backslash or percent-encoded. With `is_url` the whole text
/// is one URL, and may itself begin with credentials (`user:password@host:443`). Otherwise the text
/// consists of words, and credentials end at a space, a tab or a quote.
std::optional<Credentials> find_credentials(std::string_view text, std::size_t from, bool is_url);

/// Appends fields to `out`, each masked as mask.h describes (I17).
class Masker {
 public:
  Masker(const Mask& mask, std::string& out) : mask_(mask), out_(out) {}

  /// Appends a field of a line, which must be text and not null.
  void append(Field field, const LogLine& line);

  /// Appends a text that is an address of a client.
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

/// Whether all of `part` lies in `whole`. False for null.
bool lies_in(std::string_view part, std::string_view whole);

}  // namespace logscan::detail
