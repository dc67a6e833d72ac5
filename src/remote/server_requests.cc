#include "remote/server_requests.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <thread>

#include "logscan/input_error.h"
#include "remote/aws_signature.h"
#include "remote/settings.h"
#include "text/ascii.h"
#include <fmt/core.h>

namespace logscan::remote {
namespace {

constexpr int kMostRedirects = 10;
constexpr std::size_t kErrorBody = 4096;
constexpr std::string_view kUsualRegion = "us-east-1";

bool may_pass(long status) {
  return status == 408 || status == 429 || status == 500 || status == 502 || status == 503 ||
         status == 504;
}

bool is_redirect(long status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

// The names of buckets that can be a part of a host name, which certificates cover without dots.
bool fits_host(std::string_view bucket) {
  return std::all_of(bucket.begin(), bucket.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-'; });
}

bool is_region(std::string_view name) {
  return !name.empty() && fits_host(name);
}

// The code of an error of S3, such as AccessDenied; empty for other bodies. The rest of the body
// may repeat credentials.
std::string error_code(std::string_view body) {
  constexpr std::string_view kBegin = "<Code>";
  const std::size_t begin = body.find(kBegin);
  if (begin == std::string_view::npos) return {};
  body.remove_prefix(begin + kBegin.size());
  const std::string_view code = body.substr(0, body.find('<'));
  const bool is_word = std::all_of(code.begin(), code.end(), is_letter);
  return code.size() > 64 || !is_word ? std::string() : std::string(code);
}

std::string read_error_body(Connection& connection) {
  std::string body(kErrorBody, '\0');
  std::size_t length = 0;
  try {
    while (length < body.size()) {
      const std::size_t got = connection.read(&body[length], body.size() - length);
      if (got == 0) break;
      length += got;
    }
  } catch (const TransferError&) {
    // Its beginning will do.
  }
  body.resize(length);
  return body;
}

}  // namespace

void check_redirect(const Url& from, const std::string& to) {
  if (!is_url(to) || parse_url(to).scheme == "s3")
    throw InputError("is redirected to something that is no web address");
  if (from.scheme == "https" && parse_url(to).scheme == "http") {
    throw InputError(
        "is redirected from https to http, where anybody on the way could change it; logscan does "
        "not follow");
  }
}

ServerRequests::ServerRequests(const Url& url) : given_(url), url_(url) {
  is_s3_ = url.scheme == "s3";
  if (!is_s3_) return;
  aws_ = read_aws_settings([](const char* name) { return std::getenv(name); });
  region_ = aws_.region.empty() ? kUsualRegion : aws_.region;
  if (!is_region(region_))
    throw InputError("the region of AWS is no such name; check AWS_REGION and ~/.aws/config");
  place_bucket();
}

// Sets url_. Stores other than Amazon's have the bucket in the path: their certificates often cover
// one name alone.
void ServerRequests::place_bucket() {
  const std::string& bucket = given_.authority;
  const std::string key = percent_encode(given_.path, true);
  url_ = {};
  if (!aws_.endpoint.empty()) {
    if (!is_url(aws_.endpoint) || aws_.endpoint.starts_with("s3:"))
      throw InputError("AWS_ENDPOINT_URL: expected a URL such as https://store.example:9000");
    try {
      url_ = parse_url(aws_.endpoint);
    } catch (const InputError& error) {
      throw InputError(fmt::format("AWS_ENDPOINT_URL: {}", error.what()));
    }
    url_.user.clear();
    url_.password.clear();
    url_.query.clear();
    while (url_.path.ends_with('/'))
      url_.path.pop_back();
    url_.path += "/" + percent_encode(bucket, false) + key;
    return;
  }
  const bool is_in_host = fits_host(bucket);
  url_.scheme = "https";
  url_.authority =
      fmt::format("{}{}s3.{}.amazonaws.com{}", is_in_host ? bucket : "", is_in_host ? "." : "",
                  region_, region_.starts_with("cn-") ? ".cn" : "");
  url_.path = is_in_host ? key : "/" + percent_encode(bucket, false) + key;
}

Request ServerRequests::make(const std::map<std::string, std::string>& headers,
                             const std::map<std::string, std::string>& query) const {
  if (is_s3_) return sign_request(headers, query);
  Request request;
  request.url = moved_.empty() ? url_.text() : moved_;
  for (const auto& [name, value] : headers)
    request.headers.push_back(fmt::format("{}: {}", name, value));
  // Another server must not see them.
  const Url to = parse_url(request.url);
  if (to.scheme == url_.scheme && to.authority == url_.authority) {
    request.user = url_.user;
    request.password = url_.password;
  }
  return request;
}

Request ServerRequests::sign_request(const std::map<std::string, std::string>& headers,
                                     const std::map<std::string, std::string>& query) const {
  // libcurl leaves out the scheme's own port.
  std::string host = url_.authority;
  const std::string_view port = url_.scheme == "https" ? ":443" : ":80";
  if (host.ends_with(port)) host.resize(host.size() - port.size());
  const SignedRequest given{host, url_.path, query, headers, region_};
  const Headers all =
      aws_.credentials ? sign(given, *aws_.credentials, std::time(nullptr)) : headers;
  Request request;
  request.url = url_.text() + (query.empty() ? "" : "?" + canonical_query(query));
  for (const auto& [name, value] : all)
    request.headers.push_back(fmt::format("{}: {}", name, value));
  return request;
}

// S3 names the region of a bucket that lies in another one than was asked.
bool ServerRequests::follow_region(const Connection& connection) {
  const std::string& region = connection.response().bucket_region;
  const long status = connection.response().status;
  if (!is_s3_ || !aws_.endpoint.empty() || region == region_ || !is_region(region)) return false;
  if (status != 301 && status != 307 && status != 400 && status != 403) return false;
  region_ = region;
  place_bucket();
  return true;
}

std::unique_ptr<Connection> ServerRequests::follow(
    const std::map<std::string, std::string>& headers,
    const std::map<std::string, std::string>& query, CancelFlag cancel) {
  for (int redirects = 0;; ++redirects) {
    const Request request = make(headers, query);
    const Url from = parse_url(request.url);
    std::unique_ptr<Connection> connection = take_connection(from.scheme + "://" + from.authority);
    const long status = connection->send(request, cancel).status;
    if (redirects < kMostRedirects && follow_region(*connection)) {
      keep_connection(std::move(connection));
      continue;
    }
    if (redirects == 0 && !moved_.empty() && status >= 400 && status < 500) {
      // Where a redirect has led may hold for a while only.
      moved_.clear();
      keep_connection(std::move(connection));
      continue;
    }
    if (!is_redirect(status) || is_s3_) return connection;
    const std::string to = connection->redirect();
    if (to.empty()) return connection;
    if (redirects == kMostRedirects) throw InputError("is redirected without end; check the URL");
    check_redirect(from, to);
    moved_ = parse_url(to).text();
    keep_connection(std::move(connection));
  }
}

std::unique_ptr<Connection> ServerRequests::get(const std::map<std::string, std::string>& headers,
                                                const std::map<std::string, std::string>& query,
                                                CancelFlag cancel) {
  for (int attempt = 1;; ++attempt) {
    std::string failure;
    std::uint32_t least = 0;
    try {
      std::unique_ptr<Connection> connection = follow(headers, query, cancel);
      if (!may_pass(connection->response().status)) return connection;
      failure = explain(*connection);
      least = connection->response().retry_after;
      keep_connection(std::move(connection));
    } catch (const TransferError& error) {
      if (!error.may_pass()) throw InputError(error.what());
      failure = error.what();
    }
    if (attempt >= settings().attempts)
      throw InputError(fmt::format("{} ({} attempts)", failure, attempt));
    pause(attempt, least, cancel);
  }
}

std::string ServerRequests::explain(Connection& connection) const {
  const long status = connection.response().status;
  const std::string code = error_code(read_error_body(connection));
  const std::string answer =
      code.empty() ? fmt::format("{}", status) : fmt::format("{}, {}", status, code);
  const bool is_signed = is_s3_ && aws_.credentials;
  switch (status) {
    case 401:
      return fmt::format("the server asks for a user and password ({}); check the URL", answer);
    case 403:
      if (is_signed)
        return fmt::format("access denied ({}); check the credentials, and what they allow",
                           answer);
      return is_s3_ ? fmt::format(
                          "access denied ({}); no credentials were found: set "
                          "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE",
                          answer)
                    : fmt::format("access denied ({}); check the URL", answer);
    case 404:
    case 410:
      if (code == "NoSuchBucket")
        return fmt::format("no such bucket ({}); check its name, and AWS_ENDPOINT_URL", answer);
      return fmt::format("no such object ({}); check the URL", answer);
    case 407:
      return fmt::format("the proxy asks for a user and password ({}); check https_proxy", answer);
    default:
      break;
  }
  if (may_pass(status)) return fmt::format("the server fails ({}); try again later", answer);
  return fmt::format("the server answers {}; check the URL", answer);
}

void ServerRequests::pause(int attempt, std::uint32_t least, CancelFlag cancel) {
  using std::chrono::milliseconds;
  constexpr milliseconds kStep{50};
  const Settings& limits = settings();
  milliseconds left = limits.first_pause * (1 << std::min(attempt - 1, 10));
  left = std::max(left, milliseconds(std::int64_t{1000} * least));
  left = std::min(left, limits.longest_pause);
  for (; left.count() > 0; left -= kStep) {
    if (cancel != nullptr && *cancel) throw Cancelled();
    std::this_thread::sleep_for(std::min(left, kStep));
  }
}

}  // namespace logscan::remote
