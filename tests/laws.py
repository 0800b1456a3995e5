"""What every test of the four laws shares: a document that a mapping describes, a bench to fill and read it on, and the laws.

Law 4 is judged by two eyes: law_of_bytes for Cairn's own template, law_of_words for any other document.
"""

import concurrent.futures
import functools
import json
import os
import pathlib
import re
import tempfile
from collections import Counter

import bare
import invent
import law_of_bytes
import law_of_words
import tracker
import twins
from serve import run
from tracker import Broken, VALUES, dump, hold, load, same_bytes, terms_of, view_of, view_of_reading

SHIPPED = tracker.ROOT / "mappings/milestones-tracker.yaml"
TEMPLATE = tracker.ROOT / "templates/milestones-tracker.docx"
PLACEHOLDERS = ("known-as", "session", "term", "date", "enjoys", "family-views")  # of the template that has no mapping
MEMORY = pathlib.Path("/dev/shm")  # no disk has anything to do with the laws
BLANKS = " \t\n"
EDGES = "\u00a0\u202f\u0085\u2028\u2029 "


def locators(field):
    at = field.get("at") or []
    return at if isinstance(at, list) else [at]


class Subject:
    """A document to fill, and what its mapping names of a record. Without a mapping (a path) it has placeholders."""

    exact = False  # whether law_of_bytes knows its places
    notes = {"unplaced"}  # what reading it may tell
    held = None  # what it says already, where it is no blank (law_of_words.Old)

    def __init__(self, name, document, mapping=None):
        self.name, self.document, self.mapping = name, document, mapping
        fields = load(mapping)["fields"] if mapping else []
        self.fields = [f for f in fields if "key" in f and "group" not in f]
        self.group = next((f for f in fields if "group" in f), None)
        self.named = {f["key"].rpartition(".")[2] for f in self.fields} if mapping else set(PLACEHOLDERS)
        self.of_row = {f["key"]: f for f in self.group["group"] if "key" in f} if self.group else {}
        self.values = set(self.of_row) if mapping else set(VALUES)
        self.focus = "unrecorded" in self.group["rows"] if self.group else not mapping
        self.ticked = re.search("ticks|columns|highlight|shading", str(self.of_row.get("supports"))) is not None
        self.in_lines = {f["key"].rpartition(".")[2] for f in self.fields if any("label" in at or "below" in at for at in locators(f))}
        self.parting = "".join({";", *(f["as"].get("separator", ";").strip() for f in self.fields if isinstance(f.get("as"), dict))})
        self.options = ["-m", mapping] if mapping else ["-t", document]
        self.reading = ["-m", mapping] if mapping else []

    def filling(self, more):
        """What fill is told: a document to fill takes the place of the subject's own."""
        return [*self.reading, *more] if "-t" in more else [*self.options, *more]

    @functools.cached_property
    def unplaced(self):
        """What the blank document says of its own: a picture, a colleague's comment, a change that nobody has accepted."""
        reading = load(run("read", self.document, *self.reading).out.decode()) or {}
        return [without_place(item) for item in reading.get("unplaced") or []]

    def lists(self, item):
        """Whether it is listed of the document that is filled. What is written into somebody's insertion is in it: the mark is the same."""
        mark = [item.get(key) for key in ("change", "by", "date")]
        marks = [[own.get(key) for key in ("change", "by", "date")] for own in self.unplaced]
        return without_place(item) in self.unplaced or mark[0] is not None and mark in marks

    def says(self, item):
        """Whether the blank document says this unplaced thing; of placeholders, which name no template, any of its words."""
        if self.lists(item):
            return True
        parts = tracker.parts(self.document)
        words = [bare.Words(bare.root_of(parts[name])).all for name in parts if re.match("word/(document|header|footer)", name)]
        return not self.reading and set(item.get("text", "{{").split()) <= set().union(*words)

    def lacks(self, reading):
        """How many keys that every record needs this document has no place for."""
        return sum(key not in (reading.get("learner") or {}) for key in ("id", "known-as")) + sum(
            key not in term for term in reading.get("terms") or [] for key in ("session", "term"))

    def project(self, whole):
        """A view of a record as far as the document has places for it."""
        rows = {key: {k: v for k, v in values.items() if k in self.values} for key, values in whole["rows"].items()}
        for values in rows.values():
            if self.ticked and "supports" in values:  # boxes and columns have an order of their own
                values["supports"] = sorted(values["supports"], key=invent.SUPPORTS.index)
        comments = Counter({c: n for c, n in whole["comments"].items() if c[1] in self.values})
        if not self.focus:
            rows = {key: values for key, values in rows.items() if values or any(c[0] == key for c in comments)}
        leaves = {k: v.strip(BLANKS) if k in self.in_lines and isinstance(v, str) else v for k, v in whole["leaves"].items()}
        return {"leaves": {k: v for k, v in leaves.items() if k in self.named}, "rows": rows, "comments": comments}

    def fit(self, record):
        """A record that this document can hold whole: without what has no place in it, and lines of text where it has a line."""
        return {**record, "terms": [self.fit_term(term) for term in record.get("terms") or []]}

    def fit_term(self, term):
        fitted = {key: self.fit_leaf(key, value) for key, value in term.items() if key in self.named | {"session", "term"}}
        family = {key: self.fit_leaf(key, value) for key, value in (term.get("family") or {}).items() if key in self.named}
        if family:
            fitted["family"] = family
        milestones = {key for key in [*(term.get("focus") or []), *(a["milestone"] for a in term.get("assessments") or [])] if self.takes(key)}
        if self.focus and "focus" in term:
            fitted["focus"] = [key for key in term["focus"] or [] if key in milestones]
        if self.values:
            fitted["assessments"] = [self.fit_row(a) for a in term.get("assessments") or [] if a["milestone"] in milestones]
        return fitted

    def fit_leaf(self, key, value):
        if isinstance(value, list):  # what parts the items stands in none
            return [" ".join(re.sub(f"[{self.parting}]", " ", item).split()).strip(EDGES) or "A" for item in value]
        if isinstance(value, str) and key in self.in_lines:
            return " ".join(value.replace(":", "").split()).strip(EDGES)  # nothing that looks like another label
        return value

    def fit_row(self, item):
        fitted = {key: value for key, value in item.items() if key in self.values | {"milestone"}}
        if fitted.get("comments") and not self.of_row.get("comments", {"staff": 1}).get("staff"):  # such a one cannot be told from others
            fitted["comments"] = [comment for comment in fitted["comments"] if comment.get("for") != "staff"]
        return fitted

    def takes(self, milestone):
        """Whether the document has a table for this milestone."""
        return bool(self.values)

    def law_4(self, before, after, records, may_drop=True):
        """What the document itself says stays through every refill."""
        law_of_words.check(self.document, after, records, self.held)


