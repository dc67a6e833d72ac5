#include "record/record_store.h"

#include <string>

#include <gtest/gtest.h>

namespace logscan {
namespace {

LogLine error_line() {
  LogLine line;
  line.client = "192.0.2.1";
  line.path = "/a";
  line.status = 404;
  return line;
}

Record packed(const LogLine& line) {
  RecordStore store;
  store.append(line);
  return store[0];
}

TEST(RecordStore, PacksALineInto12Bytes) {
  EXPECT_EQ(sizeof(Record), 12u);
  RecordStore store;
  store.append(error_line());
  ASSERT_EQ(store.size(), 1u);
  const Record& record = store[0];
  EXPECT_EQ(store.strings().at(record.client), "192.0.2.1");
  EXPECT_EQ(store.strings().at(record.path), "/a");
  EXPECT_EQ(record.status, 404u);
}

TEST(RecordStore, DistinguishesNullAndEmpty) {
  LogLine line;
  line.status = 500;
  Record record = packed(line);
  EXPECT_EQ(record.client, StringPool::kNone);
  EXPECT_EQ(record.path, StringPool::kNone);
  line.path = "";
  EXPECT_NE(packed(line).path, StringPool::kNone);
}

TEST(RecordStore, HoldsEveryStatus) {
  for (StatusCode status = 0; status < kStatusCodes; ++status) {
    LogLine line = error_line();
    line.status = status;
    EXPECT_EQ(packed(line).status, status);
  }
}

TEST(RecordStore, KeepsTheFirstKilobyteOfStrings) {
  const std::string key(RecordStore::kKeyBytes, 'x');
  for (const std::string& path : {key.substr(1), key, key + "a"}) {
    RecordStore store;
    LogLine line = error_line();
    line.path = path;
    store.append(line);
    EXPECT_EQ(store.strings().at(store[0].path), path.substr(0, key.size()));
  }
}

TEST(RecordStore, IsFullBySlotsOrByStrings) {
  RecordStore store;
  for (std::size_t i = 0; i < RecordStore::kSlots; ++i) {
    ASSERT_FALSE(store.full());
    store.append(error_line());
  }
  EXPECT_TRUE(store.full());
  store.clear();
  EXPECT_FALSE(store.full());
  EXPECT_EQ(store.size(), 0u);
  for (int i = 0; !store.full(); ++i) {
    ASSERT_LE(store.strings().bytes(), RecordStore::kStringBytes);
    std::string path = std::to_string(i);
    path.resize(RecordStore::kKeyBytes, '.');
    LogLine line = error_line();
    line.path = line.client = path;
    store.append(line);
  }
  EXPECT_LT(store.size(), RecordStore::kSlots);
  EXPECT_EQ(store.strings().at(0).substr(0, 2), "0.");
}

}  // namespace
}  // namespace logscan
