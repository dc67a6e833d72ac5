#pragma once

#include "gen/layout.h"
#include "gen/text.h"

namespace logscan::gen {

/// The entry as a line of JSON, laid out and with the headers as Caddy logs the visit of a browser.
/// Its texts hold nothing that JSON escapes.
void put_caddy_line(TextOut& out, const Entry& entry);

}  // namespace logscan::gen
