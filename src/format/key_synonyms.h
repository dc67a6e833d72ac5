#pragma once

#include <vector>

#include "logscan/key_map.h"

namespace logscan {

/// Returns the keys under which logs of JSON and logfmt have each field, with the unit that a name
/// implies: `latency_s` is in seconds, and a bare `latency` has no unit. The entries of one field
/// stand in the order in which they are tried. A key with dots names a member of nested objects and
/// a flat key of the same spelling; in logfmt all keys are flat.
const std::vector<KeyEntry>& key_synonyms(KeySyntax syntax);

/// Whether the value of such a key may be a client's name: elsewhere only an address is a client.
bool may_name_client(const KeyEntry& entry);

/// Whether such a key says that its value is a client's address or name: `remote_addr` does,
/// `client` may as well be an application.
bool is_client_key(const KeyEntry& entry);

}  // namespace logscan
