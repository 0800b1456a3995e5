"""Values as people type them, and comments on several rows, from the document to the record and back: tests/typed_test.py"""

import json
import pathlib
import sys

import legacy_samples as legacy
import tracker
from desk import W, each_on_a_desk, p
from lxml import etree
from pieces import cell, head_row, r, row, table
from tracker import load, run

HEAD = ("Milestone", "Level", "Support", "Date")
ONE, TWO, THREE, FOUR = ("Stills or turns when someone familiar speaks nearby", "Looks towards a face or a voice for a moment",
                         "Responds to the sound or the sign of their own name", "Keeps watching or listening until an activity pauses")
IDS = [f"communication.attention.{n}" for n in range(1, 6)]
FIELDS = """{key: term.session, at: {label: Session}, as: session}
{key: term.term, at: {label: Term}, as: {term: {Autumn: 1, Spring: 3}}}
{key: term.review, at: {label: Review}, as: {date: d MMMM yyyy}}
{key: term.assessments, rows: {table: {header: [Milestone, Level, Support]}, unrecorded: term.focus},
 group: [{key: milestone, at: {column: Milestone}, as: milestone}, {key: engagement, at: {column: Level}, as: {scale: engagement}},
 {key: supports, at: {column: Support}, as: {list: {scale: support}}}, {key: date, at: {column: Date}, as: {date: d MMM yyyy}},
 {key: preferred, at: {comments: Support}, beginning: [Preferred, Likes]}, {key: comments, at: {comments: Support}, staff: ["Staff:"]}]}"""
KEPT = " was not understood; it is kept under unplaced\n"
TYPED = """at the top, row 2, column "{}": `{}`""" + KEPT


def paper(desk, *rows, top="Session: 2025/26\tTerm: Autumn\tReview: 5 Dec"):
    desk.paper(p(r(top)), table(4, head_row(*HEAD), *rows), fields=FIELDS)


def unplaced(desk, path=None):
    items = load(run("read", path or desk.document, "-m", desk.mapping).out.decode()).get("unplaced") or []
    return [{key: value for key, value in item.items() if key not in ("document", "statement")} for item in items]


def same_again(desk, name, *options):
    """Filled with what was read from it, the document is the same file."""
    done = run("read", desk.document, "-m", desk.mapping)
    record = load(done.out.decode())
    record["learner"]["known-as"] = "Iona"
    desk.record.write_text(tracker.dump(record).lstrip("\n") + "\n", encoding="utf-8")
    desk.out.unlink(missing_ok=True)
    run("fill", desk.record, "-m", desk.mapping, "-t", desk.document, "-o", desk.out, *options)
    desk.want(f"{name}, filled with what was read", desk.out.read_bytes() == desk.document.read_bytes(), True)


# ---- what is typed ----

def check_values(desk):
    """Session, term and a day without its year; a day that is not of the term is left alone."""
    paper(desk, row(ONE, "“E.A.”", "• HoH\t(physical) + Now & next", "5 Dec"))
    learner, term, said = desk.read(desk.document)
    desk.want("values", (learner, term), ({"id": "larch-4"}, {"session": "2025-26", "term": "1", "assessments": [
        {"milestone": IDS[0], "engagement": "early-awareness", "supports": ["physical", "visual"], "date": "2025-12-05"}]}))
    desk.want("values, told", said.startswith("blank: the text: `5 Dec`" + KEPT + "    which year? Write it behind the month: 5 December 2025\n"), True)
    same_again(desk, "values")
    desk.write({"assessments": [{"milestone": IDS[0], "engagement": "early-awareness", "supports": ["physical"], "date": "2025-12-05"}]})
    desk.want("one changes", desk.fill()[0], 0)
    desk.want("one changes, the text", desk.lines(), ["Session: 2025/26\tTerm: Autumn\tReview: 5 Dec", *HEAD, ONE, "“E.A.”", "Physical", "5 Dec"])
    desk.write({"term": "3", "assessments": [{"milestone": IDS[0], "date": "2025-12-05"}]})
    desk.want("another term", desk.fill("--term", "3")[0], 1)
    desk.want("another term, the text", desk.lines(), ["Session: 2025/26\tTerm: Spring\tReview: ", *HEAD, ONE, "5 Dec"])


def check_far_dates(desk):
    """A typed year that is far outside the session: taken, and told; from May before it to October behind it, nothing is said."""
    far = {"5/11/2032": "2032-11-05", "5/11/23": "2023-11-05", "30/4/2025": "2025-04-30", "1/11/26": "2026-11-01"}
    for text, date in {**far, "1/5/25": "2025-05-01", "31 October 2026": "2026-10-31"}.items():
        paper(desk, row(ONE, "Interest", "", text), top="Session: 2025/26\tTerm: Autumn")
        _, term, said = desk.read(desk.document)
        told = (f'blank: table at the top, row 2, column "Date": note: `{text}` is far outside session 2025-26; it was taken as it stands\n'
                "    look at its year\n")
        desk.want(f"far: {text}", (term["assessments"][0]["date"], told in said), (date, text in far))


