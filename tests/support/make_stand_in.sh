#!/usr/bin/env bash
# make_stand_in.sh TORCH_LIB SONAME OUT: a library that has every function that libtorch's CUDA half links of SONAME, none of
# which does anything: with it the CUDA half opens where CUDA is not set up.
set -euo pipefail
lib=$1 soname=$2 out=$3
stem=$(sed 's/^lib//; s/[._].*//' <<<"$soname")
users=("$lib/libtorch_cuda.so" "$lib/libtorch_nvshmem.so")
nm -D --undefined-only "${users[@]}" | awk '{ print $2 }' | sed 's/@.*//' | { grep -i "^$stem" || true; } | sort -u |
    sed 's/.*/void &(void) {}/' >"$out/$stem.c"
version=$(readelf -V "${users[@]}" | awk -v file="$soname" '/File:/ { found = index($0, "File: " file " ") } found && /Name:/ { print $3; exit }')
flags=(-Wl,-soname,"$soname")
if [ -n "$version" ]; then
    printf '%s { *; };\n' "$version" >"$out/$stem.map"
    flags+=(-Wl,--version-script,"$out/$stem.map")
fi
gcc -shared -fPIC "${flags[@]}" -o "$out/$soname" "$out/$stem.c"
