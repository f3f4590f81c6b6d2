# gesso_inference_library(name SOURCES file... [LIBS lib...]): one module of the engine. All share one precompiled header.
function(gesso_inference_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LIBS" ${ARGN})
    add_library(${name} STATIC ${ARG_SOURCES})
    target_link_libraries(${name} PUBLIC gesso_core_base gesso_torch ${ARG_LIBS})
    target_compile_options(${name} PRIVATE $<$<CONFIG:Release>:-O3>)
    # Half of what a file costs is libtorch's templates, which every file instantiates anew: several share that.
    set_target_properties(${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 6)
    target_precompile_headers(${name} REUSE_FROM gesso_torch_pch)
endfunction()
