#include "logscan/mask.h"

#include <array>
#include <cstddef>
#include <stdexcept>

#include "format/token.h"
#include "query/masker.h"
#include "query/nearest_name.h"

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

// How a field is masked.
struct Method {
  Field field;
  std::string_view LogLine::*member;
  void (Masker::*append)(std::string_view);
};

constexpr Method kMethods[] = {
    {Field::kClient, &LogLine::client, &Masker::client},
    {Field::kForwardedFor, &LogLine::forwarded_for, &Masker::clients},
    {Field::kUser, &LogLine::user, &Masker::user},
    {Field::kTarget, &LogLine::target, &Masker::url},
    {Field::kPath, &LogLine::path, &Masker::url},
    {Field::kQuery, &LogLine::query, &Masker::query},
    {Field::kReferer, &LogLine::referer, &Masker::url},
    {Field::kAgent, &LogLine::agent, &Masker::words},
    {Field::kProtocol, &LogLine::protocol, &Masker::words},
    {Field::kRequest, &LogLine::request, nullptr},  // needs to know the target
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
  // Views are made when all is written, since the bytes may move until then.
  std::array<std::size_t, std::size(kMethods)> ends{};
  Masker masker(mask, scratch);
  for (std::size_t i = 0; i < ends.size(); ++i) {
    const Method& method = kMethods[i];
    const std::string_view text = line.*method.member;
    if (wanted.has(method.field) && text.data() != nullptr) {
      if (method.append != nullptr) {
        (masker.*method.append)(text);
      } else {
        masker.request(text, line.target);
      }
    }
    ends[i] = scratch.size();
  }
  std::size_t begin = 0;
  for (std::size_t i = 0; i < ends.size(); ++i) {
    std::string_view& field = masked.*kMethods[i].member;
    if (wanted.has(kMethods[i].field) && field.data() != nullptr)
      field = std::string_view(scratch).substr(begin, ends[i] - begin);
    begin = ends[i];
  }
  return masked;
}

}  // namespace logscan
