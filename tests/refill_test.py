"""Documents that somebody has filled already: another learner's, another term's, edited by hand, saying otherwise than the record.

The documents are those of tests/templates, and small ones made here. Each message is asserted whole.
"""

import sys

import tracker
from desk import each_on_a_desk, first_milestone, p
from tracker import run

import make  # noqa: E402  (tests/templates, which desk finds)
from pieces import cell, choices, control, head_row, heading, r, row, table

MILESTONE, STATEMENT = first_milestone()
CHILD_A, CHILD_B = tracker.SAMPLES[:2]
OTHER = "{}: this document is about another learner: {}\n    take this learner's own document, or a blank template\n"
HAND = ("{}: this document was changed by hand since Cairn wrote it, or was not written by Cairn\n"
        "    read it first with `cairn read`, write elsewhere with -o, or replace it with --force\n")
OTHERWISE = ('blank: what this document says of 2025-26 is not what the record says: "Class", "Who wrote this", enjoys, '
             '"Level of engagement" of `' + STATEMENT + "` and 2 more\n")
ROW_OTHERWISE = 'blank: what this document says of 2025-26 is not what the record says: ' + ", ".join(
    f'"{column}" of `{STATEMENT}`' for column in ("Level of engagement", "Type of support", "What we saw")) + "\n"
LOOK = "    look which is right: `cairn read` takes the document's into the record; the document itself is as it was\n"
OVERWRITTEN = "{}: note: `{}` stood here, and the record says otherwise: the record's was written\n"
KEPT = "{}: `{}` stands here, and the record says otherwise: the document's was kept\n"
CONFLICT = ("{}: `{}` stands here, and the record says otherwise\n"
            "    look which is right; then fill with --on-conflict overwrite or keep\n")


# ---- whose document ----

def filled(desk, name, record, term):
    """(a document of the templates filled with a sample, the options that say its mapping)"""
    make.make(desk.folder)
    template, mapping = desk.folder / f"{name}.docx", desk.folder / f"{name}.yaml"
    options = ["-m", mapping] if mapping.exists() else []
    out = desk.folder / f"{name}-filled.docx"
    done = run("fill", record, "--session", "2025-26", "--term", term, *options, "-t", template, "-o", out)
    desk.want(f"{name} is filled", done.code, 0)
    return out, options


def check_other_learner(desk):
    """By the name on the page, whichever way it is found, and by the id in the properties."""
    both = ("its id", "the name on its page")
    for name, marks in (("labels", both[1:]), ("headings", both[1:]), ("titles", both[1:]), ("bookmarks", both[1:]), ("forms", None),
                        ("placeholders", both[1:]), ("tags", both), ("merged", both)):
        document, options = filled(desk, name, CHILD_A, "1")
        out = desk.folder / "other.docx"
        done = run("fill", CHILD_B, "--session", "2025-26", "--term", "1", *options, "-t", document, "-o", out, "--force")
        expected = "".join(OTHER.format(document, mark) for mark in marks) if marks else done.said
        desk.want(f"{name}, another child", (done.code, done.said, out.exists()), (5, expected, False))
        desk.checks.that("another learner" in done.said, f"{name}, another child: {done.said}")


def check_other_scn(desk):
    desk.paper(p(r("SCN: 999999999")), p(control(r("Iona"), "name")),
               fields="{key: learner.known-as, at: {tag: name}}\n{key: learner.scn, at: {label: SCN}}")
    desk.write({}, {"scn": "123456789"})
    desk.want("another SCN", desk.fill(), (5, OTHER.format("blank", "the SCN in it")))
    desk.want("another SCN: nothing is written", desk.out.exists(), False)


