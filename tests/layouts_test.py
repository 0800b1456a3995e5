"""Layouts of old trackers, both ways: terms side by side, split tables, headers of two rows, details in page headers:
tests/layouts_test.py [--count N] [--seed N]"""

import argparse
import copy
import pathlib
import random
import sys
import tempfile

from lxml import etree

import legacy_samples as legacy
import tracker
from samples_load import Checks
from tracker import dump, load, parts, run, text_value, write_parts

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "templates"))
from pieces import cell, heading, p, r, row, table  # noqa: E402
from school import Document  # noqa: E402

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMES = ("side-by-side", "split-table", "merged-headers", "page-header")
MILESTONES = [m["id"] for area in load(tracker.ROOT / "mappings/frameworks/foundation.yaml")["areas"]
              for organiser in area["organisers"] for m in organiser["milestones"]]
AREAS = {"communication", "movement"}  # those that the samples have tables for
LEVELS, SUPPORTS = ([level["id"] for level in load(tracker.ROOT / f"mappings/scales/{name}.yaml")["levels"]] for name in ("engagement", "support"))
WORDS = ("Looked up & smiled.", "Two  spaces, and a\ttab.", "Ünïcode – “quoted”.", "First line.\nSecond line.", "At the pool; in the hall.", "<b>not</b> markup")


class Bench:
    """A sample, its record with an id, and a folder to fill it in."""

    def __init__(self, folder, name):
        self.folder = pathlib.Path(folder)
        self.sample = next(s for s in legacy.samples() if s.stem == name)
        self.record = {key: value for key, value in self.sample.record.items() if key != "unplaced"}
        self.record["learner"] = {"id": "child-01", **self.record["learner"]}

    def fill(self, term, record=None, base=None, name="out.docx", mapping=None):
        """Fills one term of the record; gives what ran and the document."""
        path, out = self.folder / "record.yaml", self.folder / name
        path.write_text(dump(record or self.record).lstrip("\n") + "\n", "utf-8")
        out.unlink(missing_ok=True)
        return run("fill", path, "--session", term["session"], "--term", term["term"], "-m", mapping or self.sample.mapping_path,
                   "-t", base or self.sample.path, "-o", out), out

    def read(self, document, mapping=None):
        done = run("read", document, "-m", mapping or self.sample.mapping_path)
        return done, load(done.out.decode())


def said_of(record):
    """A record's terms with texts as Cairn loads them, rows by milestone; focus apart, since each row of a document stands in it."""
    return {(term["session"], term["term"]): {
        "leaves": {key: text_value(value) if isinstance(value, str) else value for key, value in term.items() if key not in ("focus", "assessments", "family")},
        "family": {key: text_value(value) for key, value in (term.get("family") or {}).items()},
        "rows": {item["milestone"]: {key: text_value(value) if isinstance(value, str) else value for key, value in item.items()}
                 for item in term.get("assessments") or []}} for term in record["terms"]}


def laid(old, new):
    """read(t) with d laid over it."""
    rows = {milestone: dict(values) for milestone, values in old["rows"].items()}
    for milestone, values in new["rows"].items():
        rows[milestone] = {**rows.get(milestone, {}), **values}
    return {"leaves": {**old["leaves"], **new["leaves"]}, "family": {**old["family"], **new["family"]}, "rows": rows}


# ---- the laws ----

def check_rest(checks, name, folder):
    """Laws 2 and 3: what was read, filled again, is the same bytes, for every term."""
    bench = Bench(folder, name)
    for term in bench.record["terms"]:
        done, out = bench.fill(term)
        checks.that(done.code == 0 and out.read_bytes() == bench.sample.path.read_bytes(), f"{name}, term {term['term']}: another document\n{done.said}")


def invented(rng, term, keys):
    """New values for some rows, there already or not."""
    new = {"session": term["session"], "term": term["term"], "assessments": []}
    for milestone in sorted(rng.sample([m for m in MILESTONES if m.split(".")[0] in AREAS], rng.randint(1, 7)), key=MILESTONES.index):
        item = {"milestone": milestone, "engagement": rng.choice(LEVELS)}
        if rng.random() < 0.7:
            item["supports"] = sorted(rng.sample(SUPPORTS[:-2], rng.randint(1, 2)), key=SUPPORTS.index)
        if rng.random() < 0.7:
            item["saw"] = rng.choice(WORDS)
        if "date" in keys and rng.random() < 0.5:
            item["date"] = f"2024-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        new["assessments"].append(item)
    return new


