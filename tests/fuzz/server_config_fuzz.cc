// Reads any text as a server configuration. Formats have line numbers in the text, a choice is one
// of the formats or is refused, and each format compiles or is refused.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string_view>

#include "format/server_config.h"

namespace {

using logscan::NamedPattern;
using logscan::ServerFormats;

void check(bool right, std::string_view text, const char* what) {
  if (right) return;
  std::fprintf(stderr, "%s: %.*s\n", what, static_cast<int>(text.size()), text.data());
  std::abort();
}

void check_choice(const ServerFormats& formats, std::optional<std::string_view> name,
                  std::string_view text) {
  try {
    const NamedPattern& format = logscan::choose(formats, name);
    check(std::any_of(formats.formats.begin(), formats.formats.end(),
                      [&](const NamedPattern& each) { return &each == &format; }),
          text, "chose none of them");
  } catch (const logscan::ConfigError& error) {
    check(!name, text, "an existing name was not found");
    check(error.what()[0] != '\0', text, "no message");
  }
}

void check_formats(const ServerFormats& formats, std::string_view text) {
  const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
  check_choice(formats, std::nullopt, text);
  for (const NamedPattern& format : formats.formats) {
    check(format.line <= lines, text, "a line past the end");
    check_choice(formats, format.name, text);
    try {
      logscan::LinePattern::compile(formats.kind, format.text);
    } catch (const logscan::PatternError& error) {
      check(error.column() <= format.text.size() + 1, format.text, "a column outside the format");
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_formats(logscan::nginx_log_formats(text), text);
  check_formats(logscan::apache_log_formats(text), text);
  check_formats(logscan::lighttpd_log_formats(text), text);
  try {
    check_formats(logscan::server_log_formats(text), text);
  } catch (const logscan::ConfigError& error) {
    check(error.what()[0] != '\0', text, "no message");
  }
  return 0;
}
