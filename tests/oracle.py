"""What a document says, and whether a record says all of that and nothing else, told by lxml and YAML alone: tests/oracle.py DOCUMENT
RECORD MAPPING

Missing: a paragraph (so each cell), a comment or a reply whose words stand neither in the record, in its own row where it has one, nor
under unplaced. Invented: a text, level, support, date or comment of either that stands nowhere in the document. Words of the mapping and
of its own template are excused. Levels, supports and dates are decoded by a table of this file's own, made of mappings/scales.
"""

import pathlib
import re
import sys
from collections import Counter, namedtuple
from functools import lru_cache

from lxml import etree

from tracker import ROOT, load, parts

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14, W15 = ("{http://schemas.microsoft.com/office/word/%s/wordml}" % year for year in ("2010", "2012"))
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
STRICT = {"wordprocessingml/main": W, "officeDocument/math": M, "drawingml/main": A}
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
TICKS = set("✓✔☑☒☐xX●•■√✗✘")
DATE = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b|\b(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:\s*[/.-]\s*(\d{4}|\d\d))?\b"
                  r"|\b(?:(\d{1,2})(?:st|nd|rd|th)?(?: of)?[ ,-]+)?([a-z]{3,9})\b\.?(?:,?[ -]+'?(\d{4}|\d\d)\b)?", re.I)
SESSION = re.compile(r"\b(20\d\d)\s*[-/]\s*(?:20)?(\d\d)\b|\b(\d\d)\s*[-/]\s*(\d\d)\b")
WEEKDAYS = re.compile(r"\b(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?\b")
TERMS = {"1": ["t1", "autumn", "first"], "2": ["t2", "spring", "second"], "3": ["t3", "summer", "third"], "4": ["t4", "fourth"]}


# ---- words ----

def plain(text):
    """As people compare words: without case, quotes of either kind, and blanks of any."""
    text = text.translate({0x2019: "'", 0x2018: "'", 0x201C: '"', 0x201D: '"', 0xAD: None, 0x2011: "-", 0x2013: "-"})
    text = re.sub(r"(?<!\w)((?:[^\W\d]\.){2,})", lambda letters: letters[1].replace(".", ""), text)  # E.A. is EA
    text = re.sub(r"(?<=[^\W\d])-(?=[^\W\d])", " ", text)
    return re.sub(r"[\s\u00a0\u202f]+", " ", text).strip().casefold()


def century(year):
    return year if len(year) == 4 else "20" + year


def dates_in(text):
    """[(start, end, ISO)] of what reads as a date: a day, a month alone, a day without a year (12-05); or as a session (2025-26)."""
    for found in DATE.finditer(text):
        y, m, d, day, month, year, day2, name, year2 = found.groups()
        if name and (name[:3].casefold() not in MONTHS or not (day2 or year2)) or day and not 0 < int(month) < 13:
            continue
        if name:
            y, m, d = year2, str(MONTHS.index(name[:3].casefold()) + 1), day2
        elif day:
            y, m, d = year, month, day
        yield found.start(), found.end(), "-".join([*([century(y)] if y else []), f"{int(m):02}", *([f"{int(d):02}"] if d else [])])
    for found in SESSION.finditer(text):
        first, last = [g for g in found.groups() if g]
        yield found.start(), found.end(), f"{century(first)}-{last}"


def among(date, dates):
    """Whether a date, which may lack its year, is one of these."""
    return date in dates or len(date) == 5 and any(whole.endswith("-" + date) for whole in dates)


@lru_cache(100_000)
def pattern_of(phrase, numbered=False):
    """Finds the whole words of a phrase; numbered: whatever its numbers are."""
    edges = [sign if phrase[at].isalnum() else "" for at, sign in ((0, r"(?<!\w)"), (-1, r"(?!\w)"))]
    words = re.escape(phrase)
    return re.compile(edges[0] + (re.sub(r"\d+", r"\\d+", words) if numbered else words) + edges[1])


