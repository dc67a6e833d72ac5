// A report does not depend on sizes, threads or the kernel, and has the counts of a simple splitter
// with the reference. Three of four runs have a query; its answers and records do not vary either.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "support/memory_file.h"
#include "support/sweep.h"

namespace {

using namespace logscan;

using test::MemoryFile;

void check(bool right, const char* what) {
  if (right) return;
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

// Returns a size from a byte, usually a small one: 1 to 64, then up to 16 KiB in steps of 256.
std::size_t size_from(std::uint8_t byte) {
  return byte < 64 ? byte + 1u : (byte - 63u) * 256u / 3u;
}

EngineOptions options_from(const std::uint8_t* bytes) {
  EngineOptions options;
  options.block_size = size_from(bytes[0]);
  options.batch_size = size_from(bytes[1]);
  options.range_size = size_from(bytes[2]);
  options.threads = 1 + bytes[3] % 3u;
  options.kernel = &kernels()[bytes[3] / 3u % kernels().size()];
  return options;
}

GroupSpec groups_by(std::string_view keys) {
  GroupSpec groups;
  groups.by = split_group_keys(keys);
  for (std::size_t i = 0; i < kMeasures; ++i)
    groups.show.push_back(static_cast<Measure>(i));
  return groups;
}

// Chooses options by the bits of a byte. Keeps memory large, since with little memory answers
// depend on the size of ranges.
QuerySpec query_from(std::uint8_t byte) {
  constexpr const char* kFilter =
      "not (status = 200 and path like \"*a*\") and (agent !~ \"b.t\" or client in (10.0.0.0/8))";
  static const GroupSpec kByPath = groups_by("path/2,status,user");
  static const GroupSpec kByClient = groups_by("network,agent_family,hour");
  // A series with gaps may have 100,000 rows, which take seconds if each has every measure.
  static const GroupSpec kCounts = {kByClient.by, {Measure::kCount}};
  QuerySpec query;
  if (byte % 4 == 0) return query;
  if ((byte & 4) != 0) query.filter.where = {kFilter};
  if ((byte & 8) != 0) query.mask = {byte % 4 != 1, byte % 4 != 2, byte % 4 != 3};
  if ((byte & 16) != 0) query.normalize = true;
  if ((byte & 32) != 0) query.trusted_proxies = {"10.0.0.0/8", "192.0.2.0/24", "2001:db8::/32"};
  if ((byte & 64) != 0) query.memory = 4000;
  query.groups = {kByPath, kByClient};
  query.groups[0].sort = static_cast<Measure>(byte % kMeasures);
  query.series = {{3600, "+05:45", kCounts}, {86400, "UTC", {}}};
  query.records = RecordSpec{static_cast<RecordFormat>(byte % 3), {}};
  for (std::size_t i = 0; i < kFields; ++i)
    query.records->fields.push_back(static_cast<Field>(i));
  return query;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kHeader = 10;
  if (size < kHeader || size > 256 * 1024) return 0;
  // At least 1 byte; in most runs every line fits.
  const std::uint64_t max_line = data[8] < 64 ? data[8] + 1u : 1u << 20;
  const std::string_view bytes(reinterpret_cast<const char*>(data + kHeader), size - kHeader);
  const MemoryFile file(bytes);
  const std::vector<Input> inputs = test::open_all({file.path()});
  // Compressed inputs have a fuzz target of their own.
  if (inputs[0].error() || inputs[0].compression()) return 0;

  QuerySpec query = query_from(data[9]);
  query.max_line = max_line;
  const bool is_plain = test::compiled(query)->empty();
  const std::size_t most_ranges = is_plain ? 500 : 60;
  std::uint64_t range_size = 0;
  std::string first;
  for (const std::uint8_t* choice : {data, data + 4}) {
    EngineOptions options = options_from(choice);
    // With a range for each byte, a large input takes too long.
    if (bytes.size() / options.range_size > most_ranges)
      options.range_size = bytes.size() / most_ranges;
    if (range_size == 0) range_size = options.range_size;
    if (query.memory != QuerySpec::kDefaultMemory) options.range_size = range_size;
    std::string records;
    options.query = test::compiled(query);
    options.write_records = [&](std::string_view text) { records += text; };
    const Summary summary = analyse(inputs, options);
    const test::PlainCounts plain = test::plain_counts(bytes, max_line);
    if (query.filter.empty()) check(test::counts_of(summary) == plain, "other counts");
    check(summary.totals.parsed + summary.totals.filtered == plain.counts.parsed, "other lines");
    check(summary.totals.bytes == bytes.size(), "lost bytes");
    const std::string json = test::stable_json(summary) + records;
    check(first.empty() || json == first, "other report");
    first = json;
  }
  return 0;
}
