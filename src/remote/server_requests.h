#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "remote/aws_settings.h"
#include "remote/connection.h"
#include "remote/url.h"

namespace logscan::remote {

/// Throws InputError if a redirect may not be followed: from https to http, or to no web address.
void check_redirect(const Url& from, const std::string& to);

/// How the requests for one object, or for the list of a bucket, are made: signs them, follows
/// redirects, and repeats what fails for now. For one thread at a time; copies are independent.
class ServerRequests {
 public:
  /// For a URL as the user gave it. Reads the settings of AWS for an s3 URL. Throws InputError.
  explicit ServerRequests(const Url& url);

  /// Sends a GET with these headers, and `query` for a list, until a server answers it for good.
  /// The body of a response that is no success may have been read. Throws InputError and
  /// Cancelled.
  std::unique_ptr<Connection> get(const std::map<std::string, std::string>& headers,
                                  const std::map<std::string, std::string>& query = {},
                                  CancelFlag cancel = nullptr);

  /// Returns what a response means that brings no bytes. Reads its body.
  std::string explain(Connection& connection) const;

  /// Waits before attempt number `attempt` + 1, at least `least` seconds. Throws Cancelled.
  static void pause(int attempt, std::uint32_t least, CancelFlag cancel);

 private:
  Request make(const std::map<std::string, std::string>& headers,
               const std::map<std::string, std::string>& query) const;
  Request sign_request(const std::map<std::string, std::string>& headers,
                       const std::map<std::string, std::string>& query) const;
  std::unique_ptr<Connection> follow(const std::map<std::string, std::string>& headers,
                                     const std::map<std::string, std::string>& query,
                                     CancelFlag cancel);
  bool follow_region(const Connection& connection);
  void place_bucket();

  Url given_;          ///< by the user
  Url url_;            ///< to request: http or https
  std::string moved_;  ///< where redirects have led; empty if there was none
  bool is_s3_ = false;
  AwsSettings aws_;
  std::string region_;
};

}  // namespace logscan::remote
