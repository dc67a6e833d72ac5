// Plans: their parts, scanned in any order, give the report of one scan. Parts may be hostile.

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "logscan/c.h"
#include "support/c_handles.h"
#include "support/gzip_text.h"
#include "support/temp_file.h"
#include "support/web_server.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

using test::Counts;
using test::expect_ok;
using test::make_query;
using test::Query;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kOptions = R"({"json": true, "run": false, "by": ["path"]})";
const std::string kData = LOGSCAN_SOURCE_DIR "/data/";

std::string taken(char* text, std::size_t size) {
  std::string copy(text, size);
  logscan_free(text);
  return copy;
}

std::vector<const char*> pointers(const std::vector<std::string>& paths) {
  std::vector<const char*> all;
  for (const std::string& path : paths)
    all.push_back(path.c_str());
  return all;
}

std::vector<std::string> parts_of(const Query& query, const std::vector<std::string>& paths,
                                  std::uint64_t part_bytes) {
  logscan_plan* plan = nullptr;
  expect_ok(logscan_plan_new(query.get(), pointers(paths).data(), paths.size(), part_bytes, &plan));
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < logscan_plan_parts(plan); ++i) {
    char* bytes = nullptr;
    std::size_t size = 0;
    std::uint64_t read = 0;
    expect_ok(logscan_plan_part(plan, i, &bytes, &size, &read));
    parts.push_back(taken(bytes, size));
  }
  char* bytes = nullptr;
  std::size_t size = 0;
  std::uint64_t read = 0;
  EXPECT_EQ(logscan_plan_part(plan, parts.size(), &bytes, &size, &read), LOGSCAN_USAGE);
  logscan_plan_free(plan);
  return parts;
}

Counts scan_part(const Query& query, const std::string& part) {
  logscan_counts* counts = nullptr;
  expect_ok(logscan_scan_part(query.get(), part.data(), part.size(), nullptr, &counts));
  return Counts(counts);
}

Counts scan(const Query& query, const std::vector<std::string>& paths) {
  logscan_counts* counts = nullptr;
  expect_ok(logscan_scan(query.get(), pointers(paths).data(), paths.size(), nullptr, &counts));
  return Counts(counts);
}

// As on another machine.
Counts sent(const Counts& counts) {
  char* bytes = nullptr;
  std::size_t size = 0;
  expect_ok(logscan_counts_write(counts.get(), &bytes, &size));
  const std::string copy = taken(bytes, size);
  logscan_counts* made = nullptr;
  expect_ok(logscan_counts_read(copy.data(), copy.size(), &made));
  return Counts(made);
}

std::string report(const Counts& counts) {
  char* text = nullptr;
  std::size_t size = 0;
  expect_ok(logscan_counts_report(counts.get(), R"({"json": true, "run": false})", &text, &size));
  return taken(text, size);
}

Counts all_parts(const Query& query, const std::vector<std::string>& parts) {
  Counts all = sent(scan_part(query, parts.back()));
  for (std::size_t i = parts.size() - 1; i-- > 0;)
    expect_ok(logscan_counts_merge(all.get(), sent(scan_part(query, parts[i])).get()));
  return all;
}

TEST(CSplit, PartsAreOneScan) {
  const Query query = make_query(kOptions);
  const test::TempFile zipped(test::gzip_text("no log line\n") + "something after it");
  // Not in the order of their names; the last one twice, as two files with the same bytes.
  const test::TempFile a("x - - [12/Jan/2026:10:00:00 +0000] \"GET / HTTP/1.1\" 503 5\n");
  const test::TempFile b("x - - [12/Jan/2026:10:00:00 +0000] \"GET / HTTP/1.1\" 503 5\n");
  const std::vector<std::string> paths = {
      kData + "shop.log",    kData + "crlf.log", zipped.path(), kData + "missing.log",
      kData + "hostile.log", b.path(),           a.path()};
  const std::string expected = report(scan(query, paths));
  EXPECT_THAT(expected, HasSubstr("no such file"));
  for (const std::uint64_t bytes : {100u, 4097u, 0u}) {
    const std::vector<std::string> parts = parts_of(query, paths, bytes);
    EXPECT_GE(parts.size(), paths.size());
    EXPECT_EQ(report(all_parts(query, parts)), expected) << bytes;
  }
}

TEST(CSplit, MayBeHostile) {
  const Query query = make_query(kOptions);
  const std::string part = parts_of(query, {kData + "shop.log"}, 0).front();
  logscan_counts* counts = nullptr;
  const auto status = [&](const std::string& bytes) {
    return logscan_scan_part(query.get(), bytes.data(), bytes.size(), nullptr, &counts);
  };
  for (std::size_t size = 0; size < part.size(); ++size) {
    EXPECT_EQ(status(part.substr(0, size)), LOGSCAN_USAGE) << size;
    EXPECT_THAT(logscan_message(), HasSubstr("part: is none"));
  }
  EXPECT_EQ(status(part + "x"), LOGSCAN_USAGE);
}

