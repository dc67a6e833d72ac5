#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>

/// Generates random logs that are hard to query: repeated and unique values, nulls, NULs, long
/// keys, escapes, several formats, and text that is not a log line.
namespace logscan::test {

class LogMaker {
 public:
  explicit LogMaker(std::uint64_t seed) : random_(seed), next_(1'768'212'000) {}

  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(random_() % limit); }
  bool chance(std::size_t one_in) { return below(one_in) == 0; }

  std::string lines(std::size_t count);
  std::string line();  ///< With its terminator.

 private:
  std::string one_of(std::initializer_list<const char*> values) {
    return values.begin()[below(values.size())];
  }
  std::string number(std::size_t below_what) { return std::to_string(below(below_what)); }

  void advance();
  std::string stamp();
  std::string client();
  std::string target();
  std::string status();
  std::string combined();
  std::string json();
  std::string w3c();
  std::string other();

  std::mt19937_64 random_;
  std::int64_t next_;  ///< The time of the next line, in seconds since 1970.
};

}  // namespace logscan::test
