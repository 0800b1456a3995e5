"""What a tracker says by how it looks: the fill of a cell, a highlighted label, a tick under a header, the line of a cell, a table in a cell.

Each paper is read, filled, read again, and filled with what was read; what was said and what stands there is asserted whole.
"""

import re
import sys

import desk
import tracker
from desk import each_on_a_desk, p

from pieces import cell, head_row, heading, r, remark, row, table

desk.HEAD = desk.HEAD.replace("template: blank.docx\n", "")  # none of a paper's words are excused
ONE, TWO, THREE, FOUR = (f"communication.attention.{n}" for n in range(1, 5))
SAYS = {ONE: "Stills or turns when someone familiar speaks nearby", TWO: "Looks towards a face or a voice for a moment",
        THREE: "Responds to the sound or the sign of their own name", FOUR: "Keeps watching or listening until an activity pauses"}
ROWS = """{{key: term.assessments, rows: {{table: {{header: [Milestone, Level]}}{several}}},
 group: [{{key: milestone, at: {{column: Milestone}}, as: milestone}}, {{key: engagement, at: {{{at}}}, as: {engagement}}},
 {{key: supports, at: {{column: Support}}, as: {supports}}}, {{key: saw, at: {{column: Saw}}, as: paragraphs}},
 {{key: comments, at: {{comments: Support}}}}]}}
"""
HEAD = head_row("Milestone", "Level", "Support", "Saw")
YELLOW, GREEN = '<w:highlight w:val="yellow"/>', '<w:highlight w:val="green"/>'
LEVELS = "Encounter / Early awareness / Interest"
REMARK = {"text": "Pause first.", "by": "M. Reid", "date": "2025-12-02"}
# ---- what is said ----
PLACE = 'table "Communication", row {}, column "{}": '
NOTE = PLACE + "note: `{}` stood here, and the record says otherwise: the record's was written\n"
TYPED = "{}: {} in the rows of the tables had no place\n    look under unplaced, and put each where it belongs\n"
NOT_COLOUR = (PLACE + "the cell is shaded {}, which is the colour of no level; it is kept under unplaced\n    it is the most like {}; "
              "shade it in the level's own colour, or give the mapping its `colours`\n")
NOT_LABEL = PLACE + "`{}` is highlighted here, and that was not understood; it is kept under unplaced\n    {}\n"
WHOLE, WHOLE_ONES = "highlight one whole label and nothing else", "highlight whole labels and nothing else"
NO_LABEL = "`{}` is not written: there is no such label to highlight here\n    add it in Word\n"
LINES = ("table \"Communication\", row {}, column \"{}\": this row has {} milestones, and the cell of `{}` has not one line for each; it is kept "
         "under unplaced\n    write a line for each milestone, an empty one for nothing\n")
KEPT = ("table \"Communication\", row {}, line {}: `{}` is not written: this row has several milestones, and its cell has not one line for each\n"
        "    write a line for each milestone in Word, an empty one for nothing\n")
FEEDS = ("table \"Communication\", row {}, line {}: `{}` is not written: it has several lines, and here a line is all that a milestone has\n"
         "    write it in one line, or give the milestone a row of its own in Word\n")
DIFFER = ("table \"Communication\", row {}, line {}: `{}` is not written: this row speaks of several milestones at once, and the record says "
          "different things of them\n    give each milestone a row of its own in Word\n")
TICKS = ("table \"Communication\", row {}: 2 levels are ticked, where one is wanted (engagement); they are kept under unplaced\n    leave one tick\n")


def fields(engagement, at="column: Level", several="", supports="{list: {scale: support}}"):
    return ROWS.format(engagement=engagement, at=at, several=several and f", several: {several}", supports=supports)


def item(milestone, **values):
    return {"milestone": milestone, **values}


def paper(d, mapped, *rows, head=HEAD, columns=4):
    d.paper(heading("Communication", 2), table(columns, head, *rows), fields=mapped)


