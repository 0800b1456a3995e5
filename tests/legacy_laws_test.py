"""The four laws in the old trackers of samples/legacy, each term of each: tests/legacy_laws_test.py [NAME...] [--count N] [--seed N|random]

A document is filled with what was read from it; then invented data of its term, as far as its mapping has places for it, is laid over it,
and other such data over that.
"""

import argparse
import functools
import itertools
import random
import sys
import tempfile

import invent
import law_of_words
import laws
import legacy_samples
import tracker
from tracker import Broken, dump, terms_of

DEEP = 2  # fills upon one another in a case


subject_of = functools.lru_cache(laws.OldTracker)


def of_laws(sample, key, others):
    subject = subject_of(sample)
    with laws.scratch() as folder:
        bench = laws.Bench(folder, subject.record, subject)
        try:
            laws.of_old(bench, key, [{**subject.record, "terms": other["terms"]} for other in others])
        except (Broken, AssertionError) as broken:
            return str(broken)
    return None


def of_case(case):
    _, make = case
    return of_laws(*make())


def report(case, broken):
    """Makes what was invented smaller, and prints what is left."""
    name, make = case
    sample, key, others = make()

    def fails(fewer):
        sound = all(key in terms_of(other) for other in fewer)
        again = of_laws(sample, key, fewer) if sound else None
        return again is not None and laws.kind_of(again) == laws.kind_of(broken)

    fewer = invent.shrunk(others, fails)
    print(f"FAILED {name}\n{of_laws(sample, key, fewer)}\n--- laid over one another ---{dump([o['terms'] for o in fewer])}")


def as_found(sample, key):
    return sample, key, []


def invention(sample, seed, number, depth):
    subject, rng = subject_of(sample), random.Random(f"{seed}.{sample.stem}.{number}")
    key = rng.choice(terms_of(subject.record))
    others = [subject.record]
    for _ in range(depth):
        others.append(subject.fit(invent.changed(rng, others[-1], *key)))
    return sample, key, others[1:]


def cases_of(sample, seed, count):
    """What is found in each term, and count inventions over the terms: each a name and what makes its data, when it has its turn."""
    for key in terms_of(subject_of(sample).record):
        yield f"{sample.stem}, {key[0]} term {key[1]}", functools.partial(as_found, sample, key)
    left, number = count, 0
    while left:
        depth = min(1 + number % DEEP, left)
        yield f"{sample.stem} {seed}.{number}", functools.partial(invention, sample, seed, number, depth)
        left, number = left - depth, number + 1


# ---- the eye that judges law 4 must see ----

DOCTORED = [(b">Milestones record<", b">Milestone record<"), (b">Pupil's name<", b">Pupil's names<"), (b'<w:tblStyle w:val="TableGrid"/>', b""),
            (b"<w:p>", b"<w:p><w:r><w:t>Ailsa</w:t></w:r></w:p><w:p>"), (b"Takes a turn in a", b"Takes turns in a"), (b"</w:tbl>", b"</w:tbl><w:tbl/>")]


def blind_eyes():
    """Changes outside the places that the eye on law 4 does not see."""
    subject = subject_of(legacy_samples.samples()[0])
    with tempfile.TemporaryDirectory() as folder:
        made = laws.Bench(folder, subject.record, subject).fill("made.docx", *terms_of(subject.record)[0])
        members = tracker.parts(made)
        for old, new in DOCTORED:
            body = members["word/document.xml"]
            assert old in body, f"the body holds {old}"
            tracker.write_parts(made, {**members, "word/document.xml": body.replace(old, new, 1)})
            try:
                law_of_words.said_before(tracker.parts(subject.document), tracker.parts(made), [subject.record], subject.held)
            except Broken:
                continue
            yield f"to see a change outside the places: {old!r} became {new!r}"


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("names", nargs="*", help="samples (all)")
    invent.count_option(options, "inventions for each document")
    invent.seed_option(options)
    chosen = options.parse_args()
    samples = [s for s in legacy_samples.samples() if s.stem in chosen.names or not chosen.names]
    in_turn = itertools.zip_longest(*(cases_of(sample, chosen.seed, chosen.count) for sample in samples))
    cases = [case for turn in in_turn for case in turn if case]
    print(f"seed {chosen.seed}: {len(samples)} documents, {len(cases)} cases")
    return laws.judge(cases, of_case, report, list(blind_eyes()))


if __name__ == "__main__":
    sys.exit(main())
