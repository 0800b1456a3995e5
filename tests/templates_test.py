"""The four laws in Word documents that Cairn did not make: tests/templates_test.py [--all] [--seed N|random]

tests/templates makes the documents; each has a mapping, but for one, which has placeholders. VALIDATE=program looks at each one made.
"""

import argparse
import collections
import concurrent.futures
import functools
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

import bare
import invent
import tracker
from tracker import (FAMILY, SAMPLES, VALUES, Broken, dump, hold, load, raw_members, run, same_bytes, terms_of, view, view_of,
                     view_of_reading)

sys.path.insert(0, str(tracker.ROOT / "tests/templates"))
import make  # noqa: E402

PLAIN = {"learner": {"known-as"}, "rows": {"milestone", "engagement", "supports", "date", "saw", "next-steps"}}
TOUCHED = re.compile(r"word/(document|header\d+|footer\d+|comments\w*)\.xml|word/_rels/document\.xml\.rels|\[Content_Types\]\.xml|"
                     r"docProps/(custom|core)\.xml|customXml/item1\.xml")
IN_LINES = ("labels", "matrix")  # what stands behind a label in its line has no blanks at its ends
BLANKS = " \t\n"
MONTHS = "January February March April May June July August September October November December"


# ---- templates, and what their mappings name ----

class Template:
    def __init__(self, folder, name):
        self.name, self.document, self.mapping = name, folder / f"{name}.docx", folder / f"{name}.yaml"
        fields = load(self.mapping)["fields"] if self.mapping.exists() else None
        group = next((f for f in fields or [] if "group" in f), None)
        self.leaves = {f["key"].rpartition(".")[2] for f in fields if "group" not in f} if fields else {
            "known-as", "session", "term", "date", "enjoys", "family-views"}
        self.values = {f["key"] for f in group["group"]} if group else set(VALUES)
        self.focus = "unrecorded" in group["rows"] if group else True
        supports = next((f for f in group["group"] if f["key"] == "supports"), {}) if group else {}
        self.ticked = "ticks" in str(supports) or "columns" in str(supports)  # boxes and columns have an order of their own
        self.options = ["-m", self.mapping] if fields else ["-t", self.document]
        self.reading = ["-m", self.mapping] if fields else []

    def says(self, item):
        """Whether the blank template says this unplaced thing: a colleague's comment; of placeholders, which name no template, any words."""
        parts = tracker.parts(self.document)
        if "comment" in item:
            part = parts.get("word/comments.xml", b"").decode()
            return item["comment"] in ["".join(re.findall(r"<w:t[^>]*>([^<]*)", one)) for one in part.split("<w:comment ")[1:]]
        words = [bare.Words(bare.root_of(parts[name])).all for name in parts if re.match("word/(document|header|footer)", name)]
        return not self.reading and set(item["text"].split()) <= set().union(*words)

    def project(self, whole):
        """A view of a record as far as the template has places for it."""
        rows = {key: {k: v for k, v in values.items() if k in self.values} for key, values in whole["rows"].items()}
        for values in rows.values():
            if self.ticked and "supports" in values:
                values["supports"] = sorted(values["supports"], key=invent.SUPPORTS.index)
        comments = collections.Counter({c: n for c, n in whole["comments"].items() if c[1] in self.values})
        if not self.focus:
            rows = {key: values for key, values in rows.items() if values or any(c[0] == key for c in comments)}
        leaves = {k: v.strip(BLANKS) if self.name in IN_LINES and isinstance(v, str) else v for k, v in whole["leaves"].items()}
        return {"leaves": {k: v for k, v in leaves.items() if k in self.leaves}, "rows": rows, "comments": comments}


# ---- cairn ----

