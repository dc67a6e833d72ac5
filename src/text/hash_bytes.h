#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

namespace logscan {

/// Returns the 64-bit hash (XXH3) of a string, the same in every run on every machine. Use it for
/// data that is stored, printed or sketched. Do not use it for hash tables, since attackers can
/// choose strings with equal hashes.
std::uint64_t hash_bytes(std::string_view bytes);

/// The same hash of bytes that come piece by piece.
class ByteHash {
 public:
  ByteHash();

  void add(std::string_view bytes);
  std::uint64_t value() const;  ///< of everything added so far

 private:
  struct Free {
    void operator()(void* state) const;
  };
  const std::unique_ptr<void, Free> state_;
};

}  // namespace logscan
