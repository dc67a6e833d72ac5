#pragma once

#include <span>
#include <string>
#include <string_view>

#include "format/layouts/layouts.h"

/// Lines of the formats that have a layout of their own, and what they must give.
namespace logscan::test {

struct LayoutRow {
  const char* layout;  ///< its name in kLayouts
  const char* why;     ///< what is odd about the line
  std::string_view text;
  std::string_view expected;  ///< as cut_dump writes it
};

std::span<const LayoutRow> proxy_rows();  ///< squid haproxy envoy uwsgi
std::span<const LayoutRow> cloud_rows();  ///< aws_elb aws_alb aws_s3 gcs

/// `200 1768212000+0000 client=<192.0.2.1> .. duration=<1000000> upstream=<..>`.
std::string full_dump(const LogLine& line);

/// `column 7: client:port`.
std::string miss_dump(const LayoutMismatch& mismatch);

/// One or the other, as the layout says.
std::string cut_dump(const Layout& layout, std::string_view line);

/// The layout of that name; there must be one.
const Layout& layout_called(std::string_view name);

}  // namespace logscan::test