def zeroed(text):
    return re.sub(r"\d+", "0", text)


def without_numbers(text):
    """Lines without what numbers them, and without bullets."""
    return re.sub(r"(?m)^\s*(?:\d{1,2}[.)]|[•·*–-])\s+", "", text)


def left_of(text, phrases, dates=(), template=()):
    """What is left of a text when phrases and dates are taken out of it, and words of the template, whatever their numbers: letters and
    digits."""
    text = plain(text)
    for start, end, date in sorted(dates_in(text), reverse=True):
        if among(date, dates):
            text = WEEKDAYS.sub(" ", text[:start]) + " | " + text[end:]
    for phrase in sorted({*phrases, *template}, key=len, reverse=True):
        if phrase in text or phrase in template and zeroed(phrase) in zeroed(text):
            text = pattern_of(phrase, phrase in template).sub(" | ", text)
    return " ".join(re.findall(r"\w+|[☺😐☹👍👎★]", re.sub(r"\b(and|with|then|plus|cont|continued)\b", " ", text))).strip("_ ")


class Words:
    """A mapping, its scales, frameworks and template."""

    def __init__(self, path):
        self.mapping = load(pathlib.Path(path))
        self.levels = {}  # id: labels and aliases
        self.colours = {}
        for scale in map(load, (ROOT / "mappings/scales").glob("*.yaml")):
            for level in scale["levels"]:
                several = [a for some in (level.get("aliases") or {}).values() for a in some]
                self.levels[plain(level["id"])] = [plain(word) for word in [*level["label"].values(), *several]]
                self.colours[plain(level["id"])] = level.get("colour")
        self.statements, self.places = {}, set()
        for framework in map(load, (ROOT / "mappings/frameworks").glob("*.yaml")):
            for area in framework["areas"]:
                for organiser in area["organisers"]:
                    self.places |= {plain(area["title"]), plain(organiser["title"])}
                    for milestone in organiser["milestones"]:
                        self.statements[milestone["id"]] = plain(milestone["statement"])
                        self.places.add(plain(milestone.get("code") or area["title"]))
        self.own, self.columns, self.shows, self.beginnings = set(), set(), [], []
        self.scales = [{plain(level["id"]) for level in scale["levels"]} for scale in map(load, (ROOT / "mappings/scales").glob("*.yaml"))]
        self.highlights = "'highlight'" in str(self.mapping)
        self.gather({"fields": self.mapping["fields"], "terms": self.mapping.get("terms")})
        self.template_phrases(path)

    def gather(self, node):
        """The mapping's own words: labels, headings, names of columns; formats of shows; beginnings of comments."""
        if isinstance(node, list):
            for item in node:
                self.gather(item)
        elif isinstance(node, dict):
            for key, value in node.items():
                several = value if isinstance(value, list) else [value]
                if key in ("label", "below", "heading", "column", "columns", "comments", "header", "caption", "blank", "title"):
                    words = {plain(text.replace("{term}", term)) for text in several for term in TERMS if isinstance(text, str) and plain(text)}
                    self.own |= words
                    self.columns |= words if key in ("column", "comments", "header") else set()
                elif key in ("beginning", "staff"):
                    self.beginnings += [plain(text) for text in several]
                elif key == "format":
                    self.shows.append(value)
                elif key == "colours":
                    self.colours.update({plain(level): colour for level, colour in value.items()})
                self.gather(value)

    def template_phrases(self, path):
        """The template's lines, any digits for its own; those in a tracker's rows apart."""
        self.template, self.in_rows = set(), set()
        named = self.mapping.get("template")
        found = [p for p in (pathlib.Path(path).parent / str(named), ROOT / "templates" / str(named)) if named and p.exists()]
        paper = Paper(found[0]) if found else None
        paragraphs = paper.paragraphs if found else []
        self.drawn = {text for text, _ in paper.drawn} if found else set()
        heads = Counter(p.table for p in paragraphs if plain(p.text) in self.columns)
        for paragraph in paragraphs:
            row = heads[paragraph.table] > 1
            for piece in paragraph.pieces:
                if plain(piece):
                    (self.in_rows if row else self.template).add(plain(piece))


