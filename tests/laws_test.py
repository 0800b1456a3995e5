"""The four laws, on every sample and term and on invented records: tests/laws_test.py [--count N] [--seed N|random]"""

import argparse
import functools
import pathlib
import random
import sys
import tempfile

import invent
import law_of_bytes
import laws
import tracker
from tracker import Broken, dump, load, terms_of

def all_laws(record, other, session, term, staff):
    """None, or what was broken."""
    with laws.scratch() as folder:
        bench = laws.Bench(folder, record)
        try:
            made, reading = laws.of_filling(bench, session, term, staff)
            laws.of_refilling(bench, made, reading, session, term, other, staff)
        except (Broken, AssertionError, law_of_bytes.Strayed) as broken:
            return str(broken)
    return None


# ---- the eye that judges law 4 must see ----

DOCTORED = [("word/document.xml", b">Milestones tracker<", b">Milestone tracker<"),
            ("word/document.xml", b"<w:cantSplit/>", b""),
            ("word/document.xml", b'<w:lid w:val="en-GB"/>', b'<w:lid w:val="en-US"/>'),
            ("word/document.xml", "·".encode(), b"-"),
            ("word/document.xml", b"<w:body>", b"<w:body> "),
            ("word/header1.xml", b"Milestones tracker", b"Tracker"),
            ("word/styles.xml", b"Arial", b"Ariel"),
            ("word/comments.xml", b"Preferred: Hand", b"Preferred: hand"),
            ("word/comments.xml", b'w14:paraId="0CA1', b'w14:paraId="1CA1'),
            ("word/comments.xml", b' mc:Ignorable="w14"', b""),
            ("word/commentsExtended.xml", b'w15:done="1"', b'w15:done="0"'),
            ("word/commentsExtended.xml", b'w15:paraIdParent="0CA1', b'w15:paraIdParent="1CA1'),
            ("docProps/custom.xml", b'pid="2"', b'pid="3"')]


def blind_eyes():
    """Changes outside the mapped places that the judge of law 4 did not see."""
    with tempfile.TemporaryDirectory() as folder:
        made, doctored = pathlib.Path(folder, "made.docx"), pathlib.Path(folder, "doctored.docx")
        tracker.fill(tracker.SAMPLES[0], made, "--term", "1")
        for name, old, new in DOCTORED:
            members = tracker.parts(made)
            assert old in members[name], f"{name} holds {old}"
            tracker.write_parts(doctored, {**members, name: members[name].replace(old, new, 1)})
            try:
                law_of_bytes.check(made, doctored)
            except law_of_bytes.Strayed:
                continue
            yield f"{name}: {old!r} became {new!r}"


# ---- cases ----

# A case is its name and what makes its data, so that ten thousand take no room until each has its turn.

def of_sample(path, session, term, staff):
    record = load(path)
    return record, invent.changed(random.Random(f"{path.stem} {term}"), record, session, term), session, term, staff


def sample_cases():
    for path in tracker.SAMPLES:
        for session, term in terms_of(load(path)):
            for staff in (False, True):
                yield f"{path.stem}, term {term}{', staff' * staff}", functools.partial(of_sample, path, session, term, staff)


def invention(seed, number):
    rng = random.Random(f"{seed}.{number}")
    record = invent.record(rng)
    session, term = terms_of(record)[0]
    return record, invent.changed(rng, record, session, term), session, term, rng.random() < 0.5


def invented_cases(seed, count):
    for number in range(count):
        yield f"invented {seed}.{number}", functools.partial(invention, seed, number)


def all_laws_of(case):
    _, make = case
    return all_laws(*make())


def report(case, broken):
    """Shrinks both records, and prints what is left."""
    name, make = case
    record, other, session, term, staff = make()

    def fails(pair):
        sound = len(pair) == 2 and all((session, term) in terms_of(one) for one in pair)
        again = all_laws(*pair, session, term, staff) if sound else None
        return again is not None and laws.kind_of(again) == laws.kind_of(broken)

    record, other = invent.shrunk([record, other], fails)
    print(f"FAILED {name}\n{all_laws(record, other, session, term, staff)}\n--- the record ---{dump(record)}"
          f"\n--- laid over it ---{dump(other)}")


def main():
    options = argparse.ArgumentParser(description=__doc__)
    invent.count_option(options, "invented records")
    invent.seed_option(options)
    chosen = options.parse_args()
    cases = list(sample_cases()) + list(invented_cases(chosen.seed, chosen.count))
    print(f"seed {chosen.seed}: {len(cases)} cases")
    return laws.judge(cases, all_laws_of, report, [f"to see a change outside the places: {change}" for change in blind_eyes()])


if __name__ == "__main__":
    sys.exit(main())
