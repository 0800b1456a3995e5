"""The four laws in Word documents that Cairn did not make: tests/templates_test.py [--all] [--seed N|random]

tests/templates makes the documents; each has a mapping, but for one, which has placeholders. VALIDATE=program looks at each one made.
"""

import argparse
import concurrent.futures
import os
import pathlib
import random
import subprocess
import sys
import tempfile

import invent
import law_of_words
import laws
import tracker
from tracker import SAMPLES, Broken, hold, load, terms_of, view_of, view_of_reading

sys.path.insert(0, str(tracker.ROOT / "tests/templates"))
import make  # noqa: E402


def template(folder, name):
    mapping = folder / f"{name}.yaml"
    return laws.Subject(name, folder / f"{name}.docx", mapping if mapping.exists() else None)


DOCTORED = [  # (template, part, what stands there, what is put there): each must be seen
    ("headings", "word/document.xml", b">Keep it to <", b">Keep this to <"), ("headings", "word/document.xml", b'<w:proofErr w:type="spellEnd"/>', b""),
    ("headings", "word/document.xml", b"<w:p ", b"<w:p><w:r><w:t>Ailsa</w:t></w:r></w:p><w:p "),
    ("headings", "word/document.xml", b'<w:del w:id="', b'<w:del w:moved="" w:id="'), ("headings", "word/footer3.xml", b"Page", b"Side"),
    ("headings", "word/document.xml", b"</w:tbl>", b"</w:tbl><w:tbl/>"), ("headings", "docProps/core.xml", b"School office", b"Cairn")]


def blind_eyes(folder, chosen):
    """Changes outside the places that the eye on law 4 does not see."""
    record = load(SAMPLES[0])
    for name, part, old, new in (d for d in DOCTORED if chosen in (None, d[0])):
        subject = template(folder, name)
        with tempfile.TemporaryDirectory() as room:
            made = laws.Bench(room, record, subject).fill("made.docx", *terms_of(record)[0])
            members = tracker.parts(made)
            assert old in members[part], f"{part} holds {old}"
            tracker.write_parts(made, {**members, part: members[part].replace(old, new, 1)})
            try:
                law_of_words.said_before(tracker.parts(subject.document), tracker.parts(made), [record])
            except Broken:
                continue
            yield f"{name}, {part}: {old!r} became {new!r}"


# ---- the laws ----

def twisted(record):
    """With words in a text that look like a place of a template, and are none."""
    for item in (item for term in record["terms"] for item in term.get("assessments") or [] if item.get("saw")):
        item["saw"] += "\n{{learner.known-as}} saw {{term.date}}"
    return record


def all_laws(case):
    """(name, what is broken or None, the findings of the validator)"""
    subject, path = case
    record, rng = twisted(load(path)), random.Random(path.stem)
    with tempfile.TemporaryDirectory() as room:
        bench = laws.Bench(room, record, subject)
        broken = None
        for session, term in terms_of(record):
            try:
                made, reading = laws.of_filling(bench, session, term)
                laws.of_refilling(bench, made, reading, session, term, subject.fit(invent.changed(rng, record, session, term)))
            except (Broken, AssertionError) as error:
                broken = broken or f"term {term}: {error}"
        return f"{subject.name}, {path.stem}", broken or findings(subject, bench.made)


def move(case):
    """What was read from one school's document fills another's, and reads back there as far as both have places for it."""
    one, other, path, session, term = case
    record = load(path)
    with tempfile.TemporaryDirectory() as room:
        bench, there = laws.Bench(room, record, one), laws.Bench(room, record, other)
        name = f"from {one.name} to {other.name}, {path.stem}, term {term}"
        try:
            _, path = bench.read(bench.fill("old.docx", session, term))
            reading, _ = there.read(there.fill("new.docx", session, term, record=path))
            kept, found = other.project(one.project(view_of(record, session, term))), view_of_reading(reading)
            hold("a move", kept, one.project(other.project(found)) if one.focus else other.project(one.project(found)))
        except (Broken, AssertionError) as error:
            return name, str(error)
        return name, findings(other, there.made[-1:])


def findings(template, made):
    """What a validator says of the documents and did not say of the template; None when there is nothing, or no validator."""
    program = os.environ.get("VALIDATE")
    if not program or not made:
        return None
    said = subprocess.run([program, template.document, *made], stdout=subprocess.PIPE, check=False, text=True).stdout.splitlines()
    known = {line.partition(": ")[2] for line in said if line.startswith(str(template.document))}
    new = [line for line in said if line.partition(": ")[2] not in known]
    return "\n".join(["the validator says", *new]) if new else None


# ---- cases ----

def law_cases(templates):
    for template in templates:
        for path in SAMPLES:
            yield template, path


def move_cases(rng, templates, everything):
    for one in templates:
        for other in templates:
            for path in SAMPLES if everything else [rng.choice(SAMPLES)]:
                session, term = rng.choice(terms_of(load(path)))
                if one is not other:
                    yield one, other, path, session, term


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--all", action="store_true", help="every learner in every move, not one")
    invent.seed_option(options)
    options.add_argument("--only", help="one template")
    chosen = options.parse_args()
    rng, passed, failed = random.Random(chosen.seed), 0, 0
    with tempfile.TemporaryDirectory() as room, concurrent.futures.ProcessPoolExecutor(os.cpu_count() or 2) as pool:
        folder = pathlib.Path(room)
        templates = [template(folder, name) for name in make.make(folder) if chosen.only in (None, name)]
        cases = list(law_cases(templates))
        moves = list(move_cases(rng, templates, chosen.all))
        print(f"seed {chosen.seed}: {len(templates)} templates, {len(cases)} learners in them, {len(moves)} moves")
        for kind, given in ((all_laws, cases), (move, moves)):
            for name, broken in pool.map(kind, given, chunksize=4):
                passed, failed = passed + (not broken), failed + bool(broken)
                if broken:
                    print(f"FAILED {name}: {broken}")
        for change in blind_eyes(folder, chosen.only):
            print(f"FAILED to see a change outside the places: {change}")
            failed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
