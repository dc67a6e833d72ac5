#include "format/server_config.h"

#include <string>
#include <vector>

#include "support/pattern_dump.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

/// `main@3 timed@9:json`: names and lines of the formats that the file itself has.
std::string names(const ServerFormats& formats) {
  std::string text;
  for (const NamedPattern& format : formats.formats) {
    if (format.line == 0) continue;
    if (!text.empty()) text += ' ';
    text += format.name + "@" + std::to_string(format.line);
    if (format.escape == PatternEscape::kJson) text += ":json";
    if (format.escape == PatternEscape::kNone) text += ":none";
  }
  return text;
}

/// `/var/log/a=main@7`
std::string uses(const ServerFormats& formats) {
  std::string text;
  for (const LogUse& use : formats.uses) {
    if (!text.empty()) text += ' ';
    text += use.path + "=" + use.format + "@" + std::to_string(use.line);
  }
  return text;
}

std::string includes(const ServerFormats& formats) {
  std::string text;
  for (const ConfigInclude& include : formats.includes) {
    if (!text.empty()) text += ' ';
    text += include.path + "@" + std::to_string(include.line);
  }
  return text;
}

/// The chosen format's text, or the message.
std::string chosen(const ServerFormats& formats, std::optional<std::string_view> name) {
  try {
    return choose(formats, name).text;
  } catch (const ConfigError& error) {
    return std::string("error: ") + error.what();
  }
}

