#include "support/web_server.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cstdlib>
#include <netinet/in.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

#include "remote/connection.h"
#include "remote/settings.h"
#include "text/ascii.h"
#include <fmt/core.h>

namespace logscan::test {
namespace {

bool send_all(int connection, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

// Sends the body as chunks of different sizes.
std::string chunked(std::string_view body) {
  std::string text;
  for (std::size_t size = 1; !body.empty(); size = size * 3 + 1) {
    const std::string_view chunk = body.substr(0, size);
    text += fmt::format("{:x}\r\n{}\r\n", chunk.size(), chunk);
    body.remove_prefix(chunk.size());
  }
  return text + "0\r\n\r\n";
}

}  // namespace

std::string WebRequest::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string() : found->second;
}

WebServer::WebServer(Handler handler) : handler_(std::move(handler)) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  if (listener_ < 0 || ::bind(listener_, any, size) != 0 || ::listen(listener_, 64) != 0 ||
      ::getsockname(listener_, any, &size) != 0)
    throw std::runtime_error("cannot listen on the loopback interface");
  authority_ = fmt::format("127.0.0.1:{}", ntohs(address.sin_port));
  acceptor_ = std::jthread([this] { accept_all(); });
}

WebServer::~WebServer() {
  ::shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  {
    const std::lock_guard lock(mutex_);
    for (const int connection : connections_)
      ::shutdown(connection, SHUT_RDWR);
  }
  threads_.clear();
  ::close(listener_);
}

void WebServer::accept_all() {
  for (;;) {
    const int connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection < 0) return;
    const std::lock_guard lock(mutex_);
    connections_.push_back(connection);
    threads_.emplace_back([this, connection] {
      serve(connection);
      const std::lock_guard at_end(mutex_);
      std::erase(connections_, connection);
      ::close(connection);
    });
  }
}

bool WebServer::read_request(int connection, std::string& buffer, WebRequest& request) {
  std::size_t end = buffer.find("\r\n\r\n");
  while (end == std::string::npos) {
    std::array<char, 4096> bytes;
    const ssize_t got = ::recv(connection, bytes.data(), bytes.size(), 0);
    if (got <= 0) return false;
    buffer.append(bytes.data(), static_cast<std::size_t>(got));
    end = buffer.find("\r\n\r\n");
  }
  std::string_view head = std::string_view(buffer).substr(0, end + 2);
  const std::size_t line = head.find("\r\n");
  const std::size_t target = head.find(' ') + 1;
  request.target = head.substr(target, head.find(' ', target) - target);
  head.remove_prefix(line + 2);
  while (!head.empty()) {
    const std::string_view header = head.substr(0, head.find("\r\n"));
    head.remove_prefix(header.size() + 2);
    const std::size_t colon = header.find(": ");
    request.headers[lowercase(header.substr(0, colon))] = header.substr(colon + 2);
  }
  buffer.erase(0, end + 4);
  request.number = requests_++;
  return true;
}

void WebServer::serve(int connection) {
  std::string buffer;
  for (;;) {
    WebRequest request;
    if (!read_request(connection, buffer, request)) return;
    const WebAnswer answer = handler_(request);
    if (answer.hangs_up) {
      ::shutdown(connection, SHUT_RDWR);
      return;
    }
    std::string head = fmt::format("HTTP/1.1 {} Status\r\n", answer.status);
    for (const std::string& header : answer.headers)
      head += header + "\r\n";
    head += answer.is_chunked ? "Transfer-Encoding: chunked\r\n\r\n"
                              : fmt::format("Content-Length: {}\r\n\r\n",
                                            answer.announced.value_or(answer.body.size()));
    const std::string body = answer.is_chunked ? chunked(answer.body) : answer.body;
    if (!send_all(connection, head)) return;
    if (!send_all(connection, std::string_view(body).substr(0, answer.cut.value_or(body.size()))))
      return;
    if (answer.cut) {
      ::shutdown(connection, SHUT_RDWR);
      return;
    }
  }
}

WebAnswer serve_object(const WebRequest& request, std::string_view bytes, const std::string& etag) {
  WebAnswer answer;
  answer.headers = {"ETag: " + etag, "Last-Modified: Mon, 12 Jan 2026 10:00:00 GMT"};
  const std::string match = request.header("if-match");
  if (!match.empty() && match != etag) {
    answer.status = 412;
    return answer;
  }
  const std::string range = request.header("range");
  if (range.empty()) {
    answer.body = bytes;
    return answer;
  }
  const std::size_t dash = range.find('-');
  const std::size_t begin = std::stoul(range.substr(6, dash - 6));
  const std::size_t last = std::min<std::size_t>(std::stoul(range.substr(dash + 1)),
                                                 bytes.empty() ? 0 : bytes.size() - 1);
  if (begin >= bytes.size()) {
    answer.status = 416;
    answer.headers.push_back(fmt::format("Content-Range: bytes */{}", bytes.size()));
    return answer;
  }
  answer.status = 206;
  answer.headers.push_back(fmt::format("Content-Range: bytes {}-{}/{}", begin, last, bytes.size()));
  answer.body = bytes.substr(begin, last + 1 - begin);
  return answer;
}

WebEnvironment::WebEnvironment() {
  for (const char* name :
       {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy",
        "NO_PROXY", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN",
        "AWS_SECURITY_TOKEN", "AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_REGION",
        "AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "SSL_CERT_FILE"})
    set(name, std::nullopt);
  set("AWS_CONFIG_FILE", "/dev/null");
  set("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
  remote::settings().first_pause = std::chrono::milliseconds(0);
  remote::settings().longest_pause = std::chrono::milliseconds(0);
}

WebEnvironment::~WebEnvironment() {
  for (const auto& [name, value] : before_) {
    if (value) {
      ::setenv(name.c_str(), value->c_str(), 1);
    } else {
      ::unsetenv(name.c_str());
    }
  }
  remote::settings() = {};
  remote::close_idle_connections();
}

void WebEnvironment::set(const std::string& name, const std::optional<std::string>& value) {
  const char* const now = std::getenv(name.c_str());
  before_.try_emplace(name, now == nullptr ? std::nullopt : std::optional<std::string>(now));
  if (value) {
    ::setenv(name.c_str(), value->c_str(), 1);
  } else {
    ::unsetenv(name.c_str());
  }
}

}  // namespace logscan::test
