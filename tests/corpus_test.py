#!/usr/bin/python3
"""Public documents: spans are those of another parser, reading leaves them untouched, filling a place changes only that place
(corpus_fill.py), none takes long or much (corpus_read.py), none makes a verb err under the sanitizers and valgrind (corpus_watched.py); and what Cairn makes is valid.

CORPUS is a folder of documents with INDEX.tsv (file, ..., status: what is known to be wrong with one, or ok); VALIDATE is a
program that judges the structure of documents; CAIRN is the program, build/spans tells spans (see spans.c); NODE_PATH holds
Microsoft's validator.
"""
import csv
import hashlib
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from lxml import etree

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "foreign"))
import clone_test  # noqa: E402
import corpus_fill  # noqa: E402
import corpus_read  # noqa: E402
import corpus_record  # noqa: E402
import corpus_watched  # noqa: E402
import klass  # noqa: E402
import made  # noqa: E402
import mutate  # noqa: E402
from expat_spans import by_expat  # noqa: E402
from samples_load import ROOT, Checks  # noqa: E402

CORPUS = Path(os.environ.get("CORPUS", ROOT / "../shared/corpus"))
SPANS = ROOT / "build/spans"
XML = (".xml", ".rels", ".vml")


# ---- spans ----

def by_cairn(parts, folder):
    """{name: spans, or what was said} of {name: bytes}; one run of the program for all."""
    paths = {}
    for number, (name, part) in enumerate(parts.items()):
        path = Path(folder) / f"{number}.part"
        path.write_bytes(part)
        paths[str(path)] = name
    done = subprocess.run([str(SPANS), *paths], capture_output=True, check=True)
    found, current = {}, None
    for line in done.stdout.decode("utf-8").splitlines():
        mark, rest = line.split(" ", 1)
        if mark == "=":
            current = paths[rest]
            found[current] = []
        elif mark == "!":
            found[current] = rest
        else:
            *numbers, name = rest.split(" ", 3)
            found[current].append((int(mark), *map(int, numbers), name))
    return found


def check_parts(checks, where, parts):
    """One check a part: the same spans, or refused by both."""
    with tempfile.TemporaryDirectory() as folder:
        ours = by_cairn(parts, folder) if parts else {}
    for name, part in parts.items():
        theirs, mine = by_expat(part), ours.get(name)
        refused = isinstance(mine, str)
        doctype = b"<!DOCTYPE" in part[:1000] and refused and "DOCTYPE" in mine
        checks.that(doctype or (theirs is None and refused) or theirs == mine,
                    f"{where}, {name}: {first_difference(theirs, mine)}")


def first_difference(theirs, mine):
    if theirs is None or isinstance(mine, str) or mine is None:
        said = mine if isinstance(mine, str) else "nothing"
        return f"expat {'refuses' if theirs is None else 'reads'} it; spans says {said}"
    pair = next((p for p in zip(theirs, mine) if p[0] != p[1]), "one has more elements")
    return f"{len(theirs)} and {len(mine)} elements; {pair}"


DECLARED = '<?xml version="1.0" encoding="UTF-16"?>'
HARD = ('<a xmlns="u" b=">" c=\'"/>\'>\n <d  e = "1"  /><d></d ><d\n></d>\u00e9\U0001F600&#x3c;&amp;'
        '<!-- <x> --><?pi <y/> ?><![CDATA[<z>]]]]><![CDATA[>]]><w:t xmlns:w="v" w:a="&lt;\t&#10;"> t </w:t></a>')