def reading(d, path=None):
    """(assessments, unplaced without the heading and the header, what was said of rows)"""
    path = path or d.document
    done = tracker.run("read", path, "-m", d.mapping)
    record = tracker.load(done.out.decode())
    unplaced = [{k: v for k, v in e.items() if k not in ("place", "document", "statement")} for e in record.get("unplaced") or []]
    of_the_whole = "would not pass|no name of the learner was found|were? kept under unplaced: what|was kept under unplaced: what"
    said = re.sub(rf".*({of_the_whole}).*\n(    (mend it|write `known-as:`).*\n)?", "", done.said)
    found = (record.get("terms") or [{}])[0].get("assessments") or []
    return found, [e for e in unplaced if e.get("text") not in ("Saw", "Notes")], said.replace(str(path), "it")


def filled(d, *items, want=0, **options):
    """What was said of filling, but for the term that the paper does not tell; filled once more it keeps its bytes."""
    d.write({"assessments": list(items)})
    code, said = d.fill(**options)
    d.want("exit", code, want)
    again = d.out.with_name("again.docx")
    again.unlink(missing_ok=True)
    before = tracker.parts(d.out)["word/document.xml"]
    tracker.run("fill", d.record, "-m", d.mapping, "-t", d.out, "-o", again, "--session", "2025-26", "--term", "1")
    d.want("law 3: once more", tracker.parts(again)["word/document.xml"] == before, True)
    return re.sub(r"blank: note: the document does not say which term.*\n.*\n", "", said).replace("blank: ", "")


# ---- shading ----

def fill_of(d, n):
    """The w:shd of the n-th row's level."""
    return re.findall(r"<w:shd [^>]*>", re.findall(r"<w:tr .*?</w:tr>", d.body())[n].split("</w:tc>")[1])


def shading(d):
    solid = cell("").replace("</w:tcPr>", '<w:shd w:val="solid" w:color="bedbe1" w:fill="000000"/><w:vAlign w:val="center"/></w:tcPr>')
    themed = cell("", shade="DCEBEE").replace("w:fill", 'w:themeFill="accent1" w:themeFillTint="33" w:fill')
    paper(d, fields("{shading: engagement}"), row(SAYS[ONE], themed, "", ""), row(SAYS[TWO], solid, "", ""),
          row(SAYS[THREE], cell("", shade="FFC000"), "", ""), row(SAYS[FOUR], cell("sleepy", shade="FFFFFF"), "", "Yawned."))
    found, unplaced, said = reading(d)
    d.want("read", found, [item(ONE, engagement="early-awareness"), item(TWO, engagement="interest"), item(FOUR, saw="Yawned.")])
    d.want("unplaced", unplaced, [{"shading": "FFC000", "candidates": ["supported-participation", "encounter"]}, {"text": "sleepy"}])
    d.want("said", said, "it: " + NOT_COLOUR.format(4, "Level", "FFC000", "Supported participation (96C3CD) or Encounter (F3F7F8)") + TYPED.format("it", "1 text"))
    said = filled(d, item(ONE, engagement="encounter"), item(TWO, engagement=None), item(FOUR, engagement="interest"), item("communication.choice.1", engagement="interest"))
    d.want("filled", said, NOTE.format(2, "Level", "early-awareness") + NOTE.format(3, "Level", "interest"))
    d.want("what was not told stays", fill_of(d, 3), ['<w:shd w:val="clear" w:color="auto" w:fill="FFC000"/>'])
    d.want("a fill", fill_of(d, 1), ['<w:shd w:val="clear" w:color="auto" w:fill="F3F7F8"/>'])
    d.want("white becomes a level", fill_of(d, 4), ['<w:shd w:val="clear" w:color="auto" w:fill="BEDBE1"/>'])
    d.want("a new row", fill_of(d, 5), ['<w:shd w:val="clear" w:color="auto" w:fill="BEDBE1"/>'])
    d.want("somebody's words stay in their row", [line for line in d.lines() if line == "sleepy"], ["sleepy"])
    d.write({"assessments": [item(TWO, engagement="encounter")]})
    d.fill()
    d.want("solid becomes a fill", fill_of(d, 2), ['<w:shd w:val="clear" w:color="bedbe1" w:fill="F3F7F8"/>'])