class Bench:
    """A folder, one template and one learner."""

    def __init__(self, folder, template, record):
        self.folder, self.template, self.record = pathlib.Path(folder), template, record
        self.path = self.write("record.yaml", record)
        self.made = []

    def write(self, name, record):
        path = self.folder / name
        path.write_text(dump(record).lstrip("\n") + "\n", encoding="utf-8", newline="\n")
        return path

    def fill(self, name, session, term, *more, record=None):
        out = self.folder / name
        out.unlink(missing_ok=True)
        words = ["fill", record or self.path, "--session", session, "--term", term, "-o", out, *self.options(more)]
        done = run(*words)
        if done.code:
            raise Broken(f"cairn {' '.join(map(str, words))}: exit {done.code}\n{done.said}")
        self.made.append(out)
        return out

    def options(self, more):
        """A document to fill takes the place of the template; the mapping stays."""
        return [*self.template.reading, *more] if "-t" in more else [*self.template.options, *more]

    def read(self, document):
        """The reading. A document that bears no id can give none, which is told; everything else is an error."""
        done = run("read", document, "--json", *self.template.reading)
        codes = [json.loads(line)["code"] for line in done.said.splitlines()]
        unfit = ["record-unfit"] * ("id" not in self.template.leaves)
        if [c for c in codes if c != "unplaced"] != unfit or done.code != len(unfit):
            raise Broken(f"read {document.name}: exit {done.code}\n{run('read', document, *self.template.reading).said}"
                         + dump(load(done.out.decode()).get("unplaced") or []))
        reading = load(done.out.decode())
        unplaced = reading.pop("unplaced", [])
        if any(not self.template.says(item) for item in unplaced):
            raise Broken(f"read {document.name}: something is unplaced: {unplaced}")
        return reading

    def written(self, reading, name="reading.yaml"):
        """A reading as a file that can be filled again: with the id that the document did not bear."""
        whole = {**reading, "learner": {"id": self.record["learner"]["id"], **reading["learner"]}}
        return self.write(name, whole)


# ---- law 4 ----

def bare_words(text):
    return {word.strip(".,;:!?…“”‘’\"'()–") for word in re.split(r"[\s/]+", text.replace("T00:00:00", ""))}


@functools.lru_cache
def school_words():
    """The words that any record may bring: statements, labels, months, numbers of days and years."""
    texts = [MONTHS, " ".join(month[:3] for month in MONTHS.split()), " ".join(f"{n} {n:02d}" for n in range(1, 32))]
    for path in [*(tracker.ROOT / "mappings/frameworks").glob("*.yaml"), *(tracker.ROOT / "mappings/scales").glob("*.yaml")]:
        texts.append(path.read_text("utf-8"))
    return bare_words(" ".join(texts).replace("[", " ").replace("]", " ").replace("{", " ").replace("}", " "))


def flat(tree):
    if isinstance(tree, dict):
        tree = list(tree.values())
    return " ".join(map(flat, tree)) if isinstance(tree, list) else str(tree or "").replace("-", " ") + " " + str(tree or "")


def said_before(old, new, record):
    """All that the blank parts say and are made of is there still, in its order; what is new comes from the record."""
    known = school_words() | bare_words(flat(record)) | {""}
    for name in old:
        if old[name] == new[name] or not re.match(r"word/(document|header|footer)|customXml|docProps/c", name):
            continue
        before, after = bare.tokens(old[name]), bare.tokens(new[name])
        gone = bare.missing(before, after)
        if gone:
            raise Broken(f"law 4: {name} lost something: {gone}")
        tags, words = bare.more(before, after)
        strange = sorted(word for word in words if not bare_words(word) <= known)
        if tags or strange:
            raise Broken(f"law 4: {name} has more than the record brings: {tags} {strange}")


def law_4(template, made, record):
    """Other parts are the same raw bytes; in those with places, what the blank template says is said still."""
    old, new = tracker.parts(template.document), tracker.parts(made)
    for one, other in zip(raw_members(template.document), raw_members(made)):
        if one != other and not TOUCHED.fullmatch(one[0]):
            raise Broken(f"law 4: {one[0]} changed")
    if list(new)[:len(old)] != list(old):
        raise Broken(f"law 4: the parts are {list(new)}")
    said_before(old, new, record)


DOCTORED = [  # (template, part, what stands there, what is put there): each must be seen
    ("headings", "word/document.xml", b">Keep it to <", b">Keep this to <"), ("headings", "word/document.xml", b'<w:proofErr w:type="spellEnd"/>', b""),
    ("headings", "word/document.xml", b"<w:p ", b"<w:p><w:r><w:t>Ailsa</w:t></w:r></w:p><w:p "),
    ("headings", "word/document.xml", b'<w:del w:id="', b'<w:del w:moved="" w:id="'), ("headings", "word/footer3.xml", b"Page", b"Side"),
    ("headings", "word/document.xml", b"</w:tbl>", b"</w:tbl><w:tbl/>"), ("headings", "docProps/core.xml", b"School office", b"Cairn")]


