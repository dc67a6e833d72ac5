#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <sys/stat.h>

#include "follow/text_mark.h"
#include "format/line_parser.h"
#include "input/block.h"
#include "logscan/engine.h"
#include "logscan/file_id.h"
#include "os/descriptor.h"

namespace logscan {

/// Receives a block of whole lines. The parser belongs to the file. `is_backlog` means that the
/// file held the block when following began.
using TakeBlock = std::function<void(const Block&, LineParser&, bool is_backlog)>;

/// A growing file, and the text that is read from it. The file is kept open, so it stays the same
/// whatever happens to its name. Not thread-safe.
class FollowedFile {
 public:
  enum class Start { kFront, kEnd };
  enum class Step {
    kAtEnd,      ///< Nothing is left to read for now.
    kMore,       ///< There may be more.
    kTruncated,  ///< The file no longer holds the text that was read.
  };

  /// Opens a regular file; if `id` is given, it must be that file. Returns null if there is no
  /// readable file. Then `problem` is that of open_regular(), or EMEDIUMTYPE for a compressed file.
  /// Never waits for a FIFO. The options must outlive the file.
  static std::unique_ptr<FollowedFile> open(const std::string& path, Start start,
                                            const EngineOptions& options, int& problem,
                                            const std::optional<FileId>& id = std::nullopt);
  FollowedFile(const FollowedFile&) = delete;
  FollowedFile& operator=(const FollowedFile&) = delete;

  /// Reads about `most` bytes of new text. After kTruncated, reads nothing until release(). Throws
  /// std::system_error.
  Step read(std::size_t most, const TakeBlock& take);

  /// Delivers the last line, even without a line feed. Call it when the file is no longer written.
  void finish(const TakeBlock& take);

  /// Skips to after the last line feed, so that a line in progress is read once it is complete.
  /// Throws std::system_error.
  void skip_to_end();

  /// Returns the text and gives it up. The file continues with another text, from its beginning.
  ReadText release();

  /// Continues a text that this file holds, where its reading stopped.
  void resume(ReadText text);
  void resume(const TextMark& mark) { resume(text_at(mark)); }

  /// Returns whether the file holds everything that was read of a text. False for an empty text.
  bool holds(const TextMark& mark) const;

  /// Returns the first bytes of the file, at most TextMark::kHead; empty if they cannot be read.
  std::string front() const;

  /// Returns whether a file that starts with `front` may be a copy of the text that was read here,
  /// or of the present content. Call it after reading `front`: while a copy is being made, the
  /// original is still here.
  bool begins_like(std::string_view front) const;

  /// Marks the present content as backlog.
  void call_backlog();
  bool has_backlog() const { return text_.mark.position < backlog_; }

  const FileId& id() const { return id_; }
  int descriptor() const { return file_.get(); }
  const TextMark& mark() const { return text_.mark; }
  struct stat status() const;

 private:
  FollowedFile(Descriptor file, const FileId& id, const EngineOptions& options);
  std::uint64_t last_line_end() const;
  ReadText text_at(const TextMark& mark);
  ReadMore read_more() {
    return [this](std::uint64_t, char* to, std::size_t count) { return read_more(to, count); };
  }
  std::size_t read_more(char* to, std::size_t count);
  std::optional<W3cFields> directive(std::uint64_t offset) const;

  Descriptor file_;
  FileId id_;
  const EngineOptions* options_;
  ReadText text_;
  Step step_ = Step::kAtEnd;    ///< Result of the read() in progress.
  std::uint64_t read_end_ = 0;  ///< Its end, unless it is kAtEnd earlier.
  std::uint64_t backlog_ = 0;   ///< Bytes.
  std::unique_ptr<LineParser> parser_;
};

}  // namespace logscan
