#include "remote/object_list.h"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "logscan/input_error.h"
#include "remote/server_requests.h"
#include "remote/settings.h"
#include "remote/xml_reader.h"
#include <fmt/core.h>

namespace logscan::remote {
namespace {

// A page has a thousand keys of at most 1,024 bytes, each of which may be encoded as three.
constexpr std::size_t kLargestPage = 8 << 20;

std::string read_page(Connection& connection) {
  std::string page;
  std::size_t length = 0;
  for (;;) {
    if (page.size() - length < 64 * 1024) page.resize(page.size() + 256 * 1024);
    if (length > kLargestPage) throw InputError("the server's list of objects is too long");
    const std::size_t got = connection.read(&page[length], page.size() - length);
    if (got == 0) break;
    length += got;
  }
  page.resize(length);
  return page;
}

// A page whose connection breaks is asked for again.
std::string get_page(ServerRequests& requests, const std::map<std::string, std::string>& query) {
  for (int attempt = 1;; ++attempt) {
    try {
      std::unique_ptr<Connection> connection = requests.get({}, query);
      if (connection->response().status != 200) throw InputError(requests.explain(*connection));
      std::string page = read_page(*connection);
      keep_connection(std::move(connection));
      return page;
    } catch (const TransferError& error) {
      if (attempt >= settings().attempts)
        throw InputError(fmt::format("{} ({} attempts)", error.what(), attempt));
    }
    ServerRequests::pause(attempt, 0, nullptr);
  }
}

}  // namespace

bool is_object_list(std::string_view url) {
  if (!is_url(url)) return false;
  const std::size_t begin = url.find("://") + 3;
  const bool is_s3 = url[0] == 's' || url[0] == 'S';
  return is_s3 && (url.ends_with('/') || url.find('/', begin) == std::string_view::npos);
}

ObjectList list_objects(std::string_view url, bool recursive) {
  const Url bucket = parse_url(url);
  const std::string prefix = bucket.path.substr(1);
  Url root = bucket;
  root.path = "/";
  ServerRequests requests(root);
  std::map<std::string, std::string> query = {
      {"list-type", "2"}, {"encoding-type", "url"}, {"prefix", prefix}};
  if (!recursive) query["delimiter"] = "/";
  ObjectList list;
  for (;;) {
    const XmlElement page = parse_xml(get_page(requests, query));
    if (page.name != "ListBucketResult")
      throw InputError("the server answers with something that is no list of S3; check the URL");
    const bool is_encoded = page.text_of("EncodingType") == "url";
    for (const XmlElement& entry : page.children) {
      if (entry.name == "CommonPrefixes") ++list.folders;
      if (entry.name != "Contents") continue;
      const std::string_view text = entry.text_of("Key");
      std::string key(text);
      if (is_encoded) {
        std::replace(key.begin(), key.end(), '+', ' ');
        key = percent_decode(key);
      }
      if (!key.starts_with(prefix) || key.empty())
        throw InputError("the server lists objects that it was not asked for");
      if (!key.ends_with('/')) list.urls.push_back("s3://" + bucket.authority + "/" + key);
    }
    if (page.text_of("IsTruncated") != "true") break;
    const std::string next(page.text_of("NextContinuationToken"));
    if (next.empty() || next == query["continuation-token"])
      throw InputError("the server's list of objects does not end");
    query["continuation-token"] = next;
  }
  std::sort(list.urls.begin(), list.urls.end());
  return list;
}

}  // namespace logscan::remote
