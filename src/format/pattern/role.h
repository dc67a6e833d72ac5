#pragma once

#include <cstdint>

#include "logscan/field.h"

namespace logscan::pattern {

/// The meaning of a field's text, which determines how it is parsed.
enum class Role : std::uint8_t {
  kSkip,
  kClient,         ///< an address, a name, or a list of them
  kClientAndPort,  ///< an address, a colon and its port
  kUser,
  kHost,
  kTime,              ///< as parse_log_time() reads it
  kTimeDaySpace,      ///< Apache's local time with a space instead of the colon after the year
  kTimeOffsetSpace,   ///< ISO 8601 with a space before the offset
  kEpoch,             ///< a number; `unit` of them are a second
  kRequest,           ///< a request line as the client sent it
  kRequestParts,      ///< method, target and protocol, joined by the server with spaces
  kMethod,            ///
  kTarget,            ///< path and query
  kPath,              ///< without the query
  kQuery,             ///< without the question mark
  kMarkedQuery,       ///< with the question mark, or empty
  kProtocol,          ///
  kStatus,            ///
  kBytes,             ///
  kReferer,           ///
  kAgent,             ///
  kForwardedFor,      ///
  kForwardedClient,   ///< a forwarded-for list that is the only source of the client
  kDuration,          ///< a decimal number of `unit` nanoseconds
  kUpstreamDuration,  ///< such numbers, one for each upstream server; their sum counts
  kUpstream,          ///< the addresses of these servers; the last one answered
  kPort,              ///< skipped, or part of a host before it
  kClientPort,        ///< skipped, or part of a client before it
  kQueryMark,         ///< nginx's $is_args: skipped, or part of the target after a path
};

/// Returns the fields of a line that a role fills.
constexpr FieldSet fields_of(Role role) {
  switch (role) {
    case Role::kSkip:
    case Role::kPort:
    case Role::kClientPort:
    case Role::kQueryMark:
      return {};
    case Role::kClient:
    case Role::kClientAndPort:
      return {Field::kClient};
    case Role::kUser:
      return {Field::kUser};
    case Role::kHost:
      return {Field::kHost};
    case Role::kTime:
    case Role::kTimeDaySpace:
    case Role::kTimeOffsetSpace:
    case Role::kEpoch:
      return {Field::kTime};
    case Role::kRequest:
    case Role::kRequestParts:
      return {Field::kRequest, Field::kMethod, Field::kTarget,
              Field::kPath,    Field::kQuery,  Field::kProtocol};
    case Role::kMethod:
      return {Field::kMethod};
    case Role::kTarget:
      return {Field::kTarget, Field::kPath, Field::kQuery};
    case Role::kPath:
      return {Field::kPath};
    case Role::kQuery:
    case Role::kMarkedQuery:
      return {Field::kQuery};
    case Role::kProtocol:
      return {Field::kProtocol};
    case Role::kStatus:
      return {Field::kStatus};
    case Role::kBytes:
      return {Field::kBytes};
    case Role::kReferer:
      return {Field::kReferer};
    case Role::kAgent:
      return {Field::kAgent};
    case Role::kForwardedFor:
      return {Field::kForwardedFor};
    case Role::kForwardedClient:
      return {Field::kClient, Field::kForwardedFor};
    case Role::kDuration:
    case Role::kUpstreamDuration:
      return {Field::kDuration};
    case Role::kUpstream:
      return {Field::kUpstream};
  }
  return {};
}

}  // namespace logscan::pattern
