"""Has every document that Cairn makes of the samples judged by programs that nobody of this project wrote."""
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import expected  # noqa: F401  (finds the loader of the other tests)
import compare
import forms
import journeys
import made
import mutate
import old
import packed
import pdfs
import read_mammoth
import read_pandoc
import read_parts
import saved
import schemas
import sheets
from samples_load import Checks

# Each reads a list of documents into trackers.
READERS = {"lxml": lambda paths: made.each(read_parts.read, paths),
           "pandoc": lambda paths: made.each(read_pandoc.read, paths),
           "mammoth": read_mammoth.read_all}
MUTATED = "child-a-2025-26-2-refill"
FEWEST_PAGES, MOST_PAGES = 4, 12


def told(name, found):
    return f"{name}:\n    " + "\n    ".join(line[:500] for line in found[:8])


def invalid(path):
    """What Microsoft's validator has against a document; nothing when it is clean."""
    validator = Path(os.environ["NODE_PATH"]) / ".bin/ooxml-validator"
    done = subprocess.run([str(validator), str(path)], capture_output=True, text=True, check=False)
    return [] if done.returncode == 0 else [done.stdout + done.stderr]


def check_valid(checks, documents, folder):
    for document, found in zip(documents, made.each(lambda d: invalid(d.path), documents)):
        checks.that(not found, told(f"the validator, {document.name}", found))
    mutate.misplaced(documents[0].path, folder / "misplaced.docx")
    checks.that(invalid(folder / "misplaced.docx"), "the validator must see a paragraph between cells")


def check_readers(checks, documents):
    for reader, read_all in READERS.items():
        for document, seen in zip(documents, read_all([d.path for d in documents])):
            found = compare.differences(reader, document.expected, seen)
            checks.that(not found, told(f"{reader}, {document.name}", found))


def mutants(source, folder):
    folder.mkdir(exist_ok=True)
    for change in mutate.MUTATIONS:
        mutate.mutated(source, folder / f"{change.__name__}.docx", change)
    return sorted(folder.glob("*.docx"))


def check_readers_see(checks, documents, folder):
    """A changed document must not compare equal, for any reader and change."""
    document = next(d for d in documents if d.name == MUTATED)
    paths = mutants(document.path, folder / "mutants")
    for reader, read_all in READERS.items():
        for path, seen in zip(paths, read_all(paths)):
            checks.that(compare.differences(reader, document.expected, seen), f"{reader} must see {path.stem}")


def check_saved(checks, documents, folder):
    paths = [d.path for d in documents]
    before = dict(zip(paths, made.each(saved.record_in, paths)))
    for path, (_, said) in before.items():
        checks.that(not said, f"cairn read {path.stem}: {said}")
    for saver, save in saved.SAVERS.items():
        again = folder / saver.replace(" ", "-")
        save(paths, again)
        for path, (record, said) in zip(paths, made.each(lambda p: saved.record_in(again / p.name), paths)):
            found = [said] if said else saved.differences(saver, before[path][0], record)
            checks.that(not found, told(f"saved by {saver}, {path.stem}", found))
        check_saved_see(checks, saver, again / f"{MUTATED}.docx", folder)


def check_saved_see(checks, saver, source, folder):
    """What was changed after it was saved must be seen."""
    record, _ = saved.record_in(source)
    for path in mutants(source, folder / f"mutants-{saver.replace(' ', '-')}"):
        changed, said = saved.record_in(path)
        checks.that(said or saved.differences(saver, record, changed), f"saved by {saver}: {path.stem} must be seen")


def check_pdf(checks, documents, folder):
    """What helps stands in print, where comments do not."""
    document = next(d for d in documents if d.name == "child-a-2025-26-2")
    saved.libreoffice([document.path], folder / "pdf", folder / "profile-0", to="pdf")
    pdf = folder / "pdf" / f"{document.name}.pdf"
    text = " ".join(subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True).stdout.split())
    for help_ in document.expected["family"]["What helps"]:
        checks.that(" ".join(help_.split()) in text, f"the PDF says {help_}")
    facts = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True).stdout
    pages = int(re.search(r"Pages:\s+(\d+)", facts)[1])
    checks.that(FEWEST_PAGES <= pages <= MOST_PAGES, f"{pages} pages are between {FEWEST_PAGES} and {MOST_PAGES}")


def main():
    folder = Path(sys.argv[1]).resolve()
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "made").mkdir(parents=True)
    checks, start = Checks(), time.monotonic()
    documents = made.make_all(folder / "made")
    for what, run in {
            "the validator of the Open XML SDK": lambda: check_valid(checks, documents, folder),
            "lxml, pandoc and mammoth": lambda: check_readers(checks, documents),
            "changed documents are seen": lambda: check_readers_see(checks, documents, folder),
            "saved again by LibreOffice, python-docx and pandoc": lambda: check_saved(checks, documents, folder),
            "old Word documents": lambda: old.check(checks, folder),
            "old trackers saved again by them": lambda: journeys.check(checks, folder),
            "digital trackers saved again": lambda: sheets.check(checks, folder),
            "a class in one document": lambda: packed.check(checks, folder, invalid),
            "a child in four forms": lambda: forms.check(checks, folder),
            "PDFs of a pack": lambda: pdfs.check(checks, folder),
            "the PDF": lambda: check_pdf(checks, documents, folder),
            "ajv": lambda: schemas.check(checks)}.items():
        run()
        seconds = time.monotonic() - start
        print(f"{what}: {checks.passed} passed so far, {checks.failed} failed ({seconds:.0f} s)", flush=True)
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main())
