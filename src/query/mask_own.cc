#include <algorithm>
#include <iterator>

#include "format/token.h"
#include "query/mask.h"
#include "text/ascii.h"

namespace logscan {
namespace {

// Values written by caches, TLS and proxies; none can be a name.
constexpr std::string_view kHarmless[] = {
    // caches
    "hit", "miss", "bypass", "expired", "stale", "updating", "revalidated", "dynamic", "pass",
    "scarce", "none", "refreshhit", "originshieldhit", "tcp_hit", "tcp_miss", "tcp_mem_hit",
    "tcp_refresh_hit", "tcp_refresh_miss", "tcp_expired_hit", "tcp_expired_miss",
    // TLS and protocols
    "sslv3", "tlsv1", "tlsv1.0", "tlsv1.1", "tlsv1.2", "tlsv1.3", "tls1.2", "tls1.3", "quic",
    "http", "https", "ws", "wss", "h2", "h2c", "h3", "http/1.0", "http/1.1", "http/2", "http/2.0",
    "http/3", "http/3.0", "r", ".",
    // switches
    "on", "off", "yes", "no", "true", "false", "-", ""};

constexpr std::size_t kMostDigits = 3;
constexpr std::size_t kLongest = 16;

bool is_harmless(std::string_view text) {
  if (is_number(text) && text.size() <= kMostDigits) return true;
  if (text.size() > kLongest) return false;
  const std::string word = lowercase(text);
  return std::find(std::begin(kHarmless), std::end(kHarmless), word) != std::end(kHarmless);
}

}  // namespace

void mask_own(OwnValue& value) {
  if (value.kind == OwnKind::kText && value.text.data() != nullptr && !is_harmless(value.text))
    value.text = "(masked)";
}

}  // namespace logscan