class OldTracker(Subject):
    """A document that people filled, of samples/legacy: what it says already is known from the record that stands beside it."""

    def __init__(self, sample):
        super().__init__(sample.stem, sample.path, sample.mapping_path)
        self.options = [*self.reading, "-t", sample.path]
        self.record = whole({**sample.record, "learner": {"id": "old-1", "known-as": "Struan", **sample.record["learner"]}})
        self.unplaced = [without_place(item) for item in sample.record.get("unplaced") or []]
        self.held = law_of_words.Old.of(sample.record, list(texts_in([f.get("at") for f in self.fields] + [self.group])), str(self.of_row))
        milestones = [key for term in self.record["terms"] for key in rows_of(term)]
        said = [tuple(map(comment.get, ("text", "by"))) for term in self.record["terms"] for item in term.get("assessments") or []
                for comment in {str(c): c for field in ("preferred", "comments") for c in item.get(field) or []}.values()]
        self.shared = {comment for comment, count in Counter(said).items() if count > 1}  # on several rows: what is answered there is everywhere
        self.areas = {invent.AREA_OF[key] for key in milestones}
        self.notes = {"unplaced", *codes(run("read", sample.path, "--json", *self.reading))}
        self.of_term = {f["key"].rpartition(".")[2] for f in self.fields if "{term}" in str(f["at"])}

    def says(self, item):
        return self.lists(item)

    def fit_row(self, item):
        fitted = super().fit_row(item)
        for field in {"preferred", "comments"} & fitted.keys():
            fitted[field] = [c for c in fitted[field] or [] if (c["text"], c["by"]) not in self.shared]
        return fitted

    def own(self, view):
        """What is a term's own, where several stand beside one another: not the leaves that they share, nor a row that came for another."""
        leaves = {key: value for key, value in view["leaves"].items() if key in self.of_term}
        return {**view, "leaves": leaves, "rows": {key: values for key, values in view["rows"].items() if values}}

    def takes(self, milestone):
        return invent.AREA_OF[milestone] in self.areas


def texts_in(tree):
    if isinstance(tree, str):
        yield tree
    for item in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from texts_in(item)


def without_place(item):
    return {key: value for key, value in item.items() if key not in ("place", "document")}


def rows_of(term):
    return [*(term.get("focus") or []), *(item["milestone"] for item in term.get("assessments") or [])]


def whole(record):
    """A record that can be filled: a term that its document did not tell is some term."""
    return {**record, "terms": [{"session": "2025-26", "term": "1", **term} for term in record.get("terms") or [{}]]}


def codes(done):
    return [json.loads(line)["code"] for line in done.said.splitlines()]


