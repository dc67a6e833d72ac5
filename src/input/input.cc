#include "logscan/input.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "input/compression.h"
#include "input/decoded_input.h"
#include "input/open_file.h"
#include "os/regular_file.h"
#include "remote/remote_object.h"

namespace logscan {
Input::Input() = default;
Input::Input(Input&& other) noexcept = default;
Input& Input::operator=(Input&& other) noexcept = default;
Input::~Input() = default;

Input Input::open(const std::string& path) {
  Input input;
  input.path_ = path;
  const bool is_stdin = path == "-";
  Descriptor file = is_stdin ? Descriptor::borrow(STDIN_FILENO) : open_file(path);
  if (file.get() < 0) {
    const int problem = errno;
    if (remote::is_url(path)) return open_url(path);
    input.error_ = problem == ENOENT && path.find("://") != std::string::npos
                       ? "no such file; URLs start with https://, http:// or s3://"
                       : describe_error(problem);
    return input;
  }
  input.file_ = std::make_shared<OpenFile>(path, std::move(file));
  input.inspect();
  return input;
}

Input Input::open_url(const std::string& url) {
  Input input;
  input.path_ = remote::public_name(url);
  input.url_ = url;
  try {
    const auto object = remote::RemoteObject::open(url);
    input.file_ = std::make_shared<OpenFile>(object);
    input.seekable_ = object->has_ranges();
    input.repeatable_ = object->has_version();
    if (input.seekable_) input.size_ = input.stored_size_ = object->size();
    input.inspect_head();
  } catch (const InputError& failure) {
    input.error_ = failure.what();
  }
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

Input Input::of_stream(const std::string& path, int descriptor) {
  Input input;
  input.path_ = path;
  input.file_ = std::make_shared<OpenFile>(path, Descriptor(descriptor));
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
  input.url_ = url_;
  input.error_ = error_;
  input.is_foreign_ = is_foreign_;
  input.was_replaced_ = was_replaced_;
  input.file_ = file_;
  if (decoded_ != nullptr) input.decoded_ = decoded_->reopen();
  input.file_id_ = file_id_;
  input.seekable_ = seekable_;
  input.repeatable_ = repeatable_;
  input.size_ = size_;
  input.stored_size_ = stored_size_;
  input.start_ = start_;
  input.head_ = head_;
  input.part_ = part_;
  input.identity_ = identity_;
  input.place_ = place_;
  return input;
}

void Input::inspect() {
  struct stat status {};
  if (const int problem = status_of(file_->number(), status); problem != 0) {
    error_ = describe_error(problem);
    return;
  }
  if (S_ISDIR(status.st_mode)) {
    error_ = describe_error(EISDIR);
    return;
  }
  file_id_ = id_of(status);
  const bool regular = S_ISREG(status.st_mode);
  if (regular) {
    start_ = file_->is_owned() ? 0 : position_of(file_->number());
    const std::uint64_t all = static_cast<std::uint64_t>(status.st_size);
    seekable_ = repeatable_ = true;
    size_ = stored_size_ = all > start_ ? all - start_ : 0;
    ::posix_fadvise(file_->number(), 0, 0, POSIX_FADV_SEQUENTIAL);
  }
  inspect_head();
  if (regular && !error_ && path_ != "-") file_->close_if_scarce(file_id_);
}

void Input::inspect_head() {
  std::array<char, kHeadBytes> head;
  std::size_t length = 0;
  try {
    const std::size_t wanted = seekable_ ? kHeadBytes : kPipeHeadBytes;
    while (length < wanted) {
      const std::size_t got = read(length, head.data() + length, wanted - length);
      if (got == 0) break;
      length += got;
    }
  } catch (const std::system_error& failure) {
    error_ = describe_error(failure.code().value());
    return;
  }
  const std::string_view bytes(head.data(), length);
  head_ = bytes.substr(0, kPipeHeadBytes);
  if (const char* const encoding = utf16_encoding(bytes)) {
    is_foreign_ = true;
    error_ = std::string("UTF-16 is not supported; run: iconv -f ") + encoding +
             " -t UTF-8 FILE | logscan";
  } else if (const auto other = find_other_compression(bytes)) {
    is_foreign_ = true;
    error_ = std::string("unsupported format (") + other->name + "); run: " + other->unpack +
             " | logscan";
  } else if (const Compression* const compression = find_compression(bytes)) {
    decoded_ = std::make_unique<DecodedInput>(*compression, file_, repeatable_, start_,
                                              repeatable_ ? std::string() : head_);
    seekable_ = false;
    size_ = 0;
  }
}

std::size_t Input::read(std::uint64_t offset, char* to, std::size_t count) const {
  if (decoded_ != nullptr) return decoded_->read(offset, to, count);
  if (remote::RemoteObject* const object = file_->remote()) return object->read(offset, to, count);
  if (!seekable_ && offset < head_.size()) {
    const std::size_t produced = std::min(count, head_.size() - static_cast<std::size_t>(offset));
    std::memcpy(to, head_.data() + offset, produced);
    return produced;
  }
  const std::shared_ptr<const Descriptor> descriptor = file_->acquire();
  if (seekable_) return read_at(descriptor->get(), start_ + offset, to, count);
  for (;;) {
    const std::optional<std::size_t> got = read_next(descriptor->get(), to, count);
    if (got) return *got;
    // Another process that shares our pipe or terminal may have made it non-blocking.
    wait_for_bytes(descriptor->get());
  }
}

std::shared_ptr<remote::RangeReader> Input::remote_reader(std::uint64_t begin,
                                                          std::uint64_t end) const {
  if (decoded_ != nullptr || file_ == nullptr || file_->remote() == nullptr) return nullptr;
  return file_->remote()->reader(begin, end);
}

// SEEK_DATA moves the descriptor's own offset, which only standard input shares with others.
std::uint64_t Input::next_data(std::uint64_t offset) const {
  if (!seekable_ || !file_->is_owned() || file_->remote() != nullptr) return offset;
  const auto descriptor = file_->acquire();
  return logscan::next_data(descriptor->get(), offset);
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

bool Input::wants_thread() const {
  return decoded_ != nullptr && decoded_->wants_thread();
}

void Input::stop() const {
  if (decoded_ != nullptr) decoded_->stop();
  if (file_ != nullptr && file_->remote() != nullptr) file_->remote()->trim();
}

std::uint64_t Input::compressed_bytes_read() const {
  return decoded_ != nullptr ? decoded_->bytes_read() : 0;
}

int Input::descriptor() const {
  return file_ != nullptr ? file_->number() : -1;
}

}  // namespace logscan
