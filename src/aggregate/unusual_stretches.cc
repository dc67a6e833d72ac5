#include "aggregate/unusual_stretches.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <optional>
#include <utility>

namespace logscan {
namespace {

// In units. Wide groups of cells show what is too little to stand out in each of them.
constexpr std::array<std::int64_t, 6> kWidths = {1, 5, 15, 60, 360, 1440};

constexpr std::size_t kLeastGroups = 8;  // to know what is usual
constexpr double kFalseAlarms = 0.01;    // per chart, at most, if errors are independent
constexpr double kNearby = 3;            // a limit for the neighbours of what is certain
constexpr double kTimesOdds = 2;         // less is of no interest, even if it is certain
constexpr double kErrorsOfGroup = 5;     // beyond the usual number
constexpr double kErrorsOfStretch = 10;
constexpr double kDay = 86400;
constexpr double kManyPerDay = 12;        // stretches; then most of them are usual
constexpr std::int64_t kJoinedUnits = 5;  // stretches that are not farther apart are one
constexpr std::size_t kDays = 3;          // that must agree on what is usual at some hour
constexpr double kErrorsOfGuess = 5;     // of a group, on average, for a median that says something
constexpr std::size_t kSampled = 4096;   // groups at least show the spread of many
constexpr double kMadOfNormal = 0.6745;  // the median of |x| of a normal distribution

/// Consecutive cells that belong to no stretch yet.
struct Group {
  std::int64_t number = 0;  ///< index / width
  std::size_t begin = 0;    ///< cells
  std::size_t end = 0;
  double exposure = 0;  ///< requests, or units of time
  double errors = 0;
  double usual = 0;  ///< errors at the usual rate
};

/// Returns the median, the upper one of two; reorders the values, of which there is at least one.
template <class Value>
Value median(std::vector<Value>& values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

double part_term(double part, double of) {
  return part > 0 ? part * std::log(part / of) : 0;
}

class Chart {
 public:
  Chart(const std::vector<TimeCell>& cells, std::uint64_t unit_seconds, ErrorRate of)
      : cells_(cells), unit_(static_cast<std::int64_t>(unit_seconds)), of_(of) {}

  std::vector<UnusualStretch> stretches() {
    guess();
    find_all();
    // Again, with a rate that holds nothing of what was found.
    set_usual_rate();
    find_all();
    return all_stretches();
  }

 private:
  double exposure(const TimeCell& cell) const {
    return of_ == ErrorRate::kOfTime ? 1 : static_cast<double>(cell.requests);
  }

  std::size_t hour_of(const TimeCell& cell) const {
    const std::int64_t seconds = cell.index * unit_;
    return static_cast<std::size_t>(floor_div(seconds, 3600) - floor_div(seconds, 86400) * 24);
  }

  double rate_at(const TimeCell& cell) const {
    return by_hour_ ? std::max(rate_, hours_[hour_of(cell)]) : rate_;
  }

  void set_usual_errors() {
    by_hour_ =
        std::any_of(hours_.begin(), hours_.end(), [this](double rate) { return rate > rate_; });
    usual_.resize(cells_.size());
    for (std::size_t i = 0; i < cells_.size(); ++i)
      usual_[i] = exposure(cells_[i]) * rate_at(cells_[i]);
  }

  /// How surprising more errors than usual are: -ln of Chernoff's bound on the probability of as
  /// many or more.
  double surprise(const Group& group) const {
    if (of_ == ErrorRate::kOfTime)
      return part_term(group.errors, group.usual) - group.errors + group.usual;
    return part_term(group.errors, group.usual) +
           part_term(group.exposure - group.errors, group.exposure - group.usual);
  }

  bool is_worse(const Group& group) const {
    if (group.errors <= group.usual) return false;
    if (of_ == ErrorRate::kOfTime) return group.errors >= kTimesOdds * group.usual;
    return group.errors * (group.exposure - group.usual) >=
           kTimesOdds * group.usual * (group.exposure - group.errors);
  }

  /// Returns a group for each cell.
  std::vector<Group> narrowest() const {
    std::vector<Group> groups;
    groups.reserve(cells_.size());
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      const TimeCell& cell = cells_[i];
      groups.push_back(
          {cell.index, i, i + 1, exposure(cell), static_cast<double>(cell.errors), usual_[i]});
    }
    return groups;
  }

  /// Joins groups to groups that are `factor` times as wide, without those that stand out.
  static std::vector<Group> joined(const std::vector<Group>& groups, std::int64_t factor,
                                   const std::vector<bool>& stands_out) {
    std::vector<Group> wide;
    wide.reserve(groups.size());
    for (std::size_t i = 0; i < groups.size(); ++i) {
      if (stands_out[i]) continue;
      const std::int64_t number = floor_div(groups[i].number, factor);
      if (wide.empty() || wide.back().number != number) {
        wide.push_back(groups[i]);
        wide.back().number = number;
        continue;
      }
      Group& group = wide.back();
      group.end = groups[i].end;
      group.exposure += groups[i].exposure;
      group.errors += groups[i].errors;
      group.usual += groups[i].usual;
    }
    return wide;
  }

  /// Returns how much wider the middle of the groups spreads than independent errors would: the
  /// factor of the variance, at least 1.
  double dispersion(const std::vector<Group>& groups) const {
    std::vector<double> residuals;
    const std::size_t step = std::max<std::size_t>(1, groups.size() / kSampled);
    residuals.reserve(groups.size() / step + 1);
    for (std::size_t i = 0; i < groups.size(); i += step) {
      const Group& group = groups[i];
      const double size = std::sqrt(2 * std::max(0.0, surprise(group)));
      residuals.push_back(group.errors < group.usual ? -size : size);
    }
    const double middle = median(residuals);
    for (double& residual : residuals)
      residual = std::abs(residual - middle);
    const double spread = median(residuals) / kMadOfNormal;
    return std::max(1.0, spread * spread);
  }

  /// Estimates the usual rate so that a long incident does not change it much: by the median of
  /// groups, weighted by exposure, that are wide enough for their rates to differ.
  void guess() {
    found_.assign(cells_.size(), 0);
    usual_.assign(cells_.size(), 0);
    double exposures = 0;
    double errors = 0;
    for (const TimeCell& cell : cells_) {
      exposures += exposure(cell);
      errors += static_cast<double>(cell.errors);
    }
    std::vector<Group> groups = narrowest();
    guess_groups_ = groups;
    for (std::size_t i = 1; i < kWidths.size(); ++i) {
      if (errors >= kErrorsOfGuess * static_cast<double>(groups.size())) break;
      groups = joined(groups, kWidths[i] / kWidths[i - 1], std::vector<bool>(groups.size()));
      if (groups.size() < kLeastGroups) break;
      guess_width_ = kWidths[i];
      guess_groups_ = groups;
    }
    std::vector<std::pair<double, double>> rates;  // with exposure
    for (const Group& group : guess_groups_)
      rates.emplace_back(group.errors / group.exposure, group.exposure);
    std::sort(rates.begin(), rates.end());
    least_rate_ = 0.5 / exposures;
    double before = 0;
    for (const auto& [rate, weight] : rates) {
      before += weight;
      rate_ = rate;
      if (before * 2 >= exposures) break;
    }
    rate_ = std::clamp(rate_, least_rate_, most_rate());
    guess_hours();
  }

  /// Rates of 0 and 1 would make everything else certain.
  double most_rate() const { return of_ == ErrorRate::kOfTime ? HUGE_VAL : 1 - least_rate_; }

  /// Sets what is usual at each hour of the day, where several days tell.
  void guess_hours() {
    hours_.fill(0);
    if (unit_ > 3600) return;
    std::array<std::vector<double>, 24> rates;
    for (std::size_t i = 0; i < cells_.size();) {
      const std::size_t hour = hour_of(cells_[i]);
      const std::int64_t end = (floor_div(cells_[i].index * unit_, 3600) + 1) * 3600;
      double exposures = 0;
      double errors = 0;
      for (; i < cells_.size() && cells_[i].index * unit_ < end; ++i) {
        exposures += exposure(cells_[i]);
        errors += static_cast<double>(cells_[i].errors);
      }
      rates[hour].push_back(errors / exposures);
    }
    for (std::size_t i = 0; i < rates.size(); ++i) {
      if (rates[i].size() >= kDays) hours_[i] = std::min(median(rates[i]), most_rate());
    }
  }

  void set_usual_rate() {
    double exposures = 0;
    double errors = 0;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      if (found_[i] != 0) continue;
      exposures += exposure(cells_[i]);
      errors += static_cast<double>(cells_[i].errors);
    }
    if (exposures > 0) rate_ = std::clamp(errors / exposures, least_rate_, most_rate());
  }

