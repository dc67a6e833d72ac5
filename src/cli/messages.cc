#include "cli/messages.h"

#include <memory>

#include "remote/url.h"
#include "text/safe_text.h"
#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

// cmake/fmt_code.cc has it. Without this line, spdlog's use of it compiles most of fmt once more.
FMT_BEGIN_NAMESPACE
namespace detail {
extern template void vformat_to(buffer<char>&, string_view,
                                basic_format_args<FMT_BUFFER_CONTEXT(char)>, locale_ref);
}  // namespace detail
FMT_END_NAMESPACE

namespace logscan::cli {
namespace {

thread_local std::string* caught = nullptr;
message::Level least_shown = message::Level::kWarning;

// Made for the first message, since most runs send none.
spdlog::logger& logger() {
  static const auto made = [] {
    auto to_stderr = std::make_shared<spdlog::logger>(
        "logscan", std::make_shared<spdlog::sinks::stderr_sink_st>());
    to_stderr->set_pattern("logscan: %v");
    to_stderr->flush_on(spdlog::level::trace);
    return to_stderr;
  }();
  return *made;
}

}  // namespace

CaughtMessages::CaughtMessages() : outer_(caught) {
  caught = &text_;
}

CaughtMessages::~CaughtMessages() {
  caught = outer_;
}

void set_message_level(bool quiet, bool verbose) {
  least_shown = quiet     ? message::Level::kError
                : verbose ? message::Level::kInfo
                          : message::Level::kWarning;
}

void message::send(Level level, fmt::string_view format, fmt::format_args values) {
  if (caught != nullptr) {
    if (level != Level::kInfo) caught->append(fmt::vformat(format, values)).append("\n");
    return;
  }
  if (level < least_shown) return;
  const auto to = level == Level::kError     ? spdlog::level::err
                  : level == Level::kWarning ? spdlog::level::warn
                                             : spdlog::level::info;
  logger().log(to, fmt::vformat(format, values));
}

std::string shown_name(const std::string& path) {
  return path == "-" ? "standard input" : safe_text(remote::public_name(path));
}

}  // namespace logscan::cli
