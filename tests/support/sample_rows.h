#pragma once

#include <span>
#include <string_view>

/// The tables of sample_lines.h. Two abbreviations stand for what most lines have in common:
///   @T  `[10/Oct/2000:13:55:36 -0700]`; in verdicts, its dump
///   @R  `"GET /a HTTP/1.0"`; in fields, the dump of its fields
namespace logscan::test {

struct SampleRow {
  std::string_view name;
  std::string_view why;
  std::string_view text;
  std::string_view verdict;
  std::string_view fields;
};

std::span<const SampleRow> sample_layouts();
std::span<const SampleRow> sample_statuses();
std::span<const SampleRow> sample_requests();
std::span<const SampleRow> sample_quotes();
std::span<const SampleRow> sample_times();
std::span<const SampleRow> sample_clients();
std::span<const SampleRow> sample_others();

}  // namespace logscan::test
