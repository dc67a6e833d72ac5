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

namespace logscan {

/// A state cannot be used, read, written or locked. what() says why and what to try, without the
/// file's name.
class StateError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// What came between two readings of the logs.
struct Window {
  std::uint64_t number = 1;
  std::optional<std::string> from;  ///< time of the reading before, RFC 3339; the first has none
  std::string to;                   ///< and of its own. For people: nothing is reckoned with them
  std::uint64_t pending_bytes = 0;
  std::vector<Lost> lost;

  std::string findings;                 ///< Aggregate::write(), packed
  std::vector<LogPositions> positions;  ///< behind it
  bool is_held = false;                 ///< --no-commit: waits for --commit or --rollback

  friend bool operator==(const Window&, const Window&) = default;
};

/// How far logs were read, and what was found in them.
struct State {
  std::string spec;               ///< QuerySpec::write(); empty before the first window
  std::uint64_t windows = 0;      ///< committed
  std::optional<std::string> to;  ///< Window::to of the last of them
  std::vector<LogPositions> positions;
  std::string findings;           ///< of all of them, likewise; empty where there are none
  std::optional<Window> pending;  ///< read, but not committed

  friend bool operator==(const State&, const State&) = default;
};

/// As a file has it: a first line that can be read, the state, and a checksum of both.
std::string write_state(const State& state);

/// Whether a file that begins so may be a state of this version: throws StateError where it is not.
/// The first kStateHead bytes tell, or all where it is shorter.
void check_state_head(std::string_view bytes);
constexpr std::size_t kStateHead = 64;

/// Throws StateError for what write_state() never wrote, or another version did. Whatever the bytes
/// are, it takes no more memory than a small multiple of their size, and texts for people are
/// printable.
State read_state(std::string_view bytes);

}  // namespace logscan
