"""Reads trackers with python-docx, which gives the parts; it sees no text in content controls and no comments: read_docx.py FOLDER
DOCUMENT..."""

import sys

import docx
import trackers
from docx.table import Table
from lxml import etree
from trackers import W


def read(path):
    document = docx.Document(path)
    said = [rel.target_part.blob for rel in document.part.rels.values() if rel.reltype.endswith("/comments")]
    properties = [rel.target_part.blob for rel in document.part.package.rels.values() if rel.reltype.endswith("/custom-properties")]
    learner = next((p[0].text for p in etree.fromstring(properties[0]) if p.get("name") == "cairn-learner"), None)
    body = document.element.body
    tables = ([[cell._tc for cell in row.cells] for row in Table(table, document).rows] for table in body.iter(W + "tbl"))
    return trackers.record(body, tables, trackers.comments(etree.fromstring(said[0])) if said else {}, learner)


for number, document in enumerate(sys.argv[2:]):
    trackers.save(sys.argv[1], str(number), read(document))