def check_invented(checks, name, folder, count, seed):
    """Laws 1, 2 and 3 on invented values, one term after the other in one document; the other terms say what they said."""
    bench, rng = Bench(folder, name), random.Random(f"{name} {seed}")
    base, keys = bench.sample.path, {key for term in bench.record["terms"] for item in term["assessments"] for key in item}
    for n in range(count):
        if n % 8 == 0:
            base = bench.sample.path
        before = bench.read(base)[1]
        term = invented(rng, rng.choice(bench.record["terms"]), keys)
        record = {"version": "1", "learner": bench.record["learner"], "terms": [term]}
        done, out = bench.fill(term, record, base, f"out{n % 2}.docx")
        reading = bench.read(out)[1]
        key, expected = (term["session"], term["term"]), said_of(before)
        expected[key] = laid(expected[key], said_of(record)[key])
        held = done.code == 0 and said_of(reading) == expected
        checks.that(held, f"{name}, case {n}: law 1\n{done.said}{dump(record)}\nread{dump(reading)}")
        rest = {"version": "1", "learner": bench.record["learner"], "terms": reading["terms"]}
        for other in reading["terms"]:
            done, again = bench.fill(other, rest, out, "again.docx")
            checks.that(done.code == 0 and again.read_bytes() == out.read_bytes(), f"{name}, case {n}: law 3\n{done.said}")
        base = out


def cells(document):
    """The cells of each row of the body's tables, as bytes, by the row's first text."""
    body = etree.fromstring(parts(document)["word/document.xml"])
    rows = ([tc for tc in tr.iter(W + "tc")] for tr in body.iter(W + "tr"))
    return {"".join(row[0].itertext()): [etree.tostring(tc) for tc in row] for row in rows}


def check_other_terms(checks, folder):
    """Law 4: of ten columns the three of the term may change, and no other."""
    bench = Bench(folder, "side-by-side")
    record = copy.deepcopy(bench.record)
    for item in record["terms"][1]["assessments"]:
        item.update(engagement="independent-use", supports=["verbal"], saw="Another text.")
    done, out = bench.fill(record["terms"][1], record)
    before, after = cells(bench.sample.path), cells(out)
    checks.that(done.code == 0 and before.keys() == after.keys(), done.said)
    changed = {n for key in before for n, (one, other) in enumerate(zip(before[key], after[key])) if one != other}
    checks.that(changed == {4, 5, 6}, f"columns {changed} changed, where those of term 2 are 4, 5 and 6")


def check_diff(checks, folder):
    """What differs is told term by term, with the labels of that term."""
    bench = Bench(folder, "side-by-side")
    record = copy.deepcopy(bench.record)
    term = record["terms"][1]
    term["date"] = "2025-03-28"
    term["assessments"][0]["engagement"] = "interest"
    done, out = bench.fill(term, record)
    done = run("diff", bench.sample.path, out, "-m", bench.sample.mapping_path)
    said = """  Term 2, Who and when
    Reviewed in Term 2: 27 March 2025 → 28 March 2025
  Term 2, Communication: "Stills or turns when someone familiar speaks nearby"
    Level: Early awareness → Interest
"""
    checks.that(done.code == 1 and done.out.decode().split("\n", 1)[1] == said, done.out.decode())


# ---- what is refused ----

def check_refusals(checks, folder):
    bench = Bench(folder, "side-by-side")
    term = {"session": "2024-25", "term": "4", "assessments": [{"milestone": MILESTONES[0], "engagement": "interest"}]}
    for changed, code, words in (
            ({"term": "4"}, 1, "this document has no places for term 4: it was not filled\n    name it in the mapping under terms, and its columns in the "
                               "document; or take a document for that term\n"),
            ({"session": "2025-26", "term": "1"}, 5, "this document holds terms of another session, which would seem to be of this one\n    fill a blank template\n")):
        other = {**term, **changed}
        done, out = bench.fill(other, {"version": "1", "learner": bench.record["learner"], "terms": [other]})
        checks.that((done.code, done.said) == (code, f"{bench.sample.path}: {words}"), f"{done.code} {done.said}")
        checks.that(not out.exists(), "nothing is made of a term that has no places")
    absent = bench.folder / "two-terms.docx"
    members = parts(bench.sample.path)
    body = members["word/document.xml"].decode()
    runs = '<w:t>Te</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:rPr><w:b/></w:rPr><w:t>r</w:t></w:r><w:proofErr w:type="spellEnd"/><w:r w:rsidR="00D4E5F6"><w:rPr><w:b/></w:rPr><w:t>m 3</w:t>'
    checks.that(runs in body, "the name of the third term stands above its columns")
    write_parts(absent, {**members, "word/document.xml": body.replace(runs, runs.replace("m 3", "m x")).encode()})
    done, reading = bench.read(absent)
    checks.that([t["term"] for t in reading["terms"]] == ["1", "2", "3"] and "assessments" not in reading["terms"][2], "only the details of term 3 are left")
    checks.that(any(item.get("text") == "Turned to three voices that she knows." for item in reading["unplaced"]), "its words are kept under unplaced")
    other = {**term, "term": "3"}
    done, out = bench.fill(other, {"version": "1", "learner": bench.record["learner"], "terms": [other]}, absent)
    checks.that(done.code == 1 and "no places for term 3" in done.said and not out.exists(), done.said)


