#include "faults/child.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace logscan::faults {
namespace {

void redirect(const std::string& path, int descriptor) {
  const int opened = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (opened < 0 || ::dup2(opened, descriptor) < 0) ::_exit(126);
  ::close(opened);
}

}  // namespace

Child::Child(const std::vector<std::string>& arguments, const std::string& out,
             const std::map<std::string, std::string>& variables) {
  const std::string program = std::string(LOGSCAN_PROGRAM_DIR) + "/logscan";
  std::vector<std::string> words = {"logscan"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words)
    argv.push_back(word.data());
  argv.push_back(nullptr);
  pid_ = ::fork();
  if (pid_ < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (pid_ > 0) return;
  for (const auto& [name, value] : variables)
    ::setenv(name.c_str(), value.c_str(), 1);
  redirect(out, STDOUT_FILENO);
  redirect(out + ".err", STDERR_FILENO);
  ::execv(program.c_str(), argv.data());
  ::_exit(127);
}

void Child::kill() const {
  if (pid_ > 0) ::kill(pid_, SIGKILL);
}

int Child::wait() {
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0) {
    if (errno != EINTR) throw std::system_error(errno, std::generic_category(), "waitpid");
  }
  pid_ = -1;
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

Child::~Child() {
  if (pid_ < 0) return;
  kill();
  wait();
}

}  // namespace logscan::faults
