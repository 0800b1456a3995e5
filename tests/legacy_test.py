"""Old trackers read back into the records that were put into them: tests/legacy_test.py [NAME...] [--doc]

samples/legacy/INDEX.tsv lists them: NAME.docx, the record NAME.yaml that it must give, NAME.messages that reading it must say. With
--doc those that another program turns into .docx first.
"""

import hashlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import legacy_samples as legacy
import tracker
from lxml import etree
from samples_load import Checks
from tracker import load, run

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NO_ID = ["missing-key"]  # an old tracker may name its learner without an id: the record is given one later


def paths(tree, where=""):
    """Every text of a tree with the way to it, so that a difference can be told in a line."""
    if isinstance(tree, dict):
        return [line for key, value in tree.items() for line in paths(value, f"{where}/{key}")]
    if isinstance(tree, list):
        return [line for n, value in enumerate(tree) for line in paths(value, f"{where}/{n}")] or [f"{where}: []"]
    return [f"{where}: {tree!r}"]


def plain(tree):
    """A tree whose texts end without a line feed, as Cairn loads them."""
    if isinstance(tree, dict):
        return {key: plain(value) for key, value in tree.items() if value is not None}
    return [plain(item) for item in tree] if isinstance(tree, list) else tracker.text_value(tree)


def differ(expected, found):
    """Lines that say what one record has and the other has not; none when they are the same data."""
    wanted, had = paths(plain(expected)), paths(plain(found))
    lines = [f"    missing {line}" for line in wanted if line not in had] + [f"    nobody wrote {line}" for line in had if line not in wanted]
    return "\n".join(lines) or ("" if plain(expected) == plain(found) else "    the order differs")


def read(sample, *options):
    return run("read", sample.document, *options, cwd=legacy.FOLDER)


def check_reading(checks, sample):
    """The whole record, what is said, the mapping that is chosen when none is named; and the document is not touched."""
    before = hashlib.sha256(sample.path.read_bytes()).digest()
    done = read(sample, "-m", sample.mapping_path)
    reading = load(done.out.decode())
    of = [item.pop("document", None) for item in reading.get("unplaced") or []]
    checks.that(set(of) <= {sample.document}, f"{sample.document}: what had no place says that it is of {of}")
    found = differ(sample.record, reading)
    checks.that(not found, f"{sample.document}: read otherwise than it was written\n{found}")
    checks.that(done.said == sample.said, f"{sample.document}: says\n{done.said}    and not\n{sample.said}")
    checks.that(done.code == (1 if warns(sample) else 0), f"{sample.document}: exit {done.code}")
    checks.that(hashlib.sha256(sample.path.read_bytes()).digest() == before, f"{sample.document}: the document was touched")


def check_choice(checks, sample):
    """Where no mapping is named, the one that was made for the document is chosen, and that is said first; all else is as with its name."""
    named, chosen = read(sample, "-m", sample.mapping_path), read(sample)
    first, _, rest = chosen.said.partition("\n")
    checks.that(first.startswith(f"{sample.document}: note: read with the mapping `{sample.mapping}`, which finds "), f"{sample.document}: {first}")
    checks.that((chosen.out, rest) == (named.out, named.said), f"{sample.document}: read otherwise where no mapping is named\n{rest}")


def warns(sample):
    """Whether something that was said is more than a note."""
    lines = [line for line in sample.said.splitlines() if line and not line.startswith(" ")]
    return any(": note: " not in line and not line.startswith("note: ") for line in lines)


def codes(done):
    return [json.loads(line)["code"] for line in done.said.splitlines()]


def check_files(checks, sample):
    """Record and mapping pass `cairn check`, but for an id that the document could not give."""
    mapping = run("check", sample.mapping_path)
    checks.that(mapping.code == 0, f"{sample.mapping}: {mapping.said}")
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "record.yaml")
        path.write_bytes(sample.record_path.read_bytes())
        done = run("check", "--json", path)
        allowed = NO_ID if "id" not in sample.record["learner"] else []
        checks.that(codes(done) == allowed, f"{sample.record_path.name}: {run('check', path).said}")
    checks.that(sample.record_path.read_text("utf-8").startswith("# yaml-language-server: $schema="),
                f"{sample.record_path.name}: its first line names its schema")


def check_index(checks):
    """Every file of the folder belongs to a row, and every mapping of old trackers has one."""
    rows = legacy.rows()
    checks.that(rows[0] == legacy.COLUMNS and all(len(row) == 4 and all(row) for row in rows), "INDEX.tsv has four columns, all filled")
    names = [sample.record["learner"].get("known-as") for sample in legacy.samples()]
    checks.that(len(set(names)) == len(names), f"each is of another child: {sorted(map(str, names))}")
    listed = [row[0] for row in rows[1:]]
    checks.that(len(set(listed)) == len(listed), "INDEX.tsv lists each document once")
    stems = {pathlib.Path(name).stem for name in listed}
    for path in sorted(legacy.FOLDER.iterdir()):
        known = path.name == "INDEX.tsv" or path.name in listed or (path.name.split(".")[0] in stems and path.suffix in (".yaml", ".messages"))
        checks.that(known, f"samples/legacy/{path.name} is in no row of INDEX.tsv")
    mappings = {path.stem for path in (tracker.ROOT / "mappings/legacy").glob("*.yaml")}
    checks.that(mappings == {row[1] for row in rows[1:]}, f"mappings/legacy holds {sorted(mappings)}")


