# libtorch's CPU half, from the torch package of the wheel (tools/setup). Its own package config insists on CUDA and
# brings flags and rpaths of its own, so the two libraries are imported by hand.
if(NOT GESSO_TORCH_ROOT)
    if(NOT "$ENV{GESSO_TORCH_ROOT}" STREQUAL "")
        set(GESSO_TORCH_ROOT $ENV{GESSO_TORCH_ROOT})
    else()
        execute_process(COMMAND ${CMAKE_SOURCE_DIR}/tools/setup --print-torch-root
            OUTPUT_VARIABLE GESSO_TORCH_ROOT OUTPUT_STRIP_TRAILING_WHITESPACE)
    endif()
endif()
if(NOT EXISTS ${GESSO_TORCH_ROOT}/include/ATen/ATen.h)
    message(FATAL_ERROR "libtorch was not found in '${GESSO_TORCH_ROOT}': run tools/setup, or name the torch package "
        "with -DGESSO_TORCH_ROOT=DIR")
endif()

foreach(library c10 torch_cpu torch_cuda c10_cuda)
    if(EXISTS ${GESSO_TORCH_ROOT}/lib/lib${library}.so)
        add_library(torch::${library} SHARED IMPORTED)
        set_target_properties(torch::${library} PROPERTIES
            IMPORTED_LOCATION ${GESSO_TORCH_ROOT}/lib/lib${library}.so
            IMPORTED_SONAME lib${library}.so
            INTERFACE_INCLUDE_DIRECTORIES ${GESSO_TORCH_ROOT}/include)
    endif()
endforeach()

# ATen's parallel_for is an OpenMP template; libgomp itself comes from libtorch's folder (same soname).
add_library(gesso_torch INTERFACE)
target_link_libraries(gesso_torch INTERFACE torch::torch_cpu torch::c10)
target_compile_options(gesso_torch INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-fopenmp>)
# Programs look for libtorch in lib/gesso beside their own folder: an installation has it there, a build tree a link. One
# rpath for both, since one that CMake changes while it installs is filled up with colons, which stand for whatever folder
# one happens to be in. The old kind of rpath, since it counts for the libraries of libraries, too.
option(GESSO_INSTALL_TORCH "Install libtorch's CPU half beside the programs" ON)
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
file(CREATE_LINK ${GESSO_TORCH_ROOT}/lib ${CMAKE_BINARY_DIR}/lib/gesso SYMBOLIC)
set(CMAKE_BUILD_WITH_INSTALL_RPATH ON)
set(CMAKE_INSTALL_RPATH "$ORIGIN/../lib/gesso")
if(NOT GESSO_INSTALL_TORCH)
    list(APPEND CMAKE_INSTALL_RPATH ${GESSO_TORCH_ROOT}/lib)
endif()
target_link_options(gesso_torch INTERFACE -fopenmp -Wl,--disable-new-dtags -Wl,--allow-shlib-undefined)

# Headers of CUDA's types (half, bfloat16, vectors): beside libtorch where it came as a wheel, else the toolkit's.
find_path(GESSO_CUDA_INCLUDE cuda_fp16.h
    HINTS ${GESSO_TORCH_ROOT}/../nvidia/cu13/include ${GESSO_CUDA_ROOT}/include /usr/local/cuda/include)
