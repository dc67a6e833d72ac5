// Any bytes are refused as a partial, or can be written, merged and reported, and writing returns
// the same bytes. Bytes that come in pieces give the same result. The target fixes the checksum
// first, since nothing would pass it otherwise. Bytes that do not begin like a partial are used as
// a log, whose partial is read back.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "logscan/aggregate.h"
#include "logscan/report.h"
#include "os/unnamed_file.h"
#include "record/string_pool.h"
#include "support/ask.h"
#include "support/pieces.h"
#include "support/temp_file.h"
#include "text/hash_bytes.h"
#include "text/safe_text.h"

using namespace logscan;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

// Exact rows that exceed their memory go to temporary files.
Aggregate read(std::string_view bytes) {
  return Aggregate::read(bytes, temporary_folder());
}

// Returns what is written again, or the message.
template <class Read>
std::string outcome_of(const Read& read) {
  try {
    return read().write();
  } catch (const PartialError& error) {
    return error.what();
  }
}

void check_in_pieces(std::string_view bytes, std::size_t size) {
  const std::string in_pieces = outcome_of([&] {
    test::Pieces pieces(bytes, size);
    return Aggregate::read(pieces, temporary_folder());
  });
  require(in_pieces == outcome_of([&] { return read(bytes); }));
}

std::string with_checksum(std::string bytes) {
  const std::uint64_t sum = hash_bytes(bytes);
  for (unsigned shift = 0; shift < 64; shift += 8)
    bytes += static_cast<char>(sum >> shift);
  return bytes;
}

// Without the first line, whose words are for people, and the checksum.
std::string body_of(const std::string& bytes) {
  const std::size_t begin = bytes.find('\n') + 1;
  return bytes.substr(begin, bytes.size() - 8 - begin);
}

void use(const Aggregate& findings) {
  const std::string bytes = findings.write();
  require(read(bytes).write() == bytes);
  Aggregate sum = read(bytes);
  for (const InputSlice& piece : sum.pieces()) {
    if (piece.counts.lines > (1u << 30) || piece.counts.bytes > (1u << 30)) return;
  }
  try {
    sum.merge(findings);
  } catch (const MergeError& error) {
    require(safe_text(error.what()) == error.what());
  }
  sum.fold_inputs([](const InputSlice& piece) { return piece.lines_before % 2 == 0; });
  require(read(sum.write()).write() == sum.write());
  try {
    const Summary summary = sum.summarize(sum.spec());
    report_json(summary, {});
    report_text(summary, {});
  } catch (const MemoryError&) {
    // The rows to list do not fit.
  }
}

Aggregate of_log(std::string_view bytes) {
  EngineOptions options;
  options.threads = 1;
  if (bytes.size() % 2 == 0) {
    test::ask(options, [&](QuerySpec& spec) {
      spec.groups = {{{"path", "status"}, {Measure::kClients, Measure::kP50}}};
      spec.series = {{3600, "UTC", {{}, {Measure::kBytes}}}};
      spec.memory = 4000;
    });
  }
  const test::TempFile file(bytes);
  std::vector<Input> inputs;
  inputs.push_back(Input::open(file.path()));
  return collect(inputs, options);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (!bytes.starts_with("logscan partial ")) {
    use(of_log(bytes));
    return 0;
  }
  const std::string_view unchecked = bytes.substr(0, size < 24 ? size : size - 8);
  for (const std::string& whole : {std::string(bytes), with_checksum(std::string(unchecked))}) {
    check_in_pieces(whole, 1 + size % 50);
    try {
      const Aggregate findings = read(whole);
      require(body_of(findings.write()) == body_of(whole));
      use(findings);
    } catch (const PartialError& error) {
      require(safe_text(error.what()) == error.what());
    }
  }
  return 0;
}
