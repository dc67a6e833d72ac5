#include "record/record_store.h"

#include <array>

namespace logscan {
namespace {

// RFC 9110, RFC 5789, WebDAV (RFC 4918 and related), and the preface of HTTP/2.
constexpr std::array<std::string_view, 26> kMethods = {
    "GET",       "HEAD",    "POST",     "PUT",   "DELETE",     "OPTIONS",
    "PATCH",     "CONNECT", "TRACE",    "PRI",   "PROPFIND",   "PROPPATCH",
    "MKCOL",     "COPY",    "MOVE",     "LOCK",  "UNLOCK",     "REPORT",
    "SEARCH",    "MERGE",   "CHECKOUT", "PURGE", "MKACTIVITY", "VERSION-CONTROL",
    "SUBSCRIBE", "NOTIFY"};
constexpr std::array<std::string_view, 7> kProtocols = {
    "HTTP/1.1", "HTTP/2.0", "HTTP/1.0", "HTTP/3.0", "HTTP/2", "HTTP/3", "HTTP/0.9"};
static_assert(kMethods.size() + 2 <= kMethodIds && kProtocols.size() + 2 <= kProtocolIds);

template <std::size_t kNames>
std::uint8_t id_of(std::string_view name, const std::array<std::string_view, kNames>& names) {
  if (name.data() == nullptr) return 0;
  for (std::size_t i = 0; i < kNames; ++i) {
    if (names[i] == name) return static_cast<std::uint8_t>(i + 2);
  }
  return 1;
}

}  // namespace

std::uint8_t method_id(std::string_view method) {
  return id_of(method, kMethods);
}

std::uint8_t protocol_id(std::string_view protocol) {
  return id_of(protocol, kProtocols);
}

std::uint32_t RecordStore::intern(std::string_view bytes) {
  if (bytes.data() == nullptr) return StringPool::kNone;
  return strings_.intern(bytes.substr(0, kKeyBytes));
}

void RecordStore::append(const LogLine& line) {
  Record record{};
  if (line.time) record.time = PackedTime(*line.time);
  record.dated = line.time.has_value();
  record.client = intern(line.client);
  record.path = intern(line.path);
  record.bytes = line.bytes && *line.bytes < Record::kUnknownBytes
                     ? *line.bytes & Record::kUnknownBytes
                     : Record::kUnknownBytes;
  record.status = line.status & 1023u;
  record.method = method_id(line.method) & 63u;
  record.protocol = protocol_id(line.protocol) & 15u;
  append(record);
}

void RecordStore::clear() {
  size_ = 0;
  strings_.clear();
}

}  // namespace logscan
