// Writes man pages and completions from the tables of the program.
// Usage: generate FOLDER DATE, with the date as YYYY-MM-DD.

#include <cstdio>
#include <fstream>
#include <string>

#include "pages.h"

namespace {

bool write_file(const std::string& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  out.close();
  if (!out) std::fprintf(stderr, "generate: %s: cannot be written\n", path.c_str());
  return !out.fail();
}

}  // namespace

int main(int argc, char** argv) {
  using namespace logscan::cli;
  if (argc != 3) {
    std::fputs("usage: generate FOLDER DATE\n", stderr);
    return 2;
  }
  const std::string folder = std::string(argv[1]) + "/";
  const char* const date = argv[2];
  return write_file(folder + "logscan.1", program_page(date)) &&
                 write_file(folder + "logscan-formats.5", formats_page(date)) &&
                 write_file(folder + "logscan-queries.7", queries_page(date)) &&
                 write_file(folder + "logscan.bash", bash_completion()) &&
                 write_file(folder + "_logscan", zsh_completion()) &&
                 write_file(folder + "logscan.fish", fish_completion())
             ? 0
             : 1;
}
