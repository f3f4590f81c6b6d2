# cmake --install build/release --prefix DIR: programs, what comes with them, and libtorch's CPU half in lib/gesso, so that
# DIR can be moved or packed. With GESSO_INSTALL_TORCH=OFF the programs use libtorch where it was found. The CUDA plugin
# keeps to the libraries that it was built with: they are 3 GB.
option(GESSO_INSTALL_TORCH "Install libtorch's CPU half beside the programs" ON)
include(GNUInstallDirs)

set(programs gesso-engine)
if(GESSO_BUILD_UI)
    list(APPEND programs gesso-cli gesso)
endif()
set(torch_folder ${GESSO_TORCH_ROOT}/lib)
if(GESSO_INSTALL_TORCH)
    set(torch_folder "$ORIGIN/../${CMAKE_INSTALL_LIBDIR}/gesso")
endif()
set_target_properties(gesso-engine PROPERTIES INSTALL_RPATH "${torch_folder}")
install(TARGETS ${programs} RUNTIME_DEPENDENCY_SET gesso_libraries RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
if(GESSO_INSTALL_TORCH)
    # The system's own libraries stay the system's.
    install(RUNTIME_DEPENDENCY_SET gesso_libraries
        PRE_EXCLUDE_REGEXES "^ld-linux" "^lib(c|m|dl|rt|pthread|gcc_s|stdc\\+\\+)[.]so"
        POST_EXCLUDE_REGEXES "^/usr/lib/" "^/lib/"
        LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/gesso)
endif()
if(GESSO_WITH_CUDA)
    set_target_properties(gesso_cuda PROPERTIES INSTALL_RPATH "${torch_folder};${GESSO_TORCH_ROOT}/lib")
    install(TARGETS gesso_cuda LIBRARY DESTINATION ${CMAKE_INSTALL_BINDIR}) # the engine opens it from its own folder
endif()

set(resources ${CMAKE_SOURCE_DIR}/resources)
install(DIRECTORY ${resources}/starter-model ${resources}/families ${resources}/styles
    DESTINATION ${CMAKE_INSTALL_DATADIR}/gesso)
install(FILES ${CMAKE_SOURCE_DIR}/LICENSE ${CMAKE_SOURCE_DIR}/docs/third-party.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
if(GESSO_BUILD_UI)
    install(FILES ${resources}/gesso.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
    install(FILES ${resources}/icons/gesso.svg DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
endif()