def check_mappings(checks, folder):
    """What a mapping of several terms may not say."""
    text = (tracker.ROOT / "mappings/legacy/side-by-side.yaml").read_text("utf-8")
    path = pathlib.Path(folder, "mapping.yaml")
    header = "terms: [{term: 1, header: Term 1}, {term: 2, header: Term 2}, {term: 3, header: Term 3}]"
    for new, words in (
            ("terms: [{term: 1}, {term: 2, header: Term 2}]", "`header` is missing here\n"),
            ("terms: [{term: 1, header: A}, {term: 1, header: B}]", "session , term 1 stands here a second time\n"),
            ("terms: [{term: 5, header: A}]", "`5` is not a term\n"),
            (header + "\n", "`terms` says which terms this document holds, and this field says it again\n")):
        path.write_text(text.replace(header, new), "utf-8")
        if new.endswith("\n"):
            path.write_text(path.read_text("utf-8").replace("  - {key: term.class", "  - {key: term.term, at: {label: Term}}\n  - {key: term.class"), "utf-8")
        done = run("check", path)
        checks.that(done.code == 3 and words in done.said, f"{new}: {done.code} {done.said}")


# ---- headers of two rows ----

def check_headers(checks, folder):
    """Nothing stands below the key's name, nothing is merged, and the two rows stand again in the middle: rows go on, and are copied from rows."""
    first, second, third = ("Stills or turns when someone familiar speaks nearby", "Looks towards a face or a voice for a moment",
                            "Responds to the sound or the sign of their own name")
    names = row("Milestone", cell(p(r("How I engage")), span=2)), row("", cell(p(r("Level of", "<w:b/>")), p(r("engagement"))), cell(p(r("Type of\nsupport"))))
    paper = Document("Desk")
    paper.custom = {"cairn-learner": "child-01"}
    paper.put(heading("Communication"), table(3, row(cell(p(r("This term")), span=3)), *names, row(first, "Interest", "Verbal"), *names, row(second, "Encounter", "")), p())
    document, mapping = pathlib.Path(folder, "names.docx"), pathlib.Path(folder, "names.yaml")
    paper.finish().save(document)
    fields = (tracker.ROOT / "mappings/legacy/merged-headers.yaml").read_text("utf-8").replace("  - {key: learner.known-as, at: {label: Name}}", "  - {key: learner.id, at: {property: cairn-learner}}")
    mapping.write_text("".join(line for line in fields.splitlines(True) if "label:" not in line and "What we saw" not in line), "utf-8")
    done = run("read", document, "-m", mapping)
    items = load(done.out.decode())["terms"][0]["assessments"]
    checks.that([item["engagement"] for item in items] == ["interest", "encounter"] and items[0]["supports"] == ["verbal"], done.out.decode())
    checks.that("milestone" not in done.said, f"the header in the middle is no row: {done.said}")
    record, out = pathlib.Path(folder, "record.yaml"), pathlib.Path(folder, "named.docx")
    record.write_text(dump({"version": "1", "learner": {"id": "child-01", "known-as": "Iona"}, "terms": [{"session": "2024-25", "term": "1", "assessments": [
        {"milestone": "communication.attention.3", "engagement": "interest", "supports": ["verbal"]}]}]}).lstrip("\n") + "\n", "utf-8")
    done = run("fill", record, "-m", mapping, "-t", document, "-o", out)
    checks.that(out.exists(), done.said)
    rows = tables_of(out)[0]
    checks.that(done.code == 0 and rows[-1] == [third, "Interest", "Verbal"], f"{rows}\n{done.said}")
    checks.that(parts(out)["word/document.xml"].count(b"<w:b/>") == 2, "the new row looks like a row")
    checks.that(len(rows) == 8 and rows[:7] == tables_of(document)[0], "nothing else changes")


# ---- split tables ----

