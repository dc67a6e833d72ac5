#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gen/layout.h"

namespace logscan::gen {

enum class Profile : std::uint8_t {
  kClean,    ///< a realistic log that simple tools read rightly as well
  kHostile,  ///< every oddity among ordinary lines
  kOdd,      ///< each oddity once, in a fixed order
};

struct Options {
  std::uint64_t lines = 1000;
  std::uint64_t bytes = 0;  ///< if not 0: go on until so many bytes are written, instead of `lines`
  std::uint64_t seed = 1;
  std::uint32_t span = 86'400;  ///< seconds from the first line to the last, about
  Layout layout = Layout::kCombined;
  bool mixed = false;  ///< every line in a layout of its own
  Profile profile = Profile::kClean;
  std::uint32_t error_ppm = 50'000;  ///< four fifths of these are 4xx
  std::uint32_t error_paths = 0;     ///< 0: 100,000, fewer for a short log
  std::uint32_t clients = 0;         ///< 0: 120,000, some often; else so many, in turn
  int incident = 0;                  ///< a status that one path gives for a while, or 0
  bool crlf = false;
  bool final_newline = true;
  std::string output;    ///< empty: standard output
  std::string expected;  ///< where the expected counts go; empty: nowhere

  /// How many lines there will be: exact, or with `bytes` an estimate.
  std::uint64_t line_count() const;
};

struct ParsedOptions {
  Options options;
  std::string error;  ///< empty, or what is wrong and what would be right
  bool help = false;
  bool list = false;
};

ParsedOptions parse_options(const std::vector<std::string>& arguments);

extern const char* const kUsage;

}  // namespace logscan::gen
