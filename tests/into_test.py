"""Reading into a record changes the bytes of what differs and no others: tests/into_test.py [--count N] [--seed N|random]"""

import argparse
import copy
import os
import pathlib
import random
import sys
import tempfile

import yaml

import invent
import scribe
import tracker
import twins
from scribe import bare
from tracker import Broken, load, run

LEAVES = ("engagement", "supports", "date", "saw", "next-steps")


# ---- what must come of it, worked out anew ----

def same_ones(old, new):
    """For each of the new comments the place of the same one among the old, or None: of several in the same words one of the best."""
    found = [None] * len(new)
    for words in {tracker.comment_value(comment) for comment in new}:
        here, there = ([i for i, comment in enumerate(comments) if tracker.comment_value(comment) == words] for comments in (new, old))
        way = twins.best([tracker.thread_of(new[i]) for i in here], [tracker.thread_of(old[i]) for i in there])[0]
        for i, at in zip(here, way):
            found[i] = None if at is None else there[at]
    return found


def join_comments(old, new):
    joined = list(old)
    for comment, at in zip(new, same_ones(old, new)):
        if at is None:
            joined.append(comment)
            continue
        replies = join_comments(joined[at].get("replies", []), comment.get("replies", []))
        joined[at] = {**joined[at], **({"state": comment["state"]} if "state" in comment else {}), **({"replies": replies} if replies else {})}
    return joined


def join_term(old, new):
    joined = {**old, **{k: v for k, v in new.items() if k not in ("family", "focus", "assessments")}}
    joined["family"] = {**old.get("family", {}), **new.get("family", {})}
    rows = {item["milestone"]: item for item in old.get("assessments", [])}
    for item in new.get("assessments", []):
        row = rows.get(item["milestone"], {})
        rows[item["milestone"]] = {**row, **item, **{key: join_comments(row.get(key, []), item.get(key, [])) for key in ("preferred", "comments")}}
    joined["assessments"] = list(rows.values())
    given = {item["milestone"] for item in new.get("assessments", [])}
    focus = [m for m in old.get("focus", []) if m not in given]
    joined["focus"] = focus + [m for m in new.get("focus", []) if m not in focus and m not in rows]
    return joined


def laid_over(record, reading, name):
    joined = copy.deepcopy(record)
    for new in reading.get("terms", []):
        terms = joined.setdefault("terms", [])
        at = next((i for i, t in enumerate(terms) if (t["session"], t["term"]) == (new["session"], new["term"])), None)
        if at is None:
            place = next((i for i, t in enumerate(terms) if (t["session"], t["term"]) > (new["session"], new["term"])), len(terms))
            terms.insert(place, new)
        else:
            terms[at] = join_term(terms[at], new)
    left = [item for item in joined.get("unplaced", []) if item.get("document") != name]
    joined["unplaced"] = left + reading.get("unplaced", [])
    return bare(joined)


# ---- one case ----

def span_of(data, path):
    """The bytes of the value at a path of keys and numbers, as PyYAML sees them."""
    text = data.decode("utf-8-sig")
    node = yaml.compose(text, Loader=tracker.Texts)
    for step in path:
        node = node.value[step] if isinstance(step, int) else next(v for k, v in node.value if k.value == step)
    mark = len(data) - len(text.encode())
    return mark + len(text[:node.start_mark.index].encode()), mark + len(text[:node.end_mark.index].encode())


def changed_region(old, new):
    """The bytes of old outside of which new is the same."""
    head = next((i for i, pair in enumerate(zip(old, new)) if pair[0] != pair[1]), min(len(old), len(new)))
    tail = next((i for i, pair in enumerate(zip(reversed(old[head:]), reversed(new[head:]))) if pair[0] != pair[1]), min(len(old), len(new)) - head)
    return head, len(old) - tail


def leaf(rng, record):
    """One value of the record that a document shows and that is there: (its path, another value); None for none."""
    found = []
    for t, term in enumerate(record["terms"]):
        for key in ("date", "class"):
            if term.get(key):
                found.append((("terms", t, key), invent.date(rng) if key == "date" else invent.one_line(rng)))
        for i, item in enumerate(term.get("assessments") or []):
            other = {"engagement": rng.choice(invent.LEVELS), "date": invent.date(rng), "saw": invent.words(rng), "next-steps": invent.words(rng)}
            found += [(("terms", t, "assessments", i, key), value) for key, value in other.items() if item.get(key)]
    found = [case for case in found if bare(at(record, case[0])) != bare(case[1])]
    return rng.choice(found) if found else None


