#include "gen/paths.h"

#include <array>

#include "gen/random.h"
#include "gen/text.h"
#include "gen/words.h"

namespace logscan::gen {
namespace {

constexpr std::array<std::string_view, 24> kFrontPages = {"/",
                                                          "/api/v1/cart",
                                                          "/login",
                                                          "/index.html",
                                                          "/assets/css/site.min.css",
                                                          "/assets/js/app.min.js",
                                                          "/favicon.ico",
                                                          "/api/v1/session",
                                                          "/images/logo.svg",
                                                          "/search",
                                                          "/api/v1/checkout",
                                                          "/robots.txt",
                                                          "/assets/fonts/inter.woff2",
                                                          "/api/v1/recommendations",
                                                          "/products",
                                                          "/account",
                                                          "/assets/js/vendor.min.js",
                                                          "/health",
                                                          "/feed.xml",
                                                          "/sitemap.xml",
                                                          "/api/v2/events",
                                                          "/images/hero-wide.webp",
                                                          "/about",
                                                          "/contact"};

}  // namespace

/// A page's path contains its number, so all differ. No page starts like an error path.
std::string_view page_path(std::uint32_t number, char* room) {
  if (number < kFrontPages.size()) return kFrontPages[number];
  const std::uint64_t r = mix(number);
  TextOut out{room};
  switch (r % 8) {
    case 0:
    case 1:
      out.put("/products/");
      out.put(word(r >> 8));
      out.put('/');
      out.put(word(r >> 16));
      out.put('-');
      out.number(number);
      break;
    case 2:
      out.put("/images/products/");
      out.put(word(r >> 8));
      out.put('-');
      out.number(number);
      out.put(".webp");
      break;
    case 3:
      out.put("/assets/js/chunk-");
      out.number(number);
      out.put('.');
      out.hex(r >> 20, 8);
      out.put(".js");
      break;
    case 4:
      out.put("/blog/202");
      out.number((r >> 8) % 6);
      out.put('/');
      out.padded((r >> 12) % 12 + 1, 2);
      out.put('/');
      out.put(word(r >> 16));
      out.put('-');
      out.put(word(r >> 24));
      out.put('-');
      out.number(number);
      break;
    case 5:
      out.put("/api/v1/products/");
      out.number(number);
      break;
    case 6:
      out.put("/category/");
      out.put(word(r >> 8));
      out.put("/page/");
      out.number(number);
      break;
    default:
      out.put("/api/v1/users/");
      out.number(number);
      out.put("/orders");
  }
  return {room, static_cast<std::size_t>(out.at - room)};
}

std::string_view error_path(const Population& people, std::uint32_t number, char* room) {
  // Spread the errors over pages. The first is the check-out, which hurts most.
  if (number < kSharedPaths) return people.pages[number * 13 + 10];
  const std::uint64_t r = mix(number);
  TextOut out{room};
  switch (number % 8) {
    case 0:
      out.put("/wp-content/plugins/");
      out.put(word(r >> 8));
      out.put('-');
      out.number(number);
      out.put("/readme.txt");
      break;
    case 1:
      out.put("/old/");
      out.put(word(r >> 8));
      out.put('/');
      out.number(number);
      out.put(".html");
      break;
    case 2:
      out.put("/api/v2/orders/");
      out.number(number);
      out.put("/items");
      break;
    case 3:
      out.put("/shop/");
      out.put(word(r >> 8));
      out.put('-');
      out.put(word(r >> 16));
      out.put('-');
      out.number(number);
      break;
    case 4:
      out.put("/uploads/");
      out.number(2014 + (r >> 8) % 12);
      out.put("/img_");
      out.number(number);
      out.put(".jpg");
      break;
    case 5:
      out.put("/cgi-bin/");
      out.put(word(r >> 8));
      out.number(number);
      out.put(".cgi");
      break;
    case 6:
      out.put("/members/");
      out.number(number);
      out.put("/avatar.png");
      break;
    default:
      out.put("/.git/objects/");
      out.hex(number >> 24, 2);
      out.put('/');
      out.hex(number, 6);
      out.hex(r, 8);
  }
  return {room, static_cast<std::size_t>(out.at - room)};
}

}  // namespace logscan::gen
