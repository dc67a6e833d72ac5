#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace logscan {

/// Path and query of a request target; see LogLine.
struct Target {
  std::string_view path;
  std::string_view query;  ///< null when there is no `?`
};

/// Returns the end of a target's path: its first `?` or `#`, or its end.
std::size_t path_end(std::string_view target);

Target cut_target(std::string_view target);

/// Returns the start of the authority of an absolute URL, after its `://`, or npos.
std::size_t authority_begin(std::string_view target);

/// Returns the authority of an absolute URL without user and password, or null.
std::string_view authority_of(std::string_view target);

/// Joins a path and a query from separate columns. Stores the result in `memory` if there is a
/// query. Returns null when the path is null or empty.
std::string_view join_target(std::string_view path, std::string_view query, std::string& memory);

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