def at(tree, path):
    for step in path:
        tree = tree[step]
    return tree


class Case:
    def __init__(self, folder, rng):
        self.folder, self.rng = pathlib.Path(folder), rng
        self.record, self.path = invent.record(rng), self.folder / "r.yaml"
        self.write(self.record)

    def write(self, tree):
        """r.yaml in a hand of its own, the record's name aside."""
        self.before = scribe.write(self.rng, tree)
        self.path.write_bytes(self.before)
        (self.folder / "r.sources.yaml").unlink(missing_ok=True)

    def document(self, tree, number, name="d.docx"):
        source = self.folder / "filled.yaml"
        source.write_text(tracker.dump(tree).lstrip("\n") + "\n", encoding="utf-8", newline="\n")
        term = tree["terms"][number]
        done = run("fill", source, "--session", term["session"], "--term", term["term"], "--staff", "-o", self.folder / name, "--force")
        if done.code:
            raise Broken(f"fill: {done.said}")
        return self.folder / name

    def into(self, document, want=0):
        done = run("read", document, "--into", self.path)
        if done.code != want:
            raise Broken(f"exit {done.code}: {done.said}")
        return self.path.read_bytes()

    def check(self, document, after):
        """The data are as worked out; comments in the file are all there; a second reading changes nothing."""
        reading = bare(load(run("read", document).out.decode()))
        expected, found = laid_over(bare(self.record), reading, document.name), bare(load(after.decode("utf-8-sig")))
        if expected != found:
            raise Broken(f"the data differ\nexpected {expected}\nfound    {found}")
        if scribe.remarks(after) != scribe.remarks(self.before):
            raise Broken("a comment of the file went")
        sources = (self.folder / "r.sources.yaml").read_bytes()
        if self.into(document) != after or (self.folder / "r.sources.yaml").read_bytes() != sources:
            raise Broken("a second reading changed something")
        if run("check", self.folder / "r.sources.yaml").code:
            raise Broken("the sources are not right")

    def same(self):
        document = self.document(self.record, self.rng.randrange(2))
        if self.into(document) != self.before:
            raise Broken("nothing differed, and the file changed")

    def one(self):
        chosen = leaf(self.rng, self.record)
        if not chosen:
            return
        path, value = chosen
        other = copy.deepcopy(self.record)
        at(other, path[:-1])[path[-1]] = value
        document = self.document(other, path[1])
        after = self.into(document)
        start, end = span_of(self.before, path)
        head, tail = changed_region(self.before, after)
        if head < start or tail > end:
            raise Broken(f"{path}: {self.before[head:tail]!r} changed, and only {self.before[start:end]!r} may")
        self.check(document, after)

    def more(self):
        """A term that the record lacks: nothing of the file goes."""
        less = {**self.record, "terms": [self.record["terms"][self.rng.randrange(2)]]}
        number = self.rng.randrange(2)
        document = self.document(self.record, number)
        self.record = less
        self.write(less)
        after = self.into(document)
        head, tail = changed_region(self.before, after)
        if tail > head and less["terms"][0] != at(load(tracker.dump(less)), ("terms", 0)):
            raise Broken("a test that is none")
        self.check(document, after)

    def mix(self):
        number = self.rng.randrange(2)
        term = self.record["terms"][number]
        other = invent.changed(self.rng, self.record, term["session"], term["term"])
        document = self.document(other, number)
        self.check(document, self.into(document))


KINDS = ("same", "one", "one", "more", "mix", "mix")


def hold(seed, number):
    rng = random.Random(f"{seed} {number}")
    with tempfile.TemporaryDirectory() as folder:
        case = Case(folder, rng)
        try:
            getattr(case, KINDS[number % len(KINDS)])()
        except Broken as broken:
            return f"seed {seed}, case {number} ({KINDS[number % len(KINDS)]}): {broken}"
    return None


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--count", type=int, default=300)
    options.add_argument("--case", type=int)
    invent.seed_option(options)
    asked = options.parse_args()
    numbers = range(asked.count) if asked.case is None else [asked.case]
    failures = [failure for number in numbers if (failure := hold(asked.seed, number))]
    for failure in failures[:10]:
        print(failure[:3000])
    print(f"{len(numbers) - len(failures)} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    os.umask(0o022)
    sys.exit(main())
