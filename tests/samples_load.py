#!/usr/bin/python3
"""Loads every sample, scale and framework with PyYAML and checks what the other tests take for granted."""
import json
import re
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
ID = re.compile(r"[a-z][a-z0-9]*([.-][a-z0-9]+)*")
ID_KEYS = {"id", "milestone", "engagement", "scale", "framework", "mapping", "stands", "for"}
ID_LISTS = {"focus", "supports", "frameworks"}


class Texts(yaml.SafeLoader):
    """YAML as Cairn reads it: every scalar is text; a plain ~ and an empty plain scalar are nothing."""

    yaml_implicit_resolvers = {}


Texts.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"~?$"), ["~", ""])


class Checks:
    """Counts what passed, and prints what did not."""

    def __init__(self):
        self.passed = self.failed = 0

    def that(self, true, what):
        if true:
            self.passed += 1
        else:
            self.failed += 1
            print("FAILED", what)


def load(path, loader=Texts):
    return yaml.load(path.read_bytes().decode("utf-8-sig"), Loader=loader)


def name(path):
    return str(path.relative_to(ROOT))


def fold(text):
    return " ".join(text.casefold().split()).rstrip(": ")


def pairs(tree):
    """Every (key, value) of every map in a tree; what stands under unplaced is left out."""
    if isinstance(tree, list):
        for item in tree:
            yield from pairs(item)
    elif isinstance(tree, dict):
        for key, value in tree.items():
            yield key, value
            if key != "unplaced":
                yield from pairs(value)


def check_words(checks, path, tree):
    """No key and no id is a word that YAML 1.1 reads as something else."""
    found = list(pairs(tree))
    checks.that(all(isinstance(k, str) for k, _ in found), f"{name(path)}: every key is a text")
    ids = [v for k, v in found if k in ID_KEYS] + [i for k, v in found if k in ID_LISTS for i in v or []]
    wrong = [i for i in ids if i is not None and not isinstance(i, str)]
    checks.that(not wrong, f"{name(path)}: ids are texts, not {wrong}")


def check_scales(checks):
    scales = {}
    for path in sorted((ROOT / "mappings/scales").glob("*.yaml")):
        check_words(checks, path, load(path, yaml.SafeLoader))
        scale = load(path)
        levels = scale["levels"]
        words = [w for l in levels for w in [l["label"]["en"], *l.get("aliases", {}).get("en", [])]]
        checks.that(scale["scale"] == path.stem, f"{name(path)}: the id is the file's name")
        checks.that(all(ID.fullmatch(l["id"]) for l in levels), f"{name(path)}: every id is an id")
        checks.that(len({fold(w) for w in words}) == len(words), f"{name(path)}: labels and aliases differ after folding")
        checks.that(not any(scale["separator"] in w or w == "–" for w in words), f"{name(path)}: no separator in a label")
        scales[scale["scale"]] = [l["id"] for l in levels]
    checks.that(len(scales["engagement"]) == 6 and len(scales["support"]) == 6, "two scales of six levels")
    return scales


def check_frameworks(checks):
    milestones, ids, titles, statements = {}, [], [], []
    for path in sorted((ROOT / "mappings/frameworks").glob("*.yaml")):
        check_words(checks, path, load(path, yaml.SafeLoader))
        framework = load(path)
        organisers = [o for a in framework["areas"] for o in a["organisers"]]
        here = [m for o in organisers for m in o["milestones"]]
        ids += [x["id"] for x in framework["areas"] + organisers + here]
        titles += [fold(a["title"]) for a in framework["areas"]]
        statements += [m["statement"] for m in here]
        milestones.update({m["id"]: (framework["framework"], a["id"])
                           for a in framework["areas"] for o in a["organisers"] for m in o["milestones"]})
        checks.that(framework["framework"] == path.stem, f"{name(path)}: the id is the file's name")
        if path.stem == "foundation":
            checks.that(len(framework["areas"]) >= 4 and len(organisers) >= 12 and len(here) >= 60,
                        "foundation: four areas, twelve organisers, sixty milestones at least")
        else:
            checks.that(10 <= len(here) <= 25 and all("code" in m for m in here),
                        f"{name(path)}: ten to twenty-five milestones, each with a code")
    checks.that(all(ID.fullmatch(i) for i in ids), "frameworks: every id is an id")
    checks.that(len(set(ids)) == len(ids), "frameworks: every id stands once")
    checks.that(len(set(titles)) == len(titles), "frameworks: every area title stands once")
    checks.that(len({fold(s) for s in statements}) == len(statements), "frameworks: every statement stands once")
    checks.that(all(20 <= len(s) <= 75 and not s.endswith(".") for s in statements),
                "frameworks: statements are of 20 to 75 characters, without a full stop")
    return milestones


