"""What must never be read as a value: struck out, hidden, beside a symbol, no tick, or in a colour that is not the cell's.

Each paper is read, and what was not clear stands under unplaced with what it may mean; filled with what was read, it is the same file.
"""

import sys

import desk
import tracker
from desk import each_on_a_desk, p
import school
from pieces import cell, head_row, heading, r, remark, row, table

desk.HEAD = desk.HEAD.replace("template: blank.docx\n", "")  # none of a paper's words are excused
FIRST = "communication.attention.{}"
SAYS = ("Stills or turns when someone familiar speaks nearby", "Looks towards a face or a voice for a moment",
        "Responds to the sound or the sign of their own name", "Keeps watching or listening until an activity pauses")
GROUP = """{{key: term.session, at: {{label: Session}}, as: session}}
{{key: term.term, at: {{label: Term}}, as: term}}
{{key: term.assessments, rows: {{table: {{header: [{header}]}}}},
 group: [{{key: milestone, at: {{column: Milestone}}, as: milestone}}, {{key: engagement, at: {{{level}}}, as: {engagement}}},
 {{key: supports, at: {{{support}}}, as: {supports}}}, {{key: date, at: {{column: Date}}, as: {{date: d MMMM yyyy}}}}, {{key: saw, at: {{column: Saw}}, as: paragraphs}},
 {{key: preferred, at: {{comments: Saw}}, beginning: [Preferred, Helps]}}, {{key: comments, at: {{comments: Saw}}, staff: ["Staff:"]}}]}}"""
STRIKE, TWICE, HIDDEN, PLAIN = "<w:strike/>", "<w:dstrike/>", "<w:vanish/>", '<w:strike w:val="0"/>'
YELLOW = '<w:highlight w:val="yellow"/>'
COLUMNS = ("Encounter", "Interest", "Verbal", "No support")


def sym(font, char):
    return f'<w:r><w:sym w:font="{font}" w:char="{char}"/></w:r>'


def shd(colour):
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/>'


def mapped(engagement="{scale: engagement}", supports="{list: {scale: support}}", level="column: Level", support="column: Support", header="Milestone, Level"):
    return GROUP.format(engagement=engagement, supports=supports, level=level, support=support, header=header)


def paper(d, *rows, fields="", head=("Milestone", "Level", "Support", "Date", "Saw"), top=r("Session: 2024-25\tTerm: 2")):
    d.paper(p(top), heading("Communication", 2), table(len(head), head_row(*head), *rows), fields=fields or mapped())


def reading(d):
    """(term, what is kept, what was said), of the paper; it is the same file when it is filled with that."""
    done = tracker.run("read", d.document, "-m", d.mapping)
    record = tracker.load(done.out.decode())
    kept = [{k: v for k, v in e.items() if k not in ("place", "document", "statement")} for e in record.get("unplaced") or []]
    term = (record.get("terms") or [{}])[0]
    record["learner"]["known-as"] = "Iona"
    d.record.write_text(tracker.dump(record).lstrip("\n") + "\n", encoding="utf-8")
    d.out.unlink(missing_ok=True)
    if term.get("term"):
        said = tracker.run("fill", d.record, "-m", d.mapping, "-t", d.document, "-o", d.out, "--session", term["session"], "--term", term["term"], "--staff").said
        d.want(f"law 2, {said}", d.out.exists() and d.out.read_bytes() == d.document.read_bytes(), True)
    return term, kept, done.said


def values(term, *keys):
    return [tuple(a.get(key) for key in keys) for a in term.get("assessments") or []]


# ---- struck out, hidden, with a symbol ----

