"""Packages and records that mean harm: each is named for what it does. tests/hostile_test.py gives them to every verb that would open them.

A case is (name, bytes, what is said of it). The expression is looked for behind the file's name; codes are the caller's to know.
"""

import re
import struct
import zlib
from collections import namedtuple

import workbook

Case = namedtuple("Case", "name data said")
W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN, TYPES, LIST, TOP, COMMENTS = "word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels", "_rels/.rels", "word/comments.xml"
BROKEN = "the document is broken: "
DISAGREE, DAMAGED = BROKEN + "the directory and a part disagree", BROKEN + "its directory is damaged"
NAMED = "the package has an entry that no Word document has: "
MOST = r"than Cairn takes in \("


# ---- zip files, byte by byte ----

def deflated(data):
    return zlib.compress(data, 9)[2:-4]


class Entry:
    """One entry: what it is, and what its two headers say otherwise (central=, local= by the names in FIELDS)."""

    FIELDS = ("version", "flags", "method", "time", "date", "crc", "packed", "size")

    def __init__(self, name, data, method=8, **how):
        self.name = name if isinstance(name, bytes) else name.encode()
        self.raw = how.get("raw", deflated(data) if method == 8 else data)
        self.says = {"version": 20, "flags": 0, "method": method, "time": 0, "date": 33, "crc": zlib.crc32(data), "packed": len(self.raw),
                     "size": len(data), **how.get("both", {})}
        self.central, self.local = how.get("central", {}), how.get("local", {})
        self.local_name, self.behind, self.at = how.get("local_name", self.name), how.get("behind", b""), how.get("at")
        self.extra, self.local_extra, self.comment = how.get("extra", b""), how.get("local_extra", b""), how.get("comment", b"")

    def fields(self, other):
        return [{**self.says, **other}[field] for field in self.FIELDS]

    def local_bytes(self):
        head = struct.pack("<4s5H3I2H", b"PK\3\4", *self.fields(self.local), len(self.local_name), len(self.local_extra))
        return head + self.local_name + self.local_extra + self.raw + self.behind

    def central_bytes(self, offset):
        head = struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, *self.fields(self.central), len(self.name), len(self.extra), len(self.comment),
                           self.central.get("disk", 0), 0, 0, self.central.get("offset", offset))
        return head + self.name + self.extra + self.comment


def packed(entries, **end):
    """A zip file of the entries; end says what its last record says otherwise, and what stands before it and behind."""
    data, offsets = b"", []
    for entry in entries:
        offsets.append(len(data) if entry.at is None else entry.at(offsets))
        data += entry.local_bytes() if entry.at is None else b""
    start = len(data)
    data += b"".join(entry.central_bytes(offset) for entry, offset in zip(entries, offsets))
    size, count = len(data) - start, len(entries)
    data += end.get("before_end", lambda *_: b"")(start, size, count)
    last = {"disk": 0, "other": 0, "here": count, "all": count, "size": size, "start": start, "comment": len(end.get("text", b"")), **end.get("says", {})}
    return data + struct.pack("<4s4H2IH", b"PK\5\6", *last.values()) + end.get("text", b"") + end.get("tail", b"")


def end_64(count=None, size=None, start=None, at=None, locator=None):
    """Zip64's own end and its locator, with what they say otherwise."""
    def make(its_start, its_size, its_count):
        numbers = [its_count if count is None else count] * 2 + [its_size if size is None else size, its_start if start is None else start]
        here = its_start + its_size if at is None else at
        return (struct.pack("<4sQ2H2I4Q", b"PK\6\6", 44, 45, 45, 0, 0, *numbers)
                + struct.pack("<4sIQI", b"PK\6\7", 0, here if locator is None else locator, 1))
    return make


def of(members, change=None, **more):
    """The members as entries in their order; change: {name: Entry or None}, more: entries behind them."""
    change = change or {}
    made = [change.get(name, Entry(name, data)) for name, data in members.items()]
    return [entry for entry in made if entry] + list(more.get("more", ()))


def one(members, name, method=8, **how):
    return of(members, {name: Entry(name, members[name], method, **how)})


def extra_64(*numbers):
    return struct.pack(f"<2H{len(numbers)}Q", 1, 8 * len(numbers), *numbers)


def path_field(name, other):
    """Info-ZIP's field of the other name of an entry."""
    return struct.pack("<2HBI", 0x7075, 5 + len(other), 1, zlib.crc32(name.encode())) + other.encode()


ONES = 0xFFFFFFFF


