#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

/// A small HTTP/1.1 server for tests, which may misbehave in any way.
namespace logscan::test {

struct WebRequest {
  std::string target;                          ///< path and query, or a URL for a proxy
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::size_t number = 0;                      ///< requests before it

  /// Returns the value of a header; empty if there is none.
  std::string header(const std::string& name) const;
};

struct WebAnswer {
  int status = 200;
  std::vector<std::string> headers;  ///< besides Content-Length
  std::string body;
  std::optional<std::size_t> announced{};  ///< Content-Length, if it is not that of the body
  std::optional<std::size_t> cut{};  ///< closes the connection after this many bytes of the body
  bool hangs_up = false;             ///< closes the connection without an answer
  bool is_chunked = false;           ///< instead of a Content-Length
};

/// Listens on a port of the loopback interface until it is destroyed. A thread serves each
/// connection.
class WebServer {
 public:
  using Handler = std::function<WebAnswer(const WebRequest&)>;

  /// `handler` is called by many threads.
  explicit WebServer(Handler handler);
  WebServer(const WebServer&) = delete;
  WebServer& operator=(const WebServer&) = delete;
  ~WebServer();

  /// Returns "127.0.0.1:PORT".
  const std::string& authority() const { return authority_; }
  std::string url(std::string_view path) const {
    return "http://" + authority_ + std::string(path);
  }

  /// Returns how many requests came.
  std::size_t requests() const { return requests_; }

 private:
  void accept_all();
  void serve(int connection);
  bool read_request(int connection, std::string& buffer, WebRequest& request);

  const Handler handler_;
  std::string authority_;
  int listener_ = -1;
  std::atomic<std::size_t> requests_ = 0;
  std::mutex mutex_;
  std::vector<int> connections_;
  std::vector<std::jthread> threads_;
  std::jthread acceptor_;
};

/// Answers as a server that has one object: whole, or the range that is asked for, with its
/// version.
WebAnswer serve_object(const WebRequest& request, std::string_view bytes,
                       const std::string& etag = "\"1\"");

/// Sets the environment for requests to such servers, and lets them be repeated without pauses: no
/// proxy, no settings of AWS. Restores both.
class WebEnvironment {
 public:
  WebEnvironment();
  WebEnvironment(const WebEnvironment&) = delete;
  WebEnvironment& operator=(const WebEnvironment&) = delete;
  ~WebEnvironment();

  /// Sets a variable, or removes it.
  void set(const std::string& name, const std::optional<std::string>& value);

 private:
  std::map<std::string, std::optional<std::string>> before_;
};

}  // namespace logscan::test
