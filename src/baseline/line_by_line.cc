// The program that everybody writes first, kept as it is written: no trick, and no hindrance
// either.
#include <cctype>
#include <istream>
#include <map>
#include <string>

#include "baseline/input_buffer.h"
#include "baseline/methods.h"

namespace logscan::detail {
namespace {

constexpr std::size_t kStatusPiece = 8;

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> pieces;
  std::size_t begin = 0;
  for (;;) {
    const std::size_t end = line.find(' ', begin);
    if (end == std::string::npos) {
      pieces.push_back(line.substr(begin));
      return pieces;
    }
    pieces.push_back(line.substr(begin, end - begin));
    begin = end + 1;
  }
}

bool is_three_digits(const std::string& piece) {
  if (piece.size() != 3) return false;
  for (char c : piece) {
    if (std::isdigit(static_cast<unsigned char>(c)) == 0) return false;
  }
  return true;
}

}  // namespace

MethodCounts count_line_by_line(const std::vector<Part>& parts, std::uint64_t max_line) {
  std::uint64_t lines = 0;
  std::map<std::string, std::uint64_t> statuses;
  for (const Part& part : parts) {
    InputBuffer buffer(part);
    std::istream file(&buffer);
    file.exceptions(std::ios::badbit);
    std::string line;
    while (std::getline(file, line)) {
      ++lines;
      if (line.size() > max_line) continue;
      const std::vector<std::string> pieces = split(line);
      if (pieces.size() > kStatusPiece && is_three_digits(pieces[kStatusPiece])) {
        ++statuses[pieces[kStatusPiece]];
      }
    }
  }

  MethodCounts counts;
  counts.lines = lines;
  for (const auto& [status, count] : statuses) {
    const StatusCode code = static_cast<StatusCode>(std::stoi(status));
    if (is_error(code)) counts.errors[code] = count;
  }
  return counts;
}

}  // namespace logscan::detail
