#pragma once

#include <string_view>
#include <vector>

/// Values of group keys that are derived from fields. Parts of paths and URLs are views into the
/// argument, or null (data() is nullptr) if there is no such part.
namespace logscan::detail {

/// Returns the path up to the end of its first `count` segments: `/api/v1` for 2 segments of
/// `/api/v1/users` or `/api/v1/`. Segments are separated by slashes and not empty. A path with
/// fewer segments is returned whole.
std::string_view first_segments(std::string_view path, unsigned count);

/// Returns the extension after the last dot of the last segment: at most 16 ASCII letters and
/// digits, including a letter (so `/v1.2` has none). Text must precede the dot (so `/.env` has
/// none). Parameters are ignored (`/a.jsp;id=1`).
std::string_view extension_of(std::string_view path);

/// Returns the host of an absolute URL, without user and port, as written. Brackets around IPv6
/// stay.
std::string_view host_of_url(std::string_view url);

/// Returns the family of a user agent by the words of agent_table.h, or `other`. A word consists of
/// letters, digits, `-` and `_`. It matches an entry, ignoring case, if it is equal or continues
/// after it with a `-` (`Googlebot-Image`). The first entry of the table that matches counts. One
/// pass.
std::string_view agent_family(std::string_view agent);

/// Returns every result that agent_family() can have, without duplicates.
std::vector<std::string_view> agent_families();

/// Returns whether an agent is a robot, ignoring case. It is one if its family is, or if it
/// contains `crawl`, `spider` or `slurp`. So is an agent with a word of letters that starts with
/// `bot`, or ends with `bot` or `bots`, except `cubot`, a brand of phones.
bool is_bot(std::string_view agent);

}  // namespace logscan::detail
