#include "query/normalize.h"

#include <array>
#include <cstddef>
#include <stdexcept>
#include <utility>

#include <re2/re2.h>

namespace logscan {
namespace {

constexpr int kMostGroups = 10;  // the match and \1 to \9

RE2::Options quiet_bytes() {
  RE2::Options options;
  options.set_encoding(RE2::Options::EncodingLatin1);  // a log's bytes may be no valid text
  options.set_log_errors(false);
  return options;
}

}  // namespace

class Normalizer::Rule {
 public:
  explicit Rule(const NormalizeRule& rule)
      : regex_(rule.regex, quiet_bytes()), replacement_(rule.replacement) {
    if (!regex_.ok()) {
      throw std::invalid_argument("the pattern \"" + rule.regex + "\" is wrong: " + regex_.error());
    }
    std::string problem;
    if (!regex_.CheckRewriteString(replacement_, &problem)) {
      if (problem.ends_with('.')) problem.pop_back();
      throw std::invalid_argument("the replacement \"" + replacement_ + "\" of \"" + rule.regex +
                                  "\" is wrong: " + problem);
    }
    groups_ = 1 + RE2::MaxSubmatch(replacement_);
  }

  // Does what RE2::GlobalReplace does, in reused memory and for at most kMostMatches. A search for
  // `a.*b|a` in a run of `a` reads to the end each time.
  void append(std::string_view text, std::string& out) const {
    std::array<re2::StringPiece, kMostGroups> groups;
    std::size_t copied = 0;
    std::size_t at = 0;
    for (std::size_t matches = 0; at <= text.size() && matches < kMostMatches;) {
      if (!regex_.Match(text, at, text.size(), RE2::UNANCHORED, groups.data(), groups_)) break;
      const auto begin = static_cast<std::size_t>(groups[0].data() - text.data());
      const std::size_t end = begin + groups[0].size();
      // An empty match directly after the previous match does not count.
      if (begin != end || begin != copied || begin == 0) {
        out.append(text, copied, begin - copied);
        regex_.Rewrite(&out, replacement_, groups.data(), groups_);
        copied = end;
        ++matches;
      }
      at = begin == end ? end + 1 : end;
    }
    out.append(text, copied);
  }

 private:
  RE2 regex_;
  std::string replacement_;
  int groups_ = 1;
};

Normalizer::Normalizer(std::span<const NormalizeRule> rules) {
  for (const NormalizeRule& rule : rules)
    rules_.push_back(std::make_shared<const Rule>(rule));
}

void Normalizer::append(std::string_view path, std::string& out) {
  if (rules_.empty()) {
    append_normalized(path, out);
    return;
  }
  text_.clear();
  append_normalized(path, text_);
  for (const std::shared_ptr<const Rule>& rule : rules_) {
    next_.clear();
    rule->append(text_, next_);
    std::swap(text_, next_);
  }
  out += text_;
}

}  // namespace logscan
