#include "report/report_assets.h"

#include <new>

#include <zlib.h>

namespace logscan::detail {

std::string text_of(const Asset& asset) {
  constexpr int kGzipWindow = MAX_WBITS + 16;
  std::string text(asset.size, '\0');
  z_stream stream{};
  if (::inflateInit2(&stream, kGzipWindow) != Z_OK) throw std::bad_alloc();
  // It does not write there.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(asset.packed.data()));
  stream.avail_in = static_cast<uInt>(asset.packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = static_cast<uInt>(text.size());
  ::inflate(&stream, Z_FINISH);
  ::inflateEnd(&stream);
  return text;
}

}  // namespace logscan::detail
