#include <algorithm>
#include <string>
#include <vector>

#include "engine/lines.h"
#include "engine/plain_texts.h"
#include "format/line_parser.h"
#include "gen/generator.h"
#include "support/sweep.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

std::string_view path_by(const Kernel& kernel, const LineView& line) {
  const std::string_view request(line.block + line.quotes[0] + 1,
                                 line.quotes[1] - line.quotes[0] - 1);
  std::string_view path;
  kernel.find_paths(&request, 1, &path);
  return path;
}

std::string_view client_by(const Kernel& kernel, const LineView& line, LogFormat format) {
  const std::string_view front =
      plain_line_front({line.data(), line.quotes[0] - line.begin}, format);
  std::string_view client;
  kernel.find_clients(&front, 1, &client);
  return client;
}

// Expects the same path and client of some lines of a run as from cut_line(), unless a client is
// refused. Returns the number of lines before that.
std::size_t compare_texts(const Block& block, const LineIndex& index, const PlainLines& run,
                          PlainTexts::Numbers lines) {
  std::size_t found = 0;
  for (const Kernel& kernel : kernels()) {
    PlainTexts texts(kernel);
    texts.find_paths(block, index, run, lines);
    const bool found_all = texts.find_clients(block, index, run, lines);
    bool is_refused = false;
    found = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const LineView line = line_view(block, index, place_in(index, run, lines[i]), run.run.quotes);
      const LogLine right =
          cut_line(line, parsed_line(run, lines[i]), {Field::kPath, Field::kClient});
      EXPECT_EQ(texts.text(Field::kPath, i), right.path) << line_text(line);
      EXPECT_EQ(texts.path(i).data() == nullptr, right.path.data() == nullptr) << line_text(line);
      is_refused = is_refused || right.refused.client;
      if (is_refused) continue;
      ++found;
      EXPECT_EQ(texts.text(Field::kClient, i), right.client) << line_text(line);
      EXPECT_EQ(texts.client(i).data() == nullptr, right.client.data() == nullptr);
    }
    EXPECT_EQ(found_all, !is_refused) << kernel.name;
  }
  return found;
}

// Expects the same fields from cut_plain_line() as from cut_line(), and returns the number of plain
// lines in the text.
std::size_t compare_plain_lines(const std::string& text) {
  const std::vector<FieldSet> sets = {
      {Field::kPath},
      {Field::kClient},
      {Field::kBytes, Field::kStatus},
      {Field::kTime, Field::kClient, Field::kPath, Field::kStatus},
      {Field::kTime, Field::kClient, Field::kMethod, Field::kPath, Field::kStatus, Field::kProtocol,
       Field::kBytes},
      {Field::kClient, Field::kUser},
      {Field::kHost, Field::kDuration, Field::kBytes},
      FieldSet::all(),
  };
  const test::Padded padded(text, '\n');
  Block block;
  block.data = padded.data();
  block.size = padded.size();
  std::size_t lines = 0;
  std::size_t texts_found = 0;
  LineIndex index;
  LineParser parser(UINT64_MAX);
  LogLine quick;  // keeps its fields from line to line, as callers do
  const auto compare = [&](const LineView& line, const ParsedLine& parsed, FieldSet wanted,
                           std::string_view client, std::string_view path) {
    cut_plain_line(line, parsed, wanted, client, path, quick);
    const LogLine right = cut_line(line, parsed, wanted);
    for (std::size_t i = 0; i < kFields; ++i) {
      const auto field = static_cast<Field>(i);
      if (!wanted.has(field) || field == Field::kFile) continue;
      EXPECT_EQ(field_text(quick, field), field_text(right, field)) << line_text(line);
      EXPECT_EQ(field_text(quick, field).data() == nullptr,
                field_text(right, field).data() == nullptr);
    }
    EXPECT_EQ(quick.time, right.time);
    EXPECT_EQ(quick.status, right.status);
    EXPECT_EQ(quick.bytes, wanted.has(Field::kBytes) ? right.bytes : std::nullopt);
    if (wanted.has(Field::kClient)) {
      EXPECT_EQ(quick.refused.client, right.refused.client);
    }
  };
  parse_runs(
      block, kernels().front(), index, parser,
      [&](const PlainLines& run) {
        for (std::size_t i = 0; i < run.run.count; ++i) {
          const LineView line = line_view(block, index, place_in(index, run, i), run.run.quotes);
          for (const FieldSet& wanted : sets) {
            compare(line, parsed_line(run, i), wanted, {}, {});
            for (const Kernel& kernel : kernels())
              compare(line, parsed_line(run, i), wanted, client_by(kernel, line, run.format),
                      path_by(kernel, line));
          }
        }
        lines += run.run.count;
        for (std::size_t i = 0; i < run.run.count; i += PlainTexts::kMostAtOnce) {
          const std::size_t some = std::min(run.run.count - i, PlainTexts::kMostAtOnce);
          texts_found += compare_texts(block, index, run, PlainTexts::numbers(i, some));
        }
        std::vector<std::uint8_t> every_third;
        for (std::size_t i = 1; i < run.run.count; i += 3)
          every_third.push_back(static_cast<std::uint8_t>(i));
        compare_texts(block, index, run, every_third);
      },
      [](const LineView&, const ParsedLine&, std::uint32_t) {});
  EXPECT_GT(texts_found, lines / 2);
  return lines;
}

