#include "remote/aws_settings.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <system_error>

#include "logscan/input_error.h"
#include "os/file.h"
#include "text/ascii.h"
#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan::remote {
namespace {

constexpr std::size_t kLargestFile = 1 << 20;

using Keys = std::map<std::string, std::string, std::less<>>;

std::string_view stripped(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r";
  text.remove_prefix(std::min(text.find_first_not_of(kSpace), text.size()));
  return text.substr(0, text.find_last_not_of(kSpace) + 1);
}

// Returns the keys of one section of a file; nullopt if there is no such section.
std::optional<Keys> read_section(std::string_view text, std::string_view wanted) {
  std::optional<Keys> keys;
  bool is_in = false;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const std::string_view words = stripped(line);
    // Indented lines are settings within a setting, such as s3 = addressing_style.
    if (words.empty() || words[0] == '#' || words[0] == ';' || line[0] == ' ' || line[0] == '\t')
      continue;
    if (words.front() == '[') {
      is_in = stripped(words.substr(1, words.find(']') - 1)) == wanted;
      if (is_in && !keys) keys.emplace();
      continue;
    }
    const std::size_t equal = words.find('=');
    if (!is_in || equal == std::string_view::npos) continue;
    (*keys)[lowercase(stripped(words.substr(0, equal)))] = stripped(words.substr(equal + 1));
  }
  return keys;
}

/// The variables, and the profile that they name.
class Sources {
 public:
  explicit Sources(const Environment& environment) : environment_(environment) {
    std::string name = variable({"AWS_PROFILE", "AWS_DEFAULT_PROFILE"});
    const bool is_named = !name.empty();
    if (!is_named) name = "default";
    const std::optional<Keys> credentials =
        read_section(file("AWS_SHARED_CREDENTIALS_FILE", "credentials"), name);
    const std::string config_file = file("AWS_CONFIG_FILE", "config");
    std::optional<Keys> config = read_section(config_file, "profile " + name);
    if (!config && name == "default") config = read_section(config_file, name);
    if (credentials) profile_ = *credentials;
    if (config) profile_.insert(config->begin(), config->end());
    if (is_named && !credentials && !config) {
      throw InputError(
          fmt::format("no profile \"{}\" in ~/.aws/credentials and ~/.aws/config; "
                      "check AWS_PROFILE",
                      safe_text(name)));
    }
  }

  // Returns the first of the variables that is set and not empty.
  std::string variable(std::initializer_list<const char*> names) const {
    for (const char* name : names) {
      const char* const value = environment_(name);
      if (value != nullptr && *value != '\0') return value;
    }
    return {};
  }

  std::string key(std::string_view name) const {
    const auto found = profile_.find(name);
    return found == profile_.end() ? std::string() : found->second;
  }

 private:
  std::string file(const char* name, const char* usual) const {
    std::string path = variable({name});
    if (path.empty()) {
      const std::string home = variable({"HOME"});
      if (home.empty()) return {};
      path = home + "/.aws/" + usual;
    }
    try {
      return read_file(path, kLargestFile);
    } catch (const std::system_error& failure) {
      if (failure.code().value() == ENOENT || failure.code().value() == ENOTDIR) return {};
      throw InputError(fmt::format("cannot read {}: {}", safe_text(path),
                                   std::string(failure.code().message())));
    }
  }

  const Environment& environment_;
  Keys profile_;
};

std::optional<AwsCredentials> credentials_of(const Sources& sources) {
  AwsCredentials found{sources.variable({"AWS_ACCESS_KEY_ID"}),
                       sources.variable({"AWS_SECRET_ACCESS_KEY"}),
                       sources.variable({"AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN"})};
  const bool is_profile_named = !sources.variable({"AWS_PROFILE"}).empty();
  if (found.key_id.empty() != found.secret.empty() && !is_profile_named) {
    throw InputError(
        "only one of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY is set; set both, or neither");
  }
  if (!found.key_id.empty() && !found.secret.empty()) return found;
  found = {sources.key("aws_access_key_id"), sources.key("aws_secret_access_key"),
           sources.key("aws_session_token")};
  if (!found.key_id.empty() && !found.secret.empty()) return found;
  for (const char* other : {"credential_process", "sso_session", "sso_start_url", "role_arn",
                            "web_identity_token_file", "credential_source"}) {
    if (sources.key(other).empty()) continue;
    throw InputError(
        fmt::format("the profile takes its credentials from {}, which logscan does not read; run: "
                    "eval \"$(aws configure export-credentials --format env)\"",
                    other));
  }
  return std::nullopt;
}

std::string first_of(std::string first, std::string second) {
  return first.empty() ? std::move(second) : std::move(first);
}

}  // namespace

AwsSettings read_aws_settings(const Environment& environment) {
  const Sources sources(environment);
  AwsSettings settings;
  settings.credentials = credentials_of(sources);
  settings.region =
      first_of(sources.variable({"AWS_REGION", "AWS_DEFAULT_REGION"}), sources.key("region"));
  settings.endpoint = first_of(sources.variable({"AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"}),
                               sources.key("endpoint_url"));
  return settings;
}

}  // namespace logscan::remote
