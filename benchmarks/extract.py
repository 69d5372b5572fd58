"""How fast `sayso extract` is and what it needs: `python benchmarks/extract.py [--documents 10 1000 10000]`.

Prints words a second on one core and on two, peak memory at each number of documents, the time from a cold start to
the first ledger, how the time is shared, and the part of this machine's 8-bit matrix peak that the model reaches, the
peak being measured in the same run. The documents are made from the paragraphs of `examples/`, shuffled with a fixed
seed: about 900 words each where speed is measured, 150 (`--length`) where memory is. Wants the package and the
development dependencies installed.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import onnxruntime
from onnx import TensorProto, helper

from sayso.documents import find, read_file
from sayso.language.tagger import SIZE, tagger
from sayso.model import Document, Reading
from sayso.pipeline import ledger

EXAMPLES = Path(__file__).parent.parent / "examples"
PRODUCTS = 6 * (384 * 1152 + 384 * 384 + 2 * 384 * 1536)
"""8-bit multiplications a word piece takes in the encoder: six layers of attention's four products and two more."""


def paragraphs() -> list[str]:
    """The paragraphs of the example documents."""
    texts = [r.document.text for path in find([EXAMPLES]) for r in read_file(path) if isinstance(r, Reading)]
    return [p for text in texts for p in text.split("\n\n") if len(p.split()) > 12]


def documents(count: int, words: int) -> Iterator[dict[str, str]]:
    """Input lines of about `words` words each, the same for the same count."""
    pool, chance = paragraphs(), random.Random(7)  # noqa: S311 - a fixed shuffle, no secret
    for number in range(count):
        parts: list[str] = []
        while sum(len(p.split()) for p in parts) < words:
            parts.append(chance.choice(pool))
        yield {"id": f"d{number}", "text": "\n\n".join(parts)}


def run(command: list[str]) -> tuple[float, float]:
    """Seconds a command takes and the peak memory, in MB, of its largest process."""
    began = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    peak = 0.0
    while child.poll() is None:
        peak = max(peak, _resident(child.pid))
        time.sleep(0.05)
    seconds = time.perf_counter() - began
    if child.returncode:
        raise SystemExit(child.stderr.read().decode() if child.stderr else "extract failed")
    return seconds, peak


