#include "logscan/query_spec.h"

#include <algorithm>
#include <utility>

#include "logscan/log_time.h"
#include "query/measure_needs.h"
#include "text/byte_writer.h"
#include "text/join.h"
#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan {
namespace {

/// A property in which two specs must agree for their counts to be added up: as bytes for
/// comparison, and as words for people.
struct Trait {
  std::string bytes;
  std::string words;
};

/// Collects the traits of a spec. The bytes of a trait start with the number of its kind.
class Traits {
 public:
  enum class Kind : std::uint8_t {
    kLogFormat,
    kMaxLine,
    kLogZone,
    kStatus,
    kNotStatus,
    kMethod,
    kHost,
    kPath,
    kClient,
    kNotClient,
    kSince,
    kUntil,
    kWhere,
    kTime,
    kNormalize,
    kRule,
    kProxy,
    kCountryFile,
    kDays,
    kMask,
    kGroups,
    kSeries,
    kTable,
    kBytes,
    kTimes,
    kExact,
    kMemory,
  };

  explicit Traits(const QuerySpec& spec) : spec_(spec) {
    add_reading();
    add_filter();
    add_view();
    add_rows();
  }

  const std::vector<Trait>& all() const { return all_; }

 private:
  // Adds a trait with the bytes that `bytes(writer)` writes.
  template <class Bytes>
  void add(Kind kind, std::string words, Bytes&& bytes) {
    ByteWriter to;
    to.number(static_cast<std::uint64_t>(kind));
    bytes(to);
    all_.push_back({to.release(), std::move(words)});
  }

  void add_text(Kind kind, const char* label, const std::string& text) {
    add(kind, fmt::format("{} {}", label, safe_text(text)), [&](ByteWriter& to) { to.text(text); });
  }

  void add_list(Kind kind, const char* label, const std::vector<std::string>& texts) {
    if (texts.empty()) return;
    add(kind, fmt::format("{} {}", label, safe_text(detail::join(texts, ","))),
        [&](ByteWriter& to) { write_texts(texts, to); });
  }

  void add_each(Kind kind, const char* label, const std::vector<std::string>& texts) {
    for (const std::string& text : texts)
      add_text(kind, label, text);
  }

  static void write_texts(const std::vector<std::string>& texts, ByteWriter& to) {
    to.number(texts.size());
    for (const std::string& text : texts)
      to.text(text);
  }

  void add_reading() {
    const LogFormatSpec& format = spec_.log_format;
    add(Kind::kLogFormat, "log format " + format_words(format), [&](ByteWriter& to) {
      to.number(static_cast<std::uint64_t>(format.kind));
      to.text(format.text);
    });
    add(Kind::kMaxLine, fmt::format("max line {}", spec_.max_line),
        [&](ByteWriter& to) { to.number(spec_.max_line); });
    add_text(Kind::kLogZone, "log timezone",
             spec_.log_timezone.empty() ? "UTC" : spec_.log_timezone);
  }

  static std::string format_words(const LogFormatSpec& format) {
    const std::string text = safe_text(format.text);
    switch (format.kind) {
      case LogFormatSpec::Kind::kAny:
        return "auto";
      case LogFormatSpec::Kind::kNginx:
        return "nginx " + text;
      case LogFormatSpec::Kind::kApache:
        return "apache " + text;
      case LogFormatSpec::Kind::kName:
      case LogFormatSpec::Kind::kKeys:
        break;
    }
    return text;
  }

  void add_filter() {
    const FilterSpec& filter = spec_.filter;
    add_list(Kind::kStatus, "status", filter.statuses);
    add_list(Kind::kNotStatus, "not status", filter.not_statuses);
    add_list(Kind::kMethod, "method", filter.methods);
    add_list(Kind::kHost, "host", filter.hosts);
    add_each(Kind::kPath, "path", filter.paths);
    add_list(Kind::kClient, "client", filter.clients);
    add_list(Kind::kNotClient, "not client", filter.not_clients);
    add_edge(Kind::kSince, "since", filter.since);
    add_edge(Kind::kUntil, "until", filter.until);
    add_each(Kind::kWhere, "where", filter.where);
    for (const NamedMoment& moment : spec_.moments) {
      if (moment.text == filter.since || moment.text == filter.until) continue;
      add(Kind::kTime, fmt::format("time {} as {}", safe_text(moment.text), rfc3339(moment)),
          [&](ByteWriter& to) {
            to.text(moment.text);
            to.signed_number(moment.seconds);
          });
    }
  }

