"""Sheets as schools make them, for tests of reading them: a child's details, a table of milestones, and what is read of them."""

import tracker
from room import Room
from workbook import HEADER, Book, Sheet, grid

LOOKS, STILLS = "Looks towards a face or a voice for a moment", "Stills or turns when someone familiar speaks nearby"
OWN_NAME = "Responds to the sound or the sign of their own name"


def details(name="Iona", session="2025-26", term=None, **more):
    rows = [["Name", name], ["Session", session], *([["Term", term]] if term else [])]
    return rows + [[label.replace("_", " "), value] for label, value in more.items()]


def tracker_sheet(name="Term 1", rows=(), who=None, header=None, notes=None, **how):
    """The header stands below the details; where the rows begin, notes need: row() tells."""
    top = details() if who is None else who
    return Sheet(name, grid([*top, header or HEADER, *rows]), notes, **how)


def sheet_of(name, who, level="Interest", statement=LOOKS):
    return tracker_sheet(name, who=who, rows=[[statement, level]])


class Reading(Room):
    def read(self, *sheets, want=0, options="", **how):
        """What is read of these sheets, and what is said."""
        self.write("t.xlsx", Book(sheets, **how).bytes())
        done = self.cairn(f"sheet read t.xlsx {options}", want)
        self.said = done.said
        return tracker.load(done.out.decode()) if done.out else None

    def rows(self, *sheets, **how):
        """The assessments of the only term, by milestone."""
        reading = self.read(*sheets, **how)
        self.left = reading.get("unplaced") or []
        self.unplaced = [(item["place"], item.get("text", item.get("comment"))) for item in self.left]
        self.term = reading["terms"][0]
        return {item["milestone"]: {k: v for k, v in item.items() if k != "milestone"} for item in self.term.get("assessments") or []}

    def into_folder(self, *sheets, want=0):
        self.write("t.xlsx", Book(sheets).bytes())
        done = self.cairn("sheet read t.xlsx -o records/", want)
        self.said = done.said
        return {path.name: tracker.load(path) for path in sorted(self.path("records").glob("*.yaml")) if not path.name.endswith(".sources.yaml")}

    def levels(self, records):
        return {name: [(term.get("term"), [row["engagement"] for row in term["assessments"]]) for term in record["terms"]] for name, record in records.items()}
