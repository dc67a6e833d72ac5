#include "state/stored_bytes.h"

#include <algorithm>
#include <utility>

#include "aggregate/spill_file.h"
#include "os/file.h"
#include "text/byte_reader.h"

namespace logscan {

struct StoredBytes::File {
  Descriptor file;
  std::string spill_folder;
};

/// The bytes in order.
class StoredBytes::Source : public ByteSource {
 public:
  explicit Source(StoredBytes bytes) : bytes_(std::move(bytes)) {}

  std::uint64_t left() const override { return bytes_.size_ - at_; }

  std::string next(std::size_t least) override {
    const std::uint64_t size = std::min<std::uint64_t>(left(), std::max(least, kStreamBytes));
    std::string piece = bytes_.read(at_, size);
    at_ += size;
    return piece;
  }

 private:
  const StoredBytes bytes_;
  std::uint64_t at_ = 0;
};

StoredBytes::StoredBytes(std::string bytes)
    : text_(std::make_shared<const std::string>(std::move(bytes))), size_(text_->size()) {}

StoredBytes::StoredBytes(Descriptor file, std::uint64_t size, std::string spill_folder)
    : file_(std::make_shared<const File>(File{std::move(file), std::move(spill_folder)})),
      size_(size) {}

StoredBytes StoredBytes::part(std::uint64_t begin, std::uint64_t size) const {
  StoredBytes part = *this;
  part.begin_ += std::min(begin, size_);
  part.size_ = std::min(size, size_ - std::min(begin, size_));
  return part;
}

std::unique_ptr<ByteSource> StoredBytes::open() const {
  return std::make_unique<Source>(*this);
}

void StoredBytes::copy_to(const ByteSink& sink) const {
  if (text_ != nullptr) return sink(std::string_view(*text_).substr(begin_, size_));
  Source source(*this);
  while (source.left() > 0)
    sink(source.next(1));
}

std::string StoredBytes::whole() const {
  return read(0, size_);
}

std::string StoredBytes::read(std::uint64_t begin, std::uint64_t size) const {
  if (size == 0) return {};
  begin += begin_;
  if (text_ != nullptr) return text_->substr(begin, size);
  const int file = file_->file.get();
  if (!file_->spill_folder.empty())
    return read_spilled(file, file_->spill_folder, begin, begin + size);
  std::string bytes = read_bytes(file, begin, begin + size);
  require(bytes.size() == size);
  return bytes;
}

ByteStore::ByteStore(std::string spill_folder) : folder_(std::move(spill_folder)) {
  if (!folder_.empty()) file_ = open_spill_file(folder_);
}

void ByteStore::add(std::string_view bytes) {
  text_ += bytes;
  if (!folder_.empty() && text_.size() >= kStreamBytes) write();
}

StoredBytes ByteStore::finish() {
  if (folder_.empty()) return std::move(text_);
  write();
  return {std::move(file_), written_, folder_};
}

void ByteStore::write() {
  write_spilled(file_.get(), folder_, text_);
  written_ += text_.size();
  text_.clear();
}

}  // namespace logscan
