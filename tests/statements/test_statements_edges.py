"""Where sources and contents end."""

from __future__ import annotations

import pytest

from statement_samples import marked

CASES = [
    ("[s1|The board today] [c1|warned] [t1|that it sank].", "The board", "that it sank", "a day is no part of a name"),
    ("[s1|The paper reported], [c1|citing] [t1|the crew].", "The paper", "the crew", "nor is another verb"),
    ("[s1|Ines Quill-]Valdor [c1|said] [t1|that it sank].", "Ines Quill-Valdor", "that it sank", "a name is one word"),
    ("[s1|It] [c1|is said] [t1|that it sank].", "", "that it sank", "an it that stands for nobody"),
    ("[s1|It] [c1|said] [t1|that it sank].", "It", "that it sank", "an it that stands for a body"),
    ("[t1|“It sank,”] [c1|wrote] @valdor.", "@valdor", "“It sank,”", "a handle is a name"),
    ("[t1|9.15am\n\nIt sank], [s1|she] [c1|said].", "she", "It sank", "not what stands in the paragraph above"),
    ('[t1|46\' "It sank,"] [s1|she] [c1|said].', "she", '"It sank,"', "no time of day before the words"),
    ("[s1|She] [c1|said] [t1|it sank\n\nThe weather].", "She", "it sank", "not the paragraph below"),
    ("[s1|She] [c1|held] [t1|that it sank (para. 31)].", "She", "that it sank", "no page number"),
    ("[s1|Ines] [c1|wrote:] [t1|> It sank.\n> Twice.\n\nNever.]", "Ines", "> It sank.\n> Twice.", "quoted mail ends"),
    ("[s1|She] [c1|wrote], [t1|“It sank.”] [t1|So it did].", "She", "“It sank.”", "nothing behind a closed quotation"),
    ("[s1|Ines][c1|:] [t1|It sank.]\n\n[t1|Twice.]", "Ines", "It sank. … Twice.", "but all of a turn"),
]


@pytest.mark.parametrize(("text", "source", "content", "why"), CASES, ids=[row[3] for row in CASES])
def test_edges(text: str, source: str, content: str, why: str) -> None:
    document, (one,) = marked(text)
    assert " … ".join(document.text[s:e] for s, e in one.source) == source, why
    assert " … ".join(document.text[s:e] for s, e in one.content) == content, why
