"""What once did harm: another learner's page filled, words written over unseen, values that did not read back. What happens now.

Each paper is filled once, what was said is asserted whole, its lines are compared; and filled once more it keeps its bytes.
"""

import re
import sys

import tracker
from desk import each_on_a_desk, first_milestone, p
from tracker import run

from pieces import cell, choices, control, empty_run, head_row, heading, r, row, table, tracked

MILESTONE, STATEMENT = first_milestone()
OTHER, OTHER_SAYS = "communication.attention.3", "Responds to the sound or the sign of their own name"
NAME = "{key: learner.known-as, at: {label: Name}}\n"
CLASS = "{key: term.class, at: {label: Class}}\n"
DATE = "{key: term.date, at: {label: Date}, as: {date: d MMMM yyyy}}\n"
MARK = "{key: term.class, at: {bookmark: here}}\n"
LIKES = "{key: term.family.enjoys, at: {heading: Likes}, as: paragraphs}\n{key: term.family.new, at: {heading: New}, as: paragraphs}\n"
TERM = "{key: term.session, at: {label: Session}}\n{key: term.term, at: {label: Term}}\n"
ROWS = """{key: term.assessments, rows: {table: {header: [Milestone, Level]}},
 group: [{key: milestone, at: {column: Milestone}, as: milestone}, {key: engagement, at: {column: Level}, as: {scale: engagement}},
 {key: supports, at: {column: Support}, as: {list: {scale: support}}}, {key: saw, at: {column: Saw}, as: paragraphs},
 {key: comments, at: {comments: Milestone}}]}
"""
MATRIX = """{key: term.assessments, rows: {table: {header: [Milestone, Encounter, Interest]}},
 group: [{key: milestone, at: {column: Milestone}, as: milestone}, {key: engagement, at: {columns: levels}, as: {scale: engagement}},
 {key: supports, at: {columns: levels}, as: {list: {scale: support}}}]}
"""
HEAD = ["Milestone", "Level", "Support", "Saw"]
OAK, DATED = {"class": "Oak"}, {"class": "Oak", "date": "2025-12-05"}
SEEN = {"milestone": MILESTONE, "engagement": "interest", "saw": "Looked."}
START, END = '<w:bookmarkStart w:id="77" w:name="here"/>', '<w:bookmarkEnd w:id="77"/>'

# ---- what is said ----

NOTE = "blank: {}: note: `{}` stood here, and the record says otherwise: the record's was written\n"
KEPT = "blank: {}: `{}` stands here, and the record says otherwise: the document's was kept\n"
FAIL = "blank: {}: `{}` stands here, and the record says otherwise\n    look which is right; then fill with --on-conflict overwrite or keep\n"
CLEARED = "blank: {}: note: cleared, since it is of another term: {}\n"
UNRECORDED = ("blank: what this document says of 2025-26, Term 1 is not in the record\n"
              "    read it into the record with `cairn read` first; the document itself is as it was\n")
NO_PLACE = "blank: {}`{}` is not written: the document has no place for it\n"
NO_TERM = ("{}: note: the document does not say which term it is of: it was taken to be of this one\n"
           "    for another term, take a blank one\n")
NOTHING = ("blank: nothing of this record has a place in this document\n    is it the right one, or did another program take its controls away? "
           "Take a blank one, or give a mapping with -m\n")
LEARNER_UNSAID = ("{}: the document does not say whose it is, and holds something that this record has no word on; it stayed there\n"
                  "    look whether it is this learner's, or take a blank document; a place for the name in it tells them apart\n")
ANOTHER = "blank: this document is about another learner: the name on its page\n    take this learner's own document, or a blank template\n"
LOCKED = "blank: {}: this place is locked in Word, so it was left as it is\n    take the lock off in Word (Developer, Properties), or write it there by hand\n"
NO_ROW = ("blank: `" + OTHER_SAYS + "` has no row, and the table is locked in Word, so that it got none\n"
          "    take the lock off in Word (Developer, Properties)\n")
SAME = ("blank: the text: `{}` and `{}` have one and the same place here: the second was neither read nor written\n"
        "    make the mapping say which is which\n")
WHICH = ("blank: the text: `term.term` could stand here or elsewhere, so that nobody can tell of which term this document is\n"
         "    keep one of the labels or headings that the mapping names\n")
