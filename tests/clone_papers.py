"""School documents whose pattern row is full of things with ids: a thread of comments, controls, bookmarks, drawings, a footnote."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "templates"))
from pieces import (NAMESPACES, WORDML, bookmark, cell, control, head_row, heading, p, r, remark, row, table,  # noqa: E402
                    text_box)
from school import HEADERS, Document  # noqa: E402

MICROSOFT = "http://schemas.microsoft.com/office"
CID, CEX = f"{MICROSOFT}/word/2016/wordml/cid", f"{MICROSOFT}/word/2018/wordml/cex"
KEYS = ("milestone", "engagement", "supports", "date", "saw", "next-steps")
SAID = (("T. Okafor", "TO", "Is the name enough here?"), ("M. Reid", "MR", "I think so."),
        ("D. Brown", "DB", "Write the chair and the splint here too."), ("T. Okafor", "TO", "Will do."))

MAPPING = """version: 1
mapping: clones
template: {template}
frameworks: [foundation, literacy, numeracy, wellbeing]
fields:
  - {{key: learner.known-as, at: {{tag: known-as}}}}
  - {{key: term.session, at: {{tag: session}}}}
  - {{key: term.term, at: {{tag: term}}}}
  - key: term.assessments
    rows: {{table: {{header: [Milestone, Level of engagement, Type of support]}}, unrecorded: term.focus}}
    group:
      - {{key: milestone, at: {{column: Milestone}}, as: milestone}}
      - {{key: engagement, at: {{column: Level of engagement}}, as: {{scale: engagement}}}}
      - {{key: supports, at: {{column: Type of support}}, as: {{list: {{scale: support}}}}}}
      - {{key: date, at: {{column: Date}}, as: {{date: d MMM yyyy}}}}
      - {{key: saw, at: {{column: What we saw}}, as: paragraphs}}
      - {{key: next-steps, at: {{column: Next steps}}, as: paragraphs}}
      - {{key: preferred, at: {{comments: Type of support}}, beginning: ["Preferred:"]}}
      - {{key: comments, at: {{comments: Type of support}}}}
