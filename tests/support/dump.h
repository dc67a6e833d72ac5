#pragma once

#include <string>

#include "logscan/log_line.h"

/// Verdicts and fields as one line of text, for tables of expected values.
namespace logscan::test {

/// `971211336-0700`, or `undated`. What has no offset is UTC.
std::string dump(const std::optional<LogTime>& time);

/// `parsed combined 404 971211336-0700`, `malformed no_request`, `blank`, `comment`.
std::string dump(const Verdict& verdict);

/// `client=<10.0.0.1> user=<frank> ... bytes=2326`: the fields that are not null, but for time and
/// status, and what a proxy adds.
std::string dump(const LogLine& line);

/// The same, and `duration=<3000000> upstream=<10.0.0.5:80>` of a proxy.
std::string dump_with_proxy(const LogLine& line);

}  // namespace logscan::test
