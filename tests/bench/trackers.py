"""What a tracker says, as two scripts read it that know nothing of Cairn: the learner, the lines of the page, the rows of the tables
with their comments. Both get a document's parts as lxml trees from a program of their own."""

import json
import pathlib

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COLUMNS = ["milestone", "engagement", "supports", "date", "saw", "next-steps"]


def text(e):
    return "\n".join("".join(t.text or "" for t in p.iter(W + "t")) for p in e.iter(W + "p"))


def comments(root):
    return {c.get(W + "id"): {"text": text(c), "by": c.get(W + "author"), "date": c.get(W + "date")} for c in root.iter(W + "comment")}


def table_rows(rows, said):
    """The rows, each a list of cells, below a header that begins with Milestone."""
    head, *below = rows
    if text(head[0]).strip() != "Milestone":
        return
    for cells in below:
        marks = [m.get(W + "id") for cell in cells for m in cell.iter(W + "commentReference")]
        yield {**dict(zip(COLUMNS, map(text, cells))), "comments": [said[m] for m in marks if m in said]}


def record(body, tables, said, learner):
    """tables: of each its rows, of each its cells."""
    tagged = {}
    for sdt in body.iter(W + "sdt"):
        tag = sdt.find(f"{W}sdtPr/{W}tag")
        if tag is not None and next(sdt.iter(W + "tbl"), None) is None:
            tagged.setdefault(tag.get(W + "val"), "".join(t.text or "" for t in sdt.iter(W + "t")))
    return {"learner": learner, "fields": tagged, "rows": [row for rows in tables for row in table_rows(rows, said)]}


def save(folder, name, found):
    pathlib.Path(folder, name + ".json").write_text(json.dumps(found), encoding="utf-8")
