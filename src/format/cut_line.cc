#include "format/colours.h"
#include "format/line_parser.h"
#include "format/line_time.h"
#include "format/prefix.h"
#include "format/referer_agent.h"
#include "format/request.h"
#include "format/tail.h"
#include "format/token.h"
#include "format/word.h"
#include "text/ascii.h"
#include "text/client_text.h"

namespace logscan {

std::string_view line_text(const LineView& line) {
  std::string_view text(line.data(), line.size());
  while (!text.empty() && text.front() == '\0')
    text.remove_prefix(1);
  return text;
}

LineView after_prefix(const LineView& line, std::uint32_t bytes) {
  LineView after = line;
  after.begin += bytes;
  while (after.quote_count > 0 && *after.quotes < after.begin) {
    ++after.quotes;
    --after.quote_count;
  }
  return after;
}

namespace {

// Returns whether a format has the plain prefix: all named formats do, except clf and those with a
// host.
bool has_plain_prefix(LogFormat format) {
  return format != LogFormat::kClf && format != LogFormat::kVhostCommon &&
         format != LogFormat::kVhostCombined && format != LogFormat::kLighttpd;
}

// A host may also stand before the request or in its target. A list of clients before the time is a
// forwarded-for list.
constexpr FieldSet kPrefixFields = {Field::kHost, Field::kClient, Field::kUser,
                                    Field::kForwardedFor};
constexpr FieldSet kNameFields = {Field::kHost, Field::kClient, Field::kUser};
constexpr FieldSet kRequestFieldsButPath = {Field::kHost,   Field::kRequest, Field::kMethod,
                                            Field::kTarget, Field::kQuery,   Field::kProtocol};
constexpr FieldSet kTailFields = {Field::kBytes,        Field::kReferer,  Field::kAgent,
                                  Field::kForwardedFor, Field::kDuration, Field::kUpstream};

// Cuts `200 1234 "referer" "agent"` by the positions of the quotes, when no field contains one.
bool cut_combined_tail(const LineView& line, const ParsedLine& parsed, LogLine& fields) {
  if (parsed.format != LogFormat::kCombined || line.quote_count != parsed.close + 5) return false;
  const std::uint32_t* const quote = line.quotes + parsed.close;
  const auto between = [&](std::uint32_t from, std::uint32_t to) {
    return std::string_view(line.block + from, to - from);
  };
  const std::string_view bytes = between(quote[0] + 2, quote[1] - 1);
  fields.bytes = parse_bytes(bytes.substr(bytes.find(' ') + 1));
  const RefererAndAgent columns =
      cut_referer_and_agent(between(quote[1] + 1, quote[2]), between(quote[3] + 1, quote[4]), {});
  fields.referer = columns.referer;
  fields.agent = columns.agent;
  fields.duration.reset();
  fields.upstream = {};
  return true;
}

}  // namespace

void cut_line(const LineView& whole, const ParsedLine& parsed, FieldSet wanted, LogLine& fields) {
  LineView bare;  // without what a logger wrote in front
  if (parsed.prefix != 0) [[unlikely]]
    bare = after_prefix(whole, parsed.prefix);
  const LineView& line = parsed.prefix != 0 ? bare : whole;
  const char* const open = line.block + line.quotes[parsed.open];
  const char* const close = line.block + line.quotes[parsed.close];

  fields.time.reset();
  if (parsed.dated) fields.time = parsed.time.unpack();
  fields.status = parsed.status;

  bool named = false;
  bool has_virtual_host = false;
  if (wanted.has_any(kPrefixFields)) {
    const char* const begin = line_text(line).data();
    const char* const bracket = time_bracket(begin, open);
    const std::string_view front(begin, static_cast<std::size_t>(bracket - begin));
    const Prefix prefix =
        has_plain_prefix(parsed.format) ? cut_plain_prefix(front) : cut_prefix(front);
    fields.host = prefix.host;
    fields.client = prefix.client;
    fields.user = prefix.user;
    fields.refused.client = prefix.refuses_client;
    fields.forwarded_for = prefix.client_list;
    has_virtual_host = prefix.has_host && prefix.host.data() != nullptr;
    // In a line with a name in the client's place, the client may follow the agent.
    named = parsed.format == LogFormat::kClf && fields.client.data() != nullptr &&
            wanted.has_any(kNameFields) && plain_address(fields.client).empty();
    if (open[-2] != ']') {
      const char* const end = stamp_end(bracket, open) + 1;
      const std::string_view word = trim_spaces({end, static_cast<std::size_t>(open - end)});
      const std::string_view address = plain_address(word);
      if (!address.empty() && trim_spaces(front).empty()) {
        fields.client = address;
      } else if (fields.host.data() == nullptr && (!address.empty() || is_virtual_host(word))) {
        fields.host = word;
      }
    }
  }

  const std::string_view request_text =
      without_colours({open + 1, static_cast<std::size_t>(close - open - 1)});
  if (wanted.has_any(kRequestFieldsButPath)) {
    const Request request = cut_request(request_text);
    fields.request = null_if_dash(request_text);
    fields.method = request.method;
    fields.target = request.target;
    fields.path = request.path;
    fields.query = request.query;
    fields.protocol = request.protocol;
    // The word in the ident's place may only look like a host.
    if (wanted.has(Field::kHost) && !has_virtual_host) {
      const std::string_view authority = null_if_dash(authority_of(request.target));
      if (authority.data() != nullptr) fields.host = authority;
    }
  } else if (wanted.has(Field::kPath)) {
    fields.path = request_path(request_text);
  }

  if ((!wanted.has_any(kTailFields) && !named) || cut_combined_tail(line, parsed, fields)) return;
  const char* const after = close + 2 + status_length(close + 2);
  const Tail tail = cut_tail({after, static_cast<std::size_t>(line.block + line.end - after)});
  fields.bytes = tail.bytes;
  fields.referer = tail.referer;
  fields.agent = tail.agent;
  if (tail.forwarded_for.data() != nullptr || !wanted.has_any(kPrefixFields))
    fields.forwarded_for = tail.forwarded_for;
  fields.duration = tail.duration;
  fields.upstream = tail.upstream;
  if (!named || tail.client.data() == nullptr) return;
  fields.host = fields.client;
  fields.client = tail.client;
}

std::string_view plain_line_front(std::string_view front, LogFormat format) {
  if (format == LogFormat::kVhostCombined || format == LogFormat::kVhostCommon)
    front.remove_prefix(find_near(front, ' ') + 1);
  return front;
}

std::string_view plain_line_client(std::string_view front) {
  const std::string_view word = front.substr(0, front.find(' '));
  return is_lone_address(word) ? word : std::string_view();
}

std::string_view plain_line_path(std::string_view request) {
  return request_path(without_colours(request));
}

void cut_plain_line(const LineView& line, const ParsedLine& parsed, FieldSet wanted,
                    std::string_view client, std::string_view path, LogLine& fields) {
  constexpr FieldSet kQuick = {Field::kTime, Field::kClient,   Field::kMethod, Field::kPath,
                               Field::kFile, Field::kProtocol, Field::kStatus, Field::kBytes};
  fields.bytes.reset();
  if (!kQuick.has_all(wanted)) return cut_line(line, parsed, wanted, fields);
  if (wanted.has(Field::kClient)) {
    if (client.empty()) {
      const std::string_view front(line.data(), line.quotes[0] - line.begin);
      client = plain_line_client(plain_line_front(front, parsed.format));
    }
    if (client.empty()) [[unlikely]]
      return cut_line(line, parsed, wanted, fields);
    fields.client = client;
    fields.refused.client = false;
  }
  fields.time = parsed.time.unpack();
  fields.status = parsed.status;
  const std::string_view request_text(line.block + line.quotes[0] + 1,
                                      line.quotes[1] - line.quotes[0] - 1);
  if (wanted.has_any({Field::kMethod, Field::kProtocol})) {
    const Request request = cut_request(without_colours(request_text));
    fields.method = request.method;
    fields.path = request.path;
    fields.protocol = request.protocol;
  } else if (wanted.has(Field::kPath)) {
    fields.path = path.data() != nullptr ? path : plain_line_path(request_text);
  }
  if (!wanted.has(Field::kBytes)) return;
  constexpr std::uint32_t kStatus = 6;  // from the quote to the bytes
  const char* const bytes = line.block + line.quotes[1] + kStatus;
  const char* end = bytes;
  while (is_digit(*end))
    ++end;
  fields.bytes = parse_bytes({bytes, static_cast<std::size_t>(end - bytes)});
}

LogLine cut_line(const LineView& line, const ParsedLine& parsed, FieldSet wanted) {
  LogLine fields;
  cut_line(line, parsed, wanted, fields);
  return fields;
}

}  // namespace logscan
