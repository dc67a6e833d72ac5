# Fails when liblogscan.so exports other symbols than the list has. A symbol that is gone breaks
# programs: raise SOVERSION, and name the new version in src/c/exports.map. Run with
# -DLIBRARY=<path> -DLIST=<path>.

execute_process(
  COMMAND nm -D --defined-only ${LIBRARY} OUTPUT_VARIABLE table COMMAND_ERROR_IS_FATAL ANY
)
string(REGEX MATCHALL "[^\n]+" lines "${table}")
foreach(line IN LISTS lines)
  string(REGEX REPLACE "^[0-9a-f]* (.) ([^@]*).*$" "\\1 \\2" symbol "${line}")
  if(NOT symbol STREQUAL "A LOGSCAN_1")
    list(APPEND symbols "${symbol}")
  endif()
endforeach()
list(SORT symbols)
file(STRINGS ${LIST} listed)
list(TRANSFORM listed PREPEND "T ")
if(NOT symbols STREQUAL listed)
  list(JOIN symbols "\n" symbols)
  message(FATAL_ERROR "${LIBRARY} exports other symbols than ${LIST} lists:\n${symbols}")
endif()
