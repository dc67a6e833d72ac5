// What a server or a user may send: a list of objects, the header of a response, a URL. Each is
// parsed or refused; a URL shows no user, password or query.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "logscan/input_error.h"
#include "remote/response.h"
#include "remote/url.h"
#include "remote/xml_reader.h"

namespace {

using namespace logscan::remote;

void check(bool right, std::string_view text, const char* what) {
  if (right) return;
  std::fprintf(stderr, "%s: %.*s\n", what, static_cast<int>(text.size()), text.data());
  std::abort();
}

void parse_document(std::string_view text) {
  try {
    check(!parse_xml(text).name.empty(), text, "an element without a name");
  } catch (const logscan::InputError&) {
    // Most bytes are no document.
  }
}

void parse_header(std::string_view text) {
  Response response;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    response.take_line(line);
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  if (response.range && response.range->end > 0)
    check(response.range->begin < response.range->end, "", "an empty range");
}

void parse_address(std::string_view text) {
  const std::string word = "https://me:secret@" + std::string(text);
  // The text may hold another @, before which all is the password.
  const std::string name = public_name(word);
  if (text.find("secret@") == std::string_view::npos)
    check(name.find("secret@") == std::string::npos, word, "the password is shown");
  check(name.find('?') == std::string::npos, word, "the query is shown");
  try {
    check(parse_url(word).name() == name, word, "another name");
  } catch (const logscan::InputError&) {
    // Most texts are no URL.
  }
  check(percent_decode(percent_encode(text, true)) == text, text, "does not come back");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  parse_document(text);
  parse_header(text);
  parse_address(text);
  return 0;
}
