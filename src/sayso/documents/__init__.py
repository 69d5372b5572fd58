"""Bytes of text, HTML, PDF and JSON lines become documents, with posts, metadata and one fixed text.

`read_file` and `read` give a file's documents one by one; a part that can't be read comes as an `Unreadable` among
them, and the parts after it still come. `from_line` reads one JSON line; `find` names the files under folders.
`locate` leads a span of a document back to its place in the original, `quote` gives its words with what is around.
"""

from sayso.documents.files import find
from sayso.documents.lines import from_line
from sayso.documents.reading import read, read_file
from sayso.documents.sniff import MAX_BYTES, MAX_PAGE_BYTES
from sayso.model.places import Quote, locate, quote

__all__ = [
    "MAX_BYTES", "MAX_PAGE_BYTES", "Quote", "find", "from_line", "locate", "quote", "read", "read_file",
]  # fmt: skip
