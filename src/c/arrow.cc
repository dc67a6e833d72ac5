#include "c/arrow.h"

#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace logscan::c {
namespace {

using Column = RecordColumns::Column;
using Kind = RecordColumns::Kind;

constexpr const char* format_of(Kind kind) {
  switch (kind) {
    case Kind::kText:
      return "u";
    case Kind::kTime:
      return "tsu:UTC";
    case Kind::kStatus:
      return "s";
    case Kind::kWhole:
      return "l";
    case Kind::kSeconds:
    case Kind::kNumber:
      break;
  }
  return "g";
}

/// What a schema owns: its children, and the name that it points to.
struct OwnedSchema {
  std::string name;
  std::vector<std::unique_ptr<ArrowSchema>> children;
  std::vector<ArrowSchema*> pointers;
};

/// What an array owns.
struct OwnedArray {
  Column column{};
  std::array<const void*, 3> buffers{};
  std::vector<std::unique_ptr<ArrowArray>> children;
  std::vector<ArrowArray*> pointers;
};

// Releases the children that the consumer has not moved, then the memory of the struct itself.
template <typename Owned, typename Struct>
void release(Struct* released) {
  const std::unique_ptr<Owned> owned(static_cast<Owned*>(released->private_data));
  for (const auto& child : owned->children) {
    if (child->release != nullptr) child->release(child.get());
  }
  released->release = nullptr;
  released->private_data = nullptr;
}

template <typename Owned, typename Struct>
void own_children(Owned& owned, Struct& out) {
  for (const auto& child : owned.children)
    owned.pointers.push_back(child.get());
  out.n_children = static_cast<std::int64_t>(owned.pointers.size());
  out.children = owned.pointers.data();
}

/// Releases what it holds, unless somebody takes it: so nothing leaks where memory runs out.
template <typename Struct>
struct Releaser {
  void operator()(Struct* held) const {
    if (held->release != nullptr) held->release(held);
    delete held;
  }
};

void fill_schema(const char* format, std::string name, ArrowSchema& out) {
  auto owned = std::make_unique<OwnedSchema>();
  owned->name = std::move(name);
  out = {};
  out.format = format;
  out.name = owned->name.c_str();
  out.flags = ARROW_FLAG_NULLABLE;
  out.release = release<OwnedSchema, ArrowSchema>;
  out.private_data = owned.release();
}

const void* values_of(const Column& column) {
  switch (column.kind) {
    case Kind::kText:
      return column.offsets.data();
    case Kind::kStatus:
      return column.statuses.data();
    case Kind::kTime:
    case Kind::kWhole:
      return column.whole.data();
    case Kind::kSeconds:
    case Kind::kNumber:
      break;
  }
  return column.numbers.data();
}

void fill_column(Column&& column, std::size_t rows, ArrowArray& out) {
  auto owned = std::make_unique<OwnedArray>();
  owned->column = std::move(column);
  const Column& kept = owned->column;
  const bool is_text = kept.kind == Kind::kText;
  owned->buffers = {kept.nulls > 0 ? kept.validity.data() : nullptr, values_of(kept),
                    is_text ? kept.bytes.data() : nullptr};
  out = {};
  out.length = static_cast<std::int64_t>(rows);
  out.null_count = static_cast<std::int64_t>(kept.nulls);
  out.n_buffers = is_text ? 3 : 2;
  out.buffers = owned->buffers.data();
  out.release = release<OwnedArray, ArrowArray>;
  out.private_data = owned.release();
}

}  // namespace

void export_schema(const QuerySpec& spec, ArrowSchema& out) {
  const OwnFields& own = spec.log_format.own;
  std::unique_ptr<ArrowSchema, Releaser<ArrowSchema>> all(new ArrowSchema{});
  fill_schema("+s", "", *all);
  all->flags = 0;
  auto& owned = *static_cast<OwnedSchema*>(all->private_data);
  for (const Field field : spec.records->fields) {
    owned.children.push_back(std::make_unique<ArrowSchema>());
    fill_schema(format_of(RecordColumns::kind_of(field, own)), std::string(field_name(field, own)),
                *owned.children.back());
  }
  own_children(owned, *all);
  out = std::exchange(*all, {});
}

void export_columns(RecordColumns&& columns, ArrowArray& out) {
  const std::size_t rows = columns.rows();
  std::unique_ptr<ArrowArray, Releaser<ArrowArray>> all(new ArrowArray{});
  auto owned = std::make_unique<OwnedArray>();
  all->length = static_cast<std::int64_t>(rows);
  all->n_buffers = 1;  // without a validity bitmap
  all->buffers = owned->buffers.data();
  all->release = release<OwnedArray, ArrowArray>;
  OwnedArray& parts = *owned;
  all->private_data = owned.release();
  for (Column& column : columns.columns()) {
    parts.children.push_back(std::make_unique<ArrowArray>());
    fill_column(std::move(column), rows, *parts.children.back());
  }
  own_children(parts, *all);
  out = std::exchange(*all, {});
}

}  // namespace logscan::c
