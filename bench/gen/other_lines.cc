// Lines that are no requests.

#include "gen/clock.h"
#include "gen/layout.h"

namespace logscan::gen {
namespace {

/// Writes `2026-01-12 08:15:32` and a thousandth of that second.
void put_moment(TextOut& out, const Entry& entry) {
  std::string text = rfc3339_text(entry.time, 0).substr(0, 19);
  text[10] = ' ';
  out.put(text);
  out.put(',');
  out.padded(entry.milliseconds % 1000, 3);
}

}  // namespace

void put_application_line(TextOut& out, const Entry& entry) {
  put_moment(out, entry);
  if (entry.status.front() < '4') {
    out.put(" INFO shop.orders.Cart stored the basket in ");
    out.number(entry.milliseconds);
    out.put(" ms, ");
    out.number(entry.bytes);
    out.put(" bytes");
  } else {
    out.put(" ERROR [worker-");
    out.number(entry.bytes % 16);
    out.put("] shop.orders.Mailer: no answer in ");
    out.number(entry.milliseconds);
    out.put(" ms for ");
    out.put(entry.agent);
  }
}

void put_comment_line(TextOut& out, const Entry& entry) {
  out.put("# ");
  put_moment(out, entry);
  out.put(" flushed ");
  out.number(entry.bytes);
  out.put(" bytes in ");
  out.number(entry.milliseconds);
  out.put(" ms");
}

}  // namespace logscan::gen
