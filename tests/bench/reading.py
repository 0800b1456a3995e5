"""Reading trackers: documents a second on one core, beside python-docx and lxml doing the same work, and beside A, how many times a
second zlib at level 6 deflates what was filled in and writes the package: reading.py FOLDER

FOLDER holds the programs `measure` and `package`.
"""

import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = ROOT / "tests/bench"
CAIRN = os.environ.get("CAIRN", str(ROOT / "cairn"))
TEMPLATE = ROOT / "templates/milestones-tracker.docx"
TURNS = 9
CLASSES = 10  # of twelve children with two terms each
MEMORY = pathlib.Path("/dev/shm")
FEW, MANY = 1000, 10000
AIM_A, AIM_TIMES, AIM_GROWTH = 0.7, 15, 1.1


def fill_all(folder):
    """The trackers of ten classes: every sample child under ten names, in each of its terms."""
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "samples/rowan/class.yaml", folder)
    for number in range(CLASSES):
        for path in sorted((ROOT / "samples/rowan").glob("child-?.yaml")):
            text = path.read_text(encoding="utf-8").replace("rowan-", f"class-{number}-").replace("Child ", f"Child {number}")
            record = folder / f"{path.stem}-{number}.yaml"
            record.write_text(text, encoding="utf-8")
            for term in ("1", "2"):
                command = [CAIRN, "fill", record, "--session", "2025-26", "--term", term, "-o", folder / f"{record.stem}-{term}.docx"]
                subprocess.run(command, stderr=subprocess.DEVNULL, check=False)
    return sorted(folder.glob("*.docx"))


def links(folder, documents, count):
    """The documents under so many names."""
    folder.mkdir(parents=True)
    for number in range(count):
        os.link(documents[number % len(documents)], folder / f"{number:05}.docx")
    return [f"{number:05}.docx" for number in range(count)]


def measured(folder, command, cwd, out):
    """(seconds of a core, megabytes) of one run, with all that it makes new."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    done = subprocess.run([folder / "measure", *map(str, command)], cwd=cwd, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"{command[0]} ended with {done.returncode}")
    _, megabytes, milliseconds = map(float, done.stdout.split())
    return milliseconds / 1e3, megabytes


def a_rate(folder, documents, out):
    done = subprocess.run([folder / "package", "A", out, TEMPLATE], input="".join(f"{document}\n" for document in documents),
                          stdout=subprocess.PIPE, text=True, check=True)
    return float(done.stdout.split()[0])


def speed(folder, documents, out):
    names, python = links(folder / "read", documents, len(documents)), os.environ.get("PYTHON", sys.executable)
    commands = {"cairn read": [CAIRN, "read", *names, "-o", f"{out}/"], "python-docx": [python, HERE / "read_docx.py", out, *names],
                "lxml": [python, HERE / "read_lxml.py", out, *names]}
    rates = {name: [] for name in [*commands, "A"]}
    for turn in range(TURNS + 1):
        for name, command in commands.items():
            seconds, _ = measured(folder, command, folder / "read", out)
            if turn:  # the first run only warms the disk's cache
                rates[name].append(len(names) / seconds)
        rates["A"].append(a_rate(folder, documents, out))
    print(f"Reading {len(names)} trackers on one core, median of {TURNS} runs in turn:")
    for name, found in rates.items():
        quarters = statistics.quantiles(found)
        print(f"{name:<15}{statistics.median(found):8.0f} documents a second   (middle half {quarters[0]:.0f} to {quarters[2]:.0f})")
    return {name: statistics.median(found) for name, found in rates.items()}


def memory(folder, documents, out):
    """Megabytes at the most, for few documents and for many."""
    names, peaks = links(folder / "many", documents, MANY), []
    for count in (FEW, MANY):
        peaks.append(measured(folder, [CAIRN, "read", *names[:count], "-o", f"{out}/"], folder / "many", out)[1])
        print(f"memory of one run over {count:6} documents: {peaks[-1]:.1f} MB")
    return peaks[1] / peaks[0]


def main():
    folder = pathlib.Path(sys.argv[1], "reading").resolve()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for program in ("measure", "package"):
        shutil.copy(pathlib.Path(sys.argv[1], program), folder)
    documents = fill_all(folder / "filled")
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else folder) as out:  # no disk is measured
        rates = speed(folder, documents, pathlib.Path(out, "out"))
        growth = memory(folder, documents, pathlib.Path(out, "out"))
    ours = rates["cairn read"]
    print(f"cairn reads {ours / rates['A']:.2f} A, {ours / rates['python-docx']:.1f} times python-docx, {ours / rates['lxml']:.1f} times lxml")
    aims = [(ours >= AIM_A * rates["A"], f"{AIM_A} A"), (ours >= AIM_TIMES * rates["python-docx"], f"{AIM_TIMES} times python-docx"),
            (growth <= AIM_GROWTH, f"memory flat ({growth:.2f} times)")]
    print("aims: " + ", ".join(f"{aim} {'reached' if reached else 'MISSED'}" for reached, aim in aims))
    return 0


if __name__ == "__main__":
    sys.exit(main())
