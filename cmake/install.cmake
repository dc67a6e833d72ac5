# What `cmake --install` copies: the program, its man pages and completions, the library with all
# that it needs, the documentation, and the licences of what is linked in.

include(CMakePackageConfigHelpers)

# Remembers which folders the installation creates, for the target `uninstall`. Rules run in the
# order of this file, so this one is the first.
configure_file(cmake/uninstall.cmake.in uninstall.cmake @ONLY)
install(CODE "
  set(created \"\")
  foreach(folder ${CMAKE_INSTALL_BINDIR} ${CMAKE_INSTALL_LIBDIR}/cmake ${CMAKE_INSTALL_LIBDIR}/pkgconfig
          ${CMAKE_INSTALL_INCLUDEDIR} ${CMAKE_INSTALL_MANDIR}/man1 ${CMAKE_INSTALL_MANDIR}/man5
          ${CMAKE_INSTALL_MANDIR}/man7 ${CMAKE_INSTALL_DOCDIR} ${CMAKE_INSTALL_DATADIR}/zsh/site-functions
          ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
          ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
    cmake_path(ABSOLUTE_PATH folder BASE_DIRECTORY \"\${CMAKE_INSTALL_PREFIX}\")
    while(NOT EXISTS \"\$ENV{DESTDIR}\${folder}\" AND NOT \"\${folder}\" STREQUAL \"/\")
      list(APPEND created \"\${folder}\")
      cmake_path(GET folder PARENT_PATH folder)
    endwhile()
  endforeach()
  list(JOIN created \"\\n\" created)
  file(APPEND \"${PROJECT_BINARY_DIR}/install_folders.txt\" \"\${created}\\n\")
")
add_custom_target(
  uninstall COMMAND ${CMAKE_COMMAND} -P ${PROJECT_BINARY_DIR}/uninstall.cmake VERBATIM
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
string(TIMESTAMP LOGSCAN_YEAR %Y UTC)
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

# Packages have them compressed.
foreach(page IN LISTS man_pages)
  cmake_path(GET page EXTENSION LAST_ONLY section)
  string(SUBSTRING ${section} 1 -1 section)
  add_custom_command(
    OUTPUT ${page}.gz COMMAND ${GZIP} -9nkf ${page} DEPENDS ${page} VERBATIM
  )
  list(APPEND compressed_pages ${page}.gz)
  install(FILES ${page}.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section})
endforeach()
add_custom_target(pages ALL DEPENDS ${compressed_pages} ${completions})
add_dependencies(demo pages)
install(FILES ${pages}/logscan.bash RENAME logscan
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
)
install(FILES ${pages}/_logscan DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES ${pages}/logscan.fish
        DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d
)

# --- Program and library -----------------------------------------------------------------------

# One archive of the library and of all archives that it calls. So it needs only what every Linux
# has, also on machines without Debian's packages.
set(bundle ${PROJECT_BINARY_DIR}/bundle/liblogscan.a)
set(merged ${LOGSCAN_CODECS} ${UTF8PROC_ARCHIVE} ${RE2_ARCHIVE} ${MAXMINDDB_ARCHIVE})
list(FILTER merged INCLUDE REGEX "\\.a$")
string(REPLACE ";" "\naddlib " merge_script "$<TARGET_FILE:logscan_lib>;${merged}")
file(
  GENERATE
  OUTPUT ${PROJECT_BINARY_DIR}/bundle/merge.mri
  CONTENT "create ${bundle}\naddlib ${merge_script}\nsave\nend\n"
)
add_custom_command(
  OUTPUT ${bundle}
  COMMAND ${CMAKE_COMMAND} -E rm -f ${bundle}
  COMMAND ${CMAKE_AR} -M < ${PROJECT_BINARY_DIR}/bundle/merge.mri
  COMMAND ${CMAKE_RANLIB} -D ${bundle}
  DEPENDS logscan_lib ${PROJECT_BINARY_DIR}/bundle/merge.mri
)
add_custom_target(bundle ALL DEPENDS ${bundle})
add_dependencies(demo bundle)

install(TARGETS logscan)
install(TARGETS logscan_lib ARCHIVE EXCLUDE_FROM_ALL COMPONENT parts FILE_SET HEADERS)
install(FILES ${bundle} DESTINATION ${CMAKE_INSTALL_LIBDIR})

set(config_dir ${CMAKE_INSTALL_LIBDIR}/cmake/logscan)
# Not there if the preset `demo` alone was built. Only the .deb has it.
install(TARGETS logscan_c EXPORT logscanCTargets OPTIONAL)
install(EXPORT logscanCTargets NAMESPACE logscan:: DESTINATION ${config_dir})
configure_package_config_file(
  cmake/logscanConfig.cmake.in logscanConfig.cmake
  INSTALL_DESTINATION ${config_dir} PATH_VARS CMAKE_INSTALL_LIBDIR CMAKE_INSTALL_INCLUDEDIR
)
write_basic_package_version_file(logscanConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/logscanConfig.cmake
              ${PROJECT_BINARY_DIR}/logscanConfigVersion.cmake DESTINATION ${config_dir}
)

# The folder of the .pc file leads to the rest, wherever an archive is unpacked.
file(RELATIVE_PATH from_pc /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
configure_file(packaging/logscan.pc.in logscan.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/logscan.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

# --- Documentation and licences ----------------------------------------------------------------

install(FILES README.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(
  DIRECTORY docs DESTINATION ${CMAKE_INSTALL_DOCDIR}
  REGEX "/(design|DESIGN.md|testing.md)$" EXCLUDE # for contributors
)
# In the form of Debian: a space before each line, and a dot in an empty one.
file(READ LICENSE license)
string(REGEX REPLACE "^MIT License\n\nCopyright[^\n]*\n\n" "" license "${license}")
string(REGEX REPLACE "\n+$" "" license "${license}")
string(REPLACE "\n" "\n " license " ${license}")
string(REPLACE "\n \n" "\n .\n" license "${license}")
configure_file(packaging/copyright.in copyright @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR})

# Of Debian's packages whose code is in the program or the library. packaging/copyright.in lists
# them, too.
foreach(
  package
  libcli11-dev libfmt-dev libhwy-dev libspdlog-dev libsimdjson-dev libisal-dev libtomlplusplus-dev
  libcurl4-openssl-dev
  libxxhash-dev libre2-dev libmaxminddb-dev libutf8proc-dev zlib1g-dev libzstd-dev libbz2-dev
  liblzma-dev liblz4-dev libstdc++-12-dev nlohmann-json3-dev libjs-dygraphs
)
  file(REAL_PATH /usr/share/doc/${package} folder)
  # Other systems keep licences elsewhere.
  install(FILES ${folder}/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR}/licenses RENAME ${package}
          OPTIONAL
  )
endforeach()

include(cmake/package.cmake)
