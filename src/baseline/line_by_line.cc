// The program that everybody writes first, on purpose neither tuned nor slowed down.
#include <array>
#include <cctype>
#include <istream>
#include <map>
#include <streambuf>
#include <string>

#include "baseline/methods.h"

namespace logscan::detail {
namespace {

constexpr std::size_t kStatusWord = 8;

/// Presents a part as the buffer of a std::istream. A stream that has std::ios::badbit in its
/// exceptions() passes on what Input::read() throws.
class InputBuffer : public std::streambuf {
 public:
  explicit InputBuffer(const Part& part) : part_(part) {}

 protected:
  int_type underflow() override {
    const std::size_t got = read_part(part_, read_, buffer_.data(), buffer_.size());
    read_ += got;
    setg(buffer_.data(), buffer_.data(), buffer_.data() + got);
    return got == 0 ? traits_type::eof() : traits_type::to_int_type(buffer_[0]);
  }

 private:
  const Part part_;
  std::uint64_t read_ = 0;
  std::array<char, 8191> buffer_;  ///< As large as the buffer of a std::ifstream.
};

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> words;
  std::size_t begin = 0;
  for (;;) {
    const std::size_t end = line.find(' ', begin);
    if (end == std::string::npos) {
      words.push_back(line.substr(begin));
      return words;
    }
    words.push_back(line.substr(begin, end - begin));
    begin = end + 1;
  }
}

bool is_three_digits(const std::string& word) {
  if (word.size() != 3) return false;
  for (char c : word) {
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
      const std::vector<std::string> words = split(line);
      if (words.size() > kStatusWord && is_three_digits(words[kStatusWord])) {
        ++statuses[words[kStatusWord]];
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