class Shipped(Subject):
    """Cairn's own template, which names its mapping."""

    exact = True

    def __init__(self):
        super().__init__("milestones-tracker", TEMPLATE, SHIPPED)
        self.options = self.reading = []

    def says(self, item):
        return False

    def lacks(self, reading):
        return 0

    def project(self, whole):
        return whole

    def law_4(self, before, after, records, may_drop=True):
        law_of_bytes.check(before, after, may_drop)


# ---- cairn ----

class Bench:
    """A folder, a document to fill, and one learner's record."""

    def __init__(self, folder, record, subject=None):
        self.folder, self.record, self.subject = pathlib.Path(folder), record, subject or Shipped()
        self.path = self.write("record.yaml", record)
        self.made = []

    def write(self, name, record):
        path = self.folder / name
        path.write_text(dump(record).lstrip("\n") + "\n", encoding="utf-8", newline="\n")
        return path

    def cairn(self, *words, want=(0,)):
        done = run(*words)
        if done.code not in want:
            raise Broken(f"cairn {' '.join(map(str, words))}: exit {done.code}\n{done.said}")
        return done

    def fill(self, name, session, term, *more, record=None, staff=False, want=(0,)):
        out = self.folder / name
        out.unlink(missing_ok=True)
        words = ["fill", record or self.path, "--session", session, "--term", term, "-o", out, *self.subject.filling(more)]
        of_rows = b"statement: " in pathlib.Path(record or self.path).read_bytes()  # a record of invented data has no such key
        self.cairn(*words, *(["--staff"] if staff else []), want=(1,) if of_rows else want)
        self.made.append(out)
        return out

    def read(self, document):
        """(the reading, a file of it that can be filled again). What the document has no place for is told, and is no error."""
        done = run("read", document, "--json", *self.subject.reading)
        out = self.folder / (document.stem + ".read.yaml")
        out.write_bytes(done.out)
        reading = load(done.out.decode())
        lacks = self.subject.lacks(reading)
        told = [code for code in codes(done) if code not in (*self.subject.notes, "date-outside")]  # invented dates are of any year
        if told != ["record-unfit"] * lacks * ("record-unfit" not in self.subject.notes) or done.code > 1:
            raise Broken(f"read {document.name}: exit {done.code}\n{run('read', document, *self.subject.reading).said}")
        strange = [item for item in reading.pop("unplaced", []) if not self.subject.says(item)]
        if strange:
            raise Broken(f"read {document.name}: something is unplaced: {strange}")
        return reading, self.written(reading, out.name) if lacks else out

    def written(self, reading, name="reading.yaml"):
        """A reading as a file that can be filled again: with the id that the document did not bear."""
        learner = {key: self.record["learner"][key] for key in ("id", "known-as")}
        return self.write(name, whole({**reading, "learner": {**learner, **reading.get("learner", {})}}))


# ---- what is to be read ----

def comments_joined(old, new):
    """By a comment's own words: all that comments of these may count as, once the new ones are laid over the old ones."""
    return {key: [tracker.counted(key, threads) for threads in twins.outcomes(new["threads"].get(key, []), old["threads"].get(key, []))]
            for key in {**old["threads"], **new["threads"]}}


def settled(expected, found):
    """What is expected, with comments counted as they are found wherever they may be."""
    counts = [(may, tracker.counted(key, found["threads"].get(key, []))) for key, may in expected["joined"].items()]
    return {**expected, "comments": sum((count if count in may else may[0] for may, count in counts), Counter())}


def laid_over(old, new, raw):
    """read(t) (+) d: leaves by key, rows by key, comments joined. raw is d as written: it tells absent from nothing."""
    family = raw.get("family") or {}
    said = {key for key in raw if key != "family"} | set(family)
    leaves = {**{k: v for k, v in old["leaves"].items() if k not in said or k in ("id", "known-as")}, **new["leaves"]}
    rows = {milestone: dict(values) for milestone, values in old["rows"].items()}
    for milestone in raw.get("focus") or []:
        rows.setdefault(milestone, {})
    for item in raw.get("assessments") or []:
        here = {k: v for k, v in rows.get(item["milestone"], {}).items() if k not in item}
        rows[item["milestone"]] = {**here, **new["rows"][item["milestone"]]}
    return {"leaves": leaves, "rows": rows, "joined": comments_joined(old, new)}


def with_comments_of(old, new):
    """Refilled for another term: d and t's comments, on whose rows nothing else is carried."""
    rows = {**{key[0]: {} for key in old["comments"]}, **new["rows"]}
    return {"leaves": new["leaves"], "rows": rows, "joined": comments_joined(old, new)}


# ---- the laws ----

