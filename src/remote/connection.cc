#include "remote/connection.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <utility>

#include "logscan/input_error.h"
#include "remote/curl_library.h"
#include "remote/settings.h"
#include "remote/url.h"
#include "text/safe_text.h"
#include "version.h"
#include <fmt/core.h>

namespace logscan::remote {
namespace {

// A reader asks for as much at a time, so libcurl mostly writes where the bytes are wanted.
constexpr std::size_t kReceive = 128 * 1024;
constexpr std::size_t kMostDrained = 64 * 1024;
constexpr int kPollMilliseconds = 100;  // how often a wait checks whether it was cancelled
constexpr std::size_t kMostIdle = 32;   // connections

double seconds_now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

std::string server_of(const std::string& text) {
  const Url url = parse_url(text);
  return url.scheme + "://" + url.authority;
}

// `detail` comes from libcurl, which puts no credentials into it.
TransferError transfer_error(int code, const char* detail) {
  const char* const meaning = curl().easy_strerror(static_cast<CURLcode>(code));
  const std::string text = safe_text(*detail != '\0' ? detail : meaning);
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return {"the server's name cannot be resolved; check it, and the network", true};
    case CURLE_COULDNT_RESOLVE_PROXY:
      return {"the proxy's name cannot be resolved; check https_proxy and http_proxy", false};
    case CURLE_COULDNT_CONNECT:
      return {"cannot connect to the server; check its name, the network and proxies", true};
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_GOT_NOTHING:
      return {"the connection to the server broke", true};
    case CURLE_OPERATION_TIMEDOUT:
      return {"the server does not answer", true};
    case CURLE_PEER_FAILED_VERIFICATION:
      return {text + "; the server's certificate must be valid", false};
    case CURLE_OUT_OF_MEMORY:
      throw std::bad_alloc();
    default:
      return {text, code == CURLE_SSL_CONNECT_ERROR};
  }
}

}  // namespace

struct Connection::Handles {
  CURL* easy = nullptr;
  CURLM* multi = nullptr;
  curl_slist* headers = nullptr;
  std::array<char, CURL_ERROR_SIZE> detail{};

  template <typename Value>
  void set(CURLoption option, Value value) const {
    curl().easy_setopt(easy, option, value);
  }

  void clear_headers() {
    curl().slist_free_all(headers);
    headers = nullptr;
  }
};

Connection::Connection() : handles_(std::make_unique<Handles>()) {
  handles_->easy = curl().easy_init();
  handles_->multi = curl().multi_init();
  if (handles_->easy == nullptr || handles_->multi == nullptr) throw std::bad_alloc();
  // Connections to older servers are closed.
  curl().multi_setopt(handles_->multi, CURLMOPT_MAXCONNECTS, 2L);
}

Connection::~Connection() {
  end();
  handles_->clear_headers();
  curl().easy_cleanup(handles_->easy);
  curl().multi_cleanup(handles_->multi);
}