def levels(d):
    """(the paragraphs of a level's cell, what is kept of it); nothing of it is the level."""
    cases = (((r("Interest", STRIKE),), {"text": "Interest", "struck": "Interest", "candidates": ["interest"]}, "it is struck out"),
             ((r("Interest", TWICE), r(" Encounter")), {"text": "Interest Encounter", "struck": "Interest", "candidates": ["encounter", "interest"]}, "a part of it is struck out"),
             ((r("Not ", HIDDEN), r("Interest")), {"text": "Not Interest", "hidden": "Not", "candidates": ["interest"]}, "a part of it is hidden"),
             ((r("Interest", HIDDEN),), {"text": "Interest", "hidden": "Interest", "candidates": ["interest"]}, "it is hidden"),
             ((sym("Wingdings", "F0FB"), r(" Interest")), {"text": "✗ Interest", "symbol": "Wingdings F0FB", "candidates": ["interest"]}, "a symbol stands in it"),
             ((sym("Wingdings", "F04A"),), {"text": "☺", "symbol": "Wingdings F04A"}, "a symbol stands in it"))
    for runs, kept, why in cases:
        paper(d, row(SAYS[0], cell(p(*runs)), "Verbal", "", "Smiled."))
        term, left, said = reading(d)
        d.want(f"{kept}: level", values(term, "engagement", "supports", "saw"), [(None, ["verbal"], "Smiled.")])
        d.want("kept", [e for e in left if "text" not in e or e["text"] != "Session: 2024-25"], [kept])
        d.want("told", f"is not read, since {why}; it is kept under unplaced\n" in said, True)
    paper(d, row(SAYS[0], cell(p(r("Interest", PLAIN), r(" ", STRIKE))), "Verbal", "", cell(p(r("Smiled", STRIKE), r(" laughed", HIDDEN)))))
    term, left, said = reading(d)
    d.want("free text is text, and a blank is nothing", (values(term, "engagement", "saw"), left), ([("interest", "Smiled laughed")], []))


STYLES = {"Gone": ("character", "", STRIKE), "Goner": ("character", "Gone", "<w:b/>"), "Back": ("character", "Gone", PLAIN), "Unseen": ("paragraph", "Normal", HIDDEN),
          "Old": ("paragraph", "Normal", STRIKE), "Twice": ("character", "", TWICE)}


def styled(d):
    """Gives the paper these styles."""
    members = tracker.parts(d.document)
    made = "".join(f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>' + (f'<w:basedOn w:val="{base}"/>' if base else "") + f"<w:rPr>{look}</w:rPr></w:style>"
                   for name, (kind, base, look) in STYLES.items())
    members["word/styles.xml"] = members["word/styles.xml"].replace(b"</w:styles>", made.encode() + b"</w:styles>")
    tracker.write_parts(d.document, members)


def of_a_style(name):
    return f'<w:rStyle w:val="{name}"/>'


def by_styles(d):
    """What a style of the run or of the paragraph strikes out or hides is so; the run's own look is stronger; and what is written is said."""
    key = {"Unseen": "hidden"}
    for name, run, style in (("Gone", of_a_style("Gone"), ""), ("Goner", of_a_style("Goner"), ""), ("Back", of_a_style("Back"), ""), ("Unseen", "", "Unseen"), ("Old", "", "Old"),
                             ("Twice", of_a_style("Twice"), ""), ("Old, and plain", PLAIN, "Old"), ("Old, Gone", of_a_style("Gone"), "Old"), ("Old, Twice", of_a_style("Twice"), "Old")):
        paper(d, row(SAYS[0], cell(p(r("Interest", run), style=style)), "", "", ""))
        styled(d)
        term, left, _ = reading(d)
        meant = name in ("Back", "Old, and plain", "Old, Gone")
        d.want(name, values(term, "engagement"), [("interest",)] if meant else [])
        kept = [] if meant else [{"text": "Interest", key.get(name, "struck"): "Interest", "candidates": ["interest"]}]
        d.want(f"{name}, kept", left, kept)
        d.write({"session": "2024-25", "term": "2", "assessments": [{"milestone": FIRST.format(1), "engagement": "encounter"}]})
        d.fill("--session", "2024-25", "--term", "2")
        d.want(f"{name}, written", values(d.read()[1], "engagement"), [("encounter",)])


