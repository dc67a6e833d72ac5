# Installs a build into a new folder and builds two programs against it: the consumer, which prints
# the same report as logscan, and the example, which uses every public header. Then it builds
# and runs the C program of docs/c.md. Run with -DBUILD=<build folder> -DSOURCE=<project>
# -DCXX=<compiler> -DC_EXAMPLE=<its source> -DWORK=<folder to use>.

file(REMOVE_RECURSE ${WORK})
set(prefix ${WORK}/prefix)
execute_process(
  COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${prefix}
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY
)
execute_process(
  COMMAND ${CMAKE_COMMAND} -S ${SOURCE}/tests/package -B ${WORK}/build -G Ninja
          -DCMAKE_PREFIX_PATH=${prefix} -DCMAKE_CXX_COMPILER=${CXX} -DC_EXAMPLE=${C_EXAMPLE}
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY
)
execute_process(COMMAND ${CMAKE_COMMAND} --build ${WORK}/build COMMAND_ERROR_IS_FATAL ANY)

set(log ${SOURCE}/data/combined.log)
execute_process(
  COMMAND ${WORK}/build/consumer ${log} OUTPUT_VARIABLE library COMMAND_ERROR_IS_FATAL ANY
)
execute_process(
  COMMAND ${CMAKE_COMMAND} -E env LC_ALL=C ${prefix}/bin/logscan ${log}
  OUTPUT_VARIABLE program COMMAND_ERROR_IS_FATAL ANY
)
if(NOT library STREQUAL program OR NOT library MATCHES "lines [0-9]+ = parsed")
  message(FATAL_ERROR "the library prints\n${library}\nand the program prints\n${program}")
endif()

execute_process(
  COMMAND ${WORK}/build/example ${log} OUTPUT_VARIABLE example COMMAND_ERROR_IS_FATAL ANY
)
string(FIND "${example}" "${library}" report)
foreach(part "parts add up\n" "status,path\n" "own field X-Trace\n" "reconciled\n")
  string(FIND "${example}" "${part}" at)
  if(at EQUAL -1 OR report EQUAL -1)
    message(FATAL_ERROR "the example prints\n${example}\nwithout \"${part}\" or the report")
  endif()
endforeach()

execute_process(
  COMMAND ${WORK}/build/failing ${log} OUTPUT_VARIABLE failing COMMAND_ERROR_IS_FATAL ANY
)
if(NOT failing MATCHES "lines [0-9]+ = parsed")
  message(FATAL_ERROR "the C program prints\n${failing}")
endif()

file(READ ${SOURCE}/tests/package/example.cc source)
file(GLOB headers RELATIVE ${prefix}/include ${prefix}/include/logscan/*.h)
foreach(header IN LISTS headers)
  string(FIND "${source}" "#include <${header}>" at)
  if(at EQUAL -1)
    message(FATAL_ERROR "the example does not use ${header}")
  endif()
endforeach()
