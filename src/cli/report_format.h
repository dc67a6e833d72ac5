#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cli/mode.h"

namespace logscan::cli {

enum class Format : std::uint8_t {
  kText,
  kMarkdown,
  kHtml,
  kMail,
  kJson,
  kOpenMetrics,
  kJsonLines,
  kCsv,
  kTsv
};

/// A format that --format names, and the modes that write it.
struct FormatName {
  std::string_view name;
  Format format;
  Modes modes;
  std::string_view extension;  ///< of files that are written in it unless --format says otherwise
};

/// Of formats that hold a whole report.
constexpr Modes kPageModes = Modes::all_but({Mode::kRecords, Mode::kExplain, Mode::kFollow});
constexpr Modes kTableModes = {Mode::kRecords, Mode::kReport, Mode::kMerge, Mode::kState};

constexpr std::array kFormats = {
    FormatName{"text", Format::kText, Modes::all_but({Mode::kRecords}), ".txt"},
    FormatName{"markdown", Format::kMarkdown, kPageModes, ".md"},
    FormatName{"html", Format::kHtml, kPageModes, ".html"},
    FormatName{"mail", Format::kMail, kPageModes, ".eml"},
    FormatName{"json", Format::kJson, Modes::all_but({Mode::kRecords, Mode::kExplain}), ".json"},
    FormatName{"openmetrics", Format::kOpenMetrics, kPageModes, ".prom"},
    FormatName{"jsonl", Format::kJsonLines, {Mode::kRecords}, ".jsonl"},
    FormatName{"csv", Format::kCsv, kTableModes, ".csv"},
    FormatName{"tsv", Format::kTsv, kTableModes, ".tsv"}};

/// Whether a format holds one table, and so no report.
constexpr bool is_table(Format format) {
  return format == Format::kCsv || format == Format::kTsv;
}

constexpr const FormatName& name_of(Format format) {
  return kFormats[static_cast<std::size_t>(format)];
}

}  // namespace logscan::cli
