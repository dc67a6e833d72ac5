#include <algorithm>
#include <iterator>
#include <span>

#include "format/layouts/layouts.h"
#include "format/layouts/w3c_roles.h"
#include "text/ascii.h"

namespace logscan {
namespace {

using w3c::ColumnName;
using w3c::kRoles;

bool starts_with_name(std::string_view text, std::string_view name) {
  return equals_ignoring_case(text.substr(0, name.size()), name);
}

// Column names used by IIS and ASP.NET Core, and by IIS alone.
bool is_one_of(std::string_view name, std::span<const std::string_view> names) {
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view known) { return equals_ignoring_case(name, known); });
}

constexpr std::string_view kMicrosoft[] = {"s-computername", "s-port", "cs-host"};
constexpr std::string_view kIis[] = {"sc-substatus", "sc-win32-status"};

// Compiles column names one by one. If two columns have the same role, the one that is earlier in
// the table of names wins; of two with the same name, the first.
class Compiler {
 public:
  Compiler(W3cFields& fields, std::span<const ColumnName> names) : fields_(fields), names_(names) {
    best_.fill(names.size());
  }

  void add(std::string_view name) {
    const std::uint32_t column = fields_.columns++;
    if (column >= W3cFields::kMaxColumns) return;
    if (starts_with_name(name, "x-edge-")) fields_.flavour = W3cFields::Flavour::kCloudFront;
    microsoft_ = microsoft_ || is_one_of(name, kMicrosoft);
    iis_ = iis_ || is_one_of(name, kIis);
    fields_.takes_millis = microsoft_ && !iis_;
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (!equals_ignoring_case(name, names_[i].name)) continue;
      const w3c::Role role = names_[i].role;
      if (i >= best_[role]) return;
      if (best_[role] < names_.size()) fields_.roles[column_[role]] = w3c::kSkip;
      best_[role] = i;
      column_[role] = column;
      fields_.roles[column] = role;
      if (role == w3c::kStatus) fields_.has_status = true;
      return;
    }
  }

 private:
  W3cFields& fields_;
  std::span<const ColumnName> names_;
  std::array<std::size_t, kRoles> best_;
  std::array<std::size_t, kRoles> column_{};
  bool microsoft_ = false;
  bool iis_ = false;
};

W3cFields compile_w3c(std::string_view names) {
  W3cFields fields;
  Compiler compiler(fields, w3c::kW3cNames);
  while (!names.empty()) {
    std::size_t end = 0;
    while (end < names.size() && !is_blank(names[end]))
      ++end;
    if (end > 0) compiler.add(names.substr(0, end));
    names.remove_prefix(end < names.size() ? end + 1 : end);
  }
  return fields;
}

// `names` starts with the separator.
std::optional<W3cFields> compile_zeek(std::string_view names) {
  W3cFields fields;
  fields.flavour = W3cFields::Flavour::kZeek;
  fields.separator = names.front();
  Compiler compiler(fields, w3c::kZeekNames);
  while (!names.empty()) {
    names.remove_prefix(1);
    const std::string_view name = names.substr(0, names.find(fields.separator));
    compiler.add(name);
    names.remove_prefix(name.size());
  }
  // Other comments may start with this word.
  if (fields.roles == W3cFields().roles) return std::nullopt;
  fields.flavour = W3cFields::Flavour::kZeek;
  return fields;
}

}  // namespace

const char* W3cFields::name() const {
  switch (flavour) {
    case Flavour::kW3c:
      return "w3c";
    case Flavour::kCloudFront:
      return "cloudfront";
    case Flavour::kZeek:
      return "zeek";
  }
  return "w3c";
}

std::optional<W3cFields> parse_fields_directive(std::string_view line) {
  constexpr std::string_view kWord = "#fields";
  if (!starts_with_name(line, kWord)) return std::nullopt;
  // Column names contain no quotes, but an access-log line may start with what a client wrote.
  if (line.find('"') != std::string_view::npos) return std::nullopt;
  const std::string_view after = line.substr(kWord.size());
  if (after.starts_with(':')) return compile_w3c(after.substr(1));
  if (!line.starts_with(kWord) || after.empty() || after[0] == ' ') return std::nullopt;
  return compile_zeek(after);
}

}  // namespace logscan
