#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "logscan/input.h"
#include "logset/file_print.h"
#include "logset/log_names.h"
#include "logset/named_logs.h"
#include "state/positions.h"

namespace logscan {

/// Reads the bytes of a text in [begin, end), as far as they exist. Ranges follow one another.
using ReadOn = std::function<std::string(std::uint64_t begin, std::uint64_t end)>;

/// Returns the first offset at or after `offset` that may hold a non-NUL byte.
using NextData = std::function<std::uint64_t(std::uint64_t offset)>;

/// Reads the head of a text, by which the text is recognised: its first kPrintBytes, or all of it.
/// A server that continues to write in a truncated file leaves NULs at its start. These look alike
/// in all such files, so the head is their number, then the text after them. Returns an empty head
/// if there is nothing else. Throws what `read` throws.
std::string read_text_head(const ReadOn& read, const NextData& next_data);

/// Reads the head of an open file. Throws std::system_error.
std::string read_text_head(int descriptor);

/// Thrown when a file has changed since it was examined. Examine it again.
class FilesChanged : public std::exception {};

/// A file of a log as it exists now. It is opened anew for each access, so there may be many.
class PresentFile {
 public:
  /// Throws FilesChanged if the file is not the one that was listed. Other problems with the file
  /// are in error().
  explicit PresentFile(const ListedFile& listed,
                       std::uint64_t max_decompressed = std::numeric_limits<std::uint64_t>::max());

  const std::string& path() const { return path_; }
  const LogName& name() const { return name_; }
  const FileId& id() const { return id_; }
  std::uint64_t raw_size() const { return raw_size_; }
  const std::optional<RawPrint>& compressed() const { return compressed_; }
  const std::string& head() const { return head_; }  ///< see read_text_head()
  const HeadPrint& print() const;                    ///< print of the head
  const std::optional<std::string>& error() const { return error_; }
  bool named() const { return named_; }

  /// Returns why decompression stopped, if the file holds more text than `max_decompressed`. Known
  /// after decompression; size() is then the limit, and is_broken() is true.
  std::optional<std::string> limit_reached() const;

  /// Announces the offsets for print_before(), so that a compressed file is decompressed only once.
  void expect(std::vector<std::uint64_t> offsets) const { expected_ = std::move(offsets); }

  // The functions below throw FilesChanged and std::system_error. They decompress a compressed file
  // and cache the results.

  /// Returns the bytes of text; in a corrupt file, those that can be read.
  std::uint64_t size() const;
  /// Returns whether a compressed file could not be decompressed to its end.
  bool is_broken() const;
  /// Returns the print of the kPrintBytes before `at`, or of all bytes before it; `at` is at most
  /// size().
  std::uint64_t print_before(std::uint64_t at) const;
  /// Returns the offset after the last line feed in [from, size()), or `from` if there is none.
  std::uint64_t last_line_end(std::uint64_t from) const;

 private:
  struct Unpacked;

  void look();
  void check(const Input& input) const;
  template <class Read>
  auto read_unchanged(const Read& read) const;
  const Unpacked& unpacked() const;
  Unpacked unpack(std::vector<std::uint64_t> offsets) const;

  std::string path_;
  LogName name_;
  FileId id_;
  std::uint64_t raw_size_ = 0;
  std::optional<RawPrint> compressed_;
  std::string head_;
  std::optional<std::string> error_;
  bool named_ = false;
  std::uint64_t max_decompressed_;
  mutable std::optional<HeadPrint> print_;
  mutable std::vector<std::uint64_t> expected_;
  mutable std::shared_ptr<Unpacked> unpacked_;
};

/// Does the same as PresentFile::print_before() for an open file. Throws FilesChanged if the file
/// is shorter, and std::system_error.
std::uint64_t print_before(int descriptor, std::uint64_t at);

/// Throws FilesChanged unless an open file still starts with the same bytes, and std::system_error.
void check_raw(int descriptor, const RawPrint& print);

/// Returns whether one file starts with all of the other. Throws as PresentFile does.
bool same_content(const PresentFile& a, const PresentFile& b);

}  // namespace logscan
