#include "query/hints.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <vector>

#include "logscan/field.h"
#include "query/group_key.h"
#include "text/nearest_name.h"
#include "text/safe_text.h"

namespace logscan::detail {
namespace {

struct Hint {
  std::string_view found;
  std::string_view meant;
};

// Names that other programs use for these fields.
constexpr Hint kFieldHints[] = {
    {"code", "status"},
    {"ip", "client"},
    {"remote_addr", "client"},
    {"size", "bytes"},
    {"body_bytes_sent", "bytes"},
    {"uri", "path"},
    {"url", "path"},
    {"request_uri", "target"},
    {"verb", "method"},
    {"ua", "agent"},
    {"user_agent", "agent"},
    {"http_user_agent", "agent"},
    {"http_referer", "referer"},
    {"vhost", "host"},
    {"server_name", "host"},
    {"remote_user", "user"},
    {"request_time", "duration"},
    {"latency", "duration"},
    {"date", "time"},
    {"timestamp", "time"},
    {"xff", "forwarded_for"},
    {"args", "query"},
    {"errors", "error"},
    {"browser", "agent_family"},
    {"robot", "bot"},
    {"crawler", "bot"},
    {"subnet", "network"},
    {"ext", "extension"},
};

// Spellings of these operators in other languages.
constexpr Hint kOperatorHints[] = {
    {"=~", "~"},
    {"~=", "~"},
    {"~*", "~ with (?i) in front of the expression"},
    {"<>", "!="},
    {"=<", "<="},
    {"=>", ">="},
    {"is", "="},
    {"eq", "="},
    {"ne", "!="},
    {"matches", "~"},
    {"contains", "*="},
    {"startswith", "^="},
    {"starts", "^="},
    {"endswith", "$="},
    {"ends", "$="},
    {"between", ">= and <="},
    {":", "="},
    {"!*=", "not in front of the field"},
    {"!^=", "not in front of the field"},
    {"!$=", "not in front of the field"},
    {"===", "="},
};

template <std::size_t kCount>
std::string_view hint_for(std::string_view found, const Hint (&hints)[kCount]) {
  const auto hint = std::find_if(std::begin(hints), std::end(hints),
                                 [&](const Hint& each) { return each.found == found; });
  return hint == std::end(hints) ? std::string_view() : hint->meant;
}

// Returns the fields, then the keys that are no fields.
std::vector<std::string_view> all_names() {
  std::vector<std::string_view> names(kFieldNames.begin(), kFieldNames.end());
  for (const std::string_view key : GroupKey::names()) {
    if (std::find(names.begin(), names.end(), key) == names.end()) names.push_back(key);
  }
  return names;
}

}  // namespace

std::string unknown_field(std::string_view word, const FormatFields& fields) {
  const std::vector<std::string_view> known = all_names();
  const std::string start = "there is no field " + quoted(word) + "; ";
  std::string_view meant = hint_for(word, kFieldHints);
  if (meant.empty()) {
    std::vector<std::string_view> names = known;
    for (const OwnField& field : fields.own)
      names.push_back(field.name);
    meant = nearest_name(word, names);
  }
  const std::string question = meant.empty() ? "" : "did you mean " + std::string(meant) + "?";
  if (!fields.own.empty()) {
    return start + question + (meant.empty() ? "" : " ") + "the fields of the given format are " +
           fields.names();
  }
  if (!meant.empty()) return start + question;
  std::string list;
  for (const std::string_view name : known)
    list += (list.empty() ? "" : ", ") + std::string(name);
  return start + "the fields are " + list;
}

std::string_view meant_operator(std::string_view found) {
  return hint_for(found, kOperatorHints);
}

std::string quoted(std::string_view text) {
  return "'" + safe_text(text.substr(0, 200), 60) + "'";
}

}  // namespace logscan::detail
