#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace logscan::remote {

/// What an s3 URL that ends with a slash stands for.
struct ObjectList {
  std::vector<std::string> urls;  ///< s3 URLs of the objects, sorted by bytes
  std::size_t folders = 0;        ///< prefixes below it that were not searched
};

/// Returns whether a URL stands for objects that must be listed: s3://BUCKET, s3://BUCKET/ or
/// s3://BUCKET/PREFIX/.
bool is_object_list(std::string_view url);

/// Lists the objects whose key is the prefix and a name without a slash; with `recursive` all that
/// start with the prefix. Throws InputError.
ObjectList list_objects(std::string_view url, bool recursive);

}  // namespace logscan::remote
