// Keys, normalized paths, real clients and masks work on any bytes. A masked text contains no
// address that the C library can parse.

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cctype>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "query/group_key.h"
#include "query/mask.h"
#include "query/normalize.h"
#include "query/real_client.h"
#include "support/some_country.h"

namespace {

using namespace logscan;

void check(bool right, std::string_view text, const char* what) {
  if (right) return;
  std::fprintf(stderr, "%s: %.*s\n", what, static_cast<int>(text.size()), text.data());
  std::abort();
}

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; });
}

// Returns whether a word is an address other than the first of its network.
bool shows_address(std::string text) {
  for (std::size_t at = 0; (at = text.find("%3", at)) != std::string::npos; ++at) {
    if (at + 2 < text.size() && (text[at + 2] | 0x20) == 'a') text.replace(at, 3, ":");
  }
  for (std::size_t begin = 0; begin < text.size(); ++begin) {
    const std::size_t run = text.find_first_not_of("0123456789abcdefABCDEF:.", begin) - begin;
    for (std::size_t size = 2; size <= std::min<std::size_t>({run, 45, text.size() - begin});
         ++size) {
      const std::string piece = text.substr(begin, size);
      std::array<unsigned char, 16> bytes{};
      if (inet_pton(AF_INET, piece.c_str(), bytes.data()) == 1 && bytes[3] != 0) return true;
      if (inet_pton(AF_INET6, piece.c_str(), bytes.data()) == 1 && has_digit(piece) &&
          std::any_of(bytes.begin() + 8, bytes.end(), [](auto byte) { return byte != 0; })) {
        return true;
      }
    }
  }
  return false;
}

template <class Parse>
void parse(Parse&& text) {
  try {
    text();
  } catch (const std::invalid_argument&) {
  }
}

void group(const LogLine& line) {
  static const std::vector<GroupKey> keys = [] {
    std::vector<GroupKey> all;
    for (const std::string_view name : GroupKey::names())
      all.push_back(GroupKey::parse(name, {}, test::some_country()));
    const ZoneOffset odd = [](std::int64_t utc) {
      return static_cast<std::int32_t>(utc % 100'000 * 7919);
    };
    all.push_back(GroupKey::parse("day", odd));
    return all;
  }();
  for (const GroupKey& key : keys) {
    std::string out = "x";
    const bool there = key.append(line, out);
    check(out[0] == 'x' && (there || out.size() == 1), key.name(), "null, but not empty");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kHeader = 26;
  if (size < kHeader || size > 4096) return 0;
  const std::string text(reinterpret_cast<const char*>(data) + kHeader, size - kHeader);
  // Fields may be anywhere in the text, and may overlap.
  std::size_t at = 10;
  const auto piece = [&]() -> std::string_view {
    const std::size_t begin = data[at++] % (text.size() + 1);
    const std::uint8_t length = data[at++];
    return length == 255 ? std::string_view() : std::string_view(text).substr(begin, length);
  };
  LogLine line;
  LogTime time;
  std::memcpy(&time.seconds, data, 8);
  std::memcpy(&time.offset_minutes, data + 8, 2);
  line.time = time;
  line.client = piece();
  line.user = piece();
  line.request = piece();
  line.target = piece();
  line.path = piece();
  line.referer = piece();
  line.agent = piece();
  line.forwarded_for = piece();
  group(line);

  std::string out;
  append_normalized(text, out);
  check(has_digit(text) || out == text, text, "an id without a digit");
  static Normalizer normalizer(
      std::vector<NormalizeRule>{{"[^/]*\\{id\\}|x*", "<\\0>"}, {"", "-"}});
  normalizer.append(line.path, out);

  static const TrustedProxies proxies({"192.0.2.0/24", "2001:db8::/32", "::ffff:198.51.100.7"});
  const std::string_view real = proxies.real_client(line.client, line.forwarded_for);
  check(real.data() == line.client.data() || !proxies.trusts(real) || proxies.trusts(line.client),
        text, "a client that nobody vouches for");

  for (const Mask mask :
       {Mask{true, false, false}, Mask{false, true, false}, Mask{true, true, true}}) {
    std::string scratch;
    const LogLine masked =
        mask_fields(mask, line,
                    {Field::kClient, Field::kUser, Field::kRequest, Field::kTarget, Field::kPath,
                     Field::kReferer, Field::kAgent, Field::kForwardedFor},
                    scratch);
    group(masked);
    out.clear();
    out.clear();
    const bool shown = append_masked_line(mask, line, text, out);
    check(shown || out.empty(), text, "a part of a refused line");
  }
  line = {};
  line.agent = text;
  std::string scratch;
  const LogLine masked = mask_fields({true, false, false}, line, {Field::kAgent}, scratch);
  check(!shows_address(std::string(masked.agent)), text, "an address shown");

  const std::string shorter = text.substr(0, 64);
  parse([&] { GroupKey::parse(shorter); });
  parse([&] { split_group_keys(shorter); });
  parse([&] { Mask::parse(shorter); });
  parse([&] { TrustedProxies({shorter}); });
  parse([&] { Normalizer(std::vector<NormalizeRule>{{shorter.substr(0, 16), "\\0"}}); });
  return 0;
}
