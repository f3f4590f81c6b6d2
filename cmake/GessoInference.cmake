# gesso_inference_library(name SOURCES file... [LIBS lib...]): one module of the engine. All share one precompiled header.
function(gesso_inference_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LIBS" ${ARGN})
    add_library(${name} STATIC ${ARG_SOURCES})
    target_link_libraries(${name} PUBLIC gesso_core_base gesso_torch ${ARG_LIBS})
    gesso_compile_together(${name} 20)
    # What is costly happens in libtorch and in the kernels, which ask for -O3.
    target_compile_options(${name} PRIVATE $<$<CONFIG:Release>:-O1>)
    target_precompile_headers(${name} REUSE_FROM gesso_torch_pch)
endfunction()
