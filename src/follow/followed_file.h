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

/// Takes a block of whole lines. The judge is that of its file. `is_backlog`: the file held the
/// block when following began.
using TakeBlock = std::function<void(const Block&, LineParser&, bool is_backlog)>;

/// A file that grows, and the text that is read from it. The file is held open, so it stays the
/// same whatever happens to its name. For one thread.
class FollowedFile {
 public:
  enum class Start { kFront, kEnd };
  enum class Step {
    kAtEnd,      ///< Nothing is left to read for now.
    kMore,       ///< There may be more.
    kTruncated,  ///< The file no longer holds the text that was read.
  };

  /// Opens a regular file, the one that `id` names if it is given. Returns null if there is none
  /// that can be read; then `problem` is that of open_regular(), or EMEDIUMTYPE for a compressed
  /// file. Never waits for a FIFO. The options must outlive the file.
  static std::unique_ptr<FollowedFile> open(const std::string& path, Start start,
                                            const EngineOptions& options, int& problem,
                                            const std::optional<FileId>& id = std::nullopt);
  FollowedFile(const FollowedFile&) = delete;
  FollowedFile& operator=(const FollowedFile&) = delete;

  /// Reads about `most` bytes of what came. After kTruncated, nothing is read until release().
  /// Throws std::system_error.
  Step read(std::size_t most, const TakeBlock& take);

  /// Hands over the last line, even without a line feed. Call it when nobody writes the file any
  /// more.
  void finish(const TakeBlock& take);

  /// Moves past the last line feed, so that a line in progress is read once it is complete. Throws
  /// std::system_error.
  void skip_to_end();

  /// Takes the text away. The file goes on with another one, from its front.
  ReadText release();

  /// Goes on with a text that this file holds, where its reading stopped.
  void resume(ReadText text);
  void resume(const TextMark& mark) { resume(text_at(mark)); }

  /// Whether the file holds all that was read of a text. False for an empty text.
  bool holds(const TextMark& mark) const;

  /// The first bytes of the file, at most TextMark::kHead. Empty if they cannot be read.
  std::string front() const;

  /// Whether a file that begins with `front` may be a copy of the text that was read here, or of
  /// what the file holds now. Call it after reading `front`: the original of a copy that is being
  /// made is still here.
  bool begins_like(std::string_view front) const;

  /// Everything that is there now is backlog.
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
  Step step_ = Step::kAtEnd;    ///< Of the read() that is going on.
  std::uint64_t read_end_ = 0;  ///< Where it ends, unless it is kAtEnd before.
  std::uint64_t backlog_ = 0;   ///< Bytes.
  std::unique_ptr<LineParser> parser_;
};

}  // namespace logscan
