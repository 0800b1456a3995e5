"""Filling a document under revision: every change is a tracked one, rejecting them gives the document back that was, accepting
them gives what a plain fill writes; and the laws hold as ever. tests/tracked_test.py [--count N] [--seed N|random]"""

import argparse
import concurrent.futures
import os
import pathlib
import random
import sys
import tempfile
from collections import Counter

import invent
import revision
import tracker
from laws import Bench, Shipped
from lxml import etree
from revision import W
from tracker import Broken, hold, load, run, same_bytes, terms_of, view_of_reading

TRACK = b"<w:trackRevisions/>"
KEPT = ["315210.15"]  # broke law 3: a copy of lines that tracked changes had joined


class UnderRevision(Shipped):
    """Read, it tells of its tracked changes, beside what they have made of it."""

    def says(self, item):
        return "change" in item


def under_revision(path, out, flag=TRACK):
    members = tracker.parts(path)
    settings = members["word/settings.xml"]
    at = settings.index(b"<w:defaultTabStop")
    tracker.write_parts(out, {**members, "word/settings.xml": settings[:at] + flag + settings[at:]})
    return out


def differ(one, other):
    """The first place where two shapes differ, for people."""
    for a, b in zip(one, other):
        if a != b:
            deeper = isinstance(a, tuple) and isinstance(b, tuple) and isinstance(a[-1], list) and a[:-1] == b[:-1]
            return differ(a[-1], b[-1]) if deeper and a[-1] and isinstance(a[-1][0], tuple) else f"{a!r}\n    and {b!r}"
    return f"{len(one)} and {len(other)} blocks: {one[len(other):]!r} and {other[len(one):]!r}"


def same_shape(what, one, other, looks, blanks=True):
    for part in one:
        a, b = revision.shape(one[part], looks), revision.shape(other[part], looks)
        a, b = (a, b) if blanks else (revision.words(a), revision.words(b))
        if a != b:
            raise Broken(f"{what}: {part} differs:\n    {differ(a, b)}")
        a, b = (sum(1 for _ in root[part].iter(W + "sdt")) for root in (one, other))
        if a != b:
            raise Broken(f"{what}: {part} has {a} content controls, not {b}")


def settled(path, accept, author=None):
    try:
        return {part: revision.settle(root, accept, author) for part, root in revision.stories(path).items()}
    except AssertionError as wrong:
        raise Broken(f"{'accepting' if accept else 'rejecting'} {path.name}: {wrong}") from wrong


def marks_are_sound(path):
    """Every mark has an author, no date, and an id of its own; deleted text and w:delText go together."""
    ids = []
    for root in revision.stories(path).values():
        for e in root.iter():
            name = etree.QName(e).localname
            marked = e.get(W + "author") is not None
            if marked and e.get(W + "date"):
                raise Broken(f"w:{name} has a date")
            ids += [e.get(W + "id")] if marked else []
            deleted = any(up.tag == W + "del" for up in e.iterancestors())
            if name in ("t", "instrText") and deleted or name == "delText" and not deleted:
                raise Broken(f"w:{name} in the wrong place: {e.text!r}")
    if len(set(ids)) != len(ids):
        raise Broken("two revisions have one id")


def original_of(bench, document):
    """What a document said before its tracked changes."""
    return view_of_reading(load(bench.cairn("read", document, "--revisions", "original", want=(0, 1)).out.decode()))


def without_comments(view):
    """A comment's marks are no tracked change: it stays, on whatever is left."""
    return {**view, "comments": Counter()}


def one_fill(bench, base, number, session, term, record, staff):
    """Fills base tracked and plainly; gives the tracked document."""
    author = f"Author {number} & co"
    made = bench.fill(f"tracked-{number}.docx", session, term, "-t", base, "--author", author, record=record, staff=staff)
    plain = bench.fill(f"plain-{number}.docx", session, term, "-t", base, "--track", "never", record=record, staff=staff)
    reading, path = bench.read(made)
    hold("read as a plain fill", view_of_reading(bench.read(plain)[0]), view_of_reading(reading))
    same_bytes("law 2, tracked", made, bench.fill("again.docx", session, term, "-t", made, record=path, staff=staff))
    same_bytes("law 3, tracked", made, bench.fill("twice.docx", session, term, "-t", made, record=record, staff=staff))
    hold("read as it was", without_comments(original_of(bench, base)), without_comments(original_of(bench, made)))
    marks_are_sound(made)
    same_shape("rejecting", settled(made, False, author), revision.stories(base), True)
    same_shape("accepting", settled(made, True), settled(plain, True), False, blanks=number == 1)
    return made


