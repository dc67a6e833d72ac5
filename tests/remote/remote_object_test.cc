#include "remote/remote_object.h"

#include <atomic>
#include <random>
#include <string>

#include "logscan/input_error.h"
#include "remote/settings.h"
#include "support/web_server.h"
#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan::remote {
namespace {

using ::testing::HasSubstr;

std::string some_bytes(std::size_t size) {
  std::mt19937 random(7);
  std::string bytes(size, '\0');
  for (char& byte : bytes)
    byte = static_cast<char>(random());
  return bytes;
}

// Reads [from, to) in pieces of random sizes.
std::string read_all(RemoteObject& object, std::uint64_t from, std::uint64_t to) {
  std::mt19937 random(static_cast<unsigned>(from + to));
  const std::unique_ptr<RangeReader> reader = object.reader(from, to);
  std::string bytes;
  std::string piece(200'000, '\0');
  while (from < to) {
    const std::size_t wanted = std::min<std::uint64_t>(1 + random() % piece.size(), to - from);
    const std::size_t got = reader->read(from, piece.data(), wanted);
    if (got == 0) break;
    bytes.append(piece, 0, got);
    from += got;
  }
  return bytes;
}

std::string error_of(const std::function<void()>& act) {
  try {
    act();
  } catch (const InputError& error) {
    return error.what();
  }
  return "none";
}

class RemoteObjectTest : public ::testing::Test {
 protected:
  test::WebEnvironment environment_;
  const std::string bytes_ = some_bytes(1'000'003);
};

TEST_F(RemoteObjectTest, IsReadInAnyRanges) {
  const test::WebServer server(
      [&](const test::WebRequest& request) { return test::serve_object(request, bytes_); });
  const auto object = RemoteObject::open(server.url("/a"));
  EXPECT_TRUE(object->has_ranges());
  EXPECT_TRUE(object->has_version());
  ASSERT_EQ(object->size(), bytes_.size());
  EXPECT_TRUE(read_all(*object, 0, bytes_.size()) == bytes_);
  EXPECT_TRUE(read_all(*object, 0, bytes_.size() + 1000) == bytes_);
  EXPECT_TRUE(read_all(*object, 300'000, 400'000) == bytes_.substr(300'000, 100'000));
  // One for the head, and one for each range.
  EXPECT_EQ(server.requests(), 4u);
  std::string piece(10, '\0');
  EXPECT_EQ(object->read(999'999, piece.data(), piece.size()), 4u);
  EXPECT_EQ(piece.substr(0, 4), bytes_.substr(999'999));
  EXPECT_EQ(object->read(bytes_.size(), piece.data(), piece.size()), 0u);
}

TEST_F(RemoteObjectTest, IsReadPastTheRangeThatWasExpected) {
  const test::WebServer server(
      [&](const test::WebRequest& request) { return test::serve_object(request, bytes_); });
  const auto object = RemoteObject::open(server.url("/a"));
  const std::unique_ptr<RangeReader> reader = object->reader(100'000, 100'010);
  std::string read;
  std::string piece(100'000, '\0');
  for (std::uint64_t at = 100'000; const std::size_t got = reader->read(at, piece.data(), 100'000);
       at += got)
    read.append(piece, 0, got);
  EXPECT_TRUE(read == bytes_.substr(100'000));
  EXPECT_LT(server.requests(), 10u);
}

TEST_F(RemoteObjectTest, SurvivesConnectionsThatBreakAnywhere) {
  std::atomic<unsigned> seed = 0;
  const test::WebServer server([&](const test::WebRequest& request) {
    std::mt19937 random(++seed);
    test::WebAnswer answer = test::serve_object(request, bytes_);
    if (random() % 4 != 0) answer.cut = random() % (answer.body.size() + 1);
    if (random() % 8 == 0) answer = {503, {}, "busy"};
    return answer;
  });
  settings().attempts = 100;
  for (int i = 0; i < 5; ++i) {
    const auto object = RemoteObject::open(server.url("/a"));
    EXPECT_TRUE(read_all(*object, 0, bytes_.size()) == bytes_);
    EXPECT_TRUE(read_all(*object, 123'456, 654'321) == bytes_.substr(123'456, 530'865));
  }
}

TEST_F(RemoteObjectTest, OfAServerWithoutRangesIsAStream) {
  std::atomic<unsigned> seed = 0;
  for (const bool breaks : {false, true}) {
    for (const bool chunked : {false, true}) {
      const test::WebServer server([&](test::WebRequest request) {
        request.headers.erase("range");
        test::WebAnswer answer = test::serve_object(request, bytes_);
        answer.is_chunked = chunked;
        // Half of the answers are complete.
        if (breaks && ++seed % 2 == 0) answer.cut = seed * 7919 % answer.body.size();
        return answer;
      });
      const auto object = RemoteObject::open(server.url("/a"));
      EXPECT_FALSE(object->has_ranges());
      EXPECT_TRUE(object->has_version());
      EXPECT_TRUE(read_all(*object, 0, UINT64_MAX) == bytes_);
      EXPECT_TRUE(breaks || server.requests() == 1);
      EXPECT_TRUE(read_all(*object, 0, UINT64_MAX) == bytes_);
    }
  }
}

TEST_F(RemoteObjectTest, ThatChangesIsNeverMixed) {
  // The version changes with the third request, in each of the ways that show it.
  for (const int way : {0, 1, 2, 3, 4}) {
    const std::string longer = bytes_ + "more";
    const test::WebServer server([&](test::WebRequest request) {
      const bool is_new = request.number >= 2;
      if (way == 1) request.headers.erase("if-match");
      if (way == 2 && is_new) request.headers = {};
      if (way == 3 && is_new) return test::WebAnswer{416, {}, ""};
      return test::serve_object(request, way == 4 && is_new ? longer : bytes_,
                                is_new && way != 4 ? "\"2\"" : "\"1\"");
    });
    const auto object = RemoteObject::open(server.url("/a"));
    EXPECT_TRUE(read_all(*object, 100'000, 200'000) == bytes_.substr(100'000, 100'000));
    EXPECT_THAT(error_of([&] { read_all(*object, 200'000, 300'000); }),
                HasSubstr("changed on the server"))
        << way;
  }
}

TEST_F(RemoteObjectTest, WithoutAVersionIsReadOnce) {
  std::atomic<bool> breaks = false;
  const test::WebServer server([&](const test::WebRequest& request) {
    test::WebAnswer answer = test::serve_object(request, bytes_);
    answer.headers.erase(answer.headers.begin(), answer.headers.begin() + 2);
    if (breaks && answer.status == 200) answer.cut = 500'000;
    return answer;
  });
  {
    const auto object = RemoteObject::open(server.url("/a"));
    EXPECT_FALSE(object->has_ranges());
    EXPECT_FALSE(object->has_version());
    EXPECT_TRUE(read_all(*object, 0, UINT64_MAX) == bytes_);
  }
  breaks = true;
  const auto object = RemoteObject::open(server.url("/a"));
  EXPECT_THAT(error_of([&] { read_all(*object, 0, UINT64_MAX); }), HasSubstr("names no version"));
}

TEST_F(RemoteObjectTest, MayBeSmallOrEmpty) {
  for (const bool has_ranges : {false, true}) {
    for (const std::string text : {"", "x", "a line\n"}) {
      const test::WebServer server([&](test::WebRequest request) {
        if (!has_ranges) request.headers.erase("range");
        return test::serve_object(request, text);
      });
      const auto object = RemoteObject::open(server.url("/a"));
      EXPECT_EQ(read_all(*object, 0, UINT64_MAX), text);
      EXPECT_EQ(read_all(*object, 0, UINT64_MAX), text);
    }
  }
}

TEST_F(RemoteObjectTest, IsNotReadFromAServerThatSendsOtherBytes) {
  for (const int way : {0, 1, 2}) {
    const test::WebServer server([&](const test::WebRequest& request) {
      test::WebAnswer answer = test::serve_object(request, bytes_);
      if (request.number == 0) return answer;
      answer.headers.back() = way == 0   ? "Content-Range: bytes 0-99/1000003"
                              : way == 1 ? "Content-Range: bytes 100000-900000/1000003"
                                         : "X: y";
      return answer;
    });
    const auto object = RemoteObject::open(server.url("/a"));
    EXPECT_THAT(error_of([&] { read_all(*object, 100'000, 200'000); }), HasSubstr("other bytes"));
  }
}

TEST_F(RemoteObjectTest, IsReadFromAServerThatSendsShortRanges) {
  const test::WebServer server([&](test::WebRequest request) {
    const std::string range = request.header("range");
    const std::size_t begin = std::stoul(range.substr(6));
    const std::size_t last = std::stoul(range.substr(range.find('-') + 1));
    request.headers["range"] = fmt::format("bytes={}-{}", begin, std::min(last, begin + 9'999));
    return test::serve_object(request, bytes_);
  });
  const auto object = RemoteObject::open(server.url("/a"));
  EXPECT_TRUE(read_all(*object, 0, bytes_.size()) == bytes_);
}

TEST_F(RemoteObjectTest, EndsAWaitThatIsCancelled) {
  std::atomic<bool> cancelled = false;
  const test::WebServer server([&](const test::WebRequest& request) {
    test::WebAnswer answer = test::serve_object(request, bytes_);
    if (request.number > 0) {
      // The rest never comes.
      answer.announced = answer.body.size();
      answer.body.resize(10);
      cancelled = true;
    }
    return answer;
  });
  const auto object = RemoteObject::open(server.url("/a"));
  const std::unique_ptr<RangeReader> reader = object->reader(100'000, 200'000);
  std::string piece(1'000, '\0');
  std::uint64_t at = 100'000;
  while (const std::size_t got = reader->read(at, piece.data(), piece.size(), &cancelled))
    at += got;
  EXPECT_LE(at, 100'010u);
}

}  // namespace
}  // namespace logscan::remote
