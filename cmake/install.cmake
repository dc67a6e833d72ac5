# What `cmake --install` copies: the program, its man pages and completions, the library with all
# that it needs, the documentation, and the licences of what is linked in.

include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(LOGSCAN_ZSH_DIR ${CMAKE_INSTALL_DATADIR}/zsh/site-functions
    CACHE STRING "Where zsh looks for completions; Debian's packages use share/zsh/vendor-completions"
)

# The date of man pages and packages: that of the last commit, so that each build of it is the same.
set(LOGSCAN_EPOCH $ENV{SOURCE_DATE_EPOCH})
if(LOGSCAN_EPOCH STREQUAL "")
  execute_process(
    COMMAND git log -1 --format=%ct
    WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
    OUTPUT_VARIABLE LOGSCAN_EPOCH ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE
  )
endif()
if(LOGSCAN_EPOCH STREQUAL "") # an archive without a history
  file(TIMESTAMP ${PROJECT_SOURCE_DIR}/CMakeLists.txt LOGSCAN_EPOCH %s UTC)
endif()
set(outer_epoch $ENV{SOURCE_DATE_EPOCH})
set(ENV{SOURCE_DATE_EPOCH} ${LOGSCAN_EPOCH})
string(TIMESTAMP LOGSCAN_DATE %Y-%m-%d UTC)
string(TIMESTAMP LOGSCAN_DEBIAN_DATE "%a, %d %b %Y %H:%M:%S +0000" UTC)
set(ENV{SOURCE_DATE_EPOCH} ${outer_epoch})

# --- Man pages and completions -----------------------------------------------------------------

file(GLOB generate_sources CONFIGURE_DEPENDS packaging/generate/*.cc)
add_executable(logscan_generate ${generate_sources})
target_include_directories(logscan_generate PRIVATE src ${PROJECT_BINARY_DIR}/generated)
target_compile_options(logscan_generate PRIVATE $<$<CONFIG:Release>:-O1>)
target_link_libraries(
  logscan_generate PRIVATE logscan_cli logscan_lib logscan_warnings logscan_code
)

set(pages ${PROJECT_BINARY_DIR}/pages)
set(man_pages logscan.1 logscan-formats.5 logscan-queries.7)
list(TRANSFORM man_pages PREPEND ${pages}/)
set(completions logscan.bash _logscan logscan.fish)
list(TRANSFORM completions PREPEND ${pages}/)
file(MAKE_DIRECTORY ${pages})
add_custom_command(
  OUTPUT ${man_pages} ${completions}
  COMMAND logscan_generate ${pages} ${LOGSCAN_DATE}
  DEPENDS logscan_generate VERBATIM
)
add_custom_target(pages ALL DEPENDS ${man_pages} ${completions})
add_dependencies(demo pages)

foreach(page IN LISTS man_pages)
  cmake_path(GET page EXTENSION LAST_ONLY section)
  string(SUBSTRING ${section} 1 -1 section)
  install(FILES ${page} DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section})
endforeach()
install(FILES ${pages}/logscan.bash RENAME logscan
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
)
install(FILES ${pages}/_logscan DESTINATION ${LOGSCAN_ZSH_DIR})
install(FILES ${pages}/logscan.fish
        DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d
)

# --- Program and library -----------------------------------------------------------------------

install(TARGETS logscan)
install(TARGETS logscan_lib EXPORT logscanTargets FILE_SET HEADERS)
set(logscan_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/logscan)
install(EXPORT logscanTargets NAMESPACE logscan:: DESTINATION ${logscan_package_dir})
configure_package_config_file(
  cmake/logscanConfig.cmake.in logscanConfig.cmake INSTALL_DESTINATION ${logscan_package_dir}
)
write_basic_package_version_file(logscanConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/logscanConfig.cmake
              ${PROJECT_BINARY_DIR}/logscanConfigVersion.cmake DESTINATION ${logscan_package_dir}
)
