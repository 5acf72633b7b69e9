"""Zip files that are the same whenever and wherever they are written."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any, Final

#: The first day that a zip file can name; it stands for no day at all.
_NO_DAY: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3
_READABLE: Final = 0o100644 << 16


class Archive(zipfile.ZipFile):
    """A zip file whose members have no time and no owner.

    Examples
    --------
    >>> import io
    >>> def pack():
    ...     with Archive(out := io.BytesIO(), "w") as archive:
    ...         archive.writestr("a.txt", "same")
    ...     return out.getvalue()
    >>> pack() == pack()
    True
    """

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        """Add a member with some content."""
        name = getattr(zinfo_or_arcname, "filename", zinfo_or_arcname)
        super().writestr(_member(name), data)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        """Add a member with the content of a file, without taking all of it into memory."""
        member = _member(str(arcname or filename))
        with Path(filename).open("rb") as source, self.open(member, "w") as target:
            while block := source.read(1 << 16):
                target.write(block)


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _NO_DAY)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.create_system = _UNIX
    member.external_attr = _READABLE
    return member
