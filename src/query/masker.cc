#include "query/masker.h"

#include <algorithm>
#include <cstddef>
#include <functional>

#include "format/token.h"
#include "query/mask_addresses.h"

namespace logscan::detail {

void Masker::client(std::string_view text) {
  if (!mask_.clients) return words(text);
  append_masked_client(text, out_);
}

void Masker::clients(std::string_view text) {
  if (!mask_.clients) return words(text);
  while (true) {
    const std::size_t comma = std::min(text.find(','), text.size());
    const std::string_view entry = trim_spaces(text.substr(0, comma));
    if (text.starts_with(' ')) out_ += ' ';
    append_masked_client(entry, out_);
    if (comma == text.size()) return;
    out_ += ',';
    text.remove_prefix(comma + 1);
  }
}

void Masker::user(std::string_view text) {
  if (!mask_.users) return words(text);
  out_ += "user";
}

void Masker::query(std::string_view text) {
  if (!mask_.queries) return plain(text);
  while (true) {
    const std::size_t end = std::min(text.find('&'), text.size());
    const std::size_t equals = text.substr(0, end).find('=');
    if (equals != std::string_view::npos) plain(text.substr(0, equals + 1));
    if (end == text.size()) return;
    out_ += '&';
    text.remove_prefix(end + 1);
  }
}

void Masker::url(std::string_view text) {
  if (!mask_.queries) return plain(text);
  const std::size_t hash = std::min(text.find('#'), text.size());
  const std::size_t question = std::min(text.find('?'), hash);
  plain(text.substr(0, question));
  if (question < hash) {
    out_ += '?';
    query(text.substr(question + 1, hash - question - 1));
  }
  if (hash < text.size()) out_ += '#';
}

void Masker::request(std::string_view text, std::string_view target) {
  if (!lies_in(target, text)) return url(text);
  const auto begin = static_cast<std::size_t>(target.data() - text.data());
  words(text.substr(0, begin));
  url(target);
  words(text.substr(begin + target.size()));
}

void Masker::words(std::string_view text) {
  while (mask_.queries) {
    const std::size_t question = text.find('?');
    if (question == std::string_view::npos) break;
    plain(text.substr(0, question));
    out_ += '?';
    text.remove_prefix(question + 1);
    const std::size_t end = std::min(text.find_first_of(" \t\""), text.size());
    query(text.substr(0, end));
    text.remove_prefix(end);
  }
  plain(text);
}

// Text without a query.
void Masker::plain(std::string_view text) {
  if (mask_.clients) {
    append_masked_addresses(text, out_);
  } else {
    out_ += text;
  }
}

bool lies_in(std::string_view part, std::string_view whole) {
  const std::less_equal<> not_behind;
  return part.data() != nullptr && not_behind(whole.data(), part.data()) &&
         not_behind(part.data() + part.size(), whole.data() + whole.size());
}

}  // namespace logscan::detail
