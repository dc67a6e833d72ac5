#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "state/positions.h"
#include "state/reading.h"
#include "state/stored_bytes.h"

namespace logscan {

/// Thrown if a state cannot be used, read, written or locked. what() gives the reason and what to
/// try, without the name of the file.
class StateError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The data between two readings of the logs.
struct Window {
  std::uint64_t number = 1;
  /// Time of the previous reading, RFC 3339; nullopt for the first.
  std::optional<std::string> from;
  std::string to;  ///< time of this reading; only for people, never used in computations
  std::uint64_t pending_bytes = 0;
  std::vector<Lost> lost;

  StoredBytes findings;                 ///< Aggregate::write(), packed
  std::vector<LogPositions> positions;  ///< after this window
  bool is_held = false;                 ///< --no-commit: waits for --commit or --rollback

  friend bool operator==(const Window&, const Window&) = default;
};

/// The positions in logs, and the results so far.
struct State {
  std::string spec;               ///< QuerySpec::write(); empty before the first window
  std::uint64_t windows = 0;      ///< committed
  std::optional<std::string> to;  ///< Window::to of the last committed window
  std::vector<LogPositions> positions;
  StoredBytes findings;           ///< results of all windows, likewise; empty if there are none
  std::optional<Window> pending;  ///< read, but not committed

  friend bool operator==(const State&, const State&) = default;
};

/// Serializes a state: a readable first line, the state, and a checksum of both. Throws what
/// StoredBytes throws.
void write_state(const State& state, const ByteSink& sink);

/// Throws StateError unless the bytes start like a state of this version. Needs the first
/// kStateHead bytes, or all of a shorter file.
void check_state_head(std::string_view bytes);
constexpr std::size_t kStateHead = 64;

/// Parses a state, and checks its checksum. Throws StateError for anything that write_state() of
/// this version did not write, and what StoredBytes throws. Hostile bytes are safe: memory stays
/// within a small multiple of their size, and texts for people are printable. Results are not
/// copied: they are parts of the bytes.
State read_state(const StoredBytes& bytes);

}  // namespace logscan
