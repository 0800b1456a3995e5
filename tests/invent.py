"""Records that nobody would write, but that Cairn has to carry: invented from a seed, and made smaller when one fails."""

import copy
import os
import random
import re

from tracker import FAMILY, ROOT, load

FRAMEWORKS = [load(ROOT / f"mappings/frameworks/{name}.yaml") for name in ("foundation", "literacy", "numeracy", "wellbeing")]
MILESTONES = [m["id"] for f in FRAMEWORKS for a in f["areas"] for o in a["organisers"] for m in o["milestones"]]
AREA_OF = {m["id"]: a["id"] for f in FRAMEWORKS for a in f["areas"] for o in a["organisers"] for m in o["milestones"]}
LEVELS = [level["id"] for level in load(ROOT / "mappings/scales/engagement.yaml")["levels"]]
SUPPORTS = [level["id"] for level in load(ROOT / "mappings/scales/support.yaml")["levels"]]
PIECES = ["Looks", "drum", "Ms Reid's lap", "ready, steady…", " ", "  ", "   ", "\t", "\n", "\n\n", "\r\n", "&", "<", ">", "&amp;",
          "]]>", "<w:p/>", "<!-- -->", "<?x?>", "\"", "'", "“go”", "–", "—", "-", "%s", "{{name}}", "$&", "\\1", "~", "null", "1.0",
          "😀", "👩‍👩‍👧", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "ليلى", "שלום", "é", "e\u0301", "o\u0323\u0302", "\u00a0", "\u2009", "\u202f", "\u00ad", "\u200b", "\u200d",
          "\u200f", "\u2028", "\u2029", "\u0085", "\u007f", "\u009f", "\ufeff", "\ufffd", "\ue000", "\U0010fffd", "กำลัง", "笑", "हँ", "#",
          ": ", "; ", "- ", "Preferred:", "Staff only:", "Last time: Interest", "Physical, Visual", "2 Dec 2025", "x" * 300, "0", "_x000D_"]
PEOPLE = ["M. Reid", "T. Okafor", "A. Nic a' Phì", "O'Neil & Co <nurse>", "سلمى", "Zoë D'Arcy-Łukasiewicz", "J", "😀 Emoji", "a  b", "0"]
MOMENTS = ["2025-12-02", "2024-02-29", "2025-12-02T14:05:00Z", "2025-12-02T00:00:00Z", "2025-12-02T14:05:00", "1999-01-01T23:59:59Z"]


def seed_of(text):
    return random.SystemRandom().randrange(1000000) if text == "random" else text


def seed_option(options):
    """The same inventions each time, so that one change's tests fail for that change; `--seed random` looks further."""
    options.add_argument("--seed", type=seed_of, default="1", help="of what is invented (1), or random")


def count_option(options, of):
    """How many inventions; COUNT=N in the environment says it for all tests that have some."""
    options.add_argument("--count", type=int, default=int(os.environ.get("COUNT") or 300), help=f"{of} (300)")


def words(rng, most=6):
    """A text that reads back as itself: something in it shows, and it is not a lone dash."""
    pieces = rng.choices(PIECES, k=rng.randint(1, most))
    pieces.insert(rng.randint(0, len(pieces)), rng.choice(["A", "b c", "ж", "7", "✓"]))
    return "".join(pieces)


def one_line(rng):
    return " ".join(words(rng, 3).split()).replace(";", ",").strip("\u00a0\u202f\u0085\u2028\u2029 ") or "A"


def perhaps(rng, value, absent=0.25, nothing=0.15):
    """The value, "" for nothing (a plain ~ or empty text), or None for an absent key."""
    chance = rng.random()
    return None if chance < absent else ("",) if chance < absent + nothing else (value,)


def put(rng, tree, key, value, **odds):
    chosen = perhaps(rng, value, **odds)
    if chosen is not None:
        tree[key] = rng.choice([None, "" if isinstance(value, str) else []]) if chosen[0] == "" else chosen[0]


def date(rng):
    return f"{rng.randint(1900, 2100)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"


def comment(rng, staff):
    made = {"text": words(rng), "by": rng.choice(PEOPLE)}
    if made["text"].lstrip().lower().startswith(("preferred:", "helps:", "works best:", "staff only:")):
        made["text"] = "A " + made["text"]
    put(rng, made, "initials", rng.choice(["MR", "SLT", "O&N", "س م", " x ", "J"]), absent=0.6)
    put(rng, made, "date", rng.choice(MOMENTS))
    if staff and rng.random() < 0.3:
        made["for"] = "staff"
    else:  # these words say it anywhere, and check tells
        made["text"] = re.sub("staff", "Stuff", made["text"], flags=re.I)
    put(rng, made, "state", "resolved", absent=0.7)
    put(rng, made, "replies", [reply(rng, made) for _ in range(rng.choice([1, 1, 2, 7]))], absent=0.6)
    return made


def reply(rng, comment):
    """One to a thread for staff may say so too."""
    made = {"text": words(rng), "by": rng.choice(PEOPLE)}
    if comment.get("for") != "staff":
        made["text"] = re.sub("staff", "Stuff", made["text"], flags=re.I)
    put(rng, made, "initials", rng.choice(["MR", "س م", "J"]), absent=0.6)
    put(rng, made, "date", rng.choice(MOMENTS))
    return made


