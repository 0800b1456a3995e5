"""What reading the public documents gives: nothing missing and nothing invented (oracle.py), and the documents as they were before
their tracked changes (revision.py, and pandoc)."""

import json
import subprocess
import tempfile
from pathlib import Path

import made
import oracle
import revision
from lxml import etree
from samples_load import ROOT
from tracker import load, parts, write_parts

MAPPING = ROOT / "mappings/milestones-tracker.yaml"
ORIGINAL = ROOT / "build/original"
STORIES = ("word/document", "word/header", "word/footer", "word/footnotes", "word/endnotes")
CHANGED = b"<w:ins ", b"<w:del ", b"<w:moveFrom ", b"<w:cellIns ", b"<w:cellDel ", b"PrChange "


def judged(path):
    """What the oracle says of a reading of the document; None when there is none."""
    code, out, _ = made.cairn("read", path, "-m", MAPPING)
    return oracle.judge(path, load(out), MAPPING) if code in (0, 1) else None


def check_oracle(checks, paths):
    read = 0
    for path, found in zip(paths, made.each(judged, paths)):
        checks.that(not found, f"{path.name}: {len(found or [])} found: {(found or [])[:5]}")
        read += found is not None
    print(f"{read} public documents judged by the oracle")


def as_it_was(part, folder):
    path = Path(folder) / "part"
    path.write_bytes(part)
    subprocess.run([ORIGINAL, path], check=True)
    return etree.fromstring((Path(folder) / "part.original").read_bytes())


PANDOC_ELSE = {"Aspose.Words-for-.NET__Cell_revisions.docx": "pandoc 2.17 knows no cells that were inserted or deleted"}


def lines_of(tree):
    """The words of every paragraph that pandoc reads."""
    if isinstance(tree, list):
        return [line for item in tree for line in lines_of(item)]
    if isinstance(tree, dict) and tree.get("t") in ("Para", "Plain", "Header"):
        return ["".join(words_of(tree["c"])).strip()]
    return [line for item in tree.values() for line in lines_of(item)] if isinstance(tree, dict) else []


def words_of(tree):
    if isinstance(tree, list):
        return [word for item in tree for word in words_of(item)]
    if not isinstance(tree, dict):
        return []
    blank = tree["t"] in ("Space", "SoftBreak", "LineBreak") if "t" in tree else False
    return [tree["c"]] if tree.get("t") == "Str" else [" "] if blank else words_of(tree.get("c", []))


def by_pandoc(path, changes):
    done = subprocess.run(["pandoc", "-f", "docx", "-t", "json", f"--track-changes={changes}", path], capture_output=True, check=False)
    return [line for line in lines_of(json.loads(done.stdout)["blocks"]) if line] if done.returncode == 0 else done.stderr


def check_pandoc(checks, paths, folder):
    """What pandoc reads when it rejects all changes is what it reads of the document as Cairn says it was."""
    for path in paths:
        members = parts(path)
        changed = [name for name, part in members.items() if name.startswith(STORIES) and any(mark in part for mark in CHANGED)]
        if not changed or path.name in PANDOC_ELSE:
            continue
        before = Path(folder) / "before.docx"
        write_parts(before, {**members, **{name: etree.tostring(as_it_was(members[name], folder)) for name in changed}})
        theirs, ours = by_pandoc(path, "reject"), by_pandoc(before, "accept")
        checks.that(theirs == ours, f"{path.name}: pandoc rejects to {theirs} and not {ours}")


def check_original(checks, paths):
    """Every part with tracked changes: the same blocks of text, but for empty paragraphs, as rejecting them by lxml leaves."""
    compared = 0
    for path in paths:
        for name, part in parts(path).items():
            if not name.startswith(STORIES) or not any(mark in part for mark in CHANGED):
                continue
            with tempfile.TemporaryDirectory() as folder:
                ours = as_it_was(part, folder)
            theirs = revision.settle(etree.fromstring(part, etree.XMLParser(remove_comments=True)), False, lasting=True)
            one, other = (revision.words(revision.shape(root, False)) for root in (ours, theirs))
            checks.that(one == other, f"{path.name}, {name}: as it was: {one} and {other}")
            compared += 1
    print(f"{compared} parts with tracked changes compared with what they were")
