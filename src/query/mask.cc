#include "query/mask.h"

#include <array>
#include <cstddef>
#include <stdexcept>

#include "format/token.h"
#include "query/masker.h"
#include "text/nearest_name.h"

namespace logscan {
namespace {

using detail::Masker;

struct Name {
  std::string_view name;
  bool Mask::*member;
};

constexpr Name kNames[] = {
    {"clients", &Mask::clients}, {"queries", &Mask::queries}, {"users", &Mask::users}};

bool Mask::*find_member(std::string_view word) {
  for (const Name& each : kNames) {
    if (each.name == word) return each.member;
  }
  constexpr std::array<std::string_view, 3> kWords = {"clients", "queries", "users"};
  std::string message = "nothing called \"" + std::string(word) + "\" can be masked";
  if (const std::string_view meant = detail::nearest_name(word, kWords); !meant.empty()) {
    message += "; did you mean \"" + std::string(meant) + "\"?";
  } else {
    message += "; clients, queries and users can";
  }
  throw std::invalid_argument(message);
}

// The fields that are part of the line's text.
struct Text {
  Field field;
  std::string_view LogLine::*member;
};

constexpr Text kTexts[] = {
    {Field::kHost, &LogLine::host},         {Field::kClient, &LogLine::client},
    {Field::kUser, &LogLine::user},         {Field::kRequest, &LogLine::request},
    {Field::kMethod, &LogLine::method},     {Field::kTarget, &LogLine::target},
    {Field::kPath, &LogLine::path},         {Field::kQuery, &LogLine::query},
    {Field::kProtocol, &LogLine::protocol}, {Field::kReferer, &LogLine::referer},
    {Field::kAgent, &LogLine::agent},       {Field::kForwardedFor, &LogLine::forwarded_for},
    {Field::kUpstream, &LogLine::upstream},
};

}  // namespace

Mask Mask::parse(std::string_view list) {
  Mask mask;
  std::string_view rest = list;
  while (true) {
    const std::size_t comma = rest.find(',');
    mask.*find_member(trim_spaces(rest.substr(0, comma))) = true;
    if (comma == std::string_view::npos) return mask;
    rest.remove_prefix(comma + 1);
  }
}

LogLine mask_fields(const Mask& mask, const LogLine& line, FieldSet wanted, std::string& scratch) {
  scratch.clear();
  LogLine masked = line;
  if (!mask.any()) return masked;
  // Views are made after all writing, since the bytes may move until then.
  std::array<std::size_t, std::size(kTexts)> ends{};
  Masker masker(mask, scratch);
  for (std::size_t i = 0; i < ends.size(); ++i) {
    if (wanted.has(kTexts[i].field) && (line.*kTexts[i].member).data() != nullptr)
      masker.append(kTexts[i].field, line);
    ends[i] = scratch.size();
  }
  std::size_t begin = 0;
  for (std::size_t i = 0; i < ends.size(); ++i) {
    std::string_view& field = masked.*kTexts[i].member;
    if (wanted.has(kTexts[i].field) && field.data() != nullptr)
      field = std::string_view(scratch).substr(begin, ends[i] - begin);
    begin = ends[i];
  }
  return masked;
}

}  // namespace logscan
