#pragma once

#include <cstdint>
#include <string_view>

namespace logscan::detail {

/// A word that agents of a family contain. Its place in the table is its rank.
struct AgentRow {
  std::string_view word;    ///< in lower case
  std::string_view family;  ///< as reports show it
  bool bot;                 ///< requests without a person waiting for them
};

/// The table, in the order in which words are tested. Robots come first, since many also claim to
/// be browsers. Tools come before browsers for the same reason. Browsers built on Chrome name
/// Chrome, and nearly all name Safari, so more specific names come first.
constexpr AgentRow kAgentRows[] = {
    // Search engines.
    {"googlebot", "Googlebot", true},
    {"adsbot-google", "AdsBot-Google", true},
    {"mediapartners-google", "Mediapartners-Google", true},
    {"google-inspectiontool", "Google-InspectionTool", true},
    {"googleother", "GoogleOther", true},
    {"bingbot", "Bingbot", true},
    {"bingpreview", "BingPreview", true},
    {"yandexbot", "YandexBot", true},
    {"yandeximages", "YandexBot", true},
    {"yandexmobilebot", "YandexBot", true},
    {"yandexaccessibilitybot", "YandexBot", true},
    {"baiduspider", "Baiduspider", true},
    {"duckduckbot", "DuckDuckBot", true},
    {"duckassistbot", "DuckAssistBot", true},
    {"applebot", "Applebot", true},
    {"petalbot", "PetalBot", true},
    {"seznambot", "SeznamBot", true},
    {"sogou", "Sogou", true},
    {"slurp", "Yahoo! Slurp", true},
    // Crawlers that gather text for question-answering services, and their fetchers.
    {"gptbot", "GPTBot", true},
    {"oai-searchbot", "OAI-SearchBot", true},
    {"chatgpt-user", "ChatGPT-User", true},
    {"claudebot", "ClaudeBot", true},
    {"claude-user", "Claude-User", true},
    {"claude-searchbot", "Claude-SearchBot", true},
    {"ccbot", "CCBot", true},
    {"bytespider", "Bytespider", true},
    {"perplexitybot", "PerplexityBot", true},
    {"perplexity-user", "Perplexity-User", true},
    {"amazonbot", "Amazonbot", true},
    {"meta-externalagent", "meta-externalagent", true},
    // Link indexes.
    {"ahrefsbot", "AhrefsBot", true},
    {"ahrefssiteaudit", "AhrefsBot", true},
    {"semrushbot", "SemrushBot", true},
    {"mj12bot", "MJ12bot", true},
    {"dotbot", "DotBot", true},
    {"dataforseobot", "DataForSeoBot", true},
    {"blexbot", "BLEXBot", true},
    {"serpstatbot", "serpstatbot", true},
    {"ia_archiver", "ia_archiver", true},
    // Previews of links in messages.
    {"facebookexternalhit", "facebookexternalhit", true},
    {"facebookcatalog", "facebookexternalhit", true},
    {"twitterbot", "Twitterbot", true},
    {"linkedinbot", "LinkedInBot", true},
    {"slackbot", "Slackbot", true},
    {"discordbot", "Discordbot", true},
    {"telegrambot", "TelegramBot", true},
    {"whatsapp", "WhatsApp", true},
    // Monitors and health checks.
    {"uptimerobot", "UptimeRobot", true},
    {"pingdom", "Pingdom", true},
    {"statuscake", "StatusCake", true},
    {"elb-healthchecker", "ELB-HealthChecker", true},
    {"googlehc", "GoogleHC", true},
    {"kube-probe", "kube-probe", true},
    {"prometheus", "Prometheus", true},
    // Tools and libraries. okhttp is part of phone apps, so it is no bot.
    {"headlesschrome", "HeadlessChrome", true},
    {"curl", "curl", true},
    {"wget", "Wget", true},
    {"python-requests", "python-requests", true},
    {"python-urllib", "Python-urllib", true},
    {"python-httpx", "python-httpx", true},
    {"aiohttp", "aiohttp", true},
    {"scrapy", "Scrapy", true},
    {"go-http-client", "Go-http-client", true},
    {"okhttp", "okhttp", false},
    {"apache-httpclient", "Apache-HttpClient", true},
    {"java", "Java", true},
    {"libwww-perl", "libwww-perl", true},
    {"axios", "axios", true},
    {"node-fetch", "node-fetch", true},
    {"postmanruntime", "PostmanRuntime", true},
    {"apachebench", "ApacheBench", true},
    {"zgrab", "zgrab", true},
    {"nmap", "Nmap", true},
    {"nikto", "Nikto", true},
    {"sqlmap", "sqlmap", true},
    // Browsers.
    {"samsungbrowser", "Samsung Internet", false},
    {"opr", "Opera", false},
    {"opera", "Opera", false},
    {"opios", "Opera", false},
    {"edg", "Edge", false},
    {"edga", "Edge", false},
    {"edgios", "Edge", false},
    {"edge", "Edge", false},
    {"vivaldi", "Vivaldi", false},
    {"yabrowser", "Yandex Browser", false},
    {"ucbrowser", "UC Browser", false},
    {"firefox", "Firefox", false},
    {"fxios", "Firefox", false},
    {"chrome", "Chrome", false},
    {"chromium", "Chrome", false},
    {"crios", "Chrome", false},
    {"safari", "Safari", false},
    {"msie", "Internet Explorer", false},
    {"trident", "Internet Explorer", false},
};

}  // namespace logscan::detail
