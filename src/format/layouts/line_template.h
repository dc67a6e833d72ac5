#pragma once

#include <string_view>

#include "logscan/log_line.h"

namespace logscan {

/// Matches a line against a template. Returns true when the whole template fits, with the fields in
/// `out`. For servers whose request does not follow a time in brackets. A template is the text of
/// an ordinary line with a percent sign and a letter for each field:
///
///   %h client: an address, with a port or in a list
///   %n client: the same or a name            %u user              %v virtual host
///   %t time                                  %m one of HTTP's methods
///   %U target, one word                      %Q query             %H protocol
///   %L target, up to the last place where the rest of the template fits
///   %q target, up to the closing quote
///   %r method (any), target and protocol, up to the closing quote
///   %s status, three digits                  %x the same, or `-`
///   %b bytes: digits, `-` or `-1`            %M milliseconds      %D a Go duration: `1m2.5s`
///   %f referer                               %a user agent
///   %A agent, up to the last place where the rest of the template fits
///   %B the server that answered              %p a reason phrase, or nothing
///   %^ a word to skip                        %w one or more of them
///   %* the end of the line, or a space and the rest of it
///   %~ the same, without a quote
///   %! from here on, fields that do not fit are null
///
/// A space matches one or more spaces. A field ends where the text after it starts. It contains no
/// space, except where noted above, and no bar in a template with bars between its fields. So a
/// client that puts the text after the target into its target makes a line that does not fit, but
/// never shifts a status.
bool match_form(std::string_view form, std::string_view line, LogLine& out);

/// Returns whether a word is a method of HTTP or WebDAV.
bool is_http_method(std::string_view word);

/// Returns whether a word may be a method that a client invented: it is in capitals.
bool may_be_method(std::string_view word);

}  // namespace logscan
