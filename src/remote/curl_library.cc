#include "remote/curl_library.h"

#include "logscan/input_error.h"
#include <dlfcn.h>

namespace logscan::remote {
namespace {

/// The functions of OpenSSL that hash. Their arguments are the same in all its versions.
struct HashFunctions {
  unsigned char* (*sha256)(const unsigned char*, std::size_t, unsigned char*) = nullptr;
  const void* (*evp_sha256)() = nullptr;
  unsigned char* (*hmac)(const void*, const void*, int, const unsigned char*, std::size_t,
                         unsigned char*, unsigned*) = nullptr;
};

struct Library {
  CurlFunctions curl;
  HashFunctions hash;
  bool is_complete = false;
  bool can_hash = false;
};

template <typename Function>
bool find(void* library, const char* name, Function& to) {
  to = reinterpret_cast<Function>(::dlsym(library, name));
  return to != nullptr;
}

bool find_curl(void* library, CurlFunctions& to) {
  return find(library, "curl_global_init", to.global_init) &&
         find(library, "curl_easy_init", to.easy_init) &&
         find(library, "curl_easy_setopt", to.easy_setopt) &&
         find(library, "curl_easy_pause", to.easy_pause) &&
         find(library, "curl_easy_reset", to.easy_reset) &&
         find(library, "curl_easy_cleanup", to.easy_cleanup) &&
         find(library, "curl_easy_strerror", to.easy_strerror) &&
         find(library, "curl_multi_init", to.multi_init) &&
         find(library, "curl_multi_setopt", to.multi_setopt) &&
         find(library, "curl_multi_add_handle", to.multi_add_handle) &&
         find(library, "curl_multi_remove_handle", to.multi_remove_handle) &&
         find(library, "curl_multi_perform", to.multi_perform) &&
         find(library, "curl_multi_poll", to.multi_poll) &&
         find(library, "curl_multi_info_read", to.multi_info_read) &&
         find(library, "curl_multi_cleanup", to.multi_cleanup) &&
         find(library, "curl_url", to.url) && find(library, "curl_url_set", to.url_set) &&
         find(library, "curl_url_get", to.url_get) &&
         find(library, "curl_url_cleanup", to.url_cleanup) && find(library, "curl_free", to.free) &&
         find(library, "curl_slist_append", to.slist_append) &&
         find(library, "curl_slist_free_all", to.slist_free_all);
}

// dlsym() also searches the libraries that a library needs.
bool find_hashes(void* library, HashFunctions& to) {
  return find(library, "SHA256", to.sha256) && find(library, "EVP_sha256", to.evp_sha256) &&
         find(library, "HMAC", to.hmac);
}

const Library& library() {
  static const Library loaded = [] {
    Library result;
    void* const handle = ::dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr) return result;
    result.is_complete =
        find_curl(handle, result.curl) && result.curl.global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    result.can_hash = find_hashes(handle, result.hash);
    return result;
  }();
  return loaded;
}

const HashFunctions& hashes() {
  curl();
  if (!library().can_hash) {
    throw InputError(
        "cannot sign requests: libcurl.so.4 does not use OpenSSL; install the libcurl that does "
        "(Debian, Ubuntu: libcurl4)");
  }
  return library().hash;
}

const unsigned char* unsigned_bytes(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

}  // namespace

const CurlFunctions& curl() {
  if (!library().is_complete) {
    throw InputError(
        "reading URLs requires libcurl.so.4, version 7.66 or later; install the package libcurl4 "
        "(Debian, Ubuntu) or libcurl (Fedora, Alpine)");
  }
  return library().curl;
}

Sha256 sha256(std::string_view bytes) {
  Sha256 hash{};
  hashes().sha256(unsigned_bytes(bytes), bytes.size(), hash.data());
  return hash;
}

Sha256 hmac_sha256(std::string_view key, std::string_view bytes) {
  Sha256 hash{};
  const HashFunctions& functions = hashes();
  if (functions.hmac(functions.evp_sha256(), key.data(), static_cast<int>(key.size()),
                     unsigned_bytes(bytes), bytes.size(), hash.data(), nullptr) == nullptr)
    throw InputError("cannot sign requests: OpenSSL refuses HMAC-SHA256");
  return hash;
}

}  // namespace logscan::remote
