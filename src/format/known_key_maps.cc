// The built-in key maps, one row each, in the order in which they are tried. Key names are those of
// the servers' manuals. The rows json, nginx_json and logfmt only add what key_synonyms.cc does not
// know: keys that mean something beside others.

#include <stdexcept>

#include "format/key_map.h"
#include "format/key_tree.h"

namespace logscan {
namespace {

using Evidence = KeyMap::Evidence;

struct Row {
  const char* name;
  const char* text;     // as a user would write it
  const char* present;  // keys, separated by spaces
  const char* absent;
  Evidence evidence;
  const char* sample;
  const char* unless_key = "";  // with this value, the line does not describe a request
  const char* unless_value = "";
  bool utc = false;
};

// These lines duplicate an access line: Caddy's errors contain request and status as well, and a
// Docker registry writes each request twice.
constexpr const char* kWrittenTwice = "err_id http.response.written http\\.response\\.written";

constexpr Row kRows[] = {
    {"caddy",
     "json:time=ts,status=status,client=request.client_ip|request.remote_ip|request.remote_addr,"
     "user=user_id,method=request.method,target=request.uri,protocol=request.proto,"
     "host=request.host,bytes=size,duration=duration@s,referer=request.headers.Referer[0],"
     "agent=request.headers.User-Agent[0],"
     "forwarded_for=request.headers.X-Forwarded-For|request.headers.X-Forwarded-For[0]",
     "status size duration request.method", "", Evidence::kNone,
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
     "DownstreamStatus", "", Evidence::kNone,
     R"({"ClientAddr":"192.0.2.1:51020","ClientHost":"192.0.2.1","ClientPort":"51020",)"
     R"("ClientUsername":"-","DownstreamContentSize":2326,"DownstreamStatus":404,)"
     R"("Duration":1250300,"RequestAddr":"www.example.com","RequestHost":"www.example.com",)"
     R"("RequestMethod":"GET","RequestPath":"/a/b?c=d","RequestProtocol":"HTTP/1.1",)"
     R"("RouterName":"web@docker","ServiceURL":"http://192.0.2.80:8080",)"
     R"("StartUTC":"2023-11-14T22:13:20.25Z","level":"info","msg":"",)"
     R"("request_Referer":"https://example.com/","request_User-Agent":"Tester/1.0",)"
     R"("time":"2023-11-14T22:13:21Z"})"},
    // Istio, Contour, Emissary and Envoy Gateway use the same keys.
    {"envoy_json",
     "json:time=start_time|@timestamp|timestamp|time,status=response_code,"
     "client=downstream_remote_address|downstream_direct_remote_address,method=method|:method,"
     "target=x-envoy-original-path|x-envoy-origin-path|path|:path,protocol=protocol,"
     "host=authority|:authority,bytes=bytes_sent,duration=duration@ms,referer=referer,"
     "agent=user_agent|user-agent,forwarded_for=x_forwarded_for|x-forwarded-for,"
     "upstream=upstream_host",
     "response_code start_time|response_flags|upstream_host|upstream_cluster|"
     "downstream_remote_address",
     "", Evidence::kNone,
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
     "EdgeResponseStatus", "", Evidence::kNone,
     R"({"ClientIP":"192.0.2.1","ClientRequestHost":"www.example.com",)"
     R"("ClientRequestMethod":"GET","ClientRequestProtocol":"HTTP/2",)"
     R"("ClientRequestReferer":"https://example.com/","ClientRequestURI":"/a/b?c=d",)"
     R"("ClientRequestUserAgent":"Tester/1.0","EdgeEndTimestamp":1700000000350000000,)"
     R"("EdgeResponseBytes":2326,"EdgeResponseStatus":200,)"
     R"("EdgeStartTimestamp":1700000000250000000,"OriginIP":"203.0.113.9","RayID":"0a"})"},
    {"nginx_json", "json:duration=request_time@s", "status remote_addr", "err_id", Evidence::kKey,
     R"({"time_local":"14/Nov/2023:22:13:20 +0000","remote_addr":"192.0.2.1","remote_user":"",)"
     R"("request":"GET /a/b?c=d HTTP/1.1","status":"200","body_bytes_sent":"2326",)"
     R"("request_time":"0.017","http_referer":"https://example.com/",)"
     R"("http_user_agent":"Tester \"1\"","host":"www.example.com",)"
     R"("http_x_forwarded_for":"198.51.100.7","upstream_addr":"192.0.2.80:8080"})"},
    // JSON for ELK that many copied from each other. Its numbers are nginx's variables.
    {"json", "json:duration=responsetime@s", "clientip responsetime upstreamtime|upstreamhost",
     "err_id", Evidence::kValue,
     R"({"@timestamp":"2023-11-14T22:13:20+00:00","host":"10.0.0.1","clientip":"192.0.2.1",)"
     R"("size":2326,"responsetime":0.017,"upstreamtime":"0.011","upstreamhost":"192.0.2.80:8080",)"
     R"("http_host":"www.example.com","url":"/a/b","xff":"198.51.100.7",)"
     R"("referer":"https://example.com/","agent":"Tester/1.0","status":"200"})"},
    // Tomcat. Here, and only here, the host is the client. The unit of its elapsedTime depends on
    // its version.
    {"json",
     "json:client=host|remoteAddr,host=requestHeaders.Host|requestHeaders.host|localServerName,"
     "duration=elapsedTimeS@s",
     "statusCode logicalUserName", "", Evidence::kKey,
     R"({"host":"192.0.2.1","logicalUserName":"-","user":"-",)"
     R"("time":"[14/Nov/2023:22:13:20 +0000]","request":"GET /a/b?c=d HTTP/1.1",)"
     R"("statusCode":"200","size":"2326","requestHeaders":{"Referer":"https://example.com/",)"
     R"("User-Agent":"Tester/1.0"}})"},
    {"json",
     "json:client=host|remoteAddr,host=requestHeaders.Host|requestHeaders.host|localServerName,"
     "duration=elapsedTimeS@s",
     "host time request statusCode size|byteSentNC elapsedTime|elapsedTimeS", "", Evidence::kKey,
     R"({"host":"192.0.2.1","time":"[14/Nov/2023:22:13:20 +0000]",)"
     R"("request":"GET /a/b?c=d HTTP/1.1","statusCode":"200","size":"2326","elapsedTime":"17",)"
     R"("elapsedTimeS":"0.017","localServerName":"www.example.com"})"},
    // logstash-logback-encoder. Its URL is the request line.
    {"json",
     "json:request=requested_url,target=requested_uri,bytes=content_length,"
     "duration=elapsed_time@ms",
     "requested_uri|requested_url status_code", "", Evidence::kValue,
     R"({"@timestamp":"2023-11-14T22:13:20.25Z","@version":"1","method":"GET",)"
     R"("protocol":"HTTP/1.1","status_code":200,"requested_url":"GET /a/b?c=d HTTP/1.1",)"
     R"("requested_uri":"/a/b","remote_host":"192.0.2.1","content_length":2326,)"
     R"("elapsed_time":17})"},
    // Fluentd's and Fluent Bit's records of Apache lines. Those of nginx have a `remote`.
    {"json", "json:client=host,host=vhost", "code size method path host", "remote err_id",
     Evidence::kValue,
     R"({"host":"192.0.2.1","user":"-","method":"GET","path":"/a/b?c=d","code":"200",)"
     R"("size":"2326","referer":"https://example.com/","agent":"Tester/1.0"})"},
    // Logstash's own patterns. A `path` beside these keys is that of the log file.
    {"json",
     "json:status=response,client=clientip,method=verb,target=request,request=rawrequest,"
     "duration=request_time@s",
     "clientip verb response", "", Evidence::kKey,
     R"({"clientip":"192.0.2.1","ident":"-","auth":"-","timestamp":"14/Nov/2023:22:13:20 +0000",)"
     R"("verb":"GET","request":"/a/b?c=d","httpversion":"1.1","response":"200","bytes":"2326",)"
     R"("referrer":"\"https://example.com/\"","agent":"\"Tester/1.0\"",)"
     R"("path":"/var/log/apache2/access.log"})"},
    {"json", "json:time=time,duration=time-taken@s", "sc-status cs-method", "", Evidence::kKey,
     R"({"date":"2023-11-14","time":"22:13:20","c-ip":"192.0.2.1","cs-method":"GET",)"
     R"-("cs(Host)":"d111111abcdef8.cloudfront.net","cs-uri-stem":"/a/b","cs-uri-query":"c=d",)-"
     R"-("sc-status":"200","sc-bytes":"2326","cs(User-Agent)":"Tester/1.0","time-taken":"0.017",)-"
     R"("x-edge-location":"FRA6-C1","x-host-header":"www.example.com"})",
     "", "", true},
    // Echo's logger. Its number counts nanoseconds, as the text beside it shows.
    {"json", "json:duration=latency@ns", "latency latency_human", "err_id", Evidence::kValue,
     R"({"time":"2023-11-14T22:13:20.25Z","id":"","remote_ip":"192.0.2.1",)"
     R"("host":"www.example.com","method":"GET","uri":"/a/b?c=d","user_agent":"Tester/1.0",)"
     R"("status":200,"error":"","latency":17000000,"latency_human":"17ms","bytes_in":0,)"
     R"("bytes_out":2326})"},
    {"json", "json:duration=duration@ms", "duration controller action", "err_id", Evidence::kValue,
     R"({"method":"GET","path":"/a/b","format":"html","controller":"AController","action":"b",)"
     R"("status":200,"duration":17.25,"view":10.5,"db":1.25,)"
     R"("time":"2023-11-14T22:13:20.250Z"})"},
    // pino-http and Fastify, which logs the request in a line of its own.
    {"json", "json:duration=responseTime@ms", "res.statusCode responseTime req|reqId", "",
     Evidence::kNone,
     R"({"level":30,"time":1700000000250,"pid":7,"hostname":"web","req":{"id":1,"method":"GET",)"
     R"("url":"/a/b?c=d","headers":{"host":"www.example.com","user-agent":"Tester/1.0"},)"
     R"("remoteAddress":"192.0.2.1","remotePort":40112},"res":{"statusCode":200,"headers":)"
     R"({"content-length":"2326"}},"responseTime":17,"msg":"request completed"})"},
    {"json", "json:duration=meta.responseTime@ms", "meta.res.statusCode meta.req", "",
     Evidence::kValue,
     R"({"level":"info","message":"HTTP GET /a/b?c=d","meta":{"req":{"url":"/a/b?c=d",)"
     R"("method":"GET","httpVersion":"1.1","headers":{"user-agent":"Tester/1.0"}},)"
     R"("res":{"statusCode":200},"responseTime":17},"timestamp":"2023-11-14T22:13:20.250Z"})"},
    {"json", "json:duration=latency@ms", "res.statusCode req latency audit|_audit", "",
     Evidence::kValue,
     R"({"name":"audit","hostname":"web","pid":7,"audit":true,"level":30,)"
     R"("remoteAddress":"192.0.2.1","remotePort":40112,"req":{"method":"GET","url":"/a/b?c=d",)"
     R"("headers":{"user-agent":"Tester/1.0"},"httpVersion":"1.1"},"res":{"statusCode":200},)"
     R"("latency":17,"msg":"handled: 200","time":"2023-11-14T22:13:20.250Z","v":0})"},
    // Kong.
    {"json",
     "json:duration=latencies.request@ms,user=consumer.username,upstream=tries[0].ip|upstream_uri",
     "latencies response.status request", "", Evidence::kValue,
     R"({"latencies":{"request":17,"kong":2,"proxy":15},"client_ip":"192.0.2.1",)"
     R"("started_at":1700000000250,"request":{"method":"GET","uri":"/a/b?c=d",)"
     R"("url":"http://www.example.com:8000/a/b?c=d","size":75,"querystring":{"c":"d"},)"
     R"("headers":{"host":"www.example.com","user-agent":"Tester/1.0"}},)"
     R"("response":{"status":200,"size":2326,"headers":{}},"tries":[{"ip":"10.0.0.5"}]})"},
    // APISIX.
    {"json", "json:duration=latency@ms", "latency apisix_latency|upstream_latency response.status",
     "", Evidence::kValue,
     R"({"client_ip":"192.0.2.1","start_time":1700000000250,"latency":17.25,"apisix_latency":2,)"
     R"("upstream_latency":15,"route_id":"1","upstream":"10.0.0.5:80","request":{"method":"GET",)"
     R"("uri":"/a/b?c=d","url":"http://www.example.com:9080/a/b?c=d","headers":{)"
     R"("host":"www.example.com"}},"response":{"status":200,"size":2326,"headers":{}}})"},
    // Azure: Front Door and version 2 of Application Gateway write seconds, version 1 does not.
    {"json", "json:duration=properties.timeTaken@s", "properties.httpStatusCode", "",
     Evidence::kValue,
     R"({"time":"2023-11-14T22:13:20Z","category":"FrontDoorAccessLog","properties":{)"
     R"("httpMethod":"GET","httpVersion":"2.0.0.0","requestUri":"https://www.example.com/a/b?c=d",)"
     R"("responseBytes":"2326","userAgent":"Tester/1.0","clientIp":"192.0.2.1",)"
     R"("timeTaken":"0.017","httpStatusCode":"200","hostName":"www.example.com"}})"},
    // The other URI and host may be rewritten ones. The original one contains its query, so no key
    // holds it.
    {"json",
     "json:target=properties.originalRequestUriWithArgs,query=-,"
     "host=properties.originalHost|properties.host,duration=properties.timeTaken@s",
     "properties.httpStatus properties.originalRequestUriWithArgs", "", Evidence::kValue,
     R"({"timeStamp":"2023-11-14T22:13:20Z","operationName":"ApplicationGatewayAccess",)"
     R"("properties":{"clientIP":"192.0.2.1","httpMethod":"GET","requestUri":"/b",)"
     R"("originalRequestUriWithArgs":"/a/b?c=d","requestQuery":"y=2","userAgent":"Tester/1.0",)"
     R"("httpStatus":200,"httpVersion":"HTTP/1.1","sentBytes":2326,"timeTaken":0.017,)"
     R"("originalHost":"www.example.com","host":"10.0.0.5"}})"},
    {"json", "json:duration=properties.timeTaken@s",
     "properties.httpStatus properties.serverRouted", "", Evidence::kValue,
     R"({"timeStamp":"2023-11-14T22:13:20Z","operationName":"ApplicationGatewayAccess",)"
     R"("properties":{"clientIP":"192.0.2.1","httpMethod":"GET","requestUri":"/a/b",)"
     R"("requestQuery":"c=d","userAgent":"Tester/1.0","httpStatus":200,"sentBytes":2326,)"
     R"("timeTaken":0.017,"host":"www.example.com","serverRouted":"10.0.0.5:80"}})"},
    // Akamai's DataStream 2.
    {"json", "json:time=reqTimeSec@s,target=reqPath", "reqTimeSec statusCode", "", Evidence::kValue,
     R"({"version":2,"cp":"1","reqTimeSec":"1700000000.250","bytes":"2326","cliIP":"192.0.2.1",)"
     R"("statusCode":"200","proto":"HTTPS","reqHost":"www.example.com","reqMethod":"GET",)"
     R"("reqPath":"/a/b","queryStr":"c=d","UA":"Tester%2F1.0","turnAroundTimeMSec":"11"})"},
    // AWS API Gateway. This variable is in milliseconds.
    {"json", "json:duration=responseLatency@ms", "requestId httpMethod responseLatency status", "",
     Evidence::kValue,
     R"({"requestId":"a=","ip":"192.0.2.1","requestTime":"14/Nov/2023:22:13:20 +0000",)"
     R"("httpMethod":"GET","path":"/a/b","status":"200","protocol":"HTTP/1.1",)"
     R"("responseLength":"2326","responseLatency":"17"})"},
    // MinIO's audit log.
    {"json",
     "json:status=api.statusCode,client=remotehost,target=requestPath,host=requestHost,"
     "bytes=api.tx,duration=api.timeToResponse@text",
     "api.statusCode requestPath", "", Evidence::kKey,
     R"({"version":"1","deploymentid":"a","time":"2023-11-14T22:13:20.25Z","trigger":"incoming",)"
     R"("api":{"name":"GetObject","status":"OK","statusCode":200,"rx":0,"tx":2326,)"
     R"("timeToResponse":"17000000ns"},"remotehost":"192.0.2.1","userAgent":"Tester/1.0",)"
     R"("requestPath":"/a/b","requestHost":"www.example.com"})"},
    // Vercel. The other host may be that of the deployment.
    {"json", "json:host=proxy.host|host", "proxy.host proxy.statusCode", "", Evidence::kValue,
     R"({"id":"1","timestamp":1700000000250,"source":"lambda","host":"my-app-0a1b.vercel.app",)"
     R"("proxy":{"timestamp":1700000000250,"method":"GET","scheme":"https",)"
     R"("host":"www.example.com","path":"/a/b?c=d","userAgent":["Tester/1.0"],)"
     R"("referer":"https://example.com/","statusCode":200,"clientIp":"192.0.2.1"}})"},
    // Kubernetes' audit log. The client may have written all addresses but the last. A slow request
    // also has a line for the start of its response.
    {"json",
     "json:time=requestReceivedTimestamp|stageTimestamp,user=user.username,client=sourceIPs,"
     "forwarded_for=sourceIPs|sourceIPs[0]",
     "auditID stage requestURI responseStatus.code", "", Evidence::kKey,
     R"({"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"a",)"
     R"("stage":"ResponseComplete","requestURI":"/api/v1/pods?limit=1","verb":"list",)"
     R"("user":{"username":"frank"},"sourceIPs":["192.0.2.1"],"userAgent":"Tester/1.0",)"
     R"("responseStatus":{"metadata":{},"code":200},)"
     R"("requestReceivedTimestamp":"2023-11-14T22:13:20.250000Z"})",
     "stage", "ResponseStarted"},
    // Serilog's request log, compact and full.
    {"json", "json:duration=Elapsed@ms", "StatusCode RequestPath Elapsed", "", Evidence::kValue,
     R"({"@t":"2023-11-14T22:13:20.25Z","@m":"HTTP GET /a/b responded 200 in 17.2500 ms",)"
     R"("RequestMethod":"GET","RequestPath":"/a/b","StatusCode":200,"Elapsed":17.25,)"
     R"("SourceContext":"Serilog.AspNetCore.RequestLoggingMiddleware"})"},
    {"json", "json:duration=Properties.Elapsed@ms",
     "Properties.StatusCode Properties.RequestPath Properties.Elapsed", "", Evidence::kValue,
     R"({"Timestamp":"2023-11-14T22:13:20.25+00:00","Level":"Information",)"
     R"("MessageTemplate":"HTTP {RequestMethod} {RequestPath} responded {StatusCode}",)"
     R"("Properties":{"RequestMethod":"GET","RequestPath":"/a/b","StatusCode":200,)"
     R"("Elapsed":17.25}})"},
    // Datadog's standard attributes.
    {"json", "json:duration=duration@ns", "http.status_code network.client.ip duration", "",
     Evidence::kValue,
     R"({"http":{"method":"GET","status_code":200,"url":"/a/b?c=d","useragent":"Tester/1.0"},)"
     R"("network":{"client":{"ip":"192.0.2.1"},"bytes_written":2326},"duration":17000000})"},
    // authentik.
    {"json", "json:client=remote,target=event,duration=runtime@ms", "status event runtime remote",
     "", Evidence::kValue,
     R"({"domain_url":"www.example.com","event":"/a/b?c=d","host":"www.example.com",)"
     R"("logger":"authentik.asgi","method":"GET","remote":"192.0.2.1","runtime":17,"status":200,)"
     R"("timestamp":"2023-11-14T22:13:20.250000","user":"frank","user_agent":"Tester/1.0"})"},
    // Any server that names its time as nginx does and has other keys of nginx as well.
    {"json", "json:duration=request_time@s",
     "request_time body_bytes_sent|bytes_sent|http_user_agent|http_referer|upstream_addr|"
     "upstream_response_time|request_uri|time_iso8601|time_local|msec|remote_user|server_protocol",
     "err_id", Evidence::kKey,
     R"({"client_ip":"192.0.2.1","request_method":"GET","request_uri":"/a/b?c=d",)"
     R"("request_time":"0.017","status":"200","time_iso8601":"2023-11-14T22:13:20+00:00",)"
     R"("body_bytes_sent":"2326","upstream_addr":"192.0.2.80:8080"})"},
    {"json", "json:", "", kWrittenTwice, Evidence::kValue,
     R"({"time":"2023-11-14T22:13:20+09:00","method":"POST","uri":"/a/b?c=d","status":200,)"
     R"("body_bytes":12,"response_time":"57ms","ua":"Tester/1.0","client_ip":"192.0.2.1"})"},
    // If the client has another label, the host is the server.
    {"ltsv",
     "ltsv:time=time|time_local|time_iso8601|msec,status=status,client=remote_addr|client_ip|ip,"
     "user=user|remote_user,request=req|request,method=method|request_method,"
     "target=request_uri|uri|path|url,query=query|args|query_string,"
     "protocol=protocol|server_protocol,host=vhost|host|http_host|server_name,"
     "bytes=size|body_bytes_sent|bytes_sent|bytes,"
     "duration=reqtime@s|reqtime_microsec@us|request_time@s|apptime@s|taken@text|"
     "response_time@text,referer=referer|http_referer,agent=ua|agent|http_user_agent|user_agent,"
     "forwarded_for=forwardedfor|x_forwarded_for|http_x_forwarded_for|xff,upstream=upstream_addr",
     "remote_addr|client_ip|ip", "", Evidence::kNone,
     "time:[14/Nov/2023:22:13:20 +0900]\tremote_addr:192.0.2.1\thost:www.example.com\t"
     "request:GET /a/b?c=d HTTP/1.1\tstatus:200\tbody_bytes_sent:2326\trequest_time:0.057"},
    {"ltsv",
     "ltsv:time=time|time_local|time_iso8601|msec,status=status,client=host,"
     "user=user|remote_user,request=req|request,method=method|request_method,"
     "target=request_uri|uri|path|url,query=query|args|query_string,"
     "protocol=protocol|server_protocol,host=vhost|http_host|server_name,"
     "bytes=size|body_bytes_sent|bytes_sent|bytes,"
     "duration=reqtime@s|reqtime_microsec@us|request_time@s|apptime@s|taken@text|"
     "response_time@text,referer=referer|http_referer,agent=ua|agent|http_user_agent|user_agent,"
     "forwarded_for=forwardedfor|x_forwarded_for|http_x_forwarded_for|xff,upstream=upstream_addr",
     "", "", Evidence::kNone,
     "time:[14/Nov/2023:22:13:20 +0900]\thost:192.0.2.1\tforwardedfor:198.51.100.7\tuser:frank\t"
     "req:GET /a/b?c=d HTTP/1.1\tstatus:200\tsize:2326\treferer:https://example.com/\t"
     "ua:Tester/1.0\tvhost:www.example.com\treqtime:0.057\tcache:-\truntime:0.01"},
    // Heroku's router.
    {"logfmt", "logfmt:client=fwd,forwarded_for=fwd,duration=service@text,upstream=dyno",
     "fwd dyno service", "", Evidence::kValue,
     "at=info method=GET path=\"/a/b?c=d\" host=www.example.com request_id=a fwd=\"192.0.2.1\" "
     "dyno=web.1 connect=1ms service=17ms status=200 bytes=2326 protocol=https"},
    {"logfmt", "logfmt:duration=duration@ms", "duration controller action", "", Evidence::kValue,
     "method=GET path=/a/b format=html controller=AController action=b status=200 duration=17.25 "
     "view=10.50 db=1.25"},
    {"logfmt", "logfmt:", "", "http.response.written", Evidence::kValue,
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

// Formats with a name of their own list all their keys in their row.
bool has_synonyms(std::string_view name) {
  return name == "json" || name == "nginx_json" || name == "logfmt";
}

std::vector<KnownMap> make_known() {
  std::vector<KnownMap> known;
  for (const Row& row : kRows) {
    KeyMapResult result = parse_key_entries(row.text);
    if (!result.map) throw std::logic_error(row.name + (": " + result.message));
    result.map->name = row.name;
    result.map->present = words(row.present);
    result.map->absent = words(row.absent);
    result.map->evidence = row.evidence;
    result.map->synonyms = has_synonyms(row.name);
    result.map->utc = row.utc;
    result.map->unless_key = row.unless_key;
    result.map->unless_value = row.unless_value;
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
