#pragma once

#include <cstdint>
#include <string>

#include "logscan/own_field.h"

namespace logscan {

/// A log format as plain values; GivenFormat is its compiled form.
struct LogFormatSpec {
  enum class Kind : std::uint8_t {
    kAny,     ///< Every format that is known; found line by line.
    kName,    ///< `text` is the name of a known format.
    kNginx,   ///< `text` is a pattern in the words of nginx.
    kApache,  ///< `text` is a pattern in the words of Apache.
    kKeys,    ///< `text` is a key map, such as `json:status=code,time=ts@ms`.
  };

  Kind kind = Kind::kAny;
  std::string text;
  OwnFields own;  ///< The fields that only this format has; compile_query() fills them in.

  friend bool operator==(const LogFormatSpec&, const LogFormatSpec&) = default;
};

}  // namespace logscan
