#include "cli/flag_group.h"

#include <CLI/CLI.hpp>

namespace logscan::cli {

void FlagGroup::flag(const char* names, bool& to, const char* text) const {
  place(app_.add_flag(names, to, text)->disable_flag_override()->take_last());
}

void FlagGroup::word(const char* names, std::string& to, const char* wants,
                     const char* text) const {
  place(app_.add_option(names, to, text)->type_name(wants)->take_last());
}

void FlagGroup::text(const char* names, std::string& to, const char* wants,
                     const char* text) const {
  place(app_.add_option(names, to, text)
            ->type_name(wants)
            ->take_last()
            ->check([](const std::string& value) { return value.empty() ? "is empty" : ""; }, ""));
}

void FlagGroup::words(const char* names, std::vector<std::string>& to, const char* wants,
                      const char* text) const {
  place(app_.add_option(names, to, text)->type_name(wants)->take_all()->allow_extra_args(false));
}

void FlagGroup::place(CLI::Option* option) const {
  if (name_ != nullptr) option->group(name_);
}

}  // namespace logscan::cli
