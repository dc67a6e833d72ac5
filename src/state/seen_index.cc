#include "state/seen_index.h"

#include <algorithm>
#include <numeric>
#include <string_view>

#include "text/hash_bytes.h"

namespace logscan {
namespace {

std::pair<std::uint64_t, std::uint64_t> key_of(const FileId& id) {
  return {id.device, id.inode};
}

std::pair<std::uint64_t, std::uint64_t> key_of(const HeadPrint::LineEnd& end) {
  return {end.at, end.print};
}

std::pair<std::uint64_t, std::uint64_t> key_of(const RawPrint& print) {
  return {print.size ^ print.head, print.tail};
}

void add(SeenIndex::Places& to, const SeenIndex::Places& more) {
  to.insert(to.end(), more.begin(), more.end());
}

void sort(SeenIndex::Places& places) {
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
}

}  // namespace

// A file that continues a seen one contains all of its head, and so the last complete line in it.
// If it is shorter than that head, it contains all bytes up to the offset.
SeenIndex::SeenIndex(const std::vector<SeenFile>& seen) : all_(seen.size()) {
  std::iota(all_.begin(), all_.end(), std::size_t{0});
  for (const std::size_t i : all_) {
    const SeenFile& file = seen[i];
    const std::vector<HeadPrint::LineEnd>& lines = file.head.lines;
    by_id_[key_of(file.id)].push_back(i);
    for (const RawPrint& print : file.compressed)
      by_raw_[key_of(print)].push_back(i);
    if (!lines.empty()) by_first_line_[key_of(lines.front())].push_back(i);
    const auto at_offset =
        std::find_if(lines.begin(), lines.end(),
                     [&](const HeadPrint::LineEnd& end) { return end.at == file.offset; });
    const bool may_be_shorter = file.offset > 0 && file.offset < file.head.length;
    if (may_be_shorter && at_offset == lines.end()) {
      others_.push_back(i);
    } else if (lines.empty()) {
      by_head_[{file.head.length, file.head.whole}].push_back(i);
      lengths_.insert(file.head.length);
    } else {
      by_lines_[key_of(lines.back())].push_back(i);
      if (may_be_shorter) by_lines_[key_of(*at_offset)].push_back(i);
    }
  }
}

const SeenIndex::Places& SeenIndex::find(const Index& index, const Key& key) {
  static const Places kNone;
  const auto at = index.find(key);
  return at != index.end() ? at->second : kNone;
}

const SeenIndex::Places& SeenIndex::with_id(const FileId& id) const {
  return find(by_id_, key_of(id));
}

const SeenIndex::Places& SeenIndex::with_raw(const RawPrint& print) const {
  return find(by_raw_, key_of(print));
}

SeenIndex::Places SeenIndex::begun_like(const PresentFile& file) const {
  // The head of a file that starts with NULs is artificial; see read_text_head().
  if (file.head().starts_with('\0')) return all_;
  Places places = others_;
  for (const HeadPrint::LineEnd& end : file.print().lines)
    add(places, find(by_lines_, key_of(end)));
  for (const std::uint64_t length : lengths_) {
    if (length > file.head().size()) break;
    const std::string_view beginning(file.head().data(), static_cast<std::size_t>(length));
    add(places, find(by_head_, {length, hash_bytes(beginning)}));
  }
  sort(places);
  return places;
}

SeenIndex::Places SeenIndex::longer_than(const PresentFile& file) const {
  Places places = begun_like(file);
  const std::vector<HeadPrint::LineEnd>& lines = file.print().lines;
  if (!lines.empty()) add(places, find(by_first_line_, key_of(lines.front())));
  sort(places);
  return places;
}

}  // namespace logscan
