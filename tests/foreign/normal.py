"""The only normalisations between a record and what a foreign program says of its document: one list, with a reason each.

A comparison changes both sides by the entries of its reader, and by nothing else. `to` tells what an entry changes: each
text that was read, the paragraphs of a place (a list of texts), each comment (a dict), or a whole record (a dict, as
`cairn read` gives it).
"""
import re
from collections import namedtuple

Normal = namedtuple("Normal", "reader name reason to change")


def one_space(text):
    return re.sub(r"[ \t\n]+", " ", text).strip(" \t\n")


def spaces(text):
    return "\n".join(re.sub(r"[ \t]+", " ", line).strip(" \t") for line in text.split("\n")).strip("\n")


def without(*keys):
    return lambda tree: {k: v for k, v in tree.items() if k not in keys}


def comment_text(change):
    return lambda comment: {**comment, "text": change(comment["text"])}


def each_comment(tree, change):
    """A record with change made to every comment of every assessment."""
    def assessment(item):
        return {k: [change(c) for c in v] if k in ("preferred", "comments") else v for k, v in item.items()}
    terms = [{**t, "assessments": [assessment(a) for a in t.get("assessments") or []]} for t in tree.get("terms") or []]
    return {**tree, "terms": terms}


def each_text(tree, change):
    if isinstance(tree, dict):
        return {k: each_text(v, change) for k, v in tree.items()}
    if isinstance(tree, list):
        return [each_text(v, change) for v in tree]
    return change(tree) if isinstance(tree, str) else tree


def sorted_comments(tree):
    """A record with the comments of every assessment in one order."""
    def assessment(item):
        return {k: sorted(v, key=lambda c: sorted(c.items())) if k in ("preferred", "comments") else v
                for k, v in item.items()}
    return {**tree, "terms": [{**t, "assessments": [assessment(a) for a in t.get("assessments") or []]}
                              for t in tree.get("terms") or []]}


def flat_threads(tree):
    """A record with each reply as a comment of its own, for those whom its thread was for, and nothing resolved."""
    def assessment(item):
        kept = {"preferred": [], "comments": []}
        for field in kept:  # as they stand in the cell
            for c in item.get(field) or []:
                kept[field].append(without("replies", "state")(c))
                kept["comments"] += [{**r, **{k: v for k, v in c.items() if k == "for"}} for r in c.get("replies") or []]
        return {**{k: v for k, v in item.items() if k not in kept}, **{k: v for k, v in kept.items() if v}}
    return {**tree, "terms": [{**t, "assessments": [assessment(a) for a in t.get("assessments") or []]}
                              for t in tree.get("terms") or []]}


def without_id(tree):
    return {**tree, "learner": without("id")(tree.get("learner") or {})}


def without_joined_help(tree):
    """Leaves out the lines under What helps that say what a comment of the record says, but for blanks and the sign."""
    bare = lambda text: re.sub(r"[\s¶]", "", text)
    said = {bare(f"{p['text']} ({p['by']})") for t in tree.get("terms") or [] for a in t.get("assessments") or []
            for p in a.get("preferred") or []}
    left = [u for u in tree.get("unplaced") or [] if bare(u.get("text") or "") not in said]
    return {k: v for k, v in {**tree, "unplaced": left}.items() if k != "unplaced" or left}


NORMALISATIONS = [
    Normal("pandoc", "white space is one space, and none at the edges of a line",
           "pandoc's document has words, spaces and line breaks, not characters", "text", spaces),
    Normal("pandoc", "no empty paragraphs", "pandoc's document has none", "paragraphs",
           lambda texts: [t for t in texts if t]),
    Normal("pandoc", "the sign ¶ between the paragraphs of a comment is a new line",
           "pandoc gives a comment as one run of words, with that sign", "comment",
           comment_text(lambda text: text.replace(" ¶ ", "\n"))),
    Normal("pandoc", "no initials", "pandoc has no attribute for them", "comment", without("initials")),
    Normal("mammoth", "no dates of comments", "mammoth does not read w:date", "comment", without("date")),
    Normal("libreoffice", "no tabs in comments", "LibreOffice 7.4 loses them when it reads a comment", "record",
           lambda tree: each_comment(tree, comment_text(lambda text: text.replace("\t", "")))),
    Normal("libreoffice", "replies are comments of their own", "LibreOffice 7.4 drops the links of threads", "record", flat_threads),
    Normal("libreoffice", "the comments of a row in any order", "LibreOffice writes and numbers them in an order of its own",
           "record", sorted_comments),
    Normal("pandoc again", "no learner's id", "pandoc drops the properties in which Cairn keeps it", "record", without_id),
    Normal("pandoc again", "replies are comments of their own", "pandoc knows no threads", "record", flat_threads),
    Normal("pandoc again", "no initials", "as above: they are derived anew when the document is read", "record",
           lambda tree: each_comment(tree, without("initials"))),
    Normal("pandoc again", "the sign ¶ in a comment is a space",
           "pandoc gives a comment as one run of words, with that sign between its paragraphs", "record",
           lambda tree: each_comment(tree, comment_text(lambda text: one_space(text.replace("¶", " "))))),
    Normal("pandoc again", "a line of What helps that repeats a comment with that sign is unplaced",
           "the comment has the sign and the line has not, so that Cairn does not know the line as its own", "record", without_joined_help),
    Normal("pandoc again", "white space is one space, none at the edges of a line, and no empty lines",
           "pandoc's document has words, spaces and line breaks, not characters, and no empty paragraphs", "record",
           lambda tree: each_text(tree, lambda text: re.sub(r"\n+", "\n", spaces(text)))),
]


def of(reader, to):
    return [n.change for n in NORMALISATIONS if n.reader == reader and n.to == to]


def normal(reader, to, value):
    for change in of(reader, to):
        value = change(value)
    return value
