#include <stdexcept>
#include <string>
#include <string_view>

#include "query/expression.h"
#include "query/hints.h"
#include "query/literals.h"
#include "query/network.h"

namespace logscan::detail {
namespace {

[[noreturn]] void refuse(const Value& value, const std::string& reason) {
  throw ExpressionError(value.column, reason);
}

// Parses `192.0.2.0-192.0.2.99`. Returns nullopt if the two parts are no addresses.
std::optional<AddressRange> read_range(const Value& value) {
  const std::string_view text = value.text;
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const std::optional<IpAddress> first = parse_address(text.substr(0, dash));
  const std::optional<IpAddress> last = parse_address(text.substr(dash + 1));
  if (!first || !last) {
    if (!looks_like_address(text.substr(0, dash))) return std::nullopt;
    refuse(value,
           quoted(text) + " is not a range of addresses; write one such as 10.0.0.1-10.0.0.99");
  }
  if (first->is_v4() != last->is_v4())
    refuse(value, quoted(text) + " mixes IPv4 and IPv6; both ends must be of one kind");
  if (*last < *first) refuse(value, quoted(text) + " ends before it begins");
  return AddressRange{*first, *last};
}

}  // namespace

bool looks_like_address(std::string_view text) {
  if (text.find_first_not_of("0123456789.") == std::string_view::npos) return !text.empty();
  return text.find(':') != text.rfind(':') &&
         text.find_first_not_of("0123456789abcdefABCDEF:") == std::string_view::npos;
}

std::optional<AddressRange> client_value(const Comparison& comparison, const Value& value) {
  const bool is_client = comparison.field == Field::kClient;
  if (value.text.find('/') != std::string::npos) {
    if (comparison.op != Operator::kIn) {
      if (!is_client) return std::nullopt;
      refuse(value, quoted(value.text) + " is not an address; for a network write client in " +
                        quoted(value.text));
    }
    try {
      const Network network = Network::parse(value.text);
      return AddressRange{network.first(), network.last()};
    } catch (const std::invalid_argument& error) {
      refuse(value, error.what());
    }
  }
  if (!is_client) return std::nullopt;
  const std::optional<IpAddress> address = parse_address(value.text);
  if (address) return AddressRange{*address, *address};
  if (comparison.op == Operator::kIn) {
    if (const std::optional<AddressRange> range = read_range(value)) return range;
  }
  if (looks_like_address(value.text)) {
    refuse(value, quoted(value.text) +
                      " is not an address; for a network write its prefix length, " +
                      "for a part of the text client ^= " + quoted(value.text));
  }
  return std::nullopt;
}

}  // namespace logscan::detail
