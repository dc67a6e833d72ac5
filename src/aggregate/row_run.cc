#include "aggregate/row_run.h"

#include <algorithm>

#include "aggregate/spill_file.h"

namespace logscan {
namespace {

// Rows are written and read in blocks of this size or, with a large row, somewhat more. Each block
// begins with its size.
constexpr std::size_t kBlockBytes = 64 * 1024;
constexpr std::size_t kSizeBytes = 8;

}  // namespace

std::string_view common_front(std::string_view a, std::string_view b) {
  const auto [end, ignored] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  return a.substr(0, static_cast<std::size_t>(end - a.begin()));
}

std::uint64_t KeyOrder::head(std::string_view key) const {
  std::uint64_t bytes = 0;
  const std::string_view rest = key.substr(start_bytes + skip);
  for (std::size_t i = 0; i < sizeof bytes; ++i)
    bytes = bytes << 8 | (i < rest.size() ? static_cast<unsigned char>(rest[i]) : 0u);
  return bytes;
}

bool KeyOrder::less(std::string_view a, std::string_view b) const {
  const int order = a.substr(start_bytes).compare(b.substr(start_bytes));
  return order < 0 || (order == 0 && a.substr(0, start_bytes) < b.substr(0, start_bytes));
}

RunWriter::RunWriter(const SpillForm& form, int file, std::uint64_t begin)
    : form_(form), run_{file, begin, begin, {}} {
  block_.reserve(kBlockBytes + kBlockBytes / 8);
}

void RunWriter::add(std::string_view key, const RowMeasures& measures) {
  if (!last_) run_.common = key.substr(form_.start_bytes);
  last_ = key;
  block_.text(key);
  measures.write(block_);
  if (block_.bytes().size() >= kBlockBytes) write_block();
}

RowRun RunWriter::finish() {
  if (!block_.bytes().empty()) write_block();
  // The keys ascend, so what the first and the last have in common, all have.
  if (last_) {
    const std::string_view rest = std::string_view(*last_).substr(form_.start_bytes);
    run_.common.resize(common_front(run_.common, rest).size());
  }
  return std::move(run_);
}

void RunWriter::write_block() {
  const std::string rows = block_.release();
  ByteWriter size;
  size.word(rows.size());
  write_spilled(run_.file, form_.folder, size.bytes());
  write_spilled(run_.file, form_.folder, rows);
  run_.end += kSizeBytes + rows.size();
  block_ = {};
  block_.reserve(kBlockBytes + kBlockBytes / 8);
}

RunReader::RunReader(const SpillForm& form, KeyOrder order, const RowRun& run)
    : form_(form), order_(order), run_(run), at_(run.begin) {}

bool RunReader::next() {
  if (rows_.at_end()) {
    if (at_ == run_.end) return false;
    read_block();
  }
  try {
    key = rows_.text();
    measures = RowMeasures::read(rows_, form_.own, form_.columns);
  } catch (const BytesError& failure) {
    cannot_read_spilled(form_.folder, failure.what());
  }
  head = order_.head(key);
  return true;
}

void RunReader::read_block() {
  const std::uint64_t begin = at_ + kSizeBytes;
  at_ = begin + ByteReader(read_spilled(run_.file, form_.folder, at_, begin)).word();
  block_ = read_spilled(run_.file, form_.folder, begin, at_);
  rows_ = ByteReader(block_);
}

}  // namespace logscan
