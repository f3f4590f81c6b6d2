# gesso_ui_library(name SOURCES ... LIBS ...): a room of the window. All share one precompiled header of Qt.
find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Widgets Svg DBus Network LinguistTools)

gesso_precompiled_header(gesso_qt_pch LIBS gesso_flags Qt6::Widgets HEADERS <QtWidgets>)
target_compile_definitions(gesso_qt_pch PUBLIC QT_NO_KEYWORDS QT_NO_FOREACH)

function(gesso_ui_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LIBS" ${ARGN})
    add_library(${name} STATIC ${ARG_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    target_link_libraries(${name} PUBLIC gesso_flags gesso_core Qt6::Widgets ${ARG_LIBS})
    target_compile_definitions(${name} PUBLIC QT_NO_KEYWORDS QT_NO_FOREACH)
    target_precompile_headers(${name} REUSE_FROM gesso_qt_pch)
    gesso_compile_together(${name} 8)
endfunction()
