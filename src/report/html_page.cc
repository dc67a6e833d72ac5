#include "report/html_page.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "logscan/report.h"
#include "report/html_cells.h"
#include "report/html_chart.h"
#include "report/html_table.h"
#include "report/html_writer.h"
#include "report/report_assets.h"

namespace logscan {
namespace detail {
namespace {

constexpr std::size_t kNarrow = 4;  // tables with at most this many columns may share a row

/// Whether a fact begins with a number, so that it makes a card.
bool has_number(const Fact& fact) {
  if (fact.parts.empty()) return false;
  const Cell& first = fact.parts.front();
  return std::holds_alternative<Count>(first) || std::holds_alternative<Share>(first) ||
         std::holds_alternative<ByteCount>(first) || std::holds_alternative<Span>(first) ||
         std::holds_alternative<Decimal>(first);
}

void collect_links(const Section& section, const std::string& parent, HtmlPage& page) {
  const std::string id = html_id(parent, section.name);
  if (!parent.empty()) page.links.emplace(section.name, id);
  for (const Section& child : section.children)
    collect_links(child, id, page);
}

class PageWriter {
 public:
  explicit PageWriter(const Document& document) : document_(document), page_{html_, document, {}} {
    for (const Section& section : document.sections)
      collect_links(section, "", page_);
  }

  std::string write() {
    write_head();
    html_.markup("<body>\n<a class=skip href=\"#report\">Skip to the report</a>\n<header><h1>");
    html_.text(document_.title).markup("</h1></header>\n");
    write_contents();
    html_.markup("<main id=report>\n");
    for (const Section& section : document_.sections)
      write_section(section);
    html_.markup("</main>\n");
    write_footer();
    html_.markup("<script>").asset(kDygraphs).markup("</script>\n<script>").asset(kReportScript);
    html_.markup("</script>\n</body>\n</html>\n");
    return html_.finish();
  }

 private:
  void write_head() {
    const std::string policy =
        std::string("default-src 'none'; base-uri 'none'; form-action 'none'; style-src '") +
        std::string(kReportStyle.hash) + "'; script-src '" + std::string(kDygraphs.hash) + "' '" +
        std::string(kReportScript.hash) + "'";
    html_.markup(
        "<!DOCTYPE html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n"
        "<meta http-equiv=Content-Security-Policy content=\"");
    // The hashes hold no character that needs an escape, and a policy with escapes is hard to read.
    write_policy(policy);
    html_.markup(
        "\">\n<meta name=viewport content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=color-scheme content=\"light dark\">\n<meta name=referrer "
        "content=no-referrer>\n"
        "<meta name=generator content=logscan>\n<title>");
    html_.text(document_.title).markup("</title>\n<style>").asset(kReportStyle);
    html_.markup("</style>\n</head>\n");
  }

  void write_policy(const std::string& policy) { html_.policy(policy); }

  void write_contents() {
    html_.markup("<nav aria-label=\"Sections\"><ul>\n");
    for (const Section& section : document_.sections) {
      html_.markup("<li><a").attribute("href", "#" + html_id("", section.name)).markup(">");
      html_.text(section.title).markup("</a></li>\n");
    }
    html_.markup("</ul></nav>\n");
  }

  void write_section(const Section& section) {
    const std::string id = html_id("", section.name);
    html_.markup("<section").attribute("id", id).attribute("aria-labelledby", id + "-title");
    html_.markup(">\n<h2").attribute("id", id + "-title").markup(">").text(section.title);
    html_.markup("</h2>\n");
    write_parts(section, &section == &document_.sections.front());
    write_children(section, id);
    html_.markup("</section>\n");
  }

  void write_children(const Section& section, const std::string& id) {
    for (const Section& child : section.children) {
      const std::string child_id = html_id(id, child.name);
      html_.markup("<details class=drill").attribute("id", child_id).markup("><summary><h3>");
      html_.text(child.title).markup("</h3>");
      write_gist(child);
      html_.markup("</summary>\n<div class=inside>\n");
      write_parts(child, false);
      write_children(child, child_id);
      html_.markup("</div></details>\n");
    }
  }

  /// Shows the first fact of a closed section.
  void write_gist(const Section& section) {
    for (const Part& part : section.parts) {
      const auto* const facts = std::get_if<Facts>(&part);
      if (facts == nullptr || facts->facts.empty()) continue;
      html_.markup(" <span class=gist>");
      write_words(facts->facts.front());
      html_.markup("</span>");
      return;
    }
  }

