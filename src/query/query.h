#pragma once

#include <optional>
#include <vector>

#include "format/given_format.h"
#include "format/line_parser.h"
#include "logscan/query_spec.h"
#include "query/expression.h"
#include "query/group_key.h"
#include "query/normalize.h"
#include "query/real_client.h"
#include "text/time_zone.h"

namespace logscan {

/// The compiled form of a GroupSpec.
struct GroupQuery {
  GroupSpec spec;
  std::vector<GroupKey> by;
};

/// The compiled form of a SeriesSpec.
struct SeriesQuery {
  std::uint64_t every = 60;
  TimeZone zone;
  GroupQuery groups;
};

/// The compiled form of a QuerySpec, which workers apply to lines. Immutable and never copied.
struct Query {
  /// Compiles a spec. Throws QueryError.
  Query(QuerySpec given, const QueryContext& context);
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  QuerySpec spec;  ///< completed, in canonical order

  std::optional<GivenFormat> log_format;
  TimeZone log_zone;
  TimeZone zone;  ///< of QuerySpec::timezone
  TrustedProxies trusted_proxies;
  std::optional<Expression> filter;
  std::optional<Normalizer> normalizer;  ///< for paths; targets and requests stay as they are
  std::vector<GroupQuery> groups;
  std::vector<SeriesQuery> series;
  std::vector<std::vector<GroupKey>> tables;  ///< the keys of QuerySpec::tables

  /// Returns a parser for the lines of one input.
  LineParser parser() const { return LineParser(spec.max_line, log_format, log_zone); }

  /// Returns whether the query asks for the default report only.
  bool empty() const;

  /// Returns the fields that must be cut from every line.
  FieldSet fields() const;

  /// Returns whether the result depends on the times of lines.
  bool asks_for_times() const { return !series.empty() || fields().has(Field::kTime); }
};

/// Compiles a filter. Returns nullopt if every line passes. Lines without a time match neither
/// `since` nor `until`. `context` parses times, else they are as in expressions. Throws
/// std::invalid_argument; the message starts with the option: `--status: '6000' is ...`.
std::optional<Expression> make_filter(const FilterSpec& spec,
                                      const ExpressionContext& context = {});

}  // namespace logscan
