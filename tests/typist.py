"""Types a record into a tracker as a person does in Word, and leaves behind what Word leaves. None of Cairn's code is used.

Word takes the placeholder flag off, splits runs by revision ids and proofing marks, breaks the lines of a plain-text control
with w:br, writes no pretty printing, and keeps a comment in six places: its anchors, and five parts.
"""

import zlib

from lxml import etree

import tracker

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
CID = "http://schemas.microsoft.com/office/word/2016/wordml/cid"
CEX = "http://schemas.microsoft.com/office/word/2018/wordml/cex"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
MICROSOFT = "http://schemas.microsoft.com/office/"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."
PARTS = {"comments": OFFICE + "comments", "commentsExtended": MICROSOFT + "2011/relationships/commentsExtended",
         "commentsIds": MICROSOFT + "2016/09/relationships/commentsIds",
         "commentsExtensible": MICROSOFT + "2018/08/relationships/commentsExtensible",
         "people": MICROSOFT + "2011/relationships/people"}
CELLS = ("supports", "engagement", "saw", "date", "next-steps", "supports")  # people comment on any cell of the row
BEGINNINGS = ("Preferred:", "Helps:", "Works best:")
MONTHS = "January February March April May June July August September October November December".split()
LEVELS, SUPPORTS = ({level["id"]: level["label"]["en"] for level in tracker.load(tracker.ROOT / f"mappings/scales/{name}.yaml")["levels"]}
                    for name in ("engagement", "support"))


def w(name):
    return f"{{{W}}}{name}"


def make(name, *children, **attributes):
    """An element of WordprocessingML; its attributes too."""
    made = etree.Element(w(name), {w(key): value for key, value in attributes.items()})
    made.extend(children)
    return made


def spoken_date(day, month_letters=None):
    year, month, number = day.split("-")
    return f"{int(number)} {MONTHS[int(month) - 1][:month_letters]} {year}"


def moment(comment):
    """When it was typed: Word stamps the minute where the record may say only the day. No date: none in Word."""
    day = comment.get("date")
    return f"{day}T14:05:00Z" if day and "T" not in day else day


# ---- runs ----

def text_run(text, revision):
    t = make("t")
    t.text = text
    if text != text.strip() or "  " in text:
        t.set(SPACE, "preserve")
    return make("r", t, rsidR=revision)


