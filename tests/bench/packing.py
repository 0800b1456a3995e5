"""Packs: `cairn pack` on a class of different learners, from YAML to finished files with comments, beside other programs that fill in the
same values and beside two limits on the same documents, A and F (package.c): packing.py FOLDER [MOST]

FOLDER holds node's packages and the programs `measure` and `package`; MOST, 10000 if not given, is up to how many learners growth is shown.
"""

import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

from values import ROOT, TEMPLATE, Values, check, make_template

import klass

HERE = ROOT / "tests/bench"
CAIRN = os.environ.get("CAIRN", str(ROOT / "cairn"))
MEMORY = pathlib.Path("/dev/shm")
CORES = os.cpu_count()
LEARNERS, TURNS, DISK_TURNS = 2000, 5, 3
OTHERS, WARM, OTHER_TURNS = 60, 20, 3
COUNTS = [100, 1000, 10000, 100000]
ROOM = 60000  # bytes that a learner may take, the record and the document
AIM_F, AIM_DOCXTEMPLATER, AIM_SIZE, AIM_CORES, AIM_MEGABYTES, AIM_GROWTH = 0.7, 25, 1.12, 1.8, 16, 1


# ---- one run ----

def anew(folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def pack(tools, records, out, jobs):
    """(documents a second of a core, of the clock, megabytes at the most) of a pack into an empty folder."""
    command = [CAIRN, "pack", records, "--term", "1", "--name", "{learner.id}.docx", "--jobs", str(jobs), "-o", anew(out)]
    done = subprocess.run([tools / "measure", *command], stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"cairn pack ended with {done.returncode}")
    clock, megabytes, core = map(float, done.stdout.split())
    count = sum(1 for _ in records.glob("learner-*.yaml"))
    return count / core * 1e3, count / clock * 1e3, megabytes


def rates(command, **how):
    """What package, fill.js and fill_docx.py print: documents a second of a core, of the clock, and for package the bytes written."""
    done = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, text=True, check=True, **how)
    return tuple(map(float, done.stdout.split()))


def limit(tools, which, listed, out):
    return rates([tools / "package", which, anew(out), TEMPLATE], input=listed)


# ---- many runs ----

def shown(name, runs, of=0):
    """The median, said with its spread; of: 0 for seconds of a core, 1 for seconds of the clock."""
    found = [run[of] for run in runs]
    low, _, high = statistics.quantiles(found)
    print(f"{name:<26}{statistics.median(found):8.0f} documents a second of {('a core', 'the clock')[of]:<9} (middle half {low:.0f} to {high:.0f})")
    return statistics.median(found)


def listing(records, documents):
    """A line a document, with its record."""
    lines = []
    for document in sorted(documents.rglob("*.docx")):
        lines.append(f"{document}\t{records / klass.file_name(int(document.stem.removeprefix('klass-')))}\n")
    return "".join(lines)


def in_turn(tools, records, folder, turns):
    """The runs of pack and of both limits on the same documents; what pack made first is what the limits package."""
    documents = folder / "documents"
    pack(tools, records, documents, CORES)
    listed = listing(records, documents)
    runs = {name: [] for name in ("one", "all", "F", "A")}
    for _ in range(turns):
        runs["one"].append(pack(tools, records, folder / "out", 1))
        runs["F"].append(limit(tools, "F", listed, folder / "out"))
        runs["all"].append(pack(tools, records, folder / "out", CORES))
        runs["A"].append(limit(tools, "A", listed, folder / "out"))
    size = sum(document.stat().st_size for document in documents.rglob("*.docx")) / runs["A"][0][2]
    shutil.rmtree(documents)
    shutil.rmtree(folder / "out")
    return runs, size


def speed(tools, records, folder, turns, where):
    print(f"{LEARNERS} learners on {where}, median of {turns} runs in turn:")
    runs, size = in_turn(tools, records, folder, turns)
    one = shown("cairn pack --jobs 1", runs["one"])
    one_clock = shown("", runs["one"], 1)
    f, a = shown("F", runs["F"]), shown("A", runs["A"])
    shown(f"cairn pack --jobs {CORES}", runs["all"], 1)
    times = statistics.median(many[1] / single[1] for many, single in zip(runs["all"], runs["one"]))
    print(f"one thread: {one / f:.2f} F, {one / a:.2f} A; F is {f / a:.2f} A; by the clock {one_clock / statistics.median(r[1] for r in runs['F']):.2f} F; "
          f"{CORES} threads: {times:.2f} times one; size {size:.3f} A\n")
    return {"one": one, "F": f, "times": times, "size": size}


