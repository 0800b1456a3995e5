"""What reading the public documents gives: nothing missing and nothing invented (oracle.py), and the documents as they were before
their tracked changes (revision.py)."""

import subprocess
import tempfile
from pathlib import Path

import made
import oracle
import revision
from lxml import etree
from samples_load import ROOT
from tracker import load, parts

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
