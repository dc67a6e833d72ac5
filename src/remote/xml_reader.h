#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace logscan::remote {

/// An element of an XML document without its attributes.
struct XmlElement {
  std::string name;  ///< without the prefix of a namespace
  std::string text;  ///< of the element itself, with its references resolved
  std::vector<XmlElement> children;

  /// Returns the first child of that name; null if there is none.
  const XmlElement* child(std::string_view wanted) const;

  /// Returns its text; empty if there is none.
  std::string_view text_of(std::string_view wanted) const;
};

/// Parses a document as stores write it. Throws InputError for anything that is not well-formed,
/// and for what such answers never have: a document type, so no entities of its own; processing
/// instructions; and more than eight levels of elements.
XmlElement parse_xml(std::string_view document);

}  // namespace logscan::remote
