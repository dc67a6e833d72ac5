#include "cli/mail_flag.h"

#include <algorithm>
#include <string_view>

#include "cli/usage_error.h"
#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan::cli {
namespace {

constexpr std::size_t kLongestAddress = 254;

bool is_letter_or_digit(char each) {
  return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') ||
         (each >= '0' && each <= '9');
}

/// `root`, `ops@example.com`: atoms with dots between, without quotes and comments (RFC 5322).
bool is_address(std::string_view text) {
  if (text.empty() || text.size() > kLongestAddress) return false;
  const std::size_t at = text.find('@');
  const std::string_view local = text.substr(0, at);
  const auto is_local = [](char each) {
    return is_letter_or_digit(each) ||
           std::string_view(".!#$%&'*+-/=?^_`{|}~").find(each) != std::string_view::npos;
  };
  if (local.empty() || !std::all_of(local.begin(), local.end(), is_local)) return false;
  if (at == std::string_view::npos) return true;
  const std::string_view domain = text.substr(at + 1);
  const auto is_domain = [](char each) {
    return is_letter_or_digit(each) || each == '.' || each == '-';
  };
  return !domain.empty() && std::all_of(domain.begin(), domain.end(), is_domain);
}

}  // namespace

std::string read_mail_address(const std::string& word) {
  std::string addresses;
  std::string_view rest = word;
  while (true) {
    const std::size_t end = std::min(rest.find(','), rest.size());
    const std::string_view address = rest.substr(0, end);
    if (!is_address(address)) {
      throw UsageError{
          fmt::format("--mail: expected an address such as ops@example.com, or several with commas "
                      "between, got "
                      "\"{}\"; see logscan -h",
                      safe_text(word))};
    }
    addresses.append(addresses.empty() ? "" : ", ").append(address);
    if (end == rest.size()) return addresses;
    rest.remove_prefix(end + 1);
  }
}

}  // namespace logscan::cli