def no_shading(d):
    """Nothing takes the shading off; a cell without properties gets them; the table's own colour is no level."""
    bare = re.sub("<w:tcPr>.*?</w:tcPr>", "", cell(""))
    paper(d, fields("{shading: engagement}"), row(SAYS[ONE], cell("", shade="DCEBEE"), "", ""), row(SAYS[TWO], cell("", shade="BEDBE1"), "", ""))
    d.edit(d.document, "</w:tblPr>", '<w:shd w:val="clear" w:color="auto" w:fill="BEDBE1"/></w:tblPr>')
    d.want("read", reading(d), ([item(ONE, engagement="early-awareness")], [], ""))
    d.write({"session": "2025-26", "term": "1", "assessments": [item(ONE, engagement=None), item(TWO, engagement="encounter")]})
    d.fill()
    d.want("nothing that is said clears", (fill_of(d, 1), fill_of(d, 2)[0][-9:]), ([], '"F3F7F8"/>'[-9:]))
    paper(d, fields("{shading: engagement}"), f"<w:tr>{cell(SAYS[ONE])}{bare}{cell('')}{cell('')}</w:tr>")
    filled(d, item(ONE, engagement="interest"))
    d.want("a cell without properties", fill_of(d, 1), ['<w:shd w:val="clear" w:color="auto" w:fill="BEDBE1"/>'])


def colours_of_a_mapping(d):
    own = "{shading: engagement, colours: {encounter: ffff99, interest: 00AA00}}"
    paper(d, fields(own), row(SAYS[ONE], cell("", shade="FFFF99"), "", ""), row(SAYS[TWO], cell("", shade="DCEBEE"), "", ""))
    d.want("the mapping's and the scale's", reading(d)[0], [item(ONE, engagement="encounter"), item(TWO, engagement="early-awareness")])
    for colours, said in (("{encounter: FFFFFF}", "the level `encounter` has no colour of its own"), ("{interest: dcebee}", "the level `interest` has no colour of its own"),
                          ("{intrest: 00AA00}", "`intrest` is not on the scale engagement"), ("{interest: red}", "`red` is not a colour")):
        paper(d, fields(f"{{shading: engagement, colours: {colours}}}"), row(SAYS[ONE], "", "", ""))
        done = tracker.run("check", d.mapping)
        d.want(f"{colours} is told", (done.code, said in done.said), (3, True))
    d.paper(p(r("Class: Oak")), fields="{key: term.class, at: {label: Class}, as: {shading: engagement}}")
    done = tracker.run("check", d.mapping)
    d.want("outside a row", (done.code, "shading and highlighting are read in the cells of a row only\n" in done.said), (3, True))


# ---- highlight ----

def runs_of(d, n, column=1):
    """(text, look) of each run of a cell."""
    found = re.findall(r"<w:tr .*?</w:tr>", d.body())[n].split("</w:tc>")[column]
    return [(re.sub("<[^>]*>", "", run), "".join(re.findall(r'<w:(?:highlight|shd|b)\b[^>]*>', run))) for run in re.findall(r"<w:r>.*?</w:r>|<w:r .*?</w:r>", found)]


def highlight(d):
    split = p(r("Encounter / "), r("Early", YELLOW), r(" awareness", YELLOW), r(" / Interest"))
    paper(d, fields("{highlight: engagement}"), row(SAYS[ONE], cell(split), "", ""), row(SAYS[TWO], cell(p(r("Encounter / "), r("Early", GREEN), r(" awareness / Interest"))), "", ""),
          row(SAYS[THREE], cell(p(r("Encounter", GREEN), r(" / Early awareness / "), r("Interest", "<w:b/>" + GREEN))), "", ""), row(SAYS[FOUR], cell(p(r("Interest"))), "", ""))
    found, unplaced, said = reading(d)
    d.want("read", found, [item(ONE, engagement="early-awareness")])
    d.want("unplaced", unplaced, [{"text": LEVELS, "highlighted": "Early", "candidates": ["early-awareness"]},
                                  {"text": LEVELS, "highlighted": "Encounter, Interest", "candidates": ["encounter", "interest"]}, {"text": "Interest"}])
    d.want("said", said, "it: " + NOT_LABEL.format(3, "Level", "Early", WHOLE) + "it: " + NOT_LABEL.format(4, "Level", "Encounter, Interest", WHOLE) + TYPED.format("it", "1 text"))
    said = filled(d, item(ONE, engagement="interest"), item(TWO, engagement="early-awareness"), item(THREE, engagement="interest"))
    d.want("filled", said, NOTE.format(2, "Level", "early-awareness") + NOTE.format(3, "Level", "Early") + NOTE.format(4, "Level", "Encounter, Interest"))
    d.want("moved", runs_of(d, 1), [("Encounter / ", ""), ("Early", ""), (" awareness", ""), (" / ", ""), ("Interest", YELLOW)])
    d.want("made whole, in its colour", runs_of(d, 2), [("Encounter / ", ""), ("Early", GREEN), (" awareness", GREEN), (" / Interest", "")])
    d.want("one taken off", runs_of(d, 3), [("Encounter", ""), (" / Early awareness / ", ""), ("Interest", "<w:b/>" + GREEN)])
    d.want("read back", reading(d, d.out)[0], [item(ONE, engagement="interest"), item(TWO, engagement="early-awareness"), item(THREE, engagement="interest")])