def check_makers(checks, sample):
    """Where the maker needs nothing but Python, it makes the same bytes again."""
    maker = tracker.ROOT / f"tests/legacy/{sample.stem}.py"
    if sample.maker == "hand-written XML" and maker.exists():
        with tempfile.TemporaryDirectory() as folder:
            again = pathlib.Path(folder, sample.document)
            subprocess.run([sys.executable, maker, again], check=True, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})
            checks.that(again.read_bytes() == sample.path.read_bytes(), f"{maker.name} makes another {sample.document}")


STAFF = """version: 1
learner: {id: willow-2, known-as: Isla-Rose}
terms:
  - session: 2022-23
    term: 3
    assessments: [{milestone: movement.hands.2, comments: [{text: Not for home., by: J. Kerr, for: staff}]}]
"""
UNMARKED = ("1 comment for staff only was not written: the mapping does not say how such a comment begins\n"
            '    add `staff: ["Staff only:"]` to its comments\n')


def check_staff(checks):
    """A comment for staff is not written where it would read back as one for everybody, whoever asks for it."""
    document = legacy.FOLDER / "headings.docx"
    with tempfile.TemporaryDirectory() as folder:
        record, out = pathlib.Path(folder, "record.yaml"), pathlib.Path(folder, "out.docx")
        record.write_text(STAFF, encoding="utf-8")
        done = run("fill", record, "-m", tracker.ROOT / "mappings/legacy/headings.yaml", "-t", document, "--staff", "-o", out)
        checks.that((done.code, done.said) == (1, f"{record}: {UNMARKED}"), f"a comment for staff that no beginning marks: {done.code}, {done.said}")
        checks.that(out.read_bytes() == document.read_bytes(), "a comment for staff that no beginning marks is not written")


def with_slivers(body):
    """The tables of five columns with one more of a twip's width: below the header it belongs to the third, in the header to the fourth."""
    root = etree.fromstring(body)
    for table in root.iter(W + "tbl"):
        grid, rows = table.find(W + "tblGrid"), table.findall(W + "tr")
        if len(grid) == 5:
            grid.insert(3, grid.makeelement(W + "gridCol", {W + "w": "1"}))
            for number, row in enumerate(rows):
                properties = row.findall(W + "tc")[2 if number else 3].find(W + "tcPr")
                properties.insert(1, properties.makeelement(W + "gridSpan", {W + "val": "2"}))
    return etree.tostring(root)


def check_slivers(checks):
    """As LibreOffice leaves merged cells when it rounds their widths: each cell stands below its own header still."""
    sample = next(s for s in legacy.samples() if s.stem == "libreoffice")
    with tempfile.TemporaryDirectory() as folder:
        members, document = tracker.parts(sample.path), pathlib.Path(folder, sample.document)
        body = with_slivers(members["word/document.xml"])
        checks.that(body.count(b"gridSpan") >= 8, "the sample has tables of five columns")
        tracker.write_parts(document, {**members, "word/document.xml": body})
        reading = load(run("read", document, "-m", sample.mapping_path).out.decode())
        found = differ({k: v for k, v in sample.record.items() if k != "unplaced"}, {k: v for k, v in reading.items() if k != "unplaced"})
        checks.that(not found, f"columns of a twip's width\n{found}")


# ---- the eye must see ----

def check_eye(checks):
    """A record that differs in one text, in one row more or less, or in an order, is not the same."""
    record = legacy.samples()[0].record
    first = record["terms"][0]["assessments"]
    for doctored in ([first[1], first[0], *first[2:]], first[:-1], [*first, first[0]], [{**first[0], "saw": first[0]["saw"] + "."}, *first[1:]],
                     [{k: v for k, v in first[0].items() if k != "date"}, *first[1:]]):
        other = {**record, "terms": [{**record["terms"][0], "assessments": doctored}]}
        checks.that(differ(record, other), "a doctored record is seen")


def main():
    checks, names = Checks(), [name for name in sys.argv[1:] if not name.startswith("--")]
    for sample in legacy.samples(".doc" if "--doc" in sys.argv else ".docx"):
        if not names or sample.stem in names:
            check_reading(checks, sample)
            check_choice(checks, sample)
            check_files(checks, sample)
            check_makers(checks, sample)
    check_index(checks)
    check_staff(checks)
    check_slivers(checks)
    check_eye(checks)
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main())