  void write_parts(const Section& section, bool is_first) {
    const auto tables =
        std::count_if(section.parts.begin(), section.parts.end(),
                      [](const Part& part) { return std::holds_alternative<Table>(part); });
    bool is_in_row = false;
    for (const Part& part : section.parts) {
      const auto* const table = std::get_if<Table>(&part);
      const bool fits_row = tables > 1 && table != nullptr && table->columns.size() <= kNarrow;
      if (fits_row != is_in_row) html_.either(fits_row, "<div class=row>\n", "</div>\n");
      is_in_row = fits_row;
      if (table != nullptr) {
        write_html_table(page_, *table, html_id("table", table->name),
                         tables > 1 ? table->label : section.title, tables > 1);
      } else if (const auto* const facts = std::get_if<Facts>(&part)) {
        is_first ? write_overview(*facts) : write_facts(facts->facts);
      } else if (const auto* const chart = std::get_if<Chart>(&part)) {
        write_html_chart(page_, *chart, html_id("chart", chart->name));
      } else if (const auto* const quote = std::get_if<Quote>(&part)) {
        write_quote(*quote);
      }
    }
    if (is_in_row) html_.markup("</div>\n");
  }

  void write_words(const Fact& fact) {
    for (const Cell& part : fact.parts)
      write_html_cell(html_, part, document_);
  }

  /// Writes what is wrong, then numbers as cards, then the other facts.
  void write_overview(const Facts& facts) {
    std::vector<Fact> alerts;
    std::vector<Fact> cards;
    std::vector<Fact> others;
    for (const Fact& fact : facts.facts) {
      if (has_number(fact)) {
        cards.push_back(fact);
      } else {
        (fact.severity == Severity::kError ? alerts : others).push_back(fact);
      }
    }
    write_list("<dl class=\"facts alerts\">\n", alerts);
    write_cards(cards);
    write_facts(others);
  }

  void write_cards(const std::vector<Fact>& facts) {
    if (facts.empty()) return;
    html_.markup("<dl class=cards>\n");
    for (const Fact& fact : facts) {
      open_fact(fact);
      html_.markup("<b>");
      write_html_cell(html_, fact.parts.front(), document_);
      html_.markup("</b><span>");
      for (std::size_t i = 1; i < fact.parts.size(); ++i)
        write_html_cell(html_, fact.parts[i], document_);
      html_.markup("</span></dd></div>\n");
    }
    html_.markup("</dl>\n");
  }

  void write_facts(const std::vector<Fact>& facts) { write_list("<dl class=facts>\n", facts); }

  void write_list(Markup start, const std::vector<Fact>& facts) {
    if (facts.empty()) return;
    html_.markup(start);
    for (const Fact& fact : facts) {
      open_fact(fact);
      write_words(fact);
      html_.markup("</dd></div>\n");
    }
    html_.markup("</dl>\n");
  }

  void open_fact(const Fact& fact) {
    html_.markup("<div");
    const std::string_view severity = severity_class(fact.severity);
    if (!severity.empty()) html_.attribute("class", severity);
    html_.markup("><dt>").text(fact.label).markup("</dt><dd>");
    if (fact.severity == Severity::kWarning || fact.severity == Severity::kError)
      html_.markup("<span class=unseen>").text(severity).markup(": </span>");
  }

  void write_quote(const Quote& quote) {
    const Sample& sample = quote.sample;
    html_.markup("<figure class=quote><figcaption>").text(quote.label).markup(" <code>");
    html_.log_text(sample.path).markup("</code>, line ").number(sample.line);
    html_.markup(" <small>offset ").number(sample.offset).markup("</small></figcaption><pre>");
    html_.text(sample.text).markup("</pre></figure>\n");
  }

  void write_footer() {
    html_.markup("<footer>\n<p class=accounting>").text(document_.accounting).markup("</p>\n");
    html_.markup(
        "<details class=licence><summary>Charts: dygraphs, MIT licence</summary>\n"
        "<pre tabindex=0>");
    write_lines(text_of(kDygraphsLicence));
    html_.markup("</pre></details>\n</footer>\n");
  }

  /// text() would show line feeds and tabs as escapes.
  void write_lines(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find_first_of("\n\t"), text.size());
      html_.text(text.substr(0, end));
      if (end < text.size()) html_.either(text[end] == '\t', "\t", "\n");
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }

  const Document& document_;
  HtmlWriter html_;
  HtmlPage page_;
};

}  // namespace

std::string html_page(const Document& document) {
  return PageWriter(document).write();
}

}  // namespace detail

std::string report_html(const Summary& summary) {
  return detail::html_page(detail::make_document(summary));
}

}  // namespace logscan