BY_HAND = {
    "UTF-16, the small end first": b"\xff\xfe" + (DECLARED + HARD).encode("utf-16-le"),
    "UTF-16, the big end first": b"\xfe\xff" + (DECLARED + HARD).encode("utf-16-be"),
    "UTF-16 without a declaration": b"\xff\xfe" + HARD.encode("utf-16-le"),
    "UTF-8": HARD.encode(), "a declaration": b'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\r\n' + HARD.encode(),
    "a byte order mark": b"\xef\xbb\xbf" + HARD.encode(), "CRLF": HARD.replace("\n", "\r\n").encode(),
    "CR": HARD.replace("\n", "\r").encode(), "a mark, a declaration and CRLF":
        b'\xef\xbb\xbf<?xml version="1.0"?>\r\n' + HARD.replace("\n", "\r\n").encode(),
    "CDATA only": b"<a><![CDATA[</a><b>]]></a>", "CDATA at the edges": b"<a><![CDATA[x]]><b/><![CDATA[]]></a>",
    "instructions around": b"<?x <a>?><!-- <a/> --><a><?y?></a><!-- </a> --><?z </a>?>\n",
    "one empty element": b"<a/>", "one element": b"<a></a>", "text only": b"<a>x</a>\n\n",
    "many attributes": b"<a " + b" ".join(b'b%d="<"' % n for n in range(200)).replace(b"<", b"&lt;") + b"/>",
    "nested": b"<a>" * 200 + b"</a>" * 200, "not well-formed": b"<a><b></a>", "cut": b"<a><b>", "two roots": b"<a/><a/>",
    "a document type": b'<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', "nothing": b"",
}


# ---- public documents ----

def index():
    with (CORPUS / "INDEX.tsv").open(encoding="utf-8", newline="") as file:
        return {row["file"]: row["status"] for row in csv.DictReader(file, delimiter="\t")}


def parts_of(path):
    """{name: bytes} of its XML parts; None when it does not open."""
    try:
        with zipfile.ZipFile(path) as package:
            names = [n for n in package.namelist() if n.lower().endswith(XML)]
            return {name: package.read(name) for name in names}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, ValueError, OSError):
        return None


def state(path):
    return hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns, path.stat().st_size


def read_document(path):
    before = state(path)
    code, out, said = made.cairn("read", path)
    return code, out, said, state(path) == before


def check_corpus(checks):
    known = index()
    paths = [CORPUS / name for name in known]
    checks.that(len(paths) >= 200 and all(p.is_file() for p in paths), f"{CORPUS} holds what its INDEX.tsv names")
    opened = 0
    for path, (code, _, said, untouched) in zip(paths, made.each(read_document, paths)):
        status, parts = known[path.name], parts_of(path)
        checks.that(untouched, f"{path.name}: reading must leave it untouched")
        right = code in (0, 1) or (code == 4 and status != "ok" and said)
        checks.that(right, f"{path.name} ({status}): read gives {code}: {said[:300]}")
        checks.that(parts is not None or status != "ok", f"{path.name}: opens")
        opened += parts is not None
        check_parts(checks, path.name, parts or {})
    print(f"{opened} of {len(paths)} public documents open")
    corpus_read.check(checks, paths)
    with tempfile.TemporaryDirectory() as folder:
        corpus_watched.check(checks, paths, Path(folder))


# ---- what Cairn makes ----

def check_made(checks, folder):
    paths = [document.path for document in made.make_all(folder)]
    mutate.misplaced(paths[0], folder / "misplaced.docx")
    for path, done in zip(paths, made.each(validated, paths)):
        checks.that(done.returncode == 0, f"{path.name}: {done.stdout[:600]}{done.stderr[:300]}")
    checks.that(validated(folder / "misplaced.docx").returncode == 1, "the validator must see a paragraph between cells")
    checks.that(corpus_fill.microsoft(folder / "misplaced.docx"), "Microsoft's validator must see it too")


def check_clones(checks, folder):
    """Rows made from patterns full of ids: both validators find nothing."""
    paths = clone_test.made_all(checks, folder)
    for path, done, found in zip(paths, made.each(validated, paths), made.each(corpus_fill.microsoft, paths)):
        checks.that(done.returncode == 0 and not found, f"{path.name}: {done.stdout[:600]}{list(found)[:3]}")


LEARNERS, FEW = 300, 10  # of a generated class; of those, what Microsoft's validator judges too


