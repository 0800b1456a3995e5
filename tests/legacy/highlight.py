"""A form that prints every level and support in its cells; people draw the highlighter over what fits."""

from hand import BOLD, Tracker, cell, heading, p, r, row, saved, split, table
from paper import made_by

LEVELS = ("Encounter", "Early awareness", "Interest", "Supported participation", "Active involvement", "Independent use")
SUPPORTS = ("Physical", "Gestural", "Visual", "Verbal", "Support via technology", "No support")
YELLOW, GREEN, SHADED = ('<w:highlight w:val="yellow"/>', '<w:highlight w:val="green"/>', '<w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/>')
SMALL = '<w:sz w:val="18"/>'
TALK = {"Brings both hands together to work on one thing": ("Occupational therapist", "OT", "2022-02-15T14:00:00Z", "Likes dough better than beads."),
        "Recognises their own photograph, peg or tray": ("Miss Tulloch", "KT", "2022-03-01T09:15:00Z", "Peg moved on Monday.")}
AREAS = {  # a statement, what is highlighted of the levels, how, of the supports, when
    "Body and movement": (
        ("Shifts weight to stay steady while sitting", ["Interest"], YELLOW, ["Physical"], "8 Feb 2022"),
        ("Brings both hands together to work on one thing", ["Early awareness"], GREEN, ["Physical", "Visual"], "15 Feb 2022"),
        ("Accepts being moved when told what is going to happen", ["Supported participation"], SHADED, ["Verbal"], ""),
        ("Helps with part of a transfer or a change of position", ["Encounter", "Interest"], YELLOW, ["Physical"], "22 Feb 2022")),
    "Self and others": (
        ("Recognises their own photograph, peg or tray", ["Active involvement"], YELLOW, ["Visual", "Support via technology"], "1 Mar 2022"),
        ("Shows pleasure, unease or excitement in their own way", ["Independent use"], YELLOW, ["No support"], "1 Mar 2022"),
        ("Watches what another child is doing", [], YELLOW, [], ""),
        ("Opens the mouth or looks at the spoon when ready for more", ["Interest"], GREEN, ["Gestural", "Verbal"], "8 Mar 2022"))}


def printed(labels, chosen, look):
    """The labels with strokes between them; the highlighter cuts runs where it likes."""
    runs = []
    for n, label in enumerate(labels):
        stroke = r(" / ", SMALL) if n else ""
        runs.append(stroke + (split(label, SMALL + look) if label in chosen else r(label, SMALL)))
    return "".join(runs)


def rows(paper, listed):
    for statement, level, look, supports, date in listed:
        one = printed(SUPPORTS[:3], supports, look)
        words = paper.said(one, TALK[statement]) if statement in TALK else one
        yield row(cell(p(split(statement))), cell(p(printed(LEVELS, level, look))), cell(p(words), p(printed(SUPPORTS[3:], supports, look))), date)


def make(path):
    paper = Tracker("Next steps form", font="Arial")
    paper.put(p(paper.logo(), r("  Small steps – record", BOLD)),
              table(4, row(cell(p(r("Name", BOLD))), "Ruaridh", cell(p(r("Class", BOLD))), "Elm"),
                    row(cell(p(r("Session", BOLD))), "2021-22", cell(p(r("Term", BOLD))), "3")))
    for area, listed in AREAS.items():
        header = (cell(p(split(text, BOLD)), shade="DDD9C3") for text in ("Small step", "Engagement (highlight one)", "Support (highlight all)", "When"))
        paper.put(heading(area, 2), table(4, row(*header, head=True), *rows(paper, listed)), p())
    saved(paper, path)


if __name__ == "__main__":
    made_by(make)
