#pragma once

#include <memory>
#include <string>

#include "logscan/c.h"
#include <gtest/gtest.h>

/// Handles of the C interface that free themselves.
namespace logscan::test {

template <auto kFree>
struct Freed {
  template <typename Handle>
  void operator()(Handle* handle) const {
    kFree(handle);
  }
};
using Query = std::unique_ptr<logscan_query, Freed<logscan_query_free>>;
using Counts = std::unique_ptr<logscan_counts, Freed<logscan_counts_free>>;

inline void expect_ok(logscan_status status) {
  EXPECT_EQ(status, LOGSCAN_OK) << logscan_message();
}

inline Query make_query(const char* options) {
  logscan_query* query = nullptr;
  expect_ok(logscan_query_new(options, &query));
  return Query(query);
}

}  // namespace logscan::test
