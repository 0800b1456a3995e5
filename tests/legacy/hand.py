"""What makers of documents by hand, in their XML, share: the pieces that the school templates are made of, and colleagues' comments."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "templates"))
from pieces import NAMESPACES, WORDML, cell, field, head_row, heading, p, quoteattr, r, remark, row, split, table, text_box  # noqa: E402, F401
from school import COMMENTS, Document  # noqa: E402

BOLD = "<w:b/>"


class Tracker(Document):
    """A document whose comments are named as they are written: said() gives the content with their anchors."""

    def __init__(self, *words, **more):
        super().__init__(*words, **more)
        self.said_so_far = []

    def said(self, content, *comments):
        """comments: (author, initials, date, text), each an answer to the first of them."""
        first = len(self.said_so_far)
        self.said_so_far += [(first if n else None, *comment) for n, comment in enumerate(comments)]
        return remark(content, *range(first, first + len(comments)))

    def put_comments(self):
        listed, extended = [], []
        for number, (first, author, initials, date, text) in enumerate(self.said_so_far):
            key = f"{0x20000000 + number:08X}"
            listed.append(f'<w:comment w:id="{number}" w:author={quoteattr(author)} w:date="{date}" w:initials="{initials}">'
                          f'<w:p w14:paraId="{key}" w14:textId="77777777"><w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>'
                          f"<w:annotationRef/></w:r>{r(text)}</w:p></w:comment>")
            parent = f' w15:paraIdParent="{0x20000000 + first:08X}"' if first is not None else ""
            extended.append(f'<w15:commentEx w15:paraId="{key}"{parent} w15:done="0"/>')
        self.add_word("comments", "comments", "".join(listed), "comments")
        space = f' xmlns:w15="{NAMESPACES["w15"]}" xmlns:mc="{NAMESPACES["mc"]}" mc:Ignorable="w15"'
        self.add("word/commentsExtended.xml", f"<w15:commentsEx{space}>{''.join(extended)}</w15:commentsEx>",
                 f"{WORDML}.commentsExtended+xml", COMMENTS)


def saved(document, path):
    """The document with its comments, at the path."""
    if document.said_so_far:
        document.put_comments()
    document.finish().save(path)
