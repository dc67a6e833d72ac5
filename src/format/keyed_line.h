#pragma once

#include <cstdint>

#include "logscan/status.h"

namespace logscan {

/// Why no map fits a line of keys and values.
enum class Mismatch : std::uint8_t {
  kNone,       ///< the line fits
  kNotJson,    ///< not a complete JSON object
  kNotPairs,   ///< neither LTSV nor logfmt
  kNoStatus,   ///< well-formed, but no map for these keys finds a status
  kBadStatus,  ///< the status is neither three digits, nor `0` or `-`
  kNoRequest,  ///< a status, but no method, target, path or request
};

constexpr const char* mismatch_name(Mismatch mismatch) {
  switch (mismatch) {
    case Mismatch::kNone:
      return "none";
    case Mismatch::kNotJson:
      return "not_json";
    case Mismatch::kNotPairs:
      return "not_pairs";
    case Mismatch::kNoStatus:
      return "no_status";
    case Mismatch::kBadStatus:
      return "bad_status";
    case Mismatch::kNoRequest:
      return "no_request";
  }
  return "none";
}

/// The result of parsing one line of keys and values. It depends only on the line and the maps.
struct KeyedResult {
  Mismatch mismatch = Mismatch::kNone;
  std::uint32_t column = 0;  ///< of the byte at fault, from 1; 0 if no single byte is
  std::uint16_t map = 0;     ///< index of the map that fits
  StatusCode status = 0;     ///< if the line fits

  friend bool operator==(const KeyedResult&, const KeyedResult&) = default;
};

}  // namespace logscan
