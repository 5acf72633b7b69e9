"""Reading a report that was written as JSON, and making sure that it is one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from policygraph.errors import ReportFileError
from policygraph.report.record import SCHEMA, read_report_schema
from policygraph.report.schema import find_fault

_FORM: Final = SCHEMA.rpartition("/")[0]
_HINT: Final = "Give a file that `policygraph report --format json` wrote."


def read_report_file(path: Path) -> dict[str, Any]:
    """Read a report that ``policygraph report --format json`` wrote.

    Parameters
    ----------
    path : pathlib.Path
        The file.

    Returns
    -------
    dict
        The document.

    Raises
    ------
    ReportFileError
        If it cannot be read, or is no report of the form that this version reads.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ReportFileError(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise ReportFileError(f"{path} is not text in UTF-8.") from None
    except json.JSONDecodeError as error:
        raise ReportFileError(
            f"{path} is not JSON: {error.msg}, line {error.lineno}.",
            hint=_HINT,
        ) from None
    check_report(document, str(path))
    return dict(document)


def check_report(document: Any, name: str) -> None:
    """Check that a document is a report of the form that this version reads.

    Parameters
    ----------
    document : object
        Parsed JSON.
    name : str
        What to call it.

    Raises
    ------
    ReportFileError
        If it is not; the message says where.
    """
    form = document.get("$schema") if isinstance(document, dict) else None
    if isinstance(form, str) and form.startswith(f"{_FORM}/") and form != SCHEMA:
        theirs, ours = form.rpartition("/")[2], SCHEMA.rpartition("/")[2]
        raise ReportFileError(
            f"{name} is a report of the form {theirs}, and this version reads {ours}.",
            hint="Write the report again with this version of policygraph.",
        )
    fault = find_fault(document, read_report_schema())
    if fault:
        raise ReportFileError(
            f"{name} is no report of findings: {fault}.",
            hint=_HINT,
        )
