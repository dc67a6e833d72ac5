#include <atomic>
#include <cerrno>
#include <fcntl.h>
#include <memory>
#include <string>
#include <sys/socket.h>
#include <system_error>
#include <thread>
#include <utility>

#include "c/guard.h"
#include "c/query.h"
#include "os/descriptor.h"

using namespace logscan;

// The scan reads the fed bytes as it reads a pipe: so blocks, carry-over and decompression are the
// same. A pair of sockets, since shutdown() ends it even if another process has inherited an end,
// and since writing to it raises no signal.
struct logscan_feed {
  logscan_feed(const logscan_query& query, const std::string& name, logscan_control* control)
      : scan_(query, {name}), control_(c::share(control)) {
    if (control != nullptr && control->is_cancelled) throw c::Cancelled();
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
      throw std::system_error(errno, std::generic_category(), "socketpair");
    scan_end_ = Descriptor(ends[0]);
    feed_end_ = Descriptor(ends[1]);
    constexpr int kBuffer = 1 << 20;  // as much as the system allows
    ::setsockopt(feed_end_.get(), SOL_SOCKET, SO_SNDBUF, &kBuffer, sizeof kBuffer);
    thread_ = std::thread([this, name] { run(name); });
  }

  ~logscan_feed() {
    if (!thread_.joinable()) return;
    is_dropped_ = true;
    end();
  }

  // Returns whether the scan still takes bytes.
  bool give(const char* bytes, std::size_t size) {
    while (size > 0) {
      const ssize_t sent = ::send(feed_end_.get(), bytes, size, MSG_NOSIGNAL);
      if (sent < 0 && errno == EINTR) continue;
      if (sent < 0 && (errno == EPIPE || errno == ECONNRESET)) return false;
      if (sent < 0) throw std::system_error(errno, std::generic_category(), "send");
      bytes += sent;
      size -= static_cast<std::size_t>(sent);
    }
    return true;
  }

  // Waits for the scan.
  void end() {
    ::shutdown(feed_end_.get(), SHUT_WR);
    thread_.join();
  }

  bool is_running() const { return thread_.joinable(); }
  const c::Failure& failure() const { return failure_; }
  std::unique_ptr<logscan_counts> take_counts() { return std::move(counts_); }

 private:
  void run(const std::string& name) noexcept {
    // The scan closes a copy, this one is kept to refuse what comes later.
    try {
      const cli::CaughtMessages caught;
      const int copy = ::fcntl(scan_end_.get(), F_DUPFD_CLOEXEC, 0);
      if (copy < 0) throw std::system_error(errno, std::generic_category(), "fcntl");
      scan_.open(Input::of_stream(name, copy));
      if (!is_dropped_) counts_ = scan_.count(control_.get());
    } catch (...) {
      failure_ = c::failure_of_exception();
    }
    ::shutdown(scan_end_.get(), SHUT_RD);
  }

  c::Scan scan_;
  const std::shared_ptr<logscan_control> control_;
  Descriptor scan_end_;
  Descriptor feed_end_;
  std::atomic<bool> is_dropped_ = false;
  std::unique_ptr<logscan_counts> counts_;  ///< of the thread until it has ended
  c::Failure failure_;                      ///< likewise
  std::thread thread_;
};

namespace {

void check_options(const cli::Options& options) {
  if (options.mode == cli::Mode::kRecords)
    throw cli::UsageError{"records: cannot be fed; read them with logscan_records_new()"};
  if (options.baseline)
    throw cli::UsageError{"baseline: reads a log more than once; scan a file instead"};
}

}  // namespace

logscan_status logscan_feed_new(const logscan_query* query, const char* name,
                                logscan_control* control, logscan_feed** out) {
  return c::guarded([&] {
    c::require(query, "query");
    c::require(name, "name");
    c::require(out, "out");
    check_options(*query->options);
    *out = new logscan_feed(*query, name, control);
  });
}

logscan_status logscan_feed_bytes(logscan_feed* feed, const void* bytes, size_t size) {
  return c::guarded([&] {
    c::require(feed, "feed");
    if (size > 0) c::require(bytes, "bytes");
    if (!feed->is_running()) throw cli::UsageError{"feed: is finished; make another"};
    if (!feed->give(static_cast<const char*>(bytes), size))
      throw c::InputRefused{"the scan has ended; logscan_feed_finish() says why"};
  });
}

logscan_status logscan_feed_finish(logscan_feed* feed, logscan_counts** out) {
  c::Failure failure;
  const logscan_status status = c::guarded([&] {
    c::require(feed, "feed");
    c::require(out, "out");
    if (!feed->is_running()) throw cli::UsageError{"feed: is finished; make another"};
    feed->end();
    failure = feed->failure();
    if (failure.status == LOGSCAN_OK) *out = feed->take_counts().release();
  });
  return failure.status == LOGSCAN_OK ? status : c::set_failure(failure);
}

void logscan_feed_free(logscan_feed* feed) {
  delete feed;
}