def signs(d):
    """A little picture before a label is no part of it. A tracked change takes a symbol with its words."""
    fields = mapped() + "\n{key: learner.known-as, at: [{label: Name}]}\n{key: term.class, at: [{label: Class}]}"
    for name, words in (("☎", r("☎ Name: Iona\t➤\u00a0Class: Larch")), ("🏫", r("🏫Name: Iona") + r("  • Class: Larch")), ("a symbol", sym("Wingdings", "F028") + r(" Name: Iona") + r("\tClass: Larch"))):
        paper(d, row(SAYS[0], "Interest", "", "", ""), fields=fields, top=r("Session: 2024-25\tTerm: 2\t") + words)
        record = tracker.load(tracker.run("read", d.document, "-m", d.mapping).out.decode())
        d.want(f"{name}, the labels", (record["learner"]["known-as"], record["terms"][0].get("class"), record.get("unplaced")), ("Iona", "Larch", None))
    paper(d, row(SAYS[0], cell(p(sym("Wingdings", "F0FB") + r(" Interest"))), "", "", ""))
    d.write({"session": "2024-25", "term": "2", "assessments": [{"milestone": FIRST.format(1), "engagement": "encounter"}]})
    d.fill("--session", "2024-25", "--term", "2", "--track", "always")
    d.want("a symbol, tracked", values(d.read()[1], "engagement"), [("encounter",)])


def other_values(d):
    paper(d, row(SAYS[0], "Interest", cell(p(r("Physical", STRIKE), r(", Verbal"))), cell(p(r("5 May 2025", STRIKE))), ""))
    term, left, _ = reading(d)
    d.want("supports and date", values(term, "engagement", "supports", "date"), [("interest", None, None)])
    d.want("kept", left, [{"text": "Physical, Verbal", "struck": "Physical", "candidates": ["physical", "verbal"]}, {"text": "5 May 2025", "struck": "5 May 2025"}])
    paper(d, row(SAYS[0], "Interest", "", "5 May", ""), top=r("Session: ") + r("2024-25", STRIKE) + r("\tTerm: ") + r("1", HIDDEN) + r("2"))
    term, left, _ = reading(d)
    d.want("session and term, and the year of a day", (term.get("session"), term.get("term"), values(term, "date")), (None, None, [(None,)]))
    paper(d, row(cell(p(r(SAYS[0], STRIKE))), "Interest", "", "", ""), row(cell(p(r("Not: ", HIDDEN), r(SAYS[1]))), "Interest", "", "", ""), row(SAYS[2], "Encounter", "", "", ""))
    term, left, said = reading(d)
    d.want("a milestone", values(term, "milestone", "engagement"), [(FIRST.format(3), "encounter")])
    d.want("its row is kept", [e["text"] for e in left], [SAYS[0], "Interest", "Not: " + SAYS[1], "Interest"])
    d.want("and told", said.count("the milestone of this row, or a part of it, is struck out or hidden"), 2)


# ---- ticks ----

def matrix(d, *cells):
    paper(d, row(SAYS[0], *cells), head=("Milestone", *COLUMNS), fields=mapped(level="columns: levels", support="columns: levels", header="Milestone, Encounter"))
    term, left, said = reading(d)
    return values(term, "engagement", "supports"), left, said


def ticks(d):
    for mark in ("✓", "✔", "☑", "☒", "x", "X", "×", "●", "•", "■", "√", "✅", "(x)", "[✓]", "Yes", "y.", "xx", "✓ ✓", "☒ yes"):
        d.want(f"{mark} is a tick", matrix(d, mark, "", "✓", "")[:2], ([("encounter", ["verbal"])], []))
    for mark in ("5/12", "✓ 5 Dec", "12 March 2025"):
        d.want(f"{mark} is a tick, and kept", matrix(d, mark, "", "", "")[:2], ([("encounter", None)], [{"text": mark}]))
    for runs in (sym("Wingdings", "F0FC"), sym("Webdings", "F061")):
        d.want(runs, matrix(d, cell(p(runs)), "", "", "")[0], [("encounter", None)])
    for mark in ("", "–", "-", "☐", "[ ]", "( )", "_", "__", "☐ yes"):
        d.want(f"{mark} is none", matrix(d, mark, "✓", "", "")[:2], ([("interest", None)], []))
    for mark in ("no", "N/A", "not yet", "0"):
        d.want(f"{mark} is none, and kept", matrix(d, mark, "✓", "", "")[:2], ([("interest", None)], [{"text": mark}]))


