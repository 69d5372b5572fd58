"""ZIP archives and gzip files: which of the formats that are packed so one is, and the members of any other."""

from __future__ import annotations

import gzip
import io
import lzma
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Literal, cast

from sayso.documents import sniff
from sayso.documents.container import MAX_ENTRIES, MAX_RATIO, SMALL, Budget, Exhausted, Found, Metered, Nest, swollen
from sayso.documents.files import furniture
from sayso.model import Unreadable

Packed = Literal["docx", "odt", "epub", "wacz", "zip"]

BROKEN = (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, struct.error)
"""What Python's unpacking raises on damaged or unknown bytes."""

_MIMETYPES: dict[bytes, Packed] = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.text-template": "odt",
    b"application/epub+zip": "epub",
}
_OTHERS = (
    ("xl/workbook", "is a spreadsheet (Excel)", "save it as text or PDF and read that"),
    ("ppt/presentation", "is a presentation (PowerPoint)", "save it as text or PDF and read that"),
)
_MAX_DIRECTORY = 250 * MAX_ENTRIES  # bytes; an entry has 46 and its name
_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_OUTSIDE = re.compile(r"^(?:/|\\|[A-Za-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)|[\0-\x1f\x7f]")
_DAMAGED = Unreadable("is a damaged ZIP archive", "get it again, or pack it anew")


def opened(stream: BinaryIO) -> zipfile.ZipFile:
    """An archive; raises Unreadable for a damaged one, and for one with more members than can be listed."""
    try:
        if _directory_bytes(stream) > _MAX_DIRECTORY:
            raise _too_many()
        file = zipfile.ZipFile(stream)
    except (OSError, ValueError, *BROKEN) as error:
        raise Unreadable(_DAMAGED.reason, _DAMAGED.remedy) from error
    if len(file.filelist) > MAX_ENTRIES:
        raise _too_many()
    return file


def _too_many() -> Unreadable:
    return Unreadable(f"is an archive of more than {MAX_ENTRIES:,} files", "unpack it, and read the folder")


def _directory_bytes(stream: BinaryIO) -> int:
    """How large an archive says that its directory is: it is in memory as a whole before a member is seen."""
    size = stream.seek(0, io.SEEK_END)
    start = stream.seek(max(0, size - _END.size - 65_535 - 20))
    tail = stream.read()
    place = tail.rfind(b"PK\5\6")
    if place < 0 or len(tail) - place < _END.size:
        return 0
    found = int(_END.unpack_from(tail, place)[5])
    if tail[max(0, place - 20) : place].startswith(b"PK\6\7"):
        stream.seek(max(0, start + place - 20 - _END_64.size))
        end = stream.read(_END_64.size)
        if len(end) == _END_64.size and end.startswith(b"PK\6\6"):
            found = int(_END_64.unpack(end)[8])
    return found


def kind_of(stream: BinaryIO) -> Packed:
    """What kind of document an archive is, by the files in it; raises Unreadable for one that isn't read."""
    file = opened(stream)
    names = set(file.namelist())
    if "mimetype" in names:
        kind = _MIMETYPES.get(_head(file, "mimetype").strip())
        if kind:
            return kind
    if "word/document.xml" in names or ("[Content_Types].xml" in names and any(n.startswith("word/") for n in names)):
        return "docx"
    if "content.xml" in names and b"opendocument.text" in _head(file, "META-INF/manifest.xml"):
        return "odt"
    if "META-INF/container.xml" in names:
        return "epub"
    if "datapackage.json" in names and any(n.startswith("archive/") for n in names):
        return "wacz"
    for start, what, remedy in _OTHERS:
        if any(name.startswith(start) for name in names):
            raise Unreadable(what, remedy)
    return "zip"


def _head(file: zipfile.ZipFile, name: str) -> bytes:
    try:
        with file.open(name) as member:
            return member.read(4096)
    except (KeyError, OSError, ValueError, RuntimeError, *BROKEN):  # a RuntimeError: it is locked
        return b""


