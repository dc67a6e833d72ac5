#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "remote/response.h"

namespace logscan::remote {

/// A GET request.
struct Request {
  std::string url;  ///< without user and password
  std::vector<std::string> headers;
  std::string user;
  std::string password;
};

/// A request that failed below HTTP. what() is ready for a InputError.
class TransferError : public std::runtime_error {
 public:
  TransferError(const std::string& text, bool may_pass)
      : std::runtime_error(text), may_pass_(may_pass) {}

  /// Returns whether another attempt may succeed.
  bool may_pass() const { return may_pass_; }

 private:
  bool may_pass_;
};

/// Thrown when a wait was cancelled.
struct Cancelled {};

/// Set by another thread to end a wait soon; may be null.
using CancelFlag = const std::atomic<bool>*;

/// A connection to a server, which is kept for the next request: one request at a time, whose body
/// is read as it is needed. For one thread at a time.
class Connection {
 public:
  /// Throws InputError if libcurl is not installed.
  Connection();
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Sends a request, and waits for the header of the response. Follows no redirect. Throws
  /// TransferError and Cancelled.
  const Response& send(const Request& request, CancelFlag cancel = nullptr);

  const Response& response() const { return response_; }

  /// Returns where a redirect leads, as an absolute URL; empty if the response is none, or leads
  /// nowhere.
  std::string redirect() const;

  /// Reads up to `count` bytes of the body. Returns 0 at its end. Throws likewise, after the last
  /// byte that arrived.
  std::size_t read(char* to, std::size_t count, CancelFlag cancel = nullptr);

  /// Ends the request. Returns whether the connection can be used for the next one: little of the
  /// body is left, and it has arrived.
  bool finish();

  /// The server of the last request: scheme, host and port.
  const std::string& server() const { return server_; }

 private:
  struct Handles;
  static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* self);
  static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self);
  void set_up(const Request& request);
  std::size_t take_body(std::string_view bytes);
  std::size_t take_spare(char* to, std::size_t count);
  void perform();
  void wait(CancelFlag cancel, double& idle_since);
  void end();
  void throw_failure();

  std::unique_ptr<Handles> handles_;
  std::string url_;  ///< of the last request
  std::string server_;
  Response response_;
  bool has_header_ = false;  ///< the header is complete
  bool is_running_ = false;  ///< libcurl has the request
  bool is_paused_ = false;
  bool is_ended_ = false;  ///< all of the body has arrived
  int failure_ = 0;        ///< a CURLcode
  char* target_ = nullptr;
  std::size_t room_ = 0;     ///< bytes free at target_
  std::vector<char> spare_;  ///< bytes that found no room there
  std::size_t spare_begin_ = 0;
  std::size_t spare_end_ = 0;
};

/// Takes an idle connection, preferably to that server, or makes one. Thread-safe.
std::unique_ptr<Connection> take_connection(const std::string& server);

/// Keeps a connection for later if it can be used again; see Connection::finish(). Thread-safe.
void keep_connection(std::unique_ptr<Connection> connection);

/// Closes all idle connections. Thread-safe.
void close_idle_connections();

}  // namespace logscan::remote
