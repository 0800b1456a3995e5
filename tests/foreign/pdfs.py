"""PDFs of a pack, by LibreOffice: each says what its child's record says, every preferred support and none of another's, with blank backs."""
import subprocess
import unicodedata

import packed
from expected import load
from made import cairn
from tracker import SAMPLES

SESSION = "2025-26"
FEWEST = 20  # preferred supports that there are to be found


def text_of(pdf):
    return " ".join(" ".join(packed.pages_of(pdf, "-raw")).split())


def preferred(record, term):
    """Every text that says what helps."""
    items = [item for one in record["terms"] if (one["session"], one["term"]) == (SESSION, term) for item in one.get("assessments") or []]
    return [support["text"] for item in items for support in item.get("preferred") or [] if support.get("for") != "staff"]


def letters(word):
    return sorted(c for c in word if unicodedata.category(c)[0] == "L")


def there(line, text):
    """Words from right to left come out of a PDF in another order, and a ligature as its letters turned round."""
    if not any(unicodedata.bidirectional(c) in ("R", "AL") for c in line):
        return " ".join(line.split()) in text
    words = [letters(word) for word in text.split()]
    return all(letters(word) in words for word in line.split())


def missed(text, supports):
    """The lines of them that are not there."""
    return [line for support in supports for line in support.split("\n") if not there(line, text)]


def check_texts(checks, out, supports):
    texts = {name: text_of(out / f"{name}.pdf") for name in supports}
    for name, own in supports.items():
        checks.that(not missed(texts[name], own), f"{name}.pdf lacks {missed(texts[name], own)}")
        others = {support for theirs in supports.values() for support in theirs} - set(own)
        found = [support for support in others if not missed(texts[name], [support])]
        checks.that(not found, f"{name}.pdf says of another child: {found}")
    some = next(name for name in supports if supports[name])
    checks.that(missed(texts[some].replace("the", "teh"), [f"the {support}" for support in supports[some]]), "what is not there is missed")


def check_pdfs(checks, pdfs):
    for pdf in pdfs:
        done = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=False)
        checks.that(done.returncode == 0 and "Pages:" in done.stdout, f"{pdf.name} is a PDF with its mark: {done.stderr}")


def check(checks, folder):
    records = {record["learner"]["id"]: record for record in map(load, SAMPLES)}
    one, found = folder / "one.docx", 0
    for term, want, more in (("1", 1, []), ("2", 0, ["--one-file", one])):  # one child came in Term 2
        out = folder / f"pdfs-{term}"
        words = ("pack", SAMPLES[0].parent, "--term", term, "-o", out, "--name", "{learner.id}.docx", "--pdf", *more)
        code, _, said = cairn(*words)
        checks.that(code == want, said)
        supports = {path.stem: preferred(records[path.stem], term) for path in out.glob("*.docx")}
        checks.that({path.stem for path in out.glob("*.pdf")} == set(supports), "a PDF for each document")
        check_texts(checks, out, supports)
        check_pdfs(checks, out.glob("*.pdf"))
        found += sum(map(len, supports.values()))
    checks.that(found >= FEWEST, f"{found} preferred supports")
    packed.check_pages(checks, packed.pages_of(one.with_suffix(".pdf")))
    code, _, said = cairn(*words)
    checks.that(code == 0 and f"0 PDFs made, {len(SAMPLES) + 1} unchanged" in said, f"and they are not made again: {said}")
