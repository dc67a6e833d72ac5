// ISA-L and zlib read the same, whatever pieces the bytes come in.
#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <string_view>

#include "input/codec.h"
#include "support/compressors.h"
#include "support/log_maker.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

struct Decoded {
  std::string text;
  bool ended = false;
  bool broken = false;
  bool wrong_checksum = false;  ///< or length: all could be decoded
  std::size_t consumed = 0;

  friend bool operator==(const Decoded&, const Decoded&) = default;
};

// One member.
Decoded decode(Codec& codec, std::string_view bytes, std::size_t in_step, std::size_t out_step) {
  Decoded out;
  std::string room(out_step, '\0');
  codec.begin();
  while (!out.ended && !out.broken) {
    const std::string_view in = bytes.substr(out.consumed, in_step);
    const DecodeStep step = codec.step(in, room.data(), room.size());
    EXPECT_LE(step.consumed, in.size());
    EXPECT_LE(step.produced, room.size());
    out.consumed += step.consumed;
    out.text.append(room, 0, step.produced);
    out.ended = step.ended;
    out.broken = !step.problem.empty();
    out.wrong_checksum = step.problem.find("check") != std::string::npos &&
                         step.problem.find("header") == std::string::npos;
    if (step.consumed == 0 && step.produced == 0 && !out.ended && !out.broken) {
      EXPECT_TRUE(in.empty());
      break;
    }
  }
  return out;
}

const std::string& text() {
  static const std::string lines = test::LogMaker(3).lines(1500);
  return lines;
}

TEST(GzipCodec, GivesTheSameForAllPieces) {
  const std::string some = text().substr(0, 3000);
  for (const std::string& bytes : {test::gzip(some), test::gzip_with_long_header(some)}) {
    const std::string behind = bytes + "next member";
    for (const auto& codec : {isal_codec(), zlib_codec()}) {
      ASSERT_NE(codec, nullptr);
      for (std::size_t in_step = 1; in_step < 40; ++in_step) {
        for (const std::size_t out_step : {1u, 2u, 3u, 64u, 5000u}) {
          const Decoded out = decode(*codec, behind, in_step, out_step);
          ASSERT_EQ(out.text, some) << in_step << ' ' << out_step;
          EXPECT_TRUE(out.ended);
          EXPECT_EQ(out.consumed, bytes.size());
        }
      }
    }
  }
}

TEST(GzipCodec, GivesALongTextForAllPieces) {
  const std::string bytes = test::gzip(text());
  for (const auto& codec : {isal_codec(), zlib_codec()}) {
    for (const std::size_t in_step : {1u, 100u, 4096u, 10'000'000u}) {
      for (const std::size_t out_step : {17u, 32'768u, 65'536u, 70'000u, 10'000'000u}) {
        const Decoded out = decode(*codec, bytes, in_step, out_step);
        ASSERT_TRUE(out.text == text()) << in_step << ' ' << out_step;
        EXPECT_TRUE(out.ended);
        EXPECT_EQ(out.consumed, bytes.size());
      }
    }
  }
}

// ISA-L decodes everything that zlib can decode, so zlib need not be tried when ISA-L fails. ISA-L
// accepts a little more; the checksum then shows that the text is right.
TEST(GzipCodec, ReadsWhatZlibReads) {
  const std::string right = test::gzip(text());
  std::mt19937_64 random(1);
  const auto fast = isal_codec();
  const auto slow = zlib_codec();
  for (int round = 0; round < 1000; ++round) {
    std::string bytes = right;
    const std::size_t at = round < 300 ? random() % 300 : random() % bytes.size();
    bytes[at] = static_cast<char>(random());
    if (random() % 2 == 0) bytes.resize(at + random() % (bytes.size() - at));
    const Decoded a = decode(*fast, bytes, 5000, 9000);
    const Decoded b = decode(*slow, bytes, 5000, 9000);
    if (b.ended) {
      ASSERT_TRUE(a == b) << round << " at " << at;
    }
    if (a.ended) {
      ASSERT_TRUE(a.text == text()) << round << " at " << at;
    }
    if (b.wrong_checksum) {
      ASSERT_TRUE(!a.broken || a.wrong_checksum) << round << " at " << at;
      ASSERT_TRUE(a.text == b.text);
    }
    const std::size_t common = std::min(a.text.size(), b.text.size());
    ASSERT_EQ(a.text.substr(0, common), b.text.substr(0, common)) << round;
  }
}

TEST(GzipCodec, ReturnsTheSameBeforeCorruptionForEveryBufferSize) {
  std::string bytes = test::gzip(text());
  for (std::size_t i = bytes.size() / 2; i < bytes.size(); ++i)
    bytes[i] = '\xff';
  const auto codec = isal_codec();
  const Decoded whole = decode(*codec, bytes, bytes.size(), 10'000'000);
  EXPECT_TRUE(whole.broken);
  EXPECT_GT(whole.text.size(), text().size() / 3);
  for (const std::size_t room : {1u, 100u, 5000u, 40'000u, 100'000u}) {
    const Decoded out = decode(*codec, bytes, 1000, room);
    EXPECT_TRUE(out.broken);
    EXPECT_TRUE(out.text == whole.text) << room;
  }
}

}  // namespace
}  // namespace logscan
