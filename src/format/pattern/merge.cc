#include <algorithm>

#include "format/pattern/piece.h"
#include "text/safe_text.h"

namespace logscan::pattern {
namespace {

using Pieces = std::vector<PatternPart>;

bool is_field(const Pieces& pieces, std::size_t at, Role role) {
  return at < pieces.size() && pieces[at].is_field && pieces[at].rule.role == role;
}

bool is_text(const Pieces& pieces, std::size_t at, std::string_view text) {
  return at < pieces.size() && !pieces[at].is_field && pieces[at].text == text;
}

// Joins `count` parts from `first` on into one field with the rule of the first.
PatternPart& join(Pieces& pieces, std::size_t first, std::size_t count) {
  PatternPart& joined = pieces[first];
  if (count > 1) joined.own = {};
  const auto next = pieces.begin() + static_cast<std::ptrdiff_t>(first) + 1;
  const auto end = next + static_cast<std::ptrdiff_t>(count) - 1;
  for (auto piece = next; piece != end; ++piece) {
    joined.text += piece->text;
    joined.rule.list = joined.rule.list || piece->rule.list;
  }
  pieces.erase(next, end);
  return joined;
}

// Returns the time format of a text, in which percent signs are doubled.
std::string format_of_text(std::string_view text) {
  std::string format;
  for (const char c : text)
    format.append(c == '%' ? 2 : 1, c);
  return format;
}

// Finds the longest run of times and texts from `first` on that can be read as one time. Returns
// the number of parts and stores the time format in `format`. Returns 0 when there is none.
std::size_t longest_time(const Pieces& pieces, std::size_t first, std::string& format) {
  constexpr std::size_t kMaxPieces = 9;
  std::string whole;
  std::size_t longest = 0;
  for (std::size_t at = first; at < pieces.size() && at < first + kMaxPieces; ++at) {
    const PatternPart& piece = pieces[at];
    if (piece.is_field && piece.rule.role != Role::kTime) break;
    whole += piece.is_field ? piece.time_format : format_of_text(piece.text);
    if (!piece.is_field || !time_reading(whole)) continue;
    longest = at - first + 1;
    format = whole;
  }
  return longest;
}

void merge_times(Pieces& pieces, std::vector<PatternNote>& notes) {
  for (std::size_t at = 0; at < pieces.size(); ++at) {
    if (!is_field(pieces, at, Role::kTime)) continue;
    std::string format;
    const std::size_t count = longest_time(pieces, at, format);
    if (count == 0) {
      const bool strftime = pieces[at].time_format.find('%') != std::string::npos;
      notes.push_back({pieces[at].column, safe_text(pieces[at].text) +
                                              " is an unsupported time format: the time of a "
                                              "line is unknown unless another field contains "
                                              "it" +
                                              (strftime ? ""
                                                        : "; write Java's dd/MMM/yyyy as "
                                                          "%d/%b/%Y, and HH:mm:ss as %T")});
      pieces[at].rule.role = Role::kSkip;
      continue;
    }
    PatternPart& time = join(pieces, at, count);
    const TimeReading reading = *time_reading(format);
    time.time_format = format;
    time.rule.role = reading.role;
    time.rule.unit = reading.unit;
    // An epoch has no offset to show, and a local time without an offset may be wrong by hours.
    time.rule.rank = reading.role == Role::kEpoch ? 1 : reading.zoned ? 0 : 2;
  }
}

void merge_hosts(Pieces& pieces) {
  for (std::size_t at = 0; at < pieces.size(); ++at) {
    if (is_field(pieces, at, Role::kHost) && is_text(pieces, at + 1, ":") &&
        is_field(pieces, at + 2, Role::kPort))
      join(pieces, at, 3);
  }
}

// IPv6 addresses contain colons, so the last colon separates the port.
void merge_clients(Pieces& pieces) {
  for (std::size_t at = 0; at < pieces.size(); ++at) {
    if (is_field(pieces, at, Role::kClient) && is_text(pieces, at + 1, ":") &&
        is_field(pieces, at + 2, Role::kClientPort))
      join(pieces, at, 3).rule.role = Role::kClientAndPort;
  }
}

void merge_targets(Pieces& pieces) {
  for (std::size_t at = 0; at < pieces.size(); ++at) {
    if (!is_field(pieces, at, Role::kPath)) continue;
    if (is_field(pieces, at + 1, Role::kMarkedQuery)) {
      join(pieces, at, 2).rule.role = Role::kTarget;
    } else if (is_field(pieces, at + 1, Role::kQueryMark) &&
               is_field(pieces, at + 2, Role::kQuery)) {
      join(pieces, at, 3).rule.role = Role::kTarget;
    }
  }
}

void merge_parts(Pieces& pieces) {
  const auto quote = [&](std::size_t at, bool ends) {
    if (at >= pieces.size() || pieces[at].is_field) return false;
    return ends ? pieces[at].text.ends_with('"') : pieces[at].text.starts_with('"');
  };
  for (std::size_t at = 1; at < pieces.size(); ++at) {
    const bool target =
        is_field(pieces, at + 2, Role::kTarget) || is_field(pieces, at + 2, Role::kPath);
    if (quote(at - 1, true) && is_field(pieces, at, Role::kMethod) &&
        is_text(pieces, at + 1, " ") && target && is_text(pieces, at + 3, " ") &&
        is_field(pieces, at + 4, Role::kProtocol) && quote(at + 5, false))
      join(pieces, at, 5).rule.role = Role::kRequestParts;
  }
}

// Tomcat's `%D` has had two units. Only Tomcat has request attributes, `%{name}r`.
void drop_unknown_unit(Pieces& pieces, std::vector<PatternNote>& notes) {
  const bool tomcat = std::any_of(pieces.begin(), pieces.end(), [](const PatternPart& piece) {
    return piece.is_field && piece.text.starts_with("%{") && piece.text.ends_with("}r");
  });
  for (std::size_t at = 0; tomcat && at < pieces.size(); ++at) {
    PatternPart& piece = pieces[at];
    if (!piece.is_field || piece.text != "%D" ||
        (at + 1 < pieces.size() && pieces[at + 1].text.starts_with("ms"))) {
      continue;
    }
    piece.rule.role = Role::kSkip;
    notes.push_back({piece.column,
                     "%D is in milliseconds in Tomcat up to 10.0 and in microseconds since, so the "
                     "duration is unknown; write %{ms}T or %{us}T for it"});
  }
}

std::size_t count(FieldSet set) {
  std::size_t fields = 0;
  for (std::size_t i = 0; i < kFields; ++i)
    if (set.has(static_cast<Field>(i))) ++fields;
  return fields;
}

}  // namespace

std::vector<PatternNote> merge_pieces(Pieces& pieces) {
  std::vector<PatternNote> notes;
  drop_unknown_unit(pieces, notes);
  merge_times(pieces, notes);
  merge_hosts(pieces);
  merge_clients(pieces);
  merge_targets(pieces);
  merge_parts(pieces);
  return notes;
}

void choose_roles(std::vector<PatternPart>& pieces) {
  std::vector<PatternPart*> order;
  for (PatternPart& piece : pieces) {
    if (!fields_of(piece.rule.role).empty()) order.push_back(&piece);
  }
  // A request contains more than its parts, and a target more than its path.
  std::stable_sort(order.begin(), order.end(), [](const PatternPart* a, const PatternPart* b) {
    const std::size_t a_fields = count(fields_of(a->rule.role));
    const std::size_t b_fields = count(fields_of(b->rule.role));
    return a_fields != b_fields ? a_fields > b_fields : a->rule.rank < b->rule.rank;
  });
  FieldSet taken;
  PatternPart* forwarded = nullptr;
  for (PatternPart* const piece : order) {
    const FieldSet fields = fields_of(piece->rule.role);
    if (taken.has_any(fields)) {
      piece->rule.role = Role::kSkip;
      continue;
    }
    if (piece->rule.role == Role::kForwardedFor) forwarded = piece;
    taken |= fields;
  }
  if (forwarded != nullptr && !taken.has(Field::kClient))
    forwarded->rule.role = Role::kForwardedClient;
}

}  // namespace logscan::pattern
