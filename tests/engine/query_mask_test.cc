// With a mask, nothing of what it hides is anywhere in what a run gives.

#include <set>
#include <string>
#include <string_view>

#include "logscan/engine.h"
#include "support/asked_lines.h"
#include "support/query_maker.h"
#include "support/sweep.h"
#include "support/temp_file.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

/// The report as JSON and as text, and the records.
std::string all_outputs(const std::string& path, QuerySpec query) {
  std::string records;
  EngineOptions options;
  options.write_records = [&](std::string_view bytes) { records += bytes; };
  options.query = test::compiled(query);
  options.threads = 2;
  options.range_size = 2000;
  const Summary summary = analyse(test::open_all({path}), options);
  return test::stable_json(summary) + report_text(summary, ReportStyle()) + records;
}

std::vector<std::string_view> parts_of(std::string_view text, std::string_view between) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find_first_of(between, at), text.size());
    parts.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

void add_values(std::string_view url, std::set<std::string>& to) {
  const std::size_t mark = url.find('?');
  if (mark == std::string_view::npos) return;
  for (const std::string_view part : parts_of(url.substr(mark + 1), "&")) {
    const std::string_view value = part.substr(part.find('=') + 1);
    if (value.size() > 5) to.emplace(value);
  }
}

/// Returns what a mask must hide of these lines, if it is too long to occur by chance.
std::set<std::string> secrets_of(const std::vector<test::OwnedLine>& lines, const Mask& mask) {
  std::set<std::string> secrets;
  for (const test::OwnedLine& each : lines) {
    const LogLine& line = each.line;
    if (mask.clients) {
      for (const std::string_view list : {line.client, line.forwarded_for}) {
        for (const std::string_view client : parts_of(list, ", ")) {
          // Networks stay, and upstreams are servers.
          const bool stays = client.ends_with(".0") || client.starts_with("10.");
          if (client.size() > 6 && !stays) secrets.emplace(client);
        }
      }
    }
    if (mask.users && line.user.size() > 4) secrets.emplace(line.user);
    if (!mask.queries) continue;
    add_values(line.target, secrets);
    add_values(line.referer, secrets);
  }
  return secrets;
}

/// Every key and field that may hold something to hide.
void ask_for_everything(QuerySpec& query, test::LogMaker& random) {
  for (const char* key : {"client", "user", "request", "target", "path", "query", "referer",
                          "forwarded_for", "agent", "network", "client/24,path", "extension"}) {
    GroupSpec groups;
    groups.by = split_group_keys(key);
    groups.show = {Measure::kCount, Measure::kClients};
    groups.top = 1000;
    query.groups.push_back(groups);
  }
  SeriesSpec series;
  series.every = 86400;
  series.groups = query.groups[random.below(query.groups.size())];
  query.series = {series};
  query.records.emplace();
  query.records->format = static_cast<RecordFormat>(random.below(3));
  for (std::size_t i = 0; i < kFields; ++i)
    query.records->fields.push_back(static_cast<Field>(i));
}

TEST(QueryMask, HidesSecretsCompletely) {
  std::size_t found = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    test::LogMaker random(seed);
    const std::string text = random.lines(60);
    const test::TempFile file(text);
    QuerySpec query = test::random_view(random);
    ask_for_everything(query, random);
    query.mask = {};
    const std::string open = all_outputs(file.path(), query);
    query.mask = {random.chance(2), random.chance(2), random.chance(2)};
    const std::string masked = all_outputs(file.path(), query);
    for (const std::string& secret :
         secrets_of(test::parsed_lines(text, file.path()), query.mask)) {
      found += open.find(secret) != std::string::npos;
      const std::size_t at = masked.find(secret);
      ASSERT_EQ(at, std::string::npos)
          << seed << ": " << secret << " in " << masked.substr(at < 200 ? 0 : at - 200, 400);
    }
  }
  EXPECT_GT(found, 2000u);  // they are there without a mask
}

// A sample has lines of all kinds: errors that are parsed, lines that are not, lines too long.
TEST(QueryMask, HidesInExamplesAndMalformedSamples) {
  const std::string text =
      "198.51.100.7 - frank [12/Jan/2026:10:00:00 +0000] \"GET /a?token=secret HTTP/1.1\" 404 1 "
      "\"https://a.example/?session=hidden\" \"an agent at 198.51.100.8\" \"203.0.113.9\"\n"
      "198.51.100.9 - frank [12/Jan/2026:10:00:00 +0000] \"GET /b?token=secret\n"
      "198.51.100.10 - frank [12/Jan/2026:10:00:00 +0000] \"GET /c?token=secret HTTP/1.1\" 200 " +
      std::string(400, 'x') + "\n";
  const test::TempFile file(text);
  EngineOptions options = test::one_thread();
  test::ask(options, [&](QuerySpec& spec) {
    spec.max_line = 300;
    spec.mask = Mask::parse("clients,queries");
  });
  const Summary some = analyse(test::open_all({file.path()}), options);
  EXPECT_EQ(some.top_errors.at(0).example.text,
            "198.51.100.0 - frank [12/Jan/2026:10:00:00 +0000] \"GET /a?token= HTTP/1.1\" 404 1 "
            "\"https://a.example/?session=\" \"an agent at 198.51.100.0\" \"203.0.113.0\"");
  EXPECT_EQ(some.malformed.samples.at(0).text, "(masked)");
  EXPECT_EQ(some.malformed.samples.at(1).text, "(masked)");
  test::ask(options, [&](QuerySpec& spec) { spec.mask = Mask::parse("users"); });
  const Summary users = analyse(test::open_all({file.path()}), options);
  EXPECT_TRUE(users.top_errors.at(0).example.text.starts_with("198.51.100.7 - user ["));
  EXPECT_EQ(users.malformed.samples.at(0).text, "(masked)");
  EXPECT_EQ(users.malformed.samples.at(1).text, "(masked)");
}

TEST(QueryMask, CountsMaskedClientsAsTheOutputsShowThem) {
  std::string text;
  for (int i = 0; i < 20; ++i) {
    text += "198.51." + std::to_string(i % 2) + "." + std::to_string(i) +
            " - - [12/Jan/2026:10:00:00 +0000] \"GET /?id=" + std::to_string(i) +
            " HTTP/1.1\" 404 1\n";
  }
  const test::TempFile file(text);
  EngineOptions options = test::one_thread();
  test::ask(options, [&](QuerySpec& spec) {
    spec.mask = Mask::parse("clients,queries");
    spec.groups = {{{"client"}, {Measure::kClients}}, {{"target"}, {Measure::kClients}}};
  });
  const Summary summary = analyse(test::open_all({file.path()}), options);
  EXPECT_EQ(test::dump(summary.groups[0]),
            "[<198.51.0.0> ] count=10 errors=10 clients=1\n"
            "[<198.51.1.0> ] count=10 errors=10 clients=1\n"
            "others [] count=0 errors=0\n"
            "total [] count=20 errors=20 clients=2\n2 groups\n");
  EXPECT_TRUE(
      test::dump(summary.groups[1]).starts_with("[</?id=> ] count=20 errors=20 clients=2\n"));
  EXPECT_EQ(summary.top_errors.at(0).clients.size(), 2u);
}

}  // namespace
}  // namespace logscan
