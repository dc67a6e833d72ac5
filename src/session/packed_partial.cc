#include "session/packed_partial.h"

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "engine/own_files.h"
#include "state/packed.h"

namespace logscan::cli {
namespace {

constexpr std::string_view kPacked = ", packed";
constexpr std::size_t kWorthIt = 4096;  // bytes
constexpr int kLevel = 3;  // a tenth smaller than with 1; 9 takes 4 times as long for another tenth

// Returns where the version in the first line ends; nullopt if it has none.
std::optional<std::size_t> version_end(std::string_view bytes) {
  if (!bytes.starts_with(kPartialMarker)) return std::nullopt;
  return std::min(bytes.find_first_not_of("0123456789", kPartialMarker.size()), bytes.size());
}

}  // namespace

std::string write_partial(const Aggregate& counts) {
  std::string bytes = counts.write();
  if (bytes.size() < kWorthIt) return bytes;
  const std::size_t at = *version_end(bytes);
  const std::size_t body = bytes.find('\n') + 1;
  std::string packed = bytes.substr(0, at);
  packed += kPacked;
  packed.append(bytes, at, body - at);
  packed += pack(std::string_view(bytes).substr(body), kLevel);
  return packed;
}

Aggregate read_partial(std::string_view bytes, const std::string& spill_folder) {
  const std::optional<std::size_t> at = version_end(bytes);
  if (!at || !bytes.substr(*at).starts_with(kPacked)) return Aggregate::read(bytes, spill_folder);
  std::string whole(bytes.substr(0, *at));
  const std::string_view rest = bytes.substr(*at + kPacked.size());
  const std::size_t feed = rest.find('\n');
  const std::size_t body = feed == std::string_view::npos ? rest.size() : feed + 1;
  whole += rest.substr(0, body);
  try {
    whole += unpack(rest.substr(body));
  } catch (const std::runtime_error&) {
    // Damaged, or of a later version: the first line says which.
  }
  return Aggregate::read(whole, spill_folder);
}

}  // namespace logscan::cli
