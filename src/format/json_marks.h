#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace logscan {

/// What finds the marks of a JSON line: simdjson where its library is installed, or a plain loop.
/// Both give the same answers.
enum class JsonKernel : std::uint8_t { kBest, kPlain };

/// The skeleton of a JSON text: where each of `{}[]:,`, each string's opening quote and each other
/// value begins, ascending. Between a string's closing quote and the next mark there is white space
/// alone.
struct JsonMarks {
  const std::uint32_t* at = nullptr;  ///< `count` positions, and one more: the size of the text
  std::size_t count = 0;
  /// Where the text cannot be JSON, and the marks end: a control byte in a string, or the quote of
  /// a string that is not closed. kNoFault when there is none.
  std::uint32_t fault = 0;

  static constexpr std::uint32_t kNoFault = UINT32_MAX;
};

/// Finds the marks; the storage is used again from line to line. simdjson is loaded when the first
/// line comes that begins with a brace.
class JsonMarker {
 public:
  explicit JsonMarker(JsonKernel kernel);
  ~JsonMarker();
  JsonMarker(JsonMarker&&) noexcept;
  JsonMarker& operator=(JsonMarker&&) noexcept;

  /// The marks live until the next call.
  JsonMarks find(std::string_view line);

  /// The same without simdjson.
  JsonMarks find_plain(std::string_view line);

  /// Whether simdjson is loaded and does the work.
  bool fast() const { return fast_ != nullptr; }

 private:
  struct Fast;

  void load();

  bool may_load_;
  std::unique_ptr<Fast> fast_;
  std::vector<std::uint32_t> plain_;
};

}  // namespace logscan
