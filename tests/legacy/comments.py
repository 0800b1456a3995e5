"""A tracker on which five people have commented: on a cell, on several cells, on several rows, on a word, on a whole table."""

from hand import BOLD, Tracker, cell, head_row, heading, p, r, row, saved, split, table
from paper import made_by
from pieces import NAMESPACES, WORDML, quoteattr
from school import COMMENTS

COLUMNS = ("Milestone", "Level", "Support", "What we saw")
KERR, NAIR, BOYD, MUM, OT = "L. Kerr", "Dr S. Nair", "Boyd, J", "Isla’s mum", "OT visiting"

# Each: who, initials, when, what was said, a paragraph each; then "done", and the number of the comment that it answers.
SAID = (
    (KERR, "LK", "2024-03-04T10:12:00Z", ["Preferred: hand under hand, from the left."]),
    (NAIR, "SN", "2024-03-05T00:00:00Z", ["Prefers photographs held close, one at a time."]),
    (KERR, "LK", "2024-03-06T14:00:00Z", ["Same in all three: only before lunch.", "She tires quickly after it."], "done"),
    (BOYD, "JB", "2024-03-07T09:05:00Z", ["Agreed, and in the pool too."], "done", 2),
    (MUM, "", "", ["At home we use the tablet for this."]),
    (OT, "OT2", "2024-03-08T11:30:00Z", ["Which splint?"]),
    (KERR, "LK", "2024-03-11T08:45:00Z", ["The soft one."], "", 5),
    (NAIR, "SN", "2024-03-12T13:20:00Z", ["This whole table was done from the video of 1 March."]),
    (BOYD, "JB", "2024-03-12T13:25:00Z", ["Look at these two first next term."]),
    (KERR, "LK", "2024-03-13T10:00:00Z", ["HELPS – a count of three before the switch"]),
    (MUM, "", "2024-03-14T19:02:00Z", ["Likes: the red switch"]),
    (KERR, "LK", "2024-03-15T09:00:00Z", ["Staff only: ask about the seizure plan before the stander."]),
    (BOYD, "JB", "2024-03-15T09:30:00Z", ["Is this area still right for her?"]),
    (OT, "OT2", "2024-03-18T10:10:00Z", ["Works best with the tray at elbow height, for both."]))


def start(*numbers):
    return "".join(f'<w:commentRangeStart w:id="{n}"/>' for n in numbers)


def mark(n):
    return f'<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:commentReference w:id="{n}"/></w:r>'


def end(*numbers):
    return "".join(f'<w:commentRangeEnd w:id="{n}"/>{mark(n)}' for n in numbers)


def on(content, *numbers):
    return start(*numbers) + content + end(*numbers)


def paragraphs(n, said):
    texts = said[3]
    look = '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:annotationRef/></w:r>'
    for i, text in enumerate(texts):
        last = i + 1 == len(texts)
        key = f' w14:paraId="{0x30000000 + 16 * n + i:08X}" w14:textId="77777777"'
        yield f'<w:p{key}><w:pPr><w:pStyle w:val="AnnotationText"/></w:pPr>{look if not i else ""}{r(text)}</w:p>', 0x30000000 + 16 * n + i if last else 0


def put_comments(paper):
    """The comments, and who answers whom; the key of a comment is that of its last paragraph."""
    listed, extended, keys = [], [], []
    for n, said in enumerate(SAID):
        author, initials, date = said[:3]
        done, first = said[4:5] == ("done",), said[5] if len(said) > 5 else None
        made = list(paragraphs(n, said))
        keys.append(f"{made[-1][1]:08X}")
        named = (f' w:initials="{initials}"' if initials else "") + (f' w:date="{date}"' if date else "")
        listed.append(f'<w:comment w:id="{n}" w:author={quoteattr(author)}{named}>{"".join(one for one, _ in made)}</w:comment>')
        parent = f' w15:paraIdParent="{keys[first]}"' if first is not None else ""
        extended.append(f'<w15:commentEx w15:paraId="{keys[n]}"{parent} w15:done="{1 if done else 0}"/>')
    paper.add_word("comments", "comments", "".join(listed), "comments")
    space = f' xmlns:w15="{NAMESPACES["w15"]}" xmlns:mc="{NAMESPACES["mc"]}" mc:Ignorable="w15"'
    paper.add("word/commentsExtended.xml", f"<w15:commentsEx{space}>{''.join(extended)}</w15:commentsEx>",
              f"{WORDML}.commentsExtended+xml", COMMENTS)


def milestone(statement, level, support, saw):
    """A row of cells; each text is a cell's runs, or plain words."""
    return row(*(cell(p(text if text.startswith("<w:") else split(text) if len(text) > 12 else r(text) if text else ""))
                 for text in (statement, level, support, saw)))


def communication():
    header = row(*(cell(p((start(7) if name == "Milestone" else "") + split(name, BOLD)), shade="D9E2F3") for name in COLUMNS), head=True)
    return table(
        4, header,
        milestone("Stills or turns when someone familiar speaks nearby", "Interest", on(r("Physical"), 0), "Turned twice."),
        milestone("Looks towards a face or a voice for a moment", start(1) + r("Early awareness"), r("Visual") + end(1), "Photographs."),
        milestone("Responds to the sound or the sign of their own name", "Interest", start(2, 3) + r("Verbal"), "At register."),
        milestone("Keeps watching or listening until an activity pauses", "Encounter", r("Verbal, ") + on(r("Physical"), 4), ""),
        milestone("Shares attention to an object with another person", "", r("Visual") + end(2, 3), "Bubbles with a friend."),
        milestone("Shows that something is liked or not liked", "Interest", "Gestural", r("Pushed it away.") + end(7)))


def thinking():
    return table(
        4, head_row(*COLUMNS),
        milestone(start(8) + r("Repeats a movement that made something happen"), "Interest", "Physical", "Chimes."),
        milestone(r("Presses a switch and looks for what it does") + end(8), "Interest", on(r("Support via technology"), 9) + mark(10), "Fan."),
        milestone(start(5, 6) + r("Stops and starts something on purpose"), "Encounter", "Physical", r("With the splint.") + end(5, 6)),
        milestone("Waits through a pause for the part that they know", "", "", ""))


def movement():
    return table(
        4, head_row(*COLUMNS),
        milestone("Takes weight through the feet in a stander or at a rail", "Interest", on(r("Physical"), 11), "Four minutes."),
        milestone("Holds an object and lets it go again", "Encounter", start(13) + r("Physical"), ""),
        milestone("Brings both hands together to work on one thing", "Encounter", r("Physical") + end(13), "Dough."))


def make(path):
    paper = Tracker("Milestones and notes", font="Arial")
    paper.school_header("Lochside", box=False)
    paper.put(p(paper.logo(), r(" Milestones and notes"), style="Title"),
              p(r("Name:", BOLD), r(" Isla\t"), r("Class:", BOLD), r(" Willow\t"), r("Session:", BOLD), r(" 2023/24\t"), r("Term:", BOLD), r(" T3")),
              heading("Communication", 2), communication(), p(), heading("Thinking", 2), thinking(), p(),
              p(on(split("Body and movement"), 12), style="Heading2"), movement(), p())
    put_comments(paper)
    saved(paper, path)


if __name__ == "__main__":
    made_by(make)
