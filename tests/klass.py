"""Classes that nobody has met, for packs: as many different learners as asked for, fast, and the same ones for a seed.

    tests/klass.py FOLDER COUNT [--marks]       a folder of records with its class.yaml

With marks every text of a learner holds a mark of their own, and every day is one of theirs: of any byte of a pack it can
then be told whose it is.
"""

import argparse
import datetime
import pathlib
import random
import re

from invent import FRAMEWORKS, LEVELS, seed_option

SESSION = "2025-26"
ROWS = (32, 38)  # at least, and at most; a fifth of them is focus, with nothing seen yet
MARK = re.compile(rb"qz(\d{5})zq")
DAYS_OF_ONE = 150
FIRST_DAY = datetime.date(1905, 1, 1)  # of the days with marks; the others lie in the session

NAMES = ["Eilidh", "Ruaraidh", "Catrìona", "Sìne", "Mòrag", "Dòmhnall", "Łucja", "Zbigniew", "Stanisław", "Małgorzata", "Ола", "Софія",
         "Тарас", "Їжак", "ليلى", "يوسف", "سلمى", "Zoë", "Iona", "Callum", "Ava", "Bo", "Priya", "Chidi", "笑", "D'Arcy", "Ång Tràn"]
STAFF = ["M. Reid", "T. Okafor", "J. Sinclair", "A. Nic a' Phì", "Z. Łukasiewicz", "О. Шевченко", "سلمى حداد", "D. Brown", "K. Å. Lind"]
WHO = ["Looked at", "Turned to", "Reached for", "Smiled at", "Held on to", "Stilled for", "Leaned in to", "Tapped", "Asked with the eyes for",
       "Laughed at", "Waited for", "Pushed away", "Pointed at", "Followed", "Listened to", "Let go of", "Came back to", "Chose"]
WHAT = ["the drum", "the light box", "the warm flannel", "a banana, not the cracker", "the red spoon", "the photograph of the pool", "the switch",
        "the sling and the words “up we go”", "a friend's chair", "the wet sponge", "the song with the long pause", "the bubbles 🫧", "the heavy blanket",
        "the box before it was opened", "the bus, the one with the bell", "Gran's voice on the tablet", "the clàrsach", "їжачок & кіт", "the <start> button"]
WHEN = ["three days out of five", "twice in a week", "at register", "when the hall was quiet", "with one adult beside", "for a whole song",
        "before anyone had asked", "after a pause of ten seconds", "on the bench, feet flat", "at snack and again at lunch", "in the pool"]
NEXT = ["Keep", "Try", "Begin with", "Share", "Slow down", "Wait longer before", "Swap the sides of", "Show a picture of", "Leave a hand near"]
HELPS = ["Hand under hand, with a pause before the cue.", "Show the photograph first, then say the name once.", "A hand under the elbow. 👍🏽",
         "Lean in, look, then wait. About ten seconds are needed to get ready.", "Real food on a dark plate. Photographs are hard to see.",
         "Abair an t-ainm gu socair, agus fuirich.", "Powoli, z uśmiechem, i tylko jedno słowo.", "Спокійний голос і одна іграшка.", "كلمة واحدة، ثم ننتظر.",
         "One voice at a time 👩‍👩‍👧, and the same words at home."]
ANSWERS = ["It works at lunch too.", "And in the pool.", "Seen. Sits well since Tuesday.", "Tha e ag obair aig an taigh cuideachd.", "U nas w domu też.",
           "Так само вдома.", "وفي البيت أيضا.", "👍"]
MILESTONES = [(number, m["id"]) for f in FRAMEWORKS for a in f["areas"] for o in a["organisers"] for number, m in enumerate(o["milestones"])]
SUPPORTS = ["[physical]", "[gestural, visual]", "[visual]", "[verbal, technology]", "[physical, visual, technology]", "[no-support]", "[verbal]"]


def mark_of(number):
    return f"qz{number:05}zq"


def marks_in(data):
    """The numbers of all learners whose marks stand in these bytes, in letters of any size."""
    return {int(found) for found in MARK.findall(data.lower())}


def days_of(number):
    """The days that only this learner has, when there are marks."""
    return (FIRST_DAY + datetime.timedelta(number * DAYS_OF_ONE + day) for day in range(DAYS_OF_ONE))