TEST(CSplit, RefusesWhatCannotBeSplit) {
  const std::string log = kData + "shop.log";
  const char* const path = log.c_str();
  logscan_plan* plan = nullptr;
  const auto refused = [&](const char* options) {
    EXPECT_EQ(logscan_plan_new(make_query(options).get(), &path, 1, 0, &plan), LOGSCAN_USAGE);
    return std::string(logscan_message());
  };
  EXPECT_THAT(refused(R"({"baseline": true})"), HasSubstr("more than once"));
  EXPECT_THAT(refused(R"({"relative_to_log": true, "since": "1 hour ago"})"),
              HasSubstr("relative_to_log: "));
}

// Returns why these are not the counts of the parts; empty if they are.
std::string check(const Counts& counts, const Query& query, const std::vector<std::string>& parts) {
  std::vector<const void*> bytes;
  std::vector<std::size_t> sizes;
  for (const std::string& part : parts) {
    bytes.push_back(part.data());
    sizes.push_back(part.size());
  }
  const logscan_status status =
      logscan_counts_check(counts.get(), query.get(), bytes.data(), sizes.data(), parts.size());
  EXPECT_TRUE(status == LOGSCAN_OK || status == LOGSCAN_USAGE);
  return status == LOGSCAN_OK ? "" : logscan_message();
}

TEST(CSplit, FindsLostAndForeignCounts) {
  const Query query = make_query(kOptions);
  const test::TempFile zipped(test::gzip_text("no log line\n") + "something after it");
  const test::TempFile empty("");
  const std::vector<std::string> paths = {kData + "shop.log", zipped.path(), empty.path(),
                                          kData + "missing.log"};
  const std::vector<std::string> parts = parts_of(query, paths, 10'000);
  ASSERT_GE(parts.size(), 6);
  EXPECT_EQ(check(all_parts(query, parts), query, parts), "");
  for (std::size_t lost = 0; lost < parts.size(); ++lost) {
    std::vector<std::string> left = parts;
    left.erase(left.begin() + static_cast<std::ptrdiff_t>(lost));
    const Counts counts = all_parts(query, left);
    EXPECT_THAT(check(counts, query, parts), HasSubstr("not in the counts")) << lost;
    EXPECT_EQ(check(counts, query, left).empty(), true) << lost;
  }
  EXPECT_THAT(check(all_parts(query, parts), query, {parts.back()}), HasSubstr("was not planned"));
  EXPECT_THAT(check(scan(query, paths), query, parts), HasSubstr("was not planned"));
  EXPECT_THAT(check(all_parts(query, parts), make_query("{}"), parts),
              HasSubstr("different questions"));
  EXPECT_THAT(check(scan(query, paths), query, {}), HasSubstr("expected all of a plan"));
  EXPECT_THAT(check(scan(query, paths), query, {"x"}), HasSubstr("part: is none"));
}

TEST(CSplit, JudgesMergedCounts) {
  const Query query = make_query(R"({"partial": true, "fail_if": "errors > 1"})");
  const Counts counts = sent(scan(query, {kData + "shop.log"}));
  int code = 0;
  char* text = nullptr;
  std::size_t size = 0;
  expect_ok(logscan_counts_findings(counts.get(), &code, &text, &size));
  EXPECT_EQ(std::pair(code, taken(text, size)), std::pair(0, std::string()));
  expect_ok(
      logscan_counts_judge(counts.get(), R"({"fail_if": "errors > 1"})", &code, &text, &size));
  EXPECT_EQ(code, 1);
  EXPECT_THAT(taken(text, size), HasSubstr("FAILED errors > 1"));
}

TEST(CSplit, UrlsReachOtherMachinesWithWhatIsSecret) {
  const test::WebEnvironment environment;
  const std::string line = "x - - [12/Jan/2026:10:00:00 +0000] \"GET / HTTP/1.1\" 503 5\n";
  const std::string plain = line + line + line;
  const std::string zipped = test::gzip_text(plain);
  const test::WebServer server([&](const test::WebRequest& request) {
    test::WebAnswer answer =
        test::serve_object(request, request.target.starts_with("/zipped") ? zipped : plain);
    if (!request.target.ends_with("?key=secret")) answer.status = 403;
    return answer;
  });
  const Query query = make_query(kOptions);
  const std::vector<std::string> urls = {server.url("/plain?key=secret"),
                                         server.url("/zipped?key=secret")};
  const std::string expected = report(scan(query, urls));
  EXPECT_THAT(expected, Not(HasSubstr("secret")));
  const std::vector<std::string> parts = parts_of(query, urls, line.size());
  EXPECT_EQ(parts.size(), 4u);
  EXPECT_EQ(report(all_parts(query, parts)), expected);
}

}  // namespace
}  // namespace logscan
