#pragma once

#include <string_view>

#include "format/pattern/piece.h"

namespace logscan::pattern {

struct NginxVariable {
  FieldRule rule;
  const char* time_format = "";
  OwnKind own = OwnKind::kText;  ///< if it fills no field; durations are in seconds
};

/// Returns what a variable of nginx writes. Names are case-insensitive, as in nginx. An unknown
/// variable is a text field of the format's own.
NginxVariable nginx_variable(std::string_view name);

}  // namespace logscan::pattern
