# Fails when the program loads a shared library it did not load before: each one is paid for at
# every start (cmake/dependencies.cmake has the figures). Run with -DPROGRAM=<path>.

execute_process(
  COMMAND readelf -d ${PROGRAM} OUTPUT_VARIABLE dynamic COMMAND_ERROR_IS_FATAL ANY
)
string(REGEX MATCHALL "Shared library: \\[[^]]*\\]" needed "${dynamic}")
if(NOT needed)
  message(FATAL_ERROR "no list of libraries found in ${PROGRAM}")
endif()
foreach(entry IN LISTS needed)
  string(REGEX REPLACE ".*\\[(.*)\\]" "\\1" library "${entry}")
  if(NOT library MATCHES "^(libc\\.so|libm\\.so|ld-linux)")
    message(SEND_ERROR "${PROGRAM} loads ${library} at every start; link it statically or drop it")
  endif()
endforeach()