def highlight_several(d):
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="FFD966"/>'
    words = [p(r("Physical\nVisual", "<w:b/>")), p(r("Verbal", shade), r(", "), r("No support"))]
    paper(d, fields("{scale: engagement}", supports="{list: {highlight: support}}"), row(SAYS[ONE], "", cell(*words), ""), row(SAYS[TWO], "", cell(p(r("Physical / Verbal "), r("(sometimes)", YELLOW))), ""))
    found, unplaced, said = reading(d)
    d.want("read", found, [item(ONE, supports=["verbal"])])
    d.want("unplaced", unplaced, [{"text": "Physical / Verbal (sometimes)", "highlighted": "(sometimes)"}])
    d.want("said", said, "it: " + NOT_LABEL.format(3, "Support", "(sometimes)", WHOLE_ONES))
    said = filled(d, item(ONE, supports=["visual", "physical"]), item(FOUR, supports=["physical", "gestural"]), want=1)
    d.want("filled", said, NOTE.format(2, "Support", "verbal") + 'table "Communication", new row "' + SAYS[FOUR] + '": ' + NO_LABEL.format("Gestural"))
    d.want("as it was marked", runs_of(d, 1, 2), [("Physical", "<w:b/>" + shade), ("", ""), ("Visual", "<w:b/>" + shade), ("Verbal", ""), (", ", ""), ("No support", "")]
           if ("", "") in runs_of(d, 1, 2) else [("Physical", "<w:b/>" + shade), ("", "<w:b/>"), ("Visual", "<w:b/>" + shade), ("Verbal", ""), (", ", ""), ("No support", "")])


# ---- lines ----

def lines(d):
    """A line is a paragraph or what line breaks part; the middle one may be empty, the last is a dash where it has nothing."""
    rows = (row(cell(SAYS[ONE], SAYS[TWO], SAYS[THREE]), cell(p(r("Encounter\n\nInterest"))), cell("Physical", "", "Verbal, Visual"), ""),
            row(cell(p(r("1. " + SAYS[FOUR] + "\n2) Shows that something is liked or not liked"))), "Interest", cell("Physical", "–"), "Both."))
    paper(d, fields("{scale: engagement}", several="lines"), *rows)
    found, unplaced, said = reading(d)
    d.want("read", found, [item(ONE, engagement="encounter", supports=["physical"]), item(THREE, engagement="interest", supports=["verbal", "visual"]), item(FOUR, supports=["physical"])])
    d.want("unplaced", unplaced, [{"text": "Interest"}, {"text": "Both."}])
    d.want("said", said, "it: " + LINES.format(3, "Level", 2, "engagement") + "it: " + LINES.format(3, "Saw", 2, "saw") + TYPED.format("it", "2 texts"))
    items = [item(ONE, saw="One.\nTwo."), item(TWO, engagement="early-awareness", supports=["gestural"], saw="Smiled."), item(FOUR, engagement="encounter"),
             item("communication.choice.2", saw="Blue.")]
    said = filled(d, *items, want=1)
    d.want("filled", said, FEEDS.format(2, 1, "saw") + KEPT.format(3, 1, "engagement"))
    d.want("its lines", [line for line in d.lines() if line not in SAYS.values()][5:],
           ["Encounter\nEarly awareness\nInterest", "Physical", "Gestural", "Verbal, Visual", "Smiled.", "–", "1. " + SAYS[FOUR] + "\n2) Shows that something is liked or not liked",
            "Interest", "Physical", "–", "Both.", "Looks or reaches towards the one of two things they want", "Blue."])
    d.want("read back", [one for one in reading(d, d.out)[0] if one["milestone"] in (TWO, "communication.choice.2")],
           [item(TWO, engagement="early-awareness", supports=["gestural"], saw="Smiled."), item("communication.choice.2", saw="Blue.")])