TEST(CutPlainLine, CutsWhatCutLineCuts) {
  const std::string tail = " - - [10/Oct/2000:13:55:36 -0700] \"GET /a?b HTTP/1.0\" 200 1234\n";
  std::string text = tail;
  for (const char* const client : {"192.0.2.1",
                                   "255.255.255.255",
                                   "0.0.0.0",
                                   "256.0.2.1",
                                   "192.0.02.1",
                                   "192.0.2",
                                   "1.2.3.4.5",
                                   "192.0.2.1.",
                                   ".1.2.3",
                                   "1..2.3",
                                   "192.0.2.1,",
                                   "192.0.2.1:80",
                                   "2001:db8::1",
                                   "::1",
                                   "12:2001:db8::1",
                                   "2001:DB8::1",
                                   "fe80::1%eth0",
                                   "access.log:192.0.2.1",
                                   "host.example.com",
                                   "-",
                                   "1",
                                   "1234567890123456",
                                   "192.0.2.1x"})
    text += client + tail;
  const std::string front = "192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] \"";
  for (const char* const request : {"GET /a HTTP/1.1", "POST /a#b HTTP/2.0", "", "-", "GET",
                                    "GET  /a HTTP/1.1", "/a", "GET http://h/a?b HTTP/1.1",
                                    "\x1b[1mGET /a HTTP/1.1\x1b[0m", "GET /a", "G*T /a HTTP/1.1"}) {
    for (const char* const after :
         {"200 0", "404 -", "500 12345678 \"-\" \"a\"", "200 1 \"\" \"\" \"1.2.3.4\""})
      text += front + request + "\" " + after + "\n";
  }
  // Named columns, those of gorouter, and numbers follow each other.
  for (const char* const host : {"", "www.example.com:443 "}) {
    for (const char* const further :
         {" 12", " rt=0.250 ua=\"10.0.0.1:80\" xff=\"10.0.0.2\"", "", " 0.5 -",
          " \"10.0.0.3\" request_time=1", " \"10.0.0.3\"", " - \"-\"",
          " \"10.0.0.1:1\" \"10.0.0.2:2\" x_forwarded_for:\"10.0.0.3\""}) {
      for (int times = 0; times < 3; ++times)
        text += host + front + "GET /a HTTP/1.1\" 200 12 \"-\" \"a\"" + further + "\n";
      text += host + front + "GET /a HTTP/1.1\" 200 12" + further + "\n";
    }
  }
  EXPECT_GT(compare_plain_lines(text), 70u);
}

TEST(CutPlainLine, CutsGeneratedLinesAlike) {
  for (const auto layout :
       {gen::Layout::kCombined, gen::Layout::kVhostCombined, gen::Layout::kClfExtra}) {
    gen::Options options;
    options.lines = 20000;
    options.layout = layout;
    std::string text;
    gen::generate(options, [&](std::string_view bytes) {
      text += bytes;
      return true;
    });
    EXPECT_GT(compare_plain_lines(text), 15000u);
  }
}

}  // namespace
}  // namespace logscan
