#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "gen/generator.h"
#include "gen/hostile.h"
#include "gen/options.h"

namespace {

constexpr int kUsageError = 2;
constexpr int kWriteError = 5;

bool write_all(std::FILE* file, std::string_view bytes) {
  return std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
}

int cannot_write(const std::string& name) {
  const std::string message = "logscan-gen: cannot write " + (name.empty() ? "the log" : name);
  std::perror(message.c_str());
  return kWriteError;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace logscan::gen;
  const ParsedOptions parsed = parse_options(std::vector<std::string>(argv + 1, argv + argc));
  if (!parsed.error.empty()) {
    std::fprintf(stderr, "logscan-gen: %s\n", parsed.error.c_str());
    return kUsageError;
  }
  if (parsed.help || parsed.list) {
    std::fputs(parsed.help ? kUsage : list_oddities().c_str(), stdout);
    return 0;
  }
  const Options& options = parsed.options;
  std::FILE* file = options.output.empty() ? stdout : std::fopen(options.output.c_str(), "wb");
  if (file == nullptr) return cannot_write(options.output);
  std::setvbuf(file, nullptr, _IONBF, 0);  // the pieces are large already
  const Outcome outcome =
      generate(options, [file](std::string_view bytes) { return write_all(file, bytes); });
  if (!outcome.complete || std::fclose(file) != 0) return cannot_write(options.output);
  if (options.expected.empty()) return 0;
  std::FILE* counts = std::fopen(options.expected.c_str(), "wb");
  if (counts == nullptr) return cannot_write(options.expected);
  const bool written = write_all(counts, outcome.expected);
  if (std::fclose(counts) != 0 || !written) return cannot_write(options.expected);
  return 0;
}
