#pragma once

#include <string>
#include <string_view>
#include <vector>

/// What is generated from the tables of the program: man pages and completions of shells.
namespace logscan::cli {

struct Option;

/// Returns man pages in roff with the macros of man(7). `date` is YYYY-MM-DD.
std::string program_page(std::string_view date);
std::string formats_page(std::string_view date);
std::string queries_page(std::string_view date);

/// Returns the completions of a shell.
std::string bash_completion();
std::string zsh_completion();
std::string fish_completion();

/// Returns the names from which the value of an option is taken; empty if there is no such list.
std::vector<std::string_view> known_values(const Option& option);

}  // namespace logscan::cli