# ---- the document ----

Paragraph = namedtuple("Paragraph", "text row table cell pieces tags p")
Comment = namedtuple("Comment", "by date text replies")


def dropped(root):
    """The document as if every change were accepted: what is deleted goes."""
    for e in [*root.iter(W + "del", W + "moveFrom", MC + "Fallback")]:
        holder = e.getparent()
        if holder is None:
            continue
        if e.tag == MC + "Fallback":
            choice = holder.find(MC + "Choice")
            if choice is not None and any(t.text for t in choice.iter(W + "t")):
                holder.remove(e)
        elif holder.tag == W + "trPr":
            holder.getparent().getparent().remove(holder.getparent())
        elif holder.tag != W + "rPr":
            holder.remove(e)
    for e in [*root.iter(W + "cellDel")]:
        cell = e.getparent().getparent()
        cell.getparent().remove(cell)
    return root


def around(e, tag):
    return next(e.iterancestors(W + tag), None)


def is_prompt(e):
    return any(s.find(f"{W}sdtPr/{W}showingPlcHdr") is not None and s.find(f"{W}sdtPr/{W}showingPlcHdr").get(W + "val") not in ("0", "false")
               for s in e.iterancestors(W + "sdt"))


SMILES = {"4A": "☺", "4B": "😐", "4C": "☹", "43": "👍", "44": "👎", "AB": "★"}  # of Wingdings
UNTICKED = {"F0A8", "F06F", "F071", "00A8", "006F", "0071"}
SIGNS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}


def sign_of(sym):
    """A symbol that is no box as a reader sees it; of any other font, or unknown, the character that it is."""
    code, font = (sym.get(W + "char") or "").upper().zfill(4), sym.get(W + "font") or ""
    if code in UNTICKED:
        return "☐"
    return SMILES.get(code[-2:], "✓") if font == "Wingdings" else "✓"


def chosen(begin):
    """The entry that a form's list shows; nothing for any other field, and where it stands as text behind."""
    entries = [e.get(W + "val") for e in begin.iterfind(f"{W}ffData/{W}ddList/{W}listEntry")]
    if not entries:
        return ""
    numbers = [begin.find(f"{W}ffData/{W}ddList/{W}{name}") for name in ("result", "default")]
    entry = entries[next((int(n.get(W + "val")) for n in numbers if n is not None), 0)]
    return "" if entry in "".join(t.text or "" for t in around(begin, "p").iter(W + "t")) else entry


def runs_text(p):
    """[text] of a paragraph: stretches between its controls."""
    found, inside = [""], None
    for e in p.iter(W + "t", W + "sym", W + "fldChar", M + "t", *SIGNS):
        if around(e, "p") is not p or is_prompt(e) or e.getparent().tag not in (W + "r", M + "r", MC + "Choice", MC + "Fallback"):
            continue
        control = next((s for s in e.iterancestors(W + "sdt") if p in s.iterancestors()), None)
        if control is not inside:
            found.append("")
        inside = control
        if e.tag == W + "sym":
            found[-1] += sign_of(e)
            continue
        if e.tag == W + "fldChar":
            found[-1] += chosen(e)
            continue
        found[-1] += (e.text or "") if e.tag in (W + "t", M + "t") else "" if e.get(W + "type") in ("page", "column") else SIGNS[e.tag]
    return found


def transitional(data):
    """A part of a Strict document with the names of namespaces that the others have."""
    for strict, space in STRICT.items():
        data = data.replace(b"http://purl.oclc.org/ooxml/" + strict.encode(), space[1:-1].encode())
    return data


