#include "gen/visits.h"

#include <algorithm>

#include "gen/text.h"

namespace logscan::gen {
namespace {

constexpr std::uint32_t kUsualErrorPaths = 100'000;
constexpr std::uint32_t kIncidentPath = 0;

/// Sizes that look like statuses, so that a search for ` 500 ` counts them as errors.
constexpr std::array<std::uint16_t, 12> kTreacherousSizes = {404, 404, 404, 500, 500, 403,
                                                             502, 503, 400, 429, 499, 200};
constexpr std::array<std::uint16_t, 6> kErrorPageSizes = {153, 162, 548, 1290, 2344, 0};

constexpr std::array<std::string_view, 6> kUsers = {"alice", "bob",  "carol",
                                                    "dave",  "erin", "deploy"};
constexpr std::array<std::string_view, 4> kUpstreams = {"10.0.0.11:8080", "10.0.0.12:8080",
                                                        "10.0.0.13:8080", "-"};

std::uint32_t error_paths(const Options& options) {
  if (options.error_paths != 0) return options.error_paths;
  // About five errors for each path, so that some paths stand out in a short log, too.
  const std::uint64_t errors = options.line_count() * options.error_ppm / 1'000'000;
  return static_cast<std::uint32_t>(std::clamp<std::uint64_t>(errors / 5, 1, kUsualErrorPaths));
}

int pick_success(Rng& rng) {
  const std::uint32_t r = rng.below(1000);
  if (r < 845) return 200;
  if (r < 925) return 304;
  if (r < 948) return 301;
  if (r < 968) return 302;
  if (r < 980) return 204;
  if (r < 989) return 206;
  if (r < 995) return 201;
  if (r < 997) return 303;
  if (r < 998) return 307;
  return r < 999 ? 308 : 101;
}

std::string_view pick_method(Rng& rng) {
  const std::uint32_t r = rng.below(1000);
  if (r < 900) return "GET";
  if (r < 965) return "POST";
  if (r < 983) return "HEAD";
  if (r < 990) return "OPTIONS";
  if (r < 994) return "PUT";
  return r < 997 ? "DELETE" : "PATCH";
}

std::uint64_t pick_size(Rng& rng, int status, std::string_view method) {
  if (rng.below(400) == 0) return kTreacherousSizes[rng.below(kTreacherousSizes.size())];
  if (status < 200 || status == 204 || status == 304 || method == "HEAD") return 0;
  if (status >= 400) return kErrorPageSizes[rng.below(kErrorPageSizes.size())];
  if (status >= 300) return 162;
  const std::uint32_t width = std::uint32_t{1} << (8 + rng.below(10));
  return width + rng.below(width);
}

StringTable make_queries() {
  constexpr std::array<std::string_view, 4> kFirst = {
      "?page=", "?v=", "?q=lamp&page=", "?ref=mail&id="};
  StringTable queries;
  for (std::uint32_t i = 0; i < 400; ++i) {
    std::string text(kFirst[i % kFirst.size()]);
    text += std::to_string(i / 4 + 1);
    if (mix(i) % 5 == 0) text += "&sort=price&order=asc";
    queries.add(text);
  }
  return queries;
}

}  // namespace

Visits::Visits(const Options& options, const Population& people)
    : people_(people),
      clock_(options.span, std::max<std::uint64_t>(options.line_count(), 1), options.seed),
      errors_(options.error_ppm - options.error_ppm / 5, options.error_ppm / 5,
              error_paths(options), options.line_count()),
      clients_(kClients, 24),
      pages_(kPages, 4),
      agents_(people.agents.size(), 3),
      referers_(people.referers.size(), 3),
      queries_(make_queries()),
      different_clients_(options.clients),
      incident_from_(options.line_count() / 2),
      incident_to_(incident_from_ + options.line_count() / 8),
      incident_status_(options.incident) {
  TextOut out{status_texts_.data()};
  for (std::uint64_t status = 0; status < 1000; ++status)
    out.padded(status, 3);
}

const Visit& Visits::next(Rng& rng) {
  clock_.advance(rng);
  Failure failure{};
  if (incident_strikes(rng, failure) || errors_.next(rng, failure)) {
    fail(rng, failure);
  } else {
    succeed(rng);
  }
  return visit_;
}

const Visit& Visits::failed(Rng& rng, const Failure& failure) {
  fail(rng, failure);
  return visit_;
}

bool Visits::incident_strikes(Rng& rng, Failure& failure) {
  const std::uint64_t line = line_++;
  if (incident_status_ == 0 || line < incident_from_ || line >= incident_to_) return false;
  failure = {incident_status_, kIncidentPath, Failure::kAnyone, "POST"};
  return rng.below(5) < 3;
}

void Visits::choose_visitor(Rng& rng, std::uint32_t client) {
  Entry& entry = visit_.entry;
  visit_.client = client == Failure::kAnyone ? clients_.pick(rng) : client;
  entry.stamp = clock_.stamp();
  entry.time = clock_.now();
  if (different_clients_ == 0) {
    entry.client = people_.clients[visit_.client];
  } else {
    visit_.client = turn_++ % different_clients_;
    entry.client = client_address(visit_.client, client_room_.data());
  }
  // Most clients keep their agent: its number is derived from the client's number.
  const std::uint64_t r = rng.next();
  entry.order = r;
  entry.agent = people_.agents[(r & 3) == 0 ? agents_.pick(rng)
                                            : static_cast<std::uint32_t>(mix(visit_.client) % 64)];
  entry.referer = (r >> 2 & 1) == 0 ? "-" : people_.referers[referers_.pick(rng)];
  entry.user = (r >> 8) % 32 == 0 ? kUsers[(r >> 16) % kUsers.size()] : "-";
  entry.host = people_.hosts[static_cast<std::uint32_t>((r >> 24) % people_.hosts.size())];
  entry.upstream = kUpstreams[(r >> 28) % kUpstreams.size()];
  entry.milliseconds = static_cast<std::uint32_t>(r >> 32) % (8U << (r >> 48 & 7));
  const std::uint64_t protocol = (r >> 52) % 64;
  entry.protocol = protocol < 34 ? "HTTP/1.1" : (protocol < 63 ? "HTTP/2.0" : "HTTP/1.0");
  entry.forwarded = "-";
  if ((r >> 58 & 3) == 0) {
    TextOut out{forwarded_room_.data()};
    out.put(people_.clients[static_cast<std::uint32_t>(r >> 32) % kClients]);
    if ((r >> 60 & 3) == 0) out.put(", 10.0.0.5");
    entry.forwarded = {forwarded_room_.data(),
                       static_cast<std::size_t>(out.at - forwarded_room_.data())};
  }
}

void Visits::set_status(int status) {
  visit_.status = status;
  visit_.entry.status = {status_texts_.data() + status * 3, 3};
}

void Visits::succeed(Rng& rng) {
  choose_visitor(rng, Failure::kAnyone);
  Entry& entry = visit_.entry;
  set_status(pick_success(rng));
  entry.method = pick_method(rng);
  entry.path = people_.pages[pages_.pick(rng)];
  entry.query = rng.below(7) == 0 ? queries_[rng.below(queries_.size())] : "";
  entry.bytes = pick_size(rng, visit_.status, entry.method);
}

void Visits::fail(Rng& rng, const Failure& failure) {
  choose_visitor(rng, failure.client);
  Entry& entry = visit_.entry;
  set_status(failure.status);
  visit_.error_path = failure.path;
  entry.method = failure.method.empty() ? pick_method(rng) : failure.method;
  entry.path = error_path(people_, failure.path, path_room_.data());
  entry.query = rng.below(16) == 0 ? queries_[rng.below(queries_.size())] : "";
  entry.bytes = pick_size(rng, failure.status, entry.method);
}

}  // namespace logscan::gen
