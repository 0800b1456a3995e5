"""What makers of old trackers share: documents of other programs, packed so that the same input gives the same bytes."""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))
import tracker  # noqa: E402

MOMENT = "2024-06-20T09:00:00Z"


def packed_again(path):
    """The same parts in the same order, without the moment at which a program packed them."""
    members = tracker.parts(path)
    for name in ("docProps/core.xml", "docProps/app.xml"):
        if name in members:
            members[name] = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?", MOMENT.encode(), members[name])
    tracker.write_parts(path, members)


def made_by(make):
    """Runs a maker from the command line: NAME.py OUT.docx"""
    if len(sys.argv) != 2:
        sys.exit(f"{sys.argv[0]} OUT.docx")
    make(pathlib.Path(sys.argv[1]))
