#pragma once

#include <vector>

#include "format/key_map.h"

namespace logscan {

/// Returns the keys that JSON and logfmt logs use for each field, with the unit that a name
/// implies: `latency_s` is in seconds, a bare `latency` has no unit. The keys of one field are in
/// the order in which they are tried. A key with dots names a member of nested objects as well as a
/// flat key of that spelling; in logfmt, all keys are flat.
const std::vector<KeyEntry>& key_synonyms(KeySyntax syntax);

/// Returns whether the value of such a key may be a client's host name. For other keys, only
/// addresses count.
bool may_name_client(const KeyEntry& entry);

/// Returns whether such a key can only hold a client: `remote_addr` does, but `client` may be an
/// application.
bool is_client_key(const KeyEntry& entry);

}  // namespace logscan
