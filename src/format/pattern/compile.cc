#include <algorithm>

#include "format/pattern/piece.h"
#include "format/pattern/plan.h"
#include "text/safe_text.h"

namespace logscan::pattern {
namespace {

using Pieces = std::vector<PatternPart>;

std::string shown(std::string_view text) {
  return "'" + safe_text(text) + "'";
}

// Turns the parts from the first field on into steps, each with its delimiter.
class Builder {
 public:
  Builder(Plan& plan, const Pieces& pieces) : plan_(plan), pieces_(pieces) {}

  void build() {
    for (std::size_t at = 0; at < pieces_.size(); ++at) {
      if (pieces_[at].is_field) {
        add(at);
      } else if (at == 0) {
        plan_.opening = pieces_[0].text;
        plan_.opening_expected = shown(pieces_[0].text) + " at the start of the line";
      }
      if (!pieces_[at].is_field) {
        const auto quotes = std::count(pieces_[at].text.begin(), pieces_[at].text.end(), '"');
        in_quotes_ ^= quotes % 2 != 0;
      }
    }
    describe();
  }

 private:
  void add(std::size_t at) {
    const PatternPart& piece = pieces_[at];
    Step step;
    step.role = piece.rule.role;
    step.list = piece.rule.list;
    step.unit = piece.rule.unit;
    step.expected = safe_text(piece.text);
    if (step.role == Role::kStatus) plan_.status = plan_.steps.size();
    plan_.fields |= fields_of(step.role);
    step.own_index = piece.own_index;
    step.own_kind = piece.own.kind;
    step.own_unit = piece.own.unit;
    if (at + 1 < pieces_.size()) {
      const PatternPart& next = pieces_[at + 1];
      step.keeps_delimiter = next.is_field;
      // reject_neighbours() allows no other adjacent fields
      step.delimiter = next.is_field ? "/" : next.text;
      step.quoted = in_quotes_ && step.delimiter[0] == '"';
      // So that a line with a host first does not fit `$remote_addr - `.
      step.word = (step.role == Role::kClient || step.role == Role::kClientAndPort) &&
                  !step.quoted && step.delimiter[0] == ' ';
      if (step.role == Role::kUser && step.delimiter.ends_with('[') && at + 3 < pieces_.size() &&
          fields_of(pieces_[at + 2].rule.role).has(Field::kTime) && !pieces_[at + 3].is_field)
        step.time_end = pieces_[at + 3].text;
      if (!piece.time_format.empty())
        step.inside = static_cast<std::uint32_t>(times_inside(piece.time_format, step.delimiter));
    }
    plan_.steps.push_back(std::move(step));
  }

  // Completes `expected`, which holds the written field so far.
  void describe() {
    for (std::size_t i = 0; i < plan_.steps.size(); ++i) {
      Step& step = plan_.steps[i];
      const std::string field = step.expected;
      if (i == plan_.status) {
        step.expected = "a status (" + field + ")";
      } else {
        step.expected = shown(step.delimiter) + " after " + field;
        if (i + 1 == plan_.status) step.expected += ", and a status";
      }
    }
  }

  Plan& plan_;
  const Pieces& pieces_;
  bool in_quotes_ = false;
};

// Adjacent skipped fields need no delimiter.
void join_skipped(Pieces& pieces) {
  const auto skipped = [](const PatternPart& piece) {
    return piece.is_field && fields_of(piece.rule.role).empty() && piece.time_format.empty();
  };
  Pieces joined;
  for (PatternPart& piece : pieces) {
    if (!joined.empty() && skipped(joined.back()) && skipped(piece)) {
      joined.back().text += piece.text;
      joined.back().own = {};
      joined.back().rule.list = joined.back().rule.list || piece.rule.list;
    } else {
      joined.push_back(std::move(piece));
    }
  }
  pieces = std::move(joined);
}

// A line feed at the end of a pattern belongs to the file, not to the format.
void drop_final_line_end(Pieces& pieces) {
  if (pieces.empty() || pieces.back().is_field) return;
  std::string& text = pieces.back().text;
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
    text.pop_back();
  if (text.empty()) pieces.pop_back();
}

// `{"key":"$value"`
bool writes_json(const Pieces& pieces) {
  if (pieces.empty() || pieces[0].is_field) return false;
  const std::string& text = pieces[0].text;
  const std::size_t first = text.find_first_not_of(" \t");
  return first != std::string::npos && text[first] == '{' && text.find('"') != std::string::npos;
}

}  // namespace

Plan compile(PatternKind kind, std::string_view text) {
  Plan plan;
  plan.kind = kind;
  plan.text = text;
  reject_directive(text);
  Pieces pieces = kind == PatternKind::kNginx ? nginx_pieces(text) : apache_pieces(text);
  drop_final_line_end(pieces);
  reject_line_ends(pieces);
  plan.empty_is_null = writes_json(pieces);
  plan.notes = merge_pieces(pieces);
  join_skipped(pieces);
  reject_neighbours(pieces);
  choose_roles(pieces);
  reject_without_status(pieces, kind, text);
  reject_spaces(pieces);
  plan.own = name_own_fields(pieces);
  Builder(plan, pieces).build();
  return plan;
}

}  // namespace logscan::pattern
