#pragma once

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

struct MMDB_s;

namespace logscan {

/// A file that cannot be used. The message names it and says why.
class CountryFileError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Which country an address is in, by a MaxMind file (GeoLite2-Country, GeoIP2-City and others that
/// hold `country`), which the user brings. Copies share it; for any number of threads.
class CountryFile {
 public:
  /// Opens the file, which must stay as it is. Throws CountryFileError.
  explicit CountryFile(const std::string& path);

  /// Appends the two letters of the client's country (ISO 3166-1), or of that where its network is
  /// registered. False, and nothing appended, for what is no address or in no country. A client may
  /// have brackets, port and zone.
  bool append(std::string_view client, std::string& out) const;

  /// Its size in bytes, and a hash of its end, which says when it was made.
  std::uint64_t size() const;
  std::uint64_t end_hash() const;

 private:
  std::shared_ptr<const MMDB_s> file_;
};

}  // namespace logscan