class Paper:
    """The paragraphs and comments of a document."""

    def __init__(self, path):
        self.parts = {name: transitional(data) for name, data in parts(path).items()}
        self.roots = {name: etree.fromstring(data, etree.XMLParser(remove_comments=True, remove_pis=True)) for name, data in self.parts.items()
                      if name.endswith(".xml") and not name.startswith(("customXml", "word/glossary"))}
        body = next(root for root in self.roots.values() if root.tag == W + "document")
        stories = [root for root in self.roots.values() if root.tag in (W + "document", W + "hdr", W + "ftr", W + "footnotes", W + "endnotes")]
        self.everything = "\n".join(plain("".join(p.itertext())) for root in self.roots.values() for p in root.iter(W + "p", W + "comment"))
        self.attributes = {plain(value) for root in stories for e in root.iter() for value in e.attrib.values()}
        self.attributes |= {plain("".join(p.itertext())) for root in self.roots.values() for p in root if root.tag.endswith("}Properties")}
        self.comments = list(self.read_comments())
        self.paragraphs = [paragraph for root in stories for paragraph in self.read_story(dropped(root))]
        self.drawn = set(self.read_drawn(stories))
        self.rows = {}
        for paragraph in self.paragraphs:
            self.rows.setdefault(paragraph.row, []).append(paragraph)
        self.body = body

    def read_story(self, root):
        for p in root.iter(W + "p"):
            note = next(p.iterancestors(W + "footnote", W + "endnote"), None)
            if is_prompt(p) or note is not None and note.get(W + "type") not in (None, "normal"):
                continue
            pieces = runs_text(p)
            if plain("".join(pieces)):
                tags = {t.get(W + "val") for s in [*p.iterancestors(W + "sdt"), *p.iter(W + "sdt")] for t in s.iterfind(f"{W}sdtPr/{W}tag")}
                yield Paragraph("".join(pieces), around(p, "tr"), around(p, "tbl"), around(p, "tc"), pieces, tags, p)

    def read_drawn(self, stories):
        """The words that stand in no paragraph: what tables are said to be; what is written in charts and diagrams."""
        for root in stories:
            for e in root.iter(W + "tblCaption", W + "tblDescription"):
                yield plain(e.get(W + "val") or ""), around(e, "tbl")
        for name, root in self.roots.items():
            if re.match(r"word/(charts/chart\d*|diagrams/data\d*)\.xml$", name):
                yield from ((plain(t.text or ""), None) for t in root.iter(A + "t"))

    def read_comments(self):
        """First comments with their replies."""
        part = next((root for root in self.roots.values() if root.tag == W + "comments"), [])
        extended = next((root for root in self.roots.values() if root.tag == W15 + "commentsEx"), [])
        parents = {e.get(W15 + "paraId"): e.get(W15 + "paraIdParent") for e in extended}
        by_id, firsts = {}, []
        for e in part:
            lines = ["".join(runs_text(p)) for p in dropped(e).iter(W + "p")]
            date = re.sub("T00:00:00Z$", "", e.get(W + "date") or "").replace("0-00-00", "")
            comment = Comment(e.get(W + "author") or "", date, plain("\n".join(lines)), [])
            key = ([None] + [p.get(W14 + "paraId") for p in e.iter(W + "p")])[-1]
            parent = parents.get(key)
            while parents.get(parent):
                parent = parents[parent]
            firsts.append((comment, parent if parent != key else None))
            if key:
                by_id.setdefault(key, comment)
        for comment, parent in firsts:
            if by_id.get(parent) is not None:
                by_id[parent].replies.append(comment)
        return [comment for comment, parent in firsts if by_id.get(parent) is None]


# ---- the record ----

def wholes_of(tree):
    """Every text of a tree."""
    if isinstance(tree, (dict, list)):
        return [text for value in (tree.values() if isinstance(tree, dict) else tree) for text in wholes_of(value)]
    return [tree] if plain(tree or "") else []


def texts_of(tree):
    """Every text of a tree, line by line."""
    return [line for text in wholes_of(tree) for line in text.split("\n") if plain(line)]


