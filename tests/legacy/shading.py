"""A tracker in which the level is the colour of its cell, by a key at the top of the page."""

from hand import BOLD, Tracker, cell, heading, p, r, row, saved, split, table
from paper import made_by

KEY = {"Encounter": "FFFF99", "Early awareness": "FFE082", "Interest": "C5E1A5", "Supported participation": "81C784",
       "Active involvement": "64B5F6", "Independent use": "B39DDB"}
GREY = "BFBFBF"  # somebody's own idea
TALK = {"Waits through a pause for the part that they know": (("Mr Lennox", "RL", "2024-10-03T10:00:00Z", "Preferred: the same song, twice, then the pause."),
                                                             ("Mum", "M", "2024-10-05T19:30:00Z", "Same at home.")),
        "Is comforted by a person or a thing that they know": (("Nurse", "N", "2024-11-11T08:50:00Z", "Feed at 11 from now on."),)}
AREAS = {
    "Communication": (
        ("Keeps watching or listening until an activity pauses", "Interest", "Visual, Verbal", "Watches the parachute."),
        ("Shows that something is liked or not liked", "Active involvement", "", "Pushes away the brush."),
        ("Asks for more with a sign, a switch, a sound or a look", "Early awareness", "Support via technology", "")),
    "Thinking and exploring": (
        ("Turns back to something that has caught their interest", "Independent use", "No support", ""),
        ("Waits through a pause for the part that they know", "Supported participation", "Gestural, Verbal", "“Row the boat”."),
        ("Shows surprise or protest when nothing happens", GREY, "Physical", "")),
    "Self and others": (
        ("Is comforted by a person or a thing that they know", "Encounter", "Physical", ""),
        ("Is at ease beside other children", "", "", ""),
        ("Takes part in washing and drying their hands", "Interest", "Physical, Gestural", "Likes the warm tap."))}
THEME = ' w:themeFill="accent6" w:themeFillTint="99"'


def shaded(level):
    colour = KEY.get(level, level)
    made = cell("", shade=colour)
    if level == "Interest":  # picked from the theme in Word, which writes the colour beside its name
        made = made.replace(f'w:fill="{colour}"', f'w:fill="{colour}"{THEME}')
    return made.replace('w:val="clear"', 'w:val="nil"') if not colour else made


def rows(paper, listed):
    for statement, level, supports, saw in listed:
        words = paper.said(r(supports), *TALK[statement]) if statement in TALK else split(supports) if supports else ""
        yield row(cell(p(split(statement))), shaded(level), cell(p(words)), saw)


def make(path):
    paper = Tracker("Colour tracker", font="Comic Sans MS")
    paper.put(p(paper.logo(), r(" Our colour tracker", "<w:b/><w:sz w:val=\"40\"/>")),
              p(r("Name: ", BOLD), r("Morven\t"), r("Class: ", BOLD), r("Birch\t"), r("Session: ", BOLD), r("2024-25\t"), r("Term: ", BOLD), r("1")),
              table(6, row(*(cell(level, shade=colour) for level, colour in KEY.items()))))
    for area, listed in AREAS.items():
        header = (cell(p(split(text, BOLD)), shade="E7E6E6") for text in ("Milestone", "Colour", "Support", "What we saw"))
        paper.put(heading(area, 2), table(4, row(*header, head=True), *rows(paper, listed)), p())
    saved(paper, path)


if __name__ == "__main__":
    made_by(make)