def check_other_term(desk):
    """Refilled for another term: what that term lacks is cleared, and told by its place."""
    desk.paper(p(r("Session: 2025-26\tTerm: 1\tClass: Larch")), heading("What I enjoy"), p(r("Water.")), heading("Notes"), p(r("Bring a towel.")),
               fields="{key: term.session, at: {label: Session}}\n{key: term.term, at: {label: Term}}\n{key: term.class, at: {label: Class}}\n"
                      "{key: term.family.enjoys, at: {heading: What I enjoy}, as: paragraphs}")
    desk.write({"term": "2", "class": "Oak"})
    desk.want("another term", desk.fill("--term", "2"), (1, 'blank: "What I enjoy": note: cleared, since it is of another term: term.family.enjoys\n'
                                                              "blank: what this document says of 2025-26, Term 1 is not in the record\n"
                                                              "    read it into the record with `cairn read` first; the document itself is as it was\n"))
    desk.want("another term, the text", desk.lines(), ["Session: 2025-26\tTerm: 2\tClass: Oak", "What I enjoy", "Notes", "Bring a towel."])


def check_otherwise(desk):
    """The record has the document's term, and says otherwise: a few of the places are told, since what was typed there is cleared."""
    tracker_paper(desk)
    record = {"term": "1", "class": "Larch", "completed-by": ["M. Reid", "T. Okafor"], "family": {"enjoys": "Water."},
              "assessments": [{"milestone": MILESTONE, "engagement": "interest", "supports": ["visual"], "saw": "Looked."}]}
    other = {"class": "Oak", "completed-by": ["M. Reid"], "family": {"enjoys": "Wind."},
             "assessments": [{"milestone": MILESTONE, "engagement": "encounter", "supports": ["physical"], "saw": "Turned."}]}
    for name, before, said in (("the same", record, None), ("a row of it", {**record, "assessments": []}, ROW_OTHERWISE), ("all", {**record, **other}, OTHERWISE)):
        desk.write({"session": "2026-27"}, before=before)
        code, told = desk.fill("--session", "2026-27")
        desk.want(f"the record has {name}", (code, [line for line in told.splitlines(True) if "cleared" not in line]),
                  (1, [said, LOOK]) if said else (0, []))


# ---- hand edits ----

def check_hand_edit(desk):
    """What somebody wrote stays where the record says nothing, or the same; the output that bears it is not replaced."""
    fields = "{key: term.session, at: {label: Session}}\n{key: term.class, at: {label: Class}}\n{key: term.family.enjoys, at: {heading: What I enjoy}, as: paragraphs}"
    desk.paper(p(r("Session: 2025-26\tClass: ")), heading("What I enjoy"), p(), heading("Notes"), p(r("Bring a towel.")), fields=fields)
    desk.write({"class": "Larch", "family": {"enjoys": "Water."}})
    desk.want("a first fill", desk.fill(), (0, ""))
    desk.edit(desk.out, "Bring a towel.", "Bring two towels.")
    desk.edit(desk.out, "Water.", "Water and wind.")
    edited, before = desk.folder / "edited.docx", desk.out.read_bytes()
    desk.want("the output with a hand edit", desk.fill(keep=True), (5, HAND.format("out")))
    desk.want("the output with a hand edit, its bytes", desk.out.read_bytes() == before, True)
    edited.write_bytes(before)
    desk.write({"class": "Larch"})
    desk.want("the record says nothing", desk.fill(base=edited), (0, ""))
    desk.want("the record says nothing, the bytes", desk.out.read_bytes() == before, True)
    desk.write({"class": "Oak", "family": {"enjoys": "Water."}})
    code, said = desk.fill(base=edited)
    desk.want("the record says otherwise", (code, said.replace(str(edited), "edited")),
              (0, OVERWRITTEN.format('edited: "Class"', "Larch") + OVERWRITTEN.format('edited: "What I enjoy"', "Water and wind.")))
    desk.want("the record says otherwise, the text", desk.lines(), ["Session: 2025-26\tClass: Oak", "What I enjoy", "Water.", "Notes", "Bring two towels."])
    desk.out.write_bytes(before)
    desk.want("--force", desk.fill("--force", keep=True), (0, ""))


# ---- --on-conflict ----

