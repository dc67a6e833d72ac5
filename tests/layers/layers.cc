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

// The folders of src in the order of the stages (I23). A folder may include itself and those before
// it.
constexpr std::string_view kFolders[] = {
    "os",        "text",   "remote",   "input",  "logset", "scan",   "format", "record",  "query",
    "aggregate", "engine", "baseline", "report", "state",  "follow", "cli",    "session", "c"};

// The folders of the program, which may print, end the process, and use CLI11 and spdlog.
constexpr std::string_view kProgram[] = {"cli", "session"};

std::optional<std::size_t> stage_of_folder(std::string_view folder) {
  const auto* const found = std::find(std::begin(kFolders), std::end(kFolders), folder);
  if (found == std::end(kFolders)) return std::nullopt;
  return static_cast<std::size_t>(found - std::begin(kFolders));
}

struct Source {
  fs::path path;  // relative to the root
  std::size_t stage = 0;
  std::string text;
  bool is_program = false;
};

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

bool is_public(const fs::path& path) {
  return *path.begin() == "include";
}

// Returns the component of a file. Components must not form a cycle. A private header and its .cc
// are one component. A public header is one by itself, since it is a contract: its .cc may use
// helpers that use its types.
std::string component_of(const fs::path& path) {
  const fs::path name = path.parent_path() / path.stem();
  return is_public(path) ? path.string() : name.string();
}

// Returns a copy in which comments are blank, and strings as well unless `keep_strings`.
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

// Returns the path from the root of a project's include; nullopt for other includes.
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
    collect("src");
    collect("include/logscan");
    for (const Source& source : sources_) {
      check_includes(source);
      if (!source.is_program) check_words(source);
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
      const std::optional<std::size_t> stage = stage_of(path);
      if (!stage) {
        broken_.push_back(path.string() + " lies in no folder that kFolders in " +
                          "tests/layers/layers.cc lists");
        continue;
      }
      const bool is_program =
          path.parent_path() == "src" ||
          (!is_public(path) && std::find(std::begin(kProgram), std::end(kProgram),
                                         kFolders[*stage]) != std::end(kProgram));
      sources_.push_back({path, *stage, read_file(entry.path()), is_program});
    }
  }

  // Returns the stage of a file's folder. src/main.cc belongs to the last stage, the generated
  // src/version.h to the first. Returns nullopt for a file in an unknown folder.
  std::optional<std::size_t> stage_of(const fs::path& path) {
    if (is_public(path)) return stage_of_public(path);
    if (path == "src/version.h") return 0;
    if (path.parent_path() == "src") return std::size(kFolders) - 1;
    return stage_of_folder(std::next(path.begin())->string());
  }

  // Returns the stage of a public header. It is that of the source file with the same name that
  // includes it first, or else the last stage that the header includes.
  std::size_t stage_of_public(const fs::path& path) {
    const auto [found, is_new] = public_stages_.try_emplace(path.string(), 0);
    if (!is_new) return found->second;
    std::optional<std::size_t> stage;
    for (std::size_t folder = 0; folder < std::size(kFolders) && !stage; ++folder) {
      const fs::path source = root_ / "src" / kFolders[folder] / (path.stem().string() + ".cc");
      if (!fs::exists(source)) continue;
      const std::vector<std::string> includes = includes_of(read_file(source));
      if (!includes.empty() && target_of(includes.front()) == path) stage = folder;
    }
    if (!stage) {
      stage = 0;
      for (const std::string& include : includes_of(read_file(root_ / path))) {
        const std::optional<fs::path> to = target_of(include);
        if (to && is_public(*to)) stage = std::max(*stage, stage_of_public(*to));
      }
    }
    return public_stages_[path.string()] = *stage;
  }

  void check_includes(const Source& source) {
    const std::string from = source.path.string();
    for (const std::string& include : includes_of(source.text)) {
      if (!source.is_program && (include.starts_with("<CLI/") || include.starts_with("<spdlog/"))) {
        broken_.push_back(from + " includes " + include.substr(1) +
                          ", which only src/cli and src/session may");
      }
      const std::optional<fs::path> to = target_of(include);
      if (!to) continue;
      if (*to != "src/version.h" && !fs::exists(root_ / *to)) {
        broken_.push_back(from + " includes " + to->string() + ", which does not exist");
        continue;
      }
      if (is_public(source.path) && !is_public(*to)) {
        broken_.push_back(from + " includes " + to->string() + ", which is not installed with it");
      }
      const std::optional<std::size_t> stage = stage_of(*to);
      if (!stage) continue;  // already reported
      if (*stage > source.stage) {
        broken_.push_back(from + " (" + std::string(kFolders[source.stage]) + ") includes " +
                          to->string() + " (" + std::string(kFolders[*stage]) + "), a later stage");
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

  // Searches depth first; `trail_` is the path from the start.
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
  std::map<std::string, std::size_t> public_stages_;
  std::vector<std::string> broken_;
};

}  // namespace

std::vector<std::string> broken_rules(const fs::path& root) {
  return Checker(root).run();
}

}  // namespace logscan::layers