  void find_all() {
    set_usual_errors();
    found_.assign(cells_.size(), 0);
    // Narrow groups have too few errors to show how they spread.
    for (Group& group : guess_groups_)
      group.usual = group.exposure * rate_at(cells_[group.begin]);
    const double least_dispersion = dispersion(guess_groups_);
    std::vector<Group> groups = narrowest();
    for (std::size_t i = 0; i < kWidths.size(); ++i) {
      if (groups.size() < kLeastGroups) break;
      const double least = kWidths[i] < guess_width_ ? least_dispersion : 1;
      const std::vector<bool> stands_out =
          find(groups, kWidths[i], std::max(least, dispersion(groups)));
      if (i + 1 < kWidths.size()) groups = joined(groups, kWidths[i + 1] / kWidths[i], stands_out);
    }
  }

  /// Marks what stands out, and returns which groups that are.
  std::vector<bool> find(const std::vector<Group>& groups, std::int64_t width, double dispersion) {
    const double charts = static_cast<double>(groups.size() * kWidths.size());
    const double limit = std::log(charts / kFalseAlarms) * dispersion;
    const double nearby = kNearby * dispersion;
    std::vector<bool> stands_out(groups.size());
    const auto is_nearby = [&](std::size_t i) {
      return !stands_out[i] && is_worse(groups[i]) && surprise(groups[i]) > nearby;
    };
    for (std::size_t i = 0; i < groups.size(); ++i) {
      const Group& group = groups[i];
      if (!is_worse(group) || group.errors - group.usual < kErrorsOfGroup) continue;
      if (surprise(group) <= limit) continue;
      stands_out[i] = true;
      for (std::size_t j = i; j > 0 && groups[j].number - groups[j - 1].number == 1; --j) {
        if (!is_nearby(j - 1)) break;
        stands_out[j - 1] = true;
      }
      for (std::size_t j = i + 1; j < groups.size(); ++j) {
        if (groups[j].number - groups[j - 1].number != 1 || !is_nearby(j)) break;
        stands_out[j] = true;
      }
    }
    for (std::size_t i = 0; i < groups.size();) {
      std::size_t end = i + 1;
      if (stands_out[i]) {
        while (end < groups.size() && stands_out[end] &&
               groups[end].number - groups[end - 1].number == 1)
          ++end;
        mark(groups[i].begin, groups[end - 1].end, width);
      }
      i = end;
    }
    return stands_out;
  }

