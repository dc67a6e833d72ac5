#include "gen/hostile.h"

namespace logscan::gen {
namespace {

Entry as_entry(const Draft& draft) {
  Entry entry = draft.others;
  entry.client = draft.client;
  entry.user = draft.user;
  entry.stamp = draft.stamp;
  entry.referer = draft.referer;
  entry.agent = draft.agent;
  return entry;
}

/// The largest size of a part of a line.
std::string room_for(const Draft& draft) {
  return std::string(draft.client.size() + draft.user.size() + draft.stamp.size() +
                         draft.referer.size() + draft.agent.size() + 512,
                     '\0');
}

void append(std::vector<Oddity>& all, const std::vector<Oddity>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

}  // namespace

std::uint32_t Interner::number(const std::string& text) {
  const auto [at, is_new] = numbers_.emplace(text, static_cast<std::uint32_t>(texts_.size()));
  if (is_new) texts_.push_back(text);
  return at->second;
}

Hostile::Hostile(const Options& options, const Population& people, Rng& random, Expected& expected)
    : rng(random),
      end_of_line(options.crlf ? "\r\n" : "\n"),
      options_(options),
      visits_(options, people),
      expected_(expected) {}

Draft Hostile::from_visit(const Visit& visit) {
  const Entry& entry = visit.entry;
  Draft draft;
  draft.client = entry.client;
  draft.user = entry.user;
  draft.stamp = entry.stamp;
  draft.request.append(entry.method).append(" ").append(entry.path).append(entry.query);
  draft.request.append(" ").append(entry.protocol);
  draft.status = entry.status;
  draft.bytes = std::to_string(entry.bytes);
  draft.referer = entry.referer;
  draft.agent = entry.agent;
  draft.others = entry;
  // The next visit would overwrite the text that this view points to.
  draft.others.forwarded = rng.below(4) == 0 ? "198.51.100.7, 10.0.0.5" : "-";
  draft.layout = options_.layout;
  if (options_.mixed) draft.layout = static_cast<Layout>(rng.below(kQuotedLayouts));
  draft.code = visit.status;
  draft.path = entry.path;
  draft.key_client = entry.client;
  draft.moment = {entry.time, 0};
  return draft;
}

Draft Hostile::draft() {
  return from_visit(visits_.next(rng));
}

Draft Hostile::draft(int status) {
  visits_.next(rng);
  return from_visit(visits_.failed(rng, {status, rng.skewed(5000), Failure::kAnyone, ""}));
}

Draft Hostile::draft_with_agent(int status) {
  Draft result = draft(status);
  if (!has_agent(result.layout)) result.layout = Layout::kCombined;
  return result;
}

std::string Hostile::head(const Draft& draft) {
  std::string text = room_for(draft);
  TextOut at{text.data()};
  put_head(at, as_entry(draft), draft.layout);
  text.resize(static_cast<std::size_t>(at.at - text.data()));
  return text;
}

std::string Hostile::tail(const Draft& draft) {
  std::string text = room_for(draft);
  TextOut at{text.data()};
  put_tail(at, as_entry(draft), draft.layout);
  text.resize(static_cast<std::size_t>(at.at - text.data()));
  return text;
}

std::string Hostile::text(const Draft& draft) {
  return head(draft) + '"' + draft.request + "\" " + draft.status + ' ' + draft.bytes + tail(draft);
}

void Hostile::add(const std::string& text) {
  out += text;
  out += end_of_line;
  expected_.line(text.size() + end_of_line.size());
}

void Hostile::parsed(const Draft& draft, const std::string& text) {
  add(text);
  if (draft.dated) {
    expected_.parsed(draft.code, draft.moment);
  } else {
    expected_.parsed_undated(draft.code);
  }
  if (draft.code >= 400 && draft.code <= 599) {
    expected_.failure(draft.code, paths.number(draft.path), clients.number(draft.key_client));
  }
}

void Hostile::malformed(Reason reason, const std::string& text) {
  add(text);
  expected_.malformed(reason);
}

void Hostile::blank(const std::string& text) {
  add(text);
  expected_.blank();
}

void Hostile::comment(const std::string& text) {
  add(text);
  expected_.comment();
}

void Hostile::byte_order_mark() {
  const Draft ordinary = draft();
  parsed(ordinary, "\xef\xbb\xbf" + text(ordinary));
}

const std::vector<Oddity>& oddities() {
  static const std::vector<Oddity> kAll = [] {
    std::vector<Oddity> all;
    append(all, request_oddities());
    append(all, field_oddities());
    append(all, line_oddities());
    return all;
  }();
  return kAll;
}

std::string list_oddities() {
  std::string text = "| line | name | what it is |\n|---|---|---|\n";
  text += "| 1 | byte_order_mark | a UTF-8 byte order mark before an ordinary line |\n";
  std::uint32_t line = 2;
  for (const Oddity& oddity : oddities()) {
    if (oddity.weight == 0) continue;
    text += "| " + std::to_string(line);
    if (oddity.lines > 1) text += "-" + std::to_string(line + oddity.lines - 1);
    text.append(" | ").append(oddity.name).append(" | ").append(oddity.what).append(" |\n");
    line += oddity.lines;
  }
  return text;
}

}  // namespace logscan::gen