def all_of(case):
    """None, or what was broken: the term's own document with changed data, again with the first, then for each other term."""
    _, record, other, session, term, staff = case
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(folder, record, UnderRevision())
        try:
            base = under_revision(bench.fill("base.docx", session, term, staff=staff), bench.folder / "revision.docx")
            changed = bench.write("other.yaml", other)
            first = one_fill(bench, base, 1, session, term, changed, staff)
            one_fill(bench, first, 2, session, term, bench.path, staff)
            for number, (next_session, next_term) in enumerate(terms_of(record)):
                if (next_session, next_term) != (session, term):
                    again = one_fill(bench, first, 3 + number, next_session, next_term, bench.path, staff)
                    one_fill(bench, again, 30 + number, session, term, bench.path, staff)
        except (Broken, AssertionError) as broken:
            return str(broken)
    return None


def cases(seed, count):
    for path in tracker.SAMPLES:
        record = load(path)
        for session, term in terms_of(record):
            rng = random.Random(f"{path.stem} {term}")
            yield f"{path.stem}, term {term}", record, invent.changed(rng, record, session, term), session, term, False
    for name in KEPT + [f"{seed}.{number}" for number in range(count)]:
        rng = random.Random(name)
        record = invent.record(rng)
        session, term = terms_of(record)[0]
        yield f"invented {name}", record, invent.changed(rng, record, session, term), session, term, False


# ---- when changes are tracked ----

def options(folder):
    """Problems with --track and --author."""
    clean, record = folder / "clean.docx", tracker.SAMPLES[0]
    tracker.fill(record, clean, "--term", "1")
    documents = {"clean": clean, "on": under_revision(clean, folder / "on.docx"),
                 "off": under_revision(clean, folder / "off.docx", b'<w:trackRevisions w:val="false"/>')}
    expected = {(name, when): when == "--track always" or (name == "on" and when != "--track never")
                for name in documents for when in ("", "--track auto", "--track always", "--track never")}
    for (name, when), tracked in expected.items():
        out = folder / "out.docx"
        out.unlink(missing_ok=True)
        tracker.fill(record, out, "--term", "2", "-t", documents[name], *when.split())
        marks = [e.get(W + "author") for root in revision.stories(out).values() for e in root.iter(W + "ins", W + "del")]
        if bool(marks) != tracked or set(marks) - {"Cairn"}:
            yield f"{name} {when}: {len(marks)} marks, by {set(marks)}"
    never, plain = folder / "never.docx", folder / "plain.docx"
    tracker.fill(record, never, "--term", "2", "-t", documents["on"], "--track", "never")
    tracker.fill(record, plain, "--term", "2", "-t", clean)
    ours, theirs = tracker.parts(never), tracker.parts(plain)
    for name in ours:
        if ours[name] != theirs[name] and name not in ("word/settings.xml", "docProps/custom.xml"):
            yield f"--track never: {name} is not what a plain fill writes"
    for words in (("--track", "sometimes"), ("--author", ""), ("--author", "a\x01")):
        if run("fill", record, "--term", "1", "-o", folder / "wrong.docx", *words).code != 2:
            yield f"{words} is taken"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20, help="invented records (20)")
    invent.seed_option(parser)
    chosen = parser.parse_args()
    every = list(cases(chosen.seed, chosen.count))
    failed = 0
    print(f"seed {chosen.seed}: {len(every)} cases")
    with concurrent.futures.ProcessPoolExecutor(os.cpu_count() or 2) as pool:
        for case, broken in zip(every, pool.map(all_of, every, chunksize=2)):
            if broken:
                failed += 1
                print(f"FAILED {case[0]}: {broken}")
    with tempfile.TemporaryDirectory() as folder:
        for problem in options(pathlib.Path(folder)):
            failed += 1
            print(f"FAILED {problem}")
    print(f"{max(len(every) + 1 - failed, 0)} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
