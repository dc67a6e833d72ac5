#include "format/line_pattern.h"

#include <algorithm>
#include <utility>

#include "format/pattern/piece.h"
#include "format/pattern/plan.h"

namespace logscan {
namespace {

bool has_variable(std::string_view text) {
  for (std::size_t at = text.find('$'); at != std::string_view::npos; at = text.find('$', at + 1)) {
    const char next = at + 1 < text.size() ? text[at + 1] : '\0';
    if (next == '{' || next == '_' || (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z'))
      return true;
  }
  return false;
}

// If a pattern looks like both, nginx's status makes it nginx's.
PatternKind kind_of(std::string_view text) {
  const bool percent = text.find('%') != std::string_view::npos;
  if (has_variable(text)) {
    const bool status = text.find("$status") != std::string_view::npos ||
                        text.find("${status}") != std::string_view::npos;
    return percent && !status && text.find("%>s") != std::string_view::npos ? PatternKind::kApache
                                                                            : PatternKind::kNginx;
  }
  pattern::reject_other_language(text);
  if (percent) return PatternKind::kApache;
  throw PatternError(1,
                     "no field in the pattern; use nginx's variables, such as $remote_addr, "
                     "or Apache's directives, such as %h");
}

}  // namespace

LinePattern LinePattern::nginx(std::string_view text) {
  return compile(PatternKind::kNginx, text);
}

LinePattern LinePattern::apache(std::string_view text) {
  return compile(PatternKind::kApache, text);
}

LinePattern LinePattern::compile(PatternKind kind, std::string_view text) {
  return LinePattern(std::make_shared<const pattern::Plan>(pattern::compile(kind, text)));
}

LinePattern LinePattern::parse(std::string_view text) {
  return compile(kind_of(text), text);
}

PatternKind LinePattern::kind() const {
  return plan_->kind;
}

const std::string& LinePattern::text() const {
  return plan_->text;
}

FieldSet LinePattern::fields() const {
  return plan_->fields;
}

const std::vector<PatternNote>& LinePattern::notes() const {
  return plan_->notes;
}

const OwnFields& LinePattern::own() const {
  return plan_->own;
}

bool LinePattern::cut(std::string_view line, LogLine& out, PatternMismatch* mismatch,
                      OwnValue* own) const {
  return pattern::cut(*plan_, line, out, mismatch, own);
}

// A step ends at the first occurrence of its delimiter. A plain line has none of these delimiters
// before its own: client and user are single words.
bool LinePattern::fits_plain_lines() const {
  using pattern::Role;
  const std::vector<pattern::Step>& steps = plan_->steps;
  const std::size_t status = plan_->status;
  if (!plan_->opening.empty() || status < 4 || status > 5) return false;
  const bool has_ident = status == 5;  // a field of its own
  for (std::size_t i = 0; i < status; ++i) {
    const bool is_request = i + 1 == status;
    if (steps[i].inside != 0 || steps[i].keeps_delimiter || steps[i].quoted != is_request ||
        (steps[i].list && i > 0))
      return false;
  }
  const auto ends = [&](std::size_t step, std::string_view delimiter) {
    return steps[step].delimiter == delimiter;
  };
  const pattern::Step& time = steps[status - 2];
  return (has_ident ? ends(0, " ") && ends(1, " ") : ends(0, " - ")) && ends(status - 3, " [") &&
         time.role == Role::kTime && ends(status - 2, "] \"") && ends(status - 1, "\" ") &&
         steps[status].delimiter.starts_with(' ');
}

LinePattern LinePattern::only(FieldSet fields) const {
  auto plan = std::make_shared<pattern::Plan>(*plan_);
  std::size_t needed = plan->status + 1;
  plan->fields = {Field::kStatus};
  for (std::size_t i = 0; i < plan->steps.size(); ++i) {
    pattern::Step& step = plan->steps[i];
    const FieldSet of_role = pattern::fields_of(step.role);
    if (step.own_index >= 0 && !fields.has(own_field(static_cast<std::size_t>(step.own_index))))
      step.own_index = -1;
    const bool is_wanted = fields.has_any(of_role);
    if (is_wanted) plan->fields |= of_role;
    if (!is_wanted && i != plan->status) step.role = pattern::Role::kSkip;
    if (!is_wanted && step.own_index < 0) continue;
    needed = std::max(needed, i + 1);
  }
  plan->steps.resize(needed);
  return LinePattern(std::move(plan));
}

}  // namespace logscan
