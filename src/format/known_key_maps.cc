// The key maps that come with the program: one row each, in the order in which a line is tried.
// Names of keys are those that the servers' own manuals give, and for nginx, where the
// administrator chooses them, those in common use.

#include <stdexcept>

#include "logscan/key_map.h"

namespace logscan {
namespace {

struct Row {
  const char* name;
  const char* text;     // as a user would write it
  const char* present;  // keys, a space between them
  const char* absent;
  const char* sample;
};

constexpr Row kRows[] = {
    // Error lines of Caddy name request and status as well, but no size: `absent` below keeps
    // them from being counted a second time.
    {"caddy",
     "json:time=ts,status=status,client=request.client_ip|request.remote_ip|request.remote_addr,"
     "user=user_id,method=request.method,target=request.uri,protocol=request.proto,"
     "host=request.host,bytes=size,duration=duration@s,referer=request.headers.Referer[0],"
     "agent=request.headers.User-Agent[0],forwarded_for=request.headers.X-Forwarded-For[0]",
     "status size duration request.method", "",
     R"({"level":"info","ts":1700000000.25,"logger":"http.log.access","msg":"handled request",)"
     R"("request":{"remote_ip":"192.0.2.1","remote_port":"40112","client_ip":"198.51.100.7",)"
     R"("proto":"HTTP/2.0","method":"GET","host":"www.example.com","uri":"/a/b?c=d","headers":{)"
     R"("User-Agent":["Tester/1.0"],"Referer":["https://example.com/"],"Accept":["*/*"],)"
     R"("X-Forwarded-For":["198.51.100.7"]}},"bytes_read":0,"user_id":"frank",)"
     R"("duration":0.017557019,"size":2326,"status":200,"resp_headers":{"Server":["Caddy"]}})"},
    {"traefik_json",
     "json:time=StartUTC|time|StartLocal,status=DownstreamStatus,client=ClientHost|ClientAddr,"
     "user=ClientUsername,method=RequestMethod,target=RequestPath,protocol=RequestProtocol,"
     "host=RequestHost|RequestAddr,bytes=DownstreamContentSize,duration=Duration@ns,"
     "referer=request_Referer,agent=request_User-Agent,forwarded_for=request_X-Forwarded-For,"
     "upstream=ServiceURL|ServiceAddr|ServiceName|RouterName",
     "DownstreamStatus", "",
     R"({"ClientAddr":"192.0.2.1:51020","ClientHost":"192.0.2.1","ClientPort":"51020",)"
     R"("ClientUsername":"-","DownstreamContentSize":2326,"DownstreamStatus":404,)"
     R"("Duration":1250300,"RequestAddr":"www.example.com","RequestHost":"www.example.com",)"
     R"("RequestMethod":"GET","RequestPath":"/a/b?c=d","RequestProtocol":"HTTP/1.1",)"
     R"("RouterName":"web@docker","ServiceURL":"http://192.0.2.80:8080",)"
     R"("StartUTC":"2023-11-14T22:13:20.25Z","level":"info","msg":"",)"
     R"("request_Referer":"https://example.com/","request_User-Agent":"Tester/1.0",)"
     R"("time":"2023-11-14T22:13:21Z"})"},
    {"envoy_json",
     "json:time=start_time,status=response_code,client=downstream_remote_address,method=method,"
     "target=x-envoy-original-path|path,protocol=protocol,host=authority,bytes=bytes_sent,"
     "duration=duration@ms,referer=referer,agent=user_agent,forwarded_for=x_forwarded_for,"
     "upstream=upstream_host",
     "response_code start_time", "",
     R"({"start_time":"2023-11-14T22:13:20.250Z","method":"GET","path":"/a/b?c=d",)"
     R"("protocol":"HTTP/2","response_code":503,"response_flags":"UF","bytes_received":0,)"
     R"("bytes_sent":91,"duration":15,"x_forwarded_for":"198.51.100.7","user_agent":"Tester/1.0",)"
     R"("authority":"www.example.com","upstream_host":"192.0.2.80:8080",)"
     R"("downstream_remote_address":"192.0.2.1:41000","request_id":null})"},
    {"cloudflare",
     "json:time=EdgeStartTimestamp|EdgeEndTimestamp,status=EdgeResponseStatus,client=ClientIP,"
     "method=ClientRequestMethod,target=ClientRequestURI,path=ClientRequestPath,"
     "protocol=ClientRequestProtocol,host=ClientRequestHost,bytes=EdgeResponseBytes,"
     "referer=ClientRequestReferer,agent=ClientRequestUserAgent,upstream=OriginIP",
     "EdgeResponseStatus", "",
     R"({"ClientIP":"192.0.2.1","ClientRequestHost":"www.example.com",)"
     R"("ClientRequestMethod":"GET","ClientRequestProtocol":"HTTP/2",)"
     R"("ClientRequestReferer":"https://example.com/","ClientRequestURI":"/a/b?c=d",)"
     R"("ClientRequestUserAgent":"Tester/1.0","EdgeEndTimestamp":1700000000350000000,)"
     R"("EdgeResponseBytes":2326,"EdgeResponseStatus":200,)"
     R"("EdgeStartTimestamp":1700000000250000000,"OriginIP":"203.0.113.9","RayID":"0a"})"},
    {"nginx_json",
     "json:time=time_iso8601|time_local|msec|time|timestamp|@timestamp,status=status,"
     "client=remote_addr|client|client_ip,user=remote_user,request=request,"
     "method=request_method|method,target=request_uri|uri|path,query=args|query_string,"
     "protocol=server_protocol|protocol,host=host|http_host|server_name|vhost,"
     "bytes=body_bytes_sent|bytes_sent|size|bytes|body_bytes,"
     "duration=request_time|response_time|duration,referer=http_referer|referer|referrer,"
     "agent=http_user_agent|user_agent|ua|agent,"
     "forwarded_for=http_x_forwarded_for|x_forwarded_for,upstream=upstream_addr",
     "status remote_addr", "",
     R"({"time_local":"14/Nov/2023:22:13:20 +0000","remote_addr":"192.0.2.1","remote_user":"",)"
     R"("request":"GET /a/b?c=d HTTP/1.1","status":"200","body_bytes_sent":"2326",)"
     R"("request_time":"0.017","http_referer":"https://example.com/",)"
     R"("http_user_agent":"Tester \"1\"","host":"www.example.com",)"
     R"("http_x_forwarded_for":"198.51.100.7","upstream_addr":"192.0.2.80:8080"})"},
    {"json",
     "json:time=time|timestamp|@timestamp|ts|time_iso8601|time_local|datetime|date|start_time|msec,"
     "status=status|status_code|statusCode|http_status|response_status|response_code|code,"
     "client=client_ip|remote_ip|remote_addr|client|ip|remote_host|clientip,"
     "user=user|remote_user|user_id,request=request|req,"
     "method=method|request_method|http_method|verb,target=uri|request_uri|url|target|path,"
     "query=query|query_string|args,protocol=protocol|proto|server_protocol,"
     "host=host|http_host|vhost|server_name,"
     "bytes=bytes|size|body_bytes|body_bytes_sent|bytes_sent|bytes_out,"
     "duration=duration|response_time|request_time|elapsed|latency|duration_ms@ms|latency_ms@ms,"
     "referer=referer|referrer|http_referer,agent=user_agent|ua|agent|http_user_agent,"
     "forwarded_for=x_forwarded_for|forwarded_for,upstream=upstream|upstream_addr|upstream_host",
     "", "err_id",
     R"({"time":"2023-11-14T22:13:20+09:00","method":"POST","uri":"/a/b?c=d","status":200,)"
     R"("body_bytes":12,"response_time":0.057,"ua":"Tester/1.0","client_ip":"192.0.2.1"})"},
    {"ltsv",
     "ltsv:time=time,status=status,client=host|remote_addr,user=user,request=req,method=method,"
     "target=uri,protocol=protocol,host=vhost,bytes=size|body_bytes_sent,"
     "duration=reqtime|reqtime_microsec@us|request_time|taken|apptime|response_time,"
     "referer=referer,agent=ua|agent,forwarded_for=forwardedfor,upstream=upstream_addr",
     "", "",
     "time:[14/Nov/2023:22:13:20 +0900]\thost:192.0.2.1\tforwardedfor:198.51.100.7\tuser:frank\t"
     "req:GET /a/b?c=d HTTP/1.1\tstatus:200\tsize:2326\treferer:https://example.com/\t"
     "ua:Tester/1.0\tvhost:www.example.com\treqtime:0.057\tcache:-\truntime:0.01"},
    {"logfmt",
     "logfmt:time=time|ts|timestamp,status=status|code|status_code,"
     "client=remote|remote_addr|client|client_ip|ip|remote_ip|fwd,user=user|remote_user,"
     "request=request,method=method,target=uri|url|path|target,query=query,"
     "protocol=protocol|proto,host=host|vhost,bytes=bytes|size|bytes_sent,"
     "duration=duration|elapsed|request_time|response_time|took|service|duration_ms@ms,"
     "referer=referer|referrer,agent=ua|user_agent|agent,"
     "forwarded_for=x_forwarded_for|forwarded_for|fwd,upstream=upstream|dyno",
     "method|request|uri|url|path|target", "",
     "time=2023-11-14T22:13:20Z level=info msg=\"handled \\\"a\\\"\" method=GET path=/a/b?c=d "
     "status=200 bytes=2326 duration=12.5ms ip=192.0.2.1 host=www.example.com ua=\"Tester 1.0\""},
};

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = text.find(' ');
    out.emplace_back(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return out;
}

std::vector<KnownMap> make_known() {
  std::vector<KnownMap> known;
  for (const Row& row : kRows) {
    KeyMapResult result = parse_key_map(row.text);
    if (!result.map) throw std::logic_error(row.name + (": " + result.message));
    result.map->name = row.name;
    result.map->present = words(row.present);
    result.map->absent = words(row.absent);
    known.push_back({*std::move(result.map), row.sample});
  }
  return known;
}

}  // namespace

const std::vector<KnownMap>& known_key_maps() {
  static const std::vector<KnownMap> known = make_known();
  return known;
}

std::vector<KeyMap> known_key_maps(KeySyntax syntax) {
  std::vector<KeyMap> maps;
  for (const KnownMap& known : known_key_maps()) {
    if (known.map.syntax == syntax) maps.push_back(known.map);
  }
  return maps;
}

}  // namespace logscan
