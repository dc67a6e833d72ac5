#include "engine/plain_texts.h"

#include "format/line_parser.h"
#include "text/client_text.h"

namespace logscan {

static_assert(8 * PlainTexts::kMostAtOnce <= kRewrittenAddresses);

void PlainTexts::find_paths(const Block& block, const LineIndex& index, const PlainLines& run,
                            Numbers lines) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::uint32_t* const quotes = index.marks() + place_in(index, run, lines[i]).mark;
    requests_[i] = {block.data + quotes[0] + 1, quotes[1] - quotes[0] - 1};
  }
  kernel_.find_paths(requests_.data(), lines.size(), paths_.data());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (paths_[i].data() == nullptr) [[unlikely]]
      paths_[i] = plain_line_path(requests_[i]);
  }
}

bool PlainTexts::find_clients(const Block& block, const LineIndex& index, const PlainLines& run,
                              Numbers lines) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const LinePosition place = place_in(index, run, lines[i]);
    const std::string_view front(block.data + place.begin, index.marks()[place.mark] - place.begin);
    fronts_[i] = run.run.host_first ? plain_line_front(front, run.format) : front;
  }
  kernel_.find_clients(fronts_.data(), lines.size(), clients_.data());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (clients_[i].data() != nullptr) [[likely]]
      continue;
    clients_[i] = plain_line_client(fronts_[i]);
    if (clients_[i].data() != nullptr) continue;
    cut_line(line_view(block, index, place_in(index, run, lines[i]), run.run.quotes),
             parsed_line(run, lines[i]), {Field::kClient}, cut_);
    if (cut_.refused.client) return false;
    clients_[i] = cut_.client;
  }
  return true;
}

}  // namespace logscan
