"""What reading a public document costs and says: an exit code that is told, no fault that a sanitizer sees, and little time and memory."""

import os
import subprocess
import zipfile

import made
from samples_load import ROOT

MEASURE = ROOT / "build/measure"
WATCHED = ROOT / "build/asan/cairn"  # what the sanitizers watch
VERBS = ("read", "draft")
MOST_SECONDS, MOST_MEGABYTES, MOST_TIMES = 1, 64, 4
TRIES = 3  # a busy machine gets another chance
OLD_WORD = bytes.fromhex("D0CF11E0A1B11AE1")
WATCHING = {"ASAN_OPTIONS": "exitcode=99", "LSAN_OPTIONS": "exitcode=99", "UBSAN_OPTIONS": "exitcode=99:print_stacktrace=1"}

# Megabytes for a document whose markup is much denser than others': 370,315 elements in 12.6 MB.
DENSE = {"poi__bug65649.docx": 144}


def largest_part(path):
    """Megabytes of the largest part, inflated; 0 for what is no sound zip file."""
    try:
        with zipfile.ZipFile(path) as package:
            return max(entry.file_size for entry in package.infolist()) / 1e6
    except (zipfile.BadZipFile, ValueError, OSError):
        return 0


def watched(verb, path):
    """(exit code, messages) under the sanitizers."""
    done = subprocess.run([str(WATCHED), verb, str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False,
                          env={**os.environ, **WATCHING})
    return done.returncode, done.stderr.decode("utf-8", "replace")


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
        for path, (code, said) in zip(paths, made.each(lambda p: watched(verb, p), paths)):
            checks.that(code in (0, 1, 4) and (code == 0 or said.strip()), f"{verb} {path.name}: exit {code} under the sanitizers: {said[-1500:]}")
        for path in paths:
            if path.read_bytes().startswith(OLD_WORD):
                continue  # LibreOffice's own time and memory
            most = DENSE.get(path.name, max(MOST_MEGABYTES, MOST_TIMES * largest_part(path)))
            seconds, megabytes = cost(verb, path)
            checks.that(seconds <= MOST_SECONDS, f"{verb} {path.name}: {seconds:.2f} s, {MOST_SECONDS} at most")
            checks.that(megabytes <= most, f"{verb} {path.name}: {megabytes:.0f} MB, {most:.0f} at most")
