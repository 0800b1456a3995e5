"""The old trackers of samples/legacy, as INDEX.tsv lists them."""

import csv
from collections import namedtuple

from tracker import ROOT, load

FOLDER = ROOT / "samples/legacy"
COLUMNS = ["document", "mapping", "layout", "made with"]


class Sample(namedtuple("Sample", "document mapping layout maker")):
    """One row: the document's name, its mapping's, the layout in words, the program that made it."""

    @property
    def path(self):
        return FOLDER / self.document

    @property
    def stem(self):
        return self.path.stem

    @property
    def mapping_path(self):
        return ROOT / f"mappings/legacy/{self.mapping}.yaml"

    @property
    def record(self):
        """The record that it must give."""
        return load(self.record_path)

    @property
    def record_path(self):
        return FOLDER / f"{self.stem}.yaml"

    @property
    def said(self):
        """What reading it must say; nothing where there is no such file."""
        path = FOLDER / f"{self.stem}.messages"
        return path.read_text("utf-8") if path.exists() else ""


def rows():
    with open(FOLDER / "INDEX.tsv", encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t"))


def samples(ending=".docx"):
    """Those that are Word's own kind of document now; .doc goes through another program first."""
    return [s for s in (Sample(*row) for row in rows()[1:]) if s.document.endswith(ending)]
