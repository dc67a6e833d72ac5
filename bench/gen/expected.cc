#include "gen/expected.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <string_view>

#include "gen/clock.h"
#include "gen/text.h"

namespace logscan::gen {
namespace {

constexpr std::array<std::string_view, 3> kReasonNames = {"no_request", "no_status", "too_long"};

std::string status_name(std::size_t status) {
  if (status == static_cast<std::size_t>(kDash)) return "-";
  char digits[3];
  TextOut{digits}.padded(status, 3);
  return {digits, sizeof digits};
}

/// Returns the text as a JSON string if it is plain ASCII, else nullopt.
std::optional<std::string> quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80) return std::nullopt;
    if (byte < 0x20 || byte == 0x7f) {
      char room[6] = {'\\', 'u'};
      TextOut{room + 2}.hex(byte, 4);
      out.append(room, sizeof room);
    } else {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
  }
  return out + '"';
}

std::string hex(std::string_view text) {
  std::string out(text.size() * 2, '0');
  TextOut at{out.data()};
  for (const char c : text)
    at.hex(static_cast<unsigned char>(c), 2);
  return out;
}

/// Writes an object or list, each item on a line of its own.
class Writer {
 public:
  void open(std::string_view key, char bracket) {
    begin(key);
    out_ += bracket;
    indent_ += 2;
    first_ = true;
  }
  void close(char bracket) {
    indent_ -= 2;
    if (!first_) new_line();
    out_ += bracket;
    first_ = false;
  }
  void value(std::string_view key, std::string_view json) {
    begin(key);
    out_ += json;
  }
  void value(std::string_view key, std::uint64_t number) { value(key, std::to_string(number)); }

  std::string take() { return std::move(out_) + '\n'; }

 private:
  void begin(std::string_view key) {
    if (!first_) out_ += ',';
    if (indent_ != 0) new_line();
    first_ = false;
    if (!key.empty()) out_.append("\"").append(key).append("\": ");
  }
  void new_line() { out_.append("\n").append(indent_, ' '); }

  std::string out_;
  std::size_t indent_ = 0;
  bool first_ = true;
};

void write_keys(Writer& json, std::string_view list, const std::string& key,
                const std::vector<KeyCount>& keys) {
  json.open(list, '[');
  for (const KeyCount& entry : keys) {
    json.open("", '{');
    const std::optional<std::string> text = quoted(entry.text);
    json.value(key, text.value_or("null"));
    if (!text) json.value(key + "_raw", '"' + hex(entry.text) + '"');
    json.value("count", entry.count);
    json.close('}');
  }
  json.close(']');
}

template <typename StatusRange>
void write_period(Writer& json, const StatusRange& statuses) {
  std::optional<Moment> first;
  std::optional<Moment> last;
  for (const auto& status : statuses) {
    if (status.count == status.undated) continue;
    if (!first || status.first < *first) first = status.first;
    if (!last || *last < status.last) last = status.last;
  }
  const auto text = [](const std::optional<Moment>& m) {
    return m ? '"' + rfc3339_text(m->seconds, m->offset) + '"' : std::string("null");
  };
  json.value("first", text(first));
  json.value("last", text(last));
}

}  // namespace

std::string Expected::json(const KeyText& path, const KeyText& client) const {
  Writer json;
  std::uint64_t parsed = 0;
  std::uint64_t undated = 0;
  for (const Status& status : statuses_) {
    parsed += status.count;
    undated += status.undated;
  }
  const auto errors = [this](std::size_t from) {
    const auto* begin = statuses_.data() + from;
    return std::accumulate(begin, begin + 100, std::uint64_t{0},
                           [](std::uint64_t sum, const Status& s) { return sum + s.count; });
  };

  json.open("", '{');
  json.value("lines", lines_);
  json.value("bytes", bytes_);
  json.value("parsed", parsed);
  json.value("malformed", std::accumulate(reasons_.begin(), reasons_.end(), std::uint64_t{0}));
  json.value("blank", blank_);
  json.value("comment", comment_);
  json.value("incomplete_last_line", incomplete_ ? "true" : "false");
  json.open("malformed_reasons", '{');
  for (std::size_t i = 0; i < reasons_.size(); ++i) {
    if (reasons_[i] != 0) json.value(kReasonNames[i], reasons_[i]);
  }
  json.close('}');
  json.open("status", '{');
  for (std::size_t i = 0; i < statuses_.size(); ++i) {
    if (statuses_[i].count != 0) json.value(status_name(i), statuses_[i].count);
  }
  json.close('}');
  write_period(json, statuses_);
  json.value("undated", undated);
  json.open("errors", '{');
  json.value("client", errors(400));
  json.value("server", errors(500));
  json.close('}');

  std::vector<std::size_t> order;
  for (std::size_t i = 400; i < 600; ++i) {
    if (statuses_[i].count != 0 && with_keys_) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
    return statuses_[a].count > statuses_[b].count;
  });
  json.open("top_errors", '[');
  for (const std::size_t status : order) {
    const Tally::Top paths = paths_.top(static_cast<int>(status), path);
    const Tally::Top clients = clients_.top(static_cast<int>(status), client);
    json.open("", '{');
    json.value("status", status);
    json.value("count", statuses_[status].count);
    write_period(json, std::array{statuses_[status]});
    json.value("distinct_paths", paths.distinct);
    json.value("distinct_clients", clients.distinct);
    write_keys(json, "paths", "path", paths.keys);
    write_keys(json, "clients", "client", clients.keys);
    json.close('}');
  }
  json.close(']');
  json.close('}');
  return json.take();
}

}  // namespace logscan::gen