UNNAMED = "blank: note: the record holds what this document has no place for: {}\n"
NO_ITEM = "blank: {}: `{}` is not written: the drop-down list has no such item\n    add it to the list in Word\n"
LEFT = "blank: {}: `{}` cannot be filled, and stands there still\n    `cairn check` of the document tells what is wrong with it\n"
CELL = 'table at the top, row 2, column "{}"'


# ---- one paper ----

def again(desk, name, *options):
    """Law 3: filled again with the same record the document keeps its bytes."""
    first, desk.out = desk.out, desk.folder / "again.docx"
    desk.fill(*options, base=first)
    desk.want(f"{name}, filled again", desk.out.exists() and desk.out.read_bytes() == first.read_bytes(), True)
    desk.out = first


def case(desk, name, blocks, fields, term, said, lines=None, options=(), code=0):
    """Fills a paper; lines None: nothing is written."""
    desk.paper(*blocks, fields=fields)
    desk.write(term)
    desk.want(name, desk.fill(*options), (code, said))
    desk.want(f"{name}, written", desk.out.exists(), lines is not None)
    if lines is not None:
        desk.want(f"{name}, the text", desk.lines(), lines)
        again(desk, name, *options)


def grid(*rows):
    return table(4, head_row(*HEAD), *rows)


# ---- whose document it is ----

def check_name(desk):
    """The name on the page counts although a tag is tried first, and each place is asked."""
    tag_first = "{key: learner.known-as, at: [{tag: a}, {label: Name}]}\n"
    for name, first in (("a prompt", control(empty_run(), "a", empty=True)), ("an empty control", control(r(""), "a"))):
        case(desk, name, [p(first), p(r("Name: Bo"))], tag_first, {}, ANOTHER, code=5)
    case(desk, "Pupil name: is no Name:", [p(r("Pupil name: Bo")), p(r("Name: "))], NAME, {}, "", ["Pupil name: Bo", "Name: Iona"])


def check_learner_unsaid(desk):
    said = NO_TERM.format("blank") + LEARNER_UNSAID.format("blank") + NO_PLACE.format("", "learner.known-as")
    case(desk, "learner unsaid", [p(r("Class: Oak\tNew: drums"))], NAME + CLASS + "{key: term.family.new, at: {label: New}}\n", OAK,
         said, ["Class: Oak\tNew: drums"], code=1)


def check_which_term(desk):
    """A value that looks like the term's label in a line of its own: nobody guesses."""
    case(desk, "two terms", [p(r(line)) for line in ("Session: 2025-26", "Term: 1", "Class: Elm", "Term: a hard one")], TERM + CLASS,
         {"term": "2", **OAK}, WHICH, options=("--term", "2"), code=5)


# ---- labels in lines ----

def check_lines(desk):
    """A place behind a label ends where the form's next label begins, known or not."""
    for line, fields, term, lines, said in (
            ("Class: Date: ", CLASS + DATE, DATED, "Class: Oak Date: 5 December 2025", ""),
            ("Class: \tDate: ", CLASS + DATE, DATED, "Class: Oak \tDate: 5 December 2025", ""),
            ("Class: ____ Teacher: ____", CLASS, OAK, "Class: Oak  Teacher: ____", ""),
            ("Class: _______ Teacher: _______", CLASS, OAK, "Class: Oak  Teacher: _______", ""),
            ("Class: (see over) (ask). Signed: ____", CLASS, OAK, "Class: Oak  Signed: ____", NOTE.format('"Class"', "(see over) (ask)."))):
        case(desk, line, [p(r(line))], fields, term, said, [lines])
        desk.want(f"{line}, read", desk.read()[1], term)


def check_header_row(desk):
    """A row of labels is no row of values."""
    said = NOTHING + "".join(NO_PLACE.format("", key) for key in ("learner.known-as", "term.class", "term.date"))
    words = ["Name", "Class", "Date"]
    case(desk, "a row of labels", [table(3, row(*words), row("", "", ""))], NAME + CLASS + DATE, DATED, said, words, code=1)
    case(desk, "a line of labels", [p(r("Name\tClass\tDate"))], NAME + CLASS + DATE, DATED, said, ["Name\tClass\tDate"], code=1)


def check_blanks(desk):
    """The ways in which a form shows that a place is empty."""
    for blank in ("____", "___", "[   ]", "[      ]", "Click here to enter text.", "Click or tap here to enter text."):
        case(desk, blank, [p(r(f"Name: {blank}")), p(r(f"Class: {blank}"))], NAME + CLASS, OAK, "", ["Name: Iona", "Class: Oak"])


