// The program that everybody writes first, kept as it is written: no trick, and no hindrance
// either.
#include <cctype>
#include <cerrno>
#include <fstream>
#include <map>
#include <string>
#include <system_error>

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

/// The very file that was scanned, by its descriptor: its name may belong to another file by now,
/// or to none.
std::ifstream open_again(const Input& input) {
  std::ifstream file("/proc/self/fd/" + std::to_string(input.descriptor()), std::ios::binary);
  if (!file) {
    throw std::system_error(errno, std::generic_category(),
                            input.path() + " cannot be opened again");
  }
  file.seekg(static_cast<std::streamoff>(input.start()));
  return file;
}

}  // namespace

MethodCounts count_line_by_line(const std::vector<Part>& parts, std::uint64_t max_line) {
  std::uint64_t lines = 0;
  std::map<std::string, std::uint64_t> statuses;
  for (const Part& part : parts) {
    std::ifstream file = open_again(*part.input);
    std::string line;
    std::uint64_t offset = 0;
    while (offset < part.bytes && std::getline(file, line)) {
      const std::uint64_t left = part.bytes - offset;
      offset += line.size() + (file.eof() ? 0 : 1);
      if (line.size() > left) line.resize(static_cast<std::size_t>(left));  // the file has grown
      ++lines;
      if (line.size() > max_line) continue;
      const std::vector<std::string> pieces = split(line);
      if (pieces.size() > kStatusPiece && is_three_digits(pieces[kStatusPiece])) {
        ++statuses[pieces[kStatusPiece]];
      }
    }
    if (offset < part.bytes) throw_became_shorter(*part.input);
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