def no_ticks(d):
    for mark in ("?", "✓?", "…", "/", "~", "yes/no", "never", "refused", "not seen", "P", "no?", "✓ no", "not yet ✓", "☐ yes ☒ no", "☹", "1", "12/13/14", "Interest"):
        found, left, said = matrix(d, mark, "", "✓", "")
        d.want(f"{mark} is no tick", (found, left), ([(None, ["verbal"])], [{"text": mark, "candidates": ["encounter"]}]))
        d.want(f"{mark}, told", f"`{mark}` was not understood; it is kept under unplaced\n    write a tick there, or nothing\n" in said, True)
    kept = {"text": "✓", "struck": "✓", "candidates": ["encounter"]}
    d.want("a tick that is struck out", matrix(d, cell(p(r("✓", STRIKE))), "✓", "", "")[:2], ([("interest", None)], [kept]))
    kept = {"text": "☺", "symbol": "Wingdings F04A", "candidates": ["encounter"]}
    d.want("a symbol", matrix(d, cell(p(sym("Wingdings", "F04A"))), "✓", "", "")[:2], ([("interest", None)], [kept]))


def filling(d):
    """What is no tick goes with the term that it was said in, and is told where it gives way."""
    matrix(d, "?", "", "", "")
    d.write({"session": "2024-25", "term": "2", "assessments": [{"milestone": FIRST.format(1), "engagement": "encounter"}]})
    code, said = d.fill("--session", "2024-25", "--term", "2")
    d.want("the same term", (code, "`?` stood here, and the record says otherwise" in said, d.lines()[-2:]), (0, True, [SAYS[0], "✓"]))
    d.write({"session": "2024-25", "term": "3", "assessments": [{"milestone": FIRST.format(1), "engagement": "interest"}]})
    d.fill("--session", "2024-25", "--term", "3")
    d.want("another term", d.lines()[-2:], [SAYS[0], "✓"])


def boxes(d):
    field = mapped(engagement="{ticks: engagement}")
    paper(d, row(SAYS[0], cell(p(r("☒ Encounter", STRIKE)), p(r("☐ Interest"))), "", "", ""), fields=field)
    term, left, _ = reading(d)
    d.want("a box", (values(term, "engagement"), left), ([], [{"text": "☒ Encounter\n☐ Interest", "struck": "☒ Encounter", "candidates": ["encounter"]}]))


# ---- colours ----

def colours(d):
    field = mapped(engagement="{shading: engagement}")
    inner = {"shading": "BEDBE1", "candidates": ["interest"]}
    line = cell(f'<w:p><w:pPr>{shd("BEDBE1")}</w:pPr></w:p>')
    paper(d, row(SAYS[0], line, "Verbal", "", ""), row(SAYS[1], cell(p(r("  ok", shd("BEDBE1")))), "Verbal", "", ""),
          row(SAYS[2], cell(p(r("ok", shd("BEDBE1"))), shade="F3F7F8"), "", "", "Sat."), row(SAYS[3], cell(p(r("ok", shd("BEDBE1"))), shade="BEDBE1"), "", "", ""), fields=field)
    term, left, said = reading(d)
    d.want("shaded text", values(term, "engagement"), [(None,), (None,), (None,), ("interest",)])
    d.want("kept", left, [inner, {"text": "ok", **inner}, {"text": "ok", "shading": "BEDBE1", "candidates": ["encounter", "interest"]}, {"text": "ok"}])
    d.want("told", said.count("the text is shaded BEDBE1, which says no level here; it is kept under unplaced"), 3)


