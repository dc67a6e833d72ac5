#include "report/own_files.h"

#include <algorithm>
#include <array>

namespace logscan {

bool is_own_file(std::string_view first_bytes) {
  constexpr std::array<std::string_view, 9> kBeginnings = {"window   ",
                                                           "input    ",
                                                           "FAILED ",
                                                           "NOT SURE ",
                                                           "# TYPE logscan_",
                                                           "logscan partial ",
                                                           "logscan state ",
                                                           "{\"schema\":\"logscan.",
                                                           "{\n  \"schema\": \"logscan."};
  // In colour.
  if (first_bytes.starts_with("\x1b[")) first_bytes.remove_prefix(first_bytes.find('m') + 1);
  return std::any_of(kBeginnings.begin(), kBeginnings.end(), [&](std::string_view beginning) {
    return first_bytes.starts_with(beginning);
  });
}

}  // namespace logscan