def containers(members):
    """Lies of the zip file itself: (name, bytes, what is said). They are the same for documents and workbooks."""
    first, other = list(members)[1:3]
    size = len(members[first])
    add = lambda name, **how: packed(of(members, more=[Entry(name, b"<a/>", **how)]))
    quine = packed(of(members, more=[Entry("word/twice.xml", members[first], at=lambda offsets: offsets[1], local_name=first.encode())]))
    kernel = packed(of(members, more=[Entry(f"x{n}", members[first], raw=b"", both={"packed": 9}, at=lambda offsets: offsets[1]) for n in range(50)]))
    return [
        ("climbs by two dots", add("../evil.xml"), NAMED + r"\.\./evil\.xml"),
        ("climbs from within", add("word/../../evil.xml"), NAMED),
        ("climbs at its end", add("word/.."), NAMED),
        ("climbs in percent signs", add("word/%2e%2E/evil.xml"), NAMED),
        ("begins at the root", add("/etc/evil"), NAMED + "/etc/evil"),
        ("names a drive", add("C:/evil.xml"), NAMED),
        ("names another stream of a file", add("word/a.xml:evil"), NAMED),
        ("names a share in backslashes", add("\\\\server\\evil"), NAMED),
        ("climbs in backslashes", add("word\\..\\evil.xml"), NAMED),
        ("has NUL in a name", add("word/a.xml\0.png"), NAMED),
        ("has a line feed in a name", add("word/a\nb.xml"), NAMED),
        ("speaks to a terminal in a name", add("word/\x1b[2Jx.xml"), NAMED),
        ("rings a bell in a name", add("word/\x07.xml"), NAMED),
        ("has DEL in a name", add("word/a\x7f.xml"), NAMED),
        ("has a name that is no text", add(b"word/\xff\xfe.xml"), NAMED),
        ("has a name of nothing", add(""), NAMED),
        ("has a very long name", add("word/" + "a" * 60000), r"bytes in the name of an entry " + MOST + "512; here are 60005"),
        ("says a part twice", add(first), NAMED),
        ("says a part twice in capitals", add(first.upper()), NAMED),
        ("says a part twice in percent signs", add(first.replace("e", "%65")), NAMED),
        ("says a part twice with a segment of nothing", add(first.replace("/", "//")), NAMED),
        ("says a part twice with a segment of one dot", add("./" + first), NAMED),
        ("says a part twice with a full stop behind it", add(first + "."), NAMED),
        ("says a part twice with a blank behind it", add(first + " "), NAMED),
        ("says a part twice with a blank in percent signs behind it", add(first + "%20"), NAMED),
        ("says a part twice with a full stop behind a folder", add(first.replace("/", "./")), NAMED),
        ("says a part twice in letters of other scripts", packed(of(members, more=[Entry("word/K.xml", b""), Entry("word/\u212a.xml", b"")])), NAMED),
        ("says a part twice with a letter and its accent", packed(of(members, more=[Entry("word/\xe9.xml", b""), Entry("word/e\u0301.xml", b"")])), NAMED),
        ("has a folder with the name of a part", add(first + "/"), NAMED),
        ("has a part inside a part", add(first.upper() + "/[0].piece"), NAMED),
        ("has another name beside a part's", packed(one(members, first, extra=path_field(first, other))), BROKEN + "a part has two names"),
        ("has another name beside a part's own", packed(one(members, first, local_extra=path_field(first, other))), BROKEN + "a part has two names"),
        ("has half a name beside a part's", packed(one(members, first, extra=b"up\4\0\1abc")), BROKEN + "a part has two names"),
        ("is encrypted", packed(one(members, first, both={"flags": 1})), "password"),
        ("is encrypted in the directory alone", packed(one(members, first, central={"flags": 1})), "password"),
        ("is encrypted in a part alone", packed(one(members, first, local={"flags": 1})), "password"),
        ("is strongly encrypted", packed(one(members, first, both={"flags": 64})), "password"),
        ("hides its directory's values", packed(one(members, first, both={"flags": 1 << 13})), "password"),
        ("is packed by deflate64", packed(one(members, first, both={"method": 9})), BROKEN + "a part is packed in a way"),
        ("is packed by LZMA", packed(one(members, first, both={"method": 14})), BROKEN + "a part is packed in a way"),
        ("has a method in a part alone", packed(one(members, first, local={"method": 0})), DISAGREE),
        ("has another name in a part", packed(one(members, first, local_name=b"x" * len(first))), DISAGREE),
        ("has a longer name in a part", packed(one(members, first, local_name=first.encode() + b"x")), DISAGREE),
        ("has a part's name in capitals", packed(one(members, first, local_name=first.upper().encode())), DISAGREE),
        ("has another checksum in a part", packed(one(members, first, local={"crc": 1})), DISAGREE),
        ("has another size in a part", packed(one(members, first, local={"size": 1})), DISAGREE),
        ("has another packed size in a part", packed(one(members, first, local={"packed": 1})), DISAGREE),
        ("has sizes behind a part in one header alone", packed(one(members, first, central={"flags": 8})), DISAGREE),
        *lies_behind(members, first),
        ("has a part outside the file", packed(one(members, first, central={"offset": 1 << 30})), BROKEN + "a part is not where"),
        ("has a part inside another", packed(one(members, first, central={"offset": 9})), BROKEN + "a part is not where"),
        ("has a part in the directory", packed(one(members, first, both={"packed": 1 << 30})), BROKEN + "a part is larger than the file"),
        ("has a part longer than the file", packed(one(members, first, both={"packed": ONES - 1})), BROKEN + "a part is larger than the file"),
        ("has a part on another disk", packed(one(members, first, central={"disk": 1})), BROKEN + "it is a part of several files"),
        ("has one part for two names", quine, f"{DISAGREE}|two of its parts lie over one another"),
        ("has fifty names for one part", kernel, DISAGREE),
        ("has parts over one another", overlapping(members), BROKEN + "two of its parts lie over one another"),
        ("holds itself in a part", overlapping(members, nested=True), BROKEN + "two of its parts lie over one another"),
        ("says that stored bytes are more", packed(one(members, first, 0, both={"size": size + 9})), BROKEN + "a part says another size"),
        ("says that few bytes are many", packed(one(members, first, both={"size": 1 << 27})), f"{BROKEN}a part says another size|may inflate"),
        ("says that a part is larger than any", packed(one(members, first, both={"size": ONES - 1})), r"bytes in a part " + MOST),
        ("is a bomb", add("word/a.bin", raw=zeros(), both={"size": 30 << 20, "packed": len(zeros())}), r"a part may inflate " + MOST),
        ("is a bomb of many small ones", packed(many(members, 200, 3 << 20)), r"bytes in all parts together " + MOST),
        ("has more entries than any", packed(of(members, more=[Entry(f"word/{n}", b"", 0) for n in range(5000)])), r"entries in the package " + MOST + "4096; here are 50"),
        ("says one entry more", packed(of(members), says={"all": len(members) + 1, "here": len(members) + 1}), DAMAGED),
        ("says one entry less", packed(of(members), says={"all": len(members) - 1, "here": len(members) - 1}), DAMAGED),
        ("says no entries", packed(of(members), says={"all": 0, "here": 0}), DAMAGED),
        ("says more entries than it has room for", packed(of(members), says={"all": 65534, "here": 65534}), DAMAGED),
        ("is on several disks", packed(of(members), says={"disk": 1}), BROKEN + "it is a part of several files"),
        ("has entries on another disk", packed(of(members), says={"here": 1}), BROKEN + "it is a part of several files"),
        ("has a directory that ends too far", packed(of(members), says={"size": 1 << 30}), DAMAGED),
        ("has a directory outside the file", packed(of(members), says={"start": ONES - 1}), DAMAGED),
        ("has a directory with a gap behind", packed(of(members), before_end=lambda *_: bytes(64)), DAMAGED),
        ("has a tail of more than 64 KB", packed(of(members), tail=bytes(70000)), BROKEN + "it ends too early"),
        ("has a comment longer than the file", packed(of(members), says={"comment": 9}), BROKEN + "it ends too early"),
        ("has a zip64 count that lies", packed(of(members), before_end=end_64(count=1 << 40), says={"all": 65535, "here": 65535}), DAMAGED),
        ("has a zip64 count beside another", packed(of(members), before_end=end_64(count=1)), BROKEN + "its zip64 directory lies"),
        ("has a zip64 start that lies", packed(of(members), before_end=end_64(start=1 << 62), says={"start": ONES}), BROKEN + "its zip64 directory lies"),
        ("has a zip64 size that lies", packed(of(members), before_end=end_64(size=(1 << 64) - 1), says={"size": ONES}), BROKEN + "its zip64 directory lies"),
        ("has a zip64 directory nowhere", packed(of(members), before_end=end_64(locator=1 << 63)), BROKEN + "its zip64 directory is not where"),
        ("has a zip64 part of unheard-of size", packed(one(members, first, central={"size": ONES}, extra=extra_64(1 << 60))), f"{DISAGREE}|bytes in a part"),
        ("has a zip64 part of unheard-of length", packed(one(members, first, central={"packed": ONES}, extra=extra_64((1 << 64) - 1))), DISAGREE),
        ("has a zip64 part beyond all", packed(one(members, first, central={"offset": ONES}, extra=extra_64((1 << 64) - 30))), BROKEN + "a part is not where"),
        ("lacks the zip64 sizes it speaks of", packed(one(members, first, central={"size": ONES})), BROKEN + "a part's zip64 sizes are missing"),
        ("has an extra field longer than itself", packed(one(members, first, central={"size": ONES}, extra=b"\1\0\xff\xff12345678")), BROKEN + "a part's zip64 sizes are missing"),
        ("has a checksum that does not fit", packed(one(members, first, both={"crc": 7})), f"the part {re.escape(first)} is broken: its checksum"),
        ("has bytes that deflate cannot read", packed(one(members, first, raw=b"\xff" * 400, both={"packed": 400})), f"the part {re.escape(first)} is broken: it cannot"),
        ("has bytes behind the end of its stream", packed(one(members, first, raw=deflated(members[first]) + b"GARBAGE")), f"the part {re.escape(first)} is broken: it cannot"),
        ("has a stream behind the end of its stream", packed(one(members, first, raw=deflated(members[first]) * 2)), f"the part {re.escape(first)} is broken: it cannot"),
        ("inflates to more than it says", packed(one(members, first, both={"size": size - 1})), f"the part {re.escape(first)} is broken: it cannot"),
        ("inflates to less than it says", packed(one(members, first, both={"size": size + 1})), f"the part {re.escape(first)} is broken: it cannot"),
        ("has no content types", packed(of(members, {TYPES: None})), "not a"),
        ("has nothing in it", packed([]), "not a|it is empty"),
        ("is cut in its directory", packed(of(members))[:-40], BROKEN + "it ends too early"),
        ("is cut behind a part", packed(of(members))[:200], BROKEN + "it ends too early"),
        ("has other bytes in front", b"PK\3\4" + bytes(99) + packed(of(members)), DAMAGED),
        ("points with the directory at another part", swapped(members, first, other), DISAGREE),
    ]


