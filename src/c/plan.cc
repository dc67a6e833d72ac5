#include <algorithm>
#include <ctime>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "c/guard.h"
#include "c/part.h"
#include "c/query.h"
#include "cli/messages.h"
#include "logset/file_print.h"
#include <fmt/core.h>

using namespace logscan;

struct logscan_plan {
  struct Planned {
    std::string bytes;
    std::uint64_t size = 0;  ///< bytes to read
  };

  std::vector<Planned> parts;
  std::string notes;
};

namespace {

constexpr std::uint64_t kUsualPart = 256 * 1024 * 1024;

void plan_input(const Input& input, c::Part part, std::uint64_t part_bytes, logscan_plan& plan) {
  part.name = input.path();
  part.path = input.url().empty() ? std::filesystem::absolute(input.path()).string() : input.url();
  part.error = input.error();
  if (input.error() || !input.seekable()) {
    plan.parts.push_back({part.write(), input.stored_size()});
    return;
  }
  part.size = input.size();
  part.identity = read_identity(input);
  const std::uint64_t step = std::max<std::uint64_t>(part_bytes, 1);
  do {
    part.lines.end = part.lines.begin + std::min(step, part.size - part.lines.begin);
    plan.parts.push_back({part.write(), part.lines.end - part.lines.begin});
    part.lines.begin = part.lines.end;
  } while (part.lines.begin < part.size);
}

std::unique_ptr<logscan_plan> make_plan(const logscan_query& query,
                                        const std::vector<std::string>& paths,
                                        std::uint64_t part_bytes) {
  c::check_split(*query.options);
  c::Scan scan(query, paths);
  scan.open();
  auto plan = std::make_unique<logscan_plan>();
  plan->notes = scan.notes();
  c::Part part;
  part.machine = scan.engine().machine;
  part.now = std::time(nullptr);
  for (const Input& input : scan.inputs()) {
    if (!input.error() && !input.is_repeatable()) {
      throw cli::UsageError{fmt::format("{}: can be read only once, and not elsewhere; name files",
                                        cli::shown_name(input.path()))};
    }
    ++part.place;
    plan_input(input, part, part_bytes == 0 ? kUsualPart : part_bytes, *plan);
  }
  return plan;
}

}  // namespace

logscan_status logscan_plan_new(const logscan_query* query, const char* const* paths, size_t count,
                                uint64_t part_bytes, logscan_plan** out) {
  return c::guarded([&] {
    c::require(query, "query");
    c::require(out, "out");
    *out = make_plan(*query, c::paths_of(paths, count), part_bytes).release();
  });
}

size_t logscan_plan_parts(const logscan_plan* plan) {
  return plan == nullptr ? 0 : plan->parts.size();
}

logscan_status logscan_plan_part(const logscan_plan* plan, size_t index, char** bytes, size_t* size,
                                 uint64_t* read) {
  return c::guarded([&] {
    c::require(plan, "plan");
    c::require(bytes, "bytes");
    c::require(size, "size");
    c::require(read, "read");
    if (index >= plan->parts.size()) {
      throw cli::UsageError{
          fmt::format("index: expected less than {}, got {}", plan->parts.size(), index)};
    }
    const logscan_plan::Planned& part = plan->parts[index];
    c::copy_out(part.bytes, bytes, size);
    *read = part.size;
  });
}

logscan_status logscan_plan_notes(const logscan_plan* plan, char** text, size_t* size) {
  return c::guarded([&] {
    c::require(plan, "plan");
    c::require(text, "text");
    c::require(size, "size");
    c::copy_out(plan->notes, text, size);
  });
}

void logscan_plan_free(logscan_plan* plan) {
  delete plan;
}

logscan_status logscan_scan_part(const logscan_query* query, const void* part, size_t size,
                                 logscan_control* control, logscan_counts** out) {
  return c::guarded([&] {
    c::require(query, "query");
    c::require(part, "part");
    c::require(out, "out");
    const c::Part planned = c::Part::read({static_cast<const char*>(part), size});
    c::Scan scan(*query, {planned.name});
    scan.open(planned);
    *out = scan.count(control).release();
  });
}
