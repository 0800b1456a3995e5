"""Layouts with something under their words: content controls at every level, form fields, bound values, a Strict document."""

from pieces import (cell, choices, control, date_kind, empty_run, form_field, head_row, heading, p, r, row, split,
                    table, text_box, OFFICE)
from school import HEADERS, LEVELS, SUPPORTS, Document

TERMS = ("1", "2", "3", "4")
RICH = ""


def placeholder(tag="", title="", kind="<w:text/>", **more):
    """A control among runs that shows its prompt."""
    return control(empty_run(), tag, title, kind, empty=True, **more)


def tags():
    """1. A data officer's form: tags on controls among runs, drop-down lists, a date to pick, one control that cannot be deleted."""
    paper = Document("Milestones tracker")
    paper.custom = {"Department": "Learning support", "cairn-learner": ""}
    paper.school_header("Rowan Bank")
    name = placeholder("known-as", "Name", lock="sdtLocked")
    paper.put(p(paper.logo(), r(" Milestones tracker"), style="Title"),
              p(control(r("Please do not change the layout."), "notice", lock="sdtContentLocked")))
    paper.guidance()
    paper.put(table(4, row("Name", p(name), "Session", p(placeholder("session"))),
                    row("Term", p(placeholder("term", kind=choices("dropDownList", *TERMS))), "Completed on",
                        p(placeholder("term-date", kind=date_kind()))),
                    row("Review on", p(placeholder("review", kind=date_kind())), "Class", p(placeholder("class"))),
                    row("Who contributed", cell(p(placeholder("completed-by", kind=RICH)), span=3))))
    for title, tag in (("What I enjoy", "enjoys"), ("What I do well", "does-well"), ("My family's views", "family-views")):
        paper.put(heading(title, 2), p(placeholder(tag, kind=RICH)))
    paper.put(heading("Milestones", 2), table(
        6, head_row(*HEADERS),
        row(p(placeholder("milestone")), p(placeholder("engagement", kind=choices("dropDownList", *LEVELS))),
            p(placeholder("supports", kind=choices("comboBox", *SUPPORTS))), p(placeholder("date", kind=date_kind("d MMM yyyy"))),
            p(placeholder("saw", kind=RICH)), p(placeholder("next-steps", kind=RICH))), caption="Milestones"))
    paper.timetable()
    return paper.finish()


def titles():
    """2. Controls that have titles and no tags, around paragraphs, also several at once."""
    paper = Document("My learning", font="Century Gothic")
    paper.school_header("Larchwood", box=False)

    def block(title, kind=RICH):
        return control(p(empty_run()), "", title, kind, empty=True)

    paper.put(p(split("My learning this term"), style="Title"), block("Learner's name", "<w:text/>"), block("School session"),
              block("Which term", choices("dropDownList", *TERMS)), block("Date of this report", date_kind()))
    for title in ("Things I love", "What my family say"):
        paper.put(heading(title), control(p(empty_run()) + p(), "", title, RICH))
    paper.put(heading("Milestones"), table(5, head_row("Milestone", "Engagement", "Support", "Seen on", "What we saw"),
              row(*map(cell, (block("Milestone"), block("Engagement", choices("dropDownList", *LEVELS)),
                             block("Support", choices("comboBox", *SUPPORTS)), block("Seen on", date_kind("dd/MM/yyyy")),
                             block("What we saw"))))), p())
    paper.guidance()
    return paper.finish()


def cells():
    """3. Controls around cells, and around whole rows of the details."""
    paper = Document("Tracker, lower school")
    paper.custom = {"cairn-learner": ""}
    paper.school_header("Birchbrae")

    def around(tag, kind=RICH):
        return control(cell(p(empty_run())), tag, "", kind, empty=True)

    def line(label, tag):
        return control(row(label, cell(p(), span=3)), tag, label, RICH)

    paper.put(p(r("Tracker, lower school"), style="Title"),
              table(4, row("Pupil", around("pupil", "<w:text/>"), "Session", around("session", "<w:text/>")),
                    row("Term", around("term", choices("dropDownList", *TERMS)), "Date", around("date", date_kind())),
                    line("Likes", "likes"), line("From home", "home")), p())
    paper.put(table(6, head_row(*HEADERS), row("", around("level", choices("dropDownList", *LEVELS)),
              around("support", choices("comboBox", *SUPPORTS)), around("seen-on", date_kind("d MMM yyyy")), around("saw"), around("next"))), p())
    paper.timetable()
    paper.guidance()
    return paper.finish()


