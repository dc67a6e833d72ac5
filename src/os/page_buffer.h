#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>

namespace logscan {

constexpr std::size_t kPage = 4096;

/// Uninitialized memory that starts at a page boundary, to read files into.
///
/// Readers put the byte at file offset `n` at an index that equals `n` modulo kPage. The kernel
/// copies slowly when the destination is a few bytes ahead of the source within the page: on AMD
/// Zen 3 and 4, 1.8 GB took 0.60 s instead of 0.15 s.
class PageBuffer {
 public:
  PageBuffer() = default;
  explicit PageBuffer(std::size_t size)
      : bytes_(static_cast<char*>(::operator new[](size, std::align_val_t{kPage}))) {}

  char* data() { return bytes_.get(); }
  const char* data() const { return bytes_.get(); }
  char& operator[](std::size_t index) { return bytes_[index]; }
  const char& operator[](std::size_t index) const { return bytes_[index]; }

 private:
  struct Free {
    void operator()(char* bytes) const { ::operator delete[](bytes, std::align_val_t{kPage}); }
  };
  std::unique_ptr<char[], Free> bytes_;
};

}  // namespace logscan
