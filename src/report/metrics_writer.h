#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace logscan::detail {

/// Label names with their values, as they are before they are escaped.
using Labels = std::vector<std::pair<std::string, std::string>>;

constexpr std::size_t kLabelBytes = 128;  ///< the longest value that label_text() gives

/// Log bytes as the value of a label: printable UTF-8. What had to be changed or cut for that ends
/// in `~` and eight digits that tell it from others: the same for the same bytes, always.
std::string label_text(std::string_view bytes);

/// What stands for a null; label_text() never gives it.
constexpr std::string_view kNullLabel = "(none)";

/// `path/2` as `path_2`: letters, digits and `_`, no digit in front.
std::string label_name(std::string_view name);

/// Writes OpenMetrics text that programs for the older Prometheus text format read as well: no
/// types that those lack, no time stamps.
class MetricsWriter {
 public:
  /// Begins a family of samples; the next samples are of it. `type` is counter, gauge or summary;
  /// `unit` is what the name ends in, or empty. Without samples nothing is written.
  void family(std::string_view name, std::string_view type, std::string_view unit,
              std::string_view help);

  /// A sample of the family; `suffix` (`_total`) comes behind its name. False, and nothing is
  /// written, where the family has one with these labels already.
  bool sample(std::string_view suffix, const Labels& labels, std::string_view value);
  bool sample(std::string_view suffix, const Labels& labels, std::uint64_t value);

  /// The text, with its end mark. Call once.
  std::string finish();

 private:
  std::string out_;
  std::string name_;
  std::string head_;  ///< of a family, until its first sample
  std::set<std::string> written_;
};

}  // namespace logscan::detail
