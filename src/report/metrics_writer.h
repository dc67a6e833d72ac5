#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace logscan::detail {

/// Label names with their values, not yet escaped.
using Labels = std::vector<std::pair<std::string, std::string>>;

/// The names of labels that the report writes itself, besides those of the keys of groups.
constexpr std::array<std::string_view, 9> kOwnLabels = {
    "kind", "reason", "status", "class", "result", "path", "condition", "by", "quantile"};

constexpr std::size_t kLabelBytes = 128;  ///< The longest value that label_text() returns.

/// Turns log bytes into the value of a label, in printable UTF-8. A value that had to be changed or
/// truncated ends in `~` and eight hex digits of a hash, so the same bytes always give the same
/// value and other bytes another.
std::string label_text(std::string_view bytes);

/// The value of a label whose key is null; label_text() never returns it.
constexpr std::string_view kNullLabel = "(none)";

/// Turns a name into the name of a label: `path/2` becomes `path_2`. Label names have only letters,
/// digits and `_`, and do not start with a digit.
std::string label_name(std::string_view name);

/// Writes OpenMetrics text. Programs for the older Prometheus text format can read it too, since it
/// has only their types and no time stamps.
class MetricsWriter {
 public:
  MetricsWriter() = default;
  /// `common` are labels of every sample.
  explicit MetricsWriter(Labels common) : common_(std::move(common)) {}

  /// Begins a family, to which the next samples belong. `name` starts with kMetricMarker. `type` is
  /// counter, gauge or summary; `unit` is the ending of the name, or empty. A family without
  /// samples is not written.
  void family(std::string_view name, std::string_view type, std::string_view unit,
              std::string_view help);

  /// Writes a sample of the family; `suffix` (`_total`) follows the family's name. Returns false
  /// and writes nothing if the family already has a sample with these labels.
  bool sample(std::string_view suffix, const Labels& labels, std::string_view value);
  bool sample(std::string_view suffix, const Labels& labels, std::uint64_t value);

  /// Returns the text with its end mark. Call once.
  std::string finish();

 private:
  Labels common_;
  std::string out_;
  std::string name_;
  std::string head_;  ///< The head of the family, until its first sample.
  std::set<std::string> written_;
};

}  // namespace logscan::detail