  static std::string rfc3339(const NamedMoment& moment) {
    return format_rfc3339({moment.seconds, 0});
  }

  // Times that are written differently may be equal.
  void add_edge(Kind kind, const char* label, const std::string& text) {
    for (const NamedMoment& moment : spec_.moments) {
      if (moment.text != text) continue;
      add(kind, fmt::format("{} {}", label, rfc3339(moment)),
          [&](ByteWriter& to) { to.signed_number(moment.seconds); });
    }
  }

  void add_view() {
    if (spec_.normalize) add(Kind::kNormalize, "normalize ids", [](ByteWriter&) {});
    for (const NormalizeRule& rule : spec_.normalize_rules) {
      add(Kind::kRule,
          fmt::format("normalize rule {}={}", safe_text(rule.regex), safe_text(rule.replacement)),
          [&](ByteWriter& to) {
            to.text(rule.regex);
            to.text(rule.replacement);
          });
    }
    add_list(Kind::kProxy, "trusted proxy", spec_.trusted_proxies);
    if (spec_.country_file_size != 0) {
      add(Kind::kCountryFile,
          fmt::format("country file of {} bytes that end as {:016x}", spec_.country_file_size,
                      spec_.country_file_end),
          [&](ByteWriter& to) {
            to.number(spec_.country_file_size);
            to.word(spec_.country_file_end);
          });
    }
    if (!spec_.timezone.empty() && has_days()) add_text(Kind::kDays, "days of", spec_.timezone);
    const Mask& mask = spec_.mask;
    if (!mask.any()) return;
    std::vector<const char*> words;
    if (mask.clients) words.push_back("clients");
    if (mask.queries) words.push_back("queries");
    if (mask.users) words.push_back("users");
    add(Kind::kMask, "mask " + detail::join(words, ","), [&](ByteWriter& to) {
      to.flag(mask.clients);
      to.flag(mask.queries);
      to.flag(mask.users);
    });
  }

  static bool has_days(const GroupSpec& groups) {
    return std::any_of(groups.by.begin(), groups.by.end(), [](const std::string& key) {
      return key == "hour" || key == "weekday" || key == "day";
    });
  }

  bool has_days() const {
    return spec_.filter_has_days ||
           std::any_of(spec_.groups.begin(), spec_.groups.end(),
                       [](const GroupSpec& groups) { return has_days(groups); }) ||
           std::any_of(spec_.series.begin(), spec_.series.end(),
                       [](const SeriesSpec& series) { return has_days(series.groups); });
  }

  void add_rows() {
    bool bytes = false;
    bool times = false;
    const auto add_groups = [&](Kind kind, const std::string& label, const GroupSpec& groups,
                                auto&& more) {
      const MeasureNeeds needs(groups);
      bytes = bytes || needs.bytes;
      times = times || needs.times;
      add(kind, label + rows_words(groups.by, needs), [&](ByteWriter& to) {
        write_texts(groups.by, to);
        to.flag(needs.clients);
        to.flag(needs.durations);
        to.flag(needs.percentiles);
        to.number(needs.own);
        more(to);
      });
    };
    for (const GroupSpec& groups : spec_.groups)
      add_groups(Kind::kGroups, "groups", groups, [](ByteWriter&) {});
    for (const ThresholdTable& table : spec_.tables)
      add_table(table);
    for (const SeriesSpec& series : spec_.series) {
      add_groups(Kind::kSeries,
                 fmt::format("series every {} s of {}", series.every, safe_text(series.zone)),
                 series.groups, [&](ByteWriter& to) {
                   to.number(series.every);
                   to.text(series.zone);
                 });
    }
    if (spec_.groups.empty() && spec_.series.empty() && spec_.tables.empty()) return;
    if (bytes) add(Kind::kBytes, "sums of bytes", [](ByteWriter&) {});
    if (times) add(Kind::kTimes, "rows with times", [](ByteWriter&) {});
    if (spec_.exact) {
      add(Kind::kExact, "exact rows", [](ByteWriter&) {});  // whatever the memory
    } else {
      add(Kind::kMemory, fmt::format("memory {}", spec_.memory),
          [&](ByteWriter& to) { to.number(spec_.memory); });
    }
  }

