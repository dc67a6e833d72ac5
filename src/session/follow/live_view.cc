#include "session/follow/live_view.h"

#include <algorithm>
#include <ctime>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/terminal.h"
#include "follow/follow_view.h"
#include "query/filter_terms.h"
#include "session/follow/follow_notes.h"
#include <fmt/core.h>

namespace logscan::cli {
namespace {

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
  const std::vector<std::string> lines =
      follow_view(window_.sum(now), {logs_, clock_text(), notes_, filters_}, style, size.rows - 1);
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
  const State state = write(now);
  pause();
  return state;
}

void LiveView::redraw() {
  shown_.clear();
  due_ = earliest_;
}

void LiveView::pause() {
  if (!is_hidden_) return;
  is_hidden_ = false;
  output_.write(kShowCursor);
}

}  // namespace logscan::cli
