#pragma once

#include <string>

#include "logscan/log_line.h"

/// Converts verdicts and fields to one line of text, for tables of expected values.
namespace logscan::test {

/// Returns `971211336-0700` or `undated`. A time without an offset is UTC.
std::string dump(const std::optional<LogTime>& time);

/// Returns `parsed combined 404 971211336-0700`, `malformed no_request`, `blank` or `comment`.
std::string dump(const Verdict& verdict);

/// Returns `client=<10.0.0.1> user=<frank> ... bytes=2326`: the fields that are not null, except
/// time, status, duration and upstream.
std::string dump(const LogLine& line);

/// Also includes `duration=<3000000> upstream=<10.0.0.5:80>`.
std::string dump_with_proxy(const LogLine& line);

}  // namespace logscan::test
