"""Places that need care: locked ones, several for one datum, labels in lines, lists, dates, boxes. Each message whole."""

import sys

from desk import each_on_a_desk, first_milestone, p
from pieces import choices, control, date_kind, form_field, head_row, heading, r, row, t, table, text_box

MILESTONE, STATEMENT = first_milestone()
LOCKED = ": this place is locked in Word, so it was left as it is\n    take the lock off in Word (Developer, Properties), or write it there by hand\n"
CLASS = "{key: term.class, at: {tag: class}}"
ROWS = """{key: term.assessments, rows: {table: {header: [Milestone, Level of engagement]}},
 group: [{key: milestone, at: {column: Milestone}, as: milestone}, {key: engagement, at: {column: Level of engagement}, as: {scale: engagement}},
 {key: supports, at: {column: Type of support}, as: {list: {scale: support}}}, {key: saw, at: {column: What we saw}, as: paragraphs}]}"""
SESSION = p(control(r("2025-26"), "session"))
OF_SESSION = "{key: term.session, at: {tag: session}}"


# ---- locks (17.5.2.23) ----

def around(kind):
    """A control for the class with a lock, or in one."""
    inner = control(r("Larch"), "class", lock="" if kind in ("group", "outer") else kind)
    if kind == "group":
        return control(r("Class: ") + r("Larch"), "class", extra="<w:group/>")
    return control(inner, "outer", lock="contentLocked") if kind == "outer" else inner


def check_locks(desk):
    for kind in ("contentLocked", "sdtContentLocked", "group", "outer", "sdtLocked"):
        desk.paper(p(around(kind)), fields=CLASS)
        now = "Class: Larch" if kind == "group" else "Larch"
        write_class(desk, now)
        desk.want(f"{kind}, the same value", desk.fill(), (0, ""))
        write_class(desk, "Oak")
        if kind == "sdtLocked":
            desk.want(kind, desk.fill(), (0, "blank: the text: note: `Larch` stood here, and the record says otherwise: the record's was written\n"))
            desk.want(f"{kind}, the text", desk.lines(), ["Oak"])
        else:
            desk.want(kind, desk.fill(), (1, "blank: the text" + LOCKED))
            desk.want(f"{kind}, the bytes", desk.body(), desk.body(desk.document))


def check_locked_rows(desk):
    level = control(r("Interest"), "level", lock="contentLocked")
    desk.paper(SESSION, heading("Communication"), table(4, head_row("Milestone", "Level of engagement", "Type of support", "What we saw"),
               row(STATEMENT, p(level), "", "")), fields=ROWS + "\n" + OF_SESSION)
    desk.write({"assessments": [{"milestone": MILESTONE, "engagement": "interest", "saw": "Looked."}]})
    desk.want("a locked level, the same", desk.fill(), (0, ""))
    desk.write({"assessments": [{"milestone": MILESTONE, "engagement": "encounter", "saw": "Looked."}]})
    where = 'blank: table "Communication", row 2, column "Level of engagement"'
    desk.want("a locked level", desk.fill(), (1, where + LOCKED))
    desk.want("a locked level, the row", desk.lines()[-3:], [STATEMENT, "Interest", "Looked."])


# ---- one datum in several places ----

def check_several(desk):
    tagged = [p(control(r(text), "class", "<w:text/>")) for text in ("Larch", "Oak")]
    desk.paper(heading("One"), tagged[0], heading("Two"), tagged[1], fields=CLASS + "\n{key: term.session, at: {tag: none}}")
    _, term, said = desk.read(desk.document)
    differ = 'blank: under the heading "Two": `Oak` stands here, and `Larch` elsewhere in the document, for one datum (term.class)\n'
    desk.want("two tags, read", (term.get("class"), differ in said), ("Larch", True))
    write_class(desk, "Larch")
    desk.paper(heading("One"), tagged[0], heading("Two"), tagged[1], fields=CLASS)
    desk.want("two tags, fill", desk.fill(), (0, 'blank: under the heading "Two": note: `Oak` stood here, and the record says otherwise: '
                                                 "the record's was written\n"))
    desk.want("two tags, the text", desk.lines(), ["One", "Larch", "Two", "Larch"])


def check_ambiguous(desk):
    write_class(desk, "Oak")
    for at, first, second, here in (("label: Class", p(r("Class: Larch")), p(r("Class: Beech")), "the text"),
                                    ("heading: Class", heading("Class") + p(r("Larch")), heading("Class") + p(r("Beech")), 'under the heading "Class"')):
        desk.paper(first, second, fields="{key: term.class, at: {" + at + "}}")
        said = (f"blank: {here}: `term.class` could stand here or elsewhere in the document, so it was left alone\n"
                "    keep one of the labels or headings that the mapping names\n")
        desk.want(f"{at} twice", desk.fill(), (1, said))
        desk.want(f"{at} twice, the bytes", desk.body(), desk.body(desk.document))