def check_labels_in_values(desk):
    """Labels that stand in values are values: in a row, and under a heading."""
    said = NO_TERM.format("blank") + "".join(NOTE.format(*words) for words in (('"Class"', "Elm"), ('"Likes"', "x"), ('"New"', "z")))
    term = {"class": "Oak", "family": {"enjoys": "Water\nClass: mine\nNew", "new": "Drums"}}
    case(desk, "under a heading", [p(r("Class: Elm")), heading("Likes"), p(r("x")), heading("New"), p(r("z"))], CLASS + LIKES, term, said,
         ["Class: Oak", "Likes", "Water", "Class: mine", "New", "New", "Drums"])
    desk.want("under a heading, read", desk.read()[1], term)
    seen = {**SEEN, "saw": "Name: he said it twice\nClass: dismissed"}
    case(desk, "in a row", [p(r("Name: Iona\tClass: Oak")), grid(row(STATEMENT, "", "", ""))], NAME + CLASS + ROWS, {**OAK, "assessments": [seen]},
         "", ["Name: Iona\tClass: Oak", *HEAD, STATEMENT, "Interest", "Name: he said it twice", "Class: dismissed"])
    desk.want("in a row, read", desk.read()[:2], ({"known-as": "Iona"}, {**OAK, "assessments": [seen]}))


# ---- bookmarks, sections, one place for two ----

def check_bookmarks(desk):
    """A bookmark that ends in the midst of a paragraph, or stands in what was deleted, is no place."""
    gone = tracked("del", "gone").replace("<w:r>", START + "<w:r>", 1).replace("</w:del>", END + "</w:del>")
    said = NOTHING + NO_PLACE.format("", "term.class")
    case(desk, "a bookmark's end", [p(START, r("one")), p(r("two"), END, r(" keep"))], MARK, OAK, said, ["one", "two keep"], code=1)
    case(desk, "a deleted bookmark", [p(r("A"), gone, r("Z"))], MARK, OAK, said, ["AZ"], code=1)


def check_section(desk):
    """A section's break stays when the paragraph that bears it is one too many."""
    breaks = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    case(desk, "a section", [heading("Likes"), p(r("one")), p(r("two"), ppr=breaks), heading("More"), p(r("z"))], LIKES.splitlines()[0],
         {"family": {"enjoys": "Water"}}, NO_TERM.format("blank") + NOTE.format('"Likes"', r"one\x0Atwo"), ["Likes", "Water", "More", "z"])
    desk.want("a section, its page", desk.body().count(breaks), 1)


def check_one_place(desk):
    case(desk, "two fields, one place", [p(r("Class: "))], CLASS + "{key: term.family.new, at: {label: Class}}\n",
         {**OAK, "family": {"new": "Drums"}}, SAME.format("term.class", "term.family.new"), ["Class: Oak"], code=1)


def check_one_control(desk):
    """A label in front of a control that another datum has by its tag; and a control around what stands below a heading."""
    inside = control(r(""), tag="class", title="Class")
    case(desk, "a label before a control", [p(r("Class: "), inside)], "{key: term.class, at: {tag: class}}\n{key: term.family.new, at: {label: Class}}\n",
         {**OAK, "family": {"new": "Drums"}}, SAME.format("term.class", "term.family.new"), ["Class: Oak"], code=1)
    case(desk, "a control below a heading", [heading("Likes"), p(inside), p(r("z"))], "{key: term.class, at: {tag: class}}\n" + LIKES.splitlines()[0],
         {**OAK, "family": {"enjoys": "Water"}}, SAME.replace("the text", 'under the heading "Likes"').format("term.class", "term.family.enjoys"), ["Likes", "Oak", "z"], code=1)


def check_control_of_a_row(desk):
    """A tag that stands in the cells of rows is theirs, whatever else names it."""
    case(desk, "a tag in rows", [grid(row(STATEMENT, cell(p(control(r("Interest"), tag="level", title="Level"))), ""))],
         ROWS + "{key: term.class, at: {tag: level}}\n", {**OAK, "assessments": [{k: v for k, v in SEEN.items() if k != "saw"}]},
         NO_TERM.format("blank") + SAME.replace("the text", CELL.format("Level")).format("term.assessments", "term.class"),
         [*HEAD, STATEMENT, "Interest"], code=1)


