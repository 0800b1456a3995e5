"""Reads trackers with zipfile and lxml: read_lxml.py FOLDER DOCUMENT..."""

import sys
import zipfile

import trackers
from lxml import etree
from trackers import W


def read(path):
    with zipfile.ZipFile(path) as package:
        part = {name: etree.fromstring(package.read(name)) for name in package.namelist()
                if name in ("word/document.xml", "word/comments.xml", "docProps/custom.xml")}
    said = trackers.comments(part["word/comments.xml"]) if "word/comments.xml" in part else {}
    learner = next((p[0].text for p in part["docProps/custom.xml"] if p.get("name") == "cairn-learner"), None)
    body = part["word/document.xml"]
    tables = ([list(row.iter(W + "tc")) for row in table.iter(W + "tr")] for table in body.iter(W + "tbl"))
    return trackers.record(body, tables, said, learner)


for number, document in enumerate(sys.argv[2:]):
    trackers.save(sys.argv[1], str(number), read(document))
