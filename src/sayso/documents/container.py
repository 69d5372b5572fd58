"""What files that hold files have in common: how deep, how many and how much, and the way to each member."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from sayso.documents import sniff
from sayso.model import Document, Locator, Reading, Span, Unreadable

MAX_DEPTH = 3
"""How many files may lie in each other: an attachment of a mail in a ZIP archive in a ZIP archive is read."""

MAX_UNPACKED = 4_000_000_000
"""Bytes that are unpacked of one file, all its members together: forty times the largest single document."""

MAX_ENTRIES = 100_000
"""Members of one archive; its directory alone then takes some 50 MB of memory."""

MAX_RATIO = 200
"""How much larger unpacked bytes may be. Text shrinks to a tenth, empty tables to a fiftieth, bombs to a thousandth."""

SMALL = 5_000_000
"""Bytes below which a ratio does no harm."""

FREE = 100_000_000
"""Bytes that the members of any file may unpack to together."""

Found = Iterator[Reading | Unreadable]


class Exhausted(Unreadable):
    """A file unpacks to more than is read: what remains of the whole file is given up, not one member alone."""


@dataclass(slots=True)
class Budget:
    """What may still be unpacked of a file, of `most` bytes in all."""

    most: int = MAX_UNPACKED
    left: int = field(init=False)

    def __post_init__(self) -> None:
        self.left = self.most

    @classmethod
    def of(cls, stream: BinaryIO) -> Budget:
        """The budget of a file: what many small members unpack to together is bounded by its size as each one is."""
        size = stream.seek(0, io.SEEK_END)
        stream.seek(0)
        return cls(min(MAX_UNPACKED, max(FREE, MAX_RATIO * size)))

    def spend(self, count: int) -> None:
        """Count bytes that were unpacked; raises Exhausted where they are too many."""
        self.left -= count
        if self.left < 0:
            reason = f"unpacks to more than {self.most // 1_000_000:,} MB in all"
            raise Exhausted(reason, "unpack it, and read the folder")


@dataclass(frozen=True, slots=True)
class Nest:
    """Where a container lies: how deep, what may still be unpacked, and how what lies in it is read."""

    read: Callable[[BinaryIO, str, Nest], Found]
    budget: Budget
    depth: int = 0

    def member(self, stream: BinaryIO, name: str, path: str, label: str = "") -> Found:
        """What a member holds: its documents' locators and its refusals begin with its path, or with `label`."""
        try:
            for found in self.read(stream, name, self.deeper()):
                yield beneath(path, found, label)
        except Exhausted:
            raise
        except Unreadable as error:
            yield beneath(path, error, label)

    def deeper(self) -> Nest:
        """One level further in; raises Unreadable where that is one too many."""
        if self.depth + 1 > MAX_DEPTH:
            raise Unreadable(f"lies in more than {MAX_DEPTH} files in each other", "unpack it first")
        return replace(self, depth=self.depth + 1)

    def whole(self, stream: BinaryIO) -> bytes:
        """All bytes of a stream; raises Unreadable where they are more than a document has."""
        data = stream.read(sniff.MAX_BYTES + 1)
        if len(data) > sniff.MAX_BYTES:
            raise Unreadable(f"is larger than {sniff.MAX_BYTES // 1_000_000} MB", "split it into its documents")
        return data


class Metered(io.RawIOBase):
    """A stream of unpacked bytes that are counted as they come; `packed` tells how many were read to get them."""

    def __init__(self, stream: BinaryIO, budget: Budget, packed: Callable[[], int] | None = None) -> None:
        self._stream = stream
        self._budget = budget
        self._packed = packed
        self._count = 0

    def readable(self) -> bool:
        """Whether it can be read: it can."""
        return True

    def seekable(self) -> bool:
        """Whether a place in it can be gone to."""
        return self._stream.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place."""
        return self._stream.seek(offset, whence)

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill a buffer; raises Unreadable where the bytes swell like a bomb's, Exhausted where they are too many."""
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self._count += len(data)
        self._budget.spend(len(data))
        if self._packed and self._count > SMALL and self._count > MAX_RATIO * self._packed():
            raise swollen()
        return len(data)


def swollen() -> Unreadable:
    """The refusal of what unpacks to a multiple of itself that no document does."""
    return Unreadable(
        f"unpacks to more than {MAX_RATIO} times its size, as bombs do", "unpack it first, if you trust it"
    )


def reading_of(document: Document, data: bytes, part: int = 0) -> Reading:
    """The reading of a document from its bytes, its id their hash; raises Unreadable for one without text."""
    if not document.text.strip():
        raise Unreadable("has no text", "check that it was saved or downloaded whole")
    name = hashlib.sha256(b"\x1f".join((data, str(part).encode()))).hexdigest()[:16]
    return Reading(replace(document, id=name), data, part)


def numbered(found: Found) -> Found:
    """The documents of a container, their parts counted from 0 in its order."""
    part = 0
    for one in found:
        if isinstance(one, Reading):
            yield replace(one, part=part)
            part += 1
        else:
            yield one


def beneath(path: str, found: Reading | Unreadable, label: str = "") -> Reading | Unreadable:
    """What a member gave, with the path to it: before a reading's locators' own, before a refusal's reason."""
    if isinstance(found, Unreadable):
        line = "" if found.part is None else f"line {found.part + 1}: "
        return type(found)(f"{label or path}: {line}{found.reason}", found.remedy)
    document = found.document
    locators = document.locators or (Locator(Span(0, len(document.text)), exact=False),)
    put = tuple(replace(x, part=path if x.part is None else f"{path}/{x.part}") for x in locators)
    return replace(found, document=replace(document, locators=put))
