#include <algorithm>
#include <limits>
#include <memory>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "format/token.h"
#include "query/comparison.h"
#include "query/hints.h"
#include "query/literals.h"
#include "query/program.h"
#include "query/query.h"
#include "query/value_conditions.h"
#include "text/safe_text.h"

namespace logscan {
namespace {

using detail::Comparison;
using detail::Operator;
using detail::Program;
using detail::quoted;

/// A flag as given; `values` is empty if it was not.
struct Flag {
  std::string_view name;
  const std::vector<std::string>& values;

  [[noreturn]] void refuse(const std::string& reason) const {
    throw std::invalid_argument(std::string(name) + ": " + reason);
  }

  std::vector<std::string_view> entries() const {
    std::vector<std::string_view> entries;
    for (const std::string& value : values) {
      std::size_t begin = 0;
      while (begin <= value.size()) {
        const std::size_t end = std::min(value.find(',', begin), value.size());
        add(entries, value, std::string_view(value).substr(begin, end - begin));
        begin = end + 1;
      }
    }
    return entries;
  }

  std::vector<std::string_view> whole_values() const {
    std::vector<std::string_view> entries;
    for (const std::string& value : values)
      add(entries, value, value);
    return entries;
  }

 private:
  void add(std::vector<std::string_view>& entries, const std::string& value,
           std::string_view entry) const {
    entry = trim_spaces(entry);
    if (entry.empty())
      refuse("an entry of " + quoted(value) + " is empty; write values with commas between them");
    entries.push_back(entry);
  }
};

Program compare(const Flag& flag, Field field, Operator op,
                const std::vector<std::string_view>& texts) {
  Comparison comparison{field, false, op, {}, 0, {}};
  for (const std::string_view text : texts)
    comparison.values.push_back({std::string(text), 0, false});
  try {
    return detail::compile(comparison, {});
  } catch (const ExpressionError& error) {
    flag.refuse(error.reason());
  }
}

// Compiles globs and exact values for one field.
Program any_like(const Flag& flag, Field field, const std::vector<std::string_view>& entries) {
  std::vector<Program> parts;
  std::vector<std::string_view> exact;
  for (const std::string_view entry : entries) {
    if (entry.find_first_of("*?") == std::string_view::npos) {
      exact.push_back(entry);
    } else {
      parts.push_back(compare(flag, field, Operator::kLike, {entry}));
    }
  }
  if (!exact.empty()) parts.push_back(compare(flag, field, Operator::kIn, exact));
  return Program::any_of(std::move(parts));
}

// Logs write a port after the host, but users rarely think of it. So an entry without a port
// matches any port.
Program host_filter(const Flag& flag) {
  const std::vector<std::string_view> entries = flag.entries();
  std::vector<std::string> with_port;
  for (const std::string_view entry : entries) {
    if (entry.find(':') != std::string_view::npos) continue;
    std::string& glob = with_port.emplace_back();
    const bool is_glob = entry.find_first_of("*?") != std::string_view::npos;
    for (const char byte : entry) {
      if (!is_glob && byte == '\\') glob += '\\';
      glob += byte;
    }
    glob += ":*";
  }
  std::vector<std::string_view> all = entries;
  all.insert(all.end(), with_port.begin(), with_port.end());
  return any_like(flag, Field::kHost, all);
}

// Rejects names of machines; --where can match them. Otherwise a mistyped address would silently
// match nothing.
void check_client(const Flag& flag, std::string_view entry) {
  const std::string_view first = entry.substr(0, entry.find_first_of("-/"));
  const bool is_address =
      parse_address(entry) || (first.size() < entry.size() && parse_address(first));
  if (!is_address && entry.find('/') == std::string_view::npos) {
    flag.refuse(quoted(entry) +
                " is not an address, network or range; write one such as 192.0.2.1, "
                "10.0.0.0/8 or 10.0.0.1-10.0.0.99; for a name: --where 'client = \"NAME\"'");
  }
}

Program client_filter(const Flag& flag) {
  std::vector<std::string_view> wanted;
  std::vector<std::string_view> unwanted;
  for (const std::string_view entry : flag.entries()) {
    if (entry != "!") check_client(flag, entry.substr(entry.starts_with('!') ? 1 : 0));
    if (!entry.starts_with('!')) {
      wanted.push_back(entry);
    } else if (entry.size() > 1) {
      unwanted.push_back(entry.substr(1));
    } else {
      flag.refuse("expected a value after '!'");
    }
  }
  std::vector<Program> parts;
  if (!wanted.empty()) parts.push_back(compare(flag, Field::kClient, Operator::kIn, wanted));
  if (!unwanted.empty())
    parts.push_back(compare(flag, Field::kClient, Operator::kIn, unwanted).negated());
  return Program::all_of(std::move(parts));
}

std::optional<std::int64_t> moment_of(std::string_view option, const std::string& text,
                                      const ExpressionContext& context) {
  if (text.empty()) return std::nullopt;
  const std::optional<std::int64_t> moment =
      context.parse_time ? context.parse_time(text) : detail::parse_moment(text);
  if (moment) return moment;
  throw std::invalid_argument(std::string(option) +
                              ": expected a time such as 2026-01-12, 2026-01-12T10:00, 10:00, "
                              "29/Nov/2026, yesterday or 2 hours ago, got \"" +
                              safe_text(text) + "\"");
}

Program time_filter(const FilterSpec& spec, const ExpressionContext& context) {
  using Limits = std::numeric_limits<std::int64_t>;
  const std::optional<std::int64_t> since = moment_of("--since", spec.since, context);
  const std::optional<std::int64_t> until = moment_of("--until", spec.until, context);
  if (since && until && *since >= *until) {
    throw std::invalid_argument("--until: it is not later than --since, so no line can match");
  }
  const std::int64_t first = since.value_or(Limits::min());
  const std::int64_t last = until ? *until - 1 : Limits::max();
  std::vector<detail::Numbers::Range> range;
  if (last >= first) range.push_back({first, last});
  return Program(std::make_shared<detail::NumberIsIn>(Field::kTime, std::move(range)));
}

}  // namespace

std::optional<Expression> make_filter(const FilterSpec& spec, const ExpressionContext& context) {
  std::vector<Program> parts;
  const auto add = [&parts](const Flag& flag, auto&& filter) {
    if (!flag.values.empty()) parts.push_back(filter(flag));
  };
  const auto is_in = [](Field field) {
    return
        [field](const Flag& flag) { return compare(flag, field, Operator::kIn, flag.entries()); };
  };
  add({"--status", spec.statuses}, is_in(Field::kStatus));
  add({"--not-status", spec.not_statuses},
      [&](const Flag& flag) { return is_in(Field::kStatus)(flag).negated(); });
  add({"--method", spec.methods}, is_in(Field::kMethod));
  add({"--host", spec.hosts}, host_filter);
  add({"--path", spec.paths},
      [](const Flag& flag) { return any_like(flag, Field::kPath, flag.whole_values()); });
  add({"--client", spec.clients}, client_filter);
  add({"--not-client", spec.not_clients}, [](const Flag& flag) {
    for (const std::string_view entry : flag.entries()) {
      if (entry.starts_with('!')) flag.refuse(quoted(entry) + " is left out twice; drop the '!'");
      check_client(flag, entry);
    }
    return compare(flag, Field::kClient, Operator::kIn, flag.entries()).negated();
  });
  if (!spec.since.empty() || !spec.until.empty()) parts.push_back(time_filter(spec, context));

  std::vector<Expression> expressions;
  if (!parts.empty()) expressions.emplace_back(Program::all_of(std::move(parts)));
  for (const std::string& where : spec.where) {
    try {
      expressions.push_back(Expression::parse(where, context));
    } catch (const ExpressionError& error) {
      throw std::invalid_argument(std::string("--where: ") + error.what());
    }
  }
  if (expressions.empty()) return std::nullopt;
  return Expression::all_of(expressions);
}

}  // namespace logscan
