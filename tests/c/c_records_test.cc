// Records as Arrow batches: their values, and who frees them. The address sanitizer sees what is
// freed twice or never.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "logscan/c.h"
#include "support/temp_file.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::string kLines =
    "192.0.2.1 - - [12/Jan/2026:10:00:00 +0100] \"GET /a?x=1 HTTP/1.1\" 200 5 \"-\" "
    "\"caf\xC3\xA9\"\n"
    "not a line\n"
    "192.0.2.2 - - [12/Jan/2026:09:00:01 +0000] \"GET /\xFF HTTP/1.1\" - - \"-\" \"\"\n"
    "192.0.2.3 - ann [30/Feb/2026:10:00:00 +0000] \"POST /c HTTP/1.1\" 503 9223372036854775807 "
    "\"-\" \"-\"\n";

logscan_query* query_of(const char* options) {
  logscan_query* query = nullptr;
  EXPECT_EQ(logscan_query_new(options, &query), LOGSCAN_OK) << logscan_message();
  return query;
}

/// The records of a file with these bytes.
class Reading {
 public:
  explicit Reading(const std::string& bytes, const char* options) : log_(bytes) {
    query_ = query_of(options);
    const char* const path = log_.path().c_str();
    EXPECT_EQ(logscan_records_new(query_, &path, 1, nullptr, &records_), LOGSCAN_OK)
        << logscan_message();
  }
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;
  ~Reading() {
    logscan_records_free(records_);
    logscan_query_free(query_);
  }

  logscan_records* get() const { return records_; }
  logscan_records* release() { return std::exchange(records_, nullptr); }

  ArrowArray next() const {
    ArrowArray array{};
    EXPECT_EQ(logscan_records_next(records_, &array), LOGSCAN_OK) << logscan_message();
    return array;
  }

 private:
  test::TempFile log_;
  logscan_query* query_ = nullptr;
  logscan_records* records_ = nullptr;
};

bool is_null(const ArrowArray& column, std::size_t row) {
  const auto* const bits = static_cast<const std::uint8_t*>(column.buffers[0]);
  return bits != nullptr && (bits[row / 8] >> (row % 8) & 1) == 0;
}

template <typename Value>
std::vector<std::optional<Value>> numbers(const ArrowArray& column) {
  std::vector<std::optional<Value>> all;
  for (std::size_t row = 0; row < static_cast<std::size_t>(column.length); ++row) {
    all.push_back(is_null(column, row)
                      ? std::nullopt
                      : std::optional(static_cast<const Value*>(column.buffers[1])[row]));
  }
  return all;
}

std::vector<std::optional<std::string>> texts(const ArrowArray& column) {
  const auto* const offsets = static_cast<const std::int32_t*>(column.buffers[1]);
  const auto* const bytes = static_cast<const char*>(column.buffers[2]);
  std::vector<std::optional<std::string>> all;
  for (std::size_t row = 0; row < static_cast<std::size_t>(column.length); ++row) {
    all.push_back(is_null(column, row)
                      ? std::nullopt
                      : std::optional(std::string(bytes + offsets[row], bytes + offsets[row + 1])));
  }
  return all;
}