# ---- behind labels ----

LINE = "{key: term.class, at: {label: Class}, blank: ____}\n{key: term.session, at: {label: Session}}\n{key: term.family.enjoys, at: {label: Enjoys}}"
GOOD = ["Oak", "Oak & <Ash>", "Oak  and Ash", "a\tb", "Water\nand wind", "Ten: past", "What? 5:30", "Bring: towel"]
EDGES = [" Oak", "Oak ", "\tOak"]
WRONG = ["Water\nDrums: loud", "Water\tDrums: loud", "Oak, Session: next", "Session: next", "Oak\n\nDrums: no",
         "Oak   Drums: loud"]


def check_labels(desk):
    """What is written behind a label in a line reads back but for blanks at its ends, or is told and not written."""
    otherwise = ("blank: \"Class\": `{}` is not written: behind its label in the line it would read back otherwise\n"
                 "    take out spaces at its ends and what looks like another label, or give it a place of its own in Word\n")
    for value in GOOD + EDGES + WRONG:
        desk.paper(p(r("Class: "), r("____", "<w:i/>"), r("\tSession: 2025-26")), p(r("Enjoys: drums")), fields=LINE)
        write_class(desk, value)
        stored = value.rstrip("\n")
        wrong = value in WRONG
        desk.want(f"{value!r} behind a label", desk.fill(), (1, otherwise.format(stored.replace("\n", "\\x0A"))) if wrong else (0, ""))
        desk.want(f"{value!r}, the line", desk.lines(), [f"Class: {'____' if wrong else stored}\tSession: 2025-26", "Enjoys: drums"])
        if not wrong:
            _, term, _ = desk.read()
            desk.want(f"{value!r}, read", (term.get("class"), term.get("session"), term.get("family")), (stored.strip(), "2025-26", {"enjoys": "drums"}))


TABS = {"Class:\tDate:\t": "Class: Oak\tDate:\t5 December 2025", "Class:\tDate:": "Class: Oak\tDate: 5 December 2025",
        "Class:\t\tDate:\t": "Class: Oak\t\tDate:\t5 December 2025", "Class: \tDate: ": "Class: Oak \tDate: 5 December 2025"}


def check_tabs(desk):
    """Empty labels in one piece of text each get their own value, tracked or not; one in a locked control gets none."""
    fields = "{key: term.class, at: {label: Class}}\n{key: term.date, at: {label: Date}, as: {date: d MMMM yyyy}}"
    desk.write({"class": "Oak", "date": "2025-12-05"})
    for line, filled in TABS.items():
        for track in ("never", "always"):
            desk.paper(p(r(line)), fields=fields)
            desk.want(f"{line!r}, {track}", (desk.fill("--track", track), desk.lines()), ((0, ""), [filled]))
    desk.paper(p(control(r("Class: "), "c", lock="contentLocked"), r("\tDate: ")), fields=fields)
    desk.want("a label in a locked control", (desk.fill()[0], desk.lines()), (1, ["Class: \tDate: 5 December 2025"]))


def check_space(desk):
    """A piece of text with spaces that count keeps them when a part of it is another's."""
    desk.paper(p(f'<w:r>{t("  Class: Oak   ")}</w:r>', r("Session: 2025-26 ")), fields=LINE)
    write_class(desk, "Ash  and  Elm")
    desk.want("spaces", desk.fill()[0], 0)
    desk.want("spaces, the line", desk.lines(), ["  Class: Ash  and  Elm   Session: 2025-26 "])


# ---- controls of a kind ----

