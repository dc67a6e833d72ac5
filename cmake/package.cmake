# Packages: a .deb and an .rpm. .ci/package builds both, and an archive; `cmake --build build/release
# --target package` builds the .deb.

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME logscan)
set(CPACK_PACKAGE_VENDOR "logscan maintainers")
set(CPACK_PACKAGE_CONTACT "logscan maintainers <logscan@example.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "find out what fails, from access logs of web servers")
set(CPACK_PACKAGE_DESCRIPTION
    "logscan reads access logs of nginx, Apache, HAProxy, Caddy, IIS, AWS and
more than thirty other sources, and detects the format line by line. It
reports which requests fail, since when, on which paths and for which
clients, and accounts for every line. This package has the program, its
man pages and completions, and the libraries for C++ and C."
)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE
)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# For packages that use liblogscan.so, and for the loader.
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${PROJECT_SOURCE_DIR}/packaging/triggers)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
if(CMAKE_CROSSCOMPILING AND CMAKE_SYSTEM_PROCESSOR STREQUAL "aarch64")
  set(CPACK_DEBIAN_PACKAGE_ARCHITECTURE arm64)
endif()
if(CMAKE_EXE_LINKER_FLAGS MATCHES "pack-relative-relocs")
  set(CPACK_DEBIAN_PACKAGE_DEPENDS "libc6 (>= 2.36)") # dpkg-shlibdeps overlooks it
endif()
# They are loaded if they are there: for URLs, and to read gzip and JSON faster.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libcurl4, libisal2, libsimdjson14")

set(CPACK_RPM_FILE_NAME RPM-DEFAULT)
set(CPACK_RPM_PACKAGE_LICENSE MIT)
set(CPACK_RPM_PACKAGE_GROUP "Applications/Internet")
# The build time and the host would differ from build to build. Only who builds with the library needs
# pkg-config.
set(CPACK_RPM_SPEC_MORE_DEFINE "%define use_source_date_epoch_as_buildtime 1
%define clamp_mtime_to_source_date_epoch 1
%define _buildhost localhost
%define _build_id_links none
%define __requires_exclude ^/usr/bin/pkg-config"
)
set(CPACK_RPM_EXCLUDE_FROM_AUTO_FILELIST_ADDITION
    /usr/share/man /usr/share/man/man1 /usr/share/man/man5 /usr/share/man/man7
    /usr/share/bash-completion /usr/share/bash-completion/completions /usr/share/zsh
    /usr/share/zsh/site-functions /usr/share/fish /usr/share/fish/vendor_completions.d
    /usr/lib64/pkgconfig /usr/lib64/cmake
)

configure_file(packaging/changelog.in debian/changelog.Debian @ONLY)
configure_file(cmake/package_files.cmake.in package_files.cmake @ONLY)
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_BINARY_DIR}/package_files.cmake)

include(CPack)
