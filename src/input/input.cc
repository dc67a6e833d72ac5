#include "logscan/input.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "input/compression.h"
#include "input/decoded_input.h"
#include "input/open_file.h"
#include "input/regular_file.h"

namespace logscan {
namespace {

// Another process that shares our pipe or terminal may have made it non-blocking.
void wait_for_bytes(int descriptor) {
  struct pollfd wanted {
    descriptor, POLLIN, 0
  };
  ::poll(&wanted, 1, -1);
}

}  // namespace

Input::Input() = default;
Input::Input(Input&& other) noexcept = default;
Input& Input::operator=(Input&& other) noexcept = default;
Input::~Input() = default;

Input Input::open(const std::string& path) {
  Input input;
  input.path_ = path;
  if (path == "-") {
    input.file_ = OpenFile::standard_input();
  } else {
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
    if (file.get() < 0) {
      input.error_ = describe_error(errno);
      return input;
    }
    input.file_ = std::make_shared<OpenFile>(path, std::move(file));
  }
  input.inspect();
  return input;
}

Input Input::open_found(const std::string& path, const std::optional<FileId>& id) {
  Input input;
  input.path_ = path;
  RegularFile opened = open_regular(path, id);
  if (opened.problem != 0) {
    const int problem = opened.problem;
    input.error_ = describe_error(problem);
    input.was_replaced_ =
        problem == ENOENT || problem == kOtherFile || problem == kNotRegular || problem == EISDIR;
    return input;
  }
  input.file_ = std::make_shared<OpenFile>(path, std::move(opened.file));
  input.inspect();
  return input;
}

Input Input::not_found(const std::string& path, std::string error) {
  Input input;
  input.path_ = path;
  input.error_ = std::move(error);
  return input;
}

Input Input::reopen() const {
  Input input;
  input.path_ = path_;
  input.error_ = error_;
  input.is_foreign_ = is_foreign_;
  input.was_replaced_ = was_replaced_;
  input.file_ = file_;
  if (decoded_ != nullptr) input.decoded_ = decoded_->reopen();
  input.file_id_ = file_id_;
  input.seekable_ = seekable_;
  input.repeatable_ = repeatable_;
  input.size_ = size_;
  input.start_ = start_;
  input.head_ = head_;
  input.part_ = part_;
  input.identity_ = identity_;
  return input;
}

void Input::inspect() {
  struct stat status {};
  if (::fstat(file_->number(), &status) != 0) {
    error_ = describe_error(errno);
    return;
  }
  if (S_ISDIR(status.st_mode)) {
    error_ = describe_error(EISDIR);
    return;
  }
  file_id_ = {status.st_dev, status.st_ino};
  const bool regular = S_ISREG(status.st_mode);
  if (regular) {
    const off_t at = file_->is_owned() ? 0 : ::lseek(file_->number(), 0, SEEK_CUR);
    start_ = at > 0 ? static_cast<std::uint64_t>(at) : 0;
    const std::uint64_t all = static_cast<std::uint64_t>(status.st_size);
    seekable_ = repeatable_ = true;
    size_ = all > start_ ? all - start_ : 0;
    ::posix_fadvise(file_->number(), 0, 0, POSIX_FADV_SEQUENTIAL);
  }
  inspect_head(regular);
  if (regular && !error_ && path_ != "-") file_->close_if_scarce(file_id_);
}

void Input::inspect_head(bool regular) {
  std::array<char, kHeadBytes> head;
  std::size_t length = 0;
  try {
    while (length < head.size()) {
      const std::size_t got = read(length, head.data() + length, head.size() - length);
      if (got == 0) break;
      length += got;
    }
  } catch (const std::system_error& failure) {
    error_ = describe_error(failure.code().value());
    return;
  }
  const std::string_view bytes(head.data(), length);
  head_ = bytes;
  if (const char* const encoding = utf16_encoding(bytes)) {
    is_foreign_ = true;
    error_ = std::string("is UTF-16; try: iconv -f ") + encoding + " -t UTF-8 FILE | logscan";
  } else if (const auto other = find_other_compression(bytes)) {
    is_foreign_ = true;
    error_ =
        std::string("is compressed (") + other->name + "); try: " + other->unpack + " | logscan";
  } else if (const Compression* const compression = find_compression(bytes)) {
    decoded_ = std::make_unique<DecodedInput>(*compression, file_, regular, start_,
                                              regular ? std::string() : head_);
    seekable_ = false;
    size_ = 0;
  }
}

std::size_t Input::read(std::uint64_t offset, char* to, std::size_t count) const {
  if (decoded_ != nullptr) return decoded_->read(offset, to, count);
  if (!seekable_ && offset < head_.size()) {
    const std::size_t produced = std::min(count, head_.size() - static_cast<std::size_t>(offset));
    std::memcpy(to, head_.data() + offset, produced);
    return produced;
  }
  const std::shared_ptr<const Descriptor> descriptor = file_->acquire();
  for (;;) {
    const ssize_t got =
        seekable_ ? ::pread(descriptor->get(), to, count, static_cast<off_t>(start_ + offset))
                  : ::read(descriptor->get(), to, count);
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno == EAGAIN && !seekable_) {
      wait_for_bytes(descriptor->get());
    } else if (errno != EINTR) {
      throw std::system_error(errno, std::generic_category());
    }
  }
}

// SEEK_DATA moves the descriptor's own offset, which only standard input shares with others.
std::uint64_t Input::next_data(std::uint64_t offset) const {
  if (!seekable_ || !file_->is_owned()) return offset;
  const auto descriptor = file_->acquire();
  const off_t at = ::lseek(descriptor->get(), static_cast<off_t>(offset), SEEK_DATA);
  if (at >= 0) return static_cast<std::uint64_t>(at);
  // No data follows: the hole extends to the end.
  struct stat status {};
  if (errno != ENXIO || ::fstat(descriptor->get(), &status) != 0) return offset;
  return std::max(offset, static_cast<std::uint64_t>(status.st_size));
}

std::optional<std::string> Input::compression() const {
  if (decoded_ == nullptr) return std::nullopt;
  return decoded_->name();
}

void Input::limit_decompressed(std::uint64_t bytes) {
  if (decoded_ != nullptr) decoded_->limit(bytes);
}

void Input::decode_ahead() const {
  if (decoded_ != nullptr) decoded_->decode_ahead();
}

void Input::stop() const {
  if (decoded_ != nullptr) decoded_->stop();
}

std::uint64_t Input::compressed_bytes_read() const {
  return decoded_ != nullptr ? decoded_->bytes_read() : 0;
}

std::optional<std::string> Input::warning() const {
  return decoded_ != nullptr ? decoded_->warning() : std::nullopt;
}

int Input::descriptor() const {
  return file_ != nullptr ? file_->number() : -1;
}

}  // namespace logscan