def check_kinds(desk):
    listed = "".join(f'<w:listItem w:displayText="{shown}" w:value="{value}"/>' for shown, value in (("Choose", ""), ("Looking at it", "interest"),
                     ("With help", "supported-participation")))
    level = control(r("Choose"), "level", kind=f"<w:dropDownList>{listed}</w:dropDownList>")
    combo = control(r("–"), "support", kind=choices("comboBox", "Physical", "Visual"))
    date = control(r("1 May 2025"), "date", kind=date_kind("d MMM yyyy").replace("<w:date>", '<w:date w:fullDate="2025-05-01T00:00:00Z">'))
    fields = ROWS + "\n" + OF_SESSION + "\n{key: term.date, at: {tag: date}, as: {date: d MMM yyyy}}"
    desk.paper(p(date), SESSION, heading("Communication"), table(3, head_row("Milestone", "Level of engagement", "Type of support"),
               row(STATEMENT, p(level), p(combo))), fields=fields)
    desk.write({"date": "2025-12-05", "assessments": [{"milestone": MILESTONE, "engagement": "interest", "supports": ["visual", "physical"]}]})
    code, said = desk.fill()
    body = desk.body()
    desk.want("kinds", (code, said), (0, "blank: the text: note: `2025-05-01` stood here, and the record says otherwise: the record's was written\n"))
    desk.want("kinds, the text", desk.lines()[-3:] + desk.lines()[:1], [STATEMENT, "Looking at it", "Visual, Physical", "5 Dec 2025"])
    desk.want("kinds, read", desk.read()[1]["assessments"], [{"milestone": MILESTONE, "engagement": "interest", "supports": ["visual", "physical"]}])
    desk.want("a date's own value", 'w:fullDate="2025-12-05T00:00:00Z"' in body, True)
    desk.write({"assessments": [{"milestone": MILESTONE, "engagement": "encounter"}]})
    where = 'blank: table "Communication", row 2, column "Level of engagement"'
    desk.want("a level that a list lacks", desk.fill(base=desk.document), (1, f"{where}: `Encounter` is not written: the drop-down list has no such "
              "item\n    add it to the list in Word\n"))
    desk.want("a level that a list lacks: no other", "Looking at it" in "".join(desk.lines()), False)


def check_worded(desk):
    """A list in a school's own words is read by what it keeps, but never against its words, and not where two of them are the same."""
    def listed(*items):
        kind = "".join(f'<w:listItem w:displayText="{shown}" w:value="{value}"/>' for shown, value in items)
        level = control(r(items[0][0]), "level", kind=f"<w:dropDownList>{kind}</w:dropDownList>")
        desk.paper(SESSION, heading("Communication"), table(2, head_row("Milestone", "Level of engagement"), row(STATEMENT, p(level))),
                   fields=ROWS + "\n" + OF_SESSION)

    def wants(name, level, code, text):
        desk.write({"assessments": [{"milestone": MILESTONE, "engagement": level}]})
        desk.want(name, (desk.fill()[0], desk.lines()[-1]), (code, text))
        desk.want(f"{name}, read", desk.read()[1].get("assessments"), None if code else [{"milestone": MILESTONE, "engagement": level}])

    listed(("Encounter", "interest"), ("Interest", "encounter"), ("Helped", "supported-participation"))
    wants("a level by its words", "interest", 0, "Interest")
    wants("a level by its words, the other", "encounter", 0, "Encounter")
    wants("a level in other words", "supported-participation", 0, "Helped")
    listed(("Looks", "interest"), ("Looks ", "encounter"), (" Looks", "independent-use"))
    wants("levels that differ in blanks", "encounter", 1, STATEMENT)
    listed(("Looks", "interest"), ("Looks", "encounter"), ("Helped", "encounter"))
    wants("two levels in the same words", "interest", 1, STATEMENT)
    wants("a level also in words of its own", "encounter", 0, "Helped")


def check_class_list(desk):
    """A class is chosen by what the list keeps for it too; that other words will be read is told."""
    kind = "<w:dropDownList>" + "".join(f'<w:listItem w:displayText="{name} class" w:value="{name}"/>' for name in ("Birch", "Oak")) + "</w:dropDownList>"
    desk.paper(p(control(r("Birch class"), "class", kind=kind)), fields="{key: term.class, at: {tag: class}}")
    write_class(desk, "Oak")
    code, said = desk.fill()
    desk.want("a class by what is kept", (code, "`Oak` is `Oak class` in the drop-down list here" in said, desk.lines()), (0, True, ["Oak class"]))


def check_box_beside(desk):
    """A line around a text box, and the box's own, are two places of what is shown; a control behind the box is its own datum's."""
    line = p(text_box(p(r("School: Birch"))), r("School: Birch "), control(r("Elm"), "class"))
    desk.paper(line, fields="{key: term.class, at: {tag: class}}\n{show: school, at: [{label: School}], from: class.school}")
    sheet = desk.folder / "class.yaml"
    sheet.write_text("version: 1\nclass: Oak\nschool: Rowan Bank School\n", encoding="utf-8")
    write_class(desk, "Oak")
    desk.want("a box beside a control", (desk.fill()[0], desk.read()[1].get("class"), "Rowan Bank School" in desk.body()), (0, "Oak", True))
    first = desk.out.read_bytes()
    desk.document.write_bytes(first)
    desk.want("a box beside a control, again", (desk.fill()[0], desk.out.read_bytes() == first), (0, True))
    sheet.unlink()