def check_unclear(desk):
    """What is not clear is told with what it may mean, kept, left in its place, and gives way to a value."""
    for column, text, may, told in (
            ("Level", "EA / Interest", ["early-awareness", "interest"], "    did you mean `Early awareness` or `Interest`?\n"),
            ("Level", "Intrest", ["interest"], "    did you mean `Interest`?\n"),
            ("Level", "4. Interest", ["interest", "supported-participation"], "    did you mean `Interest` or `Supported participation`?\n"),
            ("Level", "N/A", None, ""),
            ("Support", "Visual, hugs, P", ["physical"], "    did you mean `Physical`?\n    not clear in it: `hugs, p`\n"),
            ("Support", "V", ["visual", "verbal"], "    did you mean `Visual` or `Verbal`?\n"),
            ("Date", "Dec 2025", None, "    which day? Write it before the month: 5 December 2025\n"),
            ("Date", "Mon 5 Dec 2025", None, "    that day was a Friday; write the one that is right\n")):
        texts = [ONE, *(text if name == column else "" for name in HEAD[1:])]
        paper(desk, row(*texts), top="Session: 2025/26\tTerm: Autumn")
        said = desk.read(desk.document)[2]
        desk.want(f"{text}, told", said.startswith("blank: table " + TYPED.format(column, text) + told + "blank: 1 text in"), True)
        entry = {"place": f'table at the top, row 2, column "{column}"', "text": text, **({"candidates": may} if may else {})}
        desk.want(f"{text}, kept", [e for e in unplaced(desk) if e.get("text") == text], [entry])
        same_again(desk, text)
        desk.write({"assessments": [{"milestone": IDS[0], "engagement": "encounter", "supports": ["verbal"], "date": "2025-11-28"}]})
        done = desk.fill()
        note = f"blank: table at the top, row 2, column \"{column}\": note: `{text}` stood here, and the record says otherwise: the record's was written\n"
        desk.want(f"{text}, overwritten", done, (0, note))
        desk.want(f"{text}, the text", desk.lines()[5:], [ONE, "Encounter", "Verbal", "28 Nov 2025"])


def check_json(desk):
    """Candidates are words of the scale; what somebody typed is not in it."""
    paper(desk, row(ONE, "EA / Interest", "hugs and kisses", ""), top="Session: 2025/26\tTerm: Autumn")
    lines = run("read", "--json", desk.document, "-m", desk.mapping).said.splitlines()
    desk.want("json", [json.loads(line).get("candidates") for line in lines][:2], [["Early awareness", "Interest"], None])
    desk.want("json, no values", any("hugs" in line or "EA /" in line for line in lines), False)


# ---- comments on several rows ----

def marks(text, *numbers):
    """A cell whose words begin or end ranges: numbers that begin, then None, then those that end."""
    begin, end = numbers[:numbers.index(None)], numbers[numbers.index(None) + 1:]
    return cell(p("".join(f'<w:commentRangeStart w:id="{n}"/>' for n in begin) + (r(text) if text else "")
                  + "".join(f'<w:commentRangeEnd w:id="{n}"/><w:r><w:commentReference w:id="{n}"/></w:r>' for n in end)))


SAID = {"text": "All three, in the morning.", "by": "L. Kerr", "date": "2025-09-01T10:00:00Z"}


def commented(desk, *rows, said="All three, in the morning."):
    """A paper with one comment, on what the rows say."""
    paper(desk, *rows, top="Session: 2025/26\tTerm: Autumn")
    desk.remark(said)


def who_has(desk, key="comments", path=None):
    """The numbers of the milestones that have the comment."""
    term = desk.read(path or desk.document)[1]
    return [IDS.index(a["milestone"]) + 1 for a in term.get("assessments") or [] if key in a]


def three(first="Verbal", last="Visual"):
    return [row(ONE, "Interest", marks(first, 0, None), ""), row(TWO, "Interest", "", ""), row(THREE, "Interest", marks(last, None, 0), "")]


