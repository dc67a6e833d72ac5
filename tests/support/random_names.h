#pragma once

#include <random>
#include <string>

namespace logscan::test {

/// Returns a random path from parts of log names and unusual bytes.
inline std::string random_log_path(std::mt19937& random) {
  static const std::string kPieces[] = {
      "access", "access.log", ".log",     ".1",  ".2",       ".10",      "-20260115",  "-2026",
      ".old",   ".gz",        ".zst",     ".Z",  "20260116", "u_ex",     "260115",     "/",
      "./",     "..",         "-",        "_",   ".",        "2026-01",  "-01-15",     "1737000000",
      "\n",     "\x1b[2J",    "\xff\xfe", "T03", "0",        "99999999", "00",         "ex",
      ".0",     "..1",        ":",        "Z",   "-1",       ".txt",     "2024-02-29", " ",
  };
  const std::size_t count = random() % 6;
  std::string path;
  for (std::size_t i = 0; i <= count; ++i)
    path += kPieces[random() % std::size(kPieces)];
  return path;
}

}  // namespace logscan::test
