#include "engine/plain_cutter.h"

#include "format/line_parser.h"
#include "logscan/status.h"

namespace logscan {

PlainCutter::PlainCutter(const Kernel& kernel, FieldSet wanted, FieldSet error_wanted)
    : kernel_(kernel),
      wanted_(wanted),
      error_wanted_(error_wanted),
      finds_paths_(wanted.has(Field::kPath)),
      finds_clients_(wanted.has(Field::kClient)) {}

void PlainCutter::cut(const Block& block, const LineIndex& index, const PlainLines& run,
                      std::size_t first, std::span<LogLine> lines) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const LineView& view = views_[i] =
        line_view(block, index, place_in(index, run, first + i), run.run.quotes);
    requests_[i] = {block.data + view.quotes[0] + 1, view.quotes[1] - view.quotes[0] - 1};
    fronts_[i] = plain_line_front({view.data(), view.quotes[0] - view.begin}, run.format);
  }
  if (finds_paths_) kernel_.find_paths(requests_.data(), lines.size(), paths_.data());
  if (finds_clients_) kernel_.find_clients(fronts_.data(), lines.size(), clients_.data());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const ParsedLine parsed = parsed_line(run, first + i);
    const FieldSet wanted = is_error(parsed.status) ? error_wanted_ : wanted_;
    cut_plain_line(views_[i], parsed, wanted, clients_[i], paths_[i], lines[i]);
  }
}

}  // namespace logscan
