# Writes OUTPUT, a source with the files that an HTML report holds, and the hashes of its style and
# scripts, by which the report's Content-Security-Policy allows them. Run with cmake -P and
#   OUTPUT, STYLE, SCRIPT, DYGRAPHS, DYGRAPHS_LICENCE, GZIP   paths

# Sets `result` to the base64 of 64 hex digits: three digits are two letters, and the last digit is
# one letter and padding.
function(base64 hex result)
  set(alphabet ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/)
  set(text "")
  foreach(at RANGE 0 60 3)
    string(SUBSTRING ${hex} ${at} 3 digits)
    math(EXPR first "0x${digits} >> 6")
    math(EXPR second "0x${digits} & 63")
    string(SUBSTRING ${alphabet} ${first} 1 letter)
    string(APPEND text ${letter})
    string(SUBSTRING ${alphabet} ${second} 1 letter)
    string(APPEND text ${letter})
  endforeach()
  string(SUBSTRING ${hex} 63 1 digits)
  math(EXPR last "0x${digits} << 2")
  string(SUBSTRING ${alphabet} ${last} 1 letter)
  set(${result} "${text}${letter}=" PARENT_SCOPE)
endfunction()

# Appends to `code` an array with the compressed bytes of a file, and to `objects` the Asset NAME. The
# file can stand in the element, if one is named.
function(append_asset name path element)
  file(READ ${path} text)
  # Browsers would look for the map on the disk.
  string(REGEX REPLACE "\n//# sourceMappingURL=[^\n]*" "" text "${text}")
  if(element AND (text MATCHES "</${element}" OR text MATCHES "<!--"))
    message(FATAL_ERROR "${path} holds what would end or hide a ${element} element")
  endif()
  set(plain ${OUTPUT}.tmp)
  file(WRITE ${plain} "${text}")
  file(SIZE ${plain} size)
  file(SHA256 ${plain} hex)
  base64(${hex} hash)
  execute_process(
    COMMAND ${GZIP} -9nc ${plain} OUTPUT_FILE ${plain}.gz COMMAND_ERROR_IS_FATAL ANY
  )
  file(READ ${plain}.gz hex HEX)
  file(REMOVE ${plain} ${plain}.gz)
  string(REGEX REPLACE "(........)" "\\1\n" bytes "${hex}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${bytes}")
  set(code "${code}constexpr char bytes_of_${name}[] = {\n${bytes}};\n" PARENT_SCOPE)
  set(asset "{bytes_of_${name}, sizeof(bytes_of_${name})}, ${size}, \"sha256-${hash}\"")
  set(objects "${objects}constinit const Asset ${name} = {${asset}};\n" PARENT_SCOPE)
endfunction()

set(code "")
set(objects "")
append_asset(kReportStyle ${STYLE} style)
append_asset(kReportScript ${SCRIPT} script)
append_asset(kDygraphs ${DYGRAPHS} script)
append_asset(kDygraphsLicence ${DYGRAPHS_LICENCE} "")

file(
  WRITE ${OUTPUT}
  "// Written by cmake/embed_report.cmake.
#include \"report/report_assets.h\"

namespace logscan::detail {
namespace {
${code}}  // namespace
${objects}}  // namespace logscan::detail
"
)
