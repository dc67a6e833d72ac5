#pragma once

#include <cstdint>
#include <initializer_list>

namespace logscan::cli {

/// What one run of the program does. Every run has one mode; each has its source file in session/.
enum class Mode : std::uint8_t {
  kReport,   ///< reads logs, writes a report
  kRecords,  ///< reads logs, writes one record a line
  kExplain,  ///< shows how the first lines of logs are read
  kPartial,  ///< reads logs, writes a partial
  kMerge,    ///< reads partials, writes a report or a partial
  kState,    ///< reads what is new in logs, writes a report or a partial
  kSettle,   ///< commits or rolls back the pending window of a state
  kFollow,   ///< reads logs as they grow
};

constexpr Mode kModes[] = {Mode::kReport, Mode::kRecords, Mode::kExplain, Mode::kPartial,
                           Mode::kMerge,  Mode::kState,   Mode::kSettle,  Mode::kFollow};

/// A set of modes.
class Modes {
 public:
  constexpr Modes() = default;
  constexpr Modes(std::initializer_list<Mode> modes) {
    for (const Mode mode : modes)
      bits_ |= bit(mode);
  }

  static constexpr Modes all_but(Modes refused) {
    Modes all;
    all.bits_ = ~refused.bits_;
    return all;
  }

  constexpr bool has(Mode mode) const { return (bits_ & bit(mode)) != 0; }

 private:
  static constexpr unsigned bit(Mode mode) { return 1u << static_cast<unsigned>(mode); }

  unsigned bits_ = 0;
};

}  // namespace logscan::cli
