#include "query/filter_terms.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "format/token.h"
#include "query/masker.h"
#include "text/ascii.h"
#include "text/join.h"

namespace logscan {
namespace {

constexpr const char* kHiddenValue = "(masked)";

bool has_word(std::string_view text, std::string_view word) {
  return text.find(word) != std::string_view::npos;
}

/// Returns whether an expression names a field that the mask hides.
bool is_hidden(const std::string& expression, const QuerySpec& spec) {
  const Mask& mask = spec.mask;
  if (!mask.any()) return false;
  std::vector<std::string_view> hidden = {"request", "referer", "forwarded_for", "target"};
  for (const OwnField& field : spec.log_format.own)
    hidden.push_back(field.name);
  if (mask.clients) hidden.emplace_back("client");
  if (mask.queries) hidden.emplace_back("query");
  if (mask.users) hidden.emplace_back("user");
  return std::any_of(hidden.begin(), hidden.end(),
                     [&](std::string_view word) { return has_word(expression, word); });
}

std::string shown(const std::string& value, const QuerySpec& spec) {
  if (!spec.mask.clients) return value;
  std::string masked;
  detail::append_masked_addresses(value, masked);
  return masked;
}

std::optional<LogTime> time_of(const std::string& text, const QuerySpec& spec) {
  const auto found = std::find_if(spec.moments.begin(), spec.moments.end(),
                                  [&](const NamedMoment& moment) { return moment.text == text; });
  if (found == spec.moments.end()) return std::nullopt;
  return LogTime{found->seconds, 0};
}

/// Returns the value after a `like` that has `%` and no `*`; empty if there is none.
std::string_view value_of_sql_like(std::string_view expression) {
  for (std::size_t at = 0; at < expression.size();) {
    const char byte = expression[at];
    if (byte == '"' || byte == '\'') {
      at = std::min(expression.find(byte, at + 1), expression.size() - 1) + 1;
      continue;
    }
    std::size_t end = at;
    while (end < expression.size() && (is_letter(expression[end]) || expression[end] == '_'))
      ++end;
    const std::string_view word = expression.substr(at, end - at);
    at = std::max(end, at + 1);
    if (word != "like" && word != "LIKE") continue;
    std::string_view rest = trim_spaces(expression.substr(end));
    const bool is_quoted = rest.starts_with('"') || rest.starts_with('\'');
    rest = is_quoted ? rest.substr(1, rest.find(rest.front(), 1) - 1)
                     : rest.substr(0, rest.find_first_of(" ,)"));
    if (has_word(rest, "%") && !has_word(rest, "*")) return rest;
  }
  return {};
}

}  // namespace

std::vector<FilterTerm> filter_terms(const QuerySpec& spec) {
  const FilterSpec& filter = spec.filter;
  std::vector<FilterTerm> terms;
  const auto add = [&](const char* option, const std::string& value) {
    if (!value.empty()) terms.push_back({option, shown(value, spec), std::nullopt});
  };
  const auto add_time = [&](const char* option, const std::string& value) {
    if (!value.empty()) terms.push_back({option, value, time_of(value, spec)});
  };
  add("--status", detail::join(filter.statuses, ","));
  add("--not-status", detail::join(filter.not_statuses, ","));
  add("--method", detail::join(filter.methods, ","));
  add("--host", detail::join(filter.hosts, ","));
  for (const std::string& path : filter.paths)
    add("--path", path);
  add("--client", detail::join(filter.clients, ","));
  add("--not-client", detail::join(filter.not_clients, ","));
  add_time("--since", filter.since);
  add_time("--until", filter.until);
  for (const std::string& where : filter.where)
    add("--where", is_hidden(where, spec) ? kHiddenValue : where);
  return terms;
}

std::vector<FilterTerm> rewrite_terms(const QuerySpec& spec) {
  std::vector<FilterTerm> terms;
  const auto add = [&](const char* option, const std::string& value) {
    terms.push_back({option, shown(value, spec), std::nullopt});
  };
  for (const std::string& network : spec.trusted_proxies)
    add("--trusted-proxy", network);
  if (spec.normalize) add("--normalize", "");
  for (const NormalizeRule& rule : spec.normalize_rules)
    add("--normalize-rule", rule.regex + "=" + rule.replacement);
  std::vector<std::string_view> masked;
  if (spec.mask.clients) masked.emplace_back("clients");
  if (spec.mask.queries) masked.emplace_back("queries");
  if (spec.mask.users) masked.emplace_back("users");
  if (!masked.empty()) add("--mask", detail::join(masked, ","));
  return terms;
}

std::vector<std::string> filter_hints(const QuerySpec& spec, const ComparedFields& compared) {
  std::vector<std::string> hints;
  for (const std::string& given : spec.filter.paths) {
    const std::string path = shown(given, spec);
    if (path.find_first_of("*?") != std::string::npos) continue;
    hints.push_back(path.starts_with('/')
                        ? "--path " + path +
                              " is that path alone; for all that begin with it, use '" + path + "*'"
                        : "a path begins with /; for all that contain " + path + ", use --path '*" +
                              path + "*'");
  }
  for (const std::string& where : spec.filter.where) {
    const std::string_view value = value_of_sql_like(where);
    if (value.empty() || is_hidden(where, spec)) continue;
    std::string glob = shown(std::string(value), spec);
    std::replace(glob.begin(), glob.end(), '%', '*');
    hints.push_back("in like, * stands for any bytes and % for itself; use like '" + glob + "'");
  }
  const FieldSet missing = compared.missing();
  for (std::size_t i = 0; i < kFields + spec.log_format.own.size(); ++i) {
    const Field field = static_cast<Field>(i);
    if (!missing.has(field)) continue;
    hints.push_back("no line that was compared has the field " +
                    std::string(field_name(field, spec.log_format.own)) +
                    "; --explain-format shows how lines are read");
  }
  return hints;
}

}  // namespace logscan
