"""How long it takes to propose which of many sources are one: `python benchmarks/alike.py [--names 12500 25000 50000]`.

Prints processor seconds and pairs for invented names: given names of the package's list with surnames made of
syllables with a fixed seed, and the same with one surname in many spellings, which puts all into the same few keys.
"""

from __future__ import annotations

import argparse
import random
import time

from sayso.case import SourceLine, alike
from sayso.case.joining import Joined
from sayso.sources.words import FEMALE_NAMES, MALE_NAMES

SYLLABLES = [consonant + vowel for consonant in "bdklmnrstv" for vowel in "aeo"]


def names(count: int, surnames: list[str], draw: random.Random) -> list[SourceLine]:
    """Sources with a given name and one of the surnames."""
    given = sorted(MALE_NAMES | FEMALE_NAMES)
    return [
        SourceLine(f"{draw.choice(given)} {draw.choice(surnames)}", "person", None, None, 1, 1, None, "", f"{i}@k0")
        for i in range(count)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=int, nargs="+", default=[12_500, 25_000, 50_000])
    draw = random.Random(1)  # noqa: S311 (a fixed seed)
    many = ["".join(draw.choices(SYLLABLES, k=draw.randint(2, 4))) for _ in range(12_000)]
    one = ["smith" + letter * times for letter in "abcdefgh" for times in range(4)]
    for count in parser.parse_args().names:
        for kind, surnames in (("many surnames", many), ("one surname", one)):
            lines = names(count, surnames, draw)
            began = time.process_time()
            found = alike.proposals(lines, Joined(), ())
            print(f"{count:7,} names, {kind}: {time.process_time() - began:5.1f} s, {len(found):,} pairs")


if __name__ == "__main__":
    main()
