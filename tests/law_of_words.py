"""Law 4 in documents that Cairn did not make, by an eye of its own: what a document said is said still, in its order.

Other parts are the same raw bytes. In those with places, every tag and word that was no value is found again, and what is new comes from
the record. A document that was filled by hand has values, which may go: old is the record that it gives.
"""

import functools
import re
from collections import namedtuple

import bare
import tracker
from tracker import Broken, raw_members

TOUCHED = re.compile(r"word/(document|header\d*|footer\d*|comments\w*)\.xml|word/_rels/document\.xml\.rels|\[Content_Types\]\.xml|"
                     r"docProps/(custom|core)\.xml|customXml/item1\.xml")
SPEAKING = re.compile(r"word/(document|header|footer)|customXml|docProps/c")
DAYS = "Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun Monday Tuesday Wednesday Thursday Friday Saturday Sunday Sept"
NUMBER = re.compile(r"[\d/.:–-]+|\d+(st|nd|rd|th)|['’]\d\d")
MONTHS = "January February March April May June July August September October November December"
TICKS = {"x", "X", "✓", "✔", "●", "Yes", "yes", "√"}


def bare_words(text):
    return {word.strip(".,;:!?…“”‘’\"'()–") for word in re.split(r"[\s/]+", text.replace("T00:00:00", ""))}


def folded(text):
    return " ".join(text.casefold().split()).rstrip(": ")


@functools.lru_cache
def texts_of(folder, key):
    """What stands behind a key anywhere in the files of a folder of mappings."""
    def search(tree):
        if isinstance(tree, dict):
            yield from (value for name, value in tree.items() if name == key)
        for item in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
            yield from search(item)
    return [text for path in (tracker.ROOT / "mappings" / folder).glob("*.yaml") for text in search(tracker.load(path))]


@functools.lru_cache
def blank_parts(path):
    """The parts of a document that many are made from."""
    return tracker.parts(path), raw_members(path)


@functools.lru_cache
def dates_and_labels():
    texts = [MONTHS, DAYS, " ".join(month[:3] for month in MONTHS.split()), " ".join(f"{n} {n:02d}" for n in range(1, 32))]
    texts += [path.read_text("utf-8") for path in (tracker.ROOT / "mappings/scales").glob("*.yaml")]
    return bare_words(re.sub(r"[\[\]{}]", " ", " ".join(texts)))


@functools.lru_cache
def statements():
    return frozenset(folded(text) for text in texts_of("frameworks", "statement"))


@functools.lru_cache
def school_words():
    """The words that any record may bring: statements, titles, labels, months, numbers of days and years."""
    return dates_and_labels() | bare_words(" ".join(texts_of("frameworks", "statement") + texts_of("frameworks", "title")))


def flat(tree):
    if isinstance(tree, dict):
        tree = list(tree.values())
    return " ".join(map(flat, tree)) if isinstance(tree, list) else str(tree or "").replace("-", " ") + " " + str(tree or "")


def may_be_value(text, values):
    return all(bare_words(word) <= values or NUMBER.fullmatch(word.strip(",")) for word in text.split())


LOOKS = {"shading": {"shd"}, "highlight": {"highlight", "shd"}, "columns": {"sym"}, "ticks": {"sym"}}  # elements that hold the values of a codec


class Old(namedtuple("Old", "values kept looks")):
    """Of a document that is filled: the words that values may consist of, the texts of paragraphs that are none, elements that hold values."""

    @classmethod
    def of(cls, record, mapping_words, codecs):
        data = {key: value for key, value in record.items() if key != "unplaced"}
        unplaced = [item for item in record.get("unplaced") or [] if item.get("text")]
        unclear = [item["text"] for item in unplaced if "candidates" in item or ', column "' in item["place"]]  # a value takes its place
        values = frozenset(bare_words(flat([data, unclear])) | dates_and_labels() | TICKS)
        said = [item["text"] for item in unplaced if item["text"] not in unclear and not may_be_value(item["text"], values)]
        return cls(values, statements() | {folded(text) for text in [*said, *texts_of("frameworks", "title"), *mapping_words]},
                   frozenset().union(*(looks for codec, looks in LOOKS.items() if codec in codecs)))

    def tokens(self, data):
        return held_tokens(self, data)

    def is_value(self, text, row):
        """Of a paragraph's text, in the row of a table with these texts: whether it may go as a whole, and which of its words may."""
        if folded(text) in self.kept:
            return False, set()
        of_milestone = any(folded(other) in statements() for other in row)
        words = {word for word in text.split() if may_be_value(word, self.values)}
        return of_milestone or words == set(text.split()), words


@functools.lru_cache(256)
def old_said(data, placeholders):
    return bare.said(data, None, placeholders)


@functools.lru_cache(64)
def held_tokens(old, data):
    return bare.said(data, old.is_value, False, old.looks)[0]


def words_of(records):
    """The words that records may bring, with and without what counts as a blank."""
    said = flat(records)
    bare_said = bare.BLANK.sub(" ", said)
    return school_words().union({""}, *map(bare_words, (said, bare_said, bare.PLACEHOLDER.sub(" ", bare_said))))


def said_before(old, new, records, held=None):
    """All that the parts say and are made of is there still, in its order; what is new comes from the records."""
    known = words_of(records) | (held.values if held else set())
    for name in old:
        if old[name] == new[name] or not SPEAKING.match(name):
            continue
        has_values = held and "comments" not in name
        placeholders = b"{{" in old[name]
        own, own_words = old_said(old[name], placeholders)
        before = held.tokens(old[name]) if has_values else own
        after, words = bare.said(new[name], None, placeholders, held.looks if has_values else frozenset())
        gone = bare.missing(before, after)
        if gone:
            raise Broken(f"law 4: {name} lost something: {gone}")
        tags = bare.more(own, after, bare.copied_with_rows(old[name]) if held else ())
        strange = sorted(word for word in words - own_words if not bare_words(word) <= known)
        if tags or strange:
            raise Broken(f"law 4: {name} has more than the record brings: {tags} {strange}")


def check(document, made, records, held=None):
    """Raises Broken unless law 4 holds between a document and one that was made from it; held: an Old, where the document had values."""
    (old, raw), new = blank_parts(document), tracker.parts(made)
    for one, other in zip(raw, raw_members(made)):
        if one != other and not TOUCHED.fullmatch(one[0]):
            raise Broken(f"law 4: {one[0]} changed")
    if list(new)[:len(old)] != list(old):
        raise Broken(f"law 4: the parts are {list(new)}")
    said_before(old, new, records, held)
