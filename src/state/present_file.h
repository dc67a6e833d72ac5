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

/// The bytes of a text in [begin, end), as far as they are there. Ranges follow one another.
using ReadOn = std::function<std::string(std::uint64_t begin, std::uint64_t end)>;

/// Where the first byte at or behind an offset is that may be no NUL.
using NextData = std::function<std::uint64_t(std::uint64_t offset)>;

/// The beginning of a text, by which it is known again: its first kPrintBytes, or all of it. The
/// NULs that a server leaves when it goes on writing in a truncated file would look alike in all
/// such files: of them the number stands in front, and then the text behind them. Empty while there
/// is nothing else. Throws what `read` does.
std::string read_text_head(const ReadOn& read, const NextData& next_data);

/// Of an open file. Throws std::system_error.
std::string read_text_head(int descriptor);

/// A file is no longer what it was a moment ago: whoever looked at it has to look again.
class FilesChanged : public std::exception {};

/// A file of a log, as it is found there now. It is opened anew for each look, so there may be
/// many.
class PresentFile {
 public:
  /// Throws FilesChanged when it is another file than was listed. Throws nothing for what is wrong
  /// with the file: then error() says it.
  explicit PresentFile(const ListedFile& listed,
                       std::uint64_t max_decompressed = std::numeric_limits<std::uint64_t>::max());

  const std::string& path() const { return path_; }
  const LogName& name() const { return name_; }
  const FileId& id() const { return id_; }
  std::uint64_t raw_size() const { return raw_size_; }
  const std::optional<RawPrint>& compressed() const { return compressed_; }
  const std::string& head() const { return head_; }  ///< see read_text_head()
  const HeadPrint& print() const;                    ///< of the head
  const std::optional<std::string>& error() const { return error_; }
  bool named() const { return named_; }

  /// Why no more of a compressed file was unpacked, if it holds more text than `max_decompressed`.
  /// Known when it was unpacked; size() is then the limit, and is_broken() holds.
  std::optional<std::string> limit_reached() const;

  /// Offsets that print_before() will be asked for: then a compressed file is unpacked once for
  /// all.
  void expect(std::vector<std::uint64_t> offsets) const { expected_ = std::move(offsets); }

  // These throw FilesChanged, and std::system_error. They unpack a compressed file, and keep what
  // they found out.

  /// Bytes of text. Of a damaged file, those that can be had.
  std::uint64_t size() const;
  /// Whether a compressed file could not be unpacked to its end.
  bool is_broken() const;
  /// The print of the kPrintBytes in front of `at`, or of all of them; at most at size().
  std::uint64_t print_before(std::uint64_t at) const;
  /// Behind the last line feed in [from, size()); `from` where there is none.
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

/// PresentFile::print_before() of a file that is open. Throws FilesChanged when it is shorter, and
/// std::system_error.
std::uint64_t print_before(int descriptor, std::uint64_t at);

/// Throws FilesChanged unless an open file still begins with the bytes that it had, and
/// std::system_error.
void check_raw(int descriptor, const RawPrint& print);

/// Whether one holds the first bytes of the other, as far as it goes. Throws as PresentFile does.
bool same_content(const PresentFile& a, const PresentFile& b);

}  // namespace logscan
