#pragma once

#include <cstddef>
#include <cstdint>

// What is to go wrong, as the environment of the program under test says it:
//
//   LOGSCAN_FAULT="CALLS:EFFECT[:KEY=VALUE...] ..."
//
// CALLS is a list of names with commas (`read,pread`), or `any` (all but `malloc`, which stands for
// every way to get memory). EFFECT is one of
//
//   EIO, ENOSPC, ... the call fails with this error
//   short           it reads or writes a part only (bytes=1 unless given)
//   kill, term, int this signal ends the program before the call
//   truncate        the file at `target` is cut to `bytes` before the call
//   unlink          the file at `target` is removed before the call
//
// and the keys are
//
//   after=N         lets N such calls pass first
//   times=N|all     how often it happens (once)
//   every=N         of the calls that are left, only each N-th
//   path=TEXT       only calls on a path that holds TEXT
//   fd=N            only calls on this descriptor
//
// LOGSCAN_FAULT_LOG names a file that gets a line for each call, `read a.log` or, where a rule does
// its work, `read a.log: EIO`; of `malloc` only the latter.
namespace logscan::faults {

struct Verdict {
  int error = 0;                // to fail with; 0: do it
  std::size_t most = SIZE_MAX;  // bytes to read or write at most
};

// Judges a call on `path` (may be null) or `fd` (may be -1). Does what a rule says should happen
// before it.
Verdict judge(const char* call, int fd, const char* path);

}  // namespace logscan::faults
