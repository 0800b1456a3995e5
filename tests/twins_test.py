"""Comments in the same words by the same hand: none is lost or doubled, whatever became of their threads: tests/twins_test.py [--count N] [--seed N|random]

Two lists of near-twins are drawn. One fills a document, the other is laid over it, and over a record by `read --into`; what must come of
it is worked out in tests/twins.py by trying every way.
"""

import argparse
import random
import sys

import invent
import laws
import twins
from serve import run
from tracker import Broken, dump, load, same_bytes

MILESTONE = "communication.attention.1"
WORDS = [{"text": "With a pause.", "by": "M. Reid", "date": "2025-12-02"}, {"text": "With a pause.", "by": "M. Reid"},
         {"text": "With a pause.", "by": "T. Okafor", "date": "2025-12-02", "for": "staff"}]
ANSWERS = [{"text": "Seen.", "by": "J", "date": "2025-12-03"}, {"text": "Seen.", "by": "J"}, {"text": "Yes.", "by": "J", "initials": "JJ"}]
FIELDS = {"comments": WORDS, "preferred": WORDS[:2]}


def said(rng, words):
    made = {**rng.choice(words), "replies": rng.choices(ANSWERS, k=rng.choice([0, 0, 1, 1, 2, 3]))}
    return {**made, "state": "resolved"} if rng.random() < 0.4 else made


def gone_on(rng, comments):
    """The same in another order, some of them answered, resolved, opened again or gone, and some new."""
    kept = [invent.gone_on(rng, comment) for comment in comments if rng.random() < 0.8]
    return rng.sample(kept, len(kept))


def record(rng, before=None):
    made = {"milestone": MILESTONE}
    for field, words in FIELDS.items():
        old = gone_on(rng, before["terms"][0]["assessments"][0][field]) if before else []
        made[field] = (old + [said(rng, words) for _ in range(rng.randint(0, 5))])[:6]
        for comment in made[field]:
            comment["replies"] = [reply if reply in ANSWERS else rng.choice(ANSWERS) for reply in comment["replies"]]
        made[field] = [{key: value for key, value in comment.items() if value} for comment in made[field]]
    return {"version": "1", "learner": {"id": "ava", "known-as": "Ava"}, "terms": [{"session": "2025-26", "term": "1", "assessments": [made]}]}


def threads(reading):
    """{a field, and a comment's own words: its threads}"""
    found = {}
    items = [item for term in reading.get("terms") or [] for item in term.get("assessments") or []]
    for field, comment in ((field, comment) for item in items for field in FIELDS for comment in item.get(field) or []):
        key = (field, *(comment.get(k) for k in ("text", "by", "date", "initials", "for")))
        replies = [tuple(map(reply.get, ("text", "by", "date", "initials"))) for reply in comment.get("replies") or []]
        found.setdefault(key, []).append(twins.thread(comment.get("state") == "resolved", replies))
    return found


def hold(what, wanted, there, found):
    """That what is found is one of what may come of it."""
    wanted, there, found = threads(wanted), threads(there), threads(found)
    for key in {*wanted, *there, *found}:
        may = twins.outcomes(wanted.get(key, []), there.get(key, []))
        if sorted(found.get(key, []), key=repr) not in may:
            raise Broken(f"{what}: {key}\n  wanted {wanted.get(key)}\n  there  {there.get(key)}\n  found  {found.get(key)}\n  not {may}")


def of_case(case):
    _, one, other = case
    with laws.scratch() as folder:
        bench = laws.Bench(folder, one)
        try:
            first, second = bench.write("one.yaml", one), bench.write("other.yaml", other)
            there = bench.fill("there.docx", "2025-26", "1", record=first, staff=True)
            out = bench.fill("out.docx", "2025-26", "1", "-t", there, record=second, staff=True)
            hold("filled", one, {}, load(run("read", there).out.decode()))
            hold("filled again", other, one, load(run("read", out).out.decode()))
            same_bytes("filled twice", out, bench.fill("twice.docx", "2025-26", "1", "-t", out, record=second, staff=True))
            same_bytes("and the first once more", out, bench.fill("more.docx", "2025-26", "1", "-t", out, record=first, staff=True))
            bench.cairn("read", there, "--into", second)
            hold("read into a record", one, other, load(second))
            before = second.read_bytes()
            bench.cairn("read", there, "--into", second)
            if second.read_bytes() != before:
                raise Broken("read into a record twice: it changed")
        except (Broken, AssertionError) as broken:
            return str(broken)
    return None


def cases(seed, count):
    for number in range(count):
        rng = random.Random(f"{seed}.{number}")
        one = record(rng)
        yield f"{seed}.{number}", one, record(rng, one if rng.random() < 0.8 else None)


def report(case, broken):
    name, one, other = case
    print(f"FAILED {name}\n{broken}\n--- laid over ---{dump(one['terms'])}\n--- this ---{dump(other['terms'])}")


def main():
    options = argparse.ArgumentParser(description=__doc__)
    invent.count_option(options, "pairs of records")
    invent.seed_option(options)
    chosen = options.parse_args()
    return laws.judge(list(cases(chosen.seed, chosen.count)), of_case, report)


if __name__ == "__main__":
    sys.exit(main())