def check_term(checks, where, term, scales, milestones):
    assessed = [a["milestone"] for a in term.get("assessments") or []]
    focus = term.get("focus") or []
    unknown = [m for m in assessed + focus if m not in milestones]
    checks.that(not unknown, f"{where}: the milestones exist, not {unknown}")
    checks.that(len(set(assessed)) == len(assessed), f"{where}: each milestone stands once")
    checks.that(not set(assessed) & set(focus), f"{where}: focus and assessments do not overlap")
    for entry in term.get("assessments") or []:
        here = f"{where}, {entry['milestone']}"
        supports = entry.get("supports") or []
        level = entry.get("engagement")
        checks.that(level is None or level in scales["engagement"], f"{here}: {level} is on the scale")
        checks.that(set(supports) <= set(scales["support"]), f"{here}: {supports} are on the scale")
        alone = set(supports) - {"technology"}
        checks.that(len(set(supports)) == len(supports) and ("no-support" not in alone or len(alone) == 1),
                    f"{here}: {supports} can stand together")
        for comment in (entry.get("preferred") or []) + (entry.get("comments") or []):
            checks.that(bool(comment["text"]) and bool(comment["by"]), f"{here}: comments have text and by")


def check_record(checks, path, scales, milestones):
    check_words(checks, path, load(path, yaml.SafeLoader))
    record = load(path)
    checks.that(bool(ID.fullmatch(record["learner"]["id"])), f"{name(path)}: the id is an id")
    checks.that(bool(record["learner"]["known-as"]), f"{name(path)}: there is a known-as")
    terms = record.get("terms") or []
    keys = [(t["session"], t["term"]) for t in terms]
    checks.that(len(set(keys)) == len(keys), f"{name(path)}: each term stands once")
    for term in terms:
        check_term(checks, f"{name(path)}, {term['session']} term {term['term']}", term, scales, milestones)
    return record


def comments_of(record, field):
    return [c for t in record["terms"] for a in t["assessments"] for c in a.get(field) or []]


def check_child_a(checks, record, scales, milestones):
    """In Term 2 engagement is higher and support lighter in several, unchanged in others, and one varies."""
    first, second = ({a["milestone"]: a for a in t["assessments"]} for t in record["terms"])
    level = lambda a: scales["engagement"].index(a["engagement"])
    lightness = lambda a: scales["support"].index(a["supports"][0])
    both = [(first[m], second[m]) for m in first if m in second]
    checks.that(sum(level(b) > level(a) and lightness(b) > lightness(a) for a, b in both) >= 4,
                "child-a: several go up with lighter support")
    checks.that(sum(level(b) == level(a) and lightness(b) == lightness(a) for a, b in both) >= 3,
                "child-a: several stay as they are")
    checks.that(sum(level(b) == level(a) - 1 for a, b in both) == 1 and not any(level(b) < level(a) - 1 for a, b in both),
                "child-a: one varies, by one level")
    for term in record["terms"]:
        assessed = [milestones[a["milestone"]] for a in term["assessments"]]
        checks.that(12 <= len(assessed) <= 16, "child-a: twelve to sixteen entries a term")
        checks.that(len(set(assessed)) >= 3 and len({f for f, _ in assessed}) >= 2,
                    "child-a: three areas of two frameworks at least")
        checks.that(2 <= len(term["focus"]) <= 3, "child-a: two or three in focus")
        checks.that({"enjoys", "does-well", "new", "next"} <= {k for k, v in term["family"].items() if v},
                    "child-a: the family's page is filled")
    preferred, others = comments_of(record, "preferred"), comments_of(record, "comments")
    dates = [c.get("date") or "" for c in preferred + others]
    checks.that(len(preferred) >= 8 and len({c["by"] for c in preferred}) >= 4,
                "child-a: eight preferred supports at least, told by four people at least")
    checks.that(any(c.get("for") == "staff" for c in others), "child-a: a comment for staff")
    checks.that(any("T" in d for d in dates) and "" in dates, "child-a: one comment with a moment, one without a date")
    checks.that(any("\n" in c["text"] for c in preferred + others), "child-a: a comment of two paragraphs")