def comment_of(item, key="text"):
    replies = [comment_of(reply) for reply in item.get("replies") or []]
    date = re.sub("T00:00:00Z$", "", item.get("date") or "")
    return Comment(item.get("by") or "", date, plain(item.get(key) or ""), replies)


class Said:
    """What a record says: of the whole, of each milestone, and under unplaced."""

    def __init__(self, record, words):
        self.items, self.comments = {}, []
        self.unplaced = record.get("unplaced") or []
        self.leaves = [record.get("learner") or {}]
        for term in record.get("terms") or []:
            self.leaves.append({k: v for k, v in term.items() if k not in ("assessments", "focus")})
            for milestone in term.get("focus") or []:
                self.items.setdefault(milestone, [])
            for item in term.get("assessments") or []:
                self.items.setdefault(item["milestone"], []).append(item)
                self.comments += [comment_of(c) for c in (item.get("preferred") or []) + (item.get("comments") or [])]
        self.lines = {plain(line) for item in self.unplaced for k, v in item.items() if k not in ("place", "statement", "by", "date", "change", "of", "document", "state")
                      for line in [*texts_of(v), *wholes_of(v)]}
        self.comments += [comment_of(item, "comment") for item in self.unplaced if "comment" in item]
        self.words = words

    def phrases(self, tree):
        """{phrases}, {dates} by which the texts of a tree may stand in a document."""
        lines = {plain(line) for line in [*texts_of(tree), *wholes_of(tree)]}
        dates = {line for line in lines if re.fullmatch(r"\d{4}-\d\d(-\d\d)?", line)}  # sessions too
        decoded = {word for line in lines for word in self.words.levels.get(line, [])}
        decoded |= {self.words.statements[line] for line in texts_of(tree) if line in self.words.statements}
        terms = [term.get("term") for term in tree if isinstance(term, dict)] if isinstance(tree, list) else []
        decoded |= {word for term in terms for word in TERMS.get(term, [])}
        return lines | decoded, dates

    def of_row(self, milestones):
        """What may stand in the row of these milestones."""
        items = [{k: v for k, v in item.items() if k not in ("preferred", "comments")} for m in milestones for item in self.items.get(m, [])]
        phrases, dates = self.phrases(items)
        return phrases | {self.words.statements[m] for m in milestones if m in self.items} | self.lines, dates


# ---- judging ----

def milestones_of(words, row):
    """The milestones that a row of a table is of, by its statements, else by its tags."""
    lines = {plain(line) for p in row for line in without_numbers(p.text).split("\n")}
    found = {m for m, statement in words.statements.items() if statement in lines}
    return found or {tag for p in row for tag in p.tags if tag in words.statements}


def show_phrases(words, said):
    """What Cairn repeats: where a milestone stands, the last level, what helps, the school."""
    found = set(words.places)
    for form in words.shows:
        found |= {plain(form.replace("{}", label)) for labels in words.levels.values() for label in labels}
    for term_items in said.items.values():
        for item in term_items:
            found |= {plain(f"{c['text']} ({c.get('by')})") for c in item.get("preferred") or []}
    return found


def number(e, name, absent):
    found = None if e is None else e.find(W + name)
    return absent if found is None else int(found.get(W + "val") or absent)


def grid_of(tr):
    """[(cell, its first column, the one behind its last)]"""
    at = number(tr.find(W + "trPr"), "gridBefore", 0)
    for tc in tr.iter(W + "tc"):
        if around(tc, "tr") is tr:
            span = number(tc.find(W + "tcPr"), "gridSpan", 1)
            yield tc, at, at + span
            at += span


def header_levels(words, paragraph):
    """The levels named above or below a cell, in its column."""
    at = next(start for tc, start, _ in grid_of(paragraph.row) if tc is paragraph.cell)
    for tr in paragraph.table.iter(W + "tr"):
        for tc, start, end in grid_of(tr) if tr is not paragraph.row else ():
            text = plain(" ".join("".join(runs_text(p)) for p in tc.iter(W + "p"))) if start <= at < end else ""
            yield from (level for level, labels in words.levels.items() if text in labels)


