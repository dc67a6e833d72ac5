#include "layers/layers.h"

#include <algorithm>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <regex>
#include <set>
#include <string_view>
#include <utility>

namespace logscan::layers {
namespace {

namespace fs = std::filesystem;

// In the order of the flow. A part may include those of its own rank or a lower one.
const std::map<std::string, int, std::less<>> kStages = {
    {"base", 0},   {"input", 1},     {"scan", 2},   {"format", 3},   {"record", 4},
    {"query", 5},  {"aggregate", 6}, {"report", 7}, {"pipeline", 8}, {"baseline", 8},
    {"follow", 9}, {"state", 9},     {"cli", 10},
};

// The stage of each public header whose name is not that of its stage.
const std::map<std::string, std::string, std::less<>> kHeaders = {
    {"status", "base"},
    {"log_time", "base"},
    {"ip_address", "base"},
    {"safe_text", "base"},
    {"page_buffer", "base"},
    {"block", "input"},
    {"reader", "input"},
    {"log_names", "input"},
    {"discovery", "input"},
    {"line_index", "input"},  // names the padding, which the reader promises and the scanner uses
    {"scanner", "scan"},
    {"plain_line", "scan"},
    {"log_format", "format"},
    {"log_line", "format"},
    {"closest_format", "format"},
    {"field", "format"},
    {"own_field", "format"},
    {"line_judge", "format"},
    {"record_store", "record"},
    {"string_pool", "record"},
    {"table_hash", "record"},
    {"minute_counts", "aggregate"},
    {"top_keys", "aggregate"},
    {"summary", "aggregate"},
    {"cut_count", "aggregate"},
    {"group_measures", "aggregate"},
    {"record_writer", "report"},
    {"key_arena", "aggregate"},
    {"group_summary", "aggregate"},
    {"group_table", "aggregate"},
    {"distinct", "aggregate"},
    {"quantiles", "aggregate"},
    {"time_bucket", "base"},
    {"time_zone", "base"},
    {"moment", "base"},
    {"query", "pipeline"},
    {"run_clock", "pipeline"},
    {"question", "pipeline"},
    {"findings", "pipeline"},
    {"log_check", "pipeline"},
    {"run_clock", "pipeline"},
    {"real_client", "query"},
    {"country", "query"},
    {"mask", "query"},
    {"normalize", "query"},
    {"group_key", "query"},
    {"network", "query"},
    {"filter_flags", "query"},
    {"expression", "query"},
    {"threshold", "query"},
    {"threshold_result", "aggregate"},
    {"pair_line", "format"},
    {"json_line", "format"},
    {"keyed_line", "format"},
    {"key_map", "format"},
    {"layouts", "format"},
    {"other_lines", "format"},
    {"server_config", "format"},
    {"line_pattern", "format"},
    {"given_format", "format"},
    {"explained_line", "report"},
};

struct Source {
  fs::path path;  // from the root
  std::string stage;
  std::string text;
};

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The stage of a file by its path from the root; nothing when no stage claims it.
std::optional<std::string> stage_of(const fs::path& path) {
  const auto part = path.begin();
  const std::string first = std::next(part)->string();
  if (*part == "src") {
    if (first == "version.h") return "base";
    if (kStages.contains(first)) return first;
    return std::nullopt;
  }
  const std::string name = path.stem().string();
  if (const auto found = kHeaders.find(name); found != kHeaders.end()) return found->second;
  if (kStages.contains(name)) return name;
  return std::nullopt;
}

// What must not include itself over others: a private header with its .cc, or a public header
// alone. That one is a contract: its .cc may stand above helpers that speak its types.
std::string component_of(const fs::path& path) {
  const fs::path name = path.parent_path() / path.stem();
  return path.extension() == ".h" && *path.begin() == "include" ? path.string() : name.string();
}

// A copy in which comments, and strings too if asked, are blank.
std::string code_of(const std::string& text, bool keep_strings) {
  static const std::regex kSkip(R"re("(?:[^"\\\n]|\\.)*"|//[^\n]*|/\*[^]*?\*/)re");
  std::string code;
  auto from = text.begin();
  for (std::sregex_iterator at(text.begin(), text.end(), kSkip), end; at != end; ++at) {
    code.append(from, text.begin() + at->position());
    code += keep_strings && at->str().front() == '"' ? at->str() : " ";
    from = text.begin() + at->position() + at->length();
  }
  return code.append(from, text.end());
}

std::vector<std::string> includes_of(const std::string& text) {
  static const std::regex kInclude(R"re((?:^|\n)[ \t]*#[ \t]*include[ \t]*([<"][^>"\n]+)[>"])re");
  std::vector<std::string> includes;
  const std::string code = code_of(text, true);
  for (std::sregex_iterator at(code.begin(), code.end(), kInclude), end; at != end; ++at) {
    includes.push_back(at->str(1));
  }
  return includes;
}

// What a project include names, as a path from the root; nothing for the others.
std::optional<fs::path> target_of(const std::string& include) {
  const std::string name = include.substr(1);
  if (name.starts_with("logscan/")) return fs::path("include") / name;
  if (include.front() == '"') return fs::path("src") / name;
  return std::nullopt;
}

class Checker {
 public:
  explicit Checker(fs::path root) : root_(std::move(root)) {}

  std::vector<std::string> run() {
    collect("include/logscan");
    collect("src");
    for (const Source& source : sources_) {
      check_includes(source);
      if (source.stage != "cli") check_words(source);
    }
    for (const auto& [component, ignored] : edges_)
      find_circle(component);
    return broken_;
  }

 private:
  void collect(const char* folder) {
    for (const auto& entry : fs::recursive_directory_iterator(root_ / folder)) {
      const fs::path path = fs::relative(entry.path(), root_);
      if (path.extension() != ".h" && path.extension() != ".cc") continue;
      const std::optional<std::string> stage = stage_of(path);
      if (!stage) {
        broken_.push_back(path.string() + " belongs to no stage: put it in a stage's folder, or a" +
                          " public header into kHeaders of tests/layers/layers.cc");
        continue;
      }
      sources_.push_back({path, *stage, read_file(entry.path())});
    }
  }

  void check_includes(const Source& source) {
    const std::string from = source.path.string();
    for (const std::string& include : includes_of(source.text)) {
      if (source.stage != "cli" &&
          (include.starts_with("<CLI/") || include.starts_with("<spdlog/"))) {
        broken_.push_back(from + " includes " + include.substr(1) + ", which only src/cli may");
      }
      const std::optional<fs::path> to = target_of(include);
      if (!to) continue;
      if (*to != "src/version.h" && !fs::exists(root_ / *to)) {
        broken_.push_back(from + " includes " + to->string() + ", which does not exist");
        continue;
      }
      const std::optional<std::string> stage = stage_of(*to);
      if (!stage) continue;  // reported where the file was collected
      if (kStages.find(*stage)->second > kStages.find(source.stage)->second) {
        broken_.push_back(from + " (" + source.stage + ") includes " + to->string() + " (" +
                          *stage + "), a later stage");
      }
      edges_[component_of(source.path)].insert(component_of(*to));
    }
  }

  void check_words(const Source& source) {
    static const std::regex kWords(
        R"re(\bstd::(cout|cerr|clog)\b|\bfmt::print\b|\b(printf|fprintf|puts|perror|exit|_exit|quick_exit|abort|terminate)\s*\()re");
    const std::string code = code_of(source.text, false);
    std::smatch word;
    if (std::regex_search(code, word, kWords)) {
      broken_.push_back(source.path.string() + " says " + word.str() +
                        ": the library never prints and never ends the process");
    }
  }

  // Depth first; `trail_` holds the way from the start to here.
  void find_circle(const std::string& component) {
    const auto start = std::find(trail_.begin(), trail_.end(), component);
    if (start != trail_.end()) {
      std::string circle;
      for (auto at = start; at != trail_.end(); ++at)
        circle += *at + " -> ";
      broken_.push_back("a circle of includes: " + circle + component);
      return;
    }
    if (!done_.insert(component).second) return;
    trail_.push_back(component);
    const auto found = edges_.find(component);
    if (found != edges_.end()) {
      for (const std::string& next : found->second) {
        if (next != component) find_circle(next);
      }
    }
    trail_.pop_back();
  }

  fs::path root_;
  std::vector<Source> sources_;
  std::map<std::string, std::set<std::string>> edges_;
  std::vector<std::string> trail_;
  std::set<std::string> done_;
  std::vector<std::string> broken_;
};

}  // namespace

std::vector<std::string> broken_rules(const fs::path& root) {
  return Checker(root).run();
}

}  // namespace logscan::layers
