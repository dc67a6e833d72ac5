#include "session/follow/live_output.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <poll.h>
#include <system_error>
#include <unistd.h>

namespace logscan::cli {
namespace {

// For a reader that is slow, though a signal has come.
constexpr int kLastWait = 1000;  // milliseconds

[[noreturn]] void fail() {
  throw std::system_error(errno, std::generic_category());
}

}  // namespace

// A pipe that can be written takes as many bytes as PIPE_BUF without waiting.
LiveOutput::State LiveOutput::write(std::string_view bytes) {
  bool is_last = false;
  while (!bytes.empty()) {
    std::array<pollfd, 2> fds = {
        {{STDOUT_FILENO, POLLOUT, 0}, {is_last ? -1 : signals_.descriptor(), POLLIN, 0}}};
    const int ready = ::poll(fds.data(), fds.size(), is_last ? kLastWait : -1);
    if (ready < 0 && errno != EINTR) fail();
    if (ready == 0) return State::kSignal;
    if (ready < 0) continue;
    if (fds[0].revents == 0) {
      is_last = fds[1].revents != 0;
      continue;
    }
    const std::size_t some = std::min<std::size_t>(bytes.size(), PIPE_BUF);
    const ssize_t written = ::write(STDOUT_FILENO, bytes.data(), some);
    if (written >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EPIPE) {
      return State::kClosed;
    } else if (errno != EINTR && errno != EAGAIN) {
      fail();
    }
  }
  return State::kOpen;
}

}  // namespace logscan::cli