TEST(CRecords, AreColumns) {
  const Reading reading(kLines,
                        R"({"records": true, "fields": "time,status,bytes,path,agent,duration"})");
  ArrowSchema schema{};
  ASSERT_EQ(logscan_records_schema(reading.get(), &schema), LOGSCAN_OK);
  std::vector<std::string> types;
  for (std::int64_t i = 0; i < schema.n_children; ++i)
    types.push_back(std::string(schema.children[i]->name) + " " + schema.children[i]->format);
  EXPECT_THAT(
      types, ElementsAre("time tsu:UTC", "status s", "bytes l", "path u", "agent u", "duration g"));
  schema.release(&schema);
  EXPECT_EQ(schema.release, nullptr);

  ArrowArray batch = reading.next();
  ASSERT_EQ(batch.length, 3);
  ASSERT_EQ(batch.n_children, 6);
  constexpr std::int64_t kNine = 1768208400'000'000;
  EXPECT_THAT(numbers<std::int64_t>(*batch.children[0]),
              ElementsAre(kNine, kNine + 1'000'000, std::nullopt));
  EXPECT_THAT(numbers<std::int16_t>(*batch.children[1]), ElementsAre(200, std::nullopt, 503));
  EXPECT_THAT(numbers<std::int64_t>(*batch.children[2]),
              ElementsAre(5, std::nullopt, 9223372036854775807));
  EXPECT_THAT(texts(*batch.children[3]), ElementsAre("/a", "/\xEF\xBF\xBD", "/c"));
  EXPECT_THAT(texts(*batch.children[4]), ElementsAre("caf\xC3\xA9", "", std::nullopt));
  EXPECT_EQ(batch.children[5]->null_count, 3);
  batch.release(&batch);
  EXPECT_EQ(batch.release, nullptr);
  EXPECT_EQ(reading.next().release, nullptr);
  EXPECT_EQ(reading.next().release, nullptr);
}

TEST(CRecords, OwnFieldsHaveTheirTypes) {
  const Reading reading("GET /a 200 250 1.5 HIT\nGET /b 200 x x -\n",
                        R"({"records": true, "fields": "queue,tries,cache", "log_format":
                            "$request_method $uri $status ${queue@ms} ${tries@n} $cache"})");
  ArrowSchema schema{};
  ASSERT_EQ(logscan_records_schema(reading.get(), &schema), LOGSCAN_OK) << logscan_message();
  for (const std::size_t number : {0u, 1u})
    EXPECT_EQ(schema.children[number]->format, std::string("g"));
  EXPECT_EQ(schema.children[2]->format, std::string("u"));
  schema.release(&schema);
  ArrowArray batch = reading.next();
  ASSERT_EQ(batch.length, 2);
  EXPECT_THAT(numbers<double>(*batch.children[0]), ElementsAre(0.25, std::nullopt));
  EXPECT_THAT(numbers<double>(*batch.children[1]), ElementsAre(1.5, std::nullopt));
  EXPECT_THAT(texts(*batch.children[2]), ElementsAre("HIT", std::nullopt));
  batch.release(&batch);
}

TEST(CRecords, ColumnsOutliveTheirBatch) {
  ArrowArray column{};
  {
    const Reading reading(kLines, R"({"records": true, "fields": "path,status"})");
    ArrowArray batch = reading.next();
    ASSERT_EQ(batch.n_children, 2);
    column = *batch.children[0];
    batch.children[0]->release = nullptr;  // moved away, as the specification has it
    batch.release(&batch);
  }
  EXPECT_THAT(texts(column), ElementsAre("/a", "/\xEF\xBF\xBD", "/c"));
  column.release(&column);
}

TEST(CRecords, MakeAStream) {
  Reading reading(kLines, R"({"records": true})");
  ArrowArrayStream stream{};
  ASSERT_EQ(logscan_records_stream(reading.release(), &stream), LOGSCAN_OK);
  ArrowSchema schema{};
  ASSERT_EQ(stream.get_schema(&stream, &schema), 0);
  schema.release(&schema);
  ArrowArray batch{};
  ASSERT_EQ(stream.get_next(&stream, &batch), 0);
  EXPECT_EQ(batch.length, 3);
  ArrowArray end{};
  ASSERT_EQ(stream.get_next(&stream, &end), 0);
  EXPECT_EQ(end.release, nullptr);
  stream.release(&stream);
  EXPECT_EQ(stream.release, nullptr);
  batch.release(&batch);
}

std::string many_lines() {
  std::string text;
  while (text.size() < 32u << 20)
    text += kLines;
  return text;
}

TEST(CRecords, MayBeLeftUnread) {
  const std::string lines = many_lines();
  for (const int taken : {0, 1, 3}) {
    const Reading reading(lines, R"({"records": true, "block_size": "64Ki"})");
    for (int i = 0; i < taken; ++i) {
      ArrowArray batch = reading.next();
      ASSERT_NE(batch.release, nullptr);
      batch.release(&batch);
    }
  }
}

