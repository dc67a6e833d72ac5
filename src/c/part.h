#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "logscan/input.h"

namespace logscan::c {

/// A part of an input, for a scan elsewhere: everything that must be the same for all parts of a
/// run.
struct Part {
  std::string path;         ///< where it is opened: absolute, or a URL with what may be secret
  std::string name;         ///< as reports call it
  std::uint64_t place = 0;  ///< among the inputs of the run, from 1 on
  InputPart lines;
  std::uint64_t size = 0;            ///< bytes that the input had, if `lines` is bounded
  InputIdentity identity;            ///< likewise
  std::string machine;               ///< see EngineOptions::machine
  std::int64_t now = 0;              ///< base of relative times, in seconds since 1970
  std::optional<std::string> error;  ///< why it could not be opened when the work was split

  /// Opens the input. If it is another than the one that was planned, its error is set.
  Input open() const;

  std::string write() const;
  /// Throws UsageError for bytes that write() does not make.
  static Part read(std::string_view bytes);
};

}  // namespace logscan::c