def is_tick(words, said, paragraph, milestones):
    if set(paragraph.text.split()) - TICKS and plain(paragraph.text) != "yes":
        return False
    has = {plain(line) for m in milestones for line in texts_of(said.items.get(m, []))}
    return paragraph.row is not None and bool(has & set(header_levels(words, paragraph)))


def tags_of(fields, kind):
    """The tags of all shows, or of all that is read."""
    for field in fields:
        at = field.get("at") or []
        if kind in field:
            yield from (one["tag"] for one in (at if isinstance(at, list) else [at]) if "tag" in one)
        yield from tags_of(field.get("group") or [], kind)


def options_in(words, paragraphs, nested):
    """Labels that are printed to choose among: those of a scale of which some paragraphs of one row show three levels or a box."""
    text = " | ".join(plain(p.text) for p in paragraphs)
    shown = {level for level, labels in words.levels.items() if any(pattern_of(label).search(text) for label in labels)}
    boxed = set(text) & set("☐☒☑")
    marked = nested or words.highlights
    scales = [scale for scale in words.scales if marked and len(scale & shown) > 2 or boxed and scale & shown]
    return {label for scale in scales for level in scale for label in words.levels[level]}


def by_place(paper, words):
    """[(milestones, paragraphs)]: those of a row of milestones, whatever tables stand in its cells; those of any other row; the rest."""
    of_row = {row: milestones_of(words, paragraphs) if row is not None else set() for row, paragraphs in paper.rows.items()}
    places = {}
    for row, paragraphs in paper.rows.items():
        outer = next((tr for tr in row.iterancestors(W + "tr") if of_row.get(tr)), None) if row is not None and not of_row[row] else None
        places.setdefault(row if outer is None else outer, []).extend(paragraphs)
    return [(of_row[row], row, paragraphs) for row, paragraphs in places.items()]


def missing(paper, said, words):
    leaves, leaf_dates = said.phrases(said.leaves)
    shows = show_phrases(words, said)
    show_tags = set(tags_of(words.mapping["fields"], "show")) - set(tags_of(words.mapping["fields"], "key"))
    for milestones, row, paragraphs in by_place(paper, words):
        if milestones:
            phrases, dates = said.of_row(milestones)
            template = words.in_rows
        else:
            phrases, dates, template = leaves | said.lines | words.own, leaf_dates, words.template | words.in_rows
        for paragraph in paragraphs:
            inside = paragraph.row is not row  # a table in a cell
            together = [p for p in paragraphs if p.table is paragraph.table if inside or p.cell is paragraph.cell] if milestones else paragraphs
            options = options_in(words, together, inside or not milestones) if row is not None else set()
            left = left_of(paragraph.text, phrases | shows | options, dates, template)
            left = left and left_of(without_numbers(paragraph.text), phrases | shows | options, dates, template)
            if left and row is not None and not milestones:  # a column's name may stand in several lines
                left = left_of("\n".join(p.text for p in paragraphs if p.cell is paragraph.cell), phrases | shows | options, dates, template)
            if left and not (paragraph.tags & show_tags) and not is_tick(words, said, paragraph, milestones):
                yield f"missing: {paragraph.text!r}: {left!r}"


def drawn_missing(paper, said, words):
    """What a table of milestones is said to be is the form's."""
    heads = Counter(p.table for p in paper.paragraphs if plain(p.text) in words.columns)
    drawn = {text for text, table in paper.drawn if table is None or heads[table] < 2}
    for text in sorted(drawn - words.drawn - words.own - said.lines - {""}):
        yield f"missing: {text!r}: drawn, or said of a table"


def same_comment(words, there, here):
    """Whether a comment of the record is one of the document: a beginning of the mapping may be taken off, and off its replies."""
    texts = {there.text}
    for _ in range(2):
        texts |= {text[len(b):].strip(" :-") for text in texts for b in words.beginnings if text.startswith(b)}
    alike = (there.by, there.date) == (here.by, here.date) and here.text in texts and len(there.replies) == len(here.replies)
    return alike and all(same_comment(words, one, other) for one, other in zip(there.replies, here.replies))


