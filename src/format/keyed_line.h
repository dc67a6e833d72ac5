#pragma once

#include <cstdint>

#include "logscan/status.h"

namespace logscan {

/// Why a line of keys and values did not fit any map.
enum class Mismatch : std::uint8_t {
  kNone,       ///< it did fit
  kNotJson,    ///< not one complete JSON object
  kNotPairs,   ///< not LTSV, not logfmt
  kNoStatus,   ///< well formed, but no map that asks for these keys finds a status
  kBadStatus,  ///< the status is neither 0 to 999, nor three digits, nor `-`
  kNoRequest,  ///< there is a status, but no method, target, path or request
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

/// The judgement on one line of keys and values. It depends on the line's bytes and the maps alone.
struct KeyedResult {
  Mismatch mismatch = Mismatch::kNone;
  std::uint32_t column = 0;  ///< of the byte at fault, from 1; 0 where no byte is
  std::uint16_t map = 0;     ///< which of the cutter's maps the line has, when it fits
  StatusCode status = 0;     ///< when it fits

  friend bool operator==(const KeyedResult&, const KeyedResult&) = default;
};

}  // namespace logscan