def check_where(desk):
    """On which milestones a range is, by where it begins and ends."""
    level, other = marks("Interest", 0, None), row(TWO, "Interest", "", "")
    for name, rows, expected, place in (
            ("several rows", three(), [1, 2, 3], None),
            ("from the level to the support", [row(ONE, level, marks("", None, 0), ""), other], [1], None),
            ("a whole row", [row(marks(ONE, 0, None), "", "", marks("", None, 0)), other], [1], None),
            ("whole rows", [row(marks(ONE, 0, None), "Interest", "", ""), row(TWO, "Interest", "", marks("", None, 0)), other], [1, 2], None),
            ("from one support to the next level", [row(ONE, "", marks("", 0, None), ""), row(TWO, marks("Interest", None, 0), "", "")], [1], None),
            ("levels of two rows", [row(ONE, level, "", ""), row(TWO, marks("Interest", None, 0), "", "")], [], "table at the top, rows 2 to 3"),
            ("two cells beside it", [row(marks(ONE, 0, None), marks("Interest", None, 0), "", ""), other], [], "table at the top, row 2"),
            ("the whole table", [row(ONE, "Interest", "", ""), row(TWO, "Interest", "", marks("", None, 0))], [], "table at the top")):
        commented(desk, *rows)
        if name == "the whole table":
            desk.edit(desk.document, "<w:tc>", '<w:tc><w:commentRangeStart w:id="0"/>')
        desk.want(name, who_has(desk), expected)
        desk.want(f"{name}, kept", [e["place"] for e in unplaced(desk) if "comment" in e], [place] if place else [])
        same_again(desk, name)


def ranges(body):
    """What of a comment's marks the body has: starts, ends, references."""
    return tuple(body.count(f'<w:comment{mark} w:id="0"/>') for mark in ("RangeStart", "RangeEnd", "Reference"))


def check_refill(desk):
    """A refill adds nothing, whatever of it is left out; an answer on each row is added once; a new comment is one row's."""
    items = [{"milestone": IDS[n], "engagement": "interest", "comments": [SAID]} for n in range(3)]
    commented(desk, *three("", ""))
    for name, some in (("all", items), ("one left out", items[1:]), ("a comment left out", [{**items[0], "comments": []}, *items[1:]])):
        desk.write({"assessments": some})
        desk.want(f"{name} again", (desk.fill(), desk.out.read_bytes() == desk.document.read_bytes()), ((0, ""), True))
    answer = {"text": "And at noon.", "by": "M. Reid", "date": "2025-09-02"}
    desk.write({"assessments": [{**item, "comments": [{**SAID, "replies": [answer]}]} for item in items]})
    desk.want("an answer", desk.fill(), (0, ""))
    desk.want("an answer, once", tracker.parts(desk.out)["word/comments.xml"].count(b"And at noon."), 1)
    desk.want("an answer, read", [a["comments"][0].get("replies") for a in desk.read()[1]["assessments"]], [[answer]] * 3)
    new = {"text": "Only this one.", "by": "M. Reid"}
    desk.write({"assessments": [items[0], {**items[1], "comments": [SAID, new]}, items[2]]})
    desk.want("a new one", desk.fill(), (0, ""))
    desk.want("a new one, read", [len(a["comments"]) for a in desk.read()[1]["assessments"]], [1, 2, 1])
    desk.want("the marks", ranges(desk.body()), (1, 1, 1))


def check_twins(desk):
    """Two comments in the same words, on several rows: each is answered once, in whatever order the rows have them."""
    paper(desk, row(ONE, "Interest", marks("", 0, 1, None), ""), row(TWO, "Interest", "", ""), row(THREE, "Interest", marks("", None, 0, 1), ""))
    desk.remark(SAID["text"])
    members = tracker.parts(desk.document)
    said = members["word/comments.xml"].split(b"<w:comment ")
    members["word/comments.xml"] = b"<w:comment ".join([said[0], said[1].replace(b"</w:comments>", b""), said[1].replace(b'id="0"', b'id="1"')])
    tracker.write_parts(desk.document, members)
    answers = [{"text": text, "by": "M. Reid"} for text in ("Yes.", "At noon.", "Seen.")]
    twins = [{**SAID, "replies": answers[:1]}, {**SAID, "replies": answers[1:], "state": "resolved"}]
    desk.write({"assessments": [{"milestone": IDS[n], "engagement": "interest", "comments": twins[::-1] if n else twins} for n in range(3)]})
    desk.want("twins", desk.fill(), (0, ""))
    desk.want("twins, each answered once", [tracker.parts(desk.out)["word/comments.xml"].count(a["text"].encode()) for a in answers], [1, 1, 1])
    desk.want("twins, read", [a["comments"] in (twins, twins[::-1]) for a in desk.read()[1]["assessments"]], [True] * 3)


def check_new_rows(desk):
    """A milestone that comes between the rows of a comment goes behind them; a blank row between them is not taken."""
    item = {"milestone": IDS[1], "engagement": "interest"}
    for name, middle in (("a new row", []), ("a blank row", [row("", "", "", "")])):
        first, _, last = three("", "")
        commented(desk, first, *middle, last)
        desk.write({"assessments": [item]})
        desk.want(name, desk.fill(), (0, ""))
        desk.want(f"{name}, the order", [line for line in desk.lines() if line in (ONE, TWO, THREE)], [ONE, THREE, TWO])
        desk.want(f"{name}, whose comment", who_has(desk, path=desk.out), [1, 3])
        desk.want(f"{name}, the marks", ranges(desk.body()), (1, 1, 1))


