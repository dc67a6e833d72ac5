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

/// A line under construction: begun as an ordinary one, then spoiled. What is not text of the line
/// says what a right reader finds there.
struct Draft {
  std::string client, user, stamp, request, status, bytes, referer, agent;
  Entry others;  ///< the fields that nothing spoils
  Layout layout = Layout::kCombined;
  int code = 0;            ///< the status that counts
  std::string path;        ///< the path that counts, for an error
  std::string key_client;  ///< the client that counts, for an error
  Moment moment;
  bool dated = true;
};

/// Keeps strings under numbers.
class Interner {
 public:
  std::uint32_t number(const std::string& text);
  const std::string& text(std::uint32_t number) const { return texts_[number]; }

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<std::string> texts_;
};

/// Writes lines that are hard to read rightly, and enters what each is.
class Hostile {
 public:
  Hostile(const Options& options, const Population& people, Rng& rng, Expected& expected);

  Rng& rng;

  /// An ordinary line, with an error status of its own or the one given.
  Draft draft();
  Draft draft(int status);
  Draft draft_with_agent(int status);

  static std::string head(const Draft& draft);  ///< up to the request's opening quote
  static std::string tail(const Draft& draft);  ///< what follows the bytes
  static std::string text(const Draft& draft);

  /// Each adds one line to `out` and enters it.
  void parsed(const Draft& draft, const std::string& text);
  void parsed(const Draft& draft) { parsed(draft, text(draft)); }
  void malformed(Reason reason, const std::string& text);
  void blank(const std::string& text);
  void comment(const std::string& text);

  /// An ordinary line behind a byte order mark: for the first line alone.
  void byte_order_mark();

  /// The terminator of the lines that follow; the options say which at first.
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
  std::string_view what;    ///< for people
  std::uint32_t lines;      ///< how many it writes
  std::uint32_t weight;     ///< how often it comes, beside the others
  void (*write)(Hostile&);  ///< writes it
};

/// All oddities of single lines, in the order of the profile `odd`, which begins with a byte order
/// mark. One of weight 0 is too large for that
/// profile and comes in a hostile log of many lines alone.
const std::vector<Oddity>& oddities();

std::vector<Oddity> request_oddities();
std::vector<Oddity> field_oddities();
std::vector<Oddity> line_oddities();

/// One line for each line of the profile `odd`: number, name, what it is, in Markdown.
std::string list_oddities();

}  // namespace logscan::gen
