"""A grid in which people tick the column of the level, each in their own way, and the columns of the supports."""

from hand import BOLD, Tracker, cell, heading, p, r, row, saved, split, table
from paper import made_by

LEVELS = ("Encounter", "Early awareness", "Interest", "Supported participation", "Active involvement", "Independent use")
SUPPORTS = ("Physical", "Gestural", "Visual", "Verbal", "Technology", "No support")
TICK = '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
TALK = {
    "Settles or brightens when a familiar person comes close": ("Mrs Ogilvie", "MO", "2023-04-27T11:20:00Z",
                                                                "Works best: after the swing, with no music on."),
    "Links an object of reference with what comes next": ("S. Dhillon (SLT)", "SD", "2023-05-16T13:05:00Z", "Please keep the cup the same cup."),
    "Plays beside another child with the same things": ("Classroom assistant", "CA", "2023-06-01T09:40:00Z", "Talk to home first.")}
AREAS = {  # a statement, what stands under each level, what under each support, a note
    "Communication": (
        ("Looks towards a face or a voice for a moment", {"Interest": "✓"}, {"Verbal": "✓", "Visual": "✓"}, "Best in the morning."),
        ("Settles or brightens when a familiar person comes close", {"Active involvement": "x"}, {}, ""),
        ("Makes different sounds or movements for different needs", {"Early awareness": "sym"}, {"Physical": "sym", "Gestural": "sym"}, ""),
        ("Lets someone know that an activity should stop", {"Encounter": "●"}, {"Gestural": "●"}, "Turns the head away.")),
    "Thinking and exploring": (
        ("Presses a switch and looks for what it does", {"Supported participation": "Yes"}, {"Technology": "Yes"}, "Jelly bean switch and the fan."),
        ("Links an object of reference with what comes next", {"Early awareness": "12/3", "Interest": "No"}, {"Visual": "✔"}, ""),
        ("Looks for something that has gone out of sight", {"Encounter": "✓", "Early awareness": "✓"}, {"Visual": "X"}, "Not sure which.")),
    "Self and others": (
        ("Is at ease beside other children", {"Independent use": "X"}, {"No support": "x"}, ""),
        ("Plays beside another child with the same things", {"Interest": "–"}, {}, ""),
        ("Carries something to where it belongs", {"Interest": "box"}, {"Physical": "✓"}, "Own tray, own peg."))}


def mark(sign):
    return cell(p({"sym": TICK, "box": r("☒", '<w:rFonts w:ascii="MS Gothic" w:hAnsi="MS Gothic"/>')}.get(sign) or (r(sign) if sign else ""),
                  ppr='<w:jc w:val="center"/>'))


def rows(paper, listed):
    for statement, levels, supports, note in listed:
        words = paper.said(split(statement), TALK[statement]) if statement in TALK else split(statement)
        yield row(cell(p(words)), *(mark(levels.get(level)) for level in LEVELS), *(mark(supports.get(support)) for support in SUPPORTS), note)


def header():
    titles = (cell(p(split(text, BOLD)), shade="FDE9D9", turned=True) for text in (*LEVELS, *SUPPORTS))
    return row(cell(p(r("Skill", BOLD)), shade="FDE9D9"), *titles, cell(p(r("Notes", BOLD)), shade="FDE9D9"), head=True)


def make(path):
    paper = Tracker("Progress grid", font="Calibri")
    paper.put(p(paper.logo(), r(" Progress grid", "<w:sz w:val=\"36\"/>")),
              p(r("Child: ", BOLD), r("Eilidh\t"), r("Class: ", BOLD), r("Hazel\t"), r("Session: ", BOLD), r("2022-23\t"), r("Term: ", BOLD), r("3")),
              p(r("Tick one level for each skill, and every kind of support that was given.", "<w:i/>")))
    for area, listed in AREAS.items():
        paper.put(heading(area, 2), table(14, header(), *rows(paper, listed)), p())
    saved(paper, path)


if __name__ == "__main__":
    made_by(make)
