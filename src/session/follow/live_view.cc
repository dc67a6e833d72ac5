#include "session/follow/live_view.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/terminal.h"
#include "follow/follow_view.h"
#include "query/filter_terms.h"
#include "report/wording.h"
#include "session/follow/follow_notes.h"
#include <fmt/core.h>

namespace logscan::cli {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

// Without lines, for the window and the clock.
constexpr milliseconds kIdle(1000);
constexpr milliseconds kSoon(50);
// A frame that is dear to make comes less often: this share of the time is spent on frames.
constexpr int kShare = 10;
constexpr std::size_t kKeptNotes = 3;

constexpr const char* kHideCursor = "\x1b[?25l";
constexpr const char* kShowCursor = "\x1b[?25h";
constexpr const char* kHome = "\x1b[H";
constexpr const char* kClearRest = "\x1b[K";
constexpr const char* kClearBelow = "\x1b[J";

std::string clock_text() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  ::localtime_r(&now, &local);
  return fmt::format("{:02}:{:02}:{:02}", local.tm_hour, local.tm_min, local.tm_sec);
}

}  // namespace

LiveView::LiveView(const Options& options, const std::vector<std::string>& logs, Time now,
                   LiveOutput& output)
    : options_(options),
      output_(output),
      logs_(logs),
      filters_(filter_terms(options.query->spec)),
      window_(options.query->spec, options.follow.window, now),
      length_(options.follow.window),
      due_(now),
      earliest_(now) {}

void LiveView::took(Time now, const std::vector<FollowNote>& notes, bool came) {
  for (const FollowNote& note : notes)
    notes_.push_back(clock_text() + " " + note_text(note));
  if (notes_.size() > kKeptNotes)
    notes_.erase(notes_.begin(), notes_.end() - static_cast<std::ptrdiff_t>(kKeptNotes));
  if (came || !notes.empty()) due_ = std::min(due_, std::max(earliest_, now + kSoon));
}

// One write for a frame, over the one before: so nothing flickers.
FollowOutput::State LiveView::write(Time now) {
  const TerminalSize size = terminal_size();
  ReportStyle style = report_style(options_);
  style.columns = size.columns;
  std::optional<WindowSum> live;
  if (!frozen_) live = window_.sum(now);
  const FollowView view{logs_, frozen_ ? frozen_clock_ : clock_text(), notes_, filters_,
                        sort_, keys_.is_there() ? keys_text() : ""};
  const std::vector<std::string> lines =
      follow_view(frozen_ ? *frozen_ : *live, view, style, size.rows - 1);
  std::string shown;
  // First, since behind a line as wide as the screen it would take the last character.
  for (const std::string& line : lines)
    shown += kClearRest + line + "\r\n";
  std::string frame;
  if (!is_hidden_) frame += kHideCursor;
  // What was on the screen moves up, out of it.
  if (is_fresh_) frame += std::string(size.rows - 1, '\n');
  if (is_fresh_ || !is_hidden_ || shown != shown_) frame += kHome + shown + kClearBelow;
  is_fresh_ = false;
  is_hidden_ = true;
  shown_ = std::move(shown);
  const Time done = FollowClock::now();
  earliest_ = now + std::max<FollowClock::duration>(kSoon, (done - now) * kShare);
  due_ = std::max(now + kIdle, earliest_);
  return output_.write(frame);
}

FollowOutput::State LiveView::finish(Time now) {
  frozen_.reset();
  const State state = write(now);
  pause();
  return state;
}

bool LiveView::press_keys(Time now) {
  for (const char key : keys_.read()) {
    switch (key) {
      case 'q':
        return true;
      case 'p':
        frozen_clock_ = clock_text();
        frozen_ = frozen_ ? std::nullopt : std::optional(window_.sum(now));
        break;
      case 's':
        sort_ = next_sort(sort_, !options_.query->spec.groups.empty());
        break;
      case '+':
      case '-':
        change_window(key == '+', now);
        break;
      default:
        break;
    }
  }
  due_ = std::min(due_, std::max(earliest_, now));
  return false;
}

void LiveView::change_window(bool longer, Time now) {
  constexpr std::array<std::chrono::seconds, 8> kLengths = {10s,   30s, 1min, 5min,
                                                            15min, 1h,  6h,   24h};
  const auto* const same_or_longer = std::lower_bound(kLengths.begin(), kLengths.end(), length_);
  const auto* const next = longer ? std::upper_bound(kLengths.begin(), kLengths.end(), length_)
                           : same_or_longer == kLengths.begin() ? kLengths.end()
                                                                : same_or_longer - 1;
  if (next == kLengths.end()) return;
  length_ = *next;
  window_.set_length(length_, now);
  if (frozen_) frozen_ = window_.sum(now);
}

std::string LiveView::keys_text() const {
  const bool has_groups = !options_.query->spec.groups.empty();
  return fmt::format("q quit  p {}  s sort: {}  +/- window: {}",
                     frozen_ ? "resume (paused)" : "pause", sort_name(sort_, has_groups),
                     detail::span_name(static_cast<std::uint64_t>(length_.count())));
}

void LiveView::redraw() {
  keys_.on();
  shown_.clear();
  due_ = earliest_;
}

void LiveView::pause() {
  keys_.off();
  if (!is_hidden_) return;
  is_hidden_ = false;
  output_.write(kShowCursor);
}

}  // namespace logscan::cli
