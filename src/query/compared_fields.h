#pragma once

#include "logscan/field.h"
#include "logscan/log_line.h"

namespace logscan {

/// The fields that a filter compared in lines it dropped, and those that one of these lines has. If
/// no line passed, a field that none has is the likely cause. Merging is the union of both sets.
struct ComparedFields {
  FieldSet asked;
  FieldSet found;

  /// Adds a line from which all fields in `fields` were cut.
  void add(const LogLine& line, FieldSet fields) {
    asked |= fields;
    if (!found.has_all(fields)) find(line, fields);
  }

  void merge(const ComparedFields& other) {
    asked |= other.asked;
    found |= other.found;
  }

  /// Returns the fields that none of the lines has.
  FieldSet missing() const { return asked.without(found); }

  friend bool operator==(const ComparedFields&, const ComparedFields&) = default;

 private:
  void find(const LogLine& line, FieldSet fields);
};

}  // namespace logscan
