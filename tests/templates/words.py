"""Layouts that are told by their words alone: labels, headings, bookmarks, printed rows, ticks, placeholders."""

from pieces import bookmark, cell, control, field, head_row, heading, p, r, remark, row, split, table
from school import AREAS, HEADERS, LEVELS, SUPPORTS, Document

BOLD = "<w:b/>"
LINE = "____"


def bookmarks():
    """4. Bookmarks: around nothing, around a row of dots, across paragraphs; a table with a caption above it."""
    paper = Document("Report with bookmarks", font="Calibri")
    paper.school_header("Rowan Bank")
    paper.put(p(r("Report on "), bookmark("Learner"), style="Title"),
              p(r("Session "), bookmark("Session", split("……")), r(", term "), bookmark("Term", r("…"))),
              p(r("Written on "), bookmark("Written", r("……"))),
              heading("What goes well"), p('<w:bookmarkStart w:id="@Well" w:name="Well"/>'), p('<w:bookmarkEnd w:id="@Well"/>'),
              heading("From home"), p(bookmark("Home")))
    paper.guidance()
    paper.put(p(r("Table "), field("SEQ Table \\* ARABIC", "1"), r(": Milestones this term"), style="Caption"),
              table(6, head_row(*HEADERS), row("", "", "", "", "", "")), p())
    paper.timetable()
    return paper.finish()


def labels():
    """6. Labels in running lines, bold, with tabs between them and underscores to write on."""
    paper = Document("Tracking sheet", font="Gill Sans MT")
    paper.school_header("Birchbrae", box=False)
    own = '<w:rFonts w:ascii="Sassoon Primary" w:hAnsi="Sassoon Primary"/>'
    paper.put(p(paper.logo(), r(" Tracking sheet"), style="Title"),
              p(split("Name:", BOLD), r("\t"), r(LINE, own), r("\t"), r("Written on:", BOLD), r(" "), r(LINE, own)),
              p(r("Session:", BOLD), r(" "), r(LINE, own), r("\n"), r("Term:", BOLD), r(" "), r(LINE, own), r("\tClass: " + LINE)),
              p(r("Enjoys:", BOLD), r(" " + LINE)), p(r("Family say:", BOLD), r(" "), r(LINE, own)))
    paper.guidance()
    paper.put(heading("Milestones"), table(6, head_row(*HEADERS), row("", "", "", "", "", "")),
              heading("Notes"), table(2, row("Milestone", "Notes"), row("", "")), p())
    return paper.finish()


def merged():
    """7. Details in a table with merged cells: labels beside their values, and above them."""
    paper = Document("Learner profile")
    paper.custom = {"cairn-learner": ""}
    paper.school_header("Larchwood")
    photo = cell(p(paper.logo()), merge="restart")
    rest = cell(merge="continue")
    paper.put(p(r("Learner profile"), style="Title"),
              table(5, row("Name", cell(span=3), photo),
                    row(cell(p(split("Session"))), "", "Term", "", rest),
                    row(cell("Completed on", span=2), cell("Review on"), cell("Class"), rest),
                    row(cell(span=2), "", "", rest),
                    row(cell("Likes", merge="restart"), cell(span=4)),
                    row(rest, cell(p(r("Ask at home too.", "<w:i/>")), span=4)),
                    row(cell("What home says", span=5)), row(cell(span=5))), p())
    paper.guidance()
    paper.put(table(6, head_row(*HEADERS), row("", "", "", "", "", ""), caption="Milestones of the term"), p())
    return paper.finish()


def headings():
    """8. A plain document: headings with lines under them, and a printed table of all milestones under each area."""
    font = '<w:rFonts w:ascii="Comic Sans MS" w:hAnsi="Comic Sans MS"/>'
    paper = Document("All about me", font="Comic Sans MS")
    paper.school_header("Kelpie Road", box=False)
    paper.put(p(r("All about me!", font), style="Title"))
    for title in ("My name", "Session", "Term", "Date", "What I like", "What my family want to tell you"):
        paper.put(heading(title, 1, font), p())
    paper.put(heading("For staff", 1, font))
    paper.guidance()
    for area, milestones in AREAS:
        paper.put(heading(area, 2, font), table(5, head_row("Milestone", "Level of engagement", "Type of support", "Date", "Notes"),
                  *(row(cell(p(split(statement, font))), "", "", "", "") for _, statement in milestones)))
    paper.put(p())
    return paper.finish()


