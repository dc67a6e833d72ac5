#include "input/member_stream.h"

#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <string>

#include "os/page_buffer.h"
#include "support/memory_file.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

// Takes little at a time and never the last bytes of what there is, until there is no more.
class Recorder : public Codec {
 public:
  static inline std::uint64_t offset;
  static inline std::uint64_t start;
  static inline bool is_aligned;

  void begin() override {}

  DecodeStep step(std::string_view in, char* out, std::size_t room) override {
    is_aligned = is_aligned &&
                 reinterpret_cast<std::uintptr_t>(in.data()) % kPage == (start + offset) % kPage;
    DecodeStep step;
    step.consumed = std::min<std::size_t>({in.size(), room, 1 + offset % 7001});
    std::memcpy(out, in.data(), step.consumed);
    step.produced = step.consumed;
    step.ended = step.consumed == 0;
    offset += step.consumed;
    return step;
  }
};

// See PageBuffer.
TEST(MemberStream, AlignsBytesAsInTheFile) {
  std::string bytes;
  for (int i = 0; i < 200'000; ++i)
    bytes += std::to_string(i);
  const test::MemoryFile file(bytes);
  const Compression compression{
      "kept",
      "member",
      "true",
      false,
      [](std::string_view) { return Compression::Begins::kYes; },
      []() -> std::unique_ptr<Codec> { return std::make_unique<Recorder>(); },
      nullptr};
  for (const std::uint64_t start : {0u, 1u, 4095u, 100'000u}) {
    Recorder::offset = 0;
    Recorder::start = start;
    Recorder::is_aligned = true;
    const int fd = ::open(file.path().c_str(), O_RDONLY | O_CLOEXEC);
    ASSERT_GE(fd, 0);
    const auto open = std::make_shared<OpenFile>(file.path(), Descriptor(fd));
    RawStream raw(open, true, start, "");
    MemberStream stream(compression, raw);
    std::string text(bytes.size(), '\0');
    std::size_t length = 0;
    while (length < bytes.size() - start)
      length += stream.read(&text[length], bytes.size() - start - length);
    EXPECT_EQ(text.substr(0, length), bytes.substr(start));
    EXPECT_TRUE(Recorder::is_aligned) << start;
  }
}

}  // namespace
}  // namespace logscan
