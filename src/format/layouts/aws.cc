// The two AWS load balancers and S3.

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>

#include "format/layouts/cursor.h"
#include "format/layouts/layouts.h"
#include "format/layouts/values.h"
#include "format/tail.h"
#include "text/client_text.h"

namespace logscan {
namespace {

// Adds seconds to `sum`. A -1, for a request that did not get so far, resets it.
bool add_seconds(std::string_view word, std::optional<std::int64_t>& sum) {
  constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max() / 3;
  const std::optional<std::int64_t> read = parse_duration(word, kSecond);
  if (!read && word != "-1") return false;
  if (!read || !sum || *read > kMax) {
    sum.reset();
  } else {
    *sum += *read;
  }
  return true;
}

// Recognises seconds of at most nine digits before the point in sixteen bytes, which may be loaded.
bool are_plain_seconds(std::string_view text) {
  constexpr unsigned kMostDigits = 9;
  if (text.size() > sizeof(SixteenBytes)) return false;
  const SixteenBytes bytes = load_sixteen(text.data());
  const std::uint32_t digits = match_bits(bytes - '0' < 10);
  const auto whole = static_cast<unsigned>(std::countr_one(digits));
  if (whole - 1 >= kMostDigits) return false;
  if (whole >= text.size()) return true;
  const auto fraction = static_cast<unsigned>(std::countr_one(digits >> (whole + 1)));
  return text[whole] == '.' && whole + 1 < text.size() && whole + 1 + fraction >= text.size();
}

// Cuts what both load balancers share: from the time to the agent.
bool cut_balancer(Cursor& at, Wanted wanted, LogLine& out, LayoutMismatch& mismatch) {
  const std::string_view stamp = at.word();
  const bool iso = stamp.size() > 10 && stamp[10] == 'T';
  const std::optional<LogTime> time = iso ? parse_log_time(stamp) : std::nullopt;
  if (!time) return at.fail(mismatch, stamp, "an ISO 8601 time");
  at.word();  // the load balancer
  const std::string_view client = at.word();
  if (client != "-" && !ends_in_port(client)) return at.fail(mismatch, client, "client:port");
  const std::string_view server = at.word();
  std::optional<std::int64_t> duration = 0;
  for (int i = 0; i < 3; ++i) {
    const std::string_view word = at.word();
    // The verdict needs no sum.
    if (wanted == Wanted::kVerdict && at.may_load(word) && are_plain_seconds(word)) continue;
    if (!add_seconds(word, duration)) return at.fail(mismatch, word, "seconds or -1");
  }
  const std::string_view code = at.word();
  const std::optional<StatusCode> status = parse_status(code);
  if (!status) return at.fail(mismatch, code, "a status of three digits");

  if (!begin_fields(wanted, time, *status, out)) return true;
  out.client = null_if_dash(strip_port(client));
  out.upstream = null_if_dash(server);
  out.duration = duration;
  at.word();  // the status of the target
  at.word();  // bytes received
  out.bytes = parse_bytes(at.word());
  // A request that the balancer could not read: `- http://lb.example.com:80- -`.
  constexpr std::string_view kUnread = "- -";
  const std::string_view request = at.value();
  if (request.starts_with("- ") && request.ends_with(kUnread)) {
    out.request = request;
    out.host = authority_of(request.substr(2, request.size() - 2 - kUnread.size()));
  } else if (request.data() != nullptr) {
    set_request(out, request);
    out.host = authority_of(out.target);
  }
  out.agent = null_if_dash(at.value());
  return true;
}

bool is_owner(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_digit(c) || static_cast<unsigned char>((c | 0x20) - 'a') < 26;
  });
}

}  // namespace

bool cut_aws_elb(std::string_view line, Wanted wanted, LogLine& out, LayoutMismatch& mismatch) {
  Cursor at(line);
  return cut_balancer(at, wanted, out, mismatch);
}

bool cut_aws_alb(std::string_view line, Wanted wanted, LogLine& out, LayoutMismatch& mismatch) {
  constexpr std::string_view kTypes[] = {"http", "https", "h2", "grpcs", "ws", "wss"};
  Cursor at(line);
  const std::string_view type = at.word();
  if (std::find(std::begin(kTypes), std::end(kTypes), type) == std::end(kTypes))
    return at.fail(mismatch, type, "http, https, h2, grpcs, ws or wss");
  if (!cut_balancer(at, wanted, out, mismatch)) return false;
  if (wanted == Wanted::kVerdict) return true;
  at.value();  // cipher
  at.value();  // TLS version
  at.value();  // target group
  at.value();  // trace
  const std::string_view domain = null_if_dash(at.value());
  if (out.host.data() == nullptr) out.host = domain;
  return true;
}

bool cut_aws_s3(std::string_view line, Wanted wanted, LogLine& out, LayoutMismatch& mismatch) {
  Cursor at(line);
  const std::string_view owner = at.word();
  if (owner != "-" && !is_owner(owner)) return at.fail(mismatch, owner, "the bucket owner's id");
  const std::string_view bucket = at.word();
  if (!at.consume(" [")) return at.fail(mismatch, "the time in brackets");
  const std::string_view stamp = at.until("] ");
  const std::optional<LogTime> time = parse_log_time(stamp);
  if (!time) return at.fail(mismatch, stamp, "a time");
  std::string_view words[5];  // client, requester, request id, operation, key
  for (std::string_view& word : words) {
    word = at.word();
    if (word.empty() || word[0] == '"')
      return at.fail(mismatch, word, "client, requester, id, operation and key");
  }
  at.skip_spaces();
  std::string_view request;
  StatusCode status = 0;
  if (at.consume("- ")) {
    const std::string_view code = at.word();
    const std::optional<StatusCode> read = parse_status(code);
    if (!read) return at.fail(mismatch, code, "a status of three digits");
    status = *read;
  } else if (!at.request_and_status(request, status)) {
    return at.fail(mismatch, "a quoted request and its status");
  }

  if (!begin_fields(wanted, time, status, out)) return true;
  out.client = null_if_dash(words[0]);
  out.user = null_if_dash(words[1]);
  if (request.data() != nullptr && request != "-") {
    set_request(out, request);
  } else {
    out.path = null_if_dash(words[4]);
  }
  at.word();  // error code
  out.bytes = parse_bytes(at.word());
  at.word();  // object size
  out.duration = parse_duration(at.word(), kMillisecond);
  at.word();  // turn-around time
  out.referer = null_if_dash(at.value());
  out.agent = null_if_dash(at.value());
  for (int i = 0; i < 5; ++i)
    at.word();  // version, host id, signature, cipher, authentication
  out.host = null_if_dash(at.word());
  if (out.host.data() == nullptr) out.host = null_if_dash(bucket);
  return true;
}

}  // namespace logscan
