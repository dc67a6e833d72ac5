#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "gen/expected.h"
#include "gen/layout.h"
#include "gen/options.h"
#include "gen/random.h"
#include "gen/visits.h"

namespace logscan::gen {

/// A line under construction: an ordinary line that oddities change, and what a correct reader
/// finds in it.
struct Draft {
  std::string client, user, stamp, request, status, bytes, referer, agent;
  Entry others;  ///< The fields that no oddity changes.
  Layout layout = Layout::kCombined;
  int code = 0;            ///< The status that counts.
  std::string path;        ///< The path that counts for an error.
  std::string key_client;  ///< The client that counts for an error.
  Moment moment;
  bool dated = true;
};

/// Gives each string a number.
class Interner {
 public:
  std::uint32_t number(const std::string& text);
  const std::string& text(std::uint32_t number) const { return texts_[number]; }

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<std::string> texts_;
};

/// Writes lines that are hard to parse, and enters what each one is.
class Hostile {
 public:
  Hostile(const Options& options, const Population& people, Rng& rng, Expected& expected);

  Rng& rng;

  /// Returns an ordinary line, with the error status given or a random one.
  Draft draft();
  Draft draft(int status);
  Draft draft_with_agent(int status);

  static std::string head(const Draft& draft);  ///< Up to the request's opening quote.
  static std::string tail(const Draft& draft);  ///< The part after the bytes.
  static std::string text(const Draft& draft);

  // Each of these adds one line to `out` and enters it.
  void parsed(const Draft& draft, const std::string& text);
  void parsed(const Draft& draft) { parsed(draft, text(draft)); }
  void malformed(Reason reason, const std::string& text);
  void blank(const std::string& text);
  void comment(const std::string& text);

  /// Adds a byte order mark and an ordinary line. Only for the first line.
  void byte_order_mark();

  /// The terminator of the next lines; initially the one in the options.
  std::string_view end_of_line;

  std::string out;
  Interner paths;
  Interner clients;

 private:
  Draft from_visit(const Visit& visit);
  void add(const std::string& text);

  const Options& options_;
  Visits visits_;
  Expected& expected_;
};

/// One oddity.
struct Oddity {
  std::string_view name;
  std::string_view what;    ///< A description for people.
  std::uint32_t lines;      ///< The number of lines that it writes.
  std::uint32_t weight;     ///< Its relative frequency.
  void (*write)(Hostile&);  ///< Writes it.
};

/// Returns all oddities in the order of the profile `odd`, which begins with a byte order mark. An
/// oddity with weight 0 is too large for that profile; only a long hostile log has it.
const std::vector<Oddity>& oddities();

std::vector<Oddity> request_oddities();
std::vector<Oddity> field_oddities();
std::vector<Oddity> line_oddities();

/// Returns a Markdown table of the lines of the profile `odd`: number, name, description.
std::string list_oddities();

}  // namespace logscan::gen