TEST(CRecords, HoldEveryLineInItsOrder) {
  std::string lines;
  for (int i = 0; i < 150'000; ++i) {
    lines += "192.0.2.1 - - [12/Jan/2026:10:00:00 +0000] \"GET /" + std::to_string(i) +
             " HTTP/1.1\" 200 " + std::to_string(i) + "\n";
  }
  const Reading reading(lines, R"({"records": true, "fields": "bytes,path", "threads": 3})");
  std::int64_t expected = 0;
  for (;;) {
    ArrowArray batch = reading.next();
    if (batch.release == nullptr) break;
    const auto bytes = numbers<std::int64_t>(*batch.children[0]);
    const auto paths = texts(*batch.children[1]);
    bool are_equal = true;
    for (std::size_t row = 0; row < bytes.size(); ++row, ++expected) {
      are_equal =
          are_equal && bytes[row] == expected && paths[row] == "/" + std::to_string(expected);
    }
    EXPECT_TRUE(are_equal);
    batch.release(&batch);
  }
  EXPECT_EQ(expected, 150'000);
}

TEST(CRecords, FailWhereAFileCannotBeRead) {
  logscan_query* const query = query_of(R"({"records": true})");
  const char* const path = "/nonexistent/access.log";
  logscan_records* records = nullptr;
  EXPECT_EQ(logscan_records_new(query, &path, 1, nullptr, &records), LOGSCAN_INPUT);
  EXPECT_THAT(logscan_message(), HasSubstr("/nonexistent/access.log: no such file"));
  logscan_query_free(query);

  // A gzip file that breaks off: what was read comes first.
  const Reading reading(std::string("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", 10),
                        R"({"records": true})");
  ArrowArray batch{};
  EXPECT_EQ(logscan_records_next(reading.get(), &batch), LOGSCAN_INPUT);
  EXPECT_THAT(logscan_message(), testing::EndsWith("gzip -t FILE"));
  EXPECT_EQ(batch.release, nullptr);
}

TEST(CRecords, LeaveOutWhatCannotBeRead) {
  const test::TempFile good(kLines);
  const test::TempFile cut(std::string("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", 10));
  const char* const paths[] = {"/nonexistent/access.log", cut.path().c_str(), good.path().c_str()};
  logscan_query* const query = query_of(R"({"records": true, "strict": false})");
  logscan_records* records = nullptr;
  EXPECT_EQ(logscan_records_new(query, paths, 3, nullptr, &records), LOGSCAN_USAGE);
  EXPECT_THAT(logscan_message(), HasSubstr("control"));
  logscan_control* control = nullptr;
  EXPECT_EQ(logscan_control_new(nullptr, nullptr, &control), LOGSCAN_OK);
  EXPECT_EQ(logscan_records_new(query, paths, 3, control, &records), LOGSCAN_OK);
  std::int64_t rows = 0;
  for (ArrowArray batch{};; batch.release(&batch)) {
    EXPECT_EQ(logscan_records_next(records, &batch), LOGSCAN_OK);
    if (batch.release == nullptr) break;
    rows += batch.length;
  }
  EXPECT_EQ(rows, 3);
  logscan_records_free(records);
  int code = 0;
  char* text = nullptr;
  std::size_t size = 0;
  EXPECT_EQ(logscan_control_findings(control, &code, &text, &size), LOGSCAN_OK);
  EXPECT_EQ(code, 3);
  EXPECT_THAT(text, HasSubstr("/nonexistent/access.log: no such file"));
  EXPECT_THAT(text, HasSubstr("truncated"));
  logscan_free(text);
  logscan_control_free(control);
  logscan_query_free(query);
}

TEST(CRecords, NeedRecords) {
  logscan_query* const query = query_of("{}");
  const char* const path = "/dev/null";
  logscan_records* records = nullptr;
  EXPECT_EQ(logscan_records_new(query, &path, 1, nullptr, &records), LOGSCAN_USAGE);
  logscan_query_free(query);
}

}  // namespace
}  // namespace logscan
