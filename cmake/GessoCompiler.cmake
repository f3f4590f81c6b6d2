# Flags that every target of ours shares.
find_program(GESSO_CCACHE ccache)
if(GESSO_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${GESSO_CCACHE})
    set(CMAKE_C_COMPILER_LAUNCHER ${GESSO_CCACHE})
    set(CMAKE_CUDA_COMPILER_LAUNCHER ${GESSO_CCACHE})
endif()

# One position-independent form everywhere, so that libraries, programs and tests can share a precompiled header.
add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fPIC>)

add_library(gesso_flags INTERFACE)
target_include_directories(gesso_flags INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_definitions(gesso_flags INTERFACE GESSO_VERSION="${PROJECT_VERSION}")
target_compile_options(gesso_flags INTERFACE
    $<$<COMPILE_LANGUAGE:CXX>:-Wall -Wextra -Wpedantic -Wshadow=local -Wnon-virtual-dtor
    -fpch-preprocess -Wno-invalid-pch>)
# g++ 12 sees overlapping copies in std::string's operator+ where there are none (GCC bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(gesso_flags INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wno-restrict>)
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
