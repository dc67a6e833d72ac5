#pragma once

/// CLI11's parser and its options, for headers: its own header takes longer to compile than any
/// other here, and those alone need it that define flags.
namespace CLI {
class App;
class Option;
}  // namespace CLI
