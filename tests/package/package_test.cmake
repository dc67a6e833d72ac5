# Installs a build into a new folder and builds programs against it, with find_package() and with
# pkg-config: the consumer, which prints the same report as logscan, the example, which uses every
# public header, and the C program of docs/c.md. Then uninstalls it, which leaves nothing. Run with
# -DBUILD=<build folder> -DSOURCE=<project> -DCXX=<compiler> -DC_EXAMPLE=<source of the C program>
# -DWORK=<folder to use>.

file(REMOVE_RECURSE ${WORK})
set(prefix ${WORK}/prefix)
execute_process(
  COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${prefix}
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY
)
execute_process(
  COMMAND ${CMAKE_COMMAND} -S ${SOURCE}/tests/package -B ${WORK}/build -DCMAKE_PREFIX_PATH=${prefix}
          -DCMAKE_CXX_COMPILER=${CXX} -DC_EXAMPLE=${C_EXAMPLE}
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY
)
execute_process(COMMAND ${CMAKE_COMMAND} --build ${WORK}/build COMMAND_ERROR_IS_FATAL ANY)

set(ENV{PKG_CONFIG_PATH} ${prefix}/lib/pkgconfig)
execute_process(
  COMMAND pkg-config --cflags --libs logscan
  OUTPUT_VARIABLE flags COMMAND_ERROR_IS_FATAL ANY
)
separate_arguments(flags UNIX_COMMAND "${flags}")
execute_process(
  COMMAND ${CXX} -std=c++20 ${SOURCE}/tests/package/main.cc -o ${WORK}/pkg_config ${flags}
  COMMAND_ERROR_IS_FATAL ANY
)

set(log ${SOURCE}/data/combined.log)
execute_process(
  COMMAND ${WORK}/pkg_config ${log} OUTPUT_VARIABLE by_pkg_config COMMAND_ERROR_IS_FATAL ANY
)
execute_process(
  COMMAND ${WORK}/build/consumer ${log} OUTPUT_VARIABLE library COMMAND_ERROR_IS_FATAL ANY
)
execute_process(
  COMMAND ${CMAKE_COMMAND} -E env LC_ALL=C ${prefix}/bin/logscan ${log}
  OUTPUT_VARIABLE program COMMAND_ERROR_IS_FATAL ANY
)
if(NOT library STREQUAL program OR NOT by_pkg_config STREQUAL program OR NOT library MATCHES "lines [0-9]+ = parsed")
  message(FATAL_ERROR "the library prints\n${library}\nand the program prints\n${program}")
endif()

execute_process(
  COMMAND ${WORK}/build/example ${log} OUTPUT_VARIABLE example COMMAND_ERROR_IS_FATAL ANY
)
string(FIND "${example}" "${library}" report)
foreach(part "parts add up\n" "begins with 10.232.66.187 " "status,path\n" "own field X-Trace\n" "reconciled\n"
        "0 changes\n")
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

execute_process(
  COMMAND ${CMAKE_COMMAND} --build ${BUILD} --target uninstall
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY
)
if(EXISTS ${prefix})
  file(GLOB_RECURSE left LIST_DIRECTORIES true ${prefix}/*)
  message(FATAL_ERROR "uninstall leaves ${prefix} ${left}")
endif()