class Learner:
    """Writes one record; every choice comes from the seed and the number."""

    def __init__(self, number, seed="1", marks=False):
        self.number, self.random = number, random.Random(f"{seed}-{number}").random
        self.mark = " " + mark_of(number) if marks else ""
        self.days = days_of(number) if marks else None

    def one(self, values):
        return values[int(self.random() * len(values))]

    def said(self, text):
        return f'"{text}{self.mark}"'

    def day(self):
        if self.days:
            return next(self.days).isoformat()
        return f"2025-{int(self.random() * 4) + 9:02}-{int(self.random() * 28) + 1:02}"

    def sentence(self):
        return f"{self.one(WHO)} {self.one(WHAT)}, {self.one(WHEN)}."

    def seen(self):
        sentences = [self.sentence() for _ in range(1 + int(self.random() * 3))]
        return self.said(("\\n" if self.random() < 0.15 else " ").join(sentences))

    def remark(self, pool):
        return f"text: {self.said(self.one(pool))}, by: {self.said(self.one(STAFF))}, date: {self.day()}"

    def comment(self, state=""):
        replies = [f"{{{self.remark(ANSWERS)}}}" for _ in range(int(self.random() * 4))]
        return f"          - {{{self.remark(HELPS)}{state}{', replies: [' + ', '.join(replies) + ']' if replies else ''}}}\n"

    def assessment(self, milestone):
        lines = [f"      - milestone: {milestone}\n        engagement: {self.one(LEVELS)}\n        supports: {self.one(SUPPORTS)}\n"
                 f"        date: {self.day()}\n        saw: {self.seen()}\n"
                 f"        next-steps: {self.said(f'{self.one(NEXT)} {self.one(WHAT)}, {self.one(WHEN)}.')}\n"]
        if self.random() < 0.25:
            lines.append("        preferred:\n" + self.comment())
        if self.random() < 0.15:
            lines.append("        comments:\n" + self.comment(self.one(["", ", state: resolved", ", for: staff"])))
        return "".join(lines)

    def milestones(self):
        """As many as a tracker has, each once, in the order of the frameworks."""
        rows, left = ROWS[0] + int(self.random() * (ROWS[1] - ROWS[0] + 1)), len(MILESTONES)
        for _, milestone in MILESTONES:
            if self.random() * left < rows:
                rows -= 1
                yield milestone
            left -= 1

    def term(self, term):
        chosen = list(self.milestones())
        focus = chosen[::5]
        family = "".join(f"      {key}: {self.said(f'{self.sentence()} {self.sentence()}')}\n" for key in ("enjoys", "does-well", "new", "next"))
        return (f"  - session: {SESSION}\n    term: {term}\n    date: {self.day()}\n    review: {self.day()}\n    class: {self.said('Class')}\n"
                f"    completed-by: [{self.said(self.one(STAFF))}, {self.said('Speech and language therapist')}]\n"
                f"    family:\n{family}      child-views: ~\n      family-views: {self.said(self.sentence())}\n    focus: [{', '.join(focus)}]\n"
                "    assessments:\n" + "".join(self.assessment(m) for m in chosen if m not in focus))

    def record(self, terms=("1",)):
        learner = f"{{id: klass-{mark_of(self.number)}" if self.mark else f"{{id: klass-{self.number}"
        name = self.one(NAMES)
        return (f"version: 1\nlearner: {learner}, name: {self.said(f'{name} Invented')}, known-as: {self.said(f'{name} {self.number}')}, "
                f"born: {self.day()}, scn: {self.said('0')}}}\nterms:\n" + "".join(map(self.term, terms)))


def record(number, seed="1", marks=False, terms=("1",)):
    """The text of one learner's record."""
    return Learner(number, seed, marks).record(terms)


def file_name(number):
    return f"learner-{number:06}.yaml"


def write_class(folder, numbers, name="Klass", **how):
    """A class's folder with these learners; how: as record takes it."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True)
    (folder / "class.yaml").write_text(
        f'version: 1\nclass: "{name}"\nschool: "School of {name}"\nsession: {SESSION}\nstaff: ["{name} M. Reid"]\n'
        "frameworks: [foundation, literacy, numeracy, wellbeing]\nmapping: milestones-tracker\n", encoding="utf-8")
    for number in numbers:
        with open(folder / file_name(number), "w", encoding="utf-8") as out:
            out.write(record(number, **how))
    return folder


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder")
    options.add_argument("count", type=int)
    options.add_argument("--marks", action="store_true")
    seed_option(options)
    chosen = options.parse_args()
    write_class(chosen.folder, range(1, chosen.count + 1), seed=chosen.seed, marks=chosen.marks)


if __name__ == "__main__":
    main()
