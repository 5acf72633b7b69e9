"""Tables in Parquet files, read with the same contracts as all others.

Only building needs them, so pyarrow is not a dependency of the package (group ``build``).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from policygraph.errors import SourceError


def read_columns(content: bytes, columns: Sequence[str], path: Path) -> list[list[str]]:
    """Read some columns of a Parquet file as text.

    Parameters
    ----------
    content : bytes
        The file.
    columns : sequence of str
        Which columns; the rest is not read.
    path : pathlib.Path
        Its name, for what is said of faults.

    Returns
    -------
    list of list of str
        The cells of each column; an empty one is ``""``.

    Raises
    ------
    SourceError
        If pyarrow is not installed, the file is not Parquet, or it lacks a column.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise SourceError(
            f"{path}: a Parquet file is read with pyarrow, which is not installed.",
            hint="Install it with pip install 'pyarrow>=17,<30' and build again.",
        ) from None
    try:
        with pyarrow.parquet.ParquetFile(io.BytesIO(content)) as file:
            missing = [name for name in columns if name not in file.schema_arrow.names]
            if missing:
                raise SourceError(f"{path}: no column {', '.join(missing)}.")
            table = file.read(columns=list(columns), use_threads=False)
    except (pyarrow.ArrowException, OSError) as error:
        reason = str(error).partition("\n")[0].rstrip(".")
        raise SourceError(f"{path}: not Parquet ({reason}).") from None
    return [
        ["" if cell is None else str(cell).strip() for cell in table.column(name).to_pylist()]
        for name in columns
    ]