FIELDS = """{key: term.session, at: {tag: session}}
{key: term.class, at: {label: Class}}
{key: term.completed-by, at: {heading: Who wrote this}, as: {list: text}}
{key: term.family.enjoys, at: [{tag: enjoys}], as: paragraphs}
{key: term.assessments, rows: {table: {header: [Milestone, Level of engagement]}},
 group: [{key: milestone, at: {column: Milestone}, as: milestone}, {key: engagement, at: {column: Level of engagement}, as: {scale: engagement}},
 {key: supports, at: {column: Type of support}, as: {list: {ticks: support}}}, {key: saw, at: {column: What we saw}, as: paragraphs}]}"""


def tracker_paper(desk):
    level = control(r("Interest"), "level", kind=choices("dropDownList", "Encounter", "Interest"))
    boxes = cell(p(r("☒ Visual  ☐ Physical")))
    desk.paper(p(control(r("2025-26"), "session"), r("\tClass: Larch")), heading("Who wrote this"), p(r("M. Reid; T. Okafor")), heading("What I enjoy"),
               p(control(r("Water."), "enjoys")), heading("Communication"),
               table(4, head_row("Milestone", "Level of engagement", "Type of support", "What we saw"), row(STATEMENT, p(level), boxes, "Looked.")),
               fields=FIELDS)
    desk.write({"class": "Oak", "completed-by": ["M. Reid"], "family": {"enjoys": "Wind."},
                  "assessments": [{"milestone": MILESTONE, "engagement": "encounter", "supports": ["physical"], "saw": "Turned."}]})


ROW = 'blank: table "Communication", row 2, column "{}"'
DIFFER = [('blank: "Class"', "Larch"), ('blank: "Who wrote this"', "M. Reid, T. Okafor"), ('blank: under the heading "What I enjoy"', "Water."),
          (ROW.format("Level of engagement"), "interest"), (ROW.format("Type of support"), "visual"), (ROW.format("What we saw"), "Looked.")]
OLD = ["2025-26\tClass: Larch", "Who wrote this", "M. Reid; T. Okafor", "What I enjoy", "Water.", "Communication", "Milestone", "Level of engagement",
       "Type of support", "What we saw", STATEMENT, "Interest", "☒ Visual  ☐ Physical", "Looked."]
NEW = ["2025-26\tClass: Oak", "Who wrote this", "M. Reid", "What I enjoy", "Wind.", *OLD[5:11], "Encounter", "☐ Visual  ☒ Physical", "Turned."]


def check_conflicts(desk):
    tracker_paper(desk)
    for words, code, message, lines in (((), 0, OVERWRITTEN, NEW), (("--on-conflict", "overwrite"), 0, OVERWRITTEN, NEW),
                                        (("--on-conflict", "keep"), 1, KEPT, OLD), (("--on-conflict", "fail"), 5, CONFLICT, None)):
        found = desk.fill(*words)
        desk.want(f"{words}", found, (code, "".join(message.format(*which) for which in DIFFER)))
        desk.want(f"{words}, an output", desk.out.exists(), lines is not None)
        if lines:
            desk.want(f"{words}, the text", desk.lines(), lines)
        if lines is OLD:
            desk.want(f"{words}, the bytes", desk.body() == desk.body(desk.document), True)
    desk.want("another word", desk.fill("--on-conflict", "ask"), (2, "--on-conflict cannot be `ask`\n    write one of: overwrite, keep or fail\n"))
    desk.want("another word: nothing is written", desk.out.exists(), False)


def check_no_conflict(desk):
    """What is the same, and what is only written in another way, is no conflict; nor is an empty place."""
    tracker_paper(desk)
    desk.edit(desk.document, "☒ Visual", "☐ Visual")
    desk.write({"class": "Larch", "completed-by": ["T. Okafor", "M. Reid"][::-1], "family": {"enjoys": "Water."},
                  "assessments": [{"milestone": MILESTONE, "engagement": "interest", "supports": ["physical"], "saw": "Looked."}]})
    desk.want("an empty place under fail", desk.fill("--on-conflict", "fail"), (0, ""))
    desk.want("an empty place under fail, the text", desk.lines()[12], "☐ Visual  ☒ Physical")