@contextmanager
def member_of(file: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> Iterator[BinaryIO]:
    """A member to be read; raises Unreadable where that can't be, and while it is read."""
    if info.flag_bits & 1:
        raise Unreadable("is locked with a password", "unpack it first")
    if info.file_size > SMALL and info.file_size > MAX_RATIO * info.compress_size:
        raise swollen()
    try:
        try:
            opened_ = file.open(info)
        except (OSError, ValueError) as error:  # where the directory says that it lies is no place in the file
            raise zipfile.BadZipFile from error
        with opened_ as raw:
            yield cast("BinaryIO", io.BufferedReader(Metered(cast("BinaryIO", raw), budget), 1 << 16))
    except NotImplementedError as error:
        raise Unreadable("is packed in a way that isn't known", "pack it anew as an ordinary ZIP") from error
    except BROKEN as error:
        raise Unreadable("is damaged in its archive", "get the archive again") from error


def content_of(file: zipfile.ZipFile, name: str) -> bytes:
    """All bytes of a file that a packed document is made of; raises Unreadable where it lacks it or it is damaged."""
    try:
        info = file.getinfo(name)
    except KeyError as error:
        raise Unreadable(f"lacks its {name}", "open it and save it anew") from error
    with member_of(file, info, Budget()) as stream:
        data = stream.read(sniff.MAX_BYTES + 1)
    if len(data) > sniff.MAX_BYTES:
        raise Unreadable(f"holds more than {sniff.MAX_BYTES // 1_000_000} MB", "split it")
    return data


def read_zip(stream: BinaryIO, nest: Nest) -> Found:
    """The documents of an archive's members, in its order; a member that can't be read costs itself."""
    file = opened(stream)
    infos = file.infolist()
    pages = {info.filename for info in infos}
    read = False
    for info in infos:
        name = info.filename
        if name.endswith("/") or _hidden(name) or furniture(name, pages.__contains__):
            continue
        read = True
        if not name:
            yield Unreadable("holds a file without a name", "pack it anew")
        elif _OUTSIDE.search(name):
            yield Unreadable(f"{name!r}: its name leads out of the archive", "pack it anew, with plain names")
        elif stat.S_ISLNK(info.external_attr >> 16):
            yield Unreadable(f"{name}: is a link to another file", "pack the file itself")
        else:
            yield from _member(file, info, nest)
    if not read:
        yield Unreadable("is an archive without files", "check that it was packed or downloaded whole")


def _member(file: zipfile.ZipFile, info: zipfile.ZipInfo, nest: Nest) -> Found:
    name = info.filename
    try:
        with member_of(file, info, nest.budget) as stream:
            yield from nest.member(stream, name.rpartition("/")[2], name)
    except Exhausted:
        raise
    except Unreadable as error:
        yield Unreadable(f"{name}: {error.reason}", error.remedy)


def _hidden(name: str) -> bool:
    """Whether a member is passed over as it would be in a folder: a dot file, or what macOS puts beside the files."""
    return name.startswith("__MACOSX/") or any(part.startswith(".") for part in name.split("/") if part != "..")


def is_warc(head: bytes) -> bool:
    """Whether a gzip file that begins so is an archive of the web: each of its records is packed by itself."""
    try:
        return zlib.decompressobj(31).decompress(head, 5) == b"WARC/"
    except zlib.error:
        return False


def read_gzip(stream: BinaryIO, name: str, nest: Nest) -> Found:
    """What a gzip file holds: one file, whose name is the archive's without its ending."""
    inner = name.removesuffix(".gz") if name.lower().endswith(".gz") else name
    inner = re.sub(r"\.tgz$", ".tar", inner)
    unpacked = Metered(cast("BinaryIO", gzip.GzipFile(fileobj=stream)), nest.budget, stream.tell)
    try:
        yield from nest.read(cast("BinaryIO", io.BufferedReader(unpacked, 1 << 16)), inner, nest.deeper())
    except BROKEN as error:
        raise Unreadable("is a damaged gzip file", "get it again") from error
