#include "faults/faulty.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

namespace logscan::faults {
namespace {

namespace fs = std::filesystem;

// Outside the folder that the tests examine.
constexpr const char* kLog = "../calls";

std::string read_all(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

std::string with_fault(const std::string& rules) {
  return std::string("LD_PRELOAD=") + LOGSCAN_FAULTS_SHIM + " LOGSCAN_FAULT='" + rules +
         "' LOGSCAN_FAULT_LOG=" + kLog + " ";
}

bool Seen::fault_came() const {
  return std::any_of(calls.begin(), calls.end(),
                     [](const std::string& call) { return call.find(": ") != std::string::npos; });
}

std::size_t Seen::count(std::string_view beginning) const {
  return static_cast<std::size_t>(
      std::count_if(calls.begin(), calls.end(),
                    [&](const std::string& call) { return call.starts_with(beginning); }));
}

Seen run(const Scratch& scratch, const std::string& command, const std::string& input) {
  const fs::path log = scratch.folder() / kLog;
  fs::remove(log);
  Seen done;
  static_cast<Outcome&>(done) = program_test::run_command(scratch, command, input, false);
  std::istringstream lines(read_all(log));
  for (std::string line; std::getline(lines, line);)
    done.calls.push_back(line);
  return done;
}

std::string numbered_lines(std::size_t first, std::size_t last) {
  std::string text;
  for (std::size_t i = first; i < last; ++i) {
    text += "192.0.2." + std::to_string(i % 250) + " - - [10/Oct/2023:13:55:36 +0000] \"GET /n/" +
            std::to_string(i) + " HTTP/1.1\" " + (i % 7 == 0 ? "503" : "200") + " " +
            std::string(1 + i % 9, static_cast<char>('1' + i % 9)) + "\n";
  }
  return text;
}

std::size_t bytes_of_lines(std::string_view text, std::size_t lines) {
  std::size_t at = 0;
  for (; lines > 0; --lines)
    at = text.find('\n', at) + 1;
  return at;
}

std::vector<std::string> names_in(const Scratch& scratch) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(scratch.folder())) {
    if (entry.path().filename() != "data") names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string contents(const Scratch& scratch, const std::string& name) {
  return read_all(scratch.folder() / name);
}

nlohmann::json report_of(const Outcome& outcome) {
  nlohmann::json report = nlohmann::json::parse(outcome.out, nullptr, false);
  return report.is_discarded() ? nlohmann::json::object() : report;
}

}  // namespace logscan::faults
