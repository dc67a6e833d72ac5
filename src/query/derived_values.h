#pragma once

#include <string_view>
#include <vector>

/// Values of group keys that are derived from fields. Parts of paths and URLs are views into the
/// argument, or null (data() is nullptr) if there is no such part.
namespace logscan::detail {

/// The path up to the end of its first `count` segments. A segment is what lies between slashes,
/// and not empty; a path with fewer of them is taken whole. `/api/v1` for 2 of `/api/v1/users` and
/// of `/api/v1/`.
std::string_view first_segments(std::string_view path, unsigned count);

/// Behind the last dot of the last segment: ASCII letters and digits, one letter at least (so that
/// the 2 of `/v1.2` is none), at most 16, and something in front of the dot (`/.env` has none).
/// Parameters (`/a.jsp;id=1`) do not count.
std::string_view extension_of(std::string_view path);

/// The host of an absolute URL, without user and port, as written. Brackets around IPv6 stay.
std::string_view host_of_url(std::string_view url);

/// The family of a user agent by the words of agent_table.h, a word being letters, digits, `-` and
/// `_`: one fits when it is a word of the table, in any case, or goes on from there with a `-`
/// (`Googlebot-Image`). Of all that fit the first of the table counts; `other` when none does. One
/// pass.
std::string_view agent_family(std::string_view agent);

/// Returns all that agent_family() may return, each once.
std::vector<std::string_view> agent_families();

/// Whether the family is a bot's, or `crawl`, `spider` or `slurp` is in the agent, or a word of
/// letters that begins with `bot` or ends with `bot` or `bots`, in any case; but not `cubot`, which
/// is a make of phones.
bool is_bot(std::string_view agent);

}  // namespace logscan::detail
