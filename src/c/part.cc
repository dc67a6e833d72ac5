#include "c/part.h"

#include <limits>
#include <utility>

#include "cli/usage_error.h"
#include "logset/file_print.h"
#include "text/byte_reader.h"
#include "text/byte_writer.h"
#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan::c {
namespace {

constexpr std::string_view kPartMarker = "logscan part 1\n";
constexpr std::uint64_t kNoEnd = std::numeric_limits<std::uint64_t>::max();

// Returns why these are not the bytes that were planned; empty if they are.
std::string difference(const Part& part, const Input& input) {
  if (!input.seekable()) {
    return fmt::format("is {} here, but was a plain file when the work was split",
                       input.compression() ? "compressed" : "no regular file");
  }
  if (input.size() < part.size) {
    return fmt::format("has {} bytes here, but had {} when the work was split", input.size(),
                       part.size);
  }
  if (read_identity(input, part.identity.bytes) != part.identity)
    return "starts with other bytes here than when the work was split";
  return {};
}

}  // namespace

Input Part::open() const {
  Input input = error ? Input::not_found(name, *error) : Input::open(path);
  if (!input.error() && lines.is_bounded()) {
    if (const std::string other = difference(*this, input); !other.empty())
      input = Input::not_found(name, other + "; give all machines the same file");
  }
  input.rename(name);
  input.set_place(place);
  if (!lines.is_bounded()) return input;
  input.identify(identity);
  input.select(lines.begin, lines.end);
  return input;
}

std::string Part::write() const {
  ByteWriter to;
  to.raw(kPartMarker);
  to.text(path);
  to.text(name);
  to.number(place);
  to.number(lines.begin);
  to.number(lines.is_bounded() ? lines.end - lines.begin + 1 : 0);
  to.number(size);
  to.word(identity.hash);
  to.number(identity.bytes);
  to.text(machine);
  to.signed_number(now);
  to.flag(error.has_value());
  if (error) to.text(*error);
  return to.release();
}

Part Part::read(std::string_view bytes) {
  try {
    ByteReader from(bytes);
    logscan::require(from.raw(kPartMarker.size()) == kPartMarker);
    Part part;
    part.path = from.text();
    part.name = from.text();
    logscan::require(!part.path.empty() && part.path.find('\0') == std::string::npos);
    part.place = from.number();
    part.lines.begin = from.number();
    const std::uint64_t length = from.number(kNoEnd - part.lines.begin);
    part.lines.end = length == 0 ? kNoEnd : part.lines.begin + length - 1;
    part.size = from.number();
    part.identity.hash = from.word();
    part.identity.bytes = from.number(kPrintBytes);
    part.machine = from.text();
    part.now = from.signed_number();
    if (from.flag()) part.error = from.text();
    logscan::require(!part.error || safe_text(*part.error) == *part.error);
    logscan::require(from.at_end());
    return part;
  } catch (const BytesError&) {
    throw cli::UsageError{
        "part: is none, or of another version of logscan; use the same one on all machines"};
  }
}

}  // namespace logscan::c
