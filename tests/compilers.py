"""What one compiler makes of Cairn says and writes the same bytes as what another makes: tests/compilers.py PROGRAM PROGRAM

Each program gets a folder of its own with the same samples, and a class that nobody has met. Afterwards all that it said and every file that
lies there are compared.
"""

import pathlib
import shutil
import subprocess
import sys
import tempfile

import klass
import tracker

LEARNERS = 60


def prepare(program, room):
    """The program lies beside the data that it finds there."""
    shutil.copy(program, room / "cairn")
    for name in ("samples", "mappings", "templates"):
        shutil.copytree(tracker.ROOT / name, room / name)
    folder = klass.write_class(room / "klass", [], "Klass")
    for number in range(1, LEARNERS + 1):
        (folder / klass.file_name(number)).write_text(klass.record(number), encoding="utf-8")
    (room / "list.csv").write_text("name,born\nAva,2017-05-14\nŁucja,2018-01-02\n", encoding="utf-8")


def commands(room):
    """Every verb, of every sample; each command makes files of its own, or adds to those of the one before it."""
    for number, path in enumerate(sorted((room / "samples/rowan").glob("child-*.yaml"))):
        record = path.relative_to(room)
        for term in sorted({term["term"] for term in tracker.load(path)["terms"]}):
            yield f"fill {record} --term {term} --staff -o {number}-{term}.docx"
            yield f"read {number}-{term}.docx -o {number}-{term}.yaml"
        yield f"fill {record} --term 2 --blank --all-rows -o {number}-blank.docx"
        if (room / f"{number}-1.docx").exists():
            yield f"fill {record} --term 2 --staff -t {number}-1.docx -o {number}-next.docx"
            yield f"diff {number}-1.docx {number}-next.docx"
        yield f"sheet fill {record} -o {number}.xlsx"
        yield f"sheet read {number}.xlsx --into {number}-2.yaml"
    for path in sorted((room / "samples/legacy").glob("*.docx")):
        yield f"read {path.relative_to(room)} -o read-{path.stem}.yaml"
        yield f"draft {path.relative_to(room)} -o draft-{path.stem}.yaml"
    for folder, term, next_term in (("samples/rowan", "1,2", "2"), ("klass", "1", "2 --blank")):
        out = pathlib.Path(folder).name
        yield f"pack {folder} --terms {term} --name {{learner.id}}-{{term}}.docx -v -o pack-{out} --one-file {out}.docx --zip {out}.zip"
        yield f"pack {folder} --term {next_term} --from pack-{out} -o again-{out} --jobs 3 -q"
        yield f"sheet fill {folder} -o {out}.xlsx"
        yield f"sheet read {out}.xlsx -o sheet-{out}/"
        yield " ".join(["read", *(str(path.relative_to(room)) for path in sorted(room.glob(f"pack-{out}/*.docx"))), "-o", f"read-{out}/"])
    yield "sheet read samples/sheets/larch.xlsx -o larch/"
    yield "sheet blank samples/rowan -o blank.xlsx"
    yield "new joined --list list.csv"
    yield "check " + " ".join(str(path.relative_to(room)) for path in sorted(room.glob("samples/rowan/*.yaml")) + sorted(room.glob("mappings/**/*.yaml")))


def run(room):
    """[(command, exit code, what was said)] of all; in no order, since threads say it."""
    done = []
    for command in commands(room):
        found = subprocess.run([room / "cairn", *command.split()], cwd=room, capture_output=True, stdin=subprocess.DEVNULL, check=False)
        done.append((command, found.returncode, found.stdout, sorted(found.stderr.splitlines())))
    return done


def files(room):
    """{path: bytes} of all but the program."""
    found = {str(path.relative_to(room)): path.read_bytes() for path in sorted(room.rglob("*")) if path.is_file()}
    del found["cairn"]
    return found


def main():
    programs = [pathlib.Path(word).resolve() for word in sys.argv[1:3]]
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        rooms = [pathlib.Path(one), pathlib.Path(other)]
        for program, room in zip(programs, rooms):
            prepare(program, room)
        said = [run(room) for room in rooms]
        there = [files(room) for room in rooms]
    faults = [f"`cairn {first[0]}` ends with {first[1]}, as it must not" for first in said[0] if first[1] not in (0, 1)]
    faults += [f"`cairn {first[0]}` says otherwise" for first, second in zip(*said) if first != second]
    faults += [f"{name}: other bytes" for name in sorted(set(there[0]) | set(there[1])) if there[0].get(name) != there[1].get(name)]
    print("\n".join(faults + [f"{len(said[0])} commands, {len(there[0])} files"]))
    print(f"{len(said[0]) + len(there[0]) - len(faults)} passed, {len(faults)} failed")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
