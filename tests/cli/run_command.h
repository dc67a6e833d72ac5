#pragma once

// Runs shell commands in a folder of their own, with the built program first on the PATH.

#include <filesystem>
#include <string>

#include "cli/case_file.h"

namespace logscan::cli_test {

// An empty folder, made anew, in which `data` leads to the project's sample logs. Removed, with all
// that is in it, at the end of its life.
class Scratch {
 public:
  Scratch();
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  const std::filesystem::path& folder() const { return folder_; }

  // Writes a file below the folder, making folders on the way.
  void write(const std::string& name, const std::string& bytes) const;

 private:
  std::filesystem::path home_;  // holds the folder and what the run itself needs
  std::filesystem::path folder_;
};

// Runs `command` by /bin/sh in the scratch folder. Standard input is a file of these bytes. The
// environment is a fixed one: LC_ALL=C.UTF-8, an odd time zone (+12:45), no NO_COLOR. With `merged`
// standard error goes where standard output goes, as on a terminal. A command that takes longer
// than two minutes is killed. A signal n that ends the shell is exit 128 + n.
Outcome run_command(const Scratch& scratch, const std::string& command, const std::string& input,
                    bool merged);

}  // namespace logscan::cli_test
