#pragma once

#include <string>
#include <string_view>

#include "logscan/mask.h"

namespace logscan::detail {

/// Appends texts of different kinds to `out`, masked as mask.h says. Each kind ends where no
/// address can go on, so it does not matter what is around it.
class Masker {
 public:
  Masker(const Mask& mask, std::string& out) : mask_(mask), out_(out) {}

  void client(std::string_view text);

  /// Clients with commas between them.
  void clients(std::string_view text);

  void user(std::string_view text);
  void query(std::string_view text);

  /// All of the text is one URL, or what a request asks for.
  void url(std::string_view text);

  /// A request line, in which `target` lies unless that is null.
  void request(std::string_view text, std::string_view target);

  /// Words, some of which may be URLs: a query ends at a space, a tab or a quote.
  void words(std::string_view text);

 private:
  void plain(std::string_view text);

  const Mask& mask_;
  std::string& out_;
};

/// Whether all of `part` lies in `whole`, which null does not.
bool lies_in(std::string_view part, std::string_view whole);

}  // namespace logscan::detail
