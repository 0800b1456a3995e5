"""Reads trackers with mammoth: its HTML, and what it knows of comments."""
import json
import os
import subprocess

from lxml import etree

from expected import HERE


def text_of(element):
    """The text of an element as HTML shows it; marks of comments are not text."""
    found = [element.text or ""]
    for child in element:
        if child.tag == "br":
            found.append("\n")
        elif child.tag not in ("sup", "a"):
            found.append(text_of(child))
        found.append(child.tail or "")
    return "".join(found)


def body_of(description):
    """A comment's text, from the description list at the end, without the arrow back."""
    paragraphs = [text_of(p) for p in description.iter("p")]
    paragraphs[-1] = paragraphs[-1].removesuffix(" ")
    return "\n".join(paragraphs)


def comments_in(tree, known):
    """{the number in the link: comment}; the list at the end has a term and a description each."""
    bodies = {}
    for term in tree.iter("dt"):
        bodies.setdefault(term.get("id").removeprefix("comment-"), []).append(body_of(term.getnext()))
    known = {c["id"]: c for c in known}
    return {i: {"author": known[i]["author"], "initials": known[i]["initials"], "text": texts[0]}
            if len(texts) == 1 else None for i, texts in bodies.items()}


def linked(element, comments):
    return [comments.get(a.get("href").removeprefix("#comment-")) for a in element.iter("a")
            if (a.get("href") or "").startswith("#comment-") and not a.get("href").startswith("#comment-ref-")]


def paragraphs(element):
    return [text_of(p) for p in element.iter("p", "li")]


def table_rows(table, area, comments):
    header, *rows = table.iter("tr")
    names = ["".join(paragraphs(c)) for c in header]
    for row in rows:
        found = {"area": area, "comments": {}}
        for name, cell in zip(names, row):
            found[name] = paragraphs(cell)
            if linked(cell, comments):
                found["comments"][name] = linked(cell, comments)
        yield found


def tracker(html, known):
    tree = etree.fromstring(f"<body>{html}</body>")
    comments = comments_in(tree, known)
    seen = {"details": {}, "family": {}, "rows": [], "elsewhere": []}
    heading, tables = None, 0
    for block in tree:
        if block.tag in ("h1", "h2", "h3"):
            heading = text_of(block)
            seen["family"].setdefault(heading, [])
        elif block.tag == "table":
            tables += 1
            if tables == 1:
                texts = ["\n".join(paragraphs(c)) for c in block.iter("td", "th")]
                seen["details"] = dict(zip(texts[::2], texts[1::2]))
            elif text_of(next(block.iter("th", "td"))) == "Milestone":
                seen["rows"] += table_rows(block, heading, comments)
                continue
        elif block.tag == "dl":
            continue
        elif heading is not None:
            seen["family"][heading] += paragraphs(block) if block.tag == "ul" else [text_of(block)]
        seen["elsewhere"] += linked(block, comments)
    return seen


def read_all(paths):
    """A tracker each, as expected.py describes it; one run of node for all of them."""
    environment = {**os.environ, "NODE_PATH": os.environ["NODE_PATH"]}
    done = subprocess.run(["node", str(HERE / "mammoth.js"), *map(str, paths)], capture_output=True, check=True,
                          env=environment)
    return [tracker(made["html"], made["comments"]) for made in map(json.loads, done.stdout.splitlines())]