def described(data, signed=b"PK\7\x08", wide="I", local=None, **says):
    """What an entry is made with whose sizes stand behind it; says: what is said otherwise there, local: in its own header."""
    true = {"crc": zlib.crc32(data), "packed": len(deflated(data)), "size": len(data)}
    said = {**true, **says}
    nought = {"crc": 0, "packed": 0, "size": 0}
    return {"both": {"flags": 8}, "local": {**nought, **(local or {})}, "behind": signed + struct.pack("<I2" + wide, said["crc"], said["packed"], said["size"])}


KINDS = [("four bytes", b"PK\7\x08", "I"), ("four bytes without a signature", b"", "I"), ("eight bytes", b"PK\7\x08", "Q"),
         ("eight bytes without a signature", b"", "Q")]


def lies_behind(members, first):
    behind = BROKEN + "the directory and what stands behind a part disagree"
    lie = lambda *kind, **says: packed(one(members, first, **described(members[first], *kind, **says)))
    for kind, signed, wide in KINDS:
        for field in ("crc", "packed", "size"):
            yield f"has another {field} behind a part, in {kind}", lie(signed, wide, **{field: 7}), behind
    for field in ("crc", "packed", "size"):
        yield f"has another {field} in a part that is described behind it", lie(local={field: 7}), DISAGREE
    yield "has nothing behind a part that is described there", packed(one(members, first, both={"flags": 8})), behind


def zeros():
    return deflated(bytes(30 << 20))


def many(members, count, size):
    raw = deflated(bytes(size))
    says = {"size": size, "packed": len(raw), "crc": zlib.crc32(bytes(size))}
    said = [Entry(f"word/{n}.bin", b"", raw=raw, both=says) for n in range(count)]
    return of(members, more=said)


def overlapping(members, nested=False):
    """Each of a row of parts is a stored block that holds the next one's header, as the better bomb has it; nested: one holds the whole of another."""
    inner = Entry("word/inner.bin", b"inner" * 20, 0)
    body = inner.local_bytes()
    outer = Entry("word/outer.bin", body if nested else body[:-40] + b"x" * 0, 0)
    offsets = []
    if not nested:  # the outer one ends within the inner one's bytes
        outer = Entry("word/outer.bin", body[:-40], 0, behind=body[-40:])
    head = 30 + len(outer.name)
    inner.at = lambda found: found[-1] + head
    return packed(of(members, more=[outer, inner]) + offsets)


def swapped(members, first, other):
    """The directory's offsets of two parts stand for one another."""
    entries = of(members)
    at = {}
    data = b""
    for entry in entries:
        at[entry.name.decode()] = len(data)
        data += entry.local_bytes()
    for entry in entries:
        name = entry.name.decode()
        if name in (first, other):
            entry.central = {"offset": at[other if name == first else first]}
    return packed(entries)


NAMES = "\u56fe\u7247 1", "\u56fe\u7247 2", "\u56fe\u7247", "image", "image 1", "image.1", "caf\xe9", "cafe", "caf%E4", "caf%FC", ".hidden"


