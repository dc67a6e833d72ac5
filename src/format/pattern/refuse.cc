#include <algorithm>

#include "format/pattern/piece.h"
#include "text/safe_text.h"

namespace logscan::pattern {

void reject_directive(std::string_view text) {
  for (const std::string_view word : {"log_format", "LogFormat", "CustomLog"}) {
    if (text.size() <= word.size() || !text.starts_with(word) || text[word.size()] != ' ') continue;
    throw PatternError(1,
                       std::string(word) +
                           " starts a whole directive; write only the format in its quotes, or use "
                           "--log-format-from with the configuration file");
  }
}

void reject_line_ends(const std::vector<PatternPart>& pieces) {
  for (const PatternPart& piece : pieces) {
    if (piece.is_field || piece.text.find_first_of("\r\n") == std::string::npos) continue;
    throw PatternError(
        piece.column,
        "the pattern contains a line end, which no log line has; write it in one line, "
        "without the quotes between its parts");
  }
}

void reject_neighbours(const std::vector<PatternPart>& pieces) {
  for (std::size_t at = 1; at < pieces.size(); ++at) {
    const PatternPart& before = pieces[at - 1];
    const PatternPart& piece = pieces[at];
    if (!before.is_field || !piece.is_field) continue;
    const bool path = piece.rule.role == Role::kTarget || piece.rule.role == Role::kPath;
    if (before.rule.role == Role::kHost && path) continue;
    throw PatternError(piece.column, safe_text(before.text) + " and " + safe_text(piece.text) +
                                         " have nothing between them, so the end of the first "
                                         "is unknown; put a space, a tab or quotes there");
  }
}

void reject_without_status(const std::vector<PatternPart>& pieces, PatternKind kind,
                           std::string_view text) {
  for (const PatternPart& piece : pieces) {
    if (piece.is_field && piece.rule.role == Role::kStatus) return;
  }
  const bool nginx = kind == PatternKind::kNginx;
  throw PatternError(text.size() + 1, std::string("no status in the pattern; lines are counted "
                                                  "by status, so put ") +
                                          (nginx ? "$status" : "%>s") + " in its place");
}

void reject_spaces(const std::vector<PatternPart>& pieces) {
  for (std::size_t at = 0; at + 2 < pieces.size(); ++at) {
    const PatternPart& piece = pieces[at];
    if (!piece.is_field || !piece.rule.spaces || pieces[at + 1].text != " " ||
        pieces[at + 2].rule.role == Role::kStatus)
      continue;
    throw PatternError(piece.column, safe_text(piece.text) +
                                         " contains spaces, so a space cannot "
                                         "mark its end; quote it in the log, or "
                                         "use another separator");
  }
}

}  // namespace logscan::pattern
