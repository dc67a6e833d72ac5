#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "logscan/log_line.h"

/// Random patterns of both languages, each with a line that fits and its fields.
namespace logscan::test {

class RandomPattern {
 public:
  explicit RandomPattern(std::uint64_t seed) : engine_(seed) {}

  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(engine_() % limit); }
  std::string number(std::size_t limit) { return std::to_string(below(limit)); }

  std::string word(std::string_view letters, std::size_t longest) {
    std::string text(1 + below(longest), ' ');
    for (char& c : text)
      c = letters[below(letters.size())];
    return text;
  }

 private:
  std::mt19937_64 engine_;
};

// The bytes of fields; no separator contains them.
constexpr std::string_view kPathBytes = "abcXYZ019._-%/:,=";
constexpr std::string_view kTextBytes = "abcXYZ019._-%/:,=()[] ";

/// A field of both languages: its names, a random value, and the meaning of the value.
struct Kind {
  const char* nginx;
  const char* apache;
  std::function<std::string(RandomPattern&)> value;
  std::function<void(const std::string&, LogLine&)> set;
};

inline std::string text_value(RandomPattern& random) {
  return "x" + random.word(kTextBytes, 20) + "x";
}

inline std::string fraction(RandomPattern& random) {
  return std::to_string(1000 + random.below(1000)).substr(1);
}

inline const std::vector<Kind>& kinds() {
  static const std::vector<Kind> all = {
      {"$remote_addr", "%h", [](RandomPattern& random) { return "192.0.2." + random.number(256); },
       [](const std::string& value, LogLine& line) { line.client = value; }},
      {"$remote_user", "%u", text_value,
       [](const std::string& value, LogLine& line) { line.user = value; }},
      {"$host", "%V", [](RandomPattern& random) { return random.word("abc.-", 12) + ".example"; },
       [](const std::string& value, LogLine& line) { line.host = value; }},
      {"$time_iso8601", "%{%Y-%m-%dT%H:%M:%S%z}t",
       [](RandomPattern& random) {
         return "2000-10-10T13:55:" + std::to_string(10 + random.below(50)) + "+00:00";
       },
       [](const std::string& value, LogLine& line) {
         line.time = LogTime{971186100 + std::stoi(value.substr(17, 2)), 0};
       }},
      {"$time_local", "%{%d/%b/%Y:%H:%M:%S %z}t",
       [](RandomPattern& random) {
         return "10/Oct/2000:13:55:" + std::to_string(10 + random.below(50)) + " -0700";
       },
       [](const std::string& value, LogLine& line) {
         line.time = LogTime{971211300 + std::stoi(value.substr(18, 2)), -420};
       }},
      {"$request", "%r",
       [](RandomPattern& random) { return "GET /" + random.word(kPathBytes, 30) + " HTTP/1.1"; },
       [](const std::string& value, LogLine& line) {
         const std::string_view text = value;
         line.request = text;
         line.method = text.substr(0, 3);
         line.target = line.path = text.substr(4, text.size() - 13);
         line.protocol = text.substr(text.size() - 8);
       }},
      {"$body_bytes_sent", "%b", [](RandomPattern& random) { return random.number(1000000); },
       [](const std::string& value, LogLine& line) { line.bytes = std::stoull(value); }},
      {"$http_referer", "%{Referer}i", text_value,
       [](const std::string& value, LogLine& line) { line.referer = value; }},
      {"$http_user_agent", "%{User-Agent}i", text_value,
       [](const std::string& value, LogLine& line) { line.agent = value; }},
      {"$http_x_forwarded_for", "%{X-Forwarded-For}i",
       [](RandomPattern& random) { return "203.0.113." + random.number(256) + ", 198.51.100.7"; },
       [](const std::string& value, LogLine& line) {
         line.forwarded_for = value;
         if (line.client.data() == nullptr) line.client = line.forwarded_for;
       }},
      {"$request_time", "%{s}T",
       [](RandomPattern& random) { return random.number(100) + "." + fraction(random); },
       [](const std::string& value, LogLine& line) {
         const std::size_t point = value.find('.');
         line.duration = std::stoll(value.substr(0, point) + value.substr(point + 1)) * 1000000;
       }},
      {"$request_id", "%L", text_value, [](const std::string&, LogLine&) {}},
      {"$connection", "%{Foo}e", text_value, [](const std::string&, LogLine&) {}},
  };
  return all;
}

