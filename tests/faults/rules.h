#pragma once

#include <cstddef>
#include <cstdint>

// The faults of a run, given in the environment of the program under test:
//
//   LOGSCAN_FAULT="CALLS:EFFECT[:KEY=VALUE...] ..."
//
// CALLS is a comma-separated list of names (`read,pread`), or `any` for all but `malloc`. `malloc`
// stands for every allocation. EFFECT is one of
//
//   EIO, ENOSPC, ... the call fails with this error
//   short           the call reads or writes only a part (bytes=1 by default)
//   kill, term, int a signal is sent to the program before the call
//   truncate        the file at `target` is truncated to `bytes` before the call
//   unlink          the file at `target` is removed before the call
//
// and the keys are
//
//   after=N         skip the first N such calls
//   times=N|all     the number of faults (1 by default)
//   every=N         only every N-th of the remaining calls
//   path=TEXT       only calls on a path that contains TEXT
//   fd=N            only calls on this descriptor
//
// LOGSCAN_FAULT_LOG names a file that gets a line for each call: `read a.log`, or `read a.log: EIO`
// with the effect of a rule. Calls of `malloc` are logged only if a rule applies.
namespace logscan::faults {

struct Verdict {
  int error = 0;                // the error to fail with, or 0
  std::size_t most = SIZE_MAX;  // the most bytes to read or write
};

// Returns the verdict on a call with `path` (may be null) or `fd` (may be -1). Causes the effects
// that come before the call.
Verdict apply_rules(const char* call, int fd, const char* path);

}  // namespace logscan::faults