def line_runs(line):
    """A line in up to three pieces, as typed on two days, the middle one underlined by the spelling checker."""
    third = max(1, len(line) // 3)
    pieces = [p for p in (line[:third], line[third:2 * third], line[2 * third:]) if p]
    runs = [text_run(piece, f"00A1{2 * i:02X}B4") for i, piece in enumerate(pieces)]
    if len(runs) == 3:
        runs[1:2] = [make("proofErr", type="spellStart"), runs[1], make("proofErr", type="spellEnd")]
    return runs


def typed_runs(text):
    runs = []
    for number, line in enumerate(text.split("\n")):
        if number:
            runs.append(make("r", make("br"), rsidR="00A17FB4"))
        runs += line_runs(line)
    return runs


class Typist:
    """A document on the desk: word/document.xml as a tree, all else as it is."""

    def __init__(self, path):
        self.members = tracker.parts(path)
        self.root = etree.fromstring(self.members["word/document.xml"], etree.XMLParser(remove_comments=True))
        self.comments, self.parents = [], {}
        for number, element in enumerate(self.root.iter(etree.Element)):
            if element.tag != w("t"):
                element.text = None
            element.tail = None
            if element.tag == w("p"):
                element.set(f"{{{W14}}}paraId", f"{0x10000000 + number:08X}")

    # ---- controls ----

    def controls(self, tag, within=None):
        found = (within if within is not None else self.root).iter(w("sdt"))
        return [sdt for sdt in found if sdt.find(f"{w('sdtPr')}/{w('tag')}").get(w("val")) == tag]

    def row(self, milestone):
        return next(self.controls(milestone)[0].iterancestors(w("tr")))

    def type(self, sdt, text):
        properties, content = sdt.find(w("sdtPr")), sdt.find(w("sdtContent"))
        for flag in properties.findall(w("showingPlcHdr")):
            properties.remove(flag)
        content[:] = typed_runs(text)

    def choose(self, sdt, label):
        """An item of the drop-down list, by what the list shows."""
        box = sdt.find(f"{w('sdtPr')}/{w('dropDownList')}")
        item = next(i for i in box if i.get(w("displayText")) == label)
        box.set(w("lastValue"), item.get(w("value")))
        self.type(sdt, label)

    def pick(self, sdt, day, month_letters=None):
        sdt.find(f"{w('sdtPr')}/{w('date')}").set(w("fullDate"), f"{day}T00:00:00Z")
        self.type(sdt, spoken_date(day, month_letters))

    # ---- a term ----

    def type_term(self, term):
        for key, tag in (("date", "term-date"), ("review", "review")):
            if term.get(key):
                self.pick(self.controls(tag)[0], term[key])
        if term.get("completed-by"):
            self.type(self.controls("completed-by")[0], "; ".join(term["completed-by"]))
        for key, text in (term.get("family") or {}).items():
            if text:
                self.type(self.controls(key)[0], text)
        for item in term.get("assessments") or []:
            self.type_row(self.row(item["milestone"]), item)

    def type_row(self, row, item):
        place = {tag: self.controls(tag, row)[0] for tag in tracker.VALUES}
        if item.get("engagement"):
            self.choose(place["engagement"], LEVELS[item["engagement"]])
        if item.get("supports"):
            self.type(place["supports"], ", ".join(SUPPORTS[s] for s in item["supports"]))
        if item.get("date"):
            self.pick(place["date"], item["date"], 3)
        for key in ("saw", "next-steps"):
            if item.get(key):
                self.type(place[key], item[key])
        self.comment_on(place[CELLS[len(self.comments) % len(CELLS)]], item)

    # ---- comments ----

    def comment_on(self, sdt, item):
        """Every comment of the row, on the text of one cell, and what was answered."""
        ids, threads = [], []
        for field in ("preferred", "comments"):
            for comment in item.get(field) or []:
                beginning = BEGINNINGS[len(self.comments) % 3] + " " if field == "preferred" else ""
                beginning = "Staff only: " if comment.get("for") == "staff" else beginning
                threads.append((len(self.comments), comment.get("replies") or []))
                ids.append(str(len(self.comments)))
                self.comments.append((comment, beginning + comment["text"]))
        paragraph, inside = sdt.getparent(), sdt.find(w("sdtContent"))
        # Word sets the marks outside the control, or inside when the text in it was selected.
        holder, first, last = (inside, 0, len(inside)) if len(ids) == 1 else (paragraph, paragraph.index(sdt), paragraph.index(sdt) + 1)
        ends = []
        for number in ids:
            mark = make("r", make("rPr", make("rStyle", val="CommentReference")), make("commentReference", id=number))
            ends += [make("commentRangeEnd", id=number), mark]
        holder[last:last] = ends
        holder[first:first] = [make("commentRangeStart", id=number) for number in ids]
        for number, replies in threads:
            for reply in reversed(replies):  # each is set right behind the first comment's marks
                self.answer(number, reply)

    def reply(self, number, text, by):
        self.answer(number, {"text": text, "by": by, "date": "2025-12-04"})

    def answer(self, number, reply):
        """An answer to a comment: Word starts its marks behind the first's, and knows the thread by paragraph ids."""
        answer = str(len(self.comments))
        self.comments.append((reply, reply["text"]))
        self.parents[int(answer)] = number
        found = {(e.tag, e.get(w("id"))): e for e in self.root.iter(w("commentRangeStart"), w("commentReference"))}
        found[w("commentRangeStart"), str(number)].addnext(make("commentRangeStart", id=answer))
        run = found[w("commentReference"), str(number)].getparent()
        run.addnext(make("r", make("commentReference", id=answer)))
        run.addnext(make("commentRangeEnd", id=answer))

    def comment_element(self, number):
        comment, text = self.comments[number]
        initials = comment.get("initials") or "".join(word[0] for word in comment["by"].split())
        made = make("comment", id=str(number), author=comment["by"], initials=initials)
        if moment(comment):
            made.set(w("date"), moment(comment))
        for at, line in enumerate(text.split("\n")):
            reference = [make("r", make("rPr", make("rStyle", val="CommentReference")), make("annotationRef"))] if at == 0 else []
            p = make("p", make("pPr", make("pStyle", val="CommentText")), *reference, *line_runs(line), rsidR="00A15CB4")
            p.set(f"{{{W14}}}paraId", f"{0x20000000 + 256 * number + at:08X}")
            made.append(p)
        return made

    def comment_parts(self):
        """The five parts of the comments, by name; the last four know a comment by its last paragraph."""
        roots = {"comments": etree.Element(w("comments"), nsmap={"w": W, "w14": W14}),
                 "commentsExtended": etree.Element(f"{{{W15}}}commentsEx", nsmap={"w15": W15}),
                 "commentsIds": etree.Element(f"{{{CID}}}commentsIds", nsmap={"w16cid": CID}),
                 "commentsExtensible": etree.Element(f"{{{CEX}}}commentsExtensible", nsmap={"w16cex": CEX}),
                 "people": etree.Element(f"{{{W15}}}people", nsmap={"w15": W15})}

        def note(part, space, name, parent=None, **attributes):
            values = {f"{{{space}}}{key}": value for key, value in attributes.items() if value}
            return etree.SubElement(roots[part] if parent is None else parent, f"{{{space}}}{name}", values)

        for number, (comment, _) in enumerate(self.comments):
            element = self.comment_element(number)
            roots["comments"].append(element)
            last, durable = element[-1].get(f"{{{W14}}}paraId"), f"{0x30000000 + number:08X}"
            parent = roots["comments"][self.parents[number]][-1].get(f"{{{W14}}}paraId") if number in self.parents else None
            first = self.comments[self.parents.get(number, number)][0]
            note("commentsExtended", W15, "commentEx", paraId=last, paraIdParent=parent, done=str(int(first.get("state") == "resolved")))
            note("commentsIds", CID, "commentId", paraId=last, durableId=durable)
            note("commentsExtensible", CEX, "commentExtensible", durableId=durable, dateUtc=moment(comment))
        for author in sorted({comment["by"] for comment, _ in self.comments}):
            person = note("people", W15, "person", author=author)
            note("people", W15, "presenceInfo", person, providerId="None", userId=f"{zlib.crc32(author.encode()):08x}")
        return {name: serialised(root) for name, root in roots.items()}

    # ---- saving ----

    def save(self, path):
        members = {**self.members, "word/document.xml": serialised(self.root)}
        if self.comments:
            types, relationships = "", ""
            for number, (name, data) in enumerate(self.comment_parts().items()):
                members[f"word/{name}.xml"] = data
                types += f'<Override PartName="/word/{name}.xml" ContentType="{TYPES}{name}+xml"/>'
                relationships += f'<Relationship Id="rId{100 + number}" Type="{PARTS[name]}" Target="{name}.xml"/>'
            for name, end, more in (("[Content_Types].xml", b"</Types>", types),
                                    ("word/_rels/document.xml.rels", b"</Relationships>", relationships)):
                members[name] = members[name].replace(end, more.encode() + end)
        tracker.write_parts(path, members)


def serialised(root):
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