/// A pattern, a line that fits it, and the fields of the line.
struct PatternSample {
  std::string pattern;
  std::string line;
  std::vector<std::string> values;  // the text of `fields`
  LogLine fields;
  std::size_t status_at = 0;  // offset of the status in the line
};

class PatternMaker {
 public:
  explicit PatternMaker(std::uint64_t seed) : random_(seed), marks_("|;~^*<>{}&!@#`'") {
    for (std::size_t i = marks_.size(); i > 1; --i)
      std::swap(marks_[i - 1], marks_[random_.below(i)]);
  }

  PatternSample make() {
    const bool nginx = random_.below(2) == 0;
    std::vector<const Kind*> chosen;
    bool dated = false;
    for (const Kind& kind : kinds()) {
      const bool time = std::string_view(kind.nginx).starts_with("$time");
      if (random_.below(2) == 0 || (time && dated)) continue;
      dated = dated || time;
      chosen.push_back(&kind);
    }
    chosen.push_back(nullptr);  // stands for the status
    for (std::size_t i = chosen.size(); i > 1; --i)
      std::swap(chosen[i - 1], chosen[random_.below(i)]);

    PatternSample sample;
    sample.values.reserve(chosen.size());
    if (random_.below(2) == 0) add(sample, separator());
    for (std::size_t i = 0; i < chosen.size(); ++i) {
      if (chosen[i] != nullptr) {
        add_field(sample, *chosen[i], nginx);
      } else {
        add_status(sample, nginx);
      }
      if (i + 1 < chosen.size() || random_.below(2) == 0) add(sample, separator());
    }
    // A client field takes precedence over the client of a forwarded-for list.
    for (const Kind* const kind : chosen) {
      if (kind != nullptr && kind->nginx == std::string_view("$remote_addr")) set(sample, kind);
    }
    for (const Kind* const kind : chosen) {
      if (kind != nullptr) set(sample, kind);
    }
    return sample;
  }

  RandomPattern& random() { return random_; }

 private:
  // Separators start with different bytes, so that damage does not turn one into another.
  std::string separator() {
    const char mark = marks_.back();
    marks_.pop_back();
    const std::string text(1 + random_.below(2), mark);
    return random_.below(3) == 0 ? text + " " : text;
  }

  static void add(PatternSample& sample, const std::string& text) {
    sample.pattern += text;
    sample.line += text;
  }

  void add_field(PatternSample& sample, const Kind& kind, bool nginx) {
    const bool quoted = random_.below(3) == 0;
    std::string value = kind.value(random_);
    if (quoted && &kind == &kinds()[8] && random_.below(2) == 0) value += "\\\" \\\\";
    if (quoted) add(sample, "\"");
    sample.pattern += nginx ? kind.nginx : kind.apache;
    sample.line += value;
    if (quoted) add(sample, "\"");
    sample.values.push_back(std::move(value));
    owners_.push_back(&kind);
  }

  void add_status(PatternSample& sample, bool nginx) {
    sample.pattern += nginx ? "$status" : "%>s";
    sample.status_at = sample.line.size();
    const std::size_t status = random_.below(1001);
    sample.fields.status = static_cast<StatusCode>(status);
    sample.line += status == 1000 ? "-" : std::to_string(1000 + status).substr(1);
  }

  void set(PatternSample& sample, const Kind* kind) const {
    for (std::size_t i = 0; i < owners_.size(); ++i) {
      if (owners_[i] == kind) kind->set(sample.values[i], sample.fields);
    }
  }

  RandomPattern random_;
  std::string marks_;
  std::vector<const Kind*> owners_;
};

}  // namespace logscan::test
