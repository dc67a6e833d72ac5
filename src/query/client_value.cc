#include "query/client_value.h"

#include <stdexcept>
#include <string>
#include <string_view>

#include "logscan/expression.h"
#include "query/hints.h"

namespace logscan::detail {
namespace {

[[noreturn]] void refuse(const Value& value, const std::string& reason) {
  throw ExpressionError(value.column, reason);
}

// Digits and dots alone, or digits, letters a to f and at least two colons: no name of a machine.
bool looks_like_address(std::string_view text) {
  if (text.find_first_not_of("0123456789.") == std::string_view::npos) return !text.empty();
  return text.find(':') != text.rfind(':') &&
         text.find_first_not_of("0123456789abcdefABCDEF:") == std::string_view::npos;
}

}  // namespace

std::optional<Network> client_value(const Comparison& comparison, const Value& value) {
  const bool is_client = comparison.field == Field::kClient;
  if (value.text.find('/') != std::string::npos) {
    if (comparison.op != Operator::kIn) {
      if (!is_client) return std::nullopt;
      refuse(value, quoted(value.text) + " is no address; for a network write client in " +
                        quoted(value.text));
    }
    try {
      return Network::parse(value.text);
    } catch (const std::invalid_argument& error) {
      refuse(value, error.what());
    }
  }
  if (!is_client) return std::nullopt;
  const std::optional<IpAddress> address = parse_address(value.text);
  if (address) return Network(*address, 128);
  if (looks_like_address(value.text)) {
    refuse(value, quoted(value.text) + " is no address; for a network write its prefix length, " +
                      "for a part of the text client ^= " + quoted(value.text));
  }
  return std::nullopt;
}

}  // namespace logscan::detail
