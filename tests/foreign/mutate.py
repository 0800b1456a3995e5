"""Documents that say something else than the record: each change must be seen by every program that compares."""
import copy
import zipfile

from lxml import etree

from read_parts import W, cell_texts, children, part, rows_of

ANCHORS = [W + "commentRangeStart", W + "commentRangeEnd", W + "commentReference"]


def mark_of(element):
    """What to move or drop with a mark: the run that holds a reference, else the mark itself."""
    return element.getparent() if element.tag == W + "commentReference" else element


def marks(document, number):
    return [mark_of(e) for e in document.iter(*ANCHORS) if e.get(W + "id") == number]


def milestone_rows(document):
    for table in document.iter(W + "tbl"):
        header, *rows = rows_of(table)
        if "".join(cell_texts(header[0])) == "Milestone":
            yield rows


def text_element(cell):
    return next(cell.iter(W + "t"))


def level_moved(document, _):
    """The levels of two neighbours change places."""
    for rows in milestone_rows(document):
        for one, other in zip(rows, rows[1:]):
            first, second = text_element(one[1]), text_element(other[1])
            if first.text != second.text:
                first.text, second.text = second.text, first.text
                return


def comment_moved(document, comments):
    """All marks of the first comment go to the support cell of another row of its table."""
    number = comments[0].get(W + "id")
    for rows in milestone_rows(document):
        for row, other in zip(rows, rows[1:] + rows[:1]):
            if any(e.get(W + "id") == number for e in row[2].iter(*ANCHORS)) and row is not other:
                paragraph = next(p for p in children(other[2]) if p.tag == W + "p")
                for mark in marks(document, number):
                    paragraph.append(mark)
                return


def comment_dropped(document, comments):
    for mark in marks(document, comments[0].get(W + "id")):
        mark.getparent().remove(mark)
    comments.remove(comments[0])


def comment_doubled(document, comments):
    double = copy.deepcopy(comments[0])
    for mark in marks(document, comments[0].get(W + "id")):
        again = copy.deepcopy(mark)
        for element in again.iter(*ANCHORS):
            element.set(W + "id", "9999")
        mark.addnext(again)
    double.set(W + "id", "9999")
    comments.append(double)


def author_changed(_, comments):
    comments[0].set(W + "author", "Somebody Else")


def text_changed(_, comments):
    word = next(t for t in comments[0].iter(W + "t") if t.text)
    word.text += " And more."


MUTATIONS = [level_moved, comment_moved, comment_dropped, comment_doubled, author_changed, text_changed]


def write(source, out, changed):
    """Copies a package with the parts in changed ({name: bytes}) put in."""
    with zipfile.ZipFile(source) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copied:
        for info in package.infolist():
            copied.writestr(info.filename, changed.get(info.filename, package.read(info)))


def mutated(source, out, change):
    """Writes source to out with one change; fails when the change changed nothing."""
    with zipfile.ZipFile(source) as package:
        document, main = part(package, "officeDocument")
        comments, name = part(package, "comments", main)
    before = etree.tostring(document) + etree.tostring(comments)
    change(document, comments)
    if etree.tostring(document) + etree.tostring(comments) == before:
        raise SystemExit(f"{change.__name__} changed nothing in {source}")
    write(source, out, {main: etree.tostring(document), name: etree.tostring(comments)})


def misplaced(source, out):
    """Not what the standard allows: a paragraph between the cells of a row."""
    with zipfile.ZipFile(source) as package:
        document, main = part(package, "officeDocument")
    next(document.iter(W + "tr")).append(etree.Element(W + "p"))
    write(source, out, {main: etree.tostring(document)})
