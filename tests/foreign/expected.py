"""What a document must say, from the YAML alone: records, scales and frameworks by PyYAML, and none of Cairn's code.

A tracker, expected or seen, is {"details": {label: text}, "family": {heading: [text a paragraph]},
"rows": [{"area", column: [text a paragraph], "comments": {column: [comment]}}], "elsewhere": [comment]}.
With the parts at hand there is also "header": {tag: text} and "properties": {name: value}.
A comment is {"author", "date", "initials", "text"}; its paragraphs are lines of its text.
"""
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from samples_load import ROOT, load  # noqa: E402  (the tests' own loader: every scalar is text)

COLUMNS = ["Milestone", "Level of engagement", "Type of support", "Date", "What we saw", "Next steps"]
SUPPORT = "Type of support"
FAMILY = {"What I enjoy": "enjoys", "What I do well": "does-well", "What is new since last time": "new",
          "Next steps": "next", "My views": "child-views", "My family’s views": "family-views"}
MONTHS = "January February March April May June July August September October November December".split()
NOTHING = "–"


def labels(scale):
    return {l["id"]: l["label"]["en"] for l in load(ROOT / f"mappings/scales/{scale}.yaml")["levels"]}


class Domain:
    """The scales, and every milestone in the order of the frameworks: id, area, organiser, statement, code."""

    def __init__(self):
        self.engagement, self.support = labels("engagement"), labels("support")
        self.school = load(ROOT / "samples/rowan/class.yaml")
        self.milestones = {}
        for framework in self.school["frameworks"]:
            for area in load(ROOT / f"mappings/frameworks/{framework}.yaml")["areas"]:
                for organiser in area["organisers"]:
                    for m in organiser["milestones"]:
                        self.milestones[m["id"]] = {**m, "area": area["title"], "organiser": organiser["title"]}
        self.order = list(self.milestones)


def shown(text):
    """A text as the place shows it: a record's final newlines do not count, and nothing is a dash."""
    return (text or "").rstrip("\n") or NOTHING


def lines(text):
    """A text of several lines is a paragraph a line."""
    return shown(text).split("\n")


def day(date, short=False):
    if not date:
        return NOTHING
    year, month, number = date.split("-")
    name = MONTHS[int(month) - 1]
    return f"{int(number)} {name[:3] if short else name} {year}"


def initials_of(author):
    return "".join(word[0] for word in author.split())


def comment(item, beginning=""):
    date = item.get("date")
    return {"author": item["by"], "text": beginning + item["text"].rstrip("\n"),
            "date": f"{date}T00:00:00Z" if date and "T" not in date else date or None,
            "initials": item.get("initials") or initials_of(item["by"])}


def thread(item, beginning, of_replies=""):
    """A comment and its replies, which other programs show as comments that follow it."""
    return [comment(item, beginning)] + [comment(reply, of_replies) for reply in item.get("replies") or []]


def comments_of(assessment, staff):
    found = [c for item in assessment.get("preferred") or [] for c in thread(item, "Preferred: ")]
    for item in assessment.get("comments") or []:
        if item.get("for") != "staff":
            found += thread(item, "")
        elif staff:
            found += thread(item, "Staff only: ", "Staff only: ")
    return found


def terms_by_key(record):
    return {(t["session"], t["term"]): t for t in record["terms"]}


def latest_before(record, key):
    before = [k for k in terms_by_key(record) if k < key]
    return terms_by_key(record)[max(before)] if before else None


def helps(domain, terms):
    """A line for each preferred support of the terms, in the order of the framework, then date, text, by; the same words once."""
    found = {(domain.order.index(a["milestone"]), p.get("date") or "", p["text"].rstrip("\n"), p["by"])
             for t in terms for a in t.get("assessments") or [] for p in a.get("preferred") or []}
    lines = [f"{' '.join(text.strip().replace(chr(9), chr(10)).split(chr(10)))} ({by})" for _, _, text, by in sorted(found)]
    return list(dict.fromkeys(lines))


def details(record, key, term, class_of):
    return {"Name": shown(record["learner"]["known-as"]), "Class": shown(class_of), "Session": key[0],
            "Term": key[1], "Who contributed": "; ".join(term.get("completed-by") or []) or NOTHING,
            "Completed on": day(term.get("date")), "Review on": day(term.get("review"))}


def row(domain, record, key, milestone, found, comments):
    m = domain.milestones[milestone]
    last = latest_before(record, key) or {}
    level = {a["milestone"]: a.get("engagement") for a in last.get("assessments") or []}.get(milestone)
    supports = [domain.support[s] for s in found.get("supports") or []]
    return {"area": m["area"],
            "Milestone": [m["statement"], m["organiser"] + (f" · {m['code']}" if m.get("code") else "")],
            "Level of engagement": [domain.engagement.get(found.get("engagement"), NOTHING)]
            + [f"Last time: {domain.engagement[level]}" if level else ""],
            SUPPORT: [", ".join(supports) or NOTHING], "Date": [day(found.get("date"), short=True)],
            "What we saw": lines(found.get("saw")), "Next steps": lines(found.get("next-steps")),
            "comments": {SUPPORT: comments} if comments else {}}


def tracker(domain, record, key, blank=False, base=None, staff=False, all_rows=False):
    """The tracker of one term; blank holds no values; base is the key of the term in the document that is refilled."""
    term = terms_by_key(record).get(key) or {}
    rows_of = term or latest_before(record, key) or {}
    class_of = term.get("class") or (domain.school["class"] if blank else None)
    values = {} if blank else {a["milestone"]: a for a in term.get("assessments") or []}
    old = terms_by_key(record)[base] if base else {}
    stay = {a["milestone"]: comments_of(a, staff) for a in old.get("assessments") or []}
    wanted = set(rows_of.get("focus") or []) | {a["milestone"] for a in rows_of.get("assessments") or []}
    wanted |= {m for m, comments in stay.items() if comments}
    if all_rows or not wanted:
        wanted = set(domain.order)
    family = {} if blank else term.get("family") or {}
    body = {h: lines(family.get(k)) for h, k in FAMILY.items()}
    body["What helps"] = helps(domain, [old] if blank else [old, term]) or [NOTHING]
    rows = [row(domain, record, key, m, values.get(m, {}), joined(stay.get(m, []), comments_of(values.get(m, {}), staff)))
            for m in domain.order if m in wanted]
    return {"details": details(record, key, {} if blank else term, class_of), "family": body, "rows": rows, "elsewhere": [],
            "header": {"known-as": record["learner"]["known-as"], "school": domain.school["school"], "session": key[0],
                       "term": key[1]},
            "properties": {"cairn-mapping": domain.school["mapping"], "cairn-learner": record["learner"]["id"],
                           "cairn-session": key[0], "cairn-term": key[1]}}


def joined(old, new):
    """Comments are an add-only multiset: a comment that stands there already is not added again."""
    left, result = list(old), list(old)
    for c in new:
        if c in left:
            left.remove(c)
        else:
            result.append(c)
    return result