constexpr std::string_view kNginx = R"(
user www-data;
# log_format commented '$status';
include /etc/nginx/modules-enabled/*.conf;
http {
    map $uri $loggable { ~^/health "0"; default 1; }
    init_by_lua_block {
        -- don't be taken in: log_format lua '$status';
        local text = "}" .. '}' .. [[ } ]] --[=[ } ]=]
        local table = { a = 1 }
    }
    log_format main '$remote_addr - $remote_user [$time_local] "$request" '
                    "$status $body_bytes_sent # no comment; "   # a comment
                    '"$http_referer" \'x\' ${host}';
    log_format  timed escape=none $status|$request_time;
    log_format json escape=json '{"status":$status}';
    access_log /var/log/nginx/access.log main buffer=32k;
    server {
        include conf.d/*.conf;
        access_log off;
        location / { access_log "/var/log/a b.log" main if=$loggable; }
    }
}
stream {
    server { access_log /var/log/tcp.log; }
    log_format tcp '$remote_addr $status';
}
)";

TEST(ServerConfig, FindsTheFormatsOfNginx) {
  const ServerFormats formats = nginx_log_formats(kNginx);
  EXPECT_EQ(formats.kind, PatternKind::kNginx);
  EXPECT_EQ(names(formats), "main@12 timed@15:none json@16:json");
  EXPECT_EQ(uses(formats), "/var/log/nginx/access.log=main@17 /var/log/a b.log=main@21");
  EXPECT_EQ(includes(formats), "/etc/nginx/modules-enabled/*.conf@4 conf.d/*.conf@19");
  EXPECT_EQ(formats.formats[0].name, "combined");
  EXPECT_EQ(formats.formats[0].text, test::kNginxCombined);
  EXPECT_EQ(chosen(formats, "main"),
            "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent "
            "# no comment; \"$http_referer\" \\'x\\' ${host}");
  EXPECT_EQ(chosen(formats, "timed"), "$status|$request_time");
  EXPECT_EQ(chosen(formats, std::nullopt), chosen(formats, "main"));
}

TEST(ServerConfig, GivesPatternsThatCutLines) {
  const ServerFormats formats = nginx_log_formats(kNginx);
  const LinePattern pattern = LinePattern::compile(formats.kind, chosen(formats, "main"));
  EXPECT_EQ(test::cut_dump(pattern,
                           "192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] \"GET /a HTTP/1.0\" 200 5 "
                           "# no comment; \"-\" 'x' a.example"),
            "200 971211336-0700 host=<a.example> client=<192.0.2.1> request=<GET /a HTTP/1.0> "
            "method=<GET> target=</a> path=</a> protocol=<HTTP/1.0> bytes=<5>");
  EXPECT_EQ(test::cut_dump(LinePattern::compile(formats.kind, chosen(formats, "json")),
                           R"({"status":404})"),
            "404");

  const ServerFormats apache = apache_log_formats("LogFormat \"%h \\\"%r\\\" %>s\" short\n");
  EXPECT_EQ(test::cut_dump(LinePattern::compile(apache.kind, choose(apache, "SHORT").text),
                           "192.0.2.1 \"-\" 400"),
            "400 client=<192.0.2.1> path=<->");
}

TEST(ServerConfig, FindsThePatternsOfTomcat) {
  const ServerFormats formats = server_log_formats(R"(<Server>
  <!-- <Valve className="org.apache.catalina.valves.AccessLogValve" pattern="%s"/> -->
  <Valve className="org.apache.catalina.valves.AccessLogValve" directory="logs"
         prefix="localhost_access_log" pattern="%h &quot;%r&quot; %s %b %D %%D &lt;&amp;quot;" />
  <Valve className='org.apache.catalina.valves.AccessLogValve' pattern = 'common'/>
  <Valve className="org.apache.catalina.valves.ExtendedAccessLogValve" pattern="date time"/>
  <Valve className="org.apache.catalina.valves.RemoteIpValve" pattern="%s"/>
</Server>)");
  EXPECT_EQ(formats.kind, PatternKind::kApache);
  EXPECT_EQ(names(formats), "line3@3 line5@5");
  EXPECT_EQ(uses(formats), "localhost_access_log=line3@3 =line5@5");
  EXPECT_EQ(chosen(formats, "line3"), R"(%h "%r" %s %b %{ms}T %%D <&quot;)");
  EXPECT_EQ(chosen(formats, "line5"), R"(%h %l %u %t "%r" %s %b)");
  for (const char* text : {"", "<", "<Valve", "<Valve className=", "<Valve className=\"x",
                           "<Valve className=\"a.AccessLogValve\" pattern=\"", "<!-- <Valve"})
    EXPECT_LE(tomcat_log_formats(text).formats.size(), 1u) << text;
}

TEST(ServerConfig, FindsTheFormatsOfLighttpd) {
  constexpr std::string_view kText = R"(server.modules += ( "mod_accesslog" )
# accesslog.format = "%h"
var.root = "/var/log"
accesslog.filename = "/var/log/lighttpd/access.log"
$HTTP["host"] == "a.example" {
  accesslog.filename = var.root + "/a.log"
  accesslog.format = "%h \"%r\" %>s %{X-Up}i # }"
  $HTTP["url"] =~ "^/x{2}" { # {
    accesslog.filename = "/var/log/x.log"
  }
}
include "conf.d/b.conf"
)";
  const ServerFormats formats = server_log_formats(kText);
  EXPECT_EQ(formats.kind, PatternKind::kApache);
  EXPECT_EQ(names(formats), "line7@7");
  EXPECT_EQ(uses(formats),
            "/var/log/lighttpd/access.log=default@4 /a.log=line7@6 /var/log/x.log=line7@9");
  EXPECT_EQ(includes(formats), "conf.d/b.conf@12");
  EXPECT_EQ(chosen(formats, "line7"), R"(%h "%r" %>s %{X-Up}i # })");
  EXPECT_EQ(chosen(formats, "default"),
            R"(%h %V %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i")");
  EXPECT_EQ(chosen(server_log_formats("server.port = 80\n"), std::nullopt),
            chosen(formats, "default"));
  for (const char* text : {"accesslog.format", "accesslog.format =", "accesslog.format = \"",
                           "accesslog.format = \"\\", "}}{", "accesslog.filename=\"a\"}\n{"})
    EXPECT_LE(lighttpd_log_formats(text).formats.size(), 1u) << text;
}

TEST(ServerConfig, RefusesOtherServers) {
  const auto refusal = [](std::string_view text) {
    try {
      server_log_formats(text);
    } catch (const ConfigError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_TRUE(refusal("global\n  log /dev/log local0\ndefaults\n  mode http\n")
                  .starts_with("a configuration of HAProxy"));
  EXPECT_TRUE(refusal("frontend www\n  log-format \"%ci\"\n  bind :80\n")
                  .starts_with("a configuration of HAProxy"));
  EXPECT_TRUE(refusal("acl lan src 10.0.0.0/8\r\nhttp_access allow lan\r\n")
                  .starts_with("a configuration of Squid"));
  EXPECT_TRUE(refusal("logformat main %ts.%03tu %>a\naccess_log daemon:/var/log/a main\n")
                  .starts_with("a configuration of Squid"));
  EXPECT_TRUE(refusal("<?xml version='1.0'?>\n<Server port=\"8005\">\n</Server>\n")
                  .starts_with("no AccessLogValve"));
  EXPECT_TRUE(refusal("example.org {\n  root /srv\n}\n").starts_with("defines no log format"));
  EXPECT_TRUE(refusal("accessLog:\n  filePath: /a\n").starts_with("defines no log format"));
  for (const char* text :
       {"", "# a comment\n", "http { server { } }", "user www;", "upstream backend {\n}\n",
        "logformat \"%h %>s\" short\n", "<VirtualHost *:80>\nCustomLog a b\n</VirtualHost>\n",
        "content_by_lua_block {\nserver.port = 1\n}\n", "IncludeOptional sites/*.conf\n"})
    EXPECT_EQ(refusal(text), "") << text;
}

TEST(ServerConfig, ReadsOddTextOfNginx) {
  struct Row {
    std::string_view text;
    std::string_view names;
    std::string_view uses;
  };
  constexpr Row kRows[] = {
      {"", "", ""},
      {"log_format a '$status'", "a@1", ""},
      {"log_format a '$status", "a@1", ""},
      {"log_format a;", "", ""},
      {"log_format;", "", ""},
      {"log_format a '$status\\", "a@1", ""},
      {"}}}} log_format a b;", "a@1", ""},
      {"stream { stream { } log_format a b; } log_format c d;", "c@1", ""},
      {"stream { } } log_format c d;", "c@1", ""},
      {"log_format\r\n  a\r\n  b;access_log x;", "a@1", "x=combined@3"},
      {"access_log\n", "", ""},
      {"access_log x a", "", "x=a@1"},
      {"a_by_lua_block { [==[ } ]] ]=] ", "", ""},
      {"a_by_lua_block { [ = } log_format a b;", "a@1", ""},
      {"a_by_lua_block { '\\'}' --[[\n}\n]] --[\n } log_format a b;", "a@4", ""},
      {"log_format a ${status}{;", "", ""},
      {"log_format a \"'$status'\";#", "a@1", ""},
      {"log_format a escape=default;", "a@1", ""},
  };
  for (const Row& row : kRows) {
    const ServerFormats formats = nginx_log_formats(row.text);
    EXPECT_EQ(names(formats), row.names) << row.text;
    EXPECT_EQ(uses(formats), row.uses) << row.text;
  }
}

constexpr std::string_view kApache = R"(
ServerRoot "/etc/apache2"
# LogFormat "%h" commented
<IfModule log_config_module>
    LogFormat "%v:%p %h %l %u %t \"%r\" %>s %O" vhost_combined
    logformat "%h %l %u %t \"%r\" %>s %O \
\"%{Referer}i\"" combined
    LogFormat '%h "%r" %>s' plain
    LogFormat "%h %>s"
</IfModule>
IncludeOptional sites-enabled/*.conf
Include "conf/a b.conf"
<VirtualHost *:80>
    CustomLog ${APACHE_LOG_DIR}/access.log combined env=!quiet
    CustomLog "|/usr/bin/rotatelogs /var/log/a 86400" "%h %>s %D"
    TransferLog /var/log/transfer
</VirtualHost>
)";

TEST(ServerConfig, FindsTheFormatsOfApache) {
  const ServerFormats formats = apache_log_formats(kApache);
  EXPECT_EQ(formats.kind, PatternKind::kApache);
  EXPECT_EQ(names(formats), "vhost_combined@5 combined@6 plain@8 line9@9 line15@15");
  EXPECT_EQ(uses(formats),
            "${APACHE_LOG_DIR}/access.log=combined@14 |/usr/bin/rotatelogs /var/log/a "
            "86400=line15@15 /var/log/transfer=line9@16");
  EXPECT_EQ(includes(formats), "sites-enabled/*.conf@11 conf/a b.conf@12");
  EXPECT_EQ(chosen(formats, "combined"), R"(%h %l %u %t \"%r\" %>s %O \"%{Referer}i\")");
  EXPECT_EQ(chosen(formats, "Plain"), R"(%h "%r" %>s)");
  EXPECT_EQ(chosen(formats, "line15"), "%h %>s %D");
}

TEST(ServerConfig, ReadsOddTextOfApache) {
  struct Row {
    std::string_view text;
    std::string_view names;
    std::string_view uses;
  };
  constexpr Row kRows[] = {
      {"", "", ""},
      {"\\", "", ""},
      {"LogFormat", "", ""},
      {"LogFormat \"%h", "line1@1", ""},
      {"LogFormat \"%h\\", "line1@1", ""},
      {"LogFormat \"%h\\\"", "line1@1", ""},
      {"LogFormat %h a\r\nCustomLog x A\r\n", "a@1", "x=A@2"},
      {"\\\n\\\nLogFormat %h a", "a@1", ""},
      {"# x \\\nLogFormat %h a", "", ""},
      {"TransferLog x\nTransferLog y", "", "x=common@1 y=common@2"},
      {"CustomLog x", "", ""},
      {"GlobalLog x '%h %>s'", "line1@1", "x=line1@1"},
      {"<Directory />LogFormat %h a", "", ""},
  };
  for (const Row& row : kRows) {
    const ServerFormats formats = apache_log_formats(row.text);
    EXPECT_EQ(names(formats), row.names) << row.text;
    EXPECT_EQ(uses(formats), row.uses) << row.text;
  }
}

TEST(ServerConfig, DetectsTheServer) {
  EXPECT_EQ(server_log_formats(kNginx).kind, PatternKind::kNginx);
  EXPECT_EQ(server_log_formats(kApache).kind, PatternKind::kApache);
  EXPECT_EQ(server_log_formats("access_log x;").kind, PatternKind::kNginx);
  EXPECT_EQ(server_log_formats("CustomLog x combined").kind, PatternKind::kApache);
}

TEST(ServerConfig, ChoosesTheFormatOfTheLogs) {
  const auto nginx = [](std::string_view text, std::optional<std::string_view> name = {}) {
    return chosen(nginx_log_formats(text), name);
  };
  EXPECT_EQ(nginx(""), test::kNginxCombined);
  EXPECT_EQ(nginx("access_log x;"), test::kNginxCombined);
  EXPECT_EQ(nginx("log_format a 1;"), "1");
  EXPECT_EQ(nginx("log_format a 1; log_format a 2;"), "2");
  EXPECT_EQ(nginx("log_format a 1; log_format b 2; access_log x b; access_log y b;"), "2");
  EXPECT_EQ(nginx("log_format a 1; access_log x;"), test::kNginxCombined);
  EXPECT_EQ(nginx("log_format a 1; log_format b 2;"),
            "error: several formats in this file, none of them used by a log; choose one of a, b, "
            "as in FILE:a");
  EXPECT_EQ(nginx("log_format a 1; access_log x a; access_log y;"),
            "error: the logs in this file use several formats; choose one of a, combined, as in "
            "FILE:a");
  EXPECT_EQ(nginx("include a.conf; include b.conf;"),
            "error: no log_format in this file; included files are not read (a.conf, b.conf); use "
            "one of them, or a file with the output of nginx -T");
  EXPECT_EQ(nginx("access_log x a; log_format b 1;"),
            "error: the log in line 1 uses a, which is not defined here; this file has "
            "combined, b; the main configuration may define it: /etc/nginx/nginx.conf:a");
  EXPECT_EQ(nginx("log_format b 1; log_format c 1;", "a\x1b"),
            "error: no log_format is called a\\x1b; this file has combined, b, c");
  EXPECT_EQ(nginx("log_format B 1;", "b"),
            "error: no log_format is called b; this file has combined, B");

  const auto apache = [](std::string_view text, std::optional<std::string_view> name = {}) {
    return chosen(apache_log_formats(text), name);
  };
  EXPECT_EQ(apache(""), "error: no LogFormat in this file; use the file that defines it");
  EXPECT_EQ(apache("CustomLog x combined"),
            "error: the log in line 1 uses combined, which is not defined here; this file has "
            "none; the main configuration may define it: /etc/apache2/apache2.conf:combined or "
            "/etc/httpd/conf/httpd.conf:combined");
  EXPECT_EQ(apache("TransferLog x"), R"(%h %l %u %t \"%r\" %>s %b)");
  EXPECT_EQ(apache("LogFormat 1 a\nLogFormat 2 A\nCustomLog x a\nCustomLog y A"), "2");
  EXPECT_EQ(apache("Include sites/*.conf", "a"),
            "error: no LogFormat is called a; this file has none; included files are not "
            "read (sites/*.conf); use one of them");

  std::string many;
  for (int i = 0; i < 30; ++i)
    many += "LogFormat %h f" + std::to_string(i) + "\n";
  EXPECT_TRUE(apache(many).ends_with("f18, f19, ..., as in FILE:f0"));
}

}  // namespace
}  // namespace logscan