def gone_on(rng, comment):
    """The same comment, or one whose thread went on: a reply more, or less, resolved or not."""
    replies = list(comment.get("replies") or [])
    chosen = rng.choice(["same", "same", "more", "less", "resolved", "open"])
    if chosen == "more":
        replies.insert(rng.randint(0, len(replies)), reply(rng, comment))
    if chosen == "less" and replies:
        replies.pop(rng.randrange(len(replies)))
    state = {"resolved": "resolved", "open": None}.get(chosen, comment.get("state"))
    return {**comment, "replies": replies, "state": state}


def supports(rng):
    chosen = rng.sample([s for s in SUPPORTS if s not in ("no-support", "technology")], rng.randint(0, 4)) or ["no-support"]
    return chosen + ["technology"] * (rng.random() < 0.3)


def assessment(rng, milestone):
    made = {"milestone": milestone}
    put(rng, made, "engagement", rng.choice(LEVELS))
    put(rng, made, "supports", supports(rng))
    put(rng, made, "date", date(rng))
    put(rng, made, "saw", words(rng))
    put(rng, made, "next-steps", words(rng))
    for field in ("preferred", "comments"):
        count = rng.choice([0, 0, 1, 1, 2, 9])
        put(rng, made, field, [comment(rng, field == "comments") for _ in range(count)])
    if made.get("comments") and rng.random() < 0.2:
        made["comments"] = made["comments"] + [dict(made["comments"][0])]
    return made


def term(rng, session, number):
    made = {"session": session, "term": number}
    put(rng, made, "date", date(rng))
    put(rng, made, "review", date(rng))
    put(rng, made, "class", one_line(rng))
    put(rng, made, "completed-by", [one_line(rng) for _ in range(rng.randint(1, 4))])
    put(rng, made, "family", {key: words(rng) for key in FAMILY if rng.random() < 0.7} or None, nothing=0.05)
    chosen = rng.sample(MILESTONES, rng.choice([0, 1, 2, 5, 12]))
    split = rng.randint(0, len(chosen))
    put(rng, made, "focus", chosen[:split], nothing=0.05)
    put(rng, made, "assessments", [assessment(rng, m) for m in chosen[split:]], absent=0.1, nothing=0.05)
    return made


def record(rng):
    """A learner with two terms, in which some milestones come again."""
    first, second = term(rng, "2025-26", "1"), term(rng, *rng.choice([("2025-26", "2"), ("2026-27", "1")]))
    again = [dict(assessment(rng, item["milestone"])) for item in first.get("assessments") or [] if rng.random() < 0.5]
    there = set(second.get("focus") or []) | {item["milestone"] for item in second.get("assessments") or []}
    second["assessments"] = (second.get("assessments") or []) + [item for item in again if item["milestone"] not in there]
    learner = {"id": rng.choice(["ava", "b.2", "rowan-01-x"]), "known-as": one_line(rng)}
    put(rng, learner, "name", words(rng))
    return {"version": "1", "learner": learner, "terms": [first, second]}


def changed(rng, of, session, number):
    """The same learner and term with other data: some keys gone, some cleared, some new, rows and comments added."""
    other, fresh = copy.deepcopy(of), term(rng, session, number)
    old = next(t for t in other["terms"] if (t["session"], t["term"]) == (session, number))
    for item in (old.get("assessments") or []):
        if rng.random() < 0.4:
            there = set(fresh.get("focus") or []) | {i["milestone"] for i in fresh.get("assessments") or []}
            if item["milestone"] not in there:
                again = assessment(rng, item["milestone"])
                for field in ("preferred", "comments"):
                    old_ones = [rng.choice([[], [c], [c, c], [gone_on(rng, c)], [gone_on(rng, c)]]) for c in item.get(field) or []]
                    again[field] = (again.get(field) or []) + [c for ones in old_ones for c in ones]
                fresh["assessments"] = (fresh.get("assessments") or []) + [again]
    other["terms"] = [fresh if t is old else t for t in other["terms"]]
    return other


# ---- smaller ----

def smaller(tree):
    """Every tree that is this one with something taken out of it, the largest pieces first."""
    if isinstance(tree, list):
        if len(tree) > 3:
            yield tree[:len(tree) // 2]
            yield tree[len(tree) // 2:]
        for i in range(len(tree)):
            yield tree[:i] + tree[i + 1:]
            for less in smaller(tree[i]):
                yield tree[:i] + [less] + tree[i + 1:]
    elif isinstance(tree, dict):
        kept = ("version", "learner", "id", "known-as", "session", "term", "terms", "milestone", "text", "by")
        for key in [key for key in tree if key not in kept]:
            yield {k: v for k, v in tree.items() if k != key}
        for key, value in tree.items():
            if key not in ("version", "session", "term", "milestone", "id", "date", "engagement", "supports", "for", "state"):
                for less in smaller(value):
                    yield {**tree, key: less}
    elif isinstance(tree, str) and len(tree) > 1:
        for size in sorted({len(tree) // 2, 1}, reverse=True):
            for at in range(0, len(tree), size):
                if (tree[:at] + tree[at + size:]).strip():
                    yield tree[:at] + tree[at + size:]


def shrunk(tree, fails, tries=600):
    """The smallest tree found that still fails."""
    found = True
    while found and tries > 0:
        found = False
        for less in smaller(tree):
            tries -= 1
            if tries <= 0:
                break
            if fails(less):
                tree, found = less, True
                break
    return tree
