#include "engine/own_files.h"

#include <algorithm>
#include <string>

#include "logscan/threshold.h"
#include "query/expression.h"

namespace logscan {
namespace {

std::string without_colour(std::string_view bytes) {
  std::string text;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t escape = bytes.find("\x1b[", at);
    text += bytes.substr(at, escape - at);
    if (escape == std::string_view::npos) break;
    at = bytes.find('m', escape);
    if (at == std::string_view::npos) break;
    ++at;
  }
  return text;
}

bool consume(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

void skip_space(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
}

// Tools that reformat JSON keep the order of its keys, so the schema stays first.
bool is_json(std::string_view text) {
  for (const std::string_view part : {"{", "\"schema\"", ":"}) {
    if (!consume(text, part)) return false;
    skip_space(text);
  }
  return consume(text, "\"") && text.starts_with(kSchemaMarker);
}

bool is_openmetrics(std::string_view text) {
  return consume(text, "# TYPE ") && text.starts_with(kMetricMarker);
}

// `FAILED errors.rate > 1pct: ...`
bool is_threshold_line(std::string_view text) {
  if (!consume(text, "FAILED ") && !consume(text, "NOT SURE ")) return false;
  const std::size_t colon = text.find(": ");
  if (colon == std::string_view::npos) return false;
  try {
    Threshold::parse(text.substr(0, colon));
  } catch (const ExpressionError&) {
    return false;
  }
  return true;
}

bool is_text_report(std::string_view text) {
  return text.starts_with("window   ") || text.starts_with("input    ") || is_threshold_line(text);
}

}  // namespace

std::optional<OwnFile> own_file(std::string_view first_bytes) {
  const std::string_view head = first_bytes.substr(0, kOwnFileBytes);
  if (head.starts_with(kPartialMarker)) return OwnFile::kPartial;
  if (head.starts_with(kStateMarker)) return OwnFile::kState;
  if (is_openmetrics(head) || is_json(head) || is_text_report(without_colour(head)))
    return OwnFile::kReport;
  return std::nullopt;
}

const char* own_file_name(OwnFile kind) {
  switch (kind) {
    case OwnFile::kPartial:
      return "a partial report";
    case OwnFile::kState:
      return "a state of logscan";
    case OwnFile::kReport:
      break;
  }
  return "a report of logscan";
}

}  // namespace logscan