  void add_table(const ThresholdTable& table) {
    std::vector<std::string> measured;
    for (const ThresholdTable::Column& column : table.columns) {
      measured.push_back(column.amount == Threshold::Amount::kClientErrors ? "client errors"
                         : column.amount == Threshold::Amount::kServerErrors
                             ? "server errors"
                             : "status " + std::string(status_name(column.status)));
    }
    if (table.durations) measured.emplace_back("durations");
    add(Kind::kTable, "thresholds" + rows_words(table.by, measured), [&](ByteWriter& to) {
      write_texts(table.by, to);
      to.number(table.columns.size());
      for (const ThresholdTable::Column& column : table.columns) {
        to.number(static_cast<std::uint64_t>(column.amount));
        to.number(column.status);
      }
      to.flag(table.durations);
    });
  }

  static std::string rows_words(const std::vector<std::string>& by,
                                const std::vector<std::string>& measured) {
    std::string text = by.empty() ? "" : " by " + safe_text(detail::join(by, ","));
    if (!measured.empty()) text += " with " + detail::join(measured, " and ");
    return text;
  }

  std::string rows_words(const std::vector<std::string>& by, const MeasureNeeds& needs) const {
    std::vector<std::string> measured;
    if (needs.clients) measured.emplace_back("clients");
    if (needs.percentiles) {
      measured.emplace_back("durations");
    } else if (needs.durations) {
      measured.emplace_back("sums of durations");
    }
    const OwnFields& own = spec_.log_format.own;
    for (std::size_t i = 0; i < own.size(); ++i) {
      if ((needs.own >> i & 1) != 0) measured.push_back(own[i].name);
    }
    return rows_words(by, measured);
  }

  const QuerySpec& spec_;
  std::vector<Trait> all_;
};

// Returns the words of the first trait that `others` lacks.
std::optional<std::string> first_alone(const std::vector<Trait>& some,
                                       const std::vector<Trait>& others) {
  for (const Trait& trait : some) {
    const bool is_common = std::any_of(others.begin(), others.end(), [&](const Trait& other) {
      return other.bytes == trait.bytes;
    });
    if (!is_common) return trait.words;
  }
  return std::nullopt;
}

// Keeps the measures that only one of the specs sorts by. The result does not depend on the order
// of the two.
void agree(GroupSpec& mine, const GroupSpec& theirs) {
  mine.top = std::max(mine.top, theirs.top);
  mine.min_count = std::min(mine.min_count, theirs.min_count);
  if (mine.sort == theirs.sort && mine.show == theirs.show) return;
  mine.show.insert(mine.show.end(), theirs.show.begin(), theirs.show.end());
  if (mine.sort != theirs.sort) {
    for (const std::optional<Measure>& sort : {mine.sort, theirs.sort})
      if (sort && sort != Measure::kCount) mine.show.push_back(*sort);
    mine.sort = Measure::kCount;
  }
  std::sort(mine.show.begin(), mine.show.end());
  mine.show.erase(std::unique(mine.show.begin(), mine.show.end()), mine.show.end());
}

}  // namespace

bool QuerySpec::is_relative() const {
  return std::any_of(moments.begin(), moments.end(),
                     [](const NamedMoment& moment) { return moment.is_relative; });
}

std::string QuerySpec::in_words() const {
  const Traits traits(*this);
  std::string text;
  for (const Trait& trait : traits.all())
    text += (text.empty() ? "" : ", ") + trait.words;
  return text;
}

std::optional<std::string> QuerySpec::difference(const QuerySpec& other) const {
  const Traits mine(*this);
  const Traits theirs(other);
  const std::optional<std::string> here = first_alone(mine.all(), theirs.all());
  const std::optional<std::string> there = first_alone(theirs.all(), mine.all());
  if (here && there) return fmt::format("{}, and {}", *here, *there);
  if (here) return fmt::format("{}, and without", *here);
  if (there) return fmt::format("without {}, and with", *there);
  const bool is_same =
      std::equal(mine.all().begin(), mine.all().end(), theirs.all().begin(), theirs.all().end(),
                 [](const Trait& a, const Trait& b) { return a.bytes == b.bytes; });
  if (is_same) return std::nullopt;
  return "the same in another order";
}

void QuerySpec::agree(const QuerySpec& other) {
  memory = std::max(memory, other.memory);
  if (timezone != other.timezone) timezone.clear();  // no key depends on it
  top_keys = std::max(top_keys, other.top_keys);
  for (std::size_t i = 0; i < groups.size(); ++i)
    logscan::agree(groups[i], other.groups[i]);
  for (std::size_t i = 0; i < series.size(); ++i)
    logscan::agree(series[i].groups, other.series[i].groups);
}

}  // namespace logscan
