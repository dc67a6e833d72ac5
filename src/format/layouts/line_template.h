#pragma once

#include <string_view>

#include "logscan/log_line.h"

namespace logscan {

/// Cuts a line that is written as `form` says; true when all of it fits, and `out` then holds its
/// fields. For lines of servers whose request does not stand behind a time in brackets. A form is
/// the text of an ordinary line with a percent sign and a letter where a field stands:
///
///   %h client: an address, its port or a list allowed
///   %n client: the same or a name            %u user              %v virtual host
///   %t time                                  %m one of HTTP's methods
///   %U target, one word                      %Q query             %H protocol
///   %L target, up to the last place where the rest of the form fits
///   %q target, up to the quote that closes it
///   %r method, which may be made up, target and protocol, up to the quote behind them
///   %s status, three digits                  %x the same, or `-`
///   %b bytes: digits, `-` or `-1`            %M milliseconds      %D a duration of Go: `1m2.5s`
///   %f referer                               %a user agent
///   %A agent, up to the last place where the rest of the form fits
///   %B the server that answered              %p a reason phrase, or nothing
///   %^ a word that does not matter           %w one or more of them
///   %* the end of the line, or a space and the rest of it
///   %~ the same, without a quote
///   %! from here on, fields that do not fit are null
///
/// A space fits one or more. A field ends where the text behind it begins, and holds no space, but
/// for those that say otherwise; where bars part the fields, it holds no bar. So a client that
/// writes what a form has behind its target makes a line that does not fit, and never moves a
/// status.
bool match_form(std::string_view form, std::string_view line, LogLine& out);

/// Whether a word is one of HTTP's or WebDAV's methods.
bool is_http_method(std::string_view word);

/// Whether a word is one that a client may have made up in place of these: of capitals.
bool may_be_method(std::string_view word);

}  // namespace logscan
