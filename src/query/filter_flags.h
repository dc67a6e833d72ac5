#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "logscan/expression.h"

namespace logscan {

/// The filters of the command line, as given. A value holds one entry or several with commas
/// between them; but in `paths` a comma is a byte like others.
struct FilterFlags {
  std::vector<std::string> statuses;      ///< --status 5xx,404
  std::vector<std::string> not_statuses;  ///< --not-status 401
  std::vector<std::string> methods;       ///< --method GET,POST; in any case of letters
  std::vector<std::string> hosts;  ///< --host 'example.com,*.example.com'; a glob if it has * or ?;
                                   ///< without a port, hosts with one match as well
  std::vector<std::string> paths;  ///< --path '/api/*'; likewise
  std::vector<std::string> clients;      ///< --client 10.0.0.0/8,!10.1.0.0/16; ! leaves out
  std::vector<std::string> not_clients;  ///< --not-client 192.0.2.1
  std::optional<std::int64_t> since;     ///< seconds since 1970; the first that matches
  std::optional<std::int64_t> until;     ///< seconds since 1970; the first that no longer does
  std::optional<std::string> where;      ///< --where, an expression
};

/// The expression that all flags together mean; nullopt when there are none. The values of one flag
/// are or-ed, the flags are and-ed; a line without a time matches neither since nor until. Throws
/// std::invalid_argument whose message begins with the flag, as in `--status: '6000' is ...`.
std::optional<Expression> make_filter(const FilterFlags& flags,
                                      const ExpressionContext& context = {});

}  // namespace logscan
