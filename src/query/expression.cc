#include "query/expression.h"

#include <utility>

#include "query/program.h"

namespace logscan {

using detail::Program;

Expression::Expression(Program program)
    : program_(std::make_shared<const Program>(std::move(program))) {}

Expression Expression::all_of(const std::vector<Expression>& parts) {
  std::vector<Program> programs;
  for (const Expression& part : parts)
    programs.push_back(*part.program_);
  return Expression(Program::all_of(std::move(programs)));
}

Expression Expression::any_of(const std::vector<Expression>& parts) {
  std::vector<Program> programs;
  for (const Expression& part : parts)
    programs.push_back(*part.program_);
  return Expression(Program::any_of(std::move(programs)));
}

Expression Expression::negation(const Expression& part) {
  return Expression(Program(*part.program_).negated());
}

bool Expression::depends_on_zone() const {
  return program_->depends_on_zone();
}

FieldSet Expression::fields() const {
  return program_->fields();
}

FieldSet Expression::compared_fields() const {
  return program_->compared_fields();
}

bool Expression::rejects(StatusCode status) const {
  return program_->rejects(status);
}

bool Expression::matches(const LogLine& line) const {
  return program_->matches(line);
}

}  // namespace logscan