def _resident(root: int) -> float:
    """Memory, in MB, of a process and all below it: pages of their own, shared ones counted once each process."""
    total, queue = 0, [root]
    while queue:
        pid = queue.pop()
        try:
            status = Path(f"/proc/{pid}/status").read_text("ascii", errors="replace")
            for thread in Path(f"/proc/{pid}/task").iterdir():
                queue += map(int, (thread / "children").read_text("ascii").split())
        except (FileNotFoundError, ProcessLookupError):
            continue
        total += sum(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
    return total / 1024


def extract(folder: Path, count: int, workers: int, length: int = 900) -> tuple[float, float, int]:
    """Seconds, peak MB and words of one run over `count` documents of about `length` words."""
    source, target = folder / f"{count}.jsonl", folder / f"{count}.out.jsonl"
    words = 0
    with source.open("w", encoding="utf-8") as lines:
        for row in documents(count, length):
            words += len(row["text"].split())
            lines.write(json.dumps(row) + "\n")
    target.unlink(missing_ok=True)
    sayso = [str(Path(sys.executable).with_name("sayso"))]
    seconds, peak = run([*sayso, "extract", str(source), str(target), "--workers", str(workers)])
    done = sum(1 for _ in target.open(encoding="utf-8"))
    if done != count:
        raise SystemExit(f"{count} documents went in, {done} came out")
    return seconds, peak, words


def peak_products(rows: int = 384, width: int = 1536, seconds: float = 2.0) -> float:
    """8-bit multiplications a second of one core in one large matrix product, by the runtime that the model uses."""
    nodes = [helper.make_node("MatMulInteger", ["a", "b"], ["y"])]
    weight = np.random.default_rng(1).integers(-127, 127, (width, width), np.int8)
    graph = helper.make_graph(
        nodes, "peak",
        [helper.make_tensor_value_info("a", TensorProto.UINT8, [rows, width])],
        [helper.make_tensor_value_info("y", TensorProto.INT32, [rows, width])],
        [helper.make_tensor("b", TensorProto.INT8, weight.shape, weight.tobytes(), raw=True)],
    )  # fmt: skip
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    left = np.random.default_rng(2).integers(0, 255, (rows, width), np.uint8)
    session.run(None, {"a": left})
    rounds, began = 0, time.perf_counter()
    while time.perf_counter() - began < seconds:
        session.run(None, {"a": left})
        rounds += 1
    return rounds * rows * width * width / (time.perf_counter() - began)


def model_products(seconds: float = 3.0) -> tuple[float, float]:
    """8-bit multiplications a second, and word pieces a second, that the encoder reaches on full windows.

    A window runs alone and as long as it is: nothing is padded.
    """
    session = tagger()._encoder  # noqa: SLF001 - the kernel itself is what is measured
    rng = np.random.default_rng(3)
    size = SIZE + 2
    feed = {
        "pieces": rng.integers(1000, 30000, size),
        "layout": np.zeros(size, np.int64),
        "first": np.arange(1, size - 1),
    }
    session.run(None, feed)
    rounds, began = 0, time.perf_counter()
    while time.perf_counter() - began < seconds:
        session.run(None, feed)
        rounds += 1
    pieces = rounds * size / (time.perf_counter() - began)
    return pieces * PRODUCTS, pieces


class _Timed:
    """A session of the runtime that adds up the time it takes."""

    def __init__(self, session: Any) -> None:
        self.session, self.seconds = session, 0.0

    def run(self, *args: Any) -> Any:
        began = time.perf_counter()
        found = self.session.run(*args)
        self.seconds += time.perf_counter() - began
        return found


def shares(count: int = 40) -> dict[str, float]:
    """How one core's time from text to ledger is shared between encoder, link head and everything else."""
    model = tagger()
    encoder, links = (_Timed(getattr(model, name)) for name in ("_encoder", "_links"))
    texts = [row["text"] for row in documents(count, 900)]
    ledger(Document("warm", texts[0]))
    model._encoder, model._links = encoder, links  # noqa: SLF001 - the kernels themselves are what is measured
    began = time.perf_counter()
    for text in texts:
        ledger(Document("d", text))
    whole = time.perf_counter() - began
    model._encoder, model._links = encoder.session, links.session  # noqa: SLF001
    found = {"encoder": encoder.seconds / whole, "link head": links.seconds / whole}
    return found | {"everything else": 1 - sum(found.values())}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, nargs="+", default=[10, 1000, 10000])
    parser.add_argument("--speed", type=int, default=200, help="documents in the runs that measure speed")
    parser.add_argument("--length", type=int, default=150, help="words of a document where memory is measured")
    args = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
          f"onnxruntime {onnxruntime.__version__}")  # fmt: skip
    peak = peak_products()
    reached, pieces = model_products()
    print(f"8-bit peak of one core      {peak / 1e9:8.1f} G multiplications/s")
    print(f"encoder                     {reached / 1e9:8.1f} G multiplications/s, {pieces:,.0f} word pieces/s")
    print(f"share of the peak           {reached / peak:8.0%}")
    for part, share in shares().items():
        print(f"time of {part:20}{share:8.0%}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cold = [extract(folder, 1, 1)[0] for _ in range(5)]
        print(f"cold start to first ledger  {median(cold):8.2f} s (median of 5)")
        rate = {}
        for workers in (1, 2):
            seconds, _, words = extract(folder, args.speed, workers)
            rate[workers] = words / seconds
            print(f"extract on {workers} core{'s' if workers > 1 else ' '}          {rate[workers]:8,.0f} words/s")
        print(f"second core                 {rate[2] / rate[1]:8.2f} times")
        for count in args.documents:
            seconds, memory, words = extract(folder, count, 2, args.length)
            print(f"{count:6,} documents           {memory:8.0f} MB in all processes, {words / seconds:,.0f} words/s")


if __name__ == "__main__":
    main()
