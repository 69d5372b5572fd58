"""Coverage-guided fuzzing of the readers, with Atheris (libFuzzer). Not run by the tests.

    python -m venv FOLDER && FOLDER/bin/pip install -e . --group dev atheris
    nice -n 19 FOLDER/bin/python tests/fuzz/readers.py all --minutes 60 --work WORK

fuzzes every target of `samples.py` (tests/documents) for its share of the minutes, one after the other in one process
at a time; a target's name in place of "all" fuzzes it alone. WORK/TARGET grows the inputs that reached new code, from
the samples and from `corpus/TARGET` beside this file; WORK/findings holds each finding's input and how it went wrong;
WORK/log.jsonl has a line of JSON a run: target, minutes, processor minutes, executions,
findings. `--tidy` writes the smallest inputs of WORK that reached new code to `corpus`, 4 kB a target at most.

A finding is an input of less than 100 kB that raises anything but Unreadable or UsageError, whose documents break the
rules that `checked` looks at, or that takes more than 5 s of processor time or 1 GB of memory. Code is instrumented,
which makes it about three times as slow: what was too slow here is to be timed without.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path
from types import FrameType
from typing import NoReturn

import atheris

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "documents"))
sys.path.insert(0, str(HERE.parents[1] / "src"))
with atheris.instrument_imports(include=["sayso", "warcio", "trafilatura", "htmldate", "justext"]):
    from packing import assert_located
    from samples import TARGETS, Target

    from sayso import documents
    from sayso.model import Reading, Unreadable, UsageError
    from sayso.model.json import document_json

SECONDS = 5
MEGABYTES = 1200  # what the readers take without a document is some 200
LONGEST = 100_000
KEPT = 4_000  # bytes a target in the repository
_DONE = re.compile(r"stat::number_of_executed_units:\s+(\d+)")


class TooSlow(BaseException):
    """An input takes more processor time than it may; no reader's `except Exception` holds it up."""


def checked(data: bytes, target: Target) -> None:
    """Read what is made of some bytes; each document's places lie in its text, and it can be written as UTF-8."""
    for found in documents.read(target.packed(data), target.name):
        if isinstance(found, Reading):
            assert_located(found.document)
            json.dumps(document_json(found.document), ensure_ascii=False).encode()
        else:
            f"{found.reason} {found.remedy}".encode()


def fuzz(name: str, work: Path, seconds: int) -> NoReturn:
    """Fuzz one target in this process, which libFuzzer ends."""
    target = TARGETS[name]

    def once(data: bytes) -> None:
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            checked(data, target)
        except (Unreadable, UsageError):
            pass
        except BaseException as error:  # noqa: BLE001 - that is what is looked for
            signal.setitimer(signal.ITIMER_PROF, 0)
            _keep(name, work, data, error)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)

    signal.signal(signal.SIGPROF, _too_slow)
    (work / name).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        seeds = _seeds(name, Path(folder))
        words = Path(folder, "words.dict")
        words.write_text(_dictionary(target))
        atheris.Setup(
            [sys.argv[0], f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-rss_limit_mb={MEGABYTES}",
             "-timeout=600", "-report_slow_units=600", f"-dict={words}", "-print_final_stats=1", "-verbosity=1",
             f"-artifact_prefix={work / 'findings' / name}-", str(work / name), str(seeds)],
            once, custom_mutator=_mutated,
        )  # fmt: skip
        atheris.Fuzz()
    raise SystemExit


def _too_slow(_: int, __: FrameType | None) -> None:
    raise TooSlow(f"more than {SECONDS} s")


