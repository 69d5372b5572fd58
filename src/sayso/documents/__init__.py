"""Bytes of text, HTML, PDF and JSON lines become documents, with posts, metadata and one fixed text.

`read_files` gives the documents of many files one by one, parsed in confined processes; a part that can't be read
comes as an `Unreadable` among them, and the parts after it still come. `read_file` and `read` do the same for one file
or some bytes within this process. `from_line` reads one JSON line; `find` names the files under folders.
`locate` leads a span of a document back to its place in the original, `quote` gives its words with what is around.
"""

from sayso.documents.files import find
from sayso.documents.guard import Source, read_files
from sayso.documents.lines import from_line
from sayso.documents.reading import read, read_file
from sayso.documents.sniff import MAX_BYTES, MAX_PAGE_BYTES
from sayso.model.places import Quote, locate, quote

__all__ = [
    "MAX_BYTES", "MAX_PAGE_BYTES", "Quote", "Source", "find", "from_line", "locate", "quote", "read", "read_file",
    "read_files",
]  # fmt: skip
