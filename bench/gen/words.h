#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace logscan::gen {

inline constexpr std::array<std::string_view, 64> kWords = {
    "lamp",    "garden", "river",   "stone",  "cedar",  "copper", "linen",  "maple",
    "harbor",  "meadow", "velvet",  "anchor", "basket", "candle", "desk",   "easel",
    "feather", "glass",  "hammer",  "island", "jacket", "kettle", "ladder", "mirror",
    "needle",  "orchid", "pillow",  "quartz", "ribbon", "saddle", "tunnel", "urn",
    "violin",  "window", "yarn",    "zipper", "amber",  "birch",  "canvas", "denim",
    "ember",   "fern",   "granite", "hazel",  "ivory",  "jasper", "knot",   "lilac",
    "marble",  "nickel", "olive",   "pearl",  "quill",  "rose",   "silver", "teal",
    "umber",   "vine",   "walnut",  "xenon",  "yew",    "zinc",   "oak",    "moss"};

constexpr std::string_view word(std::uint64_t n) {
  return kWords[n % kWords.size()];
}

}  // namespace logscan::gen