"""


def talk(paper):
    """Two threads of a comment and its answer, in all five parts that Word keeps them in; 0 and 2 begin."""
    paper.remarks(*SAID)
    extended = paper.parts["word/commentsExtended.xml"]
    extended = extended.replace('w15:paraId="20000002" w15:paraIdParent="20000000"', 'w15:paraId="20000002"')
    paper.parts["word/commentsExtended.xml"] = extended.replace(
        'w15:paraId="20000003" w15:paraIdParent="20000000"', 'w15:paraId="20000003" w15:paraIdParent="20000002"')
    numbers = range(len(SAID))
    ids = "".join(f'<w16cid:commentId w16cid:paraId="{0x20000000 + n:08X}" w16cid:durableId="{0x30000000 + n:08X}"/>' for n in numbers)
    dates = "".join(f'<w16cex:commentExtensible w16cex:durableId="{0x30000000 + n:08X}" w16cex:dateUtc="2025-09-0{n + 1}T09:00:00Z"/>'
                    for n in numbers)
    people = "".join(f'<w15:person w15:author="{name}"><w15:presenceInfo w15:providerId="None" w15:userId="{name}"/></w15:person>'
                     for name in sorted({who for who, _, _ in SAID}))
    for name, root, space, kind, inside in (
            ("commentsIds", "w16cid:commentsIds", f'xmlns:w16cid="{CID}"', "2016/09/relationships/commentsIds", ids),
            ("commentsExtensible", "w16cex:commentsExtensible", f'xmlns:w16cex="{CEX}"', "2018/08/relationships/commentsExtensible", dates),
            ("people", "w15:people", f'xmlns:w15="{NAMESPACES["w15"]}"', "2011/relationships/people", people)):
        paper.add(f"word/{name}.xml", f"<{root} {space}>{inside}</{root}>", f"{WORDML}.{name}+xml", f"{MICROSOFT}/{kind}")


def own_column(paper, around):
    """The school's own column: a control in a control, a picture, a text box in both its forms, an old shape with an object's size."""
    inner = control(r("Where to sit"), "seat", "Seat", "<w:text/>")
    shape = '<w:r><w:pict><v:rect id="Divider" o:spid="_x0000_s1099" style="width:40pt;height:2pt" fillcolor="#2F7486"/></w:pict></w:r>'
    data = paper.add("word/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0", "application/vnd.openxmlformats-officedocument.oleObject", "oleObject")
    sheet = ('<w:r><w:object><v:shape id="_x0000_i1025" style="width:40pt;height:20pt"/><o:OLEObject Type="Embed" ProgID="Package" '
             f'ShapeID="_x0000_i1025" DrawAspect="Content" ObjectID="_1700000000" r:id="{data}"/></w:object></w:r>')
    return cell(p(control(r("Seat: ") + inner, "place", "Place")), p(paper.logo(), shape), p(sheet), p(r("Look"), text_box(p(r("Eyes, then hands"))))
                if around != "placeholder" else p(r("Look"), text_box(p(r("Eyes, then hands")))))


def pattern(paper, around):
    """The row that others are made from; around: blank, placeholder, repeating or control."""
    def value(key):
        return r("{{assessments[]." + key + "}}") if around == "placeholder" else ""

    note = paper.footnote("A support that a learner always wants is as good as any other.")
    cells = [cell(p(bookmark("Statement", value("milestone")))), cell(p(value("engagement"))),
             cell(p(remark(value("supports"), 2, 3))), cell(p(value("date"))), cell(p(bookmark("Saw", value("saw")), note)),
             cell(p(value("next-steps"))), own_column(paper, around)]
    made = row(*cells)
    if around == "repeating":
        item = control(made, extra="<w15:repeatingSectionItem/>")
        return control(item, "rows", "Rows", extra="<w15:repeatingSection/>")
    return control(made, "row", "A milestone") if around == "control" else made


def five_runs(text, number):
    """A placeholder as Word may leave it: five runs of two looks, a proofing mark, a bookmark, and a comment with its answer in it."""
    a, b, c, d = 1, 4, len(text) // 2, len(text) - 1
    return (r(text[:a], "<w:b/>") + '<w:proofErr w:type="spellStart"/>' + r(text[a:b], "<w:b/>", "00D4E5F6")
            + remark(r(text[b:c], "<w:b/>"), number, number + 1) + '<w:proofErr w:type="spellEnd"/>'
            + bookmark("_GoBack", r(text[c:d], "<w:b/>")) + r(text[d:], "<w:i/>"))


def paper(around):
    made = Document("Our milestones", font="Verdana")
    made.edge("header", "default", p(r("Larchwood School"), text_box(p(r("Small steps, seen"))), style="Header"))
    talk(made)
    if around == "placeholder":
        made.put(p(r("Tracker of "), five_runs("{{learner.known-as}}", 0), style="Title"),
                 p(r("Session {{term.session}}, term {{term.term}}")))
    else:
        made.put(p(r("Tracker of "), remark(control(r(" "), "known-as"), 0, 1), style="Title"),
                 p(control(r(" "), "session"), control(r(" "), "term")))
    made.put(heading("Milestones"), table(7, head_row(*HEADERS, "Place"), pattern(made, around)), p())
    made.timetable()
    return made.finish()


KINDS = ("blank", "placeholder", "repeating", "control")


def make(folder):
    """Each kind's document and its mapping, {kind: (document, mapping or None)}."""
    made = {}
    for kind in KINDS:
        document = pathlib.Path(folder) / f"clone-{kind}.docx"
        paper(kind).save(document)
        mapping = None
        if kind != "placeholder":
            mapping = document.with_suffix(".yaml")
            mapping.write_text(MAPPING.format(template=document.name), encoding="utf-8")
        made[kind] = document, mapping
    return made