def comments_on_lines(d):
    """On a line it is one milestone's; from the first line to the last it is each one's, and comes back once."""
    note = '<w:comment w:id="{0}" w:author="M. Reid" w:date="2025-12-02T00:00:00Z" w:initials="MR"><w:p><w:r><w:t>{1}</w:t></w:r></w:p></w:comment>'
    start, end = remark("|", 1).split("|")
    support = cell(p(start, r("Physical")), p(remark(r("Verbal"), 0), end))
    paper(d, fields("{scale: engagement}", several="lines"), row(cell(SAYS[ONE], SAYS[TWO]), "", support, ""))
    members = tracker.parts(d.document)
    types, links = members["[Content_Types].xml"].decode(), members["word/_rels/document.xml.rels"].decode()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
    link = '<Relationship Id="rIdC" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/>'
    members["[Content_Types].xml"] = types.replace("</Types>", f'<Override PartName="/word/comments.xml" ContentType="{kind}"/></Types>').encode()
    members["word/_rels/document.xml.rels"] = links.replace("</Relationships>", link + "</Relationships>").encode()
    body = note.format(0, "Of one.") + note.format(1, "Of both.")
    members["word/comments.xml"] = f'<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{body}</w:comments>'.encode()
    tracker.write_parts(d.document, members)

    def said(text):
        return {"text": text, "by": "M. Reid", "date": "2025-12-02"}
    found = reading(d)[0]
    both = [item(ONE, supports=["physical"], comments=[said("Of both.")]), item(TWO, supports=["verbal"], comments=[said("Of both."), said("Of one.")])]
    d.want("read", found, both)
    d.write({"assessments": both})
    d.fill()
    d.want("comes back once", tracker.parts(d.out) == tracker.parts(d.document), True)
    both[0]["comments"].insert(0, said("Of the first."))
    d.write({"assessments": both})
    d.fill()
    d.want("a new one stands on its line", reading(d, d.out)[0], both)


def shared(d):
    paper(d, fields("{scale: engagement}", several="shared"), row(cell(SAYS[ONE], SAYS[TWO]), "Encounter", "Physical", ""))
    d.want("said of each", reading(d), ([item(ONE, engagement="encounter", supports=["physical"]), item(TWO, engagement="encounter", supports=["physical"])], [], ""))
    same = {"engagement": "interest", "comments": [REMARK]}
    d.want("filled", filled(d, item(ONE, **same), item(TWO, **same)), NOTE.format(2, "Level", "encounter"))
    d.want("once", (tracker.parts(d.out)["word/comments.xml"].count(b"<w:comment "), reading(d, d.out)[0][1]), (1, item(TWO, engagement="interest", supports=["physical"], comments=[REMARK])))
    said = filled(d, item(ONE, engagement="interest", supports=["physical"], comments=[REMARK]), item(TWO, supports=["physical"]), want=1)
    d.want("where they differ", said, DIFFER.format(2, 1, "engagement") + DIFFER.format(2, 1, "comments"))
    d.want("nothing is written", d.body(), d.body(d.document))


# ---- ticks and tables in tables ----

MATRIX = head_row("Milestone", "Encounter", "Early awareness", "Interest", "Notes")
BY_COLUMNS = fields("{scale: engagement}", at="columns: levels").replace("[Milestone, Level]", "[Milestone, Encounter, Interest]").replace("Saw", "Notes").replace(
    "{key: supports, at: {column: Support}, as: {list: {scale: support}}}, ", "").replace("comments: Support", "comments: Notes")