def highlights(d):
    field = mapped(engagement="{highlight: engagement}", supports="{list: {highlight: support}}")
    text = "Encounter / Interest"
    paper(d, row(SAYS[0], cell(p(r("Encounter", STRIKE), r(" / Interest"))), "", "", "Sat."), row(SAYS[1], cell(p(r("Encounter", YELLOW), r(" / "), r("Interest", YELLOW + STRIKE))), "", "", ""),
          row(SAYS[2], cell(p(r("Encounter")), f'<w:p><w:pPr>{shd("FFFF00")}</w:pPr>{r("Interest")}</w:p>'), "", "", ""),
          row(SAYS[3], "", cell(p(r("Verbal", YELLOW), r(" / "), r("No support", YELLOW))), "", ""), fields=field)
    term, left, _ = reading(d)
    d.want("no level", values(term, "engagement", "supports"), [(None, None)])
    d.want("kept", left, [{"text": text, "struck": "Encounter"}, {"text": text, "struck": "Interest", "candidates": ["encounter", "interest"]},
                          {"text": "Encounter\nInterest", "shading": "FFFF00", "candidates": ["interest"]},
                          {"text": "Verbal / No support", "highlighted": "Verbal, No support", "candidates": ["verbal", "no-support"]}])


# ---- words ----

def alone(d):
    for typed in ("no support, verbal", "Verbal/No support"):
        paper(d, row(SAYS[0], "Interest", typed, "", ""))
        term, left, said = reading(d)
        d.want(typed, (values(term, "supports"), left), ([(None,)], [{"text": typed, "candidates": ["verbal", "no-support"]}]))
        d.want("told", "one of them stands alone, and cannot be said with others" in said, True)
    paper(d, row(SAYS[0], "Interest", "No support; iPad", "", ""))
    d.want("what goes alongside", values(reading(d)[0], "supports"), [(["no-support", "technology"],)])
    found, left, said = matrix(d, "✓", "", "x", "x")
    d.want("ticked", (found, [e for e in left if "ticked" in e]), ([("encounter", None)], [{"ticked": "Verbal, No support", "candidates": ["verbal", "no-support"]}]))


def sessions(d):
    for typed, session in (("99-00", "1999-00"), ("98/99", "1998-99"), ("03-04", "2003-04"), ("1999-2000", "1999-00")):
        paper(d, row(SAYS[0], "Interest", "", "", ""), top=r(f"Session: {typed}\tTerm: 2"))
        d.want(typed, reading(d)[0].get("session"), session)


def statements(d):
    """As people copy them: with a stop behind, a bullet or a number before, other blanks and dashes; with other words they are others."""
    said = (SAYS[0] + ".", "3. " + SAYS[1], "• " + SAYS[2].replace(" the sound", "  the\u00a0sound"), "– " + SAYS[3] + ".")
    paper(d, *(row(text, "Interest", "", "", "") for text in said))
    term, left, _ = reading(d)
    d.want("read", (values(term, "milestone"), left), ([(FIRST.format(n),) for n in range(1, 5)], []))
    for other in (SAYS[0] + " (dropped)", "Not: " + SAYS[0], SAYS[0][:-2] + ".", "3 " + SAYS[0]):
        paper(d, row(other, "Interest", "", "", ""))
        term, left, _ = reading(d)
        d.want(other, (values(term, "milestone"), [e["text"] for e in left]), ([], [other, "Interest"]))


def comments(d):
    """A beginning with nothing behind it is words; one for staff is so."""
    for text, key in (("Preferred: ", "comments"), ("Helps:", "comments"), ("Preferred: music", "preferred"), ("Staff:", "staff")):
        paper(d)
        talk(d, text)
        entry = (reading(d)[0].get("assessments") or [{}])[0]
        found = [("staff" if c.get("for") == "staff" else k, c["text"]) for k in ("preferred", "comments") for c in entry.get(k) or []]
        d.want(text, found, [(key, "music" if "music" in text else text)])


def talk(d, text):
    """A document with one comment, of that text."""
    rows = head_row("Milestone", "Level", "Support", "Date", "Saw"), row(SAYS[0], "Interest", "", "", cell(p(remark(r("Sat."), 0))))
    paper = school.Document("Desk")
    paper.custom = {"cairn-learner": desk.LEARNER["id"]}
    paper.put(p(r("Session: 2024-25\tTerm: 2")), heading("Communication", 2), table(5, *rows), p())
    paper.remarks(("M. Reid", "MR", text))
    paper.finish().save(d.document)


if __name__ == "__main__":
    sys.exit(each_on_a_desk([levels, by_styles, signs, other_values, ticks, no_ticks, filling, boxes, colours, highlights, alone, sessions, statements, comments]))
