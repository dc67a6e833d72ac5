#pragma once

#include <string>

#include "follow/follow_note.h"

namespace logscan::cli {

/// Returns what happened to a log, in words, with log bytes escaped.
std::string note_text(const FollowNote& note);

/// Prints it on standard error: always if lines may be lost, otherwise with --verbose.
void print_note(const FollowNote& note);

}  // namespace logscan::cli