  /// Marks cells, from the first that is worse than usual to the last.
  void mark(std::size_t begin, std::size_t end, std::int64_t width) {
    const auto is_worse = [this](std::size_t i) {
      return static_cast<double>(cells_[i].errors) > usual_[i];
    };
    while (begin < end && !is_worse(begin))
      ++begin;
    while (begin < end && !is_worse(end - 1))
      --end;
    for (std::size_t i = begin; i < end; ++i) {
      if (found_[i] == 0) found_[i] = width;
    }
  }

  /// Returns how many errors beyond the usual number make a stretch worth a word: as many as show
  /// in the total of a day, of which independent errors would have that standard deviation.
  double least_excess() const {
    const double usual = std::accumulate(usual_.begin(), usual_.end(), 0.0);
    return std::sqrt(usual / days());
  }

  double days() const {
    const double seconds = static_cast<double>(cells_.size()) * static_cast<double>(unit_);
    return std::max(1.0, seconds / kDay);
  }

  /// If many stretches stand out, drops those that are usual. Values above a high limit exceed it
  /// by an exponentially distributed amount. A stretch stays if it exceeds even the largest of
  /// these.
  void drop_usual(std::vector<UnusualStretch>& stretches) const {
    const auto count = static_cast<double>(stretches.size());
    if (count <= kManyPerDay * days()) return;
    const auto excess = [](const UnusualStretch& stretch) {
      return static_cast<double>(stretch.errors) - stretch.usual_errors;
    };
    std::vector<double> excesses;
    for (const UnusualStretch& stretch : stretches)
      excesses.push_back(excess(stretch));
    const double mean = median(excesses) / std::log(2.0);
    const double limit = mean * std::log(count / kFalseAlarms);
    std::erase_if(stretches,
                  [&](const UnusualStretch& stretch) { return excess(stretch) <= limit; });
  }

