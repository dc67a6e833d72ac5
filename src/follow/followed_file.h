#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "follow/whole_lines.h"
#include "input/file_id.h"
#include "logscan/block.h"
#include "logscan/line_judge.h"
#include "logscan/pipeline.h"

namespace logscan {

/// Takes a block of whole lines; the judge is that of its file.
using TakeBlock = std::function<void(const Block&, LineJudge&)>;

/// One file that grows, held open, so that it stays the same whatever becomes of its name. For one
/// thread.
class FollowedFile {
 public:
  enum class Start { kFront, kEnd };
  enum class Step {
    kAtEnd,  ///< nothing is left to read for now
    kMore,   ///< there may be more
    kCut,    ///< what was read is no longer there: the file was cut short, and maybe written again
  };

  /// Opens a regular file; null where there is none that can be read, and then `problem` says why,
  /// as that of open_regular(), or EMEDIUMTYPE for a compressed one. `id`: it must be this file.
  /// kEnd is behind the last line feed, so that a line that is being written is read when it is
  /// whole. The options must outlive it. Never waits for a FIFO.
  static std::unique_ptr<FollowedFile> open(const std::string& path, Start start,
                                            const PipelineOptions& options, int& problem,
                                            const std::optional<FileId>& id = std::nullopt);
  FollowedFile(const FollowedFile&) = delete;
  FollowedFile& operator=(const FollowedFile&) = delete;
  ~FollowedFile();

  /// Reads some of what came, up to `most` bytes or little more. After kCut nothing is read any
  /// more until restart() or go_on_in(). Throws std::system_error.
  Step read(std::size_t most, const TakeBlock& take);

  /// How far a file was read, to know it again when it comes back.
  struct Mark {
    FileId id;
    std::uint64_t position = 0;
    std::string tail;  ///< what is in front of it
  };
  Mark mark() const { return {id_, position_, tail_}; }

  /// Goes on where this file was read to before, if it is that file; false if it is not. Of one of
  /// which nothing was read.
  bool go_on_at(const Mark& mark);

  /// Hands over the last line, though it has no line feed: the file is not written any more.
  void finish(const TakeBlock& take);

  /// Goes on at the file's front, and forgets an unfinished line.
  void restart();

  /// The same lines, read on from a copy of this file, which was made before this one was cut; null
  /// where that file is none, or `id` has another name by now, and then `moved` is set. This file
  /// itself goes on at its front.
  std::unique_ptr<FollowedFile> go_on_in(const std::string& path, const FileId& id, bool& moved);

  /// Whether a copy is one of what was read of this file since its front, or of what is there to be
  /// read; maybe it is just being made.
  bool begins_like(const FollowedFile& copy) const;

  /// Whether little was read since the file's front, or nothing, so that another file may begin
  /// with the same bytes.
  bool is_at_front() const { return head_.size() == position_ && position_ < kHead; }

  const FileId& id() const { return id_; }
  int descriptor() const { return fd_; }
  std::uint64_t position() const { return position_; }        ///< bytes read
  std::uint64_t pending() const { return lines_.pending(); }  ///< of these, in no block yet

 private:
  static constexpr std::size_t kHead = 4096;

  FollowedFile(int fd, const FileId& id, const PipelineOptions& options, std::uint64_t position);
  static std::uint64_t last_line_end(int fd, std::uint64_t size, std::uint64_t max_line);
  void remember(const char* bytes, std::size_t count);
  void read_tail();
  void hand_over(const TakeBlock& take);
  std::optional<W3cFields> directive(std::uint64_t offset) const;

  int fd_;
  FileId id_;
  const PipelineOptions* options_;
  std::uint64_t position_;
  std::string tail_;  ///< the last bytes before position_
  std::string
      head_;  ///< the first ones of the file, kHead at most, where it was read from its front
  WholeLines lines_;
  std::unique_ptr<LineJudge> judge_;
};

}  // namespace logscan
