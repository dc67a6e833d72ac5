#include "program/run_command.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace logscan::program_test {
namespace {

namespace fs = std::filesystem;

constexpr unsigned kSeconds = 120;

std::string read_all(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_all(const fs::path& path, const std::string& bytes) {
  std::ofstream out(path, std::ios::binary);
  out << bytes;
  if (!out.flush()) throw std::runtime_error("cannot write " + path.string());
}

std::vector<std::string> environment(const fs::path& home) {
  const char* path = std::getenv("PATH");
  std::vector<std::string> variables = {
      std::string("PATH=") + LOGSCAN_PROGRAM_DIR + ":" + (path == nullptr ? "/usr/bin:/bin" : path),
      "HOME=" + home.string(),
      "TMPDIR=" + home.string(),
      "LC_ALL=C.UTF-8",
      "TZ=Pacific/Chatham",
      "TERM=xterm-256color",
  };
  for (const char* name : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "LSAN_OPTIONS"}) {
    const char* value = std::getenv(name);
    if (value != nullptr) variables.push_back(std::string(name) + "=" + value);
  }
  return variables;
}

void redirect(const fs::path& path, int flags, int descriptor) {
  const int opened = open(path.c_str(), flags, 0600);
  if (opened < 0 || dup2(opened, descriptor) < 0) _exit(126);
  close(opened);
}

int wait_for(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) throw std::system_error(errno, std::generic_category(), "waitpid");
  }
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace

Scratch::Scratch() {
  std::string name = (fs::temp_directory_path() / "logscan-case-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) {
    throw std::system_error(errno, std::generic_category(), "mkdtemp");
  }
  home_ = name;
  folder_ = home_ / "work";
  fs::create_directory(folder_);
  fs::create_directory_symlink(fs::path(LOGSCAN_SOURCE_DIR) / "data", folder_ / "data");
}

Scratch::~Scratch() {
  std::error_code ignored;
  fs::remove_all(home_, ignored);
}

void Scratch::write(const std::string& name, const std::string& bytes) const {
  const fs::path path = folder_ / name;
  fs::create_directories(path.parent_path());
  write_all(path, bytes);
}

Outcome run_command(const Scratch& scratch, const std::string& command, const std::string& input,
                    bool merged) {
  const fs::path home = scratch.folder().parent_path();
  const fs::path in = home / "stdin";
  const fs::path out = home / "stdout";
  const fs::path err = home / "stderr";
  write_all(in, input);
  std::vector<std::string> variables = environment(home);
  std::vector<char*> envp;
  for (std::string& variable : variables)
    envp.push_back(variable.data());
  envp.push_back(nullptr);

  const pid_t child = fork();
  if (child < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (child == 0) {
    if (chdir(scratch.folder().c_str()) != 0) _exit(126);
    redirect(in, O_RDONLY, STDIN_FILENO);
    redirect(out, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, STDOUT_FILENO);
    redirect(merged ? out : err, O_WRONLY | O_CREAT | (merged ? O_APPEND : O_TRUNC), STDERR_FILENO);
    // ctest may run with these signals ignored, which the command would inherit.
    std::signal(SIGPIPE, SIG_DFL);
    std::signal(SIGINT, SIG_DFL);
    alarm(kSeconds);  // survives exec, so SIGALRM ends a shell that takes too long
    execle("/bin/sh", "sh", "-c", command.c_str(), static_cast<char*>(nullptr), envp.data());
    _exit(127);
  }
  Outcome outcome;
  outcome.exit = wait_for(child);
  outcome.out = read_all(out);
  if (!merged) outcome.err = read_all(err);
  return outcome;
}

}  // namespace logscan::program_test
