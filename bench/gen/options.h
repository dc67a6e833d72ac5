#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gen/layout.h"

namespace logscan::gen {

enum class Profile : std::uint8_t {
  kClean,    ///< A realistic log that simple tools parse correctly, too.
  kHostile,  ///< Every oddity among ordinary lines.
  kOdd,      ///< Each oddity once, in a fixed order.
};

struct Options {
  std::uint64_t lines = 1000;
  std::uint64_t bytes = 0;  ///< If not 0, the approximate size of the log; replaces `lines`.
  std::uint64_t seed = 1;
  std::uint32_t span = 86'400;  ///< The approximate seconds from the first line to the last.
  Layout layout = Layout::kCombined;
  bool mixed = false;  ///< Whether each line has a random layout.
  Profile profile = Profile::kClean;
  std::uint32_t error_ppm = 50'000;  ///< Four fifths of these are 4xx.
  std::uint32_t error_paths = 0;     ///< 0 stands for 100,000, fewer for a short log.
  std::uint32_t clients = 0;         ///< If not 0, so many clients take turns; else 120,000.
  int incident = 0;                  ///< A status that one path returns for a while, or 0.
  bool crlf = false;
  bool final_newline = true;
  std::string output;    ///< Empty for standard output.
  std::string expected;  ///< The file for the expected counts, or empty.

  /// Returns the number of lines; an estimate if `bytes` is set.
  std::uint64_t line_count() const;
};

struct ParsedOptions {
  Options options;
  std::string error;  ///< Empty, or the message for the user.
  bool help = false;
  bool list = false;
};

ParsedOptions parse_options(const std::vector<std::string>& arguments);

extern const char* const kUsage;

}  // namespace logscan::gen