void Connection::set_up(const Request& request) {
  Handles& handles = *handles_;
  curl().easy_reset(handles.easy);
  handles.clear_headers();
  for (const std::string& header : request.headers) {
    curl_slist* const longer = curl().slist_append(handles.headers, header.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    handles.headers = longer;
  }
  static const std::string agent = "logscan/" + std::string(kVersion);
  handles.detail[0] = '\0';
  handles.set(CURLOPT_URL, request.url.c_str());
  handles.set(CURLOPT_HTTPHEADER, handles.headers);
  handles.set(CURLOPT_USERAGENT, agent.c_str());
  handles.set(CURLOPT_ERRORBUFFER, handles.detail.data());
  handles.set(CURLOPT_NOSIGNAL, 1L);
  handles.set(CURLOPT_NOPROGRESS, 1L);
  handles.set(CURLOPT_FOLLOWLOCATION, 0L);
  handles.set(CURLOPT_PROTOCOLS, static_cast<long>(CURLPROTO_HTTP | CURLPROTO_HTTPS));
  handles.set(CURLOPT_SSL_VERIFYPEER, 1L);
  handles.set(CURLOPT_SSL_VERIFYHOST, 2L);
  if (const char* const file = std::getenv("SSL_CERT_FILE"); file != nullptr && *file != '\0')
    handles.set(CURLOPT_CAINFO, file);
  // Signatures hold for the path as it is.
  handles.set(CURLOPT_PATH_AS_IS, 1L);
  handles.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  // Each connection carries one request, so version 2 would add work and nothing else.
  handles.set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  handles.set(CURLOPT_BUFFERSIZE, static_cast<long>(kReceive));
  handles.set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(settings().connect.count()));
  if (!request.user.empty() || !request.password.empty()) {
    handles.set(CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
    handles.set(CURLOPT_USERNAME, request.user.c_str());
    handles.set(CURLOPT_PASSWORD, request.password.c_str());
  }
  handles.set(CURLOPT_HEADERFUNCTION, &Connection::on_header);
  handles.set(CURLOPT_HEADERDATA, static_cast<void*>(this));
  handles.set(CURLOPT_WRITEFUNCTION, &Connection::on_body);
  handles.set(CURLOPT_WRITEDATA, static_cast<void*>(this));
}

const Response& Connection::send(const Request& request, CancelFlag cancel) {
  end();
  url_ = request.url;
  server_ = server_of(request.url);
  response_ = {};
  has_header_ = is_paused_ = is_ended_ = false;
  failure_ = 0;
  target_ = nullptr;
  room_ = spare_begin_ = spare_end_ = 0;
  set_up(request);
  if (curl().multi_add_handle(handles_->multi, handles_->easy) != CURLM_OK) throw std::bad_alloc();
  is_running_ = true;
  double idle_since = seconds_now();
  for (;;) {
    perform();
    if (has_header_ || is_ended_) return response_;
    if (failure_ != 0) throw_failure();
    wait(cancel, idle_since);
  }
}

std::string Connection::redirect() const {
  if (response_.status < 300 || response_.status > 399 || response_.location.empty()) return {};
  const std::unique_ptr<CURLU, decltype(curl().url_cleanup)> url(curl().url(), curl().url_cleanup);
  char* text = nullptr;
  // A relative address continues the one that is set.
  constexpr unsigned kAnyScheme = CURLU_NON_SUPPORT_SCHEME;
  if (curl().url_set(url.get(), CURLUPART_URL, url_.c_str(), 0) != CURLUE_OK ||
      curl().url_set(url.get(), CURLUPART_URL, response_.location.c_str(), kAnyScheme) !=
          CURLUE_OK ||
      curl().url_get(url.get(), CURLUPART_URL, &text, 0) != CURLUE_OK)
    return {};
  const std::unique_ptr<char, decltype(curl().free)> owned(text, curl().free);
  return text;
}

std::size_t Connection::read(char* to, std::size_t count, CancelFlag cancel) {
  if (count == 0) return 0;
  std::size_t produced = take_spare(to, count);
  double idle_since = seconds_now();
  while (produced < count && is_running_ && !is_ended_ && failure_ == 0) {
    target_ = to + produced;
    room_ = count - produced;
    if (is_paused_) {
      is_paused_ = false;
      curl().easy_pause(handles_->easy, CURLPAUSE_CONT);
    }
    perform();
    produced = static_cast<std::size_t>(target_ - to);
    target_ = nullptr;
    room_ = 0;
    if (produced > 0) return produced;
    if (!is_ended_ && failure_ == 0) wait(cancel, idle_since);
  }
  if (produced == 0 && failure_ != 0) throw_failure();
  return produced;
}

std::size_t Connection::take_spare(char* to, std::size_t count) {
  const std::size_t taken = std::min(count, spare_end_ - spare_begin_);
  if (taken > 0) std::memcpy(to, spare_.data() + spare_begin_, taken);
  spare_begin_ += taken;
  return taken;
}

std::size_t Connection::on_header(char* data, std::size_t size, std::size_t count, void* self) {
  auto& connection = *static_cast<Connection*>(self);
  const std::string_view line(data, size * count);
  if (line == "\r\n" || line == "\n") {
    // Another header comes after 100 Continue.
    connection.has_header_ = connection.response_.status >= 200;
  } else if (!connection.has_header_) {
    connection.response_.take_line(line);  // trailers are ignored
  }
  return line.size();
}

std::size_t Connection::on_body(char* data, std::size_t size, std::size_t count, void* self) {
  return static_cast<Connection*>(self)->take_body({data, size * count});
}

// Without room, libcurl keeps the bytes until it is asked again.
std::size_t Connection::take_body(std::string_view bytes) {
  const bool has_spare = spare_begin_ < spare_end_;
  if (room_ == 0 && has_spare) {
    is_paused_ = true;
    return CURL_WRITEFUNC_PAUSE;
  }
  const std::size_t fitting = std::min(room_, bytes.size());
  if (fitting > 0) {
    std::memcpy(target_, bytes.data(), fitting);
    target_ += fitting;
    room_ -= fitting;
  }
  const std::size_t rest = bytes.size() - fitting;
  if (rest > 0) {
    if (spare_.size() < rest) spare_.resize(std::max(rest, kReceive));
    std::memcpy(spare_.data(), bytes.data() + fitting, rest);
    spare_begin_ = 0;
    spare_end_ = rest;
  }
  return bytes.size();
}

void Connection::perform() {
  int running = 0;
  if (curl().multi_perform(handles_->multi, &running) != CURLM_OK) throw std::bad_alloc();
  int left = 0;
  while (const CURLMsg* const message = curl().multi_info_read(handles_->multi, &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    failure_ = message->data.result;
    is_ended_ = failure_ == CURLE_OK;
  }
}

void Connection::wait(CancelFlag cancel, double& idle_since) {
  if (cancel != nullptr && *cancel) throw Cancelled();
  int ready = 0;
  curl().multi_poll(handles_->multi, nullptr, 0, kPollMilliseconds, &ready);
  const double now = seconds_now();
  const std::chrono::duration<double> idle(now - idle_since);
  if (ready > 0) {
    idle_since = now;
  } else if (idle > settings().idle) {
    failure_ = CURLE_OPERATION_TIMEDOUT;
    throw_failure();
  }
}

void Connection::throw_failure() {
  throw transfer_error(failure_, handles_->detail.data());
}

bool Connection::finish() {
  std::size_t drained = spare_end_ - spare_begin_;
  std::array<char, 16 * 1024> bytes;
  while (is_running_ && !is_ended_ && failure_ == 0 && drained < kMostDrained) {
    target_ = bytes.data();
    room_ = bytes.size();
    spare_begin_ = spare_end_ = 0;
    if (std::exchange(is_paused_, false)) curl().easy_pause(handles_->easy, CURLPAUSE_CONT);
    perform();
    const std::size_t got = bytes.size() - room_ + spare_end_;
    target_ = nullptr;
    room_ = 0;
    if (got == 0) break;
    drained += got;
  }
  const bool is_reusable = is_running_ && is_ended_;
  end();
  return is_reusable;
}

// libcurl closes a connection whose response is incomplete.
void Connection::end() {
  if (!is_running_) return;
  curl().multi_remove_handle(handles_->multi, handles_->easy);
  is_running_ = false;
}

namespace {

struct Idle {
  std::mutex mutex;
  std::vector<std::unique_ptr<Connection>> connections;
};

// Never destroyed: OpenSSL may be gone by then.
Idle& idle() {
  static Idle& all = *new Idle;
  return all;
}

}  // namespace

std::unique_ptr<Connection> take_connection(const std::string& server) {
  {
    const std::lock_guard lock(idle().mutex);
    auto& connections = idle().connections;
    const auto found = std::find_if(connections.rbegin(), connections.rend(),
                                    [&](const auto& each) { return each->server() == server; });
    if (found != connections.rend()) {
      std::unique_ptr<Connection> connection = std::move(*found);
      connections.erase(std::next(found).base());
      return connection;
    }
  }
  return std::make_unique<Connection>();
}

void keep_connection(std::unique_ptr<Connection> connection) {
  if (connection == nullptr || !connection->finish()) return;
  const std::lock_guard lock(idle().mutex);
  if (idle().connections.size() < kMostIdle) idle().connections.push_back(std::move(connection));
}

void close_idle_connections() {
  const std::lock_guard lock(idle().mutex);
  idle().connections.clear();
}

}  // namespace logscan::remote
