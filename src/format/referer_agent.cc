#include "format/referer_agent.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>

#include "format/decimal.h"
#include "format/token.h"
#include "text/client_text.h"

namespace logscan {
namespace {

bool is_browser(std::string_view text) {
  return text.starts_with("Mozilla/");
}

bool is_whole_url(std::string_view text) {
  return (text.starts_with("http://") || text.starts_with("https://")) &&
         text.find(' ') == std::string_view::npos;
}

constexpr std::array<bool, 256> kInEntries = [] {
  std::array<bool, 256> bytes{};
  for (const char byte : std::string_view("0123456789abcdefABCDEF.:[]-,+% "))
    bytes[static_cast<unsigned char>(byte)] = true;
  return bytes;
}();

// Returns false for most names, since one of their first bytes is in no number, address or list.
bool may_be_number_or_address(std::string_view text) {
  return std::all_of(text.begin(), text.begin() + std::min<std::ptrdiff_t>(std::ssize(text), 4),
                     [](char byte) { return kInEntries[static_cast<unsigned char>(byte)]; });
}

// Accepts numbers, addresses, a list of these as nginx writes them for several servers, and its
// Unix sockets.
bool is_number_or_server(std::string_view text) {
  if (text.starts_with("unix:")) return true;
  if (!may_be_number_or_address(text)) return false;
  while (text.data() != nullptr) {
    const std::string_view entry = pop_first_entry(text);
    if (!is_decimal(entry) && entry != "-" && plain_address(entry).empty()) return false;
  }
  return true;
}

}  // namespace

RefererAndAgent cut_referer_and_agent(std::string_view referer, std::string_view agent,
                                      std::string_view next) {
  RefererAndAgent cut{null_if_dash(referer), null_if_dash(agent)};
  const bool other_columns = cut.referer.data() != nullptr &&
                             (is_browser(cut.referer) || is_number_or_server(cut.referer));
  if (other_columns) cut.referer = {};
  if (cut.agent.data() == nullptr || is_browser(cut.agent)) return cut;
  const bool is_others_url = is_whole_url(cut.agent) && (other_columns || is_browser(next));
  if (is_others_url || is_number_or_server(cut.agent) ||
      (ends_in_port(cut.agent) && is_virtual_host(cut.agent))) {
    cut.agent = {};
  }
  return cut;
}

}  // namespace logscan
