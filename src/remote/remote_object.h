#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

#include "remote/server_requests.h"

namespace logscan::remote {

class RangeReader;

/// An object on a server, opened: its version, its size and its first bytes are known. All that is
/// read later is of this version, or reading fails. Thread-safe.
class RemoteObject {
 public:
  /// Throws InputError.
  static std::shared_ptr<RemoteObject> open(const std::string& url);
  ~RemoteObject();

  /// Returns whether the server serves parts of it. Otherwise it is read from its beginning.
  bool has_ranges() const { return has_ranges_; }

  /// Returns whether the server names the version, so that a second request can be checked.
  bool has_version() const { return !etag_.empty() || !last_modified_.empty(); }

  /// Returns the size in bytes. Requires has_ranges().
  std::uint64_t size() const { return size_; }

  /// Returns a reader of the bytes in [from, to), which is able to read on from there. It must not
  /// outlive the object.
  std::unique_ptr<RangeReader> reader(std::uint64_t from, std::uint64_t to);

  /// Reads up to `count` bytes at `offset`. Returns 0 at the end. Throws InputError.
  std::size_t read(std::uint64_t offset, char* to, std::size_t count);

  /// Frees most of the first bytes if many objects hold some. Call it when they were looked at.
  void trim();

 private:
  friend class RangeReader;
  explicit RemoteObject(const Url& url) : requests_(url) {}
  void begin();
  void read_head(std::unique_ptr<Connection> connection);
  void trim_beyond(std::uint64_t most);
  std::size_t copy_head(std::uint64_t offset, char* to, std::size_t count);
  bool is_same_version(const Response& response) const;
  std::unique_ptr<Connection> take_opened(std::uint64_t offset);

  ServerRequests requests_;
  bool has_ranges_ = false;
  bool is_whole_ = false;  ///< the first bytes are all
  std::uint64_t size_ = 0;
  std::string etag_;
  std::string last_modified_;

  std::mutex head_mutex_;  ///< guards the next two
  std::string head_;
  std::unique_ptr<Connection> opened_;  ///< has read the head, and can read on
  std::mutex own_reader_mutex_;
  std::unique_ptr<RangeReader> own_reader_;  ///< for read()
};

/// Reads a part of an object in order, by a request that goes on while it is read. For one thread.
class RangeReader {
 public:
  RangeReader(RemoteObject& object, std::uint64_t from, std::uint64_t to);
  ~RangeReader();

  /// Reads up to `count` bytes at `offset`, best where the last read ended. Returns 0 at the end,
  /// and soon after `cancel` was set. Throws InputError.
  std::size_t read(std::uint64_t offset, char* to, std::size_t count, CancelFlag cancel = nullptr);

 private:
  std::size_t read_on(std::uint64_t offset, char* to, std::size_t count, CancelFlag cancel);
  void start(std::uint64_t offset, CancelFlag cancel);
  void take_response(std::uint64_t offset, std::uint64_t end, CancelFlag cancel);
  void skip(std::uint64_t count, CancelFlag cancel);
  std::uint64_t request_end(std::uint64_t offset);

  friend class RemoteObject;

  RemoteObject& object_;
  ServerRequests requests_;
  const std::uint64_t from_;
  const std::uint64_t to_;
  std::uint64_t window_ = 0;  ///< bytes to request at a time past to_
  std::unique_ptr<Connection> connection_;
  std::uint64_t position_ = 0;  ///< of the connection
  std::uint64_t stop_ = 0;      ///< where its response ends
};

}  // namespace logscan::remote
