#include "faults/rules.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <string_view>
#include <sys/syscall.h>
#include <unistd.h>

// Nothing here may allocate memory or call a function that the shim replaces, so this code makes
// system calls directly.
namespace logscan::faults {
namespace {

using std::string_view;

constexpr std::uint64_t kAll = UINT64_MAX;

struct Rule {
  string_view calls;
  string_view effect;
  string_view path;
  string_view target;
  int fd = -1;
  int error = 0;
  std::uint64_t after = 0;
  std::uint64_t times = 1;
  std::uint64_t every = 1;
  std::uint64_t bytes = 1;
  std::atomic<std::uint64_t> seen = 0;
};

struct ErrorName {
  string_view name;
  int error;
};

constexpr std::array<ErrorName, 15> kErrors = {{{"EIO", EIO},
                                                {"EINTR", EINTR},
                                                {"ENOSPC", ENOSPC},
                                                {"EDQUOT", EDQUOT},
                                                {"EACCES", EACCES},
                                                {"EPERM", EPERM},
                                                {"ESTALE", ESTALE},
                                                {"EMFILE", EMFILE},
                                                {"ENFILE", ENFILE},
                                                {"ENOENT", ENOENT},
                                                {"ENOMEM", ENOMEM},
                                                {"EPIPE", EPIPE},
                                                {"EAGAIN", EAGAIN},
                                                {"EROFS", EROFS},
                                                {"EINVAL", EINVAL}}};

[[noreturn]] void refuse(string_view what) {
  const string_view text = "LOGSCAN_FAULT: cannot read ";
  ::syscall(SYS_write, STDERR_FILENO, text.data(), text.size());
  ::syscall(SYS_write, STDERR_FILENO, what.data(), what.size());
  ::syscall(SYS_write, STDERR_FILENO, "\n", 1);
  ::_exit(120);
}

string_view next_word(string_view& from, char end) {
  const std::size_t at = std::min(from.find(end), from.size());
  const string_view taken = from.substr(0, at);
  from.remove_prefix(std::min(at + 1, from.size()));
  return taken;
}

std::uint64_t number(string_view text) {
  if (text == "all") return kAll;
  std::uint64_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) refuse(text);
  return value;
}

void set_key(Rule& rule, string_view pair) {
  const string_view whole = pair;
  const string_view key = next_word(pair, '=');
  if (key == "after") {
    rule.after = number(pair);
  } else if (key == "times") {
    rule.times = number(pair);
  } else if (key == "every") {
    rule.every = number(pair);
  } else if (key == "bytes") {
    rule.bytes = number(pair);
  } else if (key == "fd") {
    rule.fd = static_cast<int>(number(pair));
  } else if (key == "path") {
    rule.path = pair;
  } else if (key == "target") {
    rule.target = pair;
  } else {
    refuse(whole);
  }
}

void read_rule(Rule& rule, string_view text) {
  rule.calls = next_word(text, ':');
  rule.effect = next_word(text, ':');
  const auto* error = std::find_if(kErrors.begin(), kErrors.end(),
                                   [&](const ErrorName& e) { return e.name == rule.effect; });
  if (error != kErrors.end()) {
    rule.error = error->error;
  } else if (rule.effect != "short" && rule.effect != "kill" && rule.effect != "term" &&
             rule.effect != "int" && rule.effect != "truncate" && rule.effect != "unlink") {
    refuse(rule.effect);
  }
  while (!text.empty())
    set_key(rule, next_word(text, ':'));
}

struct Rules {
  Rules() {
    const char* from = std::getenv("LOGSCAN_FAULT");
    string_view text = from == nullptr ? "" : from;
    while (!text.empty() && count < rules.size())
      read_rule(rules[count++], next_word(text, ' '));
    if (!text.empty()) refuse(text);
    const char* log_path = std::getenv("LOGSCAN_FAULT_LOG");
    if (log_path == nullptr) return;
    // Use a high number, so that the program gets the descriptors it expects.
    const long opened =
        ::syscall(SYS_openat, AT_FDCWD, log_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (opened < 0) refuse(log_path);
    log = static_cast<int>(::syscall(SYS_fcntl, opened, F_DUPFD_CLOEXEC, 200));
    if (log < 0) refuse(log_path);
    ::syscall(SYS_close, opened);
  }

  std::array<Rule, 8> rules;
  std::size_t count = 0;
  int log = -1;
};

Rules& rules() {
  static Rules all;
  return all;
}

bool names(string_view calls, string_view call) {
  if (calls == "any") return call != "malloc";
  while (!calls.empty()) {
    if (next_word(calls, ',') == call) return true;
  }
  return false;
}

// Returns whether this rule applies to the call.
bool applies(Rule& rule, string_view call, int fd, string_view path) {
  if (!names(rule.calls, call) || path.find(rule.path) == string_view::npos) return false;
  if (rule.fd >= 0 && rule.fd != fd) return false;
  const std::uint64_t nth = rule.seen++;
  if (nth < rule.after) return false;
  const std::uint64_t left = nth - rule.after;
  return left % rule.every == rule.every - 1 && left / rule.every < rule.times;
}

void send(int signal) {
  ::syscall(SYS_kill, ::syscall(SYS_getpid), signal);
}

void touch_target(const Rule& rule) {
  std::array<char, 4096> name{};
  std::memcpy(name.data(), rule.target.data(), std::min(rule.target.size(), name.size() - 1));
  if (rule.effect == "unlink") {
    ::syscall(SYS_unlinkat, AT_FDCWD, name.data(), 0);
  } else {
    ::syscall(SYS_truncate, name.data(), rule.bytes);
  }
}

void write_log(string_view call, string_view path, string_view effect) {
  std::array<char, 4500> line;
  std::size_t size = 0;
  const auto add = [&](string_view text) {
    const std::size_t fits = std::min(text.size(), line.size() - size);
    std::memcpy(line.data() + size, text.data(), fits);
    size += fits;
  };
  add(call);
  add(" ");
  add(path);
  add(effect.empty() ? "" : ": ");
  add(effect);
  add("\n");
  ::syscall(SYS_write, rules().log, line.data(), size);
}

string_view path_of(int fd, std::array<char, 4096>& buffer) {
  std::array<char, 32> link{"/proc/self/fd/"};
  std::to_chars(link.data() + std::strlen(link.data()), link.data() + link.size() - 1, fd);
  const long got = ::syscall(SYS_readlinkat, AT_FDCWD, link.data(), buffer.data(), buffer.size());
  return got > 0 ? string_view(buffer.data(), static_cast<std::size_t>(got)) : "";
}

}  // namespace

Verdict apply_rules(const char* call, int fd, const char* path) {
  const int error = errno;
  std::array<char, 4096> buffer;
  const string_view name = path != nullptr ? path : fd >= 0 ? path_of(fd, buffer) : "";
  Verdict verdict;
  string_view effect;
  for (std::size_t i = 0; i < rules().count; ++i) {
    Rule& rule = rules().rules[i];
    if (!applies(rule, call, fd, name)) continue;
    effect = rule.effect;
    if (rules().log >= 0) write_log(call, name, effect);
    if (rule.error != 0) verdict.error = rule.error;
    if (effect == "short") verdict.most = rule.bytes;
    if (effect == "kill") send(SIGKILL);
    if (effect == "term") send(SIGTERM);
    if (effect == "int") send(SIGINT);
    if (effect == "truncate" || effect == "unlink") touch_target(rule);
  }
  const bool memory = string_view(call) == "malloc";  // too many of them
  if (effect.empty() && !memory && rules().log >= 0) write_log(call, name, effect);
  errno = error;
  return verdict;
}

}  // namespace logscan::faults