def others(tools, records, folder):
    """Documents a second of a core of docxtemplater and of python-docx, each in one warm process; neither writes comments."""
    template, values = folder / "template.docx", Values()
    make_template(template)
    asked = {}
    for record in sorted(records.glob("learner-*.yaml"))[:OTHERS]:
        data = folder / f"{record.stem}.json"
        asked[data] = values.write(record, data)
    programs = {"docxtemplater": ["node", HERE / "fill.js"], "python-docx": [os.environ.get("PYTHON", sys.executable), HERE / "fill_docx.py"]}
    runs = {name: [] for name in programs}
    for _ in range(OTHER_TURNS):
        for name, program in programs.items():
            out = anew(folder / name)
            runs[name].append(rates([*program, template, out, WARM, *asked]))
            for data, filled in asked.items():
                check(out / f"{data.stem}.docx", filled)
    print(f"{OTHERS - WARM} of these learners, without comments, {WARM} others before to warm up, median of {OTHER_TURNS} runs in turn:")
    return {name: shown(name, found) for name, found in runs.items()}


def growth(tools, folder, most):
    """Milliseconds of a core for a learner, and the most memory: [(learners, jobs, milliseconds, megabytes)]."""
    records, found = klass.write_class(folder / "all", range(1, most + 1)), []
    print("\nlearners   jobs   seconds   milliseconds of a core for a learner   memory")
    for count in [count for count in COUNTS if count <= most]:
        some = anew(folder / "some")
        for name in ["class.yaml", *map(klass.file_name, range(1, count + 1))]:
            os.link(records / name, some / name)
        for jobs in (1, CORES):
            core, clock, megabytes = pack(tools, some, folder / "out", jobs)
            print(f"{count:8}{jobs:7}{count / clock:10.1f}{1e3 / core:20.3f}{megabytes:33.1f} MB")
            found.append((count, jobs, 1e3 / core, megabytes))
    return found


def aims(tmpfs, beside, grown):
    few, many = ([row for row in grown if row[0] == count and row[1] == 1][0] for count in (COUNTS[0], COUNTS[2]))
    peak = max(row[3] for row in grown)
    return [(tmpfs["one"] >= AIM_F * tmpfs["F"], f"{AIM_F} F on one thread"),
            (tmpfs["one"] >= AIM_DOCXTEMPLATER * beside["docxtemplater"], f"{AIM_DOCXTEMPLATER} times docxtemplater"),
            (tmpfs["size"] <= AIM_SIZE, f"{AIM_SIZE} times the size of A's"),
            (tmpfs["times"] >= AIM_CORES, f"{AIM_CORES} times one thread on {CORES}"),
            (peak <= AIM_MEGABYTES, f"{AIM_MEGABYTES} MB ({peak:.1f})"),
            (many[3] - few[3] <= AIM_GROWTH, f"{AIM_GROWTH} MB more for {many[0]} learners than for {few[0]} ({many[3] - few[3]:.1f})")]


def main():
    tools, most = pathlib.Path(sys.argv[1]).resolve(), int((sys.argv[2:] or [COUNTS[2]])[0])
    fast = MEMORY if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM * most else tools
    with tempfile.TemporaryDirectory(dir=fast) as memory, tempfile.TemporaryDirectory(dir=tools) as disk:
        memory, disk = pathlib.Path(memory), pathlib.Path(disk)
        records = klass.write_class(memory / "records", range(1, LEARNERS + 1))
        print("`cairn pack` reads records and writes trackers with comments. F parses the same records with libyaml, deflates with libdeflate at\n"
              "level 1 what pack wrote anew and copies the rest; A deflates it with zlib at level 6 and parses nothing. The time of pack is that of\n"
              "the whole program; of the limits, that of making the files.\n")
        tmpfs = speed(tools, records, memory, TURNS, "tmpfs" if fast == MEMORY else "the disk, since tmpfs lacks room")
        speed(tools, records, disk, DISK_TURNS, "the disk")
        beside = others(tools, records, anew(memory / "others"))
        print(", ".join(f"{tmpfs['one'] / rate:.1f} times {name}" for name, rate in beside.items()) + " (pack on one thread, with comments)")
        grown = growth(tools, anew(memory / "growth"), most)
    print("aims: " + ", ".join(f"{aim} {'reached' if reached else 'MISSED'}" for reached, aim in aims(tmpfs, beside, grown)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
