"""A tracker of which the tables are split where a page ended: without a header, in the middle of a row, and with a header again."""

from hand import BOLD, Tracker, cell, field, heading, p, r, row, saved, split, table
from paper import made_by

HEADER = ("Milestone", "Level of engagement", "Type of support", "Date", "What we saw")
BREAK = '<w:r><w:br w:type="page"/></w:r>'
FIRST = (
    ("Stills or turns when someone familiar speaks nearby", "Interest", "Verbal", "9 Oct 2023", "Turns to the student's voice too."),
    ("Keeps watching or listening until an activity pauses", "Supported participation", "Visual, Verbal", "16 Oct 2023",
     "Waited for the end of the song on three days."),
    ("Shows that something is liked or not liked", "Active involvement", "Gestural", "6 Nov 2023", "Signs “finished” for porridge."))
REST = ("", "", "", "", "And for the tooth brush, at home.")
SECOND = (
    ("Chooses between two photographs or symbols", "Interest", "Visual", "13 Nov 2023", "Yoghurt over apple, when Mr Orr holds both."),
    ("Takes a turn in a to-and-fro game with an adult", "Early awareness", "Physical, Gestural", "20 Nov 2023", ""),
    ("Greets or says goodbye in their own way", "", "", "", ""))
MOVING = (
    ("Shifts weight to stay steady while sitting", "Interest", "Physical", "4 Dec 2023", "On the wedge, both ways."),
    ("Reaches out to touch what is in front of them", "Active involvement", "No support", "11 Dec 2023", "Bells, and Mr Orr's tie."))
MOVING_ON = (("Holds an object and lets it go again", "Supported participation", "Physical", "11 Dec 2023", "Beanbag into the box."),)
TALK = {"Chooses between two photographs or symbols": ("D. Orr", "DO", "2023-11-14T09:05:00Z", "Prefers photographs of our own things to symbols"),
        "Shifts weight to stay steady while sitting": ("Physiotherapist", "P", "2023-12-04T14:40:00Z", "New wedge is ordered.")}


def rows(paper, listed):
    for statement, level, support, date, saw in listed:
        words = paper.said(r(support), TALK[statement]) if statement in TALK else split(support) if support else ""
        yield row(cell(p(split(statement)) if statement else p()), level, cell(p(words)), date, cell(p(split(saw)) if saw else p()))


def header():
    return row(*(cell(p(split(text, BOLD)), shade="D9D9D9") for text in HEADER), head=True)


def make(path):
    paper = Tracker("Learner's milestones", font="Comic Sans MS")
    paper.edge("footer", "default", p(r("Page "), field("PAGE", "2"), r(" of "), field("NUMPAGES", "4"), style="Footer"))
    paper.put(p(paper.logo(), r(" Learner's milestones"), style="Title"),
              p(r("Name:", BOLD), r(" Torquil\t"), r("Class:", BOLD), r(" Rowan\t"), r("Session:", BOLD), r(" 2023-24\t"), r("Term:", BOLD), r(" 2")),
              heading("Communication", 2), table(5, header(), *rows(paper, FIRST)), p(BREAK), p(r("(continued)", "<w:i/>")),
              table(5, *rows(paper, (REST, *SECOND))), p(),
              heading("Body and movement", 2), table(5, header(), *rows(paper, MOVING)), p(BREAK),
              heading("Body and movement (cont.)", 2), table(5, header(), *rows(paper, MOVING_ON)), p(), p(),
              table(5, row("Seen by", "In capitals", "Role", "Date", "Signed"), row("Parent or carer", "", "", "", "")), p())
    saved(paper, path)


if __name__ == "__main__":
    made_by(make)