def forms():
    """5. A form of Word 97 under protection: fields with names for text and choices; its second section may be typed in."""
    paper = Document("Progress form", font="Times New Roman", protected=True)
    paper.school_header("Kelpie Road", box=False)
    blank = "\u2002" * 5

    def text(name):
        return form_field(name, "text", blank)

    paper.put(p(r("PROGRESS FORM", "<w:b/>"), style="Title"),
              table(2, row("Name of pupil", p(text("Name"))), row("Session", p(text("Session"))),
                    row("Term", p(form_field("Term", ("–", *TERMS)))), row("Date completed", p(text("DateDone"))),
                    row("Class", p(text("Class")))),
              p(r("The pupil enjoys: "), text("Enjoys")), p(r("Parents and carers say: "), text("Parents")),
              p(ppr='<w:sectPr><w:type w:val="continuous"/><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'),
              table(5, head_row("Milestone", "Engagement", "Help given", "Date", "Remarks"), row("", "", "", "", "")), p())
    paper.guidance()
    return paper.finish()


def text_boxes():
    """10. The learner's details in a text box on the first page, in Word 2010's shape and in VML, and again in header and footer."""
    paper = Document("Milestones, senior phase")
    paper.custom = {"cairn-learner": ""}
    small = placeholder("known-as")
    box = text_box(p(r("Learner: "), small), p(r("Session: "), placeholder("session"), r("  Term: "), placeholder("term")))
    paper.edge("header", "first", p(r("Pinewood School"), style="Header"))
    paper.edge("header", "default", p(r("Milestones: "), small, r("\tTerm "), placeholder("term"), style="Header"))
    paper.edge("footer", "default", p(small, r(", "), placeholder("session"), style="Footer"))
    paper.put(p(r("Milestones, senior phase"), box, style="Title"), p(r("Written on "), placeholder("written", kind=date_kind())),
              heading("Likes"), p(placeholder("likes", kind=RICH)), heading("Views from home"), p(placeholder("home", kind=RICH)),
              heading("Milestones"), table(6, head_row(*HEADERS), row("", "", "", "", "", "")), p())
    paper.timetable()
    return paper.finish()


def strict(encoding="UTF-16"):
    """14. A document of ISO 29500 Strict, whose main part is UTF-16."""
    paper = Document("Strict tracker", strict=True, encoding=encoding)
    paper.custom = {"cairn-learner": ""}
    paper.put(p(r("Milestones"), style="Title"),
              table(2, row("Name", p(placeholder("known-as"))), row("Session", p(placeholder("session"))),
                    row("Term", p(placeholder("term"))), row("Completed on", p(placeholder("term-date")))),
              heading("What I enjoy"), p(), heading("My family's views"), p(),
              heading("Milestones"), table(6, head_row(*HEADERS), row("", "", "", "", "", "")), p())
    return paper.finish()


BOUND = "urn:larkspur:tracker"


def bound():
    """15. Values that live in a part of their own, and are shown twice; the class in the document's core properties."""
    paper = Document("Bound tracker")
    paper.custom = {"cairn-learner": ""}
    store = "{0A1B2C3D-4E5F-4061-8293-A4B5C6D7E8F9}"
    core = ('xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"')
    paper.add("customXml/item1.xml", f'<t:tracker xmlns:t="{BOUND}"><t:name/><t:term number="" session=""/><t:date/><t:other>kept</t:other>'
              "</t:tracker>", "", "customXml", target="../customXml/item1.xml")
    paper.add("customXml/itemProps1.xml", f'<ds:datastoreItem xmlns:ds="{OFFICE}/customXml" ds:itemID="{store}"><ds:schemaRefs><ds:schemaRef '
              f'ds:uri="{BOUND}"/></ds:schemaRefs></ds:datastoreItem>', "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
              "customXmlProps", "customXml/item1.xml", "itemProps1.xml")

    def at(title, path, kind="<w:text/>", space=f"xmlns:t='{BOUND}'", item=store):
        binding = f'<w:dataBinding w:prefixMappings="{space}" w:xpath="{path}" w:storeItemID="{item}"/>'
        return control(empty_run(), "", title, kind, empty=True, bound=binding)

    root = "/t:tracker[1]"
    name = at("Name", root + "/t:name[1]")
    subject = at("Class", "/cp:coreProperties[1]/dc:subject[1]", space=core.replace('"', "'"), item="{6C3C8BC8-F283-45AE-878A-BAB7291924A1}")
    paper.edge("header", "default", p(name, r("\t"), subject, style="Header"))
    paper.put(p(r("Milestones of "), name, style="Title"),
              table(4, row("Session", p(at("Session", root + "/t:term[1]/@session")), "Term",
                           p(at("Term", root + "/t:term[1]/@number", choices("dropDownList", *TERMS)))),
                    row("Date", p(at("Date", root + "/t:date[1]", date_kind())), "Class", p(subject))),
              heading("Likes"), p(), heading("Views from home"), p(),
              heading("Milestones"), table(6, head_row(*HEADERS), row("", "", "", "", "", "")), p())
    paper.guidance()
    return paper.finish()


LAYOUTS = {"tags": tags, "titles": titles, "cells": cells, "forms": forms, "text-boxes": text_boxes, "strict": strict, "bound": bound}
