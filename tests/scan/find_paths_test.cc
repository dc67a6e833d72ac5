// Each kernel finds the paths that request_path() finds, or none, whatever the requests.

#include <string>
#include <string_view>
#include <vector>

#include "format/request.h"
#include "input/block.h"
#include "scan/kernel.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

// Returns the path that each kernel finds, which must be the one of request_path() or null.
// Counts those that were found.
void expect_path(std::string_view request, int& found) {
  constexpr std::string_view kBefore = "+00:00] \"";
  static_assert(kBefore.size() == 9);
  std::string line = std::string(kBefore).append(request) + '"';
  line.append(kPadding, 'x');
  const std::vector<char> bytes(line.begin(), line.end());  // exactly as many
  const std::string_view text(bytes.data() + kBefore.size(), request.size());
  for (const Kernel& kernel : kernels()) {
    std::string_view path;
    kernel.find_paths(&text, 1, &path);
    if (path.data() == nullptr) continue;
    ++found;
    const std::string_view expected = request_path(text);
    EXPECT_EQ(path, expected) << kernel.name << ": " << request;
    EXPECT_EQ(path.data(), expected.data()) << kernel.name << ": " << request;
  }
}

TEST(FindPaths, PathsAreThoseOfTheCutter) {
  const int vector_kernels = static_cast<int>(kernels().size()) - 1;
  for (const std::string& target :
       {std::string("/"), std::string("/a?b=/c#d"), std::string("/a#b?c"),
        "/" + std::string(30, 'x') + "?", "/" + std::string(61, 'x'),
        "/" + std::string(40, 'x') + "?" + std::string(21, 'y')}) {
    for (const char* const method : {"GET", "P", "OPTIONS", "unsubscribe"}) {
      for (const char* const protocol : {"HTTP/1.1", "HTTP/2.0", "HTTP/x\"y"}) {
        int found = 0;
        expect_path(std::string(method) + " " + target + " " + protocol, found);
        EXPECT_EQ(found, vector_kernels) << method << target << protocol;
      }
    }
  }
}

TEST(FindPaths, PathsWithAnyByteChangedAreThoseOfTheCutter) {
  int found = 0;
  for (const std::string text :
       {"GET /a/b?c=d HTTP/1.1", "P / HTTP/1.0", "GET /a HTTP/2", "", "-", "GET", "/ HTTP/1.1",
        "GET HTTP/1.1", "GET  HTTP/1.1", "GET http://h/a HTTP/1.1", "OPTIONS * HTTP/1.1"}) {
    expect_path(text, found);
    for (std::size_t at = 0; at < text.size(); ++at) {
      for (int byte = 0; byte < 256; ++byte) {
        std::string changed = text;
        changed[at] = static_cast<char>(byte);
        expect_path(changed, found);
      }
    }
  }
  EXPECT_GT(found, 1000);
}

}  // namespace
}  // namespace logscan
