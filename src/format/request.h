#pragma once

#include <string_view>

namespace logscan {

/// The parts of a request line; see LogLine. A method consists of letters, digits, `-` and `_`.
struct Request {
  std::string_view method;
  std::string_view target;
  std::string_view path;
  std::string_view query;
  std::string_view protocol;
};

Request cut_request(std::string_view request);

/// Returns only the path of a request.
std::string_view request_path(std::string_view request);

}  // namespace logscan
