#pragma once

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

/// Random JSON texts with names and values that are hard to parse.
namespace logscan::test {

class RandomJson {
 public:
  explicit RandomJson(std::uint64_t seed) : random_(seed) {}

  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(random_() % limit); }
  bool chance(std::size_t one_in) { return below(one_in) == 0; }
  template <std::size_t kSize>
  const char* of(const std::array<const char*, kSize>& list) {
    return list[below(kSize)];
  }

 private:
  std::mt19937_64 random_;
};

inline constexpr std::array kNames = {
    "status",  "a",          "user", "request",           "uri",
    "headers", "User-Agent", "",     "longer than eight", "longer than night"};
inline constexpr std::array kStrings = {
    "",
    "-",
    "200",
    "x",
    "\\\"",
    "\\\\",
    "{}",
    "[1,2]:,",
    "\\u00e4",
    "\xc3\xa4",
    "a b",
    "/a?b=c",
    "\\n",
    "\x7f",
    "\\ud83d\\ude00",
    "a string that is longer than sixty-four bytes, so that it is seen "
    "by more than one step of a kernel"};
inline constexpr std::array kScalars = {"0",
                                        "200",
                                        "404",
                                        "-1",
                                        "1.5",
                                        "1e3",
                                        "-0.25E-2",
                                        "true",
                                        "false",
                                        "null",
                                        "123456789012345678901234567890"};
inline constexpr std::array kSpaces = {"", "", "", "", " ", "  ", "\t", "\r", "\n"};

inline std::string any_string(RandomJson& random) {
  std::string text = "\"";
  for (std::size_t i = random.below(3); i > 0; --i)
    text += random.of(kStrings);
  return text + "\"";
}

/// Returns a random value. Names are unique in an object, since JSON does not define duplicates.
inline std::string any_value(RandomJson& random, int depth) {
  const std::size_t kind = random.below(depth > 0 ? 6 : 3);
  if (kind == 0) return random.of(kScalars);
  if (kind <= 2) return any_string(random);
  const bool object = kind >= 4;
  std::string text = object ? "{" : "[";
  text += random.of(kSpaces);
  bool first = true;
  std::vector<bool> used(kNames.size());
  for (std::size_t i = random.below(10); i > 0; --i) {
    const std::size_t name = random.below(kNames.size());
    if (object && used[name]) continue;
    used[name] = true;
    if (!first) text += std::string(",") + random.of(kSpaces);
    first = false;
    if (object) {
      text += std::string("\"") + kNames[name] + "\"" + random.of(kSpaces) + ":";
      text += random.of(kSpaces);
    }
    const bool status = object && kNames[name] == std::string_view("status") && random.chance(2);
    text += (status ? "200" : any_value(random, depth - 1)) + random.of(kSpaces);
  }
  return text + (object ? "}" : "]");
}

inline std::string any_object(RandomJson& random) {
  for (;;) {
    const std::string text = any_value(random, 4);
    if (text[0] == '{') return random.of(kSpaces) + text + random.of(kSpaces);
  }
}

/// Changes a few bytes.
inline void damage(RandomJson& random, std::string& line) {
  static const std::string kBytes =
      "\"\"\"\\\\{}[]:,  \t\n0159-+.eEtrufalsn\x1f\x0c\x1a\x7f\xc3\xff" + std::string(1, '\0');
  for (std::size_t i = random.below(3) + 1; i > 0 && !line.empty(); --i) {
    const std::size_t at = random.below(line.size());
    switch (random.below(5)) {
      case 0:
        line.erase(at, random.below(4) + 1);
        break;
      case 1:
        line.insert(at, 1, kBytes[random.below(kBytes.size())]);
        break;
      case 2:
        line[at] = kBytes[random.below(kBytes.size())];
        break;
      case 3:
        line.insert(at, line.substr(random.below(line.size()), random.below(20)));
        break;
      default:
        line[at] = static_cast<char>(random.below(256));
    }
  }
}

}  // namespace logscan::test
