#!/usr/bin/env bash
# tools/gpu/check.sh [OUT]: on a machine with a GPU, and torch under Python 3 with its CUDA libraries, runs what tools/gpu/pack
# packed and writes each figure as one JSON line into OUT/figures.jsonl (.gpu/out when not named) as soon as it is known.
# Under 4 minutes: each phase has its own limit. Status 0 when every phase went well.
#
# To be tried without a GPU: CHECK_DEVICE=cpu CHECK_TINY=1 takes the CPU and the tests' small models. CHECK_ENGINE names another
# folder with gesso-engine than the bundle.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 1
out=${1:-.gpu/out}
mkdir -p "$out"
figures=$out/figures.jsonl
: >"$figures"
began=$(date +%s)
failed=0

note() { printf '%s\n' "$1" | tee -a "$figures"; }
quoted() { python3 -c 'import json, sys; print(json.dumps(sys.stdin.read()[-1500:]))'; }

engine=${CHECK_ENGINE:-}
if [ -z "$engine" ]; then
    engine=.gpu/bundle
    tar -C .gpu -xJf .gpu/bundle.tar.xz || exit 1
fi
engine=$(cd "$engine" && pwd)
torch=$(python3 -c 'import importlib.util; print(importlib.util.find_spec("torch").submodule_search_locations[0])' 2>/dev/null)
[ -z "$torch" ] || [ -n "${CHECK_ENGINE:-}" ] || export LD_LIBRARY_PATH="$torch/lib:$engine/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
export CHECK_ENGINE=$engine XDG_CACHE_HOME=$out/cache
device=${CHECK_DEVICE:-cuda:0}

# phase NAME SECONDS COMMAND...: its output goes to OUT/NAME.txt; what it writes as figures is kept as it comes.
phase() {
    local name=$1 limit=$2 status from
    shift 2
    from=$(date +%s.%N)
    timeout -k 5 "$limit" "$@" >"$out/$name.txt" 2>&1
    status=$?
    grep -a '^{' "$out/$name.txt" >>"$figures"
    [ $status -eq 0 ] || failed=1
    note "$(printf '{"phase": "%s", "status": %d, "seconds": %.1f, "said": %s}' "$name" $status \
        "$(python3 -c "import time; print(time.time() - $from)")" "$(grep -av '^{' "$out/$name.txt" | quoted)")"
}

phase machine 15 bash -c 'nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv; ldd --version | head -n 1;
    python3 -c "import torch; print(torch.__version__)"; nproc; uname -r'
phase info 20 "$engine/gesso-engine" info
phase doctor 45 "$engine/gesso-engine" doctor --device "$device"
phase parity 45 python3 -u tools/gpu/check.py parity "$device"
phase workload-1 50 python3 -u tools/gpu/check.py workload-1 "$device"
phase workload-9 50 python3 -u tools/gpu/check.py workload-9 "$device"
note "{\"phase\": \"all\", \"status\": $failed, \"seconds\": $(($(date +%s) - began))}"
python3 tools/gpu/check.py table "$figures"
exit $failed
