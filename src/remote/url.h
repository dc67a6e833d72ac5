#pragma once

#include <string>
#include <string_view>

namespace logscan::remote {

/// The parts of a URL.
struct Url {
  std::string scheme;     ///< "http", "https" or "s3"
  std::string user;       ///< decoded; secret, like the password
  std::string password;   ///< decoded
  std::string authority;  ///< host and port; the bucket of an s3 URL
  std::string path;       ///< starts with '/'; encoded, except the key of an s3 URL
  std::string query;      ///< without '?'; may hold secrets; part of the path of an s3 URL

  /// Returns the URL to request: without user, password and fragment.
  std::string text() const;

  /// Returns the URL to show: without anything that may be secret.
  std::string name() const { return scheme + "://" + authority + path; }
};

/// Returns whether a word is a URL that logscan reads: http, https or s3.
bool is_url(std::string_view word);

/// Parses such a word. Throws InputError.
Url parse_url(std::string_view word);

/// Returns what to show of a word: a URL without anything that may be secret, other words as they
/// are.
std::string public_name(std::string_view word);

/// Encodes all bytes but letters, digits and "-._~" as %XX, and slashes unless `keep_slashes`.
std::string percent_encode(std::string_view bytes, bool keep_slashes);

/// Decodes %XX. Other percent signs stay.
std::string percent_decode(std::string_view text);

}  // namespace logscan::remote
