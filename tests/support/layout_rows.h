#pragma once

#include <span>
#include <string>
#include <string_view>

#include "format/layouts/layouts.h"

/// Lines of the formats with layouts of their own, and the expected results.
namespace logscan::test {

struct LayoutRow {
  const char* layout;  ///< The name in kLayouts.
  const char* why;     ///< What is odd about the line.
  std::string_view text;
  std::string_view expected;  ///< As cut_dump() writes it.
};

std::span<const LayoutRow> proxy_rows();  ///< squid haproxy envoy uwsgi
std::span<const LayoutRow> cloud_rows();  ///< aws_elb aws_alb aws_s3 gcs

/// Returns `200 1768212000+0000 client=<192.0.2.1> .. duration=<1000000> upstream=<..>`.
std::string full_dump(const LogLine& line);

/// Returns `column 7: client:port`.
std::string miss_dump(const LayoutMismatch& mismatch);

/// Returns full_dump() if the line fits the layout, else miss_dump().
std::string cut_dump(const Layout& layout, std::string_view line);

/// Returns the layout with a name; throws std::invalid_argument if there is none.
const Layout& layout_called(std::string_view name);

}  // namespace logscan::test
