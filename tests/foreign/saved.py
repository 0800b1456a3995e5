"""Documents saved again by other programs: what Cairn reads from them is what it read before."""
import subprocess

import docx

from expected import load
from made import cairn, each
from normal import normal


def libreoffice(paths, folder, profile, to="docx"):
    """Converts all of them in one run, with a profile of its own."""
    folder.mkdir(exist_ok=True)
    subprocess.run(["soffice", "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", to, "--outdir",
                    str(folder), *map(str, paths)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def by_libreoffice(paths, folder):
    """Two runs at a time, each with a part of the documents."""
    halves = [paths[0::2], paths[1::2]]
    each(lambda n: libreoffice(halves[n], folder, folder.parent / f"profile-{n}"), [0, 1])


def by_python_docx(paths, folder):
    folder.mkdir(exist_ok=True)
    for path in paths:
        docx.Document(str(path)).save(str(folder / path.name))


def by_pandoc(paths, folder):
    folder.mkdir(exist_ok=True)
    each(lambda p: subprocess.run(["pandoc", "--track-changes=all", str(p), "-o", str(folder / p.name)], check=True), paths)


SAVERS = {"libreoffice": by_libreoffice, "python-docx": by_python_docx, "pandoc again": by_pandoc}


def record_in(path):
    """(the record that Cairn reads in a document, None or what it said)."""
    out = path.with_suffix(".yaml")
    out.unlink(missing_ok=True)
    code, _, said = cairn("read", path, "-o", out)
    only_id_lost = code == 1 and "`id` is missing here" in said and said.count("would not pass") == 1  # pandoc drops properties
    return (load(out), None) if code == 0 or only_id_lost else (None, f"exit {code}: {said}")


def described(tree, where=""):
    """Every text of a tree with the way to it, so that a difference can be told in a line."""
    if isinstance(tree, dict):
        return [line for k, v in sorted(tree.items()) for line in described(v, f"{where}/{k}")]
    if isinstance(tree, list):
        return [line for n, v in enumerate(tree) for line in described(v, f"{where}/{n}")]
    return [f"{where}: {tree!r}"]


def differences(saver, before, after):
    """What two records differ in, after the normalisations of the saver."""
    wanted, had = (described(normal(saver, "record", tree)) for tree in (before, after))
    lost = [f"lost   {line}" for line in wanted if line not in had]
    return lost + [f"gained {line}" for line in had if line not in wanted]
