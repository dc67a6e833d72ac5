// Runs every file of cases/ and every example of the pages below as a test. With LOGSCAN_UPDATE
// set, rewrites the expectations to match the output.

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "program/case_file.h"
#include "program/examples.h"
#include "program/run_command.h"
#include <gtest/gtest.h>

namespace logscan::program_test {
namespace {

namespace fs = std::filesystem;

const fs::path kProject = LOGSCAN_SOURCE_DIR;
const fs::path kCases = kProject / "tests/program/cases";

struct Page {
  const char* suite;
  fs::path path;
  bool is_for_crontabs = false;  ///< Its commands work in a crontab and an interactive shell.
};

// The pages whose examples are run.
const Page kPages[] = {{"Readme", kProject / "README.md"},
                       {"Baseline", kProject / "docs/baseline.md"},
                       {"Compare", kProject / "docs/compare.md"},
                       {"CustomFormats", kProject / "docs/custom-formats.md"},
                       {"Guide", kProject / "docs/guide.md"},
                       {"Incidents", kProject / "docs/incidents.md"},
                       {"Metrics", kProject / "docs/metrics.md"},
                       {"OwnFields", kProject / "docs/own-fields.md", true},
                       {"Partials", kProject / "docs/partials.md"},
                       {"Privacy", kProject / "docs/privacy.md", true},
                       {"Queries", kProject / "docs/queries.md", true},
                       {"Recipes", kProject / "docs/recipes.md", true},
                       {"Records", kProject / "docs/records.md", true},
                       {"State", kProject / "docs/state.md"},
                       {"Thresholds", kProject / "docs/thresholds.md", true}};

bool update_wanted() {
  const char* value = std::getenv("LOGSCAN_UPDATE");
  return value != nullptr && *value != '\0';
}

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_file(const fs::path& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  if (!out.flush()) throw std::runtime_error("cannot write " + path.string());
}

void run_case(const fs::path& path) {
  const CaseFile c = parse_case(read_file(path));
  const Scratch scratch;
  for (const Section& section : c.sections) {
    if (section.kind == "file") scratch.write(section.name, section.bytes());
  }
  const Section* input = c.find("stdin");
  const Outcome outcome =
      run_command(scratch, c.find("command")->text, input == nullptr ? "" : input->bytes(), false);
  const std::string trouble = difference(c, outcome);
  if (trouble.empty()) return;
  if (update_wanted()) {
    write_file(path, format_case(updated(c, outcome)));
    return;
  }
  ADD_FAILURE() << path.string() << "\n"
                << c.about << c.find("command")->text << trouble
                << "(LOGSCAN_UPDATE=1 accepts the new output)";
}

void run_example(const Page& page, std::size_t index) {
  const std::string text = read_file(page.path);
  const Example example = find_examples(text).at(index);
  // Apache patterns need `%`, so not every page can avoid it.
  if (page.is_for_crontabs) {
    EXPECT_EQ(example.command.find_first_of("!%"), std::string::npos)
        << example.command << "\nhas another meaning in an interactive shell or a crontab";
  }
  const Scratch scratch;
  const Outcome outcome = run_command(scratch, example.command, "", true);
  EXPECT_TRUE(outcome.exit == 0 || example.exit_is_shown)
      << example.command << "\nexits with " << outcome.exit << "; show it with `$ echo $?`";
  if (glob_lines(example.output, outcome.out) || example.output == outcome.out) return;
  if (update_wanted()) {
    write_file(page.path, with_output(text, example.line, outcome.out));
    return;
  }
  ADD_FAILURE() << page.path.string() << ":" << example.line << "\n$ " << example.command
                << "\n(- expected, + seen)\n"
                << line_diff(example.output, outcome.out);
}

// A test with a function as its body, since GoogleTest requires a class for tests created at run
// time.
class FunctionTest : public testing::Test {
 public:
  explicit FunctionTest(std::function<void()> body) : body_(std::move(body)) {}
  void TestBody() override { body_(); }

 private:
  std::function<void()> body_;
};

std::string test_name(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return text;
}

void add_test(const char* suite, const std::string& name, std::function<void()> body) {
  testing::RegisterTest(
      suite, name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
      [body = std::move(body)]() -> testing::Test* { return new FunctionTest(body); });
}

void add_cases() {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator(kCases)) {
    if (entry.path().extension() == ".case") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  for (const fs::path& path : paths) {
    const std::string name = fs::relative(path, kCases).replace_extension().string();
    add_test("Case", test_name(name), [path] { run_case(path); });
  }
}

void add_examples() {
  for (const Page& page : kPages) {
    const std::size_t count = find_examples(read_file(page.path)).size();
    for (std::size_t i = 0; i < count; ++i) {
      add_test(page.suite, "Example" + std::to_string(i + 1), [&page, i] { run_example(page, i); });
    }
  }
}

}  // namespace
}  // namespace logscan::program_test

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  logscan::program_test::add_cases();
  logscan::program_test::add_examples();
  return RUN_ALL_TESTS();
}
