#include "gen/population.h"

#include <array>

#include "gen/paths.h"
#include "gen/random.h"
#include "gen/text.h"
#include "gen/words.h"

namespace logscan::gen {
namespace {

void add_agents(StringTable& agents) {
  constexpr std::array<std::string_view, 8> kSystems = {"Windows NT 10.0; Win64; x64",
                                                        "X11; Linux x86_64",
                                                        "Macintosh; Intel Mac OS X 10_15_7",
                                                        "Windows NT 10.0",
                                                        "X11; Fedora",
                                                        "Linux; Android 14; K",
                                                        "Linux; Android 10",
                                                        "X11; CrOS x86_64"};
  char room[256];
  const auto add = [&agents, &room](const TextOut& out) {
    agents.add({room, static_cast<std::size_t>(out.at - room)});
  };
  for (std::uint32_t i = 0; i < 400; ++i) {
    const std::uint64_t r = mix(i);
    const std::string_view system = kSystems[(r >> 8) % kSystems.size()];
    TextOut out{room};
    switch (i % 8) {
      case 0:
      case 5:
        out.put("Mozilla/5.0 (");
        out.put(system);
        out.put(") AppleWebKit/537.36 (KHTML, like Gecko) Chrome/");
        out.number(143 - i / 8);
        out.put(".0.0.0 Safari/537.36");
        break;
      case 1:
        out.put("Mozilla/5.0 (");
        out.put(system);
        out.put("; rv:");
        out.number(146 - i / 8);
        out.put(".0) Gecko/20100101 Firefox/");
        out.number(146 - i / 8);
        out.put(".0");
        break;
      case 2:
        out.put("ExampleShop/");
        out.number(9 - i / 80);
        out.put('.');
        out.number(i / 8 % 10);
        out.put(i % 3 == 0 ? " (Android 14)" : " (iPhone; iOS 18.1)");
        break;
      case 3:
        out.put("curl/8.");
        out.number(i / 8);
        out.put(".0");
        break;
      case 4:
        out.put("Mozilla/5.0 (compatible; ");
        out.put(word(i / 8));
        out.put("bot/2.");
        out.number(i / 8);
        out.put("; +https://www.example.org/bot)");
        break;
      case 6:
        out.put(word(i / 8));
        out.put("-monitor/1.");
        out.number(i / 8);
        break;
      default:
        out.put("python-client/2.");
        out.number(i / 8);
    }
    add(out);
  }
}

void add_referers(StringTable& referers, const StringTable& pages) {
  constexpr std::array<std::string_view, 6> kSites = {
      "https://www.example.com", "https://www.example.com", "https://shop.example.com",
      "https://search.example",  "https://www.example.org", "https://news.example.net"};
  for (std::uint32_t i = 0; i < 3000; ++i) {
    std::string text(kSites[mix(i) % kSites.size()]);
    text += i < 6 ? std::string_view("/") : pages[i % pages.size()];
    referers.add(text);
  }
}

}  // namespace

/// Uses 768 addresses from the IPv4 documentation ranges. After these, one in eight is from the
/// IPv6 documentation range and the others are private. Multiplying by an odd number permutes the
/// 24 bits, so all addresses differ.
std::string_view client_address(std::uint32_t number, char* room) {
  TextOut out{room};
  if (number < 768) {
    constexpr std::array<std::string_view, 3> kNets = {"192.0.2.", "198.51.100.", "203.0.113."};
    out.put(kNets[number % 3]);
    out.number((number / 3 * 89 + 17) % 256);
  } else if (number % 8 == 7) {
    const std::uint64_t r = (number * std::uint64_t{0x9e3779b1}) & 0xffffffff;
    out.put("2001:db8:");
    out.hex((r >> 20) | 0x1000, 4);  // no group has leading zeros
    out.put("::");
    out.hex((r >> 16 & 15) | 0x10, 2);
    out.put(':');
    out.hex((r >> 12 & 15) | 0x10, 2);
    out.put(':');
    out.hex((r & 0xfff) | 0x1000, 4);
  } else {
    const std::uint32_t r = (number * 0x9e3779U) & 0xffffff;
    out.put("10.");
    out.number(r >> 16);
    out.put('.');
    out.number(r >> 8 & 255);
    out.put('.');
    out.number(r & 255);
  }
  return {room, static_cast<std::size_t>(out.at - room)};
}

void StringTable::add(std::string_view text) {
  bytes_ += text;
  ends_.push_back(static_cast<std::uint32_t>(bytes_.size()));
}

Population::Population() {
  char room[kPathRoom];
  for (std::uint32_t i = 0; i < kClients; ++i)
    clients.add(client_address(i, room));
  for (std::uint32_t i = 0; i < kPages; ++i)
    pages.add(page_path(i, room));
  add_agents(agents);
  add_referers(referers, pages);
  for (const std::string_view host : {"www.example.com:443", "shop.example.com:443",
                                      "api.example.com:443", "www.example.org:80"}) {
    hosts.add(host);
  }
}

}  // namespace logscan::gen
