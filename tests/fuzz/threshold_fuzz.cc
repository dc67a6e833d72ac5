// Any text is refused as a threshold with a valid column, or means what its text says.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "logscan/threshold.h"
#include "query/expression.h"
#include "text/safe_text.h"

namespace {

void check(bool right, std::string_view text, const char* what) {
  if (right) return;
  std::fprintf(stderr, "%s: %.*s\n", what, static_cast<int>(text.size()), text.data());
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using logscan::Threshold;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    const Threshold made = Threshold::parse(text);
    check(logscan::safe_text(made.text) == made.text, text, "a text that is not printable");
    const Threshold again = Threshold::parse(made.text);
    check(again.amount == made.amount && again.rate == made.rate && again.status == made.status &&
              again.quantile == made.quantile && again.order == made.order &&
              again.limit == made.limit && again.text == made.text,
          text, "a text that means something else");
    check(made.limit >= 0 && (!made.rate || made.limit <= 1), text, "a limit out of range");
  } catch (const logscan::ExpressionError& error) {
    check(error.column() >= 1 && error.column() <= size + 1, text, "a column outside the text");
    check(logscan::safe_text(error.what()) == error.what(), text,
          "a message that is not printable");
  }
  return 0;
}
