"""Reads a tracker with pandoc: its own document in JSON, with every comment (--track-changes=all)."""
import json
import subprocess


def converted(path):
    done = subprocess.run(["pandoc", "--track-changes=all", "-f", "docx", "-t", "json", str(path)],
                          capture_output=True, check=True)
    return json.loads(done.stdout)


class Words:
    """The text of inlines, and the comments that begin among them."""

    def __init__(self):
        self.text, self.comments, self.ends = [], [], []

    def add(self, inlines):
        for inline in inlines:
            kind, content = inline["t"], inline.get("c")
            if kind == "Str":
                self.text.append(content)
            elif kind in ("Space", "SoftBreak"):
                self.text.append(" ")
            elif kind == "LineBreak":
                self.text.append("\n")
            elif kind == "Span":
                self.span(*content)
            elif kind in ("Quoted", "Link"):
                self.add(content[1])
            elif kind == "Code":
                self.text.append(content[1])
            else:  # Emph, Strong, Underline and their like hold inlines
                self.add(content)

    def span(self, attributes, inlines):
        _, classes, pairs = attributes
        known = dict(pairs)
        if "comment-start" in classes:
            inner = Words()
            inner.add(inlines)
            self.comments.append({"author": known["author"], "date": known.get("date") or None, "text": inner.string(),
                                  "id": known["id"]})
        elif "comment-end" in classes:
            self.ends.append(known["id"])
            self.add(inlines)  # the ends of other comments
        else:
            self.add(inlines)

    def string(self):
        return "".join(self.text)


def paragraphs(blocks):
    """(the text of each paragraph, the comments in them)."""
    texts, comments = [], []
    for block in blocks:
        if block["t"] in ("Para", "Plain"):
            words = Words()
            words.add(block["c"])
            texts.append(words.string())
            comments += [{k: v for k, v in c.items() if k != "id"} for c in words.comments if words.ends.count(c["id"]) == 1]
            comments += [None for c in words.comments if words.ends.count(c["id"]) != 1]
        elif block["t"] in ("BulletList", "OrderedList"):
            for item in block["c"] if block["t"] == "BulletList" else block["c"][1]:
                more, found = paragraphs(item)
                texts, comments = texts + more, comments + found
    return texts, comments


def rows_of(table):
    """The blocks of each cell, row by row: the head first."""
    _, _, _, (_, head), bodies, _ = table["c"]
    rows = head + [row for _, _, more, body in bodies for row in more + body]
    return [[cell[-1] for cell in cells] for _, cells in rows]


def table_rows(table, area):
    header, *rows = rows_of(table)
    names = ["".join(paragraphs(cell)[0]) for cell in header]
    for row in rows:
        found = {"area": area, "comments": {}}
        for name, cell in zip(names, row):
            found[name], comments = paragraphs(cell)
            if comments:
                found["comments"][name] = comments
        yield found


def read(path):
    """A tracker as expected.py describes it."""
    seen = {"details": {}, "family": {}, "rows": [], "elsewhere": []}
    heading, tables = None, 0
    for block in converted(path)["blocks"]:
        if block["t"] == "Header":
            words = Words()
            words.add(block["c"][2])
            heading = words.string()
            seen["family"].setdefault(heading, [])
            seen["elsewhere"] += words.comments
        elif block["t"] == "Table":
            tables += 1
            rows = rows_of(block)
            if tables == 1:
                texts = ["\n".join(paragraphs(c)[0]) for row in rows for c in row]
                seen["details"] = dict(zip(texts[::2], texts[1::2]))
            elif paragraphs(rows[0][0])[0] == ["Milestone"]:
                seen["rows"] += table_rows(block, heading)
        elif heading is not None:
            texts, comments = paragraphs([block])
            seen["family"][heading] += texts
            seen["elsewhere"] += comments
    return seen
