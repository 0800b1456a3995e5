"""A class in one document: on the pages that LibreOffice prints, for Microsoft's validator, and saved again."""
import re
import subprocess

import saved
from expected import load
from made import cairn
from tracker import SAMPLES

WHOLE_SHEETS = 'pdf:writer_pdf_Export:{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'


def pages_of(pdf, order="-layout"):
    """The text of each page."""
    text = subprocess.run(["pdftotext", order, str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    return [" ".join(page.split()) for page in text.split("\f")][:-1]


def starts(pages):
    """[(physical page, count that its foot tells)] of each page 1."""
    found = [(n, re.search(r"Page 1 of (\d+)", page)) for n, page in enumerate(pages, 1)]
    return [(n, int(match[1])) for n, match in found if match]


def check_pages(checks, pages):
    begun = starts(pages)
    checks.that(len(begun) == len(SAMPLES), f"{len(begun)} learners begin, of {len(SAMPLES)}")
    checks.that(all(n % 2 for n, _ in begun), f"each on the front of a sheet: {begun}")
    ends = [n for n, _ in begun[1:]] + [len(pages) + 1]
    for (n, count), end in zip(begun, ends):
        told = [f"Page {k} of {count}" in page for k, page in enumerate(pages[n - 1:n - 1 + count], 1)]
        checks.that(all(told) and end - n in (count, count + 1), f"page {n}: {count} pages to {end}, {told}")
        checks.that(n + count == end or not pages[end - 2], f"the back before page {end} is blank")


def comments_in(path):
    parts = subprocess.run(["unzip", "-p", str(path), "word/comments.xml"], capture_output=True, check=True).stdout
    return len(re.findall(rb"<w:comment ", parts))


def records_in(path, folder):
    cairn("read", path, "-o", f"{folder}/")
    records = {p.name: load(p) for p in folder.glob("*.yaml") if ".sources" not in p.name}
    for record in records.values():
        record.pop("unplaced", None)  # LibreOffice writes each footer out for odd and even pages
    return records


def check(checks, folder, invalid):
    pack = folder / "rowan.docx"
    cairn("pack", SAMPLES[0].parent, "--term", "2", "-o", folder / "rowan", "--one-file", pack)
    for document in (pack, folder / "rowan-contents.docx"):
        found = invalid(document)
        checks.that(not found, f"the validator, {document.name}: {found}")
    saved.libreoffice([pack], folder / "pack-pdf", folder / "profile-0", to=WHOLE_SHEETS)
    check_pages(checks, pages_of(folder / "pack-pdf" / "rowan.pdf"))
    saved.libreoffice([pack], folder / "pack-again", folder / "profile-0")
    again = folder / "pack-again" / "rowan.docx"
    checks.that(comments_in(again) == comments_in(pack) > 0, "LibreOffice shows every comment")
    before, after = records_in(pack, folder / "pack-read"), records_in(again, folder / "pack-read-again")
    checks.that(len(before) == len(SAMPLES) and before == after, "and Cairn reads every record out of what LibreOffice saved")
