#!/usr/bin/env bash
# Runs one fuzz target for a while over its seeds, leaving them as they are: tests/fuzz.sh SECONDS build/.../fuzz_NAME
set -u

seconds=$1 target=$2 name=$(basename "$2")
seeds=tests/corpus/$name
if [ -z "$(ls "$seeds" 2>/dev/null)" ]; then
  echo "$name: needs seeds in $seeds"
  exit 1
fi
found=$(mktemp -d) && trap 'rm -rf "$found"' EXIT

dictionary=() && [ -f "$seeds.dict" ] && dictionary=("-dict=$seeds.dict")

# The first folder is where new inputs go, so that the seeds are only read. A crash is kept beside the target.
"$target" "${dictionary[@]}" -max_total_time="$seconds" -max_len=262144 -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 \
  -artifact_prefix="$target-" "$found" "$seeds" >"$target.log" 2>&1
status=$?
runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$target.log" | tail -n 1)
if [ $status != 0 ]; then
  tail -n 60 "$target.log"
  echo "$name: failed after ${runs:-some} executions (the input is beside $target)"
  exit 1
fi
echo "$name: ${runs} executions in $seconds s, $(ls "$seeds" | wc -l) seeds, nothing found"
[ "${runs:-0}" -gt 0 ]
