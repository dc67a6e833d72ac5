#pragma once

#include <string_view>

namespace logscan {

/// The two quoted columns after the bytes, as far as they look like referer and agent.
///
/// Servers may write other columns in their place. Neither is a number, an address, a list of these
/// or a socket. A referer does not start like a browser's name. An agent is no host with a port. It
/// may be a URL, as some robots send it, unless the columns are others: the referer was refused, or
/// a browser's name follows.
struct RefererAndAgent {
  std::string_view referer;  ///< null if it is `-` or does not look like one
  std::string_view agent;    ///< likewise
};

/// `next` is the quoted column after them, or null.
RefererAndAgent cut_referer_and_agent(std::string_view referer, std::string_view agent,
                                      std::string_view next);

}  // namespace logscan
