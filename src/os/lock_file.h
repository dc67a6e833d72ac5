#pragma once

#include <optional>
#include <string>

#include "os/descriptor.h"
#include "os/place.h"

namespace logscan {

/// Locks the file `name` in the folder of a place, and makes it if it is missing. The lock lasts as
/// long as the descriptor. Returns nullopt while another process has it. Throws std::system_error:
/// kNotRegular when something else has the name.
std::optional<Descriptor> try_lock(const Place& place, const std::string& name);

}  // namespace logscan
