#include "format/key_map.h"

#include <set>
#include <string>
#include <string_view>

#include "format/json_line.h"
#include "format/pair_line.h"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace logscan {
namespace {

/// `time=ts@s status=status`: the entries of a map.
std::string dump(const KeyMap& map) {
  constexpr const char* kUnits[] = {"auto", "s", "ms", "us", "ns"};
  std::string text = map.name + ":";
  for (const KeyEntry& entry : map.entries) {
    text.append(" ").append(field_name(entry.field)).append("=").append(entry.key);
    if (entry.field == Field::kTime || entry.field == Field::kDuration) {
      text.append("@").append(kUnits[static_cast<std::size_t>(entry.unit)]);
    }
  }
  return text;
}

TEST(KeyMap, ReadsItsText) {
  struct Case {
    const char* text;
    const char* entries;
  };
  constexpr Case kCases[] = {
      {"json:status=status", "json: status=status"},
      {"json:time=ts@s,status=status,client=request.remote_ip,duration=duration@s",
       "json: time=ts@s status=status client=request.remote_ip duration=duration@s"},
      {"ltsv:status=status,time=time,duration=reqtime_microsec@us",
       "ltsv: status=status time=time@auto duration=reqtime_microsec@us"},
      {"logfmt:status=status|code,time=ts@ms|time@text|t@auto",
       "logfmt: status=status status=code time=ts@ms time=time@auto time=t@auto"},
      {"json:status=s,duration=d", "json: status=s duration=d@s"},
      {"json:status=s,duration=d@ns|e", "json: status=s duration=d@ns duration=e@s"},
      {"json:status=s,duration=d@text", "json: status=s duration=d@auto"},
      {"json:status=s,agent=request.headers.User-Agent[0]",
       "json: status=s agent=request.headers.User-Agent[0]"},
      {"json:status=s,agent=a[0][999].b", "json: status=s agent=a[0][999].b"},
      {"json:status=s,time=@timestamp", "json: status=s time=@timestamp@auto"},
      {"json:status=s,time=@timestamp@ms", "json: status=s time=@timestamp@ms"},
      {"json:status=s,user=a\\@b\\,c\\|d\\.e", "json: status=s user=a\\@b\\,c\\|d\\.e"},
      {"json:status=s,user=a b", "json: status=s user=a b"},
      {"ltsv:status=s,user=a.b[0]", "ltsv: status=s user=a.b[0]"},
      {"json:status=s,user=a,user=b", "json: status=s user=a user=b"},
  };
  for (const Case& c : kCases) {
    const KeyMapResult result = parse_key_map(c.text);
    ASSERT_TRUE(result.map) << c.text << ": " << result.message;
    EXPECT_EQ(dump(*result.map), c.entries);
  }
}

TEST(KeyMap, RefusesWithColumnAndWhatToTry) {
  struct Case {
    std::string text;
    std::size_t column;
    const char* says;
  };
  const Case cases[] = {
      {"", 1, "json:, ltsv: or logfmt:"},
      {"status=status", 1, "json:, ltsv: or logfmt:"},
      {"JSON:status=status", 1, "json:, ltsv: or logfmt:"},
      {"json:", 6, "use one of time host"},
      {"json:stauts=status", 6, "no field is called 'stauts'; did you mean 'status'?"},
      {"json:status=s,,time=t", 15, "expected a field"},
      {"json:status=s,", 15, "expected a field"},
      {"json:status", 12, "as in status=KEY"},
      {"json:status,time=t", 12, "as in status=KEY"},
      {"json:status=", 13, "expected a name"},
      {"json:status=a||b", 15, "expected a name"},
      {"json:status=a..b", 15, "expected a name"},
      {"json:status=a.", 15, "expected a name"},
      {"json:status=.a", 13, "expected a name"},
      {"json:status=[0]", 13, "expected a name"},
      {"json:status=a[x]", 15, "expected an index"},
      {"json:status=a[]", 15, "expected an index"},
      {"json:status=a[0", 15, "expected an index"},
      {"json:status=a[1000]", 15, "expected an index"},
      {"json:status=a[99999999999999999999]", 15, "expected an index"},
      {"json:status=a[0]b", 17, "expected a dot or a bracket"},
      {"json:status=a.b.c.d.e.f.g.h.i", 13, "at most 8 steps"},
      {"json:status=a@s", 14, "only time, duration and fields of your own have a unit"},
      {"json:status=a,time=t@sec", 22, "unknown unit 'sec'; use s, ms, us, ns, auto"},
      {"json:status=a,time=t@", 22, "unknown unit ''"},
      {"json:status=a,duration=t@auto", 26, "use s, ms, us, ns or text"},
      {"json:time=t", 12, "add status=KEY"},
      {"ltsv:status=", 13, "expected a name"},
  };
  for (const Case& c : cases) {
    const KeyMapResult result = parse_key_map(c.text);
    ASSERT_FALSE(result.map) << c.text;
    EXPECT_EQ(result.column, c.column) << c.text << ": " << result.message;
    EXPECT_NE(result.message.find(c.says), std::string::npos) << c.text << ": " << result.message;
  }
}

TEST(KeyMap, HasALimitThatParsersHandle) {
  std::string text = "json:status=s";
  int keys = 0;
  for (; keys < 1000; ++keys) {
    const std::string more = text + ",user=a" + std::to_string(keys) + ".b.c.d.e.f.g.h";
    const KeyMapResult result = parse_key_map(more);
    if (!result.map) {
      EXPECT_NE(result.message.find("512 steps"), std::string::npos);
      break;
    }
    text = more;
  }
  EXPECT_EQ(keys, 63);  // with eight steps each, plus the status
  EXPECT_NO_THROW(JsonParser({*parse_key_map(text).map}));
}

TEST(KeyMap, KnownMapsAreInTheirOrderWithSamplesOfTheirOwn) {
  std::string names = " ";
  std::set<std::string> samples;
  for (const KnownMap& known : known_key_maps()) {
    if (!names.ends_with(" " + known.map.name + " ")) names += known.map.name + " ";
    samples.insert(known.sample);
  }
  EXPECT_EQ(names, " caddy traefik_json envoy_json cloudflare nginx_json json ltsv logfmt ");
  EXPECT_EQ(samples.size(), known_key_maps().size());
  EXPECT_EQ(known_key_maps(KeySyntax::kJson).at(4).name, "nginx_json");
  EXPECT_EQ(known_key_maps(KeySyntax::kLtsv).at(0).name, "ltsv");
  EXPECT_EQ(known_key_maps(KeySyntax::kLogfmt).at(0).name, "logfmt");
}

TEST(KeyMap, CuttersRefuseMapsOfAnotherSyntax) {
  const KeyMap json_map = *parse_key_map("json:status=s").map;
  const KeyMap ltsv = *parse_key_map("ltsv:status=s").map;
  const KeyMap logfmt = *parse_key_map("logfmt:status=s").map;
  EXPECT_THROW(JsonParser({json_map, ltsv}), std::invalid_argument);
  EXPECT_THROW(PairParser({ltsv, logfmt}), std::invalid_argument);
  EXPECT_THROW(PairParser({json_map}), std::invalid_argument);
  EXPECT_THROW(PairParser(std::vector<KeyMap>()), std::invalid_argument);
}

// A parsed text prints as the same text, and any text is either parsed or rejected at one of its
// columns.
RC_GTEST_PROP(KeyMap, EveryTextIsReadOrRefusedInPlace, ()) {
  const auto pieces = *rc::gen::container<
      std::vector<std::string>>(rc::gen::elementOf(std::vector<std::string>{
      "json:", "ltsv:", "logfmt:",       "status",     "time", "duration", "=", "=",  ",", "|",
      "@",     "@s",    "@ms",           ".",          "[",    "[0]",      "]", "\\", "a", "b.c",
      " ",     "\"",    "status=status", ",time=ts@s", "7"}));
  std::string text;
  for (const std::string& piece : pieces)
    text += piece;
  const KeyMapResult result = parse_key_map(text);
  if (result.map) {
    RC_ASSERT(result.map->entries.size() > 0);
    if (result.map->syntax == KeySyntax::kJson) {
      JsonParser cutter({*result.map});
    } else {
      PairParser cutter({*result.map});
    }
  } else {
    RC_ASSERT(result.column >= 1);
    RC_ASSERT(result.column <= text.size() + 1);
    RC_ASSERT(!result.message.empty());
  }
}

}  // namespace
}  // namespace logscan
