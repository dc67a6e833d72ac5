#pragma once

#include <cstdint>

#include "logscan/field.h"

namespace logscan::pattern {

/// What the text of one field of a pattern is, and so how it is read.
enum class Role : std::uint8_t {
  kSkip,
  kClient,         ///< an address or a name, or a list of them
  kClientAndPort,  ///< an address, a colon and its port
  kUser,
  kHost,
  kTime,              ///< as parse_log_time reads it
  kTimeDaySpace,      ///< Apache's local time with a space for the colon behind the year
  kTimeOffsetSpace,   ///< ISO 8601 with a space before the offset
  kEpoch,             ///< a number; `unit` of them make a second
  kRequest,           ///< a request line as the client sent it
  kRequestParts,      ///< method, target and protocol, written by the server with spaces between
  kMethod,            ///
  kTarget,            ///< path and query
  kPath,              ///< without the query
  kQuery,             ///< without its question mark
  kMarkedQuery,       ///< with it, or nothing
  kProtocol,          ///
  kStatus,            ///
  kBytes,             ///
  kReferer,           ///
  kAgent,             ///
  kForwardedFor,      ///
  kForwardedClient,   ///< a forwarded-for list that is all that is known of the client
  kDuration,          ///< a decimal number of `unit` nanoseconds
  kUpstreamDuration,  ///< such numbers, one for each server that was asked; their sum counts
  kUpstream,          ///< the addresses of these servers; the last one answered
  kPort,              ///< skipped, but behind a host part of it
  kClientPort,        ///< skipped, but behind a client part of it
  kQueryMark,         ///< nginx's $is_args: skipped, but behind a path part of the target
};

/// The fields of a line that a role fills.
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
