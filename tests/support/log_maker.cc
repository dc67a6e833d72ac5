#include "support/log_maker.h"

#include <ctime>

namespace logscan::test {
namespace {

struct tm parts_of(std::int64_t seconds) {
  const std::time_t time = seconds;
  struct tm parts {};
  ::gmtime_r(&time, &parts);
  return parts;
}

std::string apache_time(std::int64_t seconds) {
  const struct tm parts = parts_of(seconds);
  char text[64];
  return {text, std::strftime(text, sizeof text, "%d/%b/%Y:%H:%M:%S", &parts)};
}

std::string w3c_time(std::int64_t seconds) {
  const struct tm parts = parts_of(seconds);
  char text[64];
  return {text, std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &parts)};
}

}  // namespace

std::string LogMaker::lines(std::size_t count) {
  std::string text;
  while (count-- > 0)
    text += line();
  return text;
}

std::string LogMaker::line() {
  advance();
  std::string text;
  switch (below(8)) {
    case 0:
      text = other();
      break;
    case 1:
      text = w3c();
      break;
    case 2:
    case 3:
      text = json();
      break;
    default:
      text = combined();
  }
  return text + (chance(9) ? "\r\n" : "\n");
}

// Time mostly advances a little, and sometimes goes back or jumps far ahead.
void LogMaker::advance() {
  next_ += static_cast<std::int64_t>(below(90));
  if (chance(10)) next_ -= static_cast<std::int64_t>(below(5000));
  if (chance(60)) next_ += static_cast<std::int64_t>(below(100'000));
}

std::string LogMaker::stamp() {
  if (chance(25)) return "at 8:15 am";
  const std::string zone = one_of({"+0000", "+0000", "+0200", "-0930"});
  return apache_time(next_) + " " + zone;
}

std::string LogMaker::client() {
  switch (below(8)) {
    case 0:
      return "2001:db8:" + number(3) + ":1:2:3:4:" + number(9);
    case 1:
      return "host" + number(4) + ".example";
    case 2:
      return "-";
    default:
      return "198.51." + number(3) + "." + number(200);
  }
}

std::string LogMaker::target() {
  std::string path;
  switch (below(10)) {
    case 0:
      path = "/" + std::string(1100, 'l') + number(3);  // keys keep only the first bytes
      break;
    case 1:
      path = std::string("/a\0", 3) + number(3);
      break;
    case 2:
      path = std::string("/a\0\1b", 5);
      break;
    case 3:
      path = "/users/" + number(40);
      break;
    case 4:
      path = "/\xff\xfe" + number(3);
      break;
    case 5:
      path = "/x" + number(1000);
      break;
    default:
      path = one_of({"/", "/a", "/a/b", "/a/b.css", "/img/1.png", "/api/v1/things"});
  }
  if (chance(3)) path += "?token=secret" + number(50) + "&q=value" + number(50);
  return path;
}

std::string LogMaker::status() {
  return one_of({"200", "200", "200", "304", "404", "404", "499", "500", "503", "-", "0", "999"});
}

std::string LogMaker::combined() {
  std::string text;
  if (chance(4)) text = one_of({"shop.example.com:443 ", "www.example.com:80 "});
  text += client() + " - " + one_of({"-", "-", "frank", "grace hopper"}) + " [" + stamp() + "] \"";
  text += chance(20) ? one_of({"-", "", "\\x16\\x03", "GET"})
                     : one_of({"GET", "GET", "POST", "HEAD"}) + " " + target() + " HTTP/1.1";
  text += "\" " + status() + " " +
          (chance(6) ? one_of({"-", "0", "9223372036854775807"}) : number(100'000));
  if (chance(4)) return text;
  text += " \"" + one_of({"-", "", "https://Example.org/a?session=hidden77", "https://a.example/"});
  text += "\" \"" + one_of({"-", "curl/8.0", "Mozilla/5.0 (X11) Firefox/128.0", "Googlebot/2.1"});
  text += "\"";
  if (chance(3)) text += " \"203.0.113." + number(90) + ", 10.0.0." + number(3) + "\"";
  return text;
}

std::string LogMaker::json() {
  std::string text = R"({"remote_addr":")" + client() + R"(","status":")" + status();
  text += R"(","time_local":")" + stamp() + R"(","request_time":)" + number(3) + "." + number(900);
  text += R"(,"request_method":"GET","request_uri":"/j\/)" + number(5) + R"(\u00e4?key=private)" +
          number(20);
  text += R"(","remote_user":")" + one_of({"", "frank", "o\\\"hara"});
  text += R"(","http_user_agent":"a \"quoted\" agent)" + number(3);
  text += R"(","http_x_forwarded_for":"203.0.113.)" + number(90);
  if (chance(2)) text += R"(","host":"h\u006f)" + number(3);
  if (chance(2)) text += R"(","upstream_addr":"10.0.0.)" + number(3) + ":80";
  return text + R"(","body_bytes_sent":)" + number(5000) + "}";
}

// A directive changes the meaning of other lines, whether or not it applies to them.
std::string LogMaker::w3c() {
  if (chance(5)) return "#Fields: date time c-ip cs-method cs-uri-stem sc-status time-taken";
  if (chance(5)) return "#Fields: sc-status date time c-ip cs-username";
  if (chance(3)) return "404 " + w3c_time(next_) + " " + client() + " frank";
  return w3c_time(next_) + " " + client() + " GET /w/" + number(9) + " 500 " + number(3000);
}

std::string LogMaker::other() {
  switch (below(6)) {
    case 0:
      return "";
    case 1:
      return "# a comment about 198.51.7.77";
    case 2:
      return "no log line, by 198.51.9.99 about /a?token=secret777";
    case 3:
      return std::string(5, '\0') + combined();
    case 4:
      return "192.0.2.7 - - [" + stamp() + "] \"GET /no/status?key=private888";
    default:
      return "time:[" + stamp() + "]\thost:" + client() + "\treq:GET " + one_of({"/t", "/t?a=b"}) +
             " HTTP/1.1\tstatus:" + one_of({"200", "502"}) + "\tsize:7\treqtime:0.0" + number(50);
  }
}

}  // namespace logscan::test
