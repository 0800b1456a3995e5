"""A cold fill of Child A's Term 1 by Cairn and by docxtemplater, run in turn: bench.py FOLDER

FOLDER holds node's packages and the program that measures.
"""

import os
import pathlib
import statistics
import subprocess
import sys

from values import Values, check, make_template

ROOT = pathlib.Path(__file__).resolve().parents[2]
CAIRN = os.environ.get("CAIRN", str(ROOT / "cairn"))
RECORD = ROOT / "samples/rowan/child-a.yaml"
RUNS = 25
AIM_MILLISECONDS, AIM_MEGABYTES, AIM_TIMES = 15, 12, 20

# ---- measuring ----

def measure(folder, command, out):
    """(milliseconds, megabytes) of one run that begins without its output."""
    out.unlink(missing_ok=True)
    done = subprocess.run([folder / "measure", *command], stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{command[0]} ended with {done.returncode}")
    milliseconds, megabytes, _ = done.stdout.split()
    return float(milliseconds), float(megabytes)


def line(name, runs):
    times = sorted(run[0] for run in runs)
    low, high = times[len(times) // 4], times[-1 - len(times) // 4]
    print(f"{name:<15}{statistics.median(times):8.1f} ms   (middle half {low:.1f} to {high:.1f}, fastest {times[0]:.1f})"
          f"{statistics.median(run[1] for run in runs):9.1f} MB")
    return statistics.median(times), statistics.median(run[1] for run in runs)


def main():
    folder = pathlib.Path(sys.argv[1])
    template, data, ours, theirs = (folder / name for name in ("template.docx", "docxtemplater.json", "cairn.docx", "docxtemplater.docx"))
    make_template(template)
    values = Values().write(RECORD, data)
    commands = {ours: [CAIRN, "fill", RECORD, "--term", "1", "-o", ours],
                theirs: ["node", ROOT / "tests/bench/fill.js", template, folder, "0", data]}
    runs = {out: [] for out in commands}
    for turn in range(RUNS + 1):
        for out, command in commands.items():
            result = measure(folder, command, out)
            if turn:  # the first run only warms the disk's cache
                runs[out].append(result)
    for out in commands:
        check(out, values)
    print(f"A fill of Child A's Term 1 from a cold start, median of {RUNS} runs in turn, and peak memory:")
    milliseconds, megabytes = line("cairn fill", runs[ours])
    other, other_megabytes = line("docxtemplater", runs[theirs])
    times = other / milliseconds
    print(f"cairn is {times:.1f} times as fast, with {other_megabytes / megabytes:.1f} times less memory")
    aims = [(milliseconds <= AIM_MILLISECONDS, f"{AIM_MILLISECONDS} ms"), (megabytes <= AIM_MEGABYTES, f"{AIM_MEGABYTES} MB"),
            (times >= AIM_TIMES, f"{AIM_TIMES} times as fast")]
    print("aims: " + ", ".join(f"{aim} {'reached' if reached else 'MISSED'}" for reached, aim in aims))
    return 0


if __name__ == "__main__":
    sys.exit(main())
