#pragma once

#include <string_view>

#include "format/pattern/piece.h"

namespace logscan::pattern {

struct NginxVariable {
  FieldRule rule;
  const char* time_format = "";
  OwnKind own = OwnKind::kText;  ///< of one that fills no field; its durations are seconds
};

/// What a variable of nginx stands for; upper and lower case are the same, as in nginx. One that is
/// not known is a text of the format's own.
NginxVariable nginx_variable(std::string_view name);

}  // namespace logscan::pattern
