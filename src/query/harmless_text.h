#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "logscan/log_line.h"
#include "query/masker.h"

namespace logscan::detail {

/// Copies the text between the fields of one line, but only if it is known to be harmless:
///
/// - punctuation;
/// - the line's time, status, bytes and duration, which reports show anyway, and zeros;
/// - the keys that known formats use for fields, and numbers and times after keys of numbers;
/// - a few words of formats, such as `null`, and well-known ports;
/// - addresses, masked as clients.
class HarmlessText {
 public:
  HarmlessText(const LogLine& line, Masker& masker, std::string& out);

  /// Appends a part of the line. Returns false at the first byte that might be anything; some of
  /// the part may be appended by then.
  bool append(std::string_view text);

 private:
  bool append_next();
  bool append_time();
  bool append_key();
  bool append_address();
  bool is_known_number(std::string_view number) const;
  void copy(std::size_t bytes);

  const LogLine& line_;
  Masker& masker_;
  std::string& out_;
  std::string_view rest_;
  std::vector<std::string> times_;  ///< the line's time in the forms that logs use
};

}  // namespace logscan::detail
