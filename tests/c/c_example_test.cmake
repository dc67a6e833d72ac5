# Fails unless the example of docs/c.md prints what the program prints. Run with -DEXAMPLE=<path>
# -DPROGRAM=<path> -DLOG=<path>.

execute_process(COMMAND ${EXAMPLE} ${LOG} OUTPUT_VARIABLE example COMMAND_ERROR_IS_FATAL ANY)
execute_process(
  COMMAND ${CMAKE_COMMAND} -E env LC_ALL=C ${PROGRAM} --where "status >= 500" --by path --top 3 ${LOG}
  OUTPUT_VARIABLE program COMMAND_ERROR_IS_FATAL ANY
)
if(NOT example STREQUAL program OR NOT example MATCHES "lines [0-9]+ = parsed")
  message(FATAL_ERROR "the example prints\n${example}\nand the program prints\n${program}")
endif()

execute_process(
  COMMAND ${EXAMPLE} ${LOG}.missing RESULT_VARIABLE code ERROR_VARIABLE message OUTPUT_QUIET
)
if(NOT code EQUAL 3 OR NOT message MATCHES "missing: ")
  message(FATAL_ERROR "for a file that is missing the example ends with ${code} and \"${message}\"")
endif()
