#include "state/present_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <map>
#include <system_error>
#include <utility>

#include "input/compression.h"
#include "input/open_file.h"
#include "logscan/input.h"
#include "logset/file_print.h"
#include "os/file.h"
#include "os/regular_file.h"
#include "text/hash_bytes.h"
#include <fmt/core.h>

namespace logscan {
namespace {

/// A file that is open during one access, and is still the one that was found.
class Opened {
 public:
  Opened(const std::string& path, const FileId& id) : opened_(open_regular(path, id)) {
    const int problem = opened_.problem;
    if (problem == ENOENT || problem == ELOOP || problem == EISDIR || problem == kNotRegular ||
        problem == kOtherFile)
      throw FilesChanged();
    if (problem != 0) throw std::system_error(problem, std::generic_category());
  }

  int number() const { return opened_.file.get(); }
  const struct stat& status() const { return opened_.status; }

  std::string read(std::uint64_t begin, std::uint64_t end) const {
    return read_bytes(number(), begin, end);
  }

 private:
  const RegularFile opened_;
};

Input open_present(const std::string& path, const FileId& id) {
  Input input = Input::open_found(path, id);
  if (input.was_replaced()) throw FilesChanged();
  return input;
}

constexpr std::size_t kStep = 64 * 1024;

// The content of a corrupt file is what can be read.
std::string read_as_far(const Input& input, std::uint64_t begin, std::uint64_t end) {
  std::string bytes(static_cast<std::size_t>(end - begin), '\0');
  std::size_t length = 0;
  try {
    while (length < bytes.size()) {
      const std::size_t got =
          input.read(begin + length, bytes.data() + length, bytes.size() - length);
      if (got == 0) break;
      length += got;
    }
  } catch (const InputError&) {
  }
  bytes.resize(length);
  return bytes;
}

constexpr std::uint64_t kHeadStep = 64 * 1024;

}  // namespace

std::uint64_t print_before(int descriptor, std::uint64_t at) {
  const std::uint64_t begin = at - std::min<std::uint64_t>(at, kPrintBytes);
  const std::string bytes = read_bytes(descriptor, begin, at);
  if (bytes.size() < at - begin) throw FilesChanged();
  return hash_bytes(bytes);
}

void check_raw(int descriptor, const RawPrint& print) {
  const std::size_t head =
      static_cast<std::size_t>(std::min<std::uint64_t>(print.size, kPrintBytes));
  if (hash_bytes(read_bytes(descriptor, 0, head)) != print.head ||
      print_before(descriptor, print.size) != print.tail)
    throw FilesChanged();
}

/// What is known about a compressed file's text.
struct PresentFile::Unpacked {
  std::uint64_t size = 0;
  bool is_broken = false;
  std::optional<std::string> limit_reached;
  std::uint64_t last_line_end = 0;
  std::map<std::uint64_t, std::uint64_t> prints;  ///< by the offset where the bytes end
};

PresentFile::PresentFile(const ListedFile& listed, std::uint64_t max_decompressed)
    : path_(listed.path),
      name_(parse_log_name(listed.path)),
      id_(listed.id),
      named_(listed.named),
      max_decompressed_(max_decompressed) {
  if (!listed.live.empty()) {
    name_.live = listed.live;
    name_.rotation = LogName::Rotation::kOld;
  }
  look();
}

void PresentFile::look() {
  try {
    const Opened opened(path_, id_);
    raw_size_ = static_cast<std::uint64_t>(opened.status().st_size);
    const std::uint64_t length = std::min<std::uint64_t>(raw_size_, kPrintBytes);
    head_ = opened.read(0, length);
    if (head_.size() < length) throw FilesChanged();
    if (find_compression(head_) == nullptr) {
      // A file that has just been started may be too short to show its compression.
      if (!name_.compression.empty() && head_.size() < kMagicBytes) head_.clear();
      if (head_.starts_with('\0')) head_ = read_text_head(opened.number());
      return;
    }
    compressed_ = {raw_size_, hash_bytes(head_), logscan::print_before(opened.number(), raw_size_)};
    head_.clear();
  } catch (const std::system_error& failure) {
    error_ = describe_error(failure.code().value());
    return;
  }
  Input input = open_present(path_, id_);
  if (input.error()) {
    error_ = input.error();
    return;
  }
  check(input);
  input.limit_decompressed(max_decompressed_);
  try {
    head_ = read_text_head(
        [&](std::uint64_t begin, std::uint64_t end) { return read_as_far(input, begin, end); },
        [](std::uint64_t offset) { return offset; });
  } catch (const std::system_error& failure) {
    error_ = describe_error(failure.code().value());
  }
}

// A program that compresses a log may truncate the file and write it again. If it is empty for a
// moment, the next bytes would be mistaken for text.
void PresentFile::check(const Input& input) const {
  if (input.error() || !(input.file_id() == id_) || !input.compression()) throw FilesChanged();
}

// The first access decides how long the text is, though the file may grow.
const PresentFile::Unpacked& PresentFile::unpacked() const {
  if (unpacked_ == nullptr) unpacked_ = std::make_shared<Unpacked>(unpack(expected_));
  return *unpacked_;
}

PresentFile::Unpacked PresentFile::unpack(std::vector<std::uint64_t> offsets) const {
  Input input = open_present(path_, id_);
  check(input);
  input.limit_decompressed(max_decompressed_);
  std::sort(offsets.begin(), offsets.end());
  auto wanted = offsets.begin();
  Unpacked unpacked;
  std::uint64_t offset = 0;
  std::string text;  // the last bytes, and what was read after them
  for (bool more = true; more;) {
    const std::size_t kept = std::min(text.size(), kPrintBytes);
    text.erase(0, text.size() - kept);
    text.resize(kept + kStep);
    std::size_t got = 0;
    try {
      got = input.read(offset, text.data() + kept, kStep);
    } catch (const DecompressedLimit& failure) {
      unpacked.is_broken = true;
      unpacked.limit_reached = failure.what();
    } catch (const InputError&) {
      unpacked.is_broken = true;
    }
    more = got > 0;
    text.resize(kept + got);
    for (; wanted != offsets.end() && *wanted <= offset + got; ++wanted) {
      const std::size_t end = kept + static_cast<std::size_t>(*wanted - offset);
      const std::size_t length = std::min(end, kPrintBytes);
      unpacked.prints[*wanted] = hash_bytes(std::string_view(text).substr(end - length, length));
    }
    const std::size_t line_end = text.rfind('\n');
    if (line_end != std::string::npos && line_end >= kept)
      unpacked.last_line_end = offset + (line_end - kept) + 1;
    offset += got;
  }
  unpacked.size = offset;
  unpacked.prints[offset] = hash_bytes(text);
  check_raw(Opened(path_, id_).number(), *compressed_);
  return unpacked;
}

const HeadPrint& PresentFile::print() const {
  if (!print_) print_ = HeadPrint::of(head_);
  return *print_;
}

std::uint64_t PresentFile::size() const {
  return compressed_ ? unpacked().size : raw_size_;
}

bool PresentFile::is_broken() const {
  return compressed_ && unpacked().is_broken;
}

std::optional<std::string> PresentFile::limit_reached() const {
  return unpacked_ != nullptr ? unpacked_->limit_reached : std::nullopt;
}

// Reads the head last: it would differ if the file had been truncated before.
template <class Read>
auto PresentFile::read_unchanged(const Read& read) const {
  const Opened opened(path_, id_);
  auto result = read(opened.number());
  if (!read_text_head(opened.number()).starts_with(head_)) throw FilesChanged();
  return result;
}

std::uint64_t PresentFile::print_before(std::uint64_t at) const {
  if (!compressed_)
    return read_unchanged([&](int descriptor) { return logscan::print_before(descriptor, at); });
  if (const auto found = unpacked().prints.find(at); found != unpacked().prints.end())
    return found->second;
  const Unpacked again = unpack({at});
  const auto found = again.prints.find(at);
  if (found == again.prints.end()) throw FilesChanged();
  return unpacked_->prints[at] = found->second;
}

std::uint64_t PresentFile::last_line_end(std::uint64_t from) const {
  if (compressed_) return std::max(from, unpacked().last_line_end);
  return read_unchanged([&](int descriptor) {
    for (std::uint64_t end = raw_size_; end > from;) {
      const std::uint64_t begin = end - std::min<std::uint64_t>(end - from, kStep);
      const std::string bytes = read_bytes(descriptor, begin, end);
      if (bytes.size() < end - begin) throw FilesChanged();
      const std::size_t line_end = bytes.rfind('\n');
      if (line_end != std::string::npos) return begin + line_end + 1;
      end = begin;
    }
    return from;
  });
}

bool same_content(const PresentFile& a, const PresentFile& b) {
  const std::size_t common = std::min(a.head().size(), b.head().size());
  if (a.head().compare(0, common, b.head(), 0, common) != 0) return false;
  const std::uint64_t size = std::min(a.size(), b.size());
  return common < kPrintBytes || a.print_before(size) == b.print_before(size);
}

std::string read_text_head(const ReadOn& read, const NextData& next_data) {
  std::string text = read(0, kPrintBytes);
  if (text.empty() || text.front() != '\0') return text;
  std::uint64_t offset = 0;
  std::size_t nuls = text.find_first_not_of('\0');
  while (nuls == std::string::npos) {
    offset = next_data(offset + text.size());
    text = read(offset, offset + kHeadStep);
    if (text.empty()) return {};
    nuls = text.find_first_not_of('\0');
  }
  // The number has a fixed width, and the head contains no line feed.
  std::string head = fmt::format("{}{:020}", '\0', offset + nuls);
  const std::uint64_t end = offset + text.size();
  head += text.substr(nuls);
  if (head.size() < kPrintBytes) head += read(end, end + kPrintBytes - head.size());
  head.resize(std::min(head.size(), kPrintBytes));
  return head;
}

std::string read_text_head(int descriptor) {
  return read_text_head(
      [&](std::uint64_t begin, std::uint64_t end) { return read_bytes(descriptor, begin, end); },
      [&](std::uint64_t offset) { return next_data(descriptor, offset); });
}

}  // namespace logscan
