"""A tracker that somebody keeps as plain text and turns into Word with pandoc: headings, lists, pipe tables, comments."""

import subprocess

import paper

TEXT = """---
title: Tracker for Isla-Rose
author: Primary 3/4 team
---

## About me

- Name: Isla-Rose
- Class: Willow
- Session: 2022-23
- Term: 3
- Completed on: 16 June 2023

## What I enjoy

- Bubbles, and the *big* blue gym ball.
- Her brother's visits.

## What my family say

She **sleeps** better since the summer clock changed;
we use the same symbols at home now.

## Communication

| Milestone | Engagement | Support | Notes |
|:-------------------------------------|:------------------|:------------------|:-----------------------|
| Looks towards a face or a voice for a moment | Interest | [Prefers photographs to symbols.]{.comment-start id="0" author="L. Petrie" date="2023-05-11T09:30:00Z"}Visual[]{.comment-end id="0"} | Looked up for both new students. |
| Responds to the sound or the sign of their own name | Supported participation | Verbal, Gestural | With her song, and without it on Friday. |
| Chooses between two photographs or symbols | Encounter | Visual | |
| Asks for more with a sign, a switch, a sound or a look | | | |

## Body and movement

| Milestone | Engagement | Support | Notes |
|:-------------------------------------|:------------------|:------------------|:-----------------------|
| Shifts weight to stay steady while sitting | Early awareness | Physical | On the wobble cushion, five minutes. |
| Reaches out to touch what is in front of them | Active involvement | No support | Every time, for the drum. |
| Holds an object and lets it go again | Interest | [The left hand tires first.]{.comment-start id="1" author="J. Kerr, OT" date="2023-06-01T14:00:00Z"}Physical, Support via technology[]{.comment-end id="1"} | The switch, then the ball. |

## For the team

1. Same adults at snack until August.
2. Ask OT about the chair.
"""


def make(path):
    subprocess.run(["pandoc", "-f", "markdown", "-t", "docx", "-o", str(path)], input=TEXT.encode(), check=True)
    paper.packed_again(path)


if __name__ == "__main__":
    paper.made_by(make)
