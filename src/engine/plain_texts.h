#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <string_view>

#include "engine/lines.h"
#include "logscan/field.h"
#include "scan/kernel.h"

namespace logscan {

/// Finds the paths and clients of plain lines, and cuts nothing else. Not thread-safe.
class PlainTexts {
 public:
  /// An eighth of what plain_address() keeps, which may be called several times for a line.
  static constexpr std::size_t kMostAtOnce = 64;

  /// The numbers of some lines in a run, ascending.
  using Numbers = std::span<const std::uint8_t>;

  /// Returns the numbers of `count` lines from number `first` on.
  static Numbers numbers(std::size_t first, std::size_t count) {
    static constexpr auto kAll = [] {
      std::array<std::uint8_t, PlainRun::kMax> all{};
      std::iota(all.begin(), all.end(), std::uint8_t{0});
      return all;
    }();
    return Numbers(kAll).subspan(first, count);
  }

  explicit PlainTexts(const Kernel& kernel) : kernel_(kernel) {}

  /// Find the texts of at most kMostAtOnce lines of a run, which must not be those of a given
  /// pattern. They are those of the LogLine. find_clients() returns false if one was refused.
  void find_paths(const Block& block, const LineIndex& index, const PlainLines& run, Numbers lines);
  bool find_clients(const Block& block, const LineIndex& index, const PlainLines& run,
                    Numbers lines);

  /// Return what was found last, in the order of the numbers.
  std::string_view path(std::size_t i) const { return paths_[i]; }
  std::string_view client(std::size_t i) const { return clients_[i]; }
  std::string_view text(Field field, std::size_t i) const {
    return field == Field::kPath ? path(i) : client(i);
  }
  static constexpr FieldSet kFields = {Field::kPath, Field::kClient};

 private:
  const Kernel& kernel_;
  LogLine cut_;  ///< set by cutting clients alone
  std::array<std::string_view, kMostAtOnce> requests_;
  std::array<std::string_view, kMostAtOnce> fronts_;
  std::array<std::string_view, kMostAtOnce> paths_;
  std::array<std::string_view, kMostAtOnce> clients_;
};

}  // namespace logscan