def of_filling(bench, session, term, staff=False):
    """Laws 1 to 4 of a blank document filled."""
    subject = bench.subject
    made = bench.fill(f"{term}.docx", session, term, staff=staff)
    subject.law_4(subject.document, made, [bench.record])
    reading, path = bench.read(made)
    hold("law 1, blank template", subject.project(view_of(bench.record, session, term, staff)), subject.project(view_of_reading(reading)))
    same_bytes("law 2", made, bench.fill("again.docx", session, term, "-t", made, record=path, staff=staff))
    same_bytes("law 3", made, bench.fill("twice.docx", session, term, "-t", made, staff=staff))
    return made, reading


def refilled(bench, law, made, session, term, expected, record, path, staff=False, same_term=False):
    """Laws 1 to 4 of a document that was filled before."""
    subject = bench.subject
    out = bench.fill("refilled.docx", session, term, "-t", made, record=path, staff=staff)
    subject.law_4(made, out, [bench.record, record], may_drop=not same_term)
    reading, again = bench.read(out)
    found = as_term(reading, (session, term))
    wanted, found = subject.project(settled(expected, found)), subject.project(found)
    for key, values in found["rows"].items() if not subject.exact else ():
        if not values and not same_term:  # a row that cannot go is emptied, and is then a milestone to look at
            wanted["rows"].setdefault(key, {})
    hold(law, wanted, found)
    same_bytes(f"{law}, law 2", out, bench.fill("again.docx", session, term, "-t", out, record=again, staff=staff))
    same_bytes(f"{law}, law 3", out, bench.fill("twice.docx", session, term, "-t", out, record=path, staff=staff))
    return reading


def of_refilling(bench, made, reading, session, term, other, staff=False):
    """Law 1 of refills, of the same term with changed data and of every other term; laws 2 to 4 of each."""
    old = view_of_reading(reading)
    expected = laid_over(old, view_of(other, session, term, staff), tracker.term_of(other, session, term))
    refilled(bench, "law 1, same term", made, session, term, expected, other, bench.write("other.yaml", other), staff, True)
    for following in terms_of(bench.record):
        if following != (session, term):
            expected = with_comments_of(old, view_of(bench.record, *following, staff))
            refilled(bench, "law 1, other term", made, *following, expected, bench.record, bench.path, staff)


def as_term(reading, key):
    """The view of one term of a reading; of its only one, where the document does not say which it is."""
    terms = whole(reading)["terms"]
    assert key in terms_of({"terms": terms}), f"{key} was read, not {terms_of({'terms': terms})}"
    return tracker.view(reading.get("learner") or {}, tracker.term_of({"terms": terms}, *key))


def of_old(bench, key, others):
    """Laws 1 to 4 of a document that was filled by hand: read and filled again, and refilled with other data of its term, one upon the other."""
    subject, (session, term) = bench.subject, key
    document = subject.document
    reading, path = bench.read(document)
    if not others:
        same_bytes("law 2, as it was found", document, bench.fill("found.docx", session, term, "-t", document, record=path, staff=True))
    for number, other in enumerate(others):
        known = as_term(reading, key)
        expected = laid_over(known, view_of(other, session, term, True), tracker.term_of(other, session, term))
        path = bench.write("other.yaml", other)
        found = refilled(bench, "law 1, same term", document, session, term, expected, others, path, True, True)
        for beside in terms_of(whole(reading)):
            if beside != key:
                hold(f"term {beside[1]}, beside it", subject.own(as_term(reading, beside)), subject.own(as_term(found, beside)))
        reading, document = found, (bench.folder / "refilled.docx").rename(bench.folder / f"refilled-{number}.docx")


# ---- cases ----

def scratch():
    """A folder for one case."""
    return tempfile.TemporaryDirectory(dir=MEMORY if os.access(MEMORY, os.W_OK) else None)


def kind_of(broken):
    return broken.split("\n")[0].split(f" {tempfile.gettempdir()}")[0].split(f" {MEMORY}")[0]


def judge(cases, check, report, more=()):
    """Runs check on every case, on all cores, and gives the exit code; more: what else has failed. The first three are reported in full."""
    kinds, done = Counter(), 0
    with concurrent.futures.ProcessPoolExecutor(os.cpu_count() or 2) as pool:
        for case, broken in zip(cases, pool.map(check, cases, chunksize=8)):
            done += 1
            if done % 10000 == 0:  # a long run that is stopped has said how far it came
                print(f"{done} of {len(cases)} looked at", flush=True)
            if not broken:
                continue
            kinds[kind_of(broken)] += 1
            if sum(kinds.values()) <= 3:
                report(case, broken)
            else:
                print(f"FAILED {case[0]}: {kind_of(broken)}")
    for line in more:
        print(f"FAILED {line}")
    failed = sum(kinds.values()) + len(more)
    print(f"{done - sum(kinds.values())} passed, {failed} failed")
    return 1 if failed else 0