def check_name_beside_another(desk):
    """A name behind its label counts, whatever other datum stands in the line, and though the page says ours too."""
    fields = CLASS + "\n{key: learner.known-as, at: [{tag: known-as}, {label: Name}]}"
    desk.paper(p(control(r("Iona"), "known-as")), p(r("Name: Ava, "), control(r("Elm"), "class")), fields=fields)
    write_class(desk, "Oak")
    code, said = desk.fill()
    desk.want("a name beside another", (code, "the name on its page" in said, desk.out.exists()), (5, True, False))


def check_term_in_a_column(desk):
    """What a document says of itself beside a column's name alone, it says: of another term it keeps no column that cannot be found."""
    term = control(r("1"), "term")
    desk.paper(SESSION, heading("Communication"), table(3, row("Milestone", "Level of engagement", p(r("What we saw "), term)),
               row(STATEMENT, "Interest", "Looked.")), fields=ROWS + "\n" + OF_SESSION + "\n{key: term.term, at: {tag: term}}")
    desk.write({"term": "2", "assessments": [{"milestone": MILESTONE, "engagement": "encounter"}]})
    code, said = desk.fill("--term", "2")
    desk.want("a term in a column's name", (code, "has no column `What we saw`" in said, desk.out.exists()), (5, True, False))


def check_note_in_a_row(desk):
    """A copy of somebody's row has the class in the column that has it, and none of the words beside it."""
    cells = p(control(r("Oak"), "class"), r(" - fell on 3 May"))
    desk.paper(SESSION, p(control(r("Oak"), "class")), heading("Communication"), table(3, head_row("Milestone", "Level of engagement", "Notes"),
               row(STATEMENT, "Interest", cells)), fields=ROWS + "\n" + OF_SESSION + "\n{key: term.class, at: {tag: class}}")
    desk.write({"class": "Oak", "assessments": [{"milestone": MILESTONE, "engagement": "interest"}, {"milestone": "communication.attention.2", "engagement": "encounter"}]})
    desk.want("a note in a row", (desk.fill(), desk.lines()[-3:]), ((0, ""), ["Looks towards a face or a voice for a moment", "Encounter", "Oak"]))
    first = desk.out.read_bytes()
    desk.document.write_bytes(first)
    desk.want("a note in a row, again", (desk.fill(), desk.out.read_bytes() == first), ((0, ""), True))


def check_valueless(desk):
    """An item without a value that says a level is that level, and another is the list's prompt."""
    items = '<w:listItem w:displayText="Level?"/><w:listItem w:displayText="Interest"/>'
    level = control(r("Level?"), "level", kind=f"<w:dropDownList>{items}</w:dropDownList>")
    desk.paper(SESSION, heading("Communication"), table(2, head_row("Milestone", "Level of engagement"), row(STATEMENT, p(level))),
               fields=ROWS + "\n" + OF_SESSION)
    desk.want("a prompt without a value", desk.read(desk.document)[1].get("assessments"), None)
    desk.write({"assessments": [{"milestone": MILESTONE, "engagement": "interest"}]})
    desk.want("a level without a value", desk.fill(), (0, ""))
    desk.want("a level without a value, read", desk.read()[1]["assessments"], [{"milestone": MILESTONE, "engagement": "interest"}])


def check_forms(desk):
    """A legacy list without the value: told, and nothing else stays chosen."""
    field = form_field("Class", ("–", "Larch", "Oak")).replace("<w:ddList>", '<w:ddList><w:result w:val="1"/>')
    desk.paper(p(field), fields="{key: term.class, at: {form: Class}, blank: –}")
    write_class(desk, "Oak")
    desk.want("a legacy list", (desk.fill(), 'w:result w:val="2"' in desk.body()), ((0, "blank: the text: note: `Larch` stood here, and the record "
              "says otherwise: the record's was written\n"), True))
    write_class(desk, "Elm")
    said = ("blank: the text: note: `Larch` stood here, and the record says otherwise: the record's was written\n"
            "blank: the text: `Elm` is not written: the drop-down list has no such item\n    add it to the list in Word\n")
    desk.want("a legacy list without it", desk.fill(), (1, said))
    desk.want("a legacy list without it, read", desk.read()[1].get("class"), None)


# ---- a label in the text under a heading ----

