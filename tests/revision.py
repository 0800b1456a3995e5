"""Accepting and rejecting tracked changes as the standard tells it (ECMA-376 Part 1, 17.13.5), in a way of our own, and what is then
left of a document, in a form that compares."""

import copy

from lxml import etree

from tracker import parts

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARKED = {W + "rPr", W + "trPr"}  # whose w:ins and w:del stand for the paragraph's end, and for the row


def w(*names):
    return [W + name for name in names]


def unwrap(element):
    parent, at = element.getparent(), element.getparent().index(element)
    for child in list(element):
        parent.insert(at, child)
        at += 1
    parent.remove(element)


def remove(element):
    element.getparent().remove(element)


def contents(p):
    return [child for child in p if child.tag != W + "pPr"]


def empty(p):
    return not any(e.tag in w("t", "tab", "br", "drawing", "pict", "fldChar", "commentReference") for e in p.iter())


def following(block):
    """The next block, through the ends of controls; None at the end of a cell or of the text."""
    while True:
        block_after = block.getnext()
        while block_after is not None and block_after.tag not in w("p", "tbl", "sdt", "sectPr"):
            block_after = block_after.getnext()
        if block_after is not None or block.getparent().tag not in w("sdt", "sdtContent"):
            return block_after
        block = block.getparent()


def join(p):
    """The paragraph's end goes: what it holds goes on in the next paragraph."""
    after = following(p)
    last = after is None or after.tag == W + "sectPr"
    if last and p.getparent().tag == W + "tc" or last and not empty(p):
        raise AssertionError("the end of a last paragraph cannot go")
    if not last and not empty(p) and after.tag != W + "p":
        raise AssertionError("text cannot go on in a table")
    if not last and after.tag == W + "p":
        properties = after.find(W + "pPr")
        at = 0 if properties is None else 1
        for child in reversed(contents(p)):
            after.insert(at, child)
    remove(p)


def settle_ranges(root, mine, goes, stays):
    """Controls whose own start and end are marked."""
    for kind, keeps in ((goes, False), (stays, True)):
        starts = [e for e in root.iter(W + f"customXml{kind}RangeStart") if mine(e)]
        ids = {e.get(W + "id") for e in starts}
        if not keeps:
            for start in starts[::2]:
                sdt = start.getnext()
                assert sdt.tag == W + "sdt", "a marked control follows its mark"
                for child in list(sdt):
                    if child.tag != W + "sdtContent":
                        sdt.remove(child)
                unwrap(sdt.find(W + "sdtContent"))
                unwrap(sdt)
        for e in starts + [e for e in root.iter(W + f"customXml{kind}RangeEnd") if e.get(W + "id") in ids]:
            remove(e)


def settle(root, accept, author=None, lasting=False):
    """All tracked changes of the author (of everybody) accepted, or rejected. lasting: the end of a last paragraph may be marked, and
    stays."""
    def mine(e):
        return author is None or e.get(W + "author") == author

    gone, come = w("del", "moveFrom", "cellDel"), w("ins", "moveTo", "cellIns")
    goes, stays = (gone, come) if accept else (come, gone)
    joins = []
    for change in [e for e in root.iter(*(W + name + "Change" for name in ("pPr", "rPr", "tcPr", "trPr", "tblPr", "tblPrEx", "tblGrid"))) if mine(e)]:
        properties = change.getparent()
        remove(change)
        if not accept:
            kept = [e for e in properties if e.tag in w("rPr", "sectPr")] if change.tag == W + "pPrChange" else []
            properties[:] = list(change[0]) + kept
    for e in [e for e in root.iter(*goes, *stays) if mine(e)]:
        outer = e.getparent()
        if outer is None:
            continue  # in something that went
        if outer.tag in w("trPr", "tcPr"):
            whole = outer.getparent()
            outer.remove(e)
            if e.tag in goes:
                remove(whole)
        elif outer.tag == W + "rPr" and outer.getparent().tag == W + "pPr":
            outer.remove(e)
            if e.tag in goes:
                joins.append(outer.getparent().getparent())
        elif e.tag in goes:
            remove(e)
        else:
            unwrap(e)
    for mark in [e for e in root.iter(*w("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd")) if author is None]:
        remove(mark)
    for tr in [t for t in root.iter(W + "tr") if t.find(f".//{W}tc") is None]:
        remove(tr)
    for tbl in [t for t in root.iter(W + "tbl") if t.find(f".//{W}tr") is None]:
        remove(tbl)
    settle_ranges(root, mine, "Del" if accept else "Ins", "Ins" if accept else "Del")
    for p in joins:
        after = following(p)
        last = after is None or after.tag != W + "p"
        if p.getroottree().getroot() is root and not (lasting and last):
            join(p)
    for e in root.iter(W + "delText"):
        if not any(up.tag in w("del", "moveFrom") for up in e.iterancestors()):
            e.tag = W + "t"
    return root


# ---- what is left ----

def text_of(run_child):
    return {W + "t": run_child.text or "", W + "delText": run_child.text or "", W + "tab": "\t", W + "br": "\n"}.get(run_child.tag, "")


def look(run):
    properties = run.find(W + "rPr")
    return b"" if properties is None or not len(properties) else etree.tostring(properties, method="c14n")


def pieces(p, own_del):
    """[(look, text)]: stretches of one look, deleted ones told apart when they are somebody's still."""
    found = []
    for run in p.iter(W + "r"):
        deleted = any(up.tag == W + "del" for up in run.iterancestors())
        text = "".join(map(text_of, run))
        kind = (look(run), deleted if own_del else False)
        if found and found[-1][0] == kind:
            found[-1] = (kind, found[-1][1] + text)
        elif text:
            found.append((kind, text))
    return found


def properties_of(element, name):
    found = copy.deepcopy(element.find(W + name))
    if found is not None and found.find(W + "pPrChange") is not None and found.find(W + "pStyle") is not None:
        remove(found.find(W + "pStyle"))  # a paragraph has one history: whoever changes its style again leaves that as it is
    for mark in [] if found is None else list(found.iter(*w("rPr", "trPr"))):
        if not len(mark) and mark.getparent() is not None:
            remove(mark)
    return b"" if found is None or not len(found) else etree.tostring(found, method="c14n").replace(b"\n", b"").replace(b" ", b"")


def words(blocks):
    """The same without paragraphs that are empty: one that holds somebody's deletion is emptied by a plain fill, not taken out."""
    return [(block[0], words(block[1])) if isinstance(block, tuple) else block for block in blocks if block]


def shape(root, looks=True):
    """The blocks of a part: paragraphs with their properties and text, tables with their rows and cells; controls are seen through."""
    found = []
    for e in root:
        if e.tag == W + "p":
            found.append((properties_of(e, "pPr"), pieces(e, True)) if looks else "".join(text for _, text in pieces(e, False)))
        elif e.tag == W + "tr" and looks:
            found.append(("tr", properties_of(e, "trPr"), shape(e, looks)))
        elif e.tag in w("tbl", "tr", "tc"):
            found.append((etree.QName(e).localname, shape(e, looks)))
        elif e.tag in w("sdt", "sdtContent", "body"):
            found += shape(e, looks)
    return found


def stories(path):
    """{part: root} of the parts with text."""
    return {name: etree.fromstring(data, etree.XMLParser(remove_comments=True)) for name, data in parts(path).items()
            if name.startswith(("word/document", "word/header", "word/footer")) and name.endswith(".xml")}
