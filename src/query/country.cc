#include "query/country.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cstring>
#include <initializer_list>
#include <netinet/in.h>
#include <optional>

#include "query/network.h"
#include "text/hash_bytes.h"
#include "text/safe_text.h"
#include <maxminddb.h>

namespace logscan {
namespace {

sockaddr_storage socket_address(const IpAddress& address) {
  sockaddr_storage storage{};
  if (address.is_v4()) {
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    std::memcpy(&v4.sin_addr, &address.bytes[12], sizeof v4.sin_addr);
    std::memcpy(&storage, &v4, sizeof v4);
  } else {
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    std::memcpy(&v6.sin6_addr, address.bytes.data(), sizeof v6.sin6_addr);
    std::memcpy(&storage, &v6, sizeof v6);
  }
  return storage;
}

}  // namespace

CountryFile::CountryFile(const std::string& path) {
  auto* const file = new MMDB_s;
  const int status = ::MMDB_open(path.c_str(), MMDB_MODE_MMAP, file);
  if (status != MMDB_SUCCESS) {
    delete file;
    throw CountryFileError(safe_text(path) + ": " + ::MMDB_strerror(status));
  }
  file_ = std::shared_ptr<const MMDB_s>(file, [](const MMDB_s* opened) {
    ::MMDB_close(const_cast<MMDB_s*>(opened));
    delete opened;
  });
}

std::uint64_t CountryFile::size() const {
  return static_cast<std::uint64_t>(file_->file_size);
}

std::uint64_t CountryFile::end_hash() const {
  constexpr std::uint64_t kEnd = 4096;
  const std::uint64_t bytes = std::min(size(), kEnd);
  return hash_bytes({reinterpret_cast<const char*>(file_->file_content) + (size() - bytes), bytes});
}

bool CountryFile::append(std::string_view client, std::string& out) const {
  const std::optional<IpAddress> address = parse_address(client);
  if (!address) return false;
  const sockaddr_storage storage = socket_address(*address);
  int problem = MMDB_SUCCESS;
  MMDB_lookup_result_s found =
      ::MMDB_lookup_sockaddr(file_.get(), reinterpret_cast<const sockaddr*>(&storage), &problem);
  if (problem != MMDB_SUCCESS || !found.found_entry) return false;
  for (const char* const which : {"country", "registered_country"}) {
    MMDB_entry_data_s data{};
    if (::MMDB_get_value(&found.entry, &data, which, "iso_code", nullptr) == MMDB_SUCCESS &&
        data.has_data && data.type == MMDB_DATA_TYPE_UTF8_STRING) {
      out.append(data.utf8_string, data.data_size);
      return true;
    }
  }
  return false;
}

}  // namespace logscan