def comments_judged(paper, said, words):
    for there in paper.comments:
        if not any(same_comment(words, there, here) for here in said.comments):
            yield f"missing comment: {there}"
    for here in said.comments:
        if not any(same_comment(words, there, here) for there in paper.comments):
            yield f"invented comment: {here}"
    counts = Counter(there[:3] for there in paper.comments)
    held = sum(1 for here in said.comments)
    if held < sum(counts.values()):
        yield f"{sum(counts.values())} comments, of which the record has {held}"


def stands(phrase, texts):
    return any(pattern_of(phrase).search(text) for text in texts)


def value_stands(words, value, texts, shaded=()):
    """Whether a value of the record can be read in one of these texts."""
    line = plain(value)
    dates = {date for text in texts for _, _, date in dates_in(text)}
    dated = line in dates or any(len(date) == 5 and line.endswith("-" + date) for date in dates)
    return stands(line, texts) or dated or any(stands(word, texts) for word in TERMS.get(line, [])) or any(stands(label, texts) for label in words.levels.get(line, [])) or words.colours.get(line) in shaded


def invented(paper, said, words):
    everywhere = [plain(p.text) for p in paper.paragraphs]
    for line in {line for tree in said.leaves for line in texts_of(tree)}:
        if not value_stands(words, line, everywhere) and plain(line) not in paper.attributes:
            yield f"invented: {line!r}"
    rows = [(found, paragraphs) for found, row, paragraphs in by_place(paper, words) if row is not None]
    for milestone, items in said.items.items():
        mine = [p for found, row in rows if milestone in found for p in row]
        texts = [plain(p.text) for p in mine]
        shaded = {(e.get(W + "fill") or "").upper() for p in mine for e in p.row.iter(W + "shd")}
        if not mine and not stands(words.statements.get(milestone, milestone), everywhere):
            yield f"invented: the milestone {milestone}"
        ticked = {level for p in mine if set(p.text.split()) <= TICKS or plain(p.text) == "yes" or [*dates_in(plain(p.text))] for level in header_levels(words, p)}
        values = [{k: v for k, v in item.items() if k not in ("milestone", "preferred", "comments")} for item in items]
        for line in texts_of(values):
            if mine and plain(line) not in ticked and not value_stands(words, line, texts, shaded):
                yield f"invented: {milestone}: {line!r}"
    yield from unplaced_invented(paper, said, everywhere)


def unplaced_invented(paper, said, everywhere):
    """Words under unplaced stand in the document: of changes, deleted ones too."""
    joined = plain("\n".join(everywhere))
    for item in said.unplaced:
        whole = "change" in item or "comment" in item
        for key, value in item.items():
            if key in ("place", "date", "by", "change", "of", "replies", "state", "says", "comment", "document", "candidates"):
                continue
            several = key in ("highlighted", "ticked", "shading")
            for line in [piece for text in texts_of(value) for piece in (text.split(", ") if several else [text])]:
                near = plain(line)
                squeezed = near.replace(" ", "")
                known = near in joined or near in paper.attributes or near == "without a name"
                if not known and not (whole and squeezed in paper.everything.replace(" ", "").replace("\n", "")):
                    yield f"invented under unplaced: {key}: {line!r}"


def judge(document, record, mapping):
    """Lines that say what is missing from the record, and what nobody wrote; none when all is well."""
    words = Words(mapping)
    paper, said = Paper(document), Said(record, words)
    return [*missing(paper, said, words), *drawn_missing(paper, said, words), *comments_judged(paper, said, words), *invented(paper, said, words)]


if __name__ == "__main__":
    FOUND = judge(sys.argv[1], load(pathlib.Path(sys.argv[2])), sys.argv[3])
    print("\n".join(FOUND) or "nothing missing, nothing invented")
    sys.exit(1 if FOUND else 0)
