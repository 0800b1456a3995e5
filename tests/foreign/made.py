"""Every document that the foreign programs judge, made by Cairn from the samples: fills, blanks, refills."""
import os
import subprocess
from collections import namedtuple
from concurrent.futures import ThreadPoolExecutor

from expected import ROOT, Domain, load, terms_by_key, tracker

CAIRN = os.environ.get("CAIRN", str(ROOT / "cairn"))
Made = namedtuple("Made", "name path expected")


def cairn(*arguments):
    """(exit code, standard output, messages) of one run."""
    done = subprocess.run([CAIRN, *map(str, arguments)], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def fill(path, record, key, *options):
    code, _, said = cairn("fill", record, "--session", key[0], "--term", key[1], "-o", path, *options)
    if code:
        raise SystemExit(f"cairn fill {record} {key} {options}: exit {code}\n{said}")


def following(key):
    return (key[0], str(int(key[1]) + 1))


def plans(path, record):
    """(name, key, options, what tracker() is told, the base's name) of every document of one record."""
    keys, stem = sorted(terms_by_key(record)), path.stem
    for key in keys:
        name = f"{stem}-{key[0]}-{key[1]}"
        yield name, key, [], {}, None
        yield f"{name}-blank", key, ["--blank"], {"blank": True}, None
    for before, key in zip(keys, keys[1:]):
        name = f"{stem}-{key[0]}-{key[1]}"
        yield f"{name}-refill", key, [], {"base": before}, f"{stem}-{before[0]}-{before[1]}"
    after = following(keys[-1])
    yield f"{stem}-{after[0]}-{after[1]}-blank", after, ["--blank"], {"blank": True}, None
    if stem in ("child-a", "child-f"):
        name = f"{stem}-{keys[0][0]}-{keys[0][1]}"
        yield f"{name}-staff", keys[0], ["--staff"], {"staff": True}, None
        yield f"{name}-all-rows", keys[0], ["--all-rows"], {"all_rows": True}, None


def make_all(folder):
    """Makes them in folder, and gives the list of them with what each must say."""
    domain, made = Domain(), []
    for path in sorted((ROOT / "samples/rowan").glob("child-*.yaml")):
        record = load(path)
        for name, key, options, told, base in plans(path, record):
            out = folder / f"{name}.docx"
            fill(out, path, key, *options, *(["-t", folder / f"{base}.docx"] if base else []))
            made.append(Made(name, out, tracker(domain, record, key, **told)))
    return made


def each(function, items):
    """function(item) of each, two at a time, in order."""
    with ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        return list(pool.map(function, items))