def check_packs(checks, folder):
    """Packs of the sample class and of a generated one: every document is valid."""
    klass.write_class(folder / "klass", range(1, LEARNERS + 1))
    packs = {"term 1": (ROOT / "samples/rowan", "1", 1), "term 2": (ROOT / "samples/rowan", "2", 0), "generated": (folder / "klass", "1", 0)}
    for name, (source, term, want) in packs.items():  # one child of the sample class came in Term 2
        code, _, said = made.cairn("pack", source, "--session", klass.SESSION, "--term", term, "--name", "{learner.id}.docx", "-o", folder / name)
        checks.that(code == want, f"pack {name}: exit {code}: {said[:300]}")
    paths = [path for name in packs for path in sorted((folder / name).glob("*.docx"))]
    checks.that(len(paths) == LEARNERS + 23, f"{len(paths)} documents")
    joined = [folder / "all.docx", folder / "all-contents.docx"]
    klass.write_class(folder / "thirty", range(1, 31))
    code, _, said = made.cairn("pack", folder / "thirty", "--session", klass.SESSION, "--term", "1", "-o", folder / "again", "--one-file", joined[0])
    checks.that(code == 0, f"pack in one document: exit {code}: {said[:300]}")
    paths += joined
    for path, done in zip(paths, made.each(validated, paths)):
        checks.that(done.returncode == 0, f"{path.name}: {done.stdout[:600]}{done.stderr[:300]}")
    sample = [*paths[::len(paths) // FEW], *joined]
    for path, found in zip(sample, made.each(corpus_fill.microsoft, sample)):
        checks.that(not found, f"{path.name}: {list(found)[:3]}")


def check_sheets(checks, folder):
    """The parts of workbooks by the schemas of the standard (sml.xsd, dml-chart.xsd, dml-spreadsheetDrawing.xsd)."""
    schemas = Path(corpus_fill.VALIDATE).resolve().parent / "xsd/ISO-IEC29500-4_2016"
    sheet, chart, drawing = (etree.XMLSchema(etree.parse(str(schemas / name)))
                             for name in ("sml.xsd", "dml-chart.xsd", "dml-spreadsheetDrawing.xsd"))
    judges = {"xl/charts/": chart, "xl/drawings/": drawing, "xl/theme/": None}
    rowan = ROOT / "samples/rowan"
    for name, source in (("a", rowan / "child-a.yaml"), ("class", rowan), ("c", rowan / "child-c.yaml")):
        path = folder / f"{name}.xlsx"
        subprocess.run([corpus_fill.CAIRN, "sheet", "fill", str(source), "--staff", "-o", str(path)], capture_output=True, check=True)
        with zipfile.ZipFile(path) as package:
            for part in (p for p in package.namelist() if p.startswith("xl/") and p.endswith(".xml")):
                judge = next((j for head, j in judges.items() if part.startswith(head)), sheet)
                tree = etree.fromstring(package.read(part))
                for text in tree.iter("{*}t"):  # Excel writes it too, and reads edge spaces by it; sml.xsd has forgotten it
                    text.attrib.pop("{http://www.w3.org/XML/1998/namespace}space", None)
                valid = judge is None or judge.validate(tree)
                checks.that(valid, f"{path.name}: {part}: {judge and judge.error_log}")


def validated(path):
    return subprocess.run([corpus_fill.VALIDATE, str(path)], capture_output=True, text=True, check=False)


def main():
    checks = Checks()
    check_parts(checks, "by hand", BY_HAND)
    check_corpus(checks)
    sound = [CORPUS / name for name, status in index().items() if status == "ok"]
    corpus_record.check_oracle(checks, sound)
    corpus_record.check_original(checks, sound)
    with tempfile.TemporaryDirectory() as folder:
        corpus_record.check_pandoc(checks, sound, folder)
    with tempfile.TemporaryDirectory() as folder:
        check_made(checks, Path(folder))
        check_clones(checks, Path(folder))
        check_sheets(checks, Path(folder))
        check_packs(checks, Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        corpus_fill.check_filled(checks, sound, Path(folder))
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main())