def check_other_term(desk):
    """In Cairn's own tracker a row within the range of a comment stays when the next term has no word on it."""
    said = {**SAID, "text": "Over all of it."}
    desk.write({"assessments": [{"milestone": IDS[0], "comments": [said]}, *({"milestone": i, "engagement": "interest"} for i in IDS[1:4])]})
    base = desk.folder / "base.docx"
    run("fill", desk.record, "-o", base)
    members = tracker.parts(base)
    body = etree.fromstring(members["word/document.xml"])
    end = next(body.iter(W + "commentRangeEnd"))
    reference = next(body.iter(W + "commentReference")).getparent()
    third = next(tr for tr in body.iter(W + "tr") if THREE in "".join(tr.itertext()))
    list(list(third.iter(W + "tc"))[2].iter(W + "p"))[-1].extend([end, reference])  # the support's cell
    tracker.write_parts(base, {**members, "word/document.xml": etree.tostring(body, encoding="UTF-8", standalone=True)})
    found = load(run("read", base).out.decode())["terms"][0]["assessments"]
    desk.want("a range over rows", [a["milestone"] for a in found if a.get("comments")], IDS[:3])
    desk.write({"term": "2", "assessments": [{"milestone": IDS[4], "engagement": "interest"}]})
    done = run("fill", desk.record, "--term", "2", "-t", base, "-o", desk.out)
    desk.want("another term", done.code, 1)
    there = [line for line in desk.lines() if line in (ONE, TWO, THREE, FOUR)]
    desk.want("the rows that stay", there, [ONE, TWO, THREE])
    term = load(run("read", desk.out).out.decode())["terms"][0]
    desk.want("whose comment", [a["milestone"] for a in term["assessments"] if a.get("comments")], IDS[:3])


# ---- beginnings ----

def check_beginnings(desk):
    """What a comment begins with is taken off where a colon or a dash follows; a sentence stays whole; other words are none."""
    for said, key, text in (("Preferred: a pause", "preferred", "a pause"), ("PREFERRED : a pause", "preferred", "a pause"),
                            ("Preferred – a pause", "preferred", "a pause"), ("preferred- a pause", "preferred", "a pause"),
                            ("Likes a long pause", "preferred", "Likes a long pause"), ("Likes: : a pause", "preferred", ": a pause"),
                            ("Likeslip", "comments", "Likeslip"), ("A pause is preferred", "comments", "A pause is preferred"),
                            ("Staff - ask first", "comments", "ask first"), ("Staffroom is quiet", "comments", "Staffroom is quiet")):
        commented(desk, row(ONE, "", marks("", 0, None, 0), ""), said=said)
        item = desk.read(desk.document)[1]["assessments"][0]
        desk.want(said, [c["text"] for c in item.get(key) or []], [text])
        same_again(desk, said, *(["--staff"] if said.startswith("Staff -") else []))
        desk.write({"assessments": [item]})
        paper(desk, row("", "", "", ""), top="Session: 2025/26\tTerm: Autumn")
        desk.want(f"{said}, in a blank one", desk.fill("--staff")[0], 0)
        desk.want(f"{said}, read again", desk.read()[1]["assessments"], [item])


# ---- samples ----

def check_samples(desk):
    """Law 2, and moving into the new tracker: every milestone has its comments, each said once."""
    for sample, code in [(s, int(s.stem == "as-typed")) for s in legacy.samples() if s.stem in ("as-typed", "comments")]:
        record = {**sample.record, "learner": {"id": "x-1", **sample.record["learner"]}}
        desk.record.write_text(tracker.dump(record).lstrip("\n") + "\n", encoding="utf-8")
        done = run("fill", desk.record, "--staff", "-m", sample.mapping_path, "-t", sample.path, "-o", desk.out)
        desk.want(f"{sample.stem}, again", (done.code, desk.out.read_bytes() == sample.path.read_bytes()), (code, True))
        desk.out.unlink()
        desk.want(f"{sample.stem}, moved", run("fill", desk.record, "--staff", "-o", desk.out).code, code)
        moved = load(run("read", desk.out).out.decode())["terms"][0]
        desk.want(f"{sample.stem}, what was moved", {a["milestone"]: a for a in moved["assessments"]},
                  {a["milestone"]: a for a in tracker.load(pathlib.Path(desk.record))["terms"][0]["assessments"]})
        desk.out.unlink()


CHECKS = [check_values, check_far_dates, check_unclear, check_json, check_where, check_refill, check_twins, check_new_rows, check_other_term, check_beginnings, check_samples]


if __name__ == "__main__":
    sys.exit(each_on_a_desk(CHECKS))
