"""The spans of every element of a part, by expat: where its tags begin and end in the bytes."""

from xml.parsers import expat


def as_utf8(part):
    """A part as Cairn parses it: UTF-16 is transcoded, its mark too, and its declaration renewed."""
    encoding = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}.get(part[:2])
    if not encoding:
        return part
    text = part.decode(encoding).replace('encoding="UTF-16"', 'encoding="UTF-8"', 1)
    return text.encode()


class Spans:
    """The spans of every element, from the byte index of expat's events."""

    def __init__(self, part):
        self.part, self.events, self.open, self.elements = part, [], [], []
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.DefaultHandler = lambda _: self.event()

    def event(self):
        self.events.append(self.parser.CurrentByteIndex)
        return len(self.events) - 1

    def start(self, name, _):
        element = [name, self.event(), None]
        self.open.append(element)
        self.elements.append(element)

    def end(self, _):
        self.open.pop()[2] = self.event()

    def spans(self):
        """(start, open_end, close_start, end, name) each; a tag ends where the next event begins."""
        self.parser.Parse(self.part, True)
        ends = self.events[1:] + [None]
        return [self.span(name, first, last, ends) for name, first, last in self.elements]

    def span(self, name, first, last, ends):
        start, open_end, close_start = self.events[first], ends[first], self.events[last]
        if self.part[open_end - 2:open_end] == b"/>":
            return (start, open_end, open_end, open_end, name)
        return (start, open_end, close_start, ends[last] or self.part.index(b">", close_start) + 1, name)


def by_expat(part):
    """None for what expat cannot read."""
    try:
        return Spans(as_utf8(part)).spans()
    except (expat.ExpatError, UnicodeError):
        return None
