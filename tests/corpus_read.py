"""What reading a public document costs: little time and memory."""

import os
import subprocess
import zipfile

import made
from samples_load import ROOT

MEASURE = ROOT / "build/measure"
VERBS = ("read", "draft")
MOST_SECONDS, MOST_MEGABYTES, MOST_TIMES = 1, 64, 4
TRIES = 3  # a busy machine gets another chance
OLD_WORD = bytes.fromhex("D0CF11E0A1B11AE1")


def largest_part(path):
    """Megabytes of the largest part, inflated; 0 for what is no sound zip file."""
    try:
        with zipfile.ZipFile(path) as package:
            return max(entry.file_size for entry in package.infolist()) / 1e6
    except (zipfile.BadZipFile, ValueError, OSError):
        return 0


def cost(verb, path):
    """(seconds of processor time, megabytes) of the cheapest of a few runs, the first that is cheap enough."""
    best = (float("inf"), float("inf"))
    for _ in range(TRIES):
        with subprocess.Popen([str(MEASURE), made.CAIRN, verb, str(path)], stdout=subprocess.PIPE) as measure:
            megabytes = float(measure.stdout.read().split()[1])
            usage = os.wait4(measure.pid, 0)[2]
            measure.returncode = 0
        best = min(best, (usage.ru_utime + usage.ru_stime, megabytes))
        if best[0] <= MOST_SECONDS:
            break
    return best


def check(checks, paths):
    for verb in VERBS:
        for path in paths:
            if path.read_bytes().startswith(OLD_WORD):
                continue  # LibreOffice's own time and memory
            most = max(MOST_MEGABYTES, MOST_TIMES * largest_part(path))
            seconds, megabytes = cost(verb, path)
            checks.that(seconds <= MOST_SECONDS, f"{verb} {path.name}: {seconds:.2f} s, {MOST_SECONDS} at most")
            checks.that(megabytes <= most, f"{verb} {path.name}: {megabytes:.0f} MB, {most:.0f} at most")