def check_copied_control(desk):
    """A control that was copied into a row, or into a text, is the row's or the text's; the others of its tag count on."""
    page = p(control(r("Elm"), tag="class", title="Class"))
    desk.paper(page, grid(row(STATEMENT, "Interest", cell(p(control(r("Elm"), tag="class", title="Class"))))), fields=ROWS + "{key: term.class, at: {tag: class}}\n")
    desk.write({**OAK, "assessments": [{k: v for k, v in SEEN.items() if k != "saw"}]})
    code, said = desk.fill()
    desk.want("copied into a row", ("same place" in said, desk.lines()), (False, ["Oak", *HEAD, STATEMENT, "Interest", "Elm"]))
    again(desk, "copied into a row")
    desk.paper(page, heading("Likes"), p(control(r("Elm"), tag="class", title="Class"), r(" is fun.")), fields="{key: term.class, at: {tag: class}}\n" + LIKES.splitlines()[0])
    desk.want("copied into a text, read", desk.read(desk.document)[1].get("family"), {"enjoys": "Elm is fun."})


def check_twice_in_one(desk):
    """A label that stands twice, once before another's control."""
    said = ("blank: the text: `term.class` could stand here or elsewhere in the document, so it was left alone\n"
            "    keep one of the labels or headings that the mapping names\n")
    case(desk, "twice, once in one place", [p(r("Class: "), control(r(""), tag="new", title="New")), p(r("Class: Ash"))],
         "{key: term.family.new, at: {tag: new}}\n" + CLASS, {**OAK, "family": {"new": "Drums"}},
         said, ["Class: Drums", "Class: Ash"], code=1)


def check_edges(desk):
    """An empty control behind a label and blanks is a part of what the label says."""
    case(desk, "an empty control behind a label", [p(r("Class:   "), control(r(""), tag="enjoys", title="Likes"))],
         CLASS + "{key: term.family.enjoys, at: {tag: enjoys}}\n", {**OAK, "family": {"enjoys": "Sand"}},
         SAME.format("term.class", "term.family.enjoys"), ["Class:   Oak"], code=1)


def check_last_row(desk):
    """A row of something else at the end of the table has places of its own."""
    case(desk, "a last row", [grid(row(STATEMENT, "Interest", ""), row("Class", cell(p(control(r(""), tag="class", title="Class"))), ""))],
         ROWS + "{key: term.class, at: {tag: class}}\n", {**OAK, "assessments": [{k: v for k, v in SEEN.items() if k != "saw"}]}, NO_TERM.format("blank"),
         [*HEAD, STATEMENT, "Interest", "Class", "Oak"])


def check_spans(desk):
    """A cell across two columns is the first's: never the statement's and a value's, nor two values'."""
    term = {"assessments": [{**SEEN, "supports": ["visual"]}]}
    case(desk, "a statement across", [grid(row(cell(STATEMENT, span=2), "", ""))], ROWS, {"assessments": [SEEN]},
         NO_PLACE.format("table at the top, row 2: ", "engagement"), [*HEAD, STATEMENT, "Looked."], code=1)
    case(desk, "a value across", [grid(row(STATEMENT, "", cell("", span=2)))], ROWS, term,
         NO_PLACE.format("table at the top, row 2: ", "saw"), [*HEAD, STATEMENT, "Interest", "Visual"], code=1)


# ---- locks ----

def check_locks(desk):
    """A lock around the table: nothing in it changes; around an empty row: that row stays; around a label: what stands behind is free."""
    blank = row("", "", "", "")
    lock = control(grid(row(STATEMENT, "", "", ""), blank), "kept", lock="contentLocked")
    term = {"assessments": [SEEN, {"milestone": OTHER, "engagement": "interest"}]}
    said = LOCKED.format(CELL.format("Level")) + LOCKED.format(CELL.format("Saw")) + NO_ROW
    case(desk, "a locked table", [lock], ROWS, term, said, [*HEAD, STATEMENT], code=1)
    locked = control(blank, "kept", lock="sdtContentLocked")
    case(desk, "a locked row", [grid(row(STATEMENT, "", "", ""), locked)], ROWS, {"assessments": [term["assessments"][1]]}, "",
         [*HEAD, STATEMENT, OTHER_SAYS, "Interest"])
    last = desk.body()[desk.body().rindex("<w:sdt>"):]
    desk.want("a locked row stays empty", ("sdtContentLocked" in last, "<w:t>" in last), (True, False))
    case(desk, "a locked label", [p(control(r("Class:"), "kept", lock="contentLocked"), r(" Elm"))], CLASS, OAK, NOTE.format('"Class"', "Elm"),
         ["Class: Oak"])
    desk.want("a locked label, its control", "<w:t>Class:</w:t></w:r></w:sdtContent>" in desk.body(), True)


