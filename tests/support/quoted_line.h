#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

#include "format/line_view.h"
#include "input/block.h"

namespace logscan::test {

/// A line with the list of its quotes, both exactly as large as they must be, after other bytes.
class QuotedLine {
 public:
  explicit QuotedLine(std::string_view text)
      : size_(text.size()), bytes_(new char[kBefore + text.size() + kPadding]) {
    std::memset(bytes_.get(), '"', kBefore);
    std::memcpy(bytes_.get() + kBefore, text.data(), size_);
    std::memset(bytes_.get() + kBefore + size_, '"', kPadding);
    find_quotes();
  }

  char& operator[](std::size_t at) { return bytes_[kBefore + at]; }
  std::string_view text() const { return {bytes_.get() + kBefore, size_}; }
  const LineView& view() const { return view_; }

  void find_quotes() {
    std::vector<std::uint32_t> quotes;
    for (std::size_t i = kBefore; i < kBefore + size_; ++i) {
      if (bytes_[i] == '"') quotes.push_back(static_cast<std::uint32_t>(i));
    }
    quotes_.reset(new std::uint32_t[quotes.size()]);
    std::copy(quotes.begin(), quotes.end(), quotes_.get());
    view_ = {bytes_.get(), kBefore, static_cast<std::uint32_t>(kBefore + size_), quotes_.get(),
             static_cast<std::uint32_t>(quotes.size())};
  }

 private:
  static constexpr std::uint32_t kBefore = 3;

  std::size_t size_;
  std::unique_ptr<char[]> bytes_;
  std::unique_ptr<std::uint32_t[]> quotes_;
  LineView view_;
};

}  // namespace logscan::test