def neighbours(members):
    """What honest programs write, however odd it looks: (name, bytes)."""
    first = list(members)[1]
    data = members[first]
    whole = len(data)
    size = len(deflated(data))
    return [
        *((f"data descriptors of {kind}", packed([Entry(n, d, **described(d, signed, wide)) for n, d in members.items()])) for kind, signed, wide in KINDS),
        ("a data descriptor that says the same again", packed(one(members, first, **{**described(data), "local": {}}))),
        ("a data descriptor of zip64", packed(one(members, first, **described(data, wide="Q", local={"size": ONES, "packed": ONES}), local_extra=extra_64(0, 0)))),
        ("directory entries", packed([Entry("word/", b"", 0), Entry("_rels/", b"", 0), *of(members)])),
        ("pictures with names in any script", packed(of(members, more=[Entry(f"word/media/{name}.png", b"x") for name in NAMES]))),
        ("stored entries", packed([Entry(name, part, 0) for name, part in members.items()])),
        ("an archive comment", packed(of(members), text=b"made by hand")),
        ("the longest comment", packed(of(members), text=b"x" * 65535)),
        ("a tail of 64 KB", packed(of(members), tail=bytes(65000))),
        ("comments of entries", packed(one(members, first, comment=b"mine"))),
        ("extra fields", packed(one(members, first, extra=b"UT\5\0\1abcd", local_extra=b"UT\x09\0\3abcdefgh"))),
        ("names said twice", packed(one(members, first, extra=path_field(first, first), local_extra=path_field(first, first)))),
        ("names marked as UTF-8", packed([Entry(n, d, both={"flags": 1 << 11}) for n, d in members.items()])),
        ("another order", packed([Entry(name, members[name]) for name in reversed(list(members))])),
        ("bytes between parts", packed([Entry(n, d, behind=bytes(100)) for n, d in members.items()])),
        ("zip64 sizes that are true", packed(one(members, first, local={"size": ONES, "packed": ONES}, central={"size": ONES, "packed": ONES},
                                                 extra=extra_64(whole, size), local_extra=extra_64(whole, size)))),
        ("a zip64 end that is true", packed(of(members), before_end=end_64())),
        ("a zip64 end that is needed", packed(of(members), before_end=end_64(), says={"here": 65535, "all": 65535, "size": ONES, "start": ONES})),
        ("a zip64 offset that is true", offset_64(members, first)),
    ]


def offset_64(members, first):
    entries, offset = [], 0
    for name, data in members.items():
        entry = Entry(name, data, central={"offset": ONES}, extra=extra_64(offset)) if name == first else Entry(name, data)
        entries.append(entry)
        offset += len(entry.local_bytes())
    return packed(entries)


# ---- parts of documents ----

def changed(members, part, old, new, count=1):
    old, new = (side if isinstance(side, bytes) else side.encode() for side in (old, new))
    assert old in members[part], (part, old)
    return {**members, part: members[part].replace(old, new, count)}


def over_rows(members, comments, rows):
    """So many comments, each of which goes over all the rows of a table, and is said of each."""
    every = range(900, 900 + comments)
    starts = b"".join(b'<w:commentRangeStart w:id="%d"/>' % n for n in every)
    ends = b"".join(b'<w:commentRangeEnd w:id="%d"/><w:r><w:commentReference w:id="%d"/></w:r>' % (n, n) for n in every)
    lines = [b"<w:p/>" for _ in range(rows)]
    lines[0], lines[-1] = b"<w:p>" + starts + b"</w:p>", b"<w:p>" + ends + b"</w:p>"
    table = b"<w:tbl>" + b"".join(b"<w:tr><w:tc>" + line + b"</w:tc></w:tr>" for line in lines) + b"</w:tbl>"
    listed = b"".join(b'<w:comment w:id="%d"/>' % n for n in every)
    return changed(changed(members, MAIN, b"<w:body>", b"<w:body>" + table), COMMENTS, b"</w:comments>", listed + b"</w:comments>")


def related(members, relationship, part=LIST):
    return changed(members, part, b"</Relationships>", relationship + "</Relationships>")


def relationship(kind, target, rid="rId990", mode=""):
    kind = kind if ":" in kind else f"{OFFICE}/{kind}"
    return f'<Relationship Id="{rid}" Type="{kind}" Target="{target}"{mode}/>'


def second_main(members, *data):
    """A second relationship to a main part, which is there when its bytes are given."""
    typed = changed(members, TYPES, b"</Types>", re.search(rb'<Override PartName="/word/document.xml"[^>]*/>', members[TYPES])[0].replace(b"document.xml", b"other.xml") + b"</Types>")
    return {**related(typed, relationship("officeDocument", "word/other.xml"), TOP), **{"word/other.xml": part for part in data}}