def body_changed(bench, name, *changes):
    members, out = parts(bench.sample.path), bench.folder / name
    body = members["word/document.xml"].decode()
    for old, new in changes:
        assert old in body, old
        body = body.replace(old, new, 1)
    write_parts(out, {**members, "word/document.xml": body.encode()})
    return out


def rows_of(record):
    return [item["milestone"] for term in record["terms"] for item in term.get("assessments") or []]


def check_split(checks, folder):
    """Only empty lines, or words that it goes on, stand between the parts; a new row goes where its neighbours are."""
    bench = Bench(folder, "split-table")
    second = ["communication.choice.4", "communication.interaction.3"]
    checks.that("no framework in use" not in bench.read(bench.sample.path)[0].said, "a table of another kind is no part, though it is as wide")
    for words in ("Continued.", "(cont.)", "continued overleaf", "Communication (continued)", ""):
        reading = bench.read(body_changed(bench, "between.docx", ("(continued)", words)))[1]
        checks.that(set(second) < set(rows_of(reading)), f"behind `{words}` the table goes on")
    for words in ("Seen at home", "To be continued by the family"):
        reading = bench.read(body_changed(bench, "between.docx", ("(continued)", words)))[1]
        checks.that(not set(second) & set(rows_of(reading)), f"behind `{words}` it does not")
        checks.that("Yoghurt over apple, when Mr Orr holds both." in dump(reading["unplaced"]), "and its words are kept")
    record = copy.deepcopy(bench.record)
    record["terms"][0]["focus"] += ["communication.choice.2", "communication.choice.5", "movement.hands.1"]
    done, out = bench.fill(record["terms"][0], record)
    tables = [[row[0] for row in table] for table in tables_of(out)]
    checks.that(done.code == 0 and [len(t) for t in tables] == [5, 5, 4, 2, 2], f"{[len(t) for t in tables]} rows\n{done.said}")
    checks.that(tables[0][-1].startswith("Looks or reaches towards") and tables[1][2].startswith("Lets someone know"), "each in its part")
    checks.that(tables[2][2].startswith("Opens the hands"), "also where the second part has a header")


def tables_of(document):
    body = etree.fromstring(parts(document)["word/document.xml"])
    return [[["".join(tc.itertext()) for tc in tr.iter(W + "tc")] for tr in tbl.iter(W + "tr")] for tbl in body.iter(W + "tbl")]


# ---- page headers ----

def check_edges(checks, folder):
    """One datum in several headers and in the text is one; where they differ it is told; page numbers are no value."""
    bench = Bench(folder, "page-header")
    members = parts(bench.sample.path)
    name = next(n for n, data in members.items() if n.startswith("word/header") and b"Session: 2023-24" in data)
    other = bench.folder / "differs.docx"
    write_parts(other, {**members, name: members[name].replace(b"Session: 2023-24", b"Session: 2022-23")})
    done, reading = bench.read(other)
    checks.that(f"{other}: the page header: `2022-23` stands here, and `2023-24` elsewhere in the document, for one datum (term.session)\n" in done.said,
                f"a session that differs is told: {done.said}")
    checks.that(reading["terms"][0]["session"] == "2023-24", "what stands first counts")
    record = copy.deepcopy(bench.record)
    record["terms"][0]["date"] = "2024-06-21"
    done, out = bench.fill(record["terms"][0], record)
    words = b"".join(data for n, data in parts(out).items() if n.startswith("word/footer"))
    checks.that(done.code == 0 and words.count(b"21 June 2024") == 2, "a date is written in both footers")
    numbers = [data.count(b"NUMPAGES") for n, data in sorted(parts(out).items()) if n.startswith("word/header")]
    checks.that(numbers == [1, 1], "the page numbers stay")
    twice = bench.folder / "twice.docx"
    write_parts(twice, {**members, name: members[name].replace(b"</w:hdr>", b"<w:p><w:r><w:t>Session: 2022-23</w:t></w:r></w:p></w:hdr>")})
    done, _ = bench.read(twice)
    checks.that("`term.session` could stand here or elsewhere in the document" in done.said, f"twice in one header is an ambiguity: {done.said}")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--count", type=int, default=24)
    options.add_argument("--seed", default="1")
    asked, checks = options.parse_args(), Checks()
    with tempfile.TemporaryDirectory() as folder:
        for name in NAMES:
            check_rest(checks, name, folder)
            check_invented(checks, name, folder, asked.count, asked.seed)
        for check in (check_other_terms, check_diff, check_refusals, check_mappings, check_headers, check_split, check_edges):
            check(checks, folder)
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main())
