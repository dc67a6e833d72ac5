#pragma once

#include <string>
#include <string_view>

#include "logscan/query_spec.h"

namespace logscan::detail {

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
