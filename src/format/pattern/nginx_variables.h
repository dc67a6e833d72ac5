#pragma once

#include <string_view>

#include "format/pattern/piece.h"

namespace logscan::pattern {

struct NginxVariable {
  FieldRule rule;
  const char* time_format = "";
};

/// What a variable of nginx stands for; upper and lower case are the same, as in nginx. One that is
/// not known is skipped.
NginxVariable nginx_variable(std::string_view name);

}  // namespace logscan::pattern
