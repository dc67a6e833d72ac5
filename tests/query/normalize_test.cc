#include "query/normalize.h"

#include <cctype>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <re2/re2.h>

namespace logscan {
namespace {

std::string normalized(std::string_view path) {
  std::string out = "before";
  append_normalized(path, out);
  EXPECT_TRUE(out.starts_with("before"));
  return out.substr(6);
}

TEST(Normalize, FoldsIds) {
  struct Case {
    std::string_view path;
    std::string_view expected;
  };
  constexpr Case kCases[] = {
      // Numbers.
      {"/users/123", "/users/{id}"},
      {"/users/123/", "/users/{id}/"},
      {"/users/1/posts/22", "/users/{id}/posts/{id}"},
      {"/2026/01/12/title", "/{id}/{id}/{id}/title"},
      {"0", "{id}"},
      {"/img/123.png", "/img/{id}.png"},
      {"/img/123.min.js", "/img/{id}.min.js"},
      {"/x/123.mp4", "/x/{id}.mp4"},
      {"/x/123.7z", "/x/{id}.7z"},
      {"/access.log.1", "/access.log.{id}"},
      {"/a//7", "/a//{id}"},
      // UUIDs.
      {"/o/6f1c2d3e-0000-4abc-9def-0123456789ab", "/o/{id}"},
      {"/o/6F1C2D3E-0000-4ABC-9DEF-0123456789AB.json", "/o/{id}.json"},
      {"/o/%7B6f1c2d3e-0000-4abc-9def-0123456789ab%7D", "/o/%7B{id}%7D"},
      // Hashes.
      {"/c/deadbee1", "/c/{id}"},
      {"/c/DEADBEE1", "/c/{id}"},
      {"/app.3f9a20c1.js", "/app.{id}.js"},
      {"/app.20260112.js", "/app.{id}.js"},
      {"/da39a3ee5e6b4b0d3255bfef95601890afd80709", "/{id}"},
      {"/cart.jsp;jsessionid=0123456789ABCDEF", "/cart.jsp;jsessionid={id}"},
      {"/a%2Fdeadbee1", "/a%2F{id}"},
      // Tokens.
      {"/t/dQw4w9WgXcQdQw4w9WgXcQ", "/t/{id}"},
      {"/t/01ARZ3NDEKTSV4RRFFQ69G5FAV", "/t/{id}"},
      {"/t/cjld2cjxh0000qzrmn831i7rn", "/t/{id}"},
      {"/t/V1StGXR8_Z5jdHi6B-myT", "/t/{id}"},
      {"/t/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0", "/t/{id}.{id}"},
  };
  for (const Case& each : kCases)
    EXPECT_EQ(normalized(each.path), each.expected) << each.path;
}

TEST(Normalize, KeepsEverythingElse) {
  constexpr std::string_view kPaths[] = {
      "",
      "/",
      "*",
      "-",
      "/index.html",
      "/v1/users",
      "/api/v1.2/users",
      "/v1.2",
      "/1.2.3",
      "/1.2.3/x",
      "/192.0.2.1/x",
      "/jquery-3.6.0.min.js",
      "/a.1.b",
      "/.1",
      "/1.",
      "/x/-5",
      "/x/1,2",
      "/user123",
      "/item-12345",
      "/12345-title",
      "/facade/deadbeef",
      "/deadbe1",
      "/%31%32%33",
      "/a%2012345678x",
      "/a%2Fb",
      "/a%12",
      "/%1",
      "/6f1c2d3e-0000-4abc-9def-0123456789a",
      "/6f1c2d3e-0000-4abc-9def0-123456789ab",
      "/6f1c2d3e-0000-4abc-9def-0123456789ag",
      "/how-to-win-10-games-in-2026-and-2027",
      "/wiki/List_of_Presidents_of_the_Year_2026",
      "/iPhone_15Pro_Max_Case_Black_Leather",
      "/rpc/GetUserInformationV2Api",
      "/verylongwordwithoutanydigitsinit",
      "/shorttoken1234567x",
      "/\xC3\xA9\xFF\x01/x",
  };
  for (const std::string_view path : kPaths)
    EXPECT_EQ(normalized(path), path);
}

TEST(Normalize, FindsNearlyAllRandomTokens) {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::mt19937_64 random(1);
  const auto found = [&](std::size_t length, std::size_t from, std::size_t letters) {
    int count = 0;
    for (int i = 0; i < 2000; ++i) {
      std::string path = "/";
      while (path.size() <= length)
        path += kAlphabet[from + random() % letters];
      count += normalized(path) == "/{id}";
    }
    return count;
  };
  EXPECT_GT(found(22, 0, 64), 1800);  // base64url; of those left, some have no digit
  EXPECT_GT(found(43, 0, 64), 1940);
  EXPECT_GT(found(27, 0, 62), 1900);   // base62
  EXPECT_GT(found(25, 26, 36), 1990);  // base36
}

bool like(std::string_view text, const RE2& regex) {
  return RE2::FullMatch(text, regex);
}

RE2::Options bytes() {
  RE2::Options options;
  options.set_encoding(RE2::Options::EncodingLatin1);
  options.set_dot_nl(true);
  return options;
}

int kind(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return std::isdigit(byte) ? 1 : std::isupper(byte) ? 2 : std::islower(byte) ? 3 : 0;
}

// The five rules, each on its own. `left` and `right` are what is around the word, `before` the
// last word of `left`.
bool is_id_slowly(const std::string& word, const std::string& left, const std::string& right,
                  const std::string& before) {
  static const RE2 kDigits("[0-9]+", bytes());
  static const RE2 kDotAndLetter("\\.[-_0-9]*[A-Za-z].*", bytes());
  static const RE2 kLetters("[A-Za-z]+", bytes());
  static const RE2 kUuid("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}", bytes());
  static const RE2 kHash("[0-9A-Fa-f]{8,}", bytes());
  static const RE2 kOneCase("[a-z0-9]+|[A-Z0-9]+", bytes());
  static const RE2 kHasDigit(".*[0-9].*", bytes());
  static const RE2 kHasLetter(".*[A-Za-z].*", bytes());
  if (!like(word, kHasDigit)) return false;
  if (like(word, kUuid) || like(word, kHash)) return true;
  if (like(word, kDigits)) {
    const bool first = left.empty() || left.back() == '/';
    const bool last = right.empty() || right.front() == '/';
    return (first && last) || (first && like(right, kDotAndLetter)) ||
           (last && left.ends_with(before + ".") && like(before, kLetters));
  }
  if (word.size() < 20 || !like(word, kHasLetter)) return false;
  std::size_t changes = 0;
  for (std::size_t i = 1; i < word.size(); ++i)
    changes += kind(word[i - 1]) * kind(word[i]) != 0 && kind(word[i - 1]) != kind(word[i]);
  return like(word, kOneCase) || changes * 5 >= word.size() * 2;
}

std::string normalized_slowly(const std::string& path) {
  static const RE2 kEscape("^%[0-9A-Fa-f]{2}", bytes());
  static const RE2 kWord("^[-_A-Za-z0-9]+", bytes());
  std::string out;
  std::string before;
  for (std::size_t at = 0; at < path.size();) {
    re2::StringPiece rest(path);
    rest.remove_prefix(at);
    re2::StringPiece piece;
    std::string shown = path.substr(at, 1);
    std::size_t size = 1;
    if (kEscape.Match(rest, 0, rest.size(), RE2::ANCHOR_START, &piece, 1)) {
      shown = piece.as_string();
      size = 3;
    } else if (kWord.Match(rest, 0, rest.size(), RE2::ANCHOR_START, &piece, 1)) {
      shown = piece.as_string();
      size = shown.size();
      const std::string word = shown;
      if (is_id_slowly(word, path.substr(0, at), path.substr(at + size), before)) shown = "{id}";
      before = word;
    }
    out += shown;
    at += size;
  }
  return out;
}

TEST(Normalize, AsTheRulesTakenOneByOne) {
  constexpr std::string_view kPieces[] = {"/",
                                          "/",
                                          "/",
                                          "/",
                                          ".",
                                          ".",
                                          "7",
                                          "123",
                                          "2026",
                                          "deadbee1",
                                          "facade12",
                                          "a",
                                          "js",
                                          "png",
                                          "v",
                                          "-",
                                          "_",
                                          "%2F",
                                          "%",
                                          ";",
                                          "=",
                                          "Zz9",
                                          "abc",
                                          "Q7xK",
                                          "9aB2",
                                          "deadbeef",
                                          "\xFF",
                                          "mp4",
                                          "6f1c2d3e-0000-4abc-9def-0123456789ab"};
  std::mt19937_64 random(2);
  int folded = 0;
  for (int round = 0; round < 30000; ++round) {
    std::string path;
    for (std::uint64_t i = 1 + random() % 12; i > 0; --i)
      path += kPieces[random() % std::size(kPieces)];
    const std::string got = normalized(path);
    folded += got != path;
    ASSERT_EQ(got, normalized_slowly(path)) << path;
  }
  EXPECT_GT(folded, 5000);
}

TEST(Normalize, AsTheRulesSayOfRandomBytes) {
  std::mt19937_64 random(3);
  for (int round = 0; round < 20000; ++round) {
    std::string path;
    for (std::uint64_t i = random() % 40; i > 0; --i)
      path += "/.019afAzZ-%\0\xFF"[random() % 14];
    ASSERT_EQ(normalized(path), normalized_slowly(path)) << path;
  }
}

std::string refused_rule(const NormalizeRule& rule) {
  try {
    Normalizer normalizer(std::vector<NormalizeRule>{rule});
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "taken";
}

TEST(Normalizer, AppliesRulesInOrderAfterTheBuiltInOnes) {
  const std::vector<NormalizeRule> rules = {
      {"/users/\\{id\\}", "/people/{id}"},
      {"^/people/[^/]+/(\\w+)", "/\\1-of-one"},
      {"-[0-9]+", "-{n}"},
      {"[\\xC0-\\xFF]", "?"},
  };
  Normalizer normalizer(rules);
  const auto apply = [&](std::string_view path) {
    std::string out = ">";
    normalizer.append(path, out);
    return out;
  };
  EXPECT_EQ(apply("/users/12/posts"), ">/posts-of-one");
  EXPECT_EQ(apply("/item-12/part-7"), ">/item-{n}/part-{n}");
  EXPECT_EQ(apply("/\xC3\xA9"), ">/?\xA9");
  EXPECT_EQ(apply(""), ">");
  Normalizer copy = normalizer;
  std::string out;
  copy.append("/item-1", out);
  normalizer.append("/item-2", out);
  EXPECT_EQ(out, "/item-{n}/item-{n}");
}

TEST(Normalizer, WithoutRulesIsTheBuiltInOnes) {
  Normalizer normalizer;
  std::string out;
  normalizer.append("/a/1", out);
  EXPECT_EQ(out, "/a/{id}");
}

TEST(Normalizer, ReportsErrors) {
  EXPECT_EQ(refused_rule({"/a/(", "x"}), "the pattern \"/a/(\" is wrong: missing ): /a/(");
  EXPECT_TRUE(refused_rule({"a**", "x"}).starts_with("the pattern \"a**\" is wrong: ")) << "**";
  EXPECT_TRUE(
      refused_rule({"(a)", "\\2"}).starts_with("the replacement \"\\2\" of \"(a)\" is wrong: "));
  EXPECT_TRUE(
      refused_rule({"a", "x\\"}).starts_with("the replacement \"x\\\" of \"a\" is wrong: "));
  EXPECT_TRUE(
      refused_rule({"a", "\\n"}).starts_with("the replacement \"\\n\" of \"a\" is wrong: "));
  EXPECT_EQ(refused_rule({"(a)", "\\1\\0\\\\"}), "taken");
  EXPECT_EQ(refused_rule({"", ""}), "taken");
}

// The search for each of them reads the path to its end, so a megabyte of them would take minutes.
TEST(Normalizer, ReplacesABoundedNumberOfMatches) {
  const std::vector<NormalizeRule> rules = {{"a.*b|a", "x"}};
  Normalizer normalizer(rules);
  std::string out;
  normalizer.append(std::string(100'000, 'a'), out);
  EXPECT_TRUE(out == std::string(Normalizer::kMostMatches, 'x') +
                         std::string(100'000 - Normalizer::kMostMatches, 'a'));
  // Empty matches count, and the next rule sees what the first has left.
  const std::vector<NormalizeRule> two_rules = {{"b*", "-"}, {"a", "c"}};
  Normalizer both(two_rules);
  out.clear();
  both.append(std::string(5000, 'a'), out);
  std::string right;
  for (std::size_t i = 0; i < Normalizer::kMostMatches; ++i)
    right += "-c";
  EXPECT_TRUE(out == right + std::string(5000 - Normalizer::kMostMatches, 'a'));
}

TEST(Normalizer, ReplacesAsRe2Does) {
  constexpr const char* kPatterns[] = {"a*", "",    "b|",    "(a)(b)?", "^a",    "a$",
                                       "x?", "a+?", "\\bab", "[^a]",    "(?i)B", "(a|ab)(c|bcd)*"};
  constexpr const char* kReplacements[] = {"", "x", "<\\0>", "\\0\\0"};
  RE2::Options options;
  options.set_encoding(RE2::Options::EncodingLatin1);
  std::mt19937_64 random(4);
  for (int round = 0; round < 4000; ++round) {
    const NormalizeRule rule{kPatterns[random() % std::size(kPatterns)],
                             kReplacements[random() % std::size(kReplacements)]};
    std::string text;
    for (std::uint64_t i = random() % 10; i > 0; --i)
      text += "aabbc/\xE9"[random() % 7];
    Normalizer normalizer(std::vector<NormalizeRule>{rule});
    std::string out;
    normalizer.append(text, out);
    std::string expected = text;
    RE2::GlobalReplace(&expected, RE2(rule.regex, options), rule.replacement);
    ASSERT_EQ(out, expected) << rule.regex << " in " << text;
  }
}

}  // namespace
}  // namespace logscan
