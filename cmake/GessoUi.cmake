# gesso_ui_library(name SOURCES ... LIBS ...): a room of the window. All share one precompiled header of Qt.
find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Widgets Svg DBus Network LinguistTools)

set(gesso_qt_stub ${CMAKE_BINARY_DIR}/qt_pch.cpp)
file(CONFIGURE OUTPUT ${gesso_qt_stub} CONTENT "")
add_library(gesso_qt_pch STATIC ${gesso_qt_stub})
target_link_libraries(gesso_qt_pch PUBLIC gesso_flags Qt6::Widgets)
target_compile_definitions(gesso_qt_pch PUBLIC QT_NO_KEYWORDS QT_NO_FOREACH)
target_precompile_headers(gesso_qt_pch PRIVATE <QtWidgets>)

function(gesso_ui_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LIBS" ${ARGN})
    add_library(${name} STATIC ${ARG_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    target_link_libraries(${name} PUBLIC gesso_flags gesso_core Qt6::Widgets ${ARG_LIBS})
    target_compile_definitions(${name} PUBLIC QT_NO_KEYWORDS QT_NO_FOREACH)
    target_precompile_headers(${name} REUSE_FROM gesso_qt_pch)
endfunction()