def check_drop_down(desk):
    """A list around a cell takes no item that it lacks."""
    listed = control(cell("Choose"), "level", kind=choices("dropDownList", "Interest", "Early awareness"))
    blocks, chosen = [grid(row(STATEMENT, listed, "", ""))], NOTE.format(CELL.format("Level"), "Choose")
    case(desk, "in the list", blocks, ROWS, {"assessments": [SEEN]}, chosen, [*HEAD, STATEMENT, "Interest", "Looked."])
    case(desk, "not in the list", blocks, ROWS, {"assessments": [{"milestone": MILESTONE, "engagement": "encounter"}]},
         chosen + NO_ITEM.format(CELL.format("Level"), "Encounter"), [*HEAD, STATEMENT], code=1)


# ---- what is not understood ----

def check_unread(desk):
    """Words that are no value are a conflict like a value, in a place and in a row."""
    for name, at, words, blocks, fields, term, kept, written in (
            ("a date", '"Date"', "in spring, ask Mum", [p(r("Date: in spring, ask Mum"))], DATE, {"date": "2025-12-05"},
             ["Date: in spring, ask Mum"], ["Date: 5 December 2025"]),
            ("a level", CELL.format("Level"), "Nearly - see note", [grid(row(STATEMENT, "Nearly - see note", "", ""))], ROWS,
             {"assessments": [SEEN]}, [*HEAD, STATEMENT, "Nearly - see note", "Looked."], [*HEAD, STATEMENT, "Interest", "Looked."])):
        case(desk, f"{name}, overwrite", blocks, fields, term, NOTE.format(at, words), written)
        case(desk, f"{name}, keep", blocks, fields, term, KEPT.format(at, words), kept, ("--on-conflict", "keep"), 1)
        case(desk, f"{name}, fail", blocks, fields, term, FAIL.format(at, words), None, ("--on-conflict", "fail"), 5)


def check_unread_of_another_term(desk):
    top = "Session: 2025-26\tTerm: {}"
    case(desk, "a date of another term", [p(r("Date: in spring, ask Mum")), p(r(top.format(1)))], TERM + DATE, {"term": "2"},
         CLEARED.format('"Date"', "term.date") + UNRECORDED, ["Date: ", top.format(2)], ("--term", "2"), 1)
    case(desk, "a level of another term", [p(r(top.format(1))), grid(row(STATEMENT, "Nearly - see note", "", ""))], TERM + ROWS,
         {"term": "2", "assessments": [{"milestone": OTHER, "engagement": "interest"}]}, CLEARED.format("table at the top, row 2", "engagement") + UNRECORDED,
         [top.format(2), *HEAD, STATEMENT, OTHER_SAYS, "Interest"], ("--term", "2"), 1)


# ---- what has no place ----

def check_nowhere(desk):
    case(desk, "nothing here", [p(r("A walk by the water."))], CLASS, OAK, NOTHING + NO_PLACE.format("", "term.class"),
         ["A walk by the water."], code=1)
    case(desk, "unnamed", [p(r("Class: "))], CLASS, {**DATED, "family": {"new": "Drums"}}, UNNAMED.format("term.date, term.family.new"), ["Class: Oak"])


# ---- matrices, comments ----

def check_matrix(desk):
    """A row made for a milestone that has none gets the boxes of the row beside it, and its own ticks."""
    words = ["Milestone", "Encounter", "Interest", "Visual"]
    case(desk, "boxes", [table(4, head_row(*words), row(STATEMENT, "☐", "☐", "☐"))], MATRIX,
         {"assessments": [{"milestone": OTHER, "engagement": "interest", "supports": ["visual"]}]}, "",
         [*words, STATEMENT, "☐", "☐", "☐", OTHER_SAYS, "☐", "☒", "☒"])


def check_reply(desk):
    """A program that knows no threads leaves a reply as a comment of its own: it is not added again."""
    reply = {"text": "Yes, in the pool.", "by": "M. Reid", "date": "2025-11-04"}
    first = {"text": "Again?", "by": "T. Okafor", "date": "2025-11-03", "replies": [reply]}
    case(desk, "a thread", [grid(row(STATEMENT, "", "", ""))], ROWS, {"assessments": [{**SEEN, "comments": [first]}]}, "",
         [*HEAD, STATEMENT, "Interest", "Looked."])
    members = tracker.parts(desk.out)
    for name in ("[Content_Types].xml", "word/_rels/document.xml.rels"):
        members[name] = re.sub(rb"<[^<>]*commentsExtended[^<>]*>", b"", members[name])
    apart = desk.folder / "apart.docx"
    tracker.write_parts(apart, {name: data for name, data in members.items() if "commentsExtended" not in name})
    desk.want("a thread apart", desk.fill(base=apart)[0], 0)
    desk.want("a thread apart, its comments", tracker.parts(desk.out)["word/comments.xml"].count(b"<w:comment "), 2)


