#pragma once

#include <string>

#include "follow/follow_note.h"

namespace logscan::cli {

/// What happened to a log, in words; log bytes in it are harmless.
std::string note_text(const FollowNote& note);

/// Says it on standard error: what may cost lines always, the rest with --verbose.
void print_note(const FollowNote& note);

}  // namespace logscan::cli
