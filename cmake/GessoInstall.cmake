# cmake --install build/release --prefix DIR: programs, what comes with them, and libtorch's CPU half in lib/gesso, so that
# DIR can be moved or packed. With GESSO_INSTALL_TORCH=OFF the programs use libtorch where it was found. The CUDA plugin
# keeps to the libraries that it was built with: they are 3 GB.
include(GNUInstallDirs)

set(programs gesso-engine)
if(GESSO_BUILD_UI)
    list(APPEND programs gesso-cli)
endif()
if(GESSO_BUILD_WINDOW)
    list(APPEND programs gesso)
endif()
install(TARGETS ${programs} RUNTIME_DEPENDENCY_SET gesso_libraries RUNTIME DESTINATION bin)
if(GESSO_INSTALL_TORCH)
    # The system's own libraries stay the system's.
    install(RUNTIME_DEPENDENCY_SET gesso_libraries
        PRE_EXCLUDE_REGEXES "^ld-linux" "^lib(c|m|dl|rt|pthread|gcc_s|stdc\\+\\+)[.]so"
        POST_EXCLUDE_REGEXES "^/usr/lib/" "^/lib/"
        LIBRARY DESTINATION lib/gesso)
endif()
if(GESSO_WITH_CUDA)
    install(TARGETS gesso_cuda LIBRARY DESTINATION bin) # the engine opens it from its own folder
endif()

set(resources ${CMAKE_SOURCE_DIR}/resources)
install(DIRECTORY ${resources}/starter-model ${resources}/families ${resources}/styles DESTINATION share/gesso)
install(FILES ${CMAKE_SOURCE_DIR}/LICENSE ${CMAKE_SOURCE_DIR}/docs/third-party.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
if(GESSO_BUILD_WINDOW)
    install(FILES ${resources}/gesso.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
    install(FILES ${resources}/icons/gesso.svg DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
endif()
