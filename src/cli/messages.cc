#include "cli/messages.h"

#include "remote/url.h"
#include "text/safe_text.h"
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

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

}  // namespace

CaughtMessages::CaughtMessages() : outer_(caught) {
  caught = &text_;
}

CaughtMessages::~CaughtMessages() {
  caught = outer_;
}

void set_up_messages() {
  spdlog::set_default_logger(spdlog::stderr_logger_st("logscan"));
  spdlog::set_pattern("logscan: %v");
  spdlog::flush_on(spdlog::level::trace);
}

void set_message_level(bool quiet, bool verbose) {
  spdlog::set_level(quiet     ? spdlog::level::err
                    : verbose ? spdlog::level::info
                              : spdlog::level::warn);
}

void message::send(Level level, fmt::string_view format, fmt::format_args values) {
  if (caught != nullptr) {
    if (level != Level::kInfo) caught->append(fmt::vformat(format, values)).append("\n");
    return;
  }
  const auto to = level == Level::kError     ? spdlog::level::err
                  : level == Level::kWarning ? spdlog::level::warn
                                             : spdlog::level::info;
  if (spdlog::should_log(to)) spdlog::log(to, fmt::vformat(format, values));
}

std::string shown_name(const std::string& path) {
  return path == "-" ? "standard input" : safe_text(remote::public_name(path));
}

}  // namespace logscan::cli
