"""How well the article is told from the rest of a page, on 80 pages of a public benchmark."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from pathlib import Path

from sayso import documents
from sayso.model import Reading

FLOOR = 0.970  # F1; 0.979 when it was set, with trafilatura 2.3.1


def test_articles_f1_stays_above_its_floor(shared: Path, tmp_path: Path) -> None:
    found = tmp_path / "read.jsonl"
    with found.open("w", encoding="utf-8") as out:
        for page in sorted((shared / "articles" / "html").glob("*.html.gz")):
            for one in documents.read(gzip.decompress(page.read_bytes()), page.stem):
                assert isinstance(one, Reading), f"{page.name}: {one}"
                article = one.document.posts[0]
                words = one.document.text[slice(*article.span)] if article.kind == "article" else ""
                row = {"id": page.name.removesuffix(".html.gz"), "text": words}
                out.write(json.dumps(row) + "\n")
    scorer = [shared / "articles" / "score.py", shared / "articles" / "truth.jsonl", found]
    call = [sys.executable, *map(str, scorer)]
    score = subprocess.run(call, capture_output=True, text=True, check=True).stdout
    f1 = re.search(r"F1 ([\d.]+)", score)
    assert f1, score
    assert float(f1[1]) >= FLOOR, score
