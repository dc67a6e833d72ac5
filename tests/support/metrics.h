#pragma once

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/safe_text.h"

/// A strict reader of OpenMetrics text. Accepts only what the Prometheus text format has, too.
namespace logscan::test {

struct MetricSample {
  std::string name;
  std::map<std::string, std::string> labels;
  double value = 0;
};

struct MetricFamily {
  std::string type;
  std::string unit;
  std::vector<MetricSample> samples;
};

class MetricsReader {
 public:
  /// Throws std::runtime_error that quotes the invalid line.
  explicit MetricsReader(std::string_view text) : text_(text) {
    if (!is_utf8(text)) fail("invalid UTF-8");
    if (!text.ends_with("# EOF\n")) fail("no end mark");
    while (text_ != "# EOF\n") {
      line_ = text_.substr(0, text_.find('\n'));
      text_.remove_prefix(line_.size() + 1);
      line_.starts_with('#') ? read_head() : read_sample();
    }
    end_family();
  }

  const std::map<std::string, MetricFamily>& families() const { return families_; }

  /// Returns the value of the sample with this name and these labels.
  double value(const std::string& name, const std::map<std::string, std::string>& labels) const {
    for (const auto& [family, content] : families_) {
      for (const MetricSample& sample : content.samples) {
        if (sample.name == name && sample.labels == labels) return sample.value;
      }
    }
    throw std::runtime_error("no such sample: " + name);
  }

 private:
  [[noreturn]] void fail(const std::string& why) const {
    throw std::runtime_error(why + ": " + std::string(line_));
  }

  void read_head() {
    for (const char* word : {"# TYPE ", "# UNIT ", "# HELP "}) {
      if (!line_.starts_with(word)) continue;
      std::string_view rest = line_.substr(7);
      const std::string name(rest.substr(0, rest.find(' ')));
      if (name.size() + 1 >= rest.size()) fail("nothing after the name");
      rest.remove_prefix(name.size() + 1);
      if (word[2] == 'T') begin_family(name, std::string(rest));
      if (name != name_) fail("not about the open family");
      if (word[2] == 'U') set_unit(std::string(rest));
      if (word[2] == 'H' && rest.find_first_of("\\\"") != rest.npos)
        fail("help with invalid bytes");
      return;
    }
    fail("an unknown comment");
  }

  void begin_family(const std::string& name, const std::string& type) {
    end_family();
    name_ = name;
    check_name(name);
    if (families_.contains(name)) fail("a duplicate family");
    if (type != "counter" && type != "gauge" && type != "summary") fail("an unknown type");
    if (name.ends_with("_total")) fail("a family that ends in _total");
    families_[name].type = type;
  }

  void set_unit(const std::string& unit) {
    MetricFamily& family = families_[name_];
    if (!family.samples.empty() || !family.unit.empty()) fail("a unit too late");
    if (!name_.ends_with("_" + unit)) fail("a name that does not end in its unit");
    family.unit = unit;
  }

  void end_family() {
    if (!name_.empty() && families_[name_].samples.empty()) fail("the previous family is empty");
  }

  void check_name(std::string_view name) const {
    const auto is_good = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    };
    if (name.empty() || (name[0] >= '0' && name[0] <= '9') || name.starts_with("__") ||
        !std::all_of(name.begin(), name.end(), is_good))
      fail("a name with invalid bytes");
  }

  void read_sample() {
    std::string_view rest = line_;
    MetricSample sample;
    sample.name = rest.substr(0, rest.find_first_of("{ "));
    rest.remove_prefix(sample.name.size());
    if (rest.starts_with('{')) read_labels(rest, sample);
    if (!rest.starts_with(' ')) fail("no space before the value");
    rest.remove_prefix(1);
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), sample.value);
    if (error != std::errc() || end != rest.data() + rest.size()) fail("not a number");
    check_sample(sample);
    families_[name_].samples.push_back(std::move(sample));
  }

  void read_labels(std::string_view& rest, MetricSample& sample) const {
    do {
      rest.remove_prefix(1);  // { or ,
      const std::string name(rest.substr(0, rest.find('=')));
      check_name(name);
      rest.remove_prefix(std::min(rest.size(), name.size() + 1));
      if (!rest.starts_with('"')) fail("a label without quotes");
      rest.remove_prefix(1);
      std::string value;
      while (!rest.starts_with('"')) {
        if (rest.empty()) fail("a label without closing quote");
        if (rest[0] == '\\') {
          rest.remove_prefix(1);
          if (rest.empty() || std::string_view("\\\"n").find(rest[0]) == std::string_view::npos)
            fail("an unknown escape");
          value += rest[0] == 'n' ? '\n' : rest[0];
        } else {
          value += rest[0];
        }
        rest.remove_prefix(1);
      }
      rest.remove_prefix(1);
      if (value.empty()) fail("an empty label, which equals a missing one");
      if (!sample.labels.emplace(name, value).second) fail("a duplicate label");
    } while (rest.starts_with(','));
    if (!rest.starts_with('}')) fail("labels without closing brace");
    rest.remove_prefix(1);
  }

  void check_sample(const MetricSample& sample) {
    const MetricFamily& family = families_[name_];
    if (!sample.name.starts_with(name_) || name_.empty()) fail("a sample outside its family");
    const std::string suffix = sample.name.substr(name_.size());
    const bool is_quantile = sample.labels.contains("quantile");
    if (family.type == "counter" && (suffix != "_total" || sample.value < 0)) fail("not a counter");
    if (family.type == "gauge" && !suffix.empty()) fail("a gauge with a suffix");
    if (family.type == "summary" && suffix != "_sum" && suffix != "_count" && !suffix.empty())
      fail("a summary with an unknown suffix");
    if (is_quantile != (family.type == "summary" && suffix.empty())) fail("a misplaced quantile");
    if (!known_.emplace(sample.name, sample.labels).second) fail("a duplicate sample");
  }

  std::string_view text_;
  std::string_view line_;
  std::string name_;  ///< The name of the open family.
  std::map<std::string, MetricFamily> families_;
  std::set<std::pair<std::string, std::map<std::string, std::string>>> known_;
};

}  // namespace logscan::test
