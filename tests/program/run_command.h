#pragma once

// Runs shell commands in temporary folders, with the built program first on the PATH.

#include <filesystem>
#include <string>

#include "program/case_file.h"

namespace logscan::program_test {

// A temporary folder with a link `data` to the project's sample logs. The destructor removes it
// with its content.
class Scratch {
 public:
  Scratch();
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  const std::filesystem::path& folder() const { return folder_; }

  // Writes a file in the folder; creates its parent folders.
  void write(const std::string& name, const std::string& bytes) const;

 private:
  std::filesystem::path home_;  // contains the folder and the files of the runner
  std::filesystem::path folder_;
};

// Runs `command` with /bin/sh in the scratch folder. Standard input is a file with the given bytes.
// The environment is fixed: LC_ALL=C.UTF-8, an odd time zone (+12:45), no NO_COLOR. With `merged`,
// standard error goes to standard output, as on a terminal. A command that takes longer than two
// minutes is killed. If signal n ends the shell, the exit code is 128 + n.
Outcome run_command(const Scratch& scratch, const std::string& command, const std::string& input,
                    bool merged);

}  // namespace logscan::program_test
