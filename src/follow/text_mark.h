#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "input/reader.h"
#include "logset/file_print.h"

namespace logscan {

/// Where reading stopped in a text, with enough of its bytes to recognize the text in any file. A
/// text is what a log holds from one truncation to the next; it moves on when its file is renamed,
/// or when it is copied and the file truncated.
struct TextMark {
  static constexpr std::size_t kHead = kPrintBytes;
  static constexpr std::size_t kTail = 256;

  std::uint64_t position = 0;  ///< Bytes read, counted from the front of the text.
  std::string head;            ///< The first of these bytes, kHead at most.
  std::string tail;            ///< The last of them, kTail at most.

  /// Moves on past bytes that were read at `position`.
  void pass(std::string_view bytes) {
    if (head.size() == position) head.append(bytes.substr(0, kHead - head.size()));
    position += bytes.size();
    const std::string_view last = bytes.substr(bytes.size() - std::min(bytes.size(), kTail));
    const std::size_t room = kTail - last.size();
    if (tail.size() > room) tail.erase(0, tail.size() - room);
    tail.append(last);
  }

  /// Whether the beginning of a file, kHead bytes if it has so many, is that of this text, as far
  /// as both go. False where nothing can be compared.
  bool begins_like(std::string_view front) const {
    return !head.empty() && !front.empty() &&
           (front.starts_with(head) || std::string_view(head).starts_with(front));
  }
};

/// A text that is being read.
struct ReadText {
  TextMark mark;
  Reader lines;
};

}  // namespace logscan
