# gesso_add_test(path/to/test_name.cpp [LIBS lib...] [TORCH] [BENCH] [TIMEOUT seconds] [ENV VAR=value...])
#
# One Qt Test program per unit. The name in ctest is the path below tests/ with dots: core.base.test_error. TORCH says
# that the file includes libtorch headers: it then shares a precompiled header with others of the kind. BENCH says
# that it can also judge how long things take (tests/support/time_judge.h), which it does in a second run of its own:
# `ctest --test-dir build/release -C Bench -L bench`, on a quiet machine; every other run leaves those out.
find_package(Qt6 6.4 REQUIRED COMPONENTS Core Test)

# Qt Test but for what it defines differently in each folder (for QFINDTESTDATA), which would keep tests from sharing a
# precompiled header.
add_library(gesso_qt_test INTERFACE)
target_include_directories(gesso_qt_test SYSTEM INTERFACE $<TARGET_PROPERTY:Qt6::Test,INTERFACE_INCLUDE_DIRECTORIES>)
target_compile_definitions(gesso_qt_test INTERFACE QT_TESTLIB_LIB)
target_link_libraries(gesso_qt_test INTERFACE Qt6::Core $<LINK_ONLY:Qt6::Test>)

gesso_precompiled_header(gesso_test_pch LIBS gesso_core_base gesso_qt_test HEADERS
    <QTest> <QDir> <QFile> <QSignalSpy> <QTemporaryDir> <nlohmann/json.hpp> <tl/expected.hpp>
    <algorithm> <filesystem> <functional> <map> <memory> <optional> <string> <variant> <vector>)
gesso_precompiled_header(gesso_torch_test_pch LIBS gesso_core_base gesso_torch gesso_qt_test HEADERS
    <ATen/ATen.h> <QTest> <nlohmann/json.hpp> <tl/expected.hpp>
    <filesystem> <functional> <map> <memory> <optional> <string> <variant> <vector>)
foreach(pch gesso_test_pch gesso_torch_test_pch)
    target_compile_definitions(${pch} PRIVATE QT_NO_KEYWORDS)
    target_compile_options(${pch} PRIVATE $<$<CONFIG:Release>:-O0>)
endforeach()

# What each test writes of its memory at its end (.ci/run reports who took much).
add_library(gesso_peak_memory OBJECT ${CMAKE_SOURCE_DIR}/tests/support/peak_memory.cpp)
target_link_libraries(gesso_peak_memory PRIVATE gesso_flags)

# Two hundred programs are linked: gold takes a quarter of the time.
find_program(GESSO_GOLD ld.gold)

# moc is run on the test's own text alone: CMake's AUTOMOC would let it read every header of libtorch, which takes longer
# than compiling the test.
function(gesso_moc target source)
    get_filename_component(name ${source} NAME_WE)
    set(folder ${CMAKE_CURRENT_BINARY_DIR}/moc)
    add_custom_command(OUTPUT ${folder}/${name}.moc
        COMMAND ${CMAKE_COMMAND} -E make_directory ${folder}
        COMMAND Qt6::moc ${CMAKE_CURRENT_SOURCE_DIR}/${source} -o ${folder}/${name}.moc
        DEPENDS ${source} VERBATIM)
    target_sources(${target} PRIVATE ${folder}/${name}.moc)
    set_source_files_properties(${source} PROPERTIES OBJECT_DEPENDS ${folder}/${name}.moc)
    target_include_directories(${target} PRIVATE ${folder})
endfunction()

function(gesso_add_test source)
    cmake_parse_arguments(ARG "TORCH;BENCH" "TIMEOUT" "LIBS;ENV" ${ARGN})
    get_filename_component(name ${source} NAME_WE)
    file(RELATIVE_PATH folder ${CMAKE_SOURCE_DIR}/tests ${CMAKE_CURRENT_SOURCE_DIR})
    string(REPLACE "/" "." dotted "${folder}")
    set(target ${dotted}.${name})
    add_executable(${target} ${source} $<TARGET_OBJECTS:gesso_peak_memory>)
    set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    gesso_moc(${target} ${source})
    target_link_libraries(${target} PRIVATE gesso_flags ${ARG_LIBS} gesso_qt_test)
    target_compile_definitions(${target} PRIVATE QT_NO_KEYWORDS
        GESSO_FIXTURES="${CMAKE_SOURCE_DIR}/tests/fixtures" GESSO_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
        GESSO_BIN_DIR="${CMAKE_BINARY_DIR}/bin")
    if(GESSO_GOLD AND NOT GESSO_SANITIZE)
        target_link_options(${target} PRIVATE -fuse-ld=gold)
    endif()
    # A test runs once for each time that it is compiled. (The window's share the precompiled header of what is tested.)
    set(level -O0)
    if(ARG_TORCH)
        target_precompile_headers(${target} REUSE_FROM gesso_torch_test_pch)
    elseif(ARG_LIBS MATCHES "gesso_(ui|studio)")
        target_compile_definitions(${target} PRIVATE QT_NO_FOREACH)
        target_precompile_headers(${target} REUSE_FROM gesso_qt_pch)
        set(level -O1)
    elseif(NOT ARG_LIBS MATCHES "Qt6::Gui" AND NOT dotted MATCHES "^(inference|faults)")
        target_precompile_headers(${target} REUSE_FROM gesso_test_pch)
    else()
        set(level -O1)
    endif()
    target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:${level}>)
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 120)
    endif()
    add_test(NAME ${target} COMMAND ${target})
    set_tests_properties(${target} PROPERTIES TIMEOUT ${ARG_TIMEOUT}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;OMP_NUM_THREADS=2;OMP_WAIT_POLICY=PASSIVE;XDG_STATE_HOME=${CMAKE_BINARY_DIR}/state;GESSO_TEST_PEAKS=${CMAKE_BINARY_DIR}/test-peaks;${ARG_ENV}")
    if(GESSO_SANITIZE)
        gesso_watch_test(${target})
    elseif(ARG_BENCH)
        add_test(NAME bench.${target} COMMAND ${target} CONFIGURATIONS Bench)
        set_tests_properties(bench.${target} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS bench RUN_SERIAL ON
            ENVIRONMENT "GESSO_JUDGE_TIMES=1;QT_QPA_PLATFORM=offscreen;OMP_NUM_THREADS=2;OMP_WAIT_POLICY=PASSIVE;${ARG_ENV}")
    endif()
endfunction()

# What a sanitizer's run of a test needs. Qt, libtorch and what they load keep memory to the end, so leaks are not looked
# for; what cannot be allocated must come back as an error, as it does without it. The thread sanitizer knows neither Qt's
# locks nor libgomp's barriers, since both are built without it: it is for the tests of code without Qt (label tsan), on
# one OpenMP thread.
function(gesso_watch_test target)
    math(EXPR timeout "${ARG_TIMEOUT} * 5")
    set_tests_properties(${target} PROPERTIES TIMEOUT ${timeout})
    set(environment ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1)
    if(GESSO_SANITIZE STREQUAL "thread")
        set(environment "OMP_NUM_THREADS=1"
            "TSAN_OPTIONS=allocator_may_return_null=1:suppressions=${CMAKE_SOURCE_DIR}/tests/support/tsan.supp")
        # Not what forks: the sanitizer knows no threads that begin in the copy of a program with threads.
        if(target MATCHES "^(core|app.engine_client|inference.(engine|service))[.]" AND NOT target MATCHES "test_end_deadline$")
            set_tests_properties(${target} PROPERTIES LABELS tsan)
        endif()
    endif()
    set_property(TEST ${target} APPEND PROPERTY ENVIRONMENT ${environment})
endfunction()
