#include "session/packed_partial.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "engine/own_files.h"
#include "state/packed.h"
#include "text/byte_reader.h"

namespace logscan::cli {
namespace {

constexpr std::string_view kPacked = ", packed";
constexpr std::size_t kWorthIt = 4096;  // bytes
constexpr int kLevel = 3;  // a tenth smaller than with 1; 9 takes 4 times as long for another tenth

// Returns the first line with its line feed, or all if there is none.
std::string first_line(const StoredBytes& bytes) {
  for (std::uint64_t size = kWorthIt;; size *= 2) {
    std::string line = bytes.part(0, size).whole();
    const std::size_t feed = line.find('\n');
    if (feed == std::string::npos && size < bytes.size()) continue;
    return line.substr(0, feed == std::string::npos ? feed : feed + 1);
  }
}

// Returns where the version in the first line ends; nullopt if it has none.
std::optional<std::size_t> version_end(std::string_view line) {
  if (!line.starts_with(kPartialMarker)) return std::nullopt;
  return std::min(line.find_first_not_of("0123456789", kPartialMarker.size()), line.size());
}

/// A first line, and what follows it.
class PartialSource : public ByteSource {
 public:
  PartialSource(std::string line, std::unique_ptr<ByteSource> rest)
      : line_(std::move(line)), rest_(std::move(rest)) {}

  std::uint64_t left() const override { return line_.size() + rest_->left(); }

  std::string next(std::size_t least) override {
    if (line_.empty()) return rest_->next(least);
    std::string piece = std::exchange(line_, {});
    if (piece.size() < least) piece += rest_->next(least - piece.size());
    return piece;
  }

 private:
  std::string line_;
  const std::unique_ptr<ByteSource> rest_;
};

std::unique_ptr<ByteSource> unpack_or_none(const StoredBytes& packed) {
  try {
    return unpack(packed);
  } catch (const BytesError&) {
    // Damaged, or of a later version: the first line says which.
    return StoredBytes().open();
  }
}

}  // namespace

void write_partial(const Aggregate& counts, const std::string& spill_folder, const ByteSink& sink) {
  const std::string folder = counts.is_spilled() ? spill_folder : "";
  const StoredBytes bytes = stored(counts, folder);
  if (bytes.size() < kWorthIt) return bytes.copy_to(sink);
  std::string line = first_line(bytes);
  const std::size_t body = line.size();
  line.insert(*version_end(line), kPacked);
  sink(line);
  pack(bytes.part(body, bytes.size()), kLevel, folder).copy_to(sink);
}

Aggregate read_partial(const StoredBytes& bytes, const std::string& spill_folder) {
  std::string line = first_line(bytes);
  const StoredBytes body = bytes.part(line.size(), bytes.size());
  const std::optional<std::size_t> at = version_end(line);
  const bool is_packed = at && std::string_view(line).substr(*at).starts_with(kPacked);
  if (is_packed) line.erase(*at, kPacked.size());
  PartialSource source(std::move(line), is_packed ? unpack_or_none(body) : body.open());
  return Aggregate::read(source, spill_folder);
}

}  // namespace logscan::cli