VIEWS = "{key: term.family.family-views, at: {heading: Home}, as: paragraphs}"
REVIEW = VIEWS + "\n{key: term.review, at: {label: Review date}, as: {date: d MMMM yyyy}}"
IN_TEXT = ("\nblank: \"Home\": a text with the line `Review date: soon` is not written: under its heading the line would be read as what its "
           "label stands for\n    begin the line with other words, or take out its colon\n")


def check_label_under_heading(desk):
    last = p(r("Review date: 15 June 2026"))
    desk.paper(heading("Home"), p(r("Loves water.")), last, fields=REVIEW)
    _, term, _ = desk.read(desk.document)
    desk.want("a label ends a text", (term["family"], term["review"]), ({"family-views": "Loves water."}, "2026-06-15"))
    for styled in (heading("Home"), p(r("Home", "<w:b/>"))):
        desk.paper(styled, p(r("Loves water.")), last, fields=REVIEW)
        desk.write({"review": "2026-06-20", "family": {"family-views": "Loves sand.\nAnd mud."}})
        desk.fill()
        desk.want("written before it", desk.lines(), ["Home", "Loves sand.", "And mud.", "Review date: 20 June 2026"])
    desk.paper(table(2, row("Review date", "1 May 2026")), heading("Home"), p(r("Loves water.")), last, fields=REVIEW)
    _, term, _ = desk.read(desk.document)
    desk.want("what has its place elsewhere is text", (term["family"], term["review"]),
              ({"family-views": "Loves water.\nReview date: 15 June 2026"}, "2026-05-01"))
    desk.paper(heading("Home"), p(r("Loves water.")), last, fields=VIEWS)
    _, term, _ = desk.read(desk.document)
    desk.want("no label of the mapping", term["family"], {"family-views": "Loves water.\nReview date: 15 June 2026"})
    desk.write({"family": {"family-views": "Fine.\nReview date: soon"}})
    desk.paper(heading("Home"), p(r("Loves water.")), last, fields=REVIEW)
    code, said = desk.fill()
    desk.want("such a line is not written", (code, said[-len(IN_TEXT):]), (1, IN_TEXT))
    desk.want("such a line, the text", desk.lines()[1], "Loves water.")


# ---- comments on several cells of a row ----

def check_comments_beside(desk):
    """Read from every column that the mapping names; a new one goes to the first."""
    def said(text):
        return {"text": text, "by": "M. Reid", "date": "2025-12-02"}

    def fill(at, *texts, base=None):
        fields = ROWS.replace("paragraphs}]", "paragraphs},\n {key: comments, at: " + at + "}]").replace("Level of engagement", "Level")
        desk.paper(table(4, head_row("Milestone", "Level", "Type of support", "What we saw"), row(STATEMENT, "Interest", "Verbal", "")), fields=fields + "\n" + CLASS)
        desk.write({"assessments": [{"milestone": MILESTONE, "comments": [said(text) for text in texts]}]})
        return desk.fill(base=base)

    def kept():
        return desk.out.rename(desk.folder / "base.docx")
    both = "[{comments: Type of support}, {comments: Level}]"
    fill("{comments: Level}", "On the level.")
    base = kept()
    fill("{comments: Type of support}", "On the support.", base=base)
    base = kept()
    found = desk.read(base)[1]["assessments"][0]["comments"]
    desk.want("one column alone", [one["text"] for one in found], ["On the support."])
    code = fill(both, "On the support.", "On the level.", base=base)[0]
    desk.want("both, filled again", (code, desk.body()), (0, desk.body(base)))
    found = desk.read()[1]["assessments"][0]["comments"]
    desk.want("both", [one["text"] for one in found], ["On the support.", "On the level."])
    fill(both, "On the support.", "On the level.", "New.", base=base)
    body = desk.body()
    desk.want("a new one", (body.count("<w:commentReference"), body.rindex("<w:commentReference") > body.index("Verbal")), (3, True))
    found = desk.read()[1]["assessments"][0]["comments"]
    desk.want("a new one on the support", sorted(one["text"] for one in found[:2]), ["New.", "On the support."])


def write_class(desk, value):
    desk.write({"class": value})


CHECKS = [check_locks, check_locked_rows, check_several, check_ambiguous, check_labels, check_tabs, check_space, check_kinds, check_worded,
          check_class_list, check_box_beside, check_name_beside_another, check_term_in_a_column, check_note_in_a_row, check_valueless, check_forms, check_label_under_heading, check_comments_beside]


if __name__ == "__main__":
    sys.exit(each_on_a_desk(CHECKS))
