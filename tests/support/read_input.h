#pragma once

#include <optional>
#include <string>
#include <system_error>

#include "logscan/input.h"

namespace logscan::test {

/// The bytes that an input returns, and how it ends.
struct ReadInput {
  std::string text;
  std::optional<std::string> error;
};

inline ReadInput read_input(const Input& input, std::size_t step = 4096) {
  ReadInput out;
  std::string piece(step, '\0');
  try {
    while (const std::size_t got = input.read(out.text.size(), piece.data(), step))
      out.text.append(piece, 0, got);
  } catch (const InputError& failure) {
    out.error = failure.what();
  } catch (const std::system_error& failure) {
    out.error = failure.what();
  }
  return out;
}

}  // namespace logscan::test