def bands():
    """9. One long printed table: a band for each area, organisers merged down; some milestones were never printed."""
    paper = Document("Milestones overview")
    paper.custom = {"cairn-learner": ""}
    paper.school_header("Rowan Bank")
    paper.put(p(r("Milestones overview"), style="Title"),
              table(8, row("Name", "", "Session", "", "Term", "", "Written on", "")), heading("Likes"), p(), heading("From home"), p())
    rows = [head_row("Organiser", "Milestone", "Level of engagement", "Type of support", "Date", "What we saw", "Next steps")]
    for area, milestones in AREAS:
        rows.append(row(cell(p(split(area, BOLD)), span=7, shade="D9E2F3")))
        before = None
        for number, (organiser, statement) in enumerate(milestones):
            if number % 5 == 4:
                continue
            merge = "continue" if organiser == before else "restart"
            rows.append(row(cell("" if organiser == before else organiser, merge=merge), statement, "", "", "", "", ""))
            before = organiser
    paper.put(table(7, *rows), p())
    paper.timetable()
    return paper.finish()


def box(label):
    """A check box of Word 2010 with its words behind it."""
    state = ('<w14:checkbox><w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
             '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>')
    gothic = '<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"/>'
    return p(control(r("☐", gothic), extra=state), r(" " + label))


def ticks():
    """11. Boxes to tick: typed ones for the supports, controls for the level of engagement."""
    paper = Document("Tick sheet")
    paper.school_header("Pinewood")
    supports = [p(r("  ".join(f"☐ {s}" for s in SUPPORTS[:3]))), p(r("  ".join(f"☐ {s}" for s in SUPPORTS[3:])))]
    paper.put(p(r("Tick sheet"), style="Title"),
              table(4, row("Name", "", "Session", ""), row("Term", "", "Written on", "")), heading("Likes"), p(), heading("From home"), p(),
              heading("Milestones"),
              table(5, head_row("Milestone", "Engagement", "Support", "Date", "Notes"),
                    row("", cell(*(box(level) for level in LEVELS)), cell(*supports), "", "")), p())
    paper.guidance()
    return paper.finish()


def matrix():
    """12. A tick under the level's column, and under each support's."""
    paper = Document("Milestones matrix")
    paper.custom = {"cairn-learner": ""}
    paper.put(p(r("Milestones matrix"), style="Title"), p(r("Name: "), r(LINE), r("\tSession: "), r(LINE), r("\tTerm: "), r(LINE)),
              p(r("Date: "), r(LINE)), heading("Likes"), p(), heading("From home"), p())
    turned = [cell(p(split(text, BOLD)), turned=True) for text in LEVELS + SUPPORTS]
    head = row(cell(p(r("Milestone", BOLD))), *turned, cell(p(r("Notes", BOLD))), head=True)
    paper.put(heading("Milestones"), table(len(LEVELS + SUPPORTS) + 2, head, row("", *("" for _ in turned), "")), p())
    paper.timetable()
    return paper.finish()


def five_runs(name):
    """A placeholder as Word may leave it: five runs, a proofing mark, a bookmark and a colleague's comment in it."""
    text = "{{" + name + "}}"
    a, b, c, d = 1, 4, len(text) // 2, len(text) - 1
    return (r(text[:a]) + '<w:proofErr w:type="spellStart"/>' + r(text[a:b], "", "00D4E5F6")
            + remark(r(text[b:c]), 0, 1) + '<w:proofErr w:type="spellEnd"/>' + bookmark("_GoBack", r(text[c:d])) + r(text[d:]))


def placeholders():
    """13. Placeholders, and no mapping at all."""
    paper = Document("Our tracker", font="Verdana")
    paper.school_header("Larchwood")
    paper.remarks(("T. Okafor", "TO", "Is the name enough here?"), ("M. Reid", "MR", "I think so."))
    paper.put(p(r("Tracker of "), five_runs("learner.known-as"), style="Title"),
              p(r("Session {{term.session}}, term "), split("{{term.term}}", BOLD), r(", written {{term.date}}")),
              heading("What I enjoy"), p(r("{{term.family.enjoys}}")), heading("From home"), p(r("{{term.family.family-views}}")),
              heading("Milestones"), table(6, head_row(*HEADERS), row(*("{{assessments[]." + key + "}}" for key in (
                  "milestone", "engagement", "supports", "date", "saw", "next-steps")))), p())
    paper.timetable()
    return paper.finish()


LAYOUTS = {"bookmarks": bookmarks, "labels": labels, "merged": merged, "headings": headings, "bands": bands, "ticks": ticks,
           "matrix": matrix, "placeholders": placeholders}
