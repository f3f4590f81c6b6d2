# Flags that every target of ours shares.
find_program(GESSO_CCACHE ccache)
if(GESSO_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${GESSO_CCACHE})
    set(CMAKE_C_COMPILER_LAUNCHER ${GESSO_CCACHE})
    set(CMAKE_CUDA_COMPILER_LAUNCHER ${GESSO_CCACHE})
endif()

# What is costly is in the kernels, the pixels' loops and libtorch: the first two ask for -O3 themselves.
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")

# What a message says of its place (__FILE__) is told from the top of the source tree, wherever that stood.
add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=>)

# One position-independent form everywhere, so that libraries, programs and tests can share a precompiled header.
add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fPIC>)

add_library(gesso_flags INTERFACE)
target_include_directories(gesso_flags INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_definitions(gesso_flags INTERFACE GESSO_VERSION="${PROJECT_VERSION}")
target_compile_options(gesso_flags INTERFACE
    $<$<COMPILE_LANGUAGE:CXX>:-Wall -Wextra -Wpedantic -Wshadow=local -Wnon-virtual-dtor
    -fpch-preprocess -Wno-invalid-pch>)
# g++ 12 sees overlapping and overlong copies in std::string's operator+ where there are none (GCC bugs 105651, 105329).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(gesso_flags INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wno-restrict>
        $<$<COMPILE_LANGUAGE:CXX>:-Wno-array-bounds> $<$<COMPILE_LANGUAGE:CXX>:-Wno-stringop-overflow>
        $<$<COMPILE_LANGUAGE:CXX>:-Wno-stringop-overread>)
endif()
if(GESSO_WERROR)
    target_compile_options(gesso_flags INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Werror>)
endif()
if(GESSO_SANITIZE)
    add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fsanitize=${GESSO_SANITIZE}>
        $<$<COMPILE_LANGUAGE:CXX>:-fno-omit-frame-pointer>)
    if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
        # What GCC 12 says of uninitialised values is wrong in instrumented code; the sanitizers look for them.
        add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-Wno-maybe-uninitialized>)
    endif()
    add_link_options(-fsanitize=${GESSO_SANITIZE})
    if(GESSO_SANITIZE MATCHES undefined)
        add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fno-sanitize-recover=undefined>)
    endif()
endif()
find_package(Threads REQUIRED)

# gesso_precompiled_header(NAME LIBS lib... HEADERS header...): a precompiled header that targets take by REUSE_FROM.
function(gesso_precompiled_header name)
    cmake_parse_arguments(ARG "" "" "LIBS;HEADERS" ${ARGN})
    set(stub ${CMAKE_BINARY_DIR}/${name}.cpp)
    file(CONFIGURE OUTPUT ${stub} CONTENT "")
    add_library(${name} STATIC ${stub})
    target_link_libraries(${name} PUBLIC ${ARG_LIBS})
    target_precompile_headers(${name} PRIVATE ${ARG_HEADERS})
endfunction()

# gesso_compile_together(TARGET COUNT): compiles so many files of a library as one, since what a file costs is mostly the
# templates (libtorch's, the JSON library's) that each instantiates again. In release builds alone: others compile each file
# by itself, so that an edit costs one file, and an include that is missing shows.
function(gesso_compile_together target count)
    if(CMAKE_BUILD_TYPE STREQUAL "Release")
        set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE ${count})
    endif()
endfunction()