def _mutated(data: bytes, most: int, seed: int) -> bytes:
    """Damage as libFuzzer does it; now and then a piece many times over, which finds what grows with the square."""
    rolled = random.Random(seed)  # noqa: S311 - no secret
    if not data or rolled.random() > 0.03:
        return bytes(atheris.Mutate(data, most))
    start = rolled.randrange(len(data))
    end = min(len(data), start + rolled.choice((1, 2, 4, 8, 16, 32, 64)))
    times = min(rolled.choice((10, 100, 1000, 10_000, 100_000)), max(0, most - len(data)) // (end - start))
    return data[:end] + data[start:end] * times + data[end:]


def _seeds(name: str, folder: Path) -> Path:
    seeds = folder / "seeds"
    seeds.mkdir()
    kept = HERE / "corpus" / name
    for number, seed in enumerate([*TARGETS[name].seeds, *(p.read_bytes() for p in sorted(kept.glob("*")))]):
        (seeds / str(number)).write_bytes(seed)
    return seeds


def _dictionary(target: Target) -> str:
    """The words of the seeds, of which libFuzzer makes new ones."""
    words = {word for seed in target.seeds for word in re.findall(rb'[\w:/<>="&;.-]{3,24}', seed[:50_000])}
    safe = (re.sub(r'(["\\])', r"\\\1", word.decode("ascii", "ignore")) for word in sorted(words))
    return "".join(f'"{word}"\n' for word in safe)


def _keep(name: str, work: Path, data: bytes, error: BaseException) -> None:
    """Keep a finding; the first of those that go wrong at the same place in the same way."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "sayso" in frame.filename] or frames
    where = f"{type(error).__name__}-{Path(ours[-1].filename).stem}-{ours[-1].lineno}"
    file = work / "findings" / f"{name}-{where}"
    file.parent.mkdir(exist_ok=True)
    if not file.exists():
        file.write_bytes(data)
        file.with_name(file.name + ".txt").write_text("".join(traceback.format_exception(error)))


def run(name: str, work: Path, seconds: float) -> None:
    """Fuzz a target in processes of its own until its time is over, whatever ends them, and log how it went."""
    findings, done, begun = work / "findings", 0, time.monotonic()
    findings.mkdir(parents=True, exist_ok=True)
    before, worked = set(findings.iterdir()), _processor_minutes()
    while (left := seconds - (time.monotonic() - begun)) > 2:
        ended = subprocess.run(
            [sys.executable, __file__, name, "--work", str(work), "--child", str(int(left))],
            capture_output=True, text=True, errors="replace", check=False, env={**os.environ, "MALLOC_ARENA_MAX": "1"},
        )  # fmt: skip
        (work / f"{name}.log").write_text(ended.stdout + ended.stderr)
        counted = _DONE.search(ended.stderr)
        done += int(counted[1]) if counted else 0
        if not counted:
            break
    new = [path.name for path in set(findings.iterdir()) - before if path.suffix != ".txt"]
    row = {
        "target": name, "minutes": round((time.monotonic() - begun) / 60, 1),
        "processor_minutes": round(_processor_minutes() - worked, 2), "executions": done, "findings": new,
    }  # fmt: skip
    with (work / "log.jsonl").open("a", encoding="utf-8") as log:
        log.write(json.dumps(row) + "\n")
    sys.stdout.write(json.dumps(row) + "\n")
    sys.stdout.flush()


def _processor_minutes() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (used.ru_utime + used.ru_stime) / 60


def tidy(name: str, work: Path) -> None:
    """Keep the smallest of the inputs that reached new code in a target, KEPT bytes of them."""
    with tempfile.TemporaryDirectory() as folder:
        seeds, small = _seeds(name, Path(folder)), HERE / "corpus" / name
        known = {hashlib.sha1(p.read_bytes()).digest() for p in seeds.iterdir()}  # noqa: S324 - names, no secret
        shutil.rmtree(small, ignore_errors=True)
        small.mkdir(parents=True)
        size = 0
        for path in sorted((work / name).iterdir(), key=lambda p: p.stat().st_size):
            data = path.read_bytes()
            if hashlib.sha1(data).digest() in known or size + len(data) > KEPT:  # noqa: S324
                continue
            size += len(data)
            (small / path.name[:12]).write_bytes(data)


def main() -> None:
    """Run what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=["all", *TARGETS])
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--tidy", action="store_true")
    parser.add_argument("--child", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    names = list(TARGETS) if given.target == "all" else [given.target]
    work = given.work.resolve()
    for name in names:
        if given.child:
            fuzz(name, work, given.child)
        elif given.tidy:
            tidy(name, work)
        else:
            run(name, work, given.minutes * 60 / len(names))


if __name__ == "__main__":
    main()
