"""A tracker that two people have changed with Word's revision marks on, before the review meeting that would accept or reject them."""

import re

from hand import BOLD, Tracker, cell, heading, p, r, row, saved, split, table
from paper import made_by

PATON, OGILVIE = 'w:author="Ms Paton" w:date="2024-03-11T15:20:00Z"', 'w:author="N. Ogilvie (SLT)" w:date="2024-03-14T10:05:00Z"'
COLUMNS = ("Milestone", "Engagement", "Support", "What we saw")
MOVED = "Laughed out loud at the drum."


def came(text, who):
    return f'<w:ins w:id="@" {who}>{r(text)}</w:ins>'


def went(text, who):
    return f'<w:del w:id="@" {who}>{r(text).replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ")}</w:del>'


def moved(kind, text, who):
    """One side of a move: From or To."""
    start, end = (f'<w:move{kind}Range{mark} w:id="@{kind}"' for mark in ("Start", "End"))
    return f'{start} {who} w:name="move1"/><w:move{kind} w:id="@" {who}>{r(text)}</w:move{kind}>{end}/>'


def marked(kind, made, who):
    """A row that came or went as a whole, with all that it says."""
    of_row = f'<w:{kind} w:id="@" {who}/>'
    made = re.sub(r"<w:r>(?:(?!</w:r>).)*</w:r>|<w:r (?:(?!</w:r>).)*</w:r>", lambda run: f'<w:{kind} w:id="@" {who}>{run[0]}</w:{kind}>', made)
    if kind == "del":
        made = made.replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ")
    return made.replace("</w:trPr>", f"{of_row}</w:trPr>", 1)


def new_line(text, who):
    """A paragraph that was typed behind another: its end came too."""
    return p(came(text, who), ppr=f'<w:rPr><w:ins w:id="@" {who}/></w:rPr>')


def on_what_went(content, who):
    """A comment on text that went: its mark goes with it."""
    at = content.rindex("<w:r>")
    return f'{content[:at]}<w:del w:id="@" {who}>{content[at:]}</w:del>'


def milestone(statement, *cells):
    return row(cell(p(split(statement))), *(cell(*one) if isinstance(one, tuple) else cell(p(one if one.startswith("<w:") else r(one) if one else "")) for one in cells))


def communication(paper):
    return (milestone("Stills or turns when someone familiar speaks nearby", went("Encounter", PATON) + came("Early awareness", PATON), "Verbal",
                      r("Stilled at ") + went("lunch", OGILVIE) + came("register", OGILVIE) + r(" twice.")),
            marked("del", milestone("Looks towards a face or a voice for a moment", "Interest", "Visual", "Looked at Gran on the tablet."), OGILVIE),
            marked("ins", milestone("Shows that something is liked or not liked", "Interest", "Gestural", "Pushed the beaker away."), OGILVIE),
            milestone("Takes a turn in a to-and-fro game with an adult", "Early awareness",
                      paper.said(r("Physical"), ("N. Ogilvie (SLT)", "NO", "2024-03-04T09:30:00Z", "Prefers hand under hand, never over."),
                                 ("Ms Paton", "KP", "2024-03-05T08:40:00Z", "Yes, and from his left.")),
                      r("Pushed the ball back once. ") + moved("From", MOVED, PATON)),
            milestone("Asks for more with a sign, a switch, a sound or a look", "Interest", "Verbal, Gestural", "Taps the table for more."))


def thinking(paper):
    gone = paper.said(went("Physical, ", PATON), ("N. Ogilvie (SLT)", "NO", "2024-03-04T09:41:00Z", "Only while his cast is on."))
    bold = f'<w:r><w:rPr><w:b/><w:rPrChange w:id="@" {PATON}><w:rPr/></w:rPrChange></w:rPr><w:t>The red bag means the pool.</w:t></w:r>'
    return (milestone("Presses a switch and looks for what it does", "Interest", on_what_went(gone, PATON) + r("Support via technology"),
                      r("Switch for the fan. ") + moved("To", MOVED, PATON)),
            milestone("Shows surprise or protest when nothing happens", "", "", ""),
            milestone("Links an object of reference with what comes next", "Encounter", "Visual", bold),
            milestone("Looks for something that has gone out of sight", "Early awareness", "Visual",
                      (p(r("Looked under the cloth.")), new_line("And behind the box, twice.", OGILVIE), p(r("His favourite is the bell.")))))


def make(path):
    paper = Tracker("Milestones under review", font="Calibri")
    name, group = cell(p(r("Name", BOLD))), cell(p(r("Class", BOLD)))
    paper.put(p(paper.logo(), split("  Milestones under review", BOLD)),
              table(4, row(name, "Fergus", group, cell(p(went("Birch", PATON), came("Beech", PATON)))),
                    row(cell(p(r("Session", BOLD))), "2023-24", cell(p(r("Term", BOLD))), "2")))
    for title, rows in (("Communication", communication(paper)), ("Thinking and exploring", thinking(paper))):
        header = (cell(p(split(text, BOLD)), shade="E7E6E6") for text in COLUMNS)
        paper.put(heading(title, 2), table(4, row(*header, head=True), *rows), p())
    paper.put(p(r("To talk about: "), went("the taxi", OGILVIE), came("the new bus", OGILVIE)))
    saved(paper, path)


if __name__ == "__main__":
    made_by(make)