def check_shows(desk):
    """What is only shown again is no value of the document: somebody's words there stay, and are told, whatever the option."""
    desk.paper(p(control(r("2025-26"), "session")), heading("Communication"), table(2, head_row("Milestone", "Before"), row(STATEMENT, "Ask T. Okafor")),
               fields="""{key: term.session, at: {tag: session}}
{key: term.assessments, rows: {table: {header: [Milestone, Before]}},
 group: [{key: milestone, at: {column: Milestone}, as: milestone}, {key: engagement, at: {column: None}, as: {scale: engagement}},
 {show: before, at: {column: Before}, from: previous.engagement}]}""")
    desk.write({"term": "2", "assessments": [{"milestone": MILESTONE}]}, before={"assessments": [{"milestone": MILESTONE, "engagement": "interest"}]})
    kept = (1, ROW.format("Before") + ": somebody typed other words where Cairn shows `before`; they were left alone\n    move them to where they belong\n")
    for words in ((), ("--on-conflict", "overwrite"), ("--on-conflict", "keep"), ("--on-conflict", "fail")):
        desk.want(f"a show, {words}", desk.fill("--term", "2", *words), kept)
        desk.want(f"a show, {words}, the bytes", desk.out.exists() and desk.body() == desk.body(desk.document), True)
    desk.edit(desk.document, "Ask T. Okafor", "Encounter")
    desk.want("a show of Cairn's own", desk.fill("--term", "2", "--on-conflict", "fail")[0], 0)
    desk.want("a show of Cairn's own, renewed", desk.lines()[-1], "Interest")


def check_class_shows(desk):
    """The school's name on the page is somebody's word, and differs like a value; a locked one stays."""
    (desk.folder / "class.yaml").write_text("version: 1\nschool: Larchwood\nclass: Oak\nsession: 2025-26\nframeworks: [foundation]\n", encoding="utf-8")
    desk.write({})
    for words, code, message, now in (((), 0, OVERWRITTEN, "Larchwood"), (("--on-conflict", "keep"), 1, KEPT, "Pinewood"),
                                      (("--on-conflict", "fail"), 5, CONFLICT, None)):
        desk.paper(p(control(r("Pinewood"), "school")), fields="{show: school, at: {tag: school}, from: class.school}")
        desk.want(f"a school's name, {words}", desk.fill(*words), (code, message.format("blank: the text", "Pinewood")))
        desk.want(f"a school's name, {words}, the text", desk.out.exists() and desk.lines() or None, now and [now])
    desk.paper(p(control(r("Pinewood"), "school", lock="contentLocked")), fields="{show: school, at: {tag: school}, from: class.school}")
    desk.want("a locked name", desk.fill(), (1, "blank: the text: this place is locked in Word, so it was left as it is\n"
                                               "    take the lock off in Word (Developer, Properties), or write it there by hand\n"))


WRONG_MAPPING = (tracker.ROOT / "tests/samples/wrong/mapping-locator-elsewhere.yaml", """7:52: `column` finds no place outside a group
    write one of: tag, title, label, below, heading, bookmark, form, property
8:36: `comments` finds no place outside a group
    write one of: tag, title, label, below, heading, bookmark, form, property
9:5: `at` is missing here
10:27: `a way to find the place` is missing here
15:25: `label` finds no place inside a group
    write one of: column, columns, comments, tag, title
16:29: `columns` wants a scale, since levels name the columns
    write beside it `as: {scale: NAME}` or `as: {list: {scale: NAME}}`
17:31: `at` is missing here
""")


def check_wrong_mapping(desk):
    """A locator where it can find nothing is told, with its line and column."""
    path, expected = WRONG_MAPPING
    done = run("check", path)
    lines = [line for line in done.said.splitlines() if not line.startswith("      ")]
    desk.want("a wrong mapping", (done.code, "".join(f"{line.removeprefix(f'{path}:')}\n" for line in lines)), (3, expected))


CHECKS = [check_other_learner, check_other_scn, check_other_term, check_otherwise, check_hand_edit, check_conflicts, check_no_conflict, check_shows,
          check_class_shows, check_wrong_mapping]


if __name__ == "__main__":
    sys.exit(each_on_a_desk(CHECKS))
