#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "engine/lines.h"
#include "logscan/field.h"
#include "logscan/log_line.h"
#include "scan/kernel.h"

namespace logscan {

/// Cuts plain lines, many at once. Not thread-safe.
class PlainCutter {
 public:
  static constexpr std::size_t kMostAtOnce = 64;

  /// Cuts `wanted` from ordinary lines, and `error_wanted`, which contains that, from errors.
  PlainCutter(const Kernel& kernel, FieldSet wanted, FieldSet error_wanted);

  /// Cuts lines of a run, from number `first` on, at most kMostAtOnce. `lines` must only have been
  /// set by this object.
  void cut(const Block& block, const LineIndex& index, const PlainLines& run, std::size_t first,
           std::span<LogLine> lines);

 private:
  const Kernel& kernel_;
  FieldSet wanted_;
  FieldSet error_wanted_;
  bool finds_paths_;
  bool finds_clients_;
  std::array<LineView, kMostAtOnce> views_;
  std::array<std::string_view, kMostAtOnce> requests_;
  std::array<std::string_view, kMostAtOnce> paths_;
  std::array<std::string_view, kMostAtOnce> fronts_;
  std::array<std::string_view, kMostAtOnce> clients_;
};

}  // namespace logscan
