#include "remote/remote_object.h"

#include <algorithm>
#include <atomic>
#include <limits>
#include <map>
#include <utility>

#include "logscan/input_error.h"
#include "remote/settings.h"
#include <fmt/core.h>

namespace logscan::remote {
namespace {

constexpr std::uint64_t kNoEnd = std::numeric_limits<std::uint64_t>::max();
constexpr std::size_t kHead = 64 * 1024;           // enough to judge whether it is a log
constexpr std::size_t kKeptHead = 4096;            // after trim()
constexpr std::uint64_t kHeadsHeld = 16 << 20;     // of all objects
constexpr std::uint64_t kFirstWindow = 64 * 1024;  // doubled while a reader reads on
constexpr std::uint64_t kLargestWindow = 8 << 20;

std::atomic<std::uint64_t> heads_held = 0;

constexpr const char* kChanged =
    "changed on the server while it was read; lines before that were counted; run logscan again";

}  // namespace

std::shared_ptr<RemoteObject> RemoteObject::open(const std::string& url) {
  std::shared_ptr<RemoteObject> object(new RemoteObject(parse_url(url)));
  object->begin();
  object->trim_beyond(2 * kHeadsHeld);
  return object;
}

RemoteObject::~RemoteObject() {
  heads_held -= head_.size();
}

// A range that is answered with 200 is not served. With 416 the object is empty, which a request
// without a range shows.
void RemoteObject::begin() {
  const std::map<std::string, std::string> range = {
      {"range", fmt::format("bytes=0-{}", kHead - 1)}};
  std::unique_ptr<Connection> connection = requests_.get(range);
  Response response = connection->response();
  etag_ = response.etag;
  last_modified_ = response.last_modified;
  if (response.status == 206) {
    has_ranges_ = response.range && response.range->begin == 0 && response.range->end > 0 &&
                  response.range->total && *response.range->total >= response.range->end &&
                  has_version();
  }
  if (response.status == 416 || (response.status == 206 && !has_ranges_)) {
    keep_connection(std::move(connection));
    connection = requests_.get({});
    response = connection->response();
    etag_ = response.etag;
    last_modified_ = response.last_modified;
  }
  if (has_ranges_) {
    size_ = *response.range->total;
  } else if (response.status != 200) {
    throw InputError(requests_.explain(*connection));
  }
  read_head(std::move(connection));
}

void RemoteObject::read_head(std::unique_ptr<Connection> connection) {
  RangeReader reader(*this, 0, has_ranges_ ? std::min<std::uint64_t>(kHead, size_) : kNoEnd);
  reader.stop_ = has_ranges_ ? connection->response().range->end : kNoEnd;
  reader.connection_ = std::move(connection);
  std::string head(kHead, '\0');
  std::size_t length = 0;
  while (length < head.size()) {
    const std::size_t got = reader.read(length, &head[length], head.size() - length);
    if (got == 0) break;
    length += got;
  }
  is_whole_ = length < kHead;
  if (is_whole_) size_ = length;
  head.resize(length);
  head.shrink_to_fit();
  if (!has_ranges_ && !is_whole_) opened_ = std::move(reader.connection_);
  heads_held += head.size();
  head_ = std::move(head);
}

std::unique_ptr<RangeReader> RemoteObject::reader(std::uint64_t from, std::uint64_t to) {
  return std::make_unique<RangeReader>(*this, from, to);
}

std::size_t RemoteObject::read(std::uint64_t offset, char* to, std::size_t count) {
  const std::lock_guard lock(own_reader_mutex_);
  if (own_reader_ == nullptr) own_reader_ = reader(0, 0);
  return own_reader_->read(offset, to, count);
}

std::size_t RemoteObject::copy_head(std::uint64_t offset, char* to, std::size_t count) {
  const std::lock_guard lock(head_mutex_);
  if (offset >= head_.size()) return 0;
  return head_.copy(to, count, static_cast<std::size_t>(offset));
}

void RemoteObject::trim() {
  trim_beyond(kHeadsHeld);
}

void RemoteObject::trim_beyond(std::uint64_t most) {
  const std::lock_guard lock(head_mutex_);
  if (!has_ranges_ || heads_held <= most || head_.size() <= kKeptHead) return;
  heads_held -= head_.size() - kKeptHead;
  head_ = head_.substr(0, kKeptHead);
}

// An entity tag says more than a time, but a weak one allows for other bytes.
bool RemoteObject::is_same_version(const Response& response) const {
  if (response.etag != etag_) return false;
  const bool is_strong = !etag_.empty() && !etag_.starts_with("W/");
  return is_strong || response.last_modified == last_modified_;
}

std::unique_ptr<Connection> RemoteObject::take_opened(std::uint64_t offset) {
  const std::lock_guard lock(head_mutex_);
  return offset == head_.size() ? std::move(opened_) : nullptr;
}

RangeReader::RangeReader(RemoteObject& object, std::uint64_t from, std::uint64_t to)
    : object_(object), requests_(object.requests_), from_(from), to_(to) {}

RangeReader::~RangeReader() {
  keep_connection(std::move(connection_));
}

std::size_t RangeReader::read(std::uint64_t offset, char* to, std::size_t count,
                              CancelFlag cancel) {
  if (const std::size_t known = object_.copy_head(offset, to, count); known > 0) return known;
  const bool knows_size = object_.has_ranges_ || object_.is_whole_;
  if (count == 0 || (knows_size && offset >= object_.size_)) return 0;
  try {
    for (int attempt = 1;; ++attempt) {
      try {
        return read_on(offset, to, count, cancel);
      } catch (const TransferError& error) {
        connection_.reset();
        if (!error.may_pass()) throw InputError(error.what());
        if (attempt >= settings().attempts)
          throw InputError(fmt::format("{} ({} attempts)", error.what(), attempt));
      }
      ServerRequests::pause(attempt, 0, cancel);
    }
  } catch (const Cancelled&) {
    connection_.reset();
    return 0;
  }
}

std::size_t RangeReader::read_on(std::uint64_t offset, char* to, std::size_t count,
                                 CancelFlag cancel) {
  if (connection_ == nullptr || position_ != offset || position_ == stop_) start(offset, cancel);
  const std::size_t wanted =
      static_cast<std::size_t>(std::min<std::uint64_t>(count, stop_ - position_));
  const std::size_t got = connection_->read(to, wanted, cancel);
  // libcurl compares the body with its Content-Length only.
  if (got == 0 && object_.has_ranges_)
    throw TransferError("the server sends less than it announces", true);
  position_ += got;
  return got;
}

std::uint64_t RangeReader::request_end(std::uint64_t offset) {
  std::uint64_t end = to_;
  if (offset < from_ || offset >= to_) {
    window_ =
        offset == stop_ ? std::clamp(2 * window_, kFirstWindow, kLargestWindow) : kFirstWindow;
    end = offset + window_;
  }
  return std::min(end, object_.size_);
}

void RangeReader::start(std::uint64_t offset, CancelFlag cancel) {
  keep_connection(std::move(connection_));
  connection_ = object_.take_opened(offset);
  if (connection_ != nullptr) {
    position_ = offset;
    stop_ = kNoEnd;
    return;
  }
  if (offset > 0 && !object_.has_version()) {
    throw InputError(
        "the connection to the server broke; it names no version of the object, so logscan cannot "
        "read on; lines before that were counted");
  }
  std::map<std::string, std::string> headers;
  std::uint64_t end = kNoEnd;
  if (object_.has_ranges_) {
    end = request_end(offset);
    headers["range"] = fmt::format("bytes={}-{}", offset, end - 1);
  }
  if (!object_.etag_.empty() && !object_.etag_.starts_with("W/"))
    headers["if-match"] = object_.etag_;
  connection_ = requests_.get(headers, {}, cancel);
  take_response(offset, end, cancel);
}

void RangeReader::take_response(std::uint64_t offset, std::uint64_t end, CancelFlag cancel) {
  const Response& response = connection_->response();
  if (response.status == 412 || response.status == 416) throw InputError(kChanged);
  if (response.status != 200 && response.status != 206)
    throw InputError(requests_.explain(*connection_));
  if (!object_.is_same_version(response)) throw InputError(kChanged);
  if (response.status == 206) {
    const std::optional<ContentRange>& range = response.range;
    if (!range || range->begin != offset || range->end <= offset || range->end > end)
      throw InputError("the server answers with other bytes than it was asked for");
    if (range->total && *range->total != object_.size_) throw InputError(kChanged);
    position_ = offset;
    stop_ = range->end;
    return;
  }
  if (object_.has_ranges_ && response.length && *response.length != object_.size_)
    throw InputError(kChanged);
  position_ = 0;
  stop_ = object_.has_ranges_ ? object_.size_ : kNoEnd;
  skip(offset, cancel);
}

// A server that serves no ranges sends all from the beginning.
void RangeReader::skip(std::uint64_t count, CancelFlag cancel) {
  std::string bytes(kHead, '\0');
  while (position_ < count) {
    const auto wanted =
        static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), count - position_));
    const std::size_t got = connection_->read(bytes.data(), wanted, cancel);
    if (got == 0) throw TransferError("the server sends less than it announces", true);
    position_ += got;
  }
}

}  // namespace logscan::remote
