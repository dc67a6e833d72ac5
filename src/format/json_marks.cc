// The marks come from the first stage of simdjson: the bit arithmetic that its parsers build on, 64
// bytes a step, with the kernel that the library chooses for the processor. Its second stages do
// not suit access logs. The document parser undoes escapes and rejects a line for one byte that is
// not UTF-8, which any client can send where the server does not escape such bytes. The on-demand
// parser rejects those too, and does not check whether what it skips is JSON at all.
//
// The library is loaded for the first JSON line: together with the C++ runtime that it needs, this
// takes 0.7 ms (2-core VM), which every start of the program would pay if it were linked. No
// exception crosses the two runtimes, and of the standard library only std::unique_ptr does, which
// lives entirely in headers. Memory that the library allocates is freed by the virtual destructor
// of its own object. Where the library is missing, the plain loop gives the same results.

#include "format/json_marks.h"

#include "text/ascii.h"
#include <dlfcn.h>
#include <simdjson.h>

namespace logscan {
namespace {

using Stage1 = simdjson::internal::dom_parser_implementation;

// The library's name contains the version of its binary interface, which must match the header.
static_assert(simdjson::SIMDJSON_VERSION_MAJOR == 3 && simdjson::SIMDJSON_VERSION_MINOR == 0,
              "name the library that belongs to this version of simdjson.h");

const simdjson::implementation* load_simdjson() {
  void* const library = dlopen("libsimdjson.so.14", RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return nullptr;
  void* const symbol = dlsym(library, "_ZN8simdjson25get_active_implementationEv");
  if (symbol == nullptr) return nullptr;
  using Get = simdjson::internal::atomic_ptr<const simdjson::implementation>& (*)();
  return reinterpret_cast<Get>(symbol)();
}

const simdjson::implementation* simdjson_kernel() {
  static const simdjson::implementation* const kernel = load_simdjson();
  return kernel;
}

constexpr std::size_t kFirstCapacity = 16384;

bool is_mark(char c) {
  return c == '{' || c == '}' || c == '[' || c == ']' || c == ':' || c == ',';
}

}  // namespace

struct JsonMarker::Fast {
  std::unique_ptr<Stage1> stage1;

  bool grow(std::size_t size) {
    std::size_t capacity = stage1 == nullptr ? kFirstCapacity : stage1->capacity();
    while (capacity < size)
      capacity *= 2;
    if (stage1 != nullptr) return stage1->set_capacity(capacity) == simdjson::SUCCESS;
    constexpr std::size_t kDepth = 1;  // for the second stage, which is not used
    return simdjson_kernel()->create_dom_parser_implementation(capacity, kDepth, stage1) ==
           simdjson::SUCCESS;
  }
};

void JsonMarker::load() {
  may_load_ = false;
  if (simdjson_kernel() == nullptr) return;
  auto fast = std::make_unique<Fast>();
  if (fast->grow(kFirstCapacity)) fast_ = std::move(fast);
}

JsonMarker::JsonMarker(JsonKernel kernel) : may_load_(kernel == JsonKernel::kBest) {}
JsonMarker::~JsonMarker() = default;
JsonMarker::JsonMarker(JsonMarker&&) noexcept = default;
JsonMarker& JsonMarker::operator=(JsonMarker&&) noexcept = default;

JsonMarks JsonMarker::find(std::string_view line) {
  if (line.empty()) return find_plain(line);
  if (may_load_ && line[0] == '{') load();
  if (fast_ == nullptr) return find_plain(line);
  Stage1* const stage1 = fast_->stage1.get();
  if (line.size() > stage1->capacity() && !fast_->grow(line.size())) return find_plain(line);
  const simdjson::error_code error =
      stage1->stage1(reinterpret_cast<const std::uint8_t*>(line.data()), line.size(),
                     simdjson::stage1_mode::regular);
  // The marks are complete before the UTF-8 check fails. After any other error they are not; such
  // lines are rare, and the plain loop finds the fault.
  if (error != simdjson::SUCCESS && error != simdjson::UTF8_ERROR) return find_plain(line);
  return {stage1->structural_indexes.get(), stage1->n_structural_indexes, JsonMarks::kNoFault};
}

JsonMarks JsonMarker::find_plain(std::string_view line) {
  plain_.clear();
  std::uint32_t fault = JsonMarks::kNoFault;
  const std::uint32_t size = static_cast<std::uint32_t>(line.size());
  bool in_value = false;  // in a number, a word, or an invalid value
  for (std::uint32_t i = 0; i < size && fault == JsonMarks::kNoFault; ++i) {
    const char c = line[i];
    if (is_space(c) || is_mark(c)) {
      in_value = false;
      if (!is_space(c)) plain_.push_back(i);
      continue;
    }
    if (!in_value) plain_.push_back(i);
    if (c != '"' || in_value) {
      in_value = true;
      continue;
    }
    const std::uint32_t open = i;
    for (++i; i < size && line[i] != '"'; ++i) {
      if (line[i] == '\\' && i + 1 < size) ++i;
      if (static_cast<unsigned char>(line[i]) < 0x20) {
        fault = i;
        break;
      }
    }
    if (i >= size) fault = open;
  }
  const std::size_t count = plain_.size();
  plain_.push_back(size);
  return {plain_.data(), count, fault};
}

}  // namespace logscan
