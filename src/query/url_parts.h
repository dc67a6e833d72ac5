#pragma once

#include <string_view>

/// Parts of paths and URLs: views into what is given; null (data() is nullptr) where there is no
/// such part.
namespace logscan::detail {

/// The path up to the end of its first `count` segments. A segment is what lies between slashes,
/// and not empty; a path with fewer of them is taken whole. `/api/v1` for 2 of `/api/v1/users` and
/// of `/api/v1/`.
std::string_view first_segments(std::string_view path, unsigned count);

/// Behind the last dot of the last segment: ASCII letters and digits, one letter at least (so that
/// the 2 of `/v1.2` is none), at most 16, and something in front of the dot (`/.env` has none).
/// Parameters (`/a.jsp;id=1`) do not count.
std::string_view extension_of(std::string_view path);

/// The host of an absolute URL, without user and port, as written. Brackets around IPv6 stay.
std::string_view host_of_url(std::string_view url);

}  // namespace logscan::detail