def documents(members):
    """Lies inside a document's parts: (name, bytes, what is said)."""
    body = lambda xml: changed(members, MAIN, b"<w:body>", b"<w:body>" + xml)
    rooted = lambda part, root, more: changed(members, part, root, root + more)
    lists = members[LIST].decode()
    without = lambda kind: re.sub(rf'<Relationship [^>]*/{kind}"[^>]*/>', "", lists).encode()
    doctype = b'<!DOCTYPE w:document [<!ENTITY a "b">]>'
    laughs = b'<!DOCTYPE lolz [<!ENTITY a "ha">' + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 9)) + b"]>"
    cells = b'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="%s"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl><w:p/>'
    return [(name, packed(of(parts)), said) for name, parts, said in [
        ("has a DOCTYPE", changed(members, MAIN, b"<w:document", doctype + b"<w:document"), f"{MAIN} has a DOCTYPE"),
        ("has a DOCTYPE from elsewhere", changed(members, MAIN, b"<w:document", b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x"><w:document'), f"{MAIN} has a DOCTYPE"),
        ("laughs a billion times", changed(members, MAIN, b"<w:document", laughs + b"<w:document"), f"{MAIN} has a DOCTYPE"),
        ("has a DOCTYPE in its styles", changed(members, "word/styles.xml", b"<w:styles", doctype + b"<w:styles"), "word/styles.xml has a DOCTYPE"),
        ("has a DOCTYPE in its comments", changed(members, COMMENTS, b"<w:comments", doctype + b"<w:comments"), f"{COMMENTS} has a DOCTYPE"),
        ("has a DOCTYPE in its content types", changed(members, TYPES, b"<Types", doctype + b"<Types"), "Content_Types.* has a DOCTYPE"),
        ("has a DOCTYPE in its relationships", changed(members, LIST, b"<Relationships", doctype + b"<Relationships"), f"{re.escape(LIST)} has a DOCTYPE"),
        ("asks for an entity that nobody has", body(b"<w:p><w:r><w:t>&secret;</w:t></w:r></w:p>"), f"{MAIN} is not well-formed"),
        ("has 200,000 attributes", body(b"<w:p " + b" ".join(b'a%d="1"' % n for n in range(200000)) + b"/>"), r"attributes of an element " + MOST),
        ("has 200,000 namespaces", body(b"<w:p " + b" ".join(b'xmlns:a%d="u:%d"' % (n, n) for n in range(200000)) + b"/>"), r"attributes of an element " + MOST),
        ("has 60,000 namespaces at once", body(namespaces(240, 250)), r"namespaces declared at once " + MOST),
        ("has one attribute of 2 MB", body(b'<w:p a="' + b"x y" * 700000 + b'"/>'), r"bytes in an attribute " + MOST),
        ("is 100,000 levels deep", body(b"<w:p>" * 100000 + b"</w:p>" * 100000), r"levels of nested elements " + MOST),
        ("is 100,000 levels deep in its comments", changed(members, COMMENTS, b"</w:comments>", b"<w:p>" * 100000 + b"</w:p>" * 100000 + b"</w:comments>"), r"levels of nested elements " + MOST),
        ("is 100,000 levels deep in its relationships", related(members, "<a>" * 100000 + "</a>" * 100000), r"levels of nested elements " + MOST),
        ("ends inside a tag", {**members, MAIN: members[MAIN][:-20]}, f"{MAIN} is not well-formed"),
        ("has two roots", {**members, MAIN: members[MAIN] + b"<w:document/>"}, f"{MAIN} is not well-formed"),
        ("has bytes that are no text", body(b"<w:p><w:r><w:t>\xff\xfe</w:t></w:r></w:p>"), f"{MAIN} is not well-formed"),
        ("has a character that no XML has", body(b"<w:p><w:r><w:t>&#1;</w:t></w:r></w:p>"), f"{MAIN} is not well-formed"),
        ("says that it is in EBCDIC", changed(members, MAIN, b"UTF-8", b"IBM037"), f"{MAIN} is not UTF-8"),
        ("says that it is in UTF-7", changed(members, MAIN, b"UTF-8", b"UTF-7"), f"{MAIN} is not UTF-8"),
        ("is UTF-32", {**members, MAIN: members[MAIN].decode().encode("utf-32")}, f"{MAIN} is not "),
        ("is half of UTF-16", {**members, MAIN: members[MAIN].decode().encode("utf-16")[:-1]}, f"{MAIN} is not well-formed"),
        ("has 5,000 tables", body(b"<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>" * 5000), r"tables " + MOST + "4096; here are 50"),
        ("has tables inside one another", body(b"<w:tbl><w:tr><w:tc>" * 50 + b"<w:p/></w:tc></w:tr></w:tbl>" * 50), r"tables inside one another " + MOST),
        ("has a cell as wide as the moon is far", body(cells % b"2147483647"), r"columns that a cell spans " + MOST + "1024; here are 2147483647"),
        ("has a cell of less than no columns", body(cells % b"-1"), r"columns that a cell spans " + MOST),
        ("has a cell of more columns than a number holds", body(cells % (b"9" * 30)), r"columns that a cell spans " + MOST),
        ("begins a row at the end of the world", body(b'<w:tbl><w:tr><w:trPr><w:gridBefore w:val="4000000000"/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p/>'), r"columns that a cell spans " + MOST),
        ("has 30,000 comments", changed(members, MAIN, b"<w:body>", b"<w:body><w:p>" + b"".join(b'<w:r><w:commentReference w:id="%d"/></w:r>' % n for n in range(30000)) + b"</w:p>"), r"comments " + MOST),
        ("has 30,000 comments that stand nowhere", changed(members, COMMENTS, b"</w:comments>", b"".join(b'<w:comment w:id="%d"/>' % (n + 900) for n in range(30000)) + b"</w:comments>"), r"comments " + MOST + "20000; here are 300"),
        ("has 2,000 comments over the same 20 rows", over_rows(members, 2000, 20), r"comments " + MOST + "20000; here are 400"),
        ("has a grid of 30,000 columns", body(b"<w:tbl><w:tblGrid>" + b"<w:gridCol/>" * 30000 + b"</w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p/>"), r"columns that a cell spans " + MOST + "1024; here are 30000"),
        ("names 12,000 parts", related(members, "".join(relationship("image", f"{n}.png", f"x{n}") for n in range(12000))), r"relationships of a part " + MOST),
        ("has no main part", {name: data for name, data in members.items() if name != MAIN}, "the package has no Word document in it"),
        ("has two main parts", second_main(members, members[MAIN] + b" "), "word/other.xml is broken: there is another of its kind"),
        ("has two main parts that say the same", second_main(members, members[MAIN]), "word/other.xml is broken: there is another of its kind"),
        ("points with its main part outside", changed(members, TOP, b'Target="word/document.xml"', b'Target="../../../etc/passwd"'), "the package has no Word document in it"),
        ("points with its main part to the web", changed(members, TOP, b'Target="word/document.xml"', b'Target="http://127.0.0.1:9/x.xml" TargetMode="External"'), "the package has no Word document in it"),
        ("points with its main part to its list of parts", changed(members, TOP, b'Target="word/document.xml"', b'Target="[Content_Types].xml"'), "not a Word document|no Word document"),
        ("is its own header", related(members, relationship("header", "document.xml")), f"{MAIN} is broken: it is named as two things at once"),
        ("is its own comments", {**members, LIST: changed({LIST: without("comments")}, LIST, b"</Relationships>", relationship("comments", "document.xml") + "</Relationships>")[LIST]}, f"{MAIN} is broken: it is named as two things at once"),
        ("is its own footnotes", related(members, relationship("footnotes", "document.xml")), f"{MAIN} is broken: it is named as two things at once"),
        ("has its styles for comments", {**members, LIST: changed({LIST: without("comments")}, LIST, b"</Relationships>", relationship("comments", "styles.xml") + "</Relationships>")[LIST]}, "word/styles.xml is broken: it is named as two things at once"),
        ("has its relationships for comments", {**members, LIST: changed({LIST: without("comments")}, LIST, b"</Relationships>", relationship("comments", "_rels/document.xml.rels") + "</Relationships>")[LIST]}, "is broken: it is named as two things at once"),
        ("has two parts of comments", {**related(members, relationship("comments", "comments2.xml")), "word/comments2.xml": members[COMMENTS] + b" "}, "word/comments2.xml is broken: there is another of its kind"),
        ("gives one id to two relationships", related(members, relationship("image", "a.png") + relationship("image", "b.png")), f"{re.escape(LIST)} is broken: it says rId990 twice"),
        ("has two parts of styles", {**related(members, relationship("styles", "styles2.xml")), "word/styles2.xml": members["word/styles.xml"] + b" "}, "word/styles2.xml is broken: there is another of its kind"),
        ("gives two types to one part", changed(members, TYPES, b"</Types>", b'<Override PartName="/word/DOCUMENT.xml" ContentType="image/png"/></Types>'), "Content_Types.* is broken: it says /word/document.xml twice"),
        ("has a broken list of relationships", {**members, LIST: members[LIST][:-9]}, f"{re.escape(LIST)} is not well-formed"),
        ("has a broken list of content types", {**members, TYPES: members[TYPES][:-9]}, "Content_Types.* is not well-formed"),
        ("has a DOCTYPE behind UTF-16", {**members, MAIN: members[MAIN].replace(b"<w:document", doctype + b"<w:document", 1).decode().encode("utf-16")}, f"{MAIN} has a DOCTYPE"),
    ]]


def namespaces(levels, each):
    opened = b"".join(b"<w:p " + b" ".join(b'xmlns:n%dx%d="u:%d"' % (level, n, n) for n in range(each)) + b">" for level in range(levels))
    return opened + b"<n0x0:a/>" * 50000 + b"</w:p>" * levels


def odd(members):
    """What is read, since its meaning is certain, and not filled: (name, parts, what is said of which part, whether all is in its place)."""
    comment = b'<w:comment w:id="%s" w:author="X" w:initials="X"><w:p><w:r><w:t>harm</w:t></w:r></w:p></w:comment>'
    lists = members[LIST].decode()
    first = re.search(rb'w:id="(\d+)"', members[COMMENTS])[1]
    ids = lambda part, number: changed(members, part, b"w:id=", b'w:id="%s" w:old=' % number)
    everywhere = {part: re.sub(rb'(<w:comment(?:RangeStart|RangeEnd|Reference)? w:id=")%s"' % first, rb'\1%s"' % b"a3f9c1", data)
                  for part, data in members.items()}
    gone = re.sub(r'<Relationship [^>]*/comments"[^>]*/>', relationship("comments", "gone.xml"), lists).encode()
    twice = relationship("image", "a.png")
    style = re.search(rb'<Override PartName="/word/styles.xml"[^>]*/>', members[TYPES])[0].decode()
    strange = "it has an id that no Word document has: "
    last = lambda xml: changed(members, MAIN, b"</w:body>", xml + b"</w:body>")
    return [
        ("a comment's id beyond 32 bits", ids(COMMENTS, b"4294967296"), f"{COMMENTS}: {strange}4294967296", False),
        ("a comment's id beyond 64 bits", ids(COMMENTS, b"99999999999999999999999"), f"{COMMENTS}: {strange}9", False),
        ("a comment's id that is no number", ids(COMMENTS, b"0x10"), f"{COMMENTS}: {strange}0x10", False),
        ("an anchor's id beyond 64 bits", changed(members, MAIN, b"<w:commentRangeStart w:id=", b'<w:commentRangeStart w:id="18446744073709551616" w:old='),
         f"{MAIN}: {strange}18446744073709551616", False),
        ("ids of letters on a comment and its marks", everywhere, f"{COMMENTS}: {strange}a3f9c1", True),
        ("two comments of one id", changed(members, COMMENTS, b"</w:comments>", comment % first + b"</w:comments>"),
         f"{COMMENTS}: it has the comment {first.decode()} twice, and nobody knows which of them stands where", False),
        ("two comments without an id", changed(members, COMMENTS, b"</w:comments>", comment.replace(b' w:id="%s"', b"") * 2 + b"</w:comments>"),
         f"{COMMENTS}: it has the comment  twice", False),
        ("comments that are nowhere", {**{part: data for part, data in members.items() if part != COMMENTS}, LIST: gone},
         "word/gone.xml: the document names it, and it is not there", False),
        ("a second part of styles that is nowhere", related(members, relationship("styles", "gone.xml")), "word/gone.xml: the document names it, and it is not there", True),
        ("a second part of styles that says the same", {**related(members, relationship("styles", "styles2.xml")), "word/styles2.xml": members["word/styles.xml"]},
         "word/styles2.xml: there is another of its kind, which says the same", True),
        ("a second relationship to its settings", {**related(members, relationship("settings", "settings9.xml")), "word/settings9.xml": members["word/settings.xml"]},
         "word/settings9.xml: there is another of its kind, which says the same", True),
        ("a second main part that is nowhere", second_main(members), "word/other.xml: the package names it, and it is not there", True),
        ("a relationship that stands twice", related(members, twice + twice), f"{LIST}: it says rId990 twice", True),
        ("a content type that stands twice", changed(members, TYPES, b"</Types>", style + "</Types>"), f"{TYPES}: it says /word/styles.xml twice", True),
        *((name, last(xml), f"{MAIN}: {why}", True) for name, xml, why in [
            ("a paragraph in a paragraph", b"<w:p><w:p/></w:p>", "a paragraph or a table in it stands inside a paragraph, or between cells"),
            ("a paragraph in the text of a paragraph", b"<w:p><w:r><w:ins><w:p/></w:ins></w:r></w:p>", "a paragraph or a table in it stands"),
            ("a table between cells", b"<w:tbl><w:tr><w:tbl/></w:tr></w:tbl>", "a paragraph or a table in it stands"),
            ("a row in no table", b"<w:sdt><w:sdtContent><w:tr/></w:sdtContent></w:sdt>", "a row in it stands in no table"),
            ("a cell in no row", b"<w:tbl><w:tc><w:p/></w:tc></w:tbl>", "a cell in it stands in no row"),
            ("text in no paragraph", b"<w:r/>", "some text in it stands in no paragraph"),
            ("text in text", b"<w:p><w:r><w:r/></w:r></w:p>", "some text in it stands in no paragraph"),
            ("a cell in a tracked change", b'<w:tbl><w:tr><w:del w:id="990" w:author="X"><w:tc><w:p/></w:tc></w:del></w:tr></w:tbl>',
             "a paragraph, a table, or a part of one in it stands inside a tracked change of text"),
            ("a control in text", b"<w:p><w:r><w:sdt><w:sdtContent/></w:sdt></w:r></w:p>", "a content control in it stands inside a run of text"),
            ("properties of a control in a revision", b'<w:p><w:sdt><w:ins w:id="990" w:author="X"><w:sdtPr/></w:ins></w:sdt></w:p>', "a content control in it is not built as one"),
            ("a control with text outside its content", b"<w:p><w:sdt><w:r/></w:sdt></w:p>", "a content control in it is not built as one"),
        ]),
    ]


def kept(members):
    """What is kept as it is, and never followed: (name, parts, what check tells)."""
    outside = ' TargetMode="External"'
    include = b'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/hostname" parse="text"/>'
    return [
        ("a template on the web", related(members, relationship("attachedTemplate", "http://127.0.0.1:9/evil.dotm", mode=outside)), "http://127.0.0.1:9/evil.dotm"),
        ("a picture on a share", related(members, relationship("image", "file://///server/share/x.png", mode=outside)), "file://///server/share/x.png"),
        ("a link", related(members, relationship("hyperlink", "javascript:alert(1)", mode=outside)), "javascript:alert"),
        ("an object elsewhere", related(members, relationship("oleObject", "file:///c:/x.exe", mode=outside)), "file:///c:/x.exe"),
        ("its package's own", related(members, relationship("customXml", "http://127.0.0.1:9/a", "rId991", outside), TOP), "http://127.0.0.1:9/a"),
        ("an XInclude", changed(members, MAIN, b"<w:body>", b"<w:body>" + include), None),
        ("a relationship to nothing", related(members, relationship("image", "NULL")), None),
        ("relationships in a ring", {**related(members, relationship("subDocument", "a.xml")), "word/a.xml": b"<a/>", "word/_rels/a.xml.rels":
                                     b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                                     + relationship("subDocument", "document.xml").encode() + b"</Relationships>"}, None),
        ("a content type of nothing", changed(members, TYPES, b"</Types>", b'<Override PartName="/no/such.xml" ContentType="a/b"/></Types>'), None),
    ]


# ---- workbooks ----

def workbooks():
    """Lies inside a workbook: (name, bytes, what is said)."""
    sheet = lambda xml: f'<worksheet xmlns="{workbook.TRANSITIONAL["main"]}"><sheetData>{xml}</sheetData></worksheet>'
    book = lambda xml="", **parts: workbook.Book([workbook.Sheet("Term 1", {"A1": "Name"})],
                                                 parts={**({"xl/sheets/1.xml": sheet(xml)} if xml else {}), **parts}).bytes()
    cell = lambda place, value="1", more="": f'<row><c r="{place}"{more}><v>{value}</v></c></row>'
    rows = lambda count: "".join(f'<row><c t="str"><v>{n}</v></c></row>' for n in range(count))
    return [
        ("has a cell below the last row", book(cell("A1048577")), "a place that no sheet has|a number that no sheet has"),
        ("has a cell beyond the last column", book(cell("XFE1")), "a place that no sheet has"),
        ("has a cell of a row like a telephone number", book(cell("A99999999999999999999")), "a place that no sheet has"),
        ("has a row like a telephone number", book('<row r="4294967297"><c><v>1</v></c></row>'), "a number that no sheet has"),
        ("asks for a text beyond all", book(cell("A1", "4294967295", ' t="s"')), "a shared text that is not there"),
        ("asks for a text before all", book(cell("A1", "-1", ' t="s"')), "a shared text that is not there"),
        ("has two cells at one place", book(cell("A1") + '<row r="1"><c r="A1"><v>2</v></c></row>'), "two cells stand at one place"),
        ("has a number that is none", book(cell("A1", "1e999")), "a number is none"),
        ("has a DOCTYPE in a sheet", book(**{"xl/sheets/1.xml": "<!DOCTYPE x []>" + sheet("")}), "1.xml has a DOCTYPE"),
        ("is 100,000 levels deep in a sheet", book("<row>" * 100000 + "</row>" * 100000), r"levels of nested elements " + MOST),
        ("has 200,000 attributes in a sheet", book("<row " + " ".join(f'a{n}="1"' for n in range(200000)) + "/>"), r"attributes of an element " + MOST),
        ("has 60,000 namespaces in a sheet", book(namespaces(240, 250).decode().replace("w:p", "row")), r"namespaces declared at once " + MOST),
        ("has 300,000 cells", book(rows(260000)), r"table cells " + MOST),
        ("has a text of 2 MB", book(f'<row><c t="inlineStr"><is><t>{"ab" * 1000000}</t></is></c></row>'), r"bytes in a text " + MOST),
        ("says a text of 900 KB in 300 cells", book('<row><c t="s"><v>0</v></c></row>' * 300,
                                                    **{"xl/strings.xml": strings("ab " * 300000)}), r"bytes of text in a spreadsheet " + MOST),
        ("says a text of 900 KB in 300 rows", long_merge(300), r"bytes of text in a spreadsheet " + MOST),
        ("has an author of 900 KB on 300 notes", long_author(300), r"bytes of text in a spreadsheet " + MOST),
        ("merges 3,000 times", merged(3000), r"merged cells " + MOST),
        ("has a sheet of 20 MB", book(rows(500) + "<!--" + "".join(chr(97 + n * n % 23) for n in range(1 << 20)) * 18 + "-->"), r"bytes in a part of a spreadsheet " + MOST + "|a part may inflate"),
        ("has no sheet where it says one", book(**{"xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{workbook.RELATIONSHIPS}"/>'}), "does not say where this sheet is"),
        ("has a sheet outside", book(**{"xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{workbook.RELATIONSHIPS}">'
                                        + "".join(relationship("worksheet", "http://127.0.0.1:9/s.xml", f"r{n}", ' TargetMode="External"') for n in range(1, 9))
                                        + "</Relationships>"}), "does not say where this sheet is"),
        ("has two books", book(**{"xl/other.xml": "<workbook/>", "_rels/.rels": f'<Relationships xmlns="{workbook.RELATIONSHIPS}">'
                                  + "".join(relationship("officeDocument", f"xl/{name}.xml", name) for name in ("workbook", "other"))
                                  + "</Relationships>"}), "xl/other.xml is broken: there is another of its kind"),
        ("is its own sheet", book(**{"xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{workbook.RELATIONSHIPS}">'
                                     + "".join(relationship("worksheet", "workbook.xml", f"r{n}") for n in range(1, 9)) + "</Relationships>"}), "it is no sheet"),
    ]


def strings(text):
    return f'<sst xmlns="{workbook.TRANSITIONAL["main"]}"><si><t>{text}</t></si></sst>'


def long_merge(count):
    cells = {"A1": "Milestone", "B1": "Engagement", "A2": "ab " * 300000, **{f"B{n}": "Interest" for n in range(2, count + 2)}}
    return workbook.Book([workbook.Sheet("Term 1", cells, merges=[f"A2:A{count + 1}"])]).bytes()


def long_author(count):
    return workbook.Book([workbook.Sheet("Term 1", {"A1": "Name"}, notes={f"A{n}": ("ab " * 300000, "Note") for n in range(1, count + 1)})]).bytes()


def merged(count):
    sheet = workbook.Sheet("Term 1", {"A1": "Name"}, merges=[f"A{n}:B{n}" for n in range(2, count + 2)])
    return workbook.Book([sheet]).bytes()


# ---- what is text: records, classes, mappings, frameworks, scales, lists ----

def records(good):
    """Of a record: (name, bytes, what is said)."""
    text = good.decode()
    nest = lambda opening, closing: text + "more: " + opening * 100000 + closing * 100000 + "\n"
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10))
    merge = "".join(f"b{n}: &b{n} {{<<: [{', '.join([f'*b{n - 1}'] * 9) if n else ''}], k{n}: v}}\n" for n in range(8))
    return [(name, data if isinstance(data, bytes) else data.encode(), said) for name, data, said in [
        ("is 100,000 brackets deep", nest("[", "]"), r":\d+:\d+: there are more levels of nesting in a YAML file " + MOST),
        ("is 100,000 braces deep", nest("{a: ", "}"), r":\d+:\d+: there are more levels of nesting in a YAML file " + MOST),
        ("is 100,000 dashes deep", text + "more:\n  " + "- " * 100000 + "x\n", r":\d+:\d+: there are more levels of nesting in a YAML file " + MOST),
        ("has aliases of aliases", bomb + text, r":\d+:\d+: there are more values in a YAML file with its aliases " + MOST),
        ("has 900 aliases of 100 KB", 'a: &a "' + "word " * 20000 + '"\nb: [' + "*a, " * 900 + "]\n" + text, r":\d+:\d+: there are more bytes in a YAML file with its aliases " + MOST),
        ("has 900 aliases of a list of 100 KB", 'a: &a [x, "' + "word " * 20000 + '"]\nb: [' + "*a, " * 900 + "]\n" + text, r":\d+:\d+: there are more bytes in a YAML file with its aliases " + MOST),
        ("has merges of merges", merge + text, r":\d+:\d+: "),
        ("has an alias of itself", "a: &a [*a]\n" + text, r":\d+:\d+: "),
        ("has 3,000 aliases", "a: &a x\nb: [" + "*a, " * 3000 + "]\n" + text, r":\d+:\d+: there are more aliases in a YAML file " + MOST),
        ("has 3,000 anchors", "b: [" + "".join(f"&a{n} x, " for n in range(3000)) + "]\n" + text, r":\d+:\d+: there are more aliases in a YAML file " + MOST),
        ("has a value of 5 MB", text + 'more: "' + "x" * (5 << 20) + '"\n', r":\d+:\d+: there are more bytes in a value " + MOST),
        ("has a key of 5 MB", text + "x" * (5 << 20) + ": y\n", r":\d+:\d+: "),
        ("is a line of 5 MB", "x" * (5 << 20), "(:\\d+:\\d+)?: "),
        ("is larger than any", text + "# more\n" * 2600000, r": there are more bytes in a YAML file with its aliases " + MOST + r"16777216; here are \d+"),
        ("has NUL in it", text + "more: a\0b\n", r":\d+:\d+: "),
        ("has an escaped NUL", text + 'more: "a\\0b"\n', r":\d+:\d+: "),
        ("speaks to a terminal", text + "more: \x1b[2J\n", r":\d+:\d+: "),
        ("has bytes that are no text", good + b"more: \xff\xfe\n", r":\d+:\d+: "),
        ("is in UTF-16", text.encode("utf-16"), r":\d+:\d+: "),
        ("makes objects of Python", text + "more: !!python/object/apply:os.system [touch evil]\n", r":\d+:\d+: "),
        ("has two documents", text + "---\n" + text, r":\d+:\d+: the file holds more than one YAML document"),
        ("says a key twice", text + "version: 1\n", r":\d+:\d+: the key `version` stands here a second time"),
        ("has an id that climbs", re.sub(r"id: [\w-]+", "id: ../../evil", text, count=1), r":\d+:\d+: "),
        ("has an id of a device", re.sub(r"id: [\w-]+", 'id: "con/aux"', text, count=1), r":\d+:\d+: "),
        ("has an id with NUL", re.sub(r"id: [\w-]+", 'id: "a\\0b"', text, count=1), r":\d+:\d+: "),
        ("has 3,000 keys that nobody knows", text + "".join(f"k{n}: v\n" for n in range(3000)), r":\d+:\d+: `k0` is not a key"),
        ("is a document", b"PK\3\4" + bytes(40), ": "),
    ]]


def terms(good, count):
    """A mapping of so many terms, no two of which are one."""
    one = lambda n: f"{{session: {1000 + n}-{(1001 + n) % 100:02d}, term: 1}}"
    return good.replace(b"fields:", f"terms: [{', '.join(map(one, range(count)))}]\nfields:".encode(), 1)


def lists():
    """Lists of names: (name, bytes, what is said)."""
    head = "Forename,Surname,Known as,Date of birth\n"
    child = "Ava,Reid,Ava,2017-05-14\n"
    return [(name, data if isinstance(data, bytes) else data.encode(), said) for name, data, said in [
        ("has a quote without end", head + '"Ava,Reid,Ava,2017-05-14\n' + child * 3, r":\d+:\d+: "),
        ("has 2,000 children", head + "".join(f"Ava {n},Reid,Ava{n},2017-05-14\n" for n in range(2000)), r"children in a list of names " + MOST),
        ("is larger than any list", head + child * 200000, r"bytes in a list of names " + MOST),
        ("has a name of 3 MB", head + "A" * (3 << 20) + ",Reid,Ava,2017-05-14\n", r":2:1: there are more bytes in the name of a child in a list " + MOST + "200; here are 3145733"),
        ("knows a child by 3 MB", head + "Ava,Reid," + "A" * (3 << 20) + ",2017-05-14\n", r":2:1: there are more bytes in the name of a child in a list " + MOST),
        ("has bytes that are no text", head.encode() + b"A\0va,Reid,Ava,2017-05-14\n", ": "),
        ("is a document", b"PK\3\4" + bytes(40), ": "),
        ("is nothing but commas", "," * (4 << 20), r":1:1: there are more columns in a list of names " + MOST),
        ("is nothing but line ends", "\n" * (4 << 20), ": this is no list of names: it is empty"),
        ("is nothing but quotes", '"' * (4 << 20), ": "),
        ("is lines of commas", (("," * 999) + "\n") * 4000, ": no line of the list names its columns"),
        ("is lines of a comma and a letter", "a,\n" * 1300000, r":10001:1: there are more lines that say something in a list of names " + MOST),
        ("names a child as a path", head + "../../evil,../evil,../../evil,2017-05-14\n", None),
    ]]