  std::vector<UnusualStretch> all_stretches() const {
    std::vector<UnusualStretch> stretches;
    const double least = least_excess();
    for (std::size_t i = 0; i < cells_.size();) {
      if (found_[i] == 0) {
        ++i;
        continue;
      }
      std::size_t last = i;
      for (std::size_t j = i + 1; j < cells_.size(); ++j) {
        if (found_[j] == 0) continue;
        const std::int64_t near = std::max({kJoinedUnits, found_[last], found_[j]});
        if (cells_[j].index - cells_[last].index > near + 1) break;
        last = j;
      }
      if (const auto stretch = stretch_of(i, last + 1, least)) stretches.push_back(*stretch);
      i = last + 1;
    }
    drop_usual(stretches);
    return stretches;
  }

  /// Returns nullopt for what is too little to speak of.
  std::optional<UnusualStretch> stretch_of(std::size_t begin, std::size_t end,
                                           double least_excess) const {
    std::int64_t width = kWidths.back();
    Group all{.begin = begin, .end = end};
    UnusualStretch stretch;
    stretch.first = cells_[begin].index;
    stretch.last = cells_[end - 1].index;
    for (std::size_t i = begin; i < end; ++i) {
      if (found_[i] != 0) width = std::min(width, found_[i]);
      stretch.requests += cells_[i].requests;
      stretch.errors += cells_[i].errors;
      all.exposure += exposure(cells_[i]);
      all.usual += usual_[i];
    }
    all.errors = static_cast<double>(stretch.errors);
    if (all.errors < kErrorsOfStretch || all.errors - all.usual < least_excess || !is_worse(all))
      return std::nullopt;
    stretch.usual_errors = all.usual;
    set_peak(begin, end, width, stretch);
    return stretch;
  }

  /// The peak has the length of the shortest groups that stand out.
  void set_peak(std::size_t begin, std::size_t end, std::int64_t width,
                UnusualStretch& stretch) const {
    double most = -1;
    for (std::size_t i = begin; i < end;) {
      const std::int64_t number = floor_div(cells_[i].index, width);
      std::uint64_t requests = 0;
      std::uint64_t errors = 0;
      double usual = 0;
      for (; i < end && floor_div(cells_[i].index, width) == number; ++i) {
        requests += cells_[i].requests;
        errors += cells_[i].errors;
        usual += usual_[i];
      }
      const double more = static_cast<double>(errors) - usual;
      if (more <= most) continue;
      most = more;
      stretch.peak_first = std::max(number * width, stretch.first);
      stretch.peak_last = std::min(number * width + width - 1, stretch.last);
      stretch.peak_requests = requests;
      stretch.peak_errors = errors;
    }
  }

  const std::vector<TimeCell>& cells_;
  std::int64_t unit_;
  ErrorRate of_;
  double rate_ = 0;  ///< the usual one
  double least_rate_ = 0;
  std::array<double, 24> hours_{};  ///< what it is by the hour of the day, where it is higher
  std::vector<double> usual_;       ///< errors of each cell at the usual rate
  bool by_hour_ = false;
  std::vector<Group> guess_groups_;
  std::int64_t guess_width_ = 1;     ///< of groups with some errors each
  std::vector<std::int64_t> found_;  ///< by cell, in groups of which width; 0: in none
};

}  // namespace

std::vector<UnusualStretch> find_unusual_stretches(const std::vector<TimeCell>& cells,
                                                   std::uint64_t unit_seconds, ErrorRate of) {
  const bool any =
      std::any_of(cells.begin(), cells.end(), [](const TimeCell& cell) { return cell.errors > 0; });
  if (!any || cells.size() < kLeastGroups) return {};
  return Chart(cells, unit_seconds, of).stretches();
}

}  // namespace logscan
