#pragma once

#include <string_view>
#include <vector>

namespace logscan::detail {

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
