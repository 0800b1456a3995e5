#!/usr/bin/env bash
# Runs one fuzz target for a while over its seeds, leaving them as they are: tests/fuzz.sh SECONDS SEED build/.../fuzz_NAME
# The same seed invents the same in the same order, so that the gate does not find at one time what it misses at another: addresses are
# not random where the system lets them be (comparisons and the depth of the stack tell them), and what was found is not read back by the
# clock. random looks further. AFL++ drives the same targets (afl-fuzz -i tests/corpus/fuzz_read -o FOLDER -- build/afl/fuzz/fuzz_read):
#   make build/afl/fuzz/fuzz_read BUILD=build/afl CC=afl-clang-fast SANITIZE=address,undefined
set -u

seconds=$1 seed=${2/random/0} target=$3 name=$(basename "$3") # libFuzzer takes 0 for any
seeds=tests/corpus/$name
if [ -z "$(ls "$seeds" 2>/dev/null)" ]; then
  echo "$name: needs seeds in $seeds"
  exit 1
fi
found=$(mktemp -d) && trap 'rm -rf "$found"' EXIT

export LSAN_OPTIONS=suppressions=tests/leaks.supp:print_suppressions=0
dictionary=() && [ -f "$seeds.dict" ] && dictionary=("-dict=$seeds.dict")

still=() && setarch -R true 2>/dev/null && still=(setarch -R)

# The first folder is where new inputs go, so that the seeds are only read. A crash is kept beside the target.
"${still[@]}" "$target" "${dictionary[@]}" -seed="$seed" -reload=0 -max_total_time="$seconds" -max_len=262144 -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 \
  -artifact_prefix="$target-" "$found" "$seeds" >"$target.log" 2>&1
status=$?
runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$target.log" | tail -n 1)
if [ $status != 0 ]; then
  tail -n 60 "$target.log"
  echo "$name: failed after ${runs:-some} executions (the input is beside $target)"
  exit 1
fi
covered=$(grep -o 'cov: [0-9]* ft: [0-9]*' "$target.log" | tail -n 1)
read -r _ edges _ features <<<"$covered"
echo "$name: ${runs} executions in $seconds s, $(ls "$seeds" | wc -l) seeds, ${edges:-no} edges and ${features:-no} features covered, nothing found"
[ "${runs:-0}" -gt 0 ]
