#pragma once

#include <string>

namespace logscan::cli {

/// Reads the value of --mail: addresses with commas between, as a mail's header names them. Throws
/// UsageError for anything that could be another header, or more than an address.
std::string read_mail_address(const std::string& word);

}  // namespace logscan::cli