def matrix(d):
    """A tick in whichever way; no is none, and what is more than a tick is somebody's word."""
    sign = '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
    paper(d, BY_COLUMNS, row(SAYS[ONE], "x", "", "No", ""), row(SAYS[TWO], "–", cell(p(sign)), "not yet", ""), row(SAYS[THREE], "", "✓", "X", ""),
          row(SAYS[FOUR], "", "12/3", "", ""), row("Chooses between two photographs or symbols", "Yes", "", "", "Both."), head=MATRIX, columns=5)
    found, unplaced, said = reading(d)
    d.want("read", found, [item(ONE, engagement="encounter"), item(TWO, engagement="early-awareness"), item(FOUR, engagement="early-awareness"),
                           item("communication.choice.4", engagement="encounter", saw="Both.")])
    d.want("unplaced", unplaced, [{"text": "No"}, {"text": "not yet"}, {"text": "✓"}, {"ticked": "Early awareness, Interest", "candidates": ["early-awareness", "interest"]},
                                  {"text": "X"}, {"text": "12/3"}])
    d.want("said", said, "it: " + TICKS.format(4) + TYPED.format("it", "5 texts"))
    row_note = "table \"Communication\", row 2: note: `{}` stood here, and the record says otherwise: the record's was written\n"
    d.want("filled", filled(d, item(ONE, engagement="interest")), row_note.format("encounter") + row_note.format("No"))
    d.want("moved", [line for line in d.lines() if line in ("x", "No", "✓")], ["✓", "✓"])


def shaded_matrix(d):
    paper(d, BY_COLUMNS.replace("{scale: engagement}", "{shading: engagement}", 1), row(SAYS[ONE], cell("12/3", shade="00FF00"), "", "", ""), head=MATRIX, columns=5)
    d.want("read", reading(d), ([item(ONE, engagement="encounter")], [{"text": "12/3"}], TYPED.format("it", "1 text")))
    filled(d, item(ONE, engagement="interest"))
    d.want("moved", re.findall(r'w:fill="(\w+)"', d.body().split(SAYS[ONE])[1]), ["BEDBE1"])
    d.want("the words stay", "12/3" in d.lines(), True)


def nested(d):
    """The tracker and the details in cells of a table, levels to tick in a table in the row: read and filled, and told where they are."""
    boxes, beside = table(1, row("☒ Encounter"), row("☐ Interest")), table(2, row("Encounter", "☐"), row("Interest", "☒"), row("Other", "☒"))
    inner = table(4, HEAD, row(SAYS[ONE], cell(boxes, p()), "", ""), row(SAYS[TWO], cell(beside, p()), "", cell(p(r("Smiled.")), table(1, row("odd")), p())))
    outer = table(2, row("Ours", cell(table(2, row("Class", "Oak")), p())), row(cell(heading("Communication", 2), inner, p(), span=2)))
    d.paper(outer, fields="{key: term.class, at: {label: Class}}\n" + fields("{ticks: engagement}"))
    done = tracker.run("read", d.document, "-m", d.mapping)
    record = tracker.load(done.out.decode())
    d.want("read", record["terms"], [{"class": "Oak", "assessments": [item(ONE, engagement="encounter"), item(TWO, saw="Smiled.")]}])
    inside = 'table "Communication", row 2, the table inside it, row 3, column "{}", the table inside it'
    d.want("places", [e["place"] for e in record["unplaced"]], ["table at the top, row 1", inside.format("Level"), inside.format("Saw")])
    d.want("said", f'{d.document}: {inside.format("Level")}, row 1: `Other` was not understood; it is kept under unplaced\n' in done.said, True)
    d.edit(d.document, ">Other<", ">Early awareness<")
    d.edit(d.document, "☒</w:t>", "☐</w:t>")
    filled(d, item(ONE, engagement="interest"), item(TWO, engagement="interest"), item(FOUR, engagement="early-awareness"))
    d.want("ticked", [line for line in d.lines() if "☐" in line or "☒" in line], ["☐ Encounter", "☒ Interest", "☐", "☒", "☐", "☐", "☐", "☒"])


CASES = (shading, no_shading, colours_of_a_mapping, highlight, highlight_several, lines, comments_on_lines, shared, matrix, shaded_matrix, nested)

if __name__ == "__main__":
    sys.exit(each_on_a_desk(CASES))
