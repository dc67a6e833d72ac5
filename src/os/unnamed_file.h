#pragma once

#include <string>

#include "os/descriptor.h"

namespace logscan {

/// Returns the folder for temporary files: $TMPDIR, or /tmp.
std::string temporary_folder();

/// Creates a file for reading and writing in `folder` that has no name and that only this user may
/// open. The system frees it with its last descriptor, so nothing is left over, however the run
/// ends. On failure, returns no descriptor and sets errno.
Descriptor open_unnamed_file(const std::string& folder);

}  // namespace logscan
