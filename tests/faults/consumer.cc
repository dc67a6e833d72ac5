#include "faults/consumer.h"

#include <numeric>
#include <stdexcept>

namespace logscan::faults {
namespace {

using nlohmann::json;

constexpr std::string_view kPath = "/n/";  // as numbered_lines() writes it

std::size_t number_of(const json& row) {
  const std::string path = row.at("key").at(0).get<std::string>();
  if (!path.starts_with(kPath)) throw std::runtime_error("this line was never written: " + path);
  return std::stoul(path.substr(kPath.size()));
}

}  // namespace

const std::vector<std::string>& report_arguments() {
  static const std::vector<std::string> arguments = {"--json", "--no-run", "--by",   "path",
                                                     "--top",  "100000",   "--exact"};
  return arguments;
}

bool Consumer::receive(std::string_view report) {
  const json read = json::parse(report, nullptr, false);
  if (read.is_discarded()) return false;
  const json& state = read.at("state");
  Window window;
  for (const json& row : read.at("groups").at(0).at("rows"))
    window.lines[number_of(row)] = row.at("count").get<std::uint64_t>();
  std::uint64_t sum = 0;
  for (const auto& [line, count] : window.lines)
    sum += count;
  // A line that was not parsed is a torn line.
  if (sum != read.at("totals").at("lines")) throw std::runtime_error("torn: " + read.dump(1));
  window.lost_bytes = state.at("lost_bytes").get<std::uint64_t>();
  for (const json& lost : state.at("lost"))
    window.maybe_more = window.maybe_more || lost.at("maybe_more").get<bool>();
  windows_[state.at("window").get<std::uint64_t>()] = std::move(window);
  return true;
}

std::map<std::size_t, std::uint64_t> Consumer::lines() const {
  std::map<std::size_t, std::uint64_t> all;
  for (const auto& [number, window] : windows_) {
    for (const auto& [line, count] : window.lines)
      all[line] += count;
  }
  return all;
}

std::set<std::size_t> Consumer::lines_of_newest() const {
  std::set<std::size_t> lines;
  if (windows_.empty()) return lines;
  for (const auto& [line, count] : windows_.rbegin()->second.lines)
    lines.insert(line);
  return lines;
}

bool Consumer::is_complete() const {
  return windows_.empty() || (windows_.begin()->first == 1 && newest() == windows_.size());
}

std::uint64_t Consumer::lost_bytes() const {
  return std::accumulate(
      windows_.begin(), windows_.end(), std::uint64_t{0},
      [](std::uint64_t sum, const auto& window) { return sum + window.second.lost_bytes; });
}

bool Consumer::lost_unknown() const {
  for (const auto& [number, window] : windows_) {
    if (window.maybe_more) return true;
  }
  return false;
}

}  // namespace logscan::faults
