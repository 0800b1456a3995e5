"""Compares a tracker that a program saw with the one that the record asks for; says each difference in one line."""
from expected import COLUMNS, FAMILY
from normal import normal


def comment_key(comment):
    return sorted((k, str(v)) for k, v in comment.items()) if comment else []


def normal_comments(reader, comments):
    found = [c and normal(reader, "comment", {k: v and normal(reader, "text", v) for k, v in c.items()}) for c in comments]
    return sorted(found, key=comment_key)


def normal_row(reader, row):
    found = {c: texts(reader, row.get(c, ["no such column"])) for c in COLUMNS}
    comments = {c: normal_comments(reader, cs) for c, cs in row["comments"].items()}
    return {**found, "area": row["area"], "comments": comments}


def texts(reader, values):
    return normal(reader, "paragraphs", [normal(reader, "text", v) for v in values])


def differences(reader, expected, seen):
    """Every difference, as text; an empty list when they agree."""
    found = []

    def same(where, want, have):
        if want != have:
            found.append(f"{where}: wanted {want!r}, saw {have!r}")

    for label, value in expected["details"].items():
        same(label, texts(reader, [value]), texts(reader, [seen["details"].get(label, "no such label")]))
    for heading in [*FAMILY, "What helps"]:
        same(heading, texts(reader, expected["family"][heading]), texts(reader, seen["family"].get(heading, [])))
    wanted = [normal_row(reader, row) for row in expected["rows"]]
    had = [normal_row(reader, row) for row in seen["rows"]]
    same("the rows", [(r["area"], r["Milestone"]) for r in wanted], [(r["area"], r["Milestone"]) for r in had])
    for want, have in zip(wanted, had):
        for column in want:
            same(f"{want['Milestone'][0]}, {column}", want[column], have[column])
    same("comments elsewhere", [], seen["elsewhere"])
    for also in ("header", "properties"):
        if also in seen:
            same(also, expected[also], seen[also])
    return found
