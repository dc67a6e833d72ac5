// Recognises what stands before the request of a plain line (plain_line.h): the client, perhaps a
// virtual host before it, the user and the time. The only searches, for the ends of the words, are
// two comparisons of the first bytes of the line.

#include <array>
#include <bit>
#include <cstring>
#include <string_view>

#include "scan/plain_line.h"
#include "text/client_text.h"

// Highway includes this file once for each target.
#if defined(LOGSCAN_PLAIN_FRONTS_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef LOGSCAN_PLAIN_FRONTS_INL_H
#undef LOGSCAN_PLAIN_FRONTS_INL_H
#else
#define LOGSCAN_PLAIN_FRONTS_INL_H
#endif

#include "scan/find_clients-inl.h"
#include "scan/mask_bits-inl.h"
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace logscan::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

template <class Word>
HWY_INLINE Word load(const char* from) {
  Word word;
  std::memcpy(&word, from, sizeof word);
  return word;
}

// Returns 0 if the bytes are a stamp in `minute`.
HWY_INLINE std::uint64_t other_minute(const char* stamp, const MinuteText& minute) {
  const hn::CappedTag<std::uint8_t, 32> tag;
  std::uint64_t differs = 0;
  for (std::size_t i = 0; i < 32; i += hn::Lanes(tag)) {
    const auto found = hn::LoadU(tag, reinterpret_cast<const std::uint8_t*>(stamp) + i);
    const auto lowest =
        hn::LoadU(tag, reinterpret_cast<const std::uint8_t*>(minute.lowest.data()) + i);
    const auto spans = hn::LoadU(tag, MinuteText::kSpans.data() + i);
    differs |= mask_bits(tag, hn::Gt(hn::Sub(found, lowest), spans)) << i;
  }
  return differs;
}

// An IPv6 address has up to 39 bytes.
#if HWY_TARGET <= HWY_AVX2
constexpr std::size_t kPrefixWindow = 64;
#else
constexpr std::size_t kPrefixWindow = 48;
#endif

// The bytes of a line's beginning, one bit for each.
struct PrefixBytes {
  std::uint64_t low = 0;   // ends a word: a space, a comma, a quote, a control byte
  std::uint64_t high = 0;  // not a digit, dot or dash: a colon or a letter
};

HWY_INLINE PrefixBytes prefix_bytes(const char* line) {
  const hn::CappedTag<std::int8_t, kPrefixWindow> tag;
  PrefixBytes found;
  for (std::size_t i = 0; i < kPrefixWindow; i += hn::Lanes(tag)) {
    const auto bytes = hn::LoadU(tag, reinterpret_cast<const std::int8_t*>(line) + i);
    found.low |= mask_bits(tag, hn::Lt(bytes, hn::Set(tag, '-'))) << i;
    found.high |= mask_bits(tag, hn::Gt(bytes, hn::Set(tag, '9'))) << i;
  }
  return found;
}

HWY_INLINE std::uint32_t first_of(std::uint64_t bits) {
  return static_cast<std::uint32_t>(std::countr_zero(bits | std::uint64_t{1} << 63));
}

// Returns 0 if ` - user ` stands between the end of the client and `size`. The user does not start
// with `[` or, in clf, with `/`.
template <bool kClf>
HWY_INLINE std::uint64_t odd_user(const char* line, std::uint32_t client_end, std::uint32_t size) {
  const std::uint32_t text = load<std::uint32_t>(line + client_end) ^ 0x5b202d20u;
  std::uint64_t odd = ((size - 5 - client_end) & 0x80000000u) | text << 8;
  odd |= static_cast<std::uint64_t>(text == 0);
  if (kClf) odd |= static_cast<std::uint64_t>(text == ('[' ^ '/') << 24);
  return odd;
}

// Returns 0 if the first `size` bytes of the line (6 to kPrefixWindow) are `client - user `. The
// last of them is known to be a space.
template <bool kClf>
HWY_INLINE std::uint64_t odd_prefix(const char* line, std::uint32_t size) {
  const auto [low, high] = prefix_bytes(line);
  const std::uint32_t client = first_of(low);
  // Exactly the bytes after client, dash and user are below '-', and none of the three is empty.
  const std::uint64_t inside = low & (~std::uint64_t{0} >> (64 - size));
  std::uint64_t odd = inside ^ (std::uint64_t{5} << client | std::uint64_t{1} << (size - 1));
  odd |= ((client - 1) & 0x80000000u) | odd_user<kClf>(line, client, size);
  // A client that ends in a port may be a host unless it is an address. Only digits, dots and
  // dashes follow its last byte above '9'. If that byte is not a colon, there is no port.
  const std::uint64_t in_client = (high & (low ^ (low - 1))) | 1;
  if (HWY_UNLIKELY(line[63 - std::countl_zero(in_client)] == ':') && odd == 0 &&
      usual_v6_length(line) != client) {
    odd |= static_cast<std::uint64_t>(!is_ip_address({line, client}));
  }
  return odd;
}

// Returns 0 if the first `size` bytes of the line are a known host and a space.
HWY_INLINE std::uint64_t unknown_host(const char* line, std::uint32_t size,
                                      const KnownHosts& hosts) {
  const hn::CappedTag<std::uint8_t, 64> tag;
  const KnownHosts::Entry& entry = hosts.place(line, size);
  std::uint64_t differs = 0;
  for (std::size_t i = 0; i < 64; i += hn::Lanes(tag)) {
    const auto found = hn::LoadU(tag, reinterpret_cast<const std::uint8_t*>(line) + i);
    const auto known = hn::LoadU(tag, reinterpret_cast<const std::uint8_t*>(entry.text.data()) + i);
    differs |= mask_bits(tag, hn::Ne(found, known)) << i;
  }
  return (differs << (63 - size)) | (entry.size ^ size);
}

// Returns 0 if the first `size` bytes of the line are `host client - user `. The last of them is
// known to be a space.
HWY_INLINE std::uint64_t odd_host_prefix(const char* line, std::uint32_t size,
                                         const KnownHosts& hosts) {
  const std::uint64_t low = prefix_bytes(line).low;
  const std::uint32_t host = first_of(low);
  const std::uint32_t client = first_of(low & (low - 1));
  const std::uint64_t inside = low & (~std::uint64_t{0} >> (64 - size));
  std::uint64_t odd = inside ^ (std::uint64_t{1} << host | std::uint64_t{5} << client |
                                std::uint64_t{1} << (size - 1));
  odd |= unknown_host(line, host, hosts) | odd_user<true>(line, client, size);
  const char* const address = line + host + 1;
  const std::uint32_t length = client - host - 1;
  if (HWY_UNLIKELY(plain_v4_length(address) != length) && odd == 0)
    odd |= static_cast<std::uint64_t>(!is_lone_address({address, length}));
  return odd;
}

}  // namespace logscan::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // toggle
