// Records of any bytes can be read back in every format.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "support/records.h"

namespace {

// Consumes values from the front. A byte is the length of a text, or 255 for null.
class Taker {
 public:
  explicit Taker(std::string_view bytes) : bytes_(bytes) {}

  std::uint8_t byte() {
    if (bytes_.empty()) return 255;
    const char taken = bytes_.front();
    bytes_.remove_prefix(1);
    return static_cast<std::uint8_t>(taken);
  }
  std::uint64_t number() {
    std::uint64_t value = 0;
    for (int i = 0; i < 8; ++i)
      value = value << 8 | byte();
    return value;
  }
  std::string_view text() {
    const std::size_t length = byte();
    if (length == 255) return {};
    const std::string_view taken = bytes_.substr(0, length);
    bytes_.remove_prefix(taken.size());
    return taken;
  }

 private:
  std::string_view bytes_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Taker from({reinterpret_cast<const char*>(data), size});
  logscan::LogLine line;
  line.path = from.text();
  line.agent = from.text();
  line.user = from.text();
  line.status = static_cast<logscan::StatusCode>(from.number() % logscan::kStatusCodes);
  if (from.byte() < 200) line.bytes = from.number();
  if (from.byte() < 200) line.duration = static_cast<std::int64_t>(from.number());
  if (from.byte() < 200) {  // the limit of PackedTime
    const auto seconds = static_cast<std::int64_t>(from.number()) >> 13;
    line.time = logscan::LogTime{seconds, static_cast<std::int16_t>(from.byte() - 128)};
  }
  using logscan::Field;
  const std::vector<Field> all = {Field::kTime,   Field::kPath,  Field::kAgent,   Field::kUser,
                                  Field::kStatus, Field::kBytes, Field::kDuration};
  for (const std::vector<Field>& fields : {all, {Field::kPath}, {Field::kUser, Field::kStatus}}) {
    const std::string trouble = logscan::test::record_trouble(fields, line);
    if (trouble.empty()) continue;
    std::fprintf(stderr, "%s\n", trouble.c_str());
    std::abort();
  }
  return 0;
}
