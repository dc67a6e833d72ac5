// A report as a message with a text and an HTML part.
#include <algorithm>
#include <string>
#include <string_view>

#include "logscan/report.h"
#include "report/cell_text.h"
#include "report/document.h"
#include "report/document_sections.h"
#include "report/mail_html.h"
#include "report/mail_text.h"
#include "report/wording.h"
#include <fmt/core.h>

namespace logscan {
namespace {

std::string thresholds_text(const std::vector<ThresholdResult>& results) {
  const auto holds = [](const ThresholdResult& result) { return result.holds; };
  const auto first = std::find_if(results.begin(), results.end(), holds);
  if (first == results.end()) return {};
  const auto count = std::count_if(results.begin(), results.end(), holds);
  std::string text =
      fmt::format("FAILED {}: {}", first->threshold.text, detail::found_text(*first));
  if (count > 1)
    text += ", and " + detail::counted(static_cast<std::uint64_t>(count - 1), "more condition");
  return text;
}

std::string counts_text(const Summary& summary) {
  using detail::grouped;
  const std::uint64_t parsed = summary.totals.parsed;
  if (parsed == 0) return summary.totals.lines == 0 ? "no lines" : "no requests";
  const std::uint64_t errors = summary.status.errors();
  if (errors == 0) return grouped(parsed) + " requests, no errors";
  return fmt::format("{} of {} requests failed ({})", grouped(errors), grouped(parsed),
                     detail::share(errors, parsed));
}

/// Says what happened. Log bytes are not in it; mail_header() escapes the name of the log.
std::string subject_of(const Summary& summary) {
  const std::string failed = thresholds_text(summary.thresholds);
  std::string subject = "logscan: " + (failed.empty() ? counts_text(summary) : failed);
  const auto unread =
      std::count_if(summary.inputs.begin(), summary.inputs.end(),
                    [](const InputSummary& input) { return input.error.has_value(); });
  if (unread > 0)
    subject +=
        fmt::format(", {} not read", detail::counted(static_cast<std::uint64_t>(unread), "log"));
  if (summary.inputs.size() == 1 && summary.inputs.front().path != "-")
    subject += " in " + summary.inputs.front().path;
  return subject;
}

std::string part(std::string_view type, std::string_view text) {
  return fmt::format(
      "--{}\nContent-Type: {}; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n{}\n",
      detail::kMailBoundary, type, detail::quoted_printable(text));
}

}  // namespace

std::string report_mail(const Summary& summary, std::string_view to) {
  std::string mail;
  if (!to.empty()) mail += detail::mail_header("To", to);
  mail += detail::mail_header("Subject", subject_of(summary));
  // No program answers it with a note that somebody is on holiday.
  mail += fmt::format(
      "Auto-Submitted: auto-generated\nMIME-Version: 1.0\n"
      "Content-Type: multipart/alternative;\n boundary=\"{}\"\n\n",
      detail::kMailBoundary);
  mail += part("text/plain", report_text(summary, ReportStyle()));
  mail += part("text/html", detail::mail_html(detail::make_document(summary)));
  mail += fmt::format("--{}--\n", detail::kMailBoundary);
  return mail;
}

}  // namespace logscan
