#include "session/follow/follow_notes.h"

#include "cli/messages.h"

namespace logscan::cli {
namespace {

std::string what_happened(const FollowNote& note) {
  switch (note.kind) {
    case FollowNote::Kind::kAppeared:
      return "has appeared";
    case FollowNote::Kind::kRotated:
      return "was rotated; following the new file";
    case FollowNote::Kind::kCut:
      return note.may_have_lost ? "was truncated, and no copy holds all of it, so lines may be "
                                  "lost; have logrotate rename the log instead of copytruncate"
                                : "was truncated; no line is known to be lost";
    case FollowNote::Kind::kMissing:
      return "does not exist; waiting for it";
    case FollowNote::Kind::kUnreadable:
      return note.problem;
    case FollowNote::Kind::kSameFile:
      return "is already followed under another name; its lines are counted once";
    case FollowNote::Kind::kNoLog:
      return note.problem + "; waiting for a log";
  }
  return {};
}

}  // namespace

std::string note_text(const FollowNote& note) {
  return shown_name(note.path) + ": " + what_happened(note);
}

void print_note(const FollowNote& note) {
  const std::string text = note_text(note);
  switch (note.kind) {
    case FollowNote::Kind::kUnreadable:
      return message::error("{}", text);
    case FollowNote::Kind::kMissing:
    case FollowNote::Kind::kSameFile:
    case FollowNote::Kind::kNoLog:
      return message::warn("{}", text);
    case FollowNote::Kind::kCut:
      return note.may_have_lost ? message::warn("{}", text) : message::info("{}", text);
    case FollowNote::Kind::kAppeared:
    case FollowNote::Kind::kRotated:
      return message::info("{}", text);
  }
}

}  // namespace logscan::cli
