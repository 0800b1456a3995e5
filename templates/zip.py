#!/usr/bin/env python3
"""Zips the parts of each template folder beside this file into its .docx; with --check, only tells whether they agree.

The same parts give the same order, dates and attributes on any machine. The check compares what is inside the entries,
not the compressed bytes, since another zlib may pack the same text differently.
"""
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
FIRST = ["[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/_rels/document.xml.rels"]
DATE = (1980, 1, 1, 0, 0, 0)


def parts(folder):
    """The parts of a template as (name, bytes), those that readers look for first at the front."""
    found = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    rest = sorted(name for name in found if name not in FIRST)
    return [(name, found[name].read_bytes()) for name in FIRST + rest]


def write(folder, document):
    """Writes DOCUMENT from FOLDER, replacing it."""
    with zipfile.ZipFile(document, "w") as package:
        for name, text in parts(folder):
            entry = zipfile.ZipInfo(name, DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # FAT, as Word writes it: attributes of 0 then forbid nobody to read the part
            package.writestr(entry, text)
            entry.external_attr = 0  # after the text, since zipfile gives 0 permissions of its own while it writes


def differences(folder, document):
    """What stands in the way of DOCUMENT being the zip of FOLDER, a sentence each."""
    if not document.is_file():
        return ["is missing"]
    with zipfile.ZipFile(document) as package:
        entries = package.infolist()
        held = [(entry.filename, package.read(entry)) for entry in entries]
    wanted = parts(folder)
    if [name for name, _ in held] != [name for name, _ in wanted]:
        return ["holds other parts, or the same in another order"]
    told = [f"{name} differs" for (name, text), (_, want) in zip(held, wanted) if text != want]
    told += [f"{e.filename} has a date or attributes of its own" for e in entries if e.date_time != DATE or e.external_attr]
    return told


def main():
    """Writes every template, or with --check compares; the exit code is 1 when a document is not what its folder says."""
    bad = 0
    for folder in sorted(p.parent for p in HERE.glob("*/[[]Content_Types].xml")):
        document = folder.with_suffix(".docx")
        if "--check" not in sys.argv[1:]:
            write(folder, document)
            continue
        for told in differences(folder, document):
            print(f"{document}: {told}; run make templates", file=sys.stderr)
            bad = 1
    return bad


if __name__ == "__main__":
    sys.exit(main())
