#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "input/reader.h"
#include "logset/file_print.h"

namespace logscan {

/// The position where reading stopped in a text, with enough of its bytes to recognise the text in
/// any file. A text is the content of a log between two truncations. It moves when its file is
/// renamed, or when it is copied and the file is truncated.
struct TextMark {
  static constexpr std::size_t kHead = kPrintBytes;
  static constexpr std::size_t kTail = 256;

  std::uint64_t position = 0;  ///< Bytes read, from the beginning of the text.
  std::string head;            ///< The first of these bytes, at most kHead.
  std::string tail;            ///< The last of these bytes, at most kTail.

  /// Advances past bytes that were read at `position`.
  void pass(std::string_view bytes) {
    if (head.size() == position) head.append(bytes.substr(0, kHead - head.size()));
    position += bytes.size();
    const std::string_view last = bytes.substr(bytes.size() - std::min(bytes.size(), kTail));
    const std::size_t room = kTail - last.size();
    if (tail.size() > room) tail.erase(0, tail.size() - room);
    tail.append(last);
  }

  /// Returns whether the beginning of a file, kHead bytes or all of it, equals that of this text,
  /// as far as both go. False if there is nothing to compare.
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