def check_rowan(checks, scales, milestones):
    folder = ROOT / "samples/rowan"
    check_words(checks, folder / "class.yaml", load(folder / "class.yaml", yaml.SafeLoader))
    records = {p.stem: check_record(checks, p, scales, milestones) for p in sorted(folder.glob("child-*.yaml"))}
    checks.that(len(records) == 12, "rowan: twelve learners")
    checks.that(len({r["learner"]["id"] for r in records.values()}) == 12, "rowan: twelve ids")
    if not checks.failed:  # what follows looks ids up, and counts on all of them
        check_child_a(checks, records["child-a"], scales, milestones)
    text = "\n".join(p.read_text() for p in sorted(folder.glob("child-*.yaml")))
    for mark in ["Siobhán", "Mòrag", "ليلى", "😀", "]]>", "&", "“", "\\t", "\\u0301"]:
        checks.that(mark in text, f"rowan: {mark} stands in a record")
    terms = {n: [(t["session"], t["term"]) for t in r["terms"]] for n, r in records.items()}
    entries = {n: [len(t.get("assessments") or []) for t in r["terms"]] for n, r in records.items()}
    foundation = sum(f == "foundation" for f, _ in milestones.values())
    checks.that([("2025-26", "2")] in terms.values(), "rowan: a learner with Term 2 only")
    checks.that([1, 1] in entries.values(), "rowan: a learner with one milestone")
    checks.that([foundation, foundation] in entries.values(), "rowan: a learner with all of foundation")
    checks.that(any(0 in e for e in entries.values()), "rowan: a term with only focus")


def check_schemas(checks, milestones, scales):
    for path in sorted((ROOT / "mappings/schema").glob("*.json")):
        json.loads(path.read_text())
    words = json.loads((ROOT / "mappings/schema/learner.json").read_text())["definitions"]
    offered = lambda key: [w["const"] for w in words[key]["anyOf"] if "const" in w]
    checks.that(set(words["milestone"]["anyOf"][0]["enum"]) == set(milestones), "learner.json offers every milestone")
    checks.that(offered("engagement") == scales["engagement"], "learner.json offers every level of engagement")
    checks.that(offered("support") == scales["support"], "learner.json offers every support")
    for path in list(ROOT.glob("mappings/*/*.yaml")) + list(ROOT.glob("mappings/*.yaml")) + list(ROOT.glob("samples/*/*.yaml")):
        line = path.read_text().split("\n", 1)[0]
        found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", line)
        checks.that(bool(found) and (path.parent / found[1]).is_file(), f"{name(path)}: the first line names its schema")


def loads(path):
    try:
        load(path)
        return True
    except (yaml.YAMLError, UnicodeError):
        return False


def check_test_samples(checks, scales, milestones):
    folder = ROOT / "tests/samples"
    for kind, least in (("good", 20), ("bad", 30), ("wrong", 20), ("bad-yaml", 10)):
        checks.that(len(list((folder / kind).glob("*.yaml"))) >= least, f"{kind}: {least} samples at least")
    for path in sorted(p for d in ("good", "bad", "wrong") for p in (folder / d).glob("*.yaml")):
        checks.that(loads(path), f"{name(path)}: loads as YAML")
        checks.that(path.read_text("utf-8-sig").startswith("# "), f"{name(path)}: its first line says what it is")
    for path in sorted((folder / "good").glob("learner-*.yaml")):
        tree = load(path)
        for term in tree.get("terms") or []:
            check_term(checks, name(path), term, scales, milestones)


def main():
    checks = Checks()
    scales = check_scales(checks)
    milestones = check_frameworks(checks)
    check_rowan(checks, scales, milestones)
    check_schemas(checks, milestones, scales)
    check_test_samples(checks, scales, milestones)
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main())
