#include <algorithm>

#include "format/pattern/plan.h"
#include "format/pattern/values.h"
#include "format/request.h"
#include "format/tail.h"
#include "format/token.h"
#include "format/word.h"

namespace logscan::pattern {
namespace {

using View = std::string_view;

View view(const char* from, const char* to) {
  return {from, static_cast<std::size_t>(to - from)};
}

// Delimiters have few bytes, so a call of std::memcmp() would take longer.
bool is_at(const char* at, const char* end, View text) {
  if (static_cast<std::size_t>(end - at) < text.size()) return false;
  for (const char c : text) {
    if (*at++ != c) return false;
  }
  return true;
}

// Returns whether an odd number of backslashes precedes `at`.
bool is_escaped(const char* from, const char* at) {
  const char* before = at;
  while (before > from && before[-1] == '\\')
    --before;
  return (at - before) % 2 != 0;
}

// Returns whether `at` is between two values of a list: `, ` or ` : `.
bool is_inside_list(const char* from, const char* at, const char* end) {
  if (*at == ',') return end - at > 1 && at[1] == ' ';
  if (*at != ' ') return false;
  if (at > from && at[-1] == ',') return true;
  if (at > from + 1 && at[-1] == ':' && at[-2] == ' ') return true;
  return end - at > 2 && at[1] == ':' && at[2] == ' ';
}

// A status must be followed by the first byte of its delimiter or the end of the line. So a longer
// number is not a status, and a line truncated there still counts.
std::size_t status_at(const Step& step, const char* at, const char* end, StatusCode& code) {
  const std::size_t length = parse_status(at, end, code);
  if (length == 0 || at + length == end) return length;
  return !step.delimiter.empty() && at[length] == step.delimiter[0] ? length : 0;
}

// Returns whether the delimiter before a time occurs again before the time ends. Then no time
// starts at `at`; the delimiter is part of the field before it.
bool reappears(const Step& step, const char* at, const char* end) {
  const View rest = view(at, end);
  const std::size_t close = rest.find(step.time_end);
  return close != View::npos && rest.substr(0, close).find(step.delimiter) != View::npos;
}

// Returns the end of the field that starts at `from`, or nullptr when its delimiter does not
// follow. `status` is the next step if that is the status.
const char* find_end(const Step& step, const Step* status, const char* from, const char* end) {
  if (step.delimiter.empty()) return end;
  std::uint32_t inside = step.inside;
  for (const char* at = from;; ++at) {
    at += find_near(view(at, end), step.delimiter[0]);
    if (at == end) return nullptr;
    if (step.delimiter.size() > 1 && !is_at(at, end, step.delimiter)) {
      if (step.word && !is_inside_list(from, at, end)) return nullptr;
      continue;
    }
    if (step.quoted && is_escaped(from, at)) continue;
    if (step.list && is_inside_list(from, at, end)) continue;
    if (inside > 0) {
      --inside;
      continue;
    }
    if (!step.time_end.empty() && reappears(step, at + step.delimiter.size(), end)) continue;
    StatusCode ignored = 0;
    if (status == nullptr || status_at(*status, at + step.delimiter.size(), end, ignored) != 0)
      return at;
    // Quote, space, quote: a later field has started.
    if (step.quoted && is_at(at, end, "\" \"")) return nullptr;
  }
}

void set_request(View text, LogLine& out) {
  const Request request = cut_request(text);
  out.request = null_if_dash(text);
  out.method = request.method;
  out.target = request.target;
  out.path = request.path;
  out.query = request.query;
  out.protocol = request.protocol;
}

void set_field(const Step& step, View text, LogLine& out) {
  switch (step.role) {
    case Role::kSkip:
    case Role::kPort:
    case Role::kClientPort:
    case Role::kQueryMark:
    case Role::kStatus:
      return;
    case Role::kClientAndPort:
      out.client = text.substr(0, text.rfind(':'));
      return;
    case Role::kClient:
      out.client = text;
      return;
    case Role::kUser:
      out.user = null_if_dash(text);
      return;
    case Role::kHost:
      out.host = null_if_dash(text);
      return;
    case Role::kTime:
    case Role::kTimeDaySpace:
    case Role::kTimeOffsetSpace:
    case Role::kEpoch:
      out.time = parse_time(text, step.role, step.unit);
      return;
    case Role::kRequest:
      set_request(text, out);
      return;
    case Role::kRequestParts:
      set_request_parts(text, out);
      return;
    case Role::kMethod:
      out.method = null_if_dash(text);
      return;
    case Role::kTarget:
      set_target(text, out);
      return;
    case Role::kPath:
      out.path = null_if_dash(text);
      return;
    case Role::kQuery:
      out.query = null_if_dash(text);
      return;
    case Role::kMarkedQuery:
      if (text.starts_with('?')) out.query = null_if_dash(text.substr(1));
      return;
    case Role::kProtocol:
      out.protocol = null_if_dash(text);
      return;
    case Role::kBytes:
      out.bytes = parse_bytes(text);
      return;
    case Role::kReferer:
      out.referer = null_if_dash(text);
      return;
    case Role::kAgent:
      out.agent = null_if_dash(text);
      return;
    case Role::kForwardedFor:
      out.forwarded_for = null_if_dash(text);
      return;
    case Role::kForwardedClient:
      out.forwarded_for = null_if_dash(text);
      out.client = text;
      return;
    case Role::kDuration:
      out.duration = parse_duration(text, step.unit);
      return;
    case Role::kUpstreamDuration:
      out.duration = parse_durations(text, step.unit);
      return;
    case Role::kUpstream:
      out.upstream = null_if_dash(last_of_list(text));
      return;
  }
}

OwnValue read_own(const Step& step, View text) {
  text = null_if_dash(text);
  std::optional<std::int64_t> amount;
  if (step.own_kind == OwnKind::kDuration) amount = parse_durations(text, step.own_unit);
  if (step.own_kind == OwnKind::kNumber) amount = parse_numbers(text);
  return own_value(step.own_kind, text, amount);
}

bool missed(View line, std::size_t at, View expected, PatternMismatch* mismatch) {
  if (mismatch != nullptr) *mismatch = {std::min(at, line.size()) + 1, expected};
  return false;
}

}  // namespace

bool cut(const Plan& plan, View line, LogLine& out, PatternMismatch* mismatch, OwnValue* own) {
  out = LogLine();
  for (std::size_t i = 0; own != nullptr && i < plan.own.size(); ++i)
    own[i] = {};
  if (line.data() == nullptr) line = "";
  if (!line.starts_with(plan.opening)) {
    std::size_t at = 0;
    while (at < line.size() && line[at] == plan.opening[at])
      ++at;
    return missed(line, at, plan.opening_expected, mismatch);
  }
  const char* const end = line.data() + line.size();
  const char* at = line.data() + plan.opening.size();
  for (std::size_t i = 0; i < plan.steps.size(); ++i) {
    const Step& step = plan.steps[i];
    const char* stop;
    if (i == plan.status) {
      const std::size_t length = status_at(step, at, end, out.status);
      if (length == 0)
        return missed(line, static_cast<std::size_t>(at - line.data()), step.expected, mismatch);
      stop = at + length;
      if (!is_at(stop, end, step.delimiter)) return true;
    } else {
      stop = find_end(step, i + 1 == plan.status ? &plan.steps[i + 1] : nullptr, at, end);
      if (stop == nullptr) {
        if (i > plan.status) return true;
        return missed(line, static_cast<std::size_t>(at - line.data()), step.expected, mismatch);
      }
      if (at != stop || !plan.empty_is_null) {
        set_field(step, view(at, stop), out);
        if (own != nullptr && step.own_index >= 0)
          own[step.own_index] = read_own(step, view(at, stop));
      }
    }
    at = stop + (step.keeps_delimiter ? 0 : step.delimiter.size());
  }
  return true;
}

}  // namespace logscan::pattern
