#include <cstddef>

#include "report/code_order.h"
#include "report/json_sections.h"

namespace logscan::detail {

void write_line_counts(JsonWriter& json, const Accounting& counts) {
  json.key("lines").number(counts.lines);
  json.key("parsed").number(counts.parsed);
  json.key("malformed").number(counts.malformed);
  json.key("blank").number(counts.blank);
  json.key("comment").number(counts.comment);
  json.key("filtered").number(counts.filtered);
}

void write_codes(JsonWriter& json, const std::array<std::uint64_t, kStatusCodes>& codes) {
  json.key("codes").open_object();
  for (const StatusCode code : codes_seen(codes))
    json.key(status_name(code)).number(codes[code]);
  json.close_object();
}

void write_errors(JsonWriter& json, std::uint64_t client, std::uint64_t server,
                  std::uint64_t parsed) {
  const std::uint64_t total = client + server;
  json.key("errors").open_object();
  json.key("client").number(client);
  json.key("server").number(server);
  json.key("total").number(total);
  json.key("rate").real(parsed == 0 ? 0 : static_cast<double>(total) / static_cast<double>(parsed));
  json.close_object();
}

void write_terms(JsonWriter& json, std::string_view key, const std::vector<FilterTerm>& terms) {
  if (terms.empty()) return;
  json.key(key).open_list();
  for (const FilterTerm& term : terms) {
    json.open_object();
    json.key("option").string(term.option);
    json.log_string("value", term.value);
    if (term.time) json.key("time").string(format_rfc3339(*term.time));
    json.close_object();
  }
  json.close_list();
}

void write_reasons(JsonWriter& json, const std::array<std::uint64_t, kReasons>& reasons) {
  json.key("reasons").open_object();
  for (std::size_t i = 0; i < kReasons; ++i) {
    if (reasons[i] == 0) continue;
    json.key(reason_name(static_cast<Reason>(i))).number(reasons[i]);
  }
  json.close_object();
}

}  // namespace logscan::detail