# ---- placeholders ----

WHO, WHICH_ROW = p(r("{{learner.known-as}} {{term.session}} {{term.term}}")), "{{assessments[].milestone}}"
WHO_LINE = "Iona 2025-26 1"


def letter(desk, name, blocks, term, said, lines, code=0):
    """Fills a document by its placeholders, and reads it."""
    desk.paper(*blocks)
    desk.write(term)
    desk.out.unlink(missing_ok=True)
    second = desk.folder / "second.docx"
    second.unlink(missing_ok=True)
    fill = ["fill", desk.record, "--session", "2025-26", "--term", "1"]
    done = run(*fill, "-t", desk.document, "-o", desk.out)
    desk.want(name, (done.code, desk.plain(done.said), desk.lines()), (code, said, lines))
    run(*fill, "-t", desk.out, "-o", second)
    desk.want(f"{name}, filled again", second.read_bytes() == desk.out.read_bytes(), True)
    read = run("read", desk.out)
    return (tracker.load(read.out.decode())["terms"] or [{}])[0]


def check_controls(desk):
    """A placeholder in a control that can hold no other, or that is locked."""
    plain = control(r("{{term.class}}"), "mine", kind="<w:text/>")
    letter(desk, "a plain-text control", [WHO, p(plain)], OAK, LEFT.format("the text", "{{term.class}}") + NO_PLACE.format("", "term.class"),
           [WHO_LINE, "{{term.class}}"], 1)
    locked = control(r("{{term.class}}"), "mine", lock="contentLocked")
    letter(desk, "a locked control", [WHO, p(locked)], OAK, LOCKED.format("the text"), [WHO_LINE, "{{term.class}}"], 1)


def check_first_row(desk):
    """Reading a table that begins with the placeholders' row once ended the program."""
    seen = [{"milestone": MILESTONE, "saw": "Looked."}, {"milestone": OTHER, "saw": "Turned."}]
    ours, pattern = "our own words", (WHICH_ROW, "{{assessments[].saw}}")
    lines = [WHO_LINE, STATEMENT, "Looked.", ours, OTHER_SAYS, "Turned.", ours]
    term = letter(desk, "the first row", [WHO, table(3, row(*pattern, ours))], {"assessments": seen}, "", lines)
    desk.want("the first row, read", term.get("assessments"), seen)
    merged = table(2, row(cell(WHICH_ROW, merge="restart"), pattern[1]), row(cell("", merge="continue"), ours))
    term = letter(desk, "a merged first row", [WHO, merged], {"assessments": seen}, "",
                  [*lines[:3], "our own words", *lines[4:-1]])
    desk.want("a merged first row, read", term.get("assessments"), seen)


def check_rows_of_placeholders(desk):
    """No last level shows as a dash; a row without the milestone's placeholder is told."""
    seen = {"assessments": [{"milestone": MILESTONE, "saw": "Looked."}]}
    said = UNNAMED.format("assessments[].saw")
    letter(desk, "no last level", [WHO, table(2, row("Milestone", "Before"), row(WHICH_ROW, "{{assessments[].last}}"))], seen, said,
           [WHO_LINE, "Milestone", "Before", STATEMENT, "–"])
    said = LEFT.format("table at the top, row 1", "{{assessments[].saw}}") + UNNAMED.format("term.assessments")
    letter(desk, "no milestone", [WHO, table(2, row("Seen", "{{assessments[].saw}}"))], seen, said,
           [WHO_LINE, "Seen", "{{assessments[].saw}}"], 1)


CHECKS = [check_name, check_learner_unsaid, check_which_term, check_lines, check_header_row, check_blanks, check_labels_in_values, check_bookmarks,
          check_section, check_one_place, check_one_control, check_control_of_a_row, check_copied_control, check_twice_in_one, check_edges, check_last_row, check_spans, check_locks, check_drop_down, check_unread, check_unread_of_another_term, check_nowhere,
          check_matrix, check_reply, check_controls, check_first_row, check_rows_of_placeholders]


if __name__ == "__main__":
    sys.exit(each_on_a_desk(CHECKS))
