#pragma once

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

struct MMDB_s;

namespace logscan {

/// Thrown for a file that cannot be used. The message contains its name and the reason.
class CountryFileError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Looks up the country of an address in a MaxMind file supplied by the user: GeoLite2-Country,
/// GeoIP2-City and others that hold `country`. Copies share the file. Thread-safe.
class CountryFile {
 public:
  /// Opens the file, which must not change afterwards. Throws CountryFileError.
  explicit CountryFile(const std::string& path);

  /// Appends the two-letter code (ISO 3166-1) of the client's country, or else of the country where
  /// its network is registered. Returns false and appends nothing for anything but an address in a
  /// country. A client may have brackets, port and zone.
  bool append(std::string_view client, std::string& out) const;

  /// Return the size in bytes, and a hash of the end, which holds the build date.
  std::uint64_t size() const;
  std::uint64_t end_hash() const;

 private:
  std::shared_ptr<const MMDB_s> file_;
};

}  // namespace logscan
