// The C interface: every call with wrong arguments, and every way to bring bytes with the same
// result. Scans, feeds and records run threads of their own.

#include "logscan/c.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "support/c_handles.h"
#include "support/gzip_text.h"
#include "support/temp_file.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace logscan {
namespace {

using test::Counts;
using test::expect_ok;
using test::Freed;
using test::make_query;
using test::Query;
using testing::HasSubstr;

constexpr const char* kJson = R"({"json": true, "run": false})";
const std::string kData = LOGSCAN_SOURCE_DIR "/data/";

using Control = std::unique_ptr<logscan_control, Freed<logscan_control_free>>;
using Feed = std::unique_ptr<logscan_feed, Freed<logscan_feed_free>>;
using Records = std::unique_ptr<logscan_records, Freed<logscan_records_free>>;

// Returns the message of options that are refused.
std::string refusal(const char* options) {
  logscan_query* query = nullptr;
  EXPECT_EQ(logscan_query_new(options, &query), LOGSCAN_USAGE) << options;
  return logscan_message();
}

Counts scan(const Query& query, const std::vector<std::string>& paths) {
  std::vector<const char*> names;
  for (const std::string& path : paths)
    names.push_back(path.c_str());
  logscan_counts* counts = nullptr;
  expect_ok(logscan_scan(query.get(), names.data(), names.size(), nullptr, &counts));
  return Counts(counts);
}

Counts scan_range(const Query& query, const std::string& path, std::uint64_t from,
                  std::uint64_t bytes) {
  logscan_counts* counts = nullptr;
  expect_ok(logscan_scan_range(query.get(), path.c_str(), from, bytes, nullptr, &counts));
  return Counts(counts);
}

std::string taken(char* text, std::size_t size) {
  const std::string copy(text, size);
  EXPECT_EQ(text[size], '\0');
  logscan_free(text);
  return copy;
}

std::string report(const Counts& counts, const char* options = nullptr) {
  char* text = nullptr;
  std::size_t size = 0;
  expect_ok(logscan_counts_report(counts.get(), options, &text, &size));
  return text == nullptr ? "" : taken(text, size);
}

std::string bytes_of(const Counts& counts) {
  char* text = nullptr;
  std::size_t size = 0;
  expect_ok(logscan_counts_write(counts.get(), &text, &size));
  return text == nullptr ? "" : taken(text, size);
}

Counts from_bytes(const std::string& bytes) {
  logscan_counts* counts = nullptr;
  expect_ok(logscan_counts_read(bytes.data(), bytes.size(), &counts));
  return Counts(counts);
}

std::string file_bytes(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string fed_report(const Query& query, const std::string& name, std::string_view bytes,
                       std::size_t step) {
  logscan_feed* made = nullptr;
  expect_ok(logscan_feed_new(query.get(), name.c_str(), nullptr, &made));
  const Feed feed(made);
  for (; !bytes.empty(); bytes.remove_prefix(std::min(step, bytes.size())))
    expect_ok(logscan_feed_bytes(feed.get(), bytes.data(), std::min(step, bytes.size())));
  logscan_counts* counts = nullptr;
  expect_ok(logscan_feed_finish(feed.get(), &counts));
  return report(Counts(counts));
}

TEST(C, RefusesNull) {
  const Query query = make_query(kJson);
  const Counts counts = scan(query, {kData + "shop.log"});
  logscan_query* no_query = nullptr;
  logscan_counts* found = nullptr;
  logscan_feed* feed = nullptr;
  logscan_records* records = nullptr;
  logscan_control* control = nullptr;
  char* text = nullptr;
  std::size_t size = 0;
  int code = 0;
  ArrowSchema schema{};
  ArrowArray array{};
  ArrowArrayStream stream{};
  const char* const path = "x";
  const char* const nothing = nullptr;
  const auto refuses = [](logscan_status status, const char* name) {
    EXPECT_EQ(status, LOGSCAN_USAGE) << name;
    EXPECT_EQ(logscan_message(), std::string(name) + ": is NULL; see logscan/c.h");
  };
  refuses(logscan_query_new(kJson, nullptr), "out");
  refuses(logscan_control_new(nullptr, nullptr, nullptr), "out");
  refuses(logscan_control_cancel(nullptr), "control");
  refuses(logscan_control_findings(nullptr, &code, &text, &size), "control");
  refuses(logscan_scan(nullptr, &path, 1, nullptr, &found), "query");
  refuses(logscan_scan(query.get(), nullptr, 1, nullptr, &found), "paths");
  refuses(logscan_scan(query.get(), &nothing, 1, nullptr, &found), "paths");
  refuses(logscan_scan(query.get(), &path, 1, nullptr, nullptr), "out");
  refuses(logscan_scan_range(nullptr, path, 0, 1, nullptr, &found), "query");
  refuses(logscan_scan_range(query.get(), nullptr, 0, 1, nullptr, &found), "path");
  refuses(logscan_scan_range(query.get(), path, 0, 1, nullptr, nullptr), "out");
  refuses(logscan_feed_new(nullptr, path, nullptr, &feed), "query");
  refuses(logscan_feed_new(query.get(), nullptr, nullptr, &feed), "name");
  refuses(logscan_feed_new(query.get(), path, nullptr, nullptr), "out");
  refuses(logscan_feed_bytes(nullptr, path, 1), "feed");
  refuses(logscan_feed_finish(nullptr, &found), "feed");
  refuses(logscan_counts_findings(nullptr, &code, &text, &size), "counts");
  refuses(logscan_counts_findings(counts.get(), nullptr, &text, &size), "code");
  refuses(logscan_counts_findings(counts.get(), &code, nullptr, &size), "text");
  refuses(logscan_counts_findings(counts.get(), &code, &text, nullptr), "size");
  refuses(logscan_counts_report(nullptr, nullptr, &text, &size), "counts");
  refuses(logscan_counts_report(counts.get(), nullptr, nullptr, &size), "text");
  refuses(logscan_counts_report(counts.get(), nullptr, &text, nullptr), "size");
  refuses(logscan_counts_write(nullptr, &text, &size), "counts");
  refuses(logscan_counts_write(counts.get(), nullptr, &size), "bytes");
  refuses(logscan_counts_write(counts.get(), &text, nullptr), "size");
  refuses(logscan_counts_read(nullptr, 0, &found), "bytes");
  refuses(logscan_counts_read("", 0, nullptr), "out");
  refuses(logscan_counts_merge(nullptr, counts.get()), "into");
  refuses(logscan_counts_merge(counts.get(), nullptr), "from");
  logscan_plan* plan = nullptr;
  std::uint64_t read = 0;
  refuses(logscan_counts_judge(nullptr, nullptr, &code, &text, &size), "counts");
  refuses(logscan_plan_new(nullptr, &path, 1, 0, &plan), "query");
  refuses(logscan_plan_new(query.get(), nullptr, 1, 0, &plan), "paths");
  refuses(logscan_plan_new(query.get(), &path, 1, 0, nullptr), "out");
  refuses(logscan_plan_part(nullptr, 0, &text, &size, &read), "plan");
  refuses(logscan_plan_notes(nullptr, &text, &size), "plan");
  EXPECT_EQ(logscan_plan_parts(nullptr), 0);
  refuses(logscan_scan_part(nullptr, "x", 1, nullptr, &found), "query");
  refuses(logscan_scan_part(query.get(), nullptr, 1, nullptr, &found), "part");
  refuses(logscan_scan_part(query.get(), "x", 1, nullptr, nullptr), "out");
  refuses(logscan_records_part(nullptr, "x", 1, nullptr, &records), "query");
  refuses(logscan_records_part(query.get(), nullptr, 1, nullptr, &records), "part");
  refuses(logscan_records_part(query.get(), "x", 1, nullptr, nullptr), "out");
  logscan_plan_free(plan);
  const void* const part = "x";
  const void* const no_part = nullptr;
  refuses(logscan_counts_check(nullptr, query.get(), &part, &size, 1), "counts");
  refuses(logscan_counts_check(counts.get(), nullptr, &part, &size, 1), "query");
  refuses(logscan_counts_check(counts.get(), query.get(), nullptr, &size, 1), "parts");
  refuses(logscan_counts_check(counts.get(), query.get(), &no_part, &size, 1), "parts");
  refuses(logscan_counts_check(counts.get(), query.get(), &part, nullptr, 1), "sizes");
  refuses(logscan_records_new(nullptr, &path, 1, nullptr, &records), "query");
  refuses(logscan_records_new(query.get(), &path, 1, nullptr, nullptr), "out");
  refuses(logscan_records_schema(nullptr, &schema), "records");
  refuses(logscan_records_next(nullptr, &array), "records");
  refuses(logscan_records_stream(nullptr, &stream), "records");
  logscan_query_free(no_query);
  logscan_control_free(control);
  logscan_counts_free(found);
  logscan_feed_free(feed);
  logscan_records_free(records);
  logscan_free(nullptr);
}

TEST(C, RefusesOptionsAndNamesThem) {
  EXPECT_THAT(refusal("{\"statuss\": \"5xx\"}"), HasSubstr("did you mean \"status\"?"));
  EXPECT_THAT(refusal("{\"by\": \"pth\"}"), HasSubstr("did you mean \"path\"?"));
  EXPECT_THAT(refusal("{\"by\": [1, {}]}"), HasSubstr("--by: expected a string or a list"));
  EXPECT_THAT(refusal("{\"json\": 1}"), HasSubstr("--json: expected true or false, got 1"));
  EXPECT_THAT(refusal("{\"top\": [1]}"), HasSubstr("--top: expected a string or a number"));
  EXPECT_THAT(refusal("{\"until\": \"\"}"), HasSubstr("--until: expected a value"));
  EXPECT_THAT(refusal("{\"until\": \"a\\u0000b\"}"), HasSubstr("--until: expected a string"));
  EXPECT_THAT(refusal("{\"fields\": \"path\"}"), HasSubstr("--fields: requires --records"));
  for (const char* const name :
       {"state", "follow", "explain_format", "output", "color", "quiet", "verbose", "commit",
        "quiet_if_ok", "full", "compare", "config", "help", "version"})
    EXPECT_THAT(refusal(("{\"" + std::string(name) + "\": true}").c_str()),
                HasSubstr("is an option of the program alone"));
  EXPECT_THAT(refusal("{\"by\": \"path\", \"top\": 1, \"by\": \"host\"}"),
              HasSubstr("\"by\" is given twice"));
  EXPECT_THAT(refusal("{\"strict\": 1}"), HasSubstr("strict: expected true or false"));
  EXPECT_THAT(refusal("[]"), HasSubstr("expected a JSON object"));
  EXPECT_THAT(refusal("{\"by\": "), HasSubstr("no JSON"));
  EXPECT_THAT(refusal("{\"a\x1b[31m\": 1}"), testing::Not(HasSubstr("\x1b")));
}

TEST(C, ReadsOptionsAsTheCommandLine) {
  const Query query = make_query(
      R"({"where": ["status >= 400"], "by": ["path"], "top": 2, "not-status": "404",
          "normalize": true, "exact": false, "timezone": null, "format": "text"})");
  EXPECT_THAT(report(scan(query, {kData + "shop.log"})), HasSubstr("groups: 2 of"));
  EXPECT_THAT(report(scan(make_query(nullptr), {kData + "shop.log"})), HasSubstr("lines 234 ="));
}

TEST(C, MovesExactGroupsToTemporaryFiles) {
  std::string log;
  for (int i = 0; i < 20'000; ++i) {
    log += "192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] \"GET /" + std::to_string(i) +
           " HTTP/1.1\" 200 1\n";
  }
  const test::TempFile file(log);
  const std::string options = R"({"by": "path", "exact": true, "json": true, "run": false)";
  const std::string expected = report(scan(make_query((options + "}").c_str()), {file.path()}));
  const Query small = make_query((options + R"(, "memory": "1Mi"})").c_str());
  const Counts counts = scan(small, {file.path()});
  EXPECT_EQ(report(counts), expected);

  EXPECT_EQ(report(from_bytes(bytes_of(counts)), kJson), expected);

  const std::string folder = R"(, "memory": "1Mi", "temp_dir": "/nowhere/at all"})";
  logscan_counts* none = nullptr;
  const char* const path = file.path().c_str();
  const Query lost = make_query((options + folder).c_str());
  EXPECT_EQ(logscan_scan(lost.get(), &path, 1, nullptr, &none), LOGSCAN_FAILED);
  EXPECT_THAT(logscan_message(), HasSubstr("/nowhere/at all: cannot create a file"));
}

TEST(C, RefusesPathsThatMakeNoSense) {
  const Query query = make_query(kJson);
  logscan_counts* counts = nullptr;
  EXPECT_EQ(logscan_scan(query.get(), nullptr, 0, nullptr, &counts), LOGSCAN_USAGE);
  const char* const empty = "";
  EXPECT_EQ(logscan_scan(query.get(), &empty, 1, nullptr, &counts), LOGSCAN_USAGE);
  const std::string log = kData + "shop.log";
  EXPECT_EQ(logscan_scan_range(query.get(), log.c_str(), 0, 0, nullptr, &counts), LOGSCAN_USAGE);
  EXPECT_EQ(logscan_scan_range(query.get(), kData.c_str(), 0, 9, nullptr, &counts), LOGSCAN_USAGE);
  const char* const path = log.c_str();
  EXPECT_EQ(logscan_scan(make_query("{\"records\": true}").get(), &path, 1, nullptr, &counts),
            LOGSCAN_USAGE);
  EXPECT_EQ(logscan_scan(make_query("{\"merge\": true}").get(), &path, 1, nullptr, &counts),
            LOGSCAN_USAGE);
}

TEST(C, TellsWhatCouldNotBeRead) {
  const Counts counts = scan(make_query(kJson), {kData + "shop.log", kData + "missing.log"});
  int code = 0;
  char* text = nullptr;
  std::size_t size = 0;
  expect_ok(logscan_counts_findings(counts.get(), &code, &text, &size));
  EXPECT_EQ(code, 3);
  EXPECT_THAT(taken(text, size), HasSubstr("missing.log: no such file"));
  EXPECT_THAT(report(counts), HasSubstr("\"lines\": 234"));
}

TEST(C, JudgesConditions) {
  const Counts counts =
      scan(make_query(R"({"fail_if": "errors > 1", "format": "text"})"), {kData + "shop.log"});
  int code = 0;
  char* text = nullptr;
  std::size_t size = 0;
  expect_ok(logscan_counts_findings(counts.get(), &code, &text, &size));
  EXPECT_EQ(code, 1);
  EXPECT_THAT(taken(text, size), HasSubstr("FAILED errors > 1"));
  EXPECT_THAT(report(counts), HasSubstr("FAILED errors > 1"));
}

TEST(C, FedBytesAreTheFile) {
  const Query query = make_query(R"({"json": true, "run": false, "block_size": 64})");
  for (const char* const name :
       {"shop.log", "hostile.log", "crlf.log", "no_newline.log", "empty.log"}) {
    const std::string path = kData + name;
    const std::string bytes = file_bytes(path);
    const std::string expected = report(scan(query, {path}));
    for (const std::size_t step : {1u, 2u, 3u, 7u, 63u, 64u, 65u, 4096u, 1u << 20})
      EXPECT_EQ(fed_report(query, path, bytes, step), expected) << name << ", " << step;
  }
}

TEST(C, FedBytesMayBeCompressed) {
  const Query query = make_query(R"({"format": "text"})");
  const std::string text = file_bytes(kData + "shop.log");
  const std::string expected = fed_report(query, "x.gz", text, 4096);
  EXPECT_EQ(fed_report(query, "x.gz", test::gzip_text(text), 13), expected);
}

TEST(C, AFeedCanBeDropped) {
  const Query query = make_query(kJson);
  logscan_feed* feed = nullptr;
  expect_ok(logscan_feed_new(query.get(), "x", nullptr, &feed));
  logscan_feed_free(feed);
  expect_ok(logscan_feed_new(query.get(), "x", nullptr, &feed));
  expect_ok(logscan_feed_bytes(feed, "some bytes", 10));
  logscan_feed_free(feed);
}

TEST(C, AControlMayBeFreedFirst) {
  const Query query = make_query(kJson);
  logscan_control* control = nullptr;
  expect_ok(logscan_control_new(nullptr, nullptr, &control));
  logscan_feed* made = nullptr;
  expect_ok(logscan_feed_new(query.get(), "x", control, &made));
  const Feed feed(made);
  const std::string text = file_bytes(kData + "shop.log");
  expect_ok(logscan_feed_bytes(feed.get(), text.data(), text.size()));
  logscan_control_free(control);
  for (int i = 0; i < 200; ++i)
    expect_ok(logscan_feed_bytes(feed.get(), text.data(), text.size()));
}

TEST(C, AFeedHasNoRecords) {
  const Query query = make_query(R"({"records": true})");
  logscan_feed* feed = nullptr;
  EXPECT_EQ(logscan_feed_new(query.get(), "x", nullptr, &feed), LOGSCAN_USAGE);
  EXPECT_THAT(logscan_message(), HasSubstr("records: cannot be fed"));
}

TEST(C, AFeedSaysWhyItEnded) {
  const Query query = make_query(kJson);
  logscan_feed* made = nullptr;
  expect_ok(logscan_feed_new(query.get(), "x", nullptr, &made));
  const Feed feed(made);
  const std::string partial = bytes_of(scan(query, {kData + "shop.log"}));
  logscan_status status = LOGSCAN_OK;
  // The scan ends when it has seen the first bytes, whenever that is.
  while (status == LOGSCAN_OK)
    status = logscan_feed_bytes(feed.get(), partial.data(), partial.size());
  EXPECT_EQ(status, LOGSCAN_INPUT);
  logscan_counts* counts = nullptr;
  EXPECT_EQ(logscan_feed_finish(feed.get(), &counts), LOGSCAN_USAGE);
  EXPECT_THAT(logscan_message(), HasSubstr("is a partial"));
  EXPECT_EQ(logscan_feed_finish(feed.get(), &counts), LOGSCAN_USAGE);
  EXPECT_EQ(logscan_feed_bytes(feed.get(), "x", 1), LOGSCAN_USAGE);
}

TEST(C, RangesAddUp) {
  const Query query = make_query(R"({"partial": true, "by": ["path"]})");
  for (const char* const name : {"shop.log", "crlf.log", "hostile.log"}) {
    const std::string path = kData + name;
    const std::uint64_t size = file_bytes(path).size();
    const std::string expected = bytes_of(scan(query, {path}));
    for (const std::uint64_t step : {1000u, 4097u, 100'000u}) {
      Counts all = scan_range(query, path, 0, step);
      for (std::uint64_t from = step; from < size; from += step) {
        const Counts part = scan_range(query, path, from, step);
        expect_ok(logscan_counts_merge(all.get(), from_bytes(bytes_of(part)).get()));
      }
      EXPECT_EQ(bytes_of(all), expected) << name << ", " << step;
      EXPECT_EQ(report(all, kJson), report(from_bytes(expected), kJson));
    }
  }
}

TEST(C, RefusesWhatDoesNotMerge) {
  const Counts by_path = scan(make_query(R"({"by": ["path"]})"), {kData + "shop.log"});
  const Counts by_status = scan(make_query(R"({"by": ["status"]})"), {kData + "common.log"});
  EXPECT_EQ(logscan_counts_merge(by_path.get(), by_status.get()), LOGSCAN_USAGE);
  EXPECT_THAT(logscan_message(), HasSubstr("cannot be merged"));
  EXPECT_EQ(logscan_counts_merge(by_path.get(), by_path.get()), LOGSCAN_USAGE);
}

TEST(C, PartialsMayBeHostile) {
  const std::string bytes = bytes_of(scan(make_query(kJson), {kData + "shop.log"}));
  logscan_counts* counts = nullptr;
  for (std::size_t size = 0; size < bytes.size(); size += 7)
    EXPECT_EQ(logscan_counts_read(bytes.data(), size, &counts), LOGSCAN_FAILED);
  EXPECT_NE(std::string_view(logscan_message()), "");
  EXPECT_EQ(logscan_counts_read("no partial", 10, &counts), LOGSCAN_FAILED);
}

TEST(C, ShowsCountsInAnotherWay) {
  const Counts counts = scan(make_query(R"({"by": ["path"], "top": 5})"), {kData + "shop.log"});
  EXPECT_THAT(report(counts, R"({"format": "csv", "sort": "key"})"), testing::StartsWith("path,"));
  EXPECT_THAT(report(counts, R"({"format": "openmetrics"})"), HasSubstr("# EOF"));
  char* text = nullptr;
  std::size_t size = 0;
  EXPECT_EQ(logscan_counts_report(counts.get(), R"({"show": "p95"})", &text, &size), LOGSCAN_USAGE);
  EXPECT_EQ(logscan_counts_report(counts.get(), R"({"by": ["status"]})", &text, &size),
            LOGSCAN_USAGE);
}

TEST(C, ComparesWithTheBaseline) {
  const Counts counts =
      scan(make_query(R"({"json": true, "baseline": true})"), {kData + "shop.log"});
  const auto json = nlohmann::json::parse(report(counts));
  EXPECT_TRUE(json["baseline"]["reconciled"].get<bool>());
  EXPECT_TRUE(json.contains("run"));
}

// Counts calls, and cancels after some.
struct Calls {
  int before_cancel = 0;
  int seen = 0;
  std::uint64_t done = 0;
  std::uint64_t total = 0;
};

int count_call(void* user, std::uint64_t done, std::uint64_t total) {
  auto& calls = *static_cast<Calls*>(user);
  EXPECT_GE(done, calls.done);
  EXPECT_LE(done, total);
  calls.done = done;
  calls.total = total;
  return ++calls.seen == calls.before_cancel;
}

std::string long_log() {
  std::string text;
  const std::string shop = file_bytes(kData + "shop.log");
  while (text.size() < 16u << 20)
    text += shop;
  return text;
}

TEST(C, TellsItsProgressAndCanBeCancelled) {
  const test::TempFile log(long_log());
  const Query query = make_query(kJson);
  const char* const path = log.path().c_str();
  for (const int before : {0, 1, 5}) {
    Calls calls{before};
    logscan_control* made = nullptr;
    expect_ok(logscan_control_new(count_call, &calls, &made));
    const Control control(made);
    logscan_counts* counts = nullptr;
    const logscan_status status = logscan_scan(query.get(), &path, 1, control.get(), &counts);
    logscan_counts_free(counts);
    EXPECT_EQ(status, before == 0 ? LOGSCAN_OK : LOGSCAN_CANCELLED);
    if (before == 0) {
      EXPECT_EQ(calls.done, calls.total);
    } else {
      EXPECT_EQ(calls.seen, before);
    }
  }
}

TEST(C, IsCancelledFromOutside) {
  logscan_control* made = nullptr;
  expect_ok(logscan_control_new(nullptr, nullptr, &made));
  const Control control(made);
  const Query query = make_query(kJson);
  logscan_feed* feed = nullptr;
  expect_ok(logscan_feed_new(query.get(), "x", control.get(), &feed));
  expect_ok(logscan_control_cancel(control.get()));
  const std::string text = long_log();
  const logscan_status status = logscan_feed_bytes(feed, text.data(), text.size());
  EXPECT_TRUE(status == LOGSCAN_OK || status == LOGSCAN_INPUT);
  logscan_counts* counts = nullptr;
  EXPECT_EQ(logscan_feed_finish(feed, &counts), LOGSCAN_CANCELLED);
  logscan_feed_free(feed);
  const std::string log = kData + "shop.log";
  const char* const path = log.c_str();
  EXPECT_EQ(logscan_scan(query.get(), &path, 1, control.get(), &counts), LOGSCAN_CANCELLED);
}

}  // namespace
}  // namespace logscan
