// Man pages and completions, in the tools that read them.

#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "support/temp_folder.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

using test::TempFolder;

// Runs a script of /bin/sh, and returns what it prints.
std::string output_of(const std::string& script) {
  std::string text;
  std::FILE* const pipe = ::popen(("exec 2>&1\n" + script).c_str(), "r");
  if (pipe == nullptr) return "popen failed";
  std::array<char, 4096> buffer;
  while (const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), pipe))
    text.append(buffer.data(), size);
  ::pclose(pipe);
  return text;
}

TEST(ManPages, AreClean) {
  for (const char* const page : {"logscan.1", "logscan-formats.5", "logscan-queries.7"})
    EXPECT_EQ(output_of("mandoc -Tlint " LOGSCAN_PAGES "/" + std::string(page)), "");
}

TEST(ManPages, HaveOptionsAndNames) {
  const auto text = [](const std::string& page) {
    return output_of("mandoc -Tascii -Owidth=200 " LOGSCAN_PAGES "/" + page + " | sed 's/.\b//g'");
  };
  EXPECT_THAT(text("logscan.1"), testing::HasSubstr("--fail-if EXPR"));
  EXPECT_THAT(text("logscan.1"), testing::HasSubstr("'/t-[0-9]+=/t-{n}'"));
  EXPECT_THAT(text("logscan-formats.5"), testing::HasSubstr("nginx_proxy_manager"));
  EXPECT_THAT(text("logscan-queries.7"), testing::HasSubstr("agent_family"));
}

struct Row {
  std::string typed;      // before the Tab key
  std::string completed;  // the last word after it
};

const Row kRows[] = {
    {"logscan --fi", "--fields"},
    {"logscan -f te", "text"},
    {"logscan --format=te", "--format=text"},
    {"logscan --by path,st", "path,status"},
    {"logscan --by=host,agent_", "--by=host,agent_family"},
    {"logscan --by ext", "extension"},
    {"logscan --show count,p99,fi", "count,p99,first"},
    {"logscan --sort err", "errors"},
    {"logscan --sort ke", "key"},
    {"logscan --records --fields time,forw", "time,forwarded_for"},
    {"logscan -l gite", "gitea"},
    {"logscan --log-format cloudfr", "cloudfront"},
    {"logscan --mask clients,us", "clients,users"},
    {"logscan --color=alw", "--color=always"},
    {"logscan --help que", "queries"},
    {"logscan acc", "access.log"},
    {"logscan -o acc", "access.log"},
    {"logscan --by path --state=acc", "--state=access.log"},
    {"logscan -- acc", "access.log"},
};

class Completions : public testing::Test {
 protected:
  Completions() { folder_.write("access.log", ""); }

  // Types into an interactive shell on a terminal: what sets it up, then each row with Tab and
  // Return. A function in place of logscan prints the number of the row and its last word.
  void check_typing(const std::string& shell, const std::string& set_up) const {
    std::string keys = set_up + "\n";
    for (const Row& row : kRows)
      keys += row.typed + "\t\n";
    folder_.write("keys", keys + "exit\n");
    const std::string shown =
        output_of("cd " + folder_.path() + " && HOME=$PWD TERM=dumb script -qec '" + shell +
                  "' /dev/null <keys");
    int number = 0;
    for (const Row& row : kRows) {
      EXPECT_THAT(shown,
                  testing::HasSubstr("<" + std::to_string(++number) + " " + row.completed + ">"))
          << row.typed;
    }
  }

  TempFolder folder_;
};

TEST_F(Completions, Bash) {
  check_typing("bash --norc --noprofile -i",
               ". " LOGSCAN_PAGES
               "/logscan.bash; "
               "logscan() { for w; do :; done; echo \"<$((++n)) $w>\"; }");
}

TEST_F(Completions, Zsh) {
  check_typing("zsh -f -i", "fpath=(" LOGSCAN_PAGES
                            " $fpath); autoload -Uz compinit; compinit -u -D; "
                            "logscan() { print -r -- \"<$((++n)) $@[-1]>\" }");
}

TEST_F(Completions, Fish) {
  for (const Row& row : kRows) {
    const std::string shown = output_of("cd " + folder_.path() +
                                        " && HOME=$PWD fish --no-config -c 'source " LOGSCAN_PAGES
                                        "/logscan.fish; complete -C \"" +
                                        row.typed + "\"' | cut -f 1");
    EXPECT_EQ(shown, row.completed + "\n") << row.typed;
  }
}

}  // namespace
}  // namespace logscan