def blind_eyes(folder, chosen):
    """Changes outside the places that law_4 does not see."""
    record = load(SAMPLES[0])
    for name, part, old, new in (d for d in DOCTORED if chosen in (None, d[0])):
        template = Template(folder, name)
        with tempfile.TemporaryDirectory() as room:
            made = Bench(room, template, record).fill("made.docx", *terms_of(record)[0])
            members = tracker.parts(made)
            assert old in members[part], f"{part} holds {old}"
            tracker.write_parts(made, {**members, part: members[part].replace(old, new, 1)})
            try:
                said_before(tracker.parts(template.document), tracker.parts(made), record)
            except Broken:
                continue
            yield f"{name}, {part}: {old!r} became {new!r}"


# ---- the laws ----

def laws_of_filling(bench, session, term):
    template = bench.template
    made = bench.fill(f"{term}.docx", session, term)
    law_4(template, made, bench.record)
    reading = bench.read(made)
    hold("law 1", template.project(view_of(bench.record, session, term)), template.project(view_of_reading(reading)))
    same_bytes("law 2", made, bench.fill("again.docx", session, term, "-t", made, record=bench.written(reading)))
    same_bytes("law 3", made, bench.fill("twice.docx", session, term, "-t", made))
    return made, reading


def next_term(bench, made, session, term, following):
    """Refilled for another term: its data, and the comments that were there, on whose rows nothing else is carried."""
    out = bench.fill("next.docx", *following, "-t", made)
    law_4(bench.template, out, bench.record)
    old, new = (view_of(bench.record, *which) for which in ((session, term), following))
    joined = {"leaves": new["leaves"], "rows": {**{c[0]: {} for c in old["comments"]}, **new["rows"]},
              "comments": old["comments"] | new["comments"]}
    found, expected = (bench.template.project(v) for v in (view_of_reading(bench.read(out)), joined))
    for key, values in found["rows"].items():  # a row that cannot go is emptied, and is then a milestone to look at
        if not values:
            expected["rows"].setdefault(key, {})
    hold("the next term", expected, found)
    same_bytes("the next term, law 3", out, bench.fill("again.docx", *following, "-t", out))


def twisted(record):
    """With words in a text that look like a place of a template, and are none."""
    for item in (item for term in record["terms"] for item in term.get("assessments") or [] if item.get("saw")):
        item["saw"] += "\n{{learner.known-as}} saw {{term.date}}"
    return record


def laws(case):
    """(name, what is broken or None, the findings of the validator)"""
    template, path = case
    record = twisted(load(path))
    with tempfile.TemporaryDirectory() as room:
        bench = Bench(room, template, record)
        terms, broken = terms_of(record), None
        try:
            for number, (session, term) in enumerate(terms):
                made, _ = laws_of_filling(bench, session, term)
                if number + 1 < len(terms):
                    next_term(bench, made, session, term, terms[number + 1])
        except (Broken, AssertionError) as error:
            broken = f"term {term}: {error}"
        return f"{template.name}, {path.stem}", broken or findings(template, bench.made)


def move(case):
    """What was read from one school's document fills another's, and reads back there as far as both have places for it."""
    one, other, path, session, term = case
    record = load(path)
    with tempfile.TemporaryDirectory() as room:
        bench, there = Bench(room, one, record), Bench(room, other, record)
        name = f"from {one.name} to {other.name}, {path.stem}, term {term}"
        try:
            reading = bench.read(bench.fill("old.docx", session, term))
            new = there.fill("new.docx", session, term, record=bench.written(reading))
            kept = other.project(one.project(view_of(record, session, term)))
            hold("a move", kept, one.project(other.project(view_of_reading(there.read(new)))) if one.focus else
                 other.project(one.project(view_of_reading(there.read(new)))))
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
        templates = [Template(folder, name) for name in make.make(folder) if chosen.only in (None, name)]
        cases = list(law_cases(templates))
        moves = list(move_cases(rng, templates, chosen.all))
        print(f"seed {chosen.seed}: {len(templates)} templates, {len(cases)} learners in them, {len(moves)} moves")
        for kind, given in ((laws, cases), (move, moves)):
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
