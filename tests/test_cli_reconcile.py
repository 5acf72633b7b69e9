"""``policygraph reconcile``, run as a user runs it, on good lists and on hostile ones."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Protocol

import openpyxl
import pytest


class Program(Protocol):
    def __call__(
        self, *arguments: str, stdin: bytes = b"", **environment: str
    ) -> subprocess.CompletedProcess[bytes]: ...


ADDED = ["outcome", "geoid", "kind", "candidates", "score", "reason"]


def records(text: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.decode(), newline="")))


def run(policygraph: Program, text: str | bytes, *options: str) -> list[dict[str, str]]:
    content = text.encode() if isinstance(text, str) else text
    done = policygraph("reconcile", "-", *options, stdin=content)
    assert done.returncode == 0, done.stderr
    return records(done.stdout)


def fails(policygraph: Program, content: bytes, *options: str) -> str:
    done = policygraph("reconcile", "-", *options, stdin=content)
    assert (done.returncode, done.stdout) == (2, b"")
    message = done.stderr.decode()
    assert message.startswith("Error: ")
    assert message.count("\n") == 1
    return message


def test_each_row_keeps_its_columns_and_gets_an_answer(policygraph: Program) -> None:
    text = "id,place,state\n7,Ramsey County,MN\n8,Milwaukee,WI\n9,Represa,CA\n"
    done = policygraph("reconcile", "-", stdin=text.encode())
    assert done.returncode == 0
    assert done.stderr == b"3 rows: 1 match, 1 ambiguous, 1 no match.\n"
    assert done.stdout.startswith(b"id,place,state," + ",".join(ADDED).encode() + b"\r\n")
    ramsey, milwaukee, represa = records(done.stdout)
    assert (ramsey["id"], ramsey["geoid"], ramsey["kind"]) == ("7", "27123", "county")
    assert (milwaukee["outcome"], milwaukee["candidates"]) == ("ambiguous", "55079;5553000")
    assert (represa["outcome"], represa["geoid"], represa["score"]) == ("no-match", "", "0")
    assert all(row["reason"].endswith(".") for row in (ramsey, milwaukee, represa))


def test_json_and_table(policygraph: Program) -> None:
    text = b"place,state\nMilwaukee,WI\n"
    (record,) = json.loads(policygraph("reconcile", "-", "-f", "json", stdin=text).stdout)
    assert record["candidates"] == ["55079", "5553000"]
    assert record["score"] == 50
    table = policygraph("reconcile", "-", "-f", "table", stdin=text).stdout.decode()
    assert table.splitlines()[0].split()[:4] == ["place", "state", "outcome", "geoid"]
    empty = policygraph("reconcile", "-", "-f", "json", stdin=b"place,state\n")
    assert (empty.returncode, json.loads(empty.stdout)) == (0, [])


def test_columns_can_be_given(policygraph: Program) -> None:
    text = "wer,wo,was\nMilwaukee,WI,Cities\n"
    options = ("--name-column", "wer", "--state-column", "wo", "--heading-column", "3")
    assert run(policygraph, text, *options)[0]["geoid"] == "5553000"
    assert run(policygraph, text, "--name-column", "WER", "--state-column", "2",
               "--kind-column", "was")[0]["geoid"] == "5553000"  # fmt: skip


def test_a_column_that_is_there_already_is_kept(policygraph: Program) -> None:
    (row,) = run(policygraph, "name,state,kind\nMilwaukee,WI,city\n")
    assert (row["kind"], row["reconciled_kind"], row["geoid"]) == (
        "city",
        "municipality",
        "5553000",
    )


def test_exit_codes(policygraph: Program) -> None:
    text = b"place,state\nMilwaukee,WI\n"
    codes = [
        policygraph("reconcile", "-", "--fail-on", limit, stdin=text).returncode
        for limit in ("never", "no-match", "ambiguous", "always")
    ]
    assert codes == [0, 0, 1, 2]


@pytest.mark.parametrize(
    "content",
    [
        "place;state\r\nDoña Ana;NM\r\n".encode("cp1252"),
        "\ufeffplace\tstate\nDoña Ana\tNM\n".encode(),
        "place,state\rDoña Ana,NM\r".encode(),
        "place,state\nDoña Ana,NM\n".encode("utf-16"),
        "Our list,\n,\nplace,state\nDoña Ana,NM\n".encode(),
        'place,state\n"Doña Ana","NM"\n\n\n'.encode(),
        "place\nDoña Ana, NM\n".encode(),
        "Doña Ana, NM\n".encode(),
        "place,state\nDoña Ana,NM,,\n".encode(),
    ],
)
def test_text_comes_in_many_forms(policygraph: Program, content: bytes) -> None:
    (row,) = run(policygraph, content)
    assert row["geoid"] == "35013"
    assert next(iter(row.values())).startswith("Doña Ana")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\n\n \n", "is empty"),
        (b"place,state\nRamsey,MN,x\n", "line 2: the row has 3 cells, but the header has 2"),
        (b"place,state\n\n\nRamsey\0,MN\n", "line 4: there is a NUL byte"),
        (b"place,state\n" + b"x" * 10_000_000 + b",MN\n", "on line 2"),
        (b'place,state\n"Ramsey,MN\n', "line 2 do not fit together"),
        (b"place,place\nRamsey,MN\n", "2 columns called 'place'"),
        (b"a,b\n1,2\n", "Give --name-column"),
        (b"PK\x03\x04 nothing", "no sound XLSX"),
        (b"\xd0\xcf\x11\xe0 old", "an old or encrypted workbook"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(
    policygraph: Program, content: bytes, said: str
) -> None:
    assert said in fails(policygraph, content)


def test_a_header_alone_is_an_empty_result(policygraph: Program) -> None:
    assert run(policygraph, "place,state\n") == []


def test_cells_that_would_run_are_made_harmless_and_come_back(policygraph: Program) -> None:
    text = "place,note\nRamsey County,=cmd()\nCook County,'=x\n@here,-5\n"
    once = policygraph("reconcile", "-", stdin=text.encode()).stdout
    assert [row["note"] for row in records(once)] == ["'=cmd()", "'=x", "-5"]
    assert records(once)[2]["place"] == "'@here"
    columns = once.decode().splitlines()
    twice = policygraph("reconcile", "-", stdin="\n".join(columns).encode()).stdout
    assert [row["note"] for row in records(twice)] == ["'=cmd()", "'=x", "-5"]
    wanted = json.loads(policygraph("reconcile", "-", "-f", "json", stdin=once).stdout)
    assert [row["note"] for row in wanted] == ["=cmd()", "=x", "-5"]


def test_a_workbook_with_everything_that_users_do(policygraph: Program, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "Limits on cooperation, 2025"
    sheet.merge_cells("A1:C1")
    for row in [
        [],
        ["Jurisdiction", "State", "n"],
        ["Ramsey  County ", "Minn.", 1],
        ["Prince George’s Co.", "MD", 2.0],
        [None, None, None],
        ["=1+1", "MN", 3],
    ]:
        sheet.append(row)
    sheet["A7"].data_type = "s"  # text that looks like a formula
    path = tmp_path / "list.xlsx"
    book.save(path)
    done = policygraph("reconcile", str(path))
    assert done.returncode == 0, done.stderr
    assert [(row["geoid"], row["n"]) for row in records(done.stdout)] == [
        ("27123", "1"),
        ("24033", "2"),
        ("", "3"),
    ]
    assert b"1 row above the header was left out.\n1 blank row was left out.\n" in done.stderr


def test_a_zip_bomb_is_refused(policygraph: Program, tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    openpyxl.Workbook().save(path)
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/worksheets/sheet9.xml", "w") as part,
    ):
        for _ in range(60):
            part.write(b"\0" * 1_000_000)
    done = policygraph("reconcile", str(path))
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"unpacks to more than 200 times its size, which is the limit" in done.stderr


def test_a_fault_late_in_a_file_leaves_nothing_half_written(
    policygraph: Program, tmp_path: Path
) -> None:
    path = tmp_path / "out.csv"
    path.write_text("as it was", encoding="utf-8")
    text = b"place,state\n" + b"Ramsey,MN\n" * 5_000 + b"Ramsey,MN,x\n"
    assert "line 5002" in fails(policygraph, text, "-o", str(path))
    assert "line 5002" in fails(policygraph, text)
    assert path.read_text(encoding="utf-8") == "as it was"
    assert list(tmp_path.iterdir()) == [path]


def test_decisions_from_template_to_match(policygraph: Program, tmp_path: Path) -> None:
    listed, asked = tmp_path / "list.csv", tmp_path / "decisions.csv"
    listed.write_text("place,state\nMilwaukee,WI\nMilwaukee,WI\n", encoding="utf-8")
    done = policygraph("reconcile", str(listed), "--write-decisions", str(asked))
    assert f"{asked}: 1 names to decide.".encode() in done.stderr
    text = asked.read_text(encoding="utf-8")
    again = policygraph("reconcile", str(listed), "--write-decisions", str(asked))
    assert (again.returncode, again.stdout) == (2, b"")
    asked.write_text(
        text.replace("5553000,,,,", "5553000,same,A. Reader,2026-01-02,cities only"),
        encoding="utf-8",
    )
    done = policygraph("reconcile", str(listed), "--decisions", str(asked))
    assert [row["geoid"] for row in records(done.stdout)] == ["5553000", "5553000"]
    assert "Decided by A. Reader" in records(done.stdout)[0]["reason"]
    bad = asked.read_text(encoding="utf-8").replace(",same,", ",perhaps,")
    asked.write_text(bad, encoding="utf-8")
    done = policygraph("reconcile", str(listed), "--decisions", str(asked))
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"line 3: 'perhaps' is no decision" in done.stderr


def test_the_cache_is_made_again_when_it_is_broken(policygraph: Program, tmp_path: Path) -> None:
    text, home = b"place,state\nRamsey County,MN\n", {"XDG_CACHE_HOME": str(tmp_path)}
    first = policygraph("reconcile", "-", stdin=text, **home)
    (cached,) = (tmp_path / "policygraph").iterdir()
    whole = cached.read_bytes()
    for broken in (b"", b"[]", b"{", whole[: len(whole) // 2]):
        cached.write_bytes(broken)
        again = policygraph("reconcile", "-", stdin=text, **home)
        assert (again.returncode, again.stdout) == (0, first.stdout)
        assert cached.read_bytes() == whole
    cached.unlink()
    cached.parent.chmod(0o500)
    try:
        assert policygraph("reconcile", "-", stdin=text, **home).stdout == first.stdout
    finally:
        cached.parent.chmod(0o700)


_BOUNDED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (900_000_000, 900_000_000))
from policygraph.cli import main
sys.exit(main(["reconcile", sys.argv[1], "-o", sys.argv[2]]))
"""


def test_a_long_list_is_read_in_bounded_memory(tmp_path: Path) -> None:
    listed, out = tmp_path / "long.csv", tmp_path / "out.csv"
    filler = "x" * 400
    with listed.open("w", encoding="utf-8") as file:
        file.write("place,state,filler\n")
        for number in range(150_000):
            file.write(f"Ramsey County,MN,{filler}{number}\n")
    done = subprocess.run(
        [sys.executable, "-c", _BOUNDED, str(listed), str(out)],
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (
        0,
        b"150,000 rows: 150,000 match, 0 ambiguous, 0 no match.\n",
    )
    with out.open(encoding="utf-8", newline="") as file:
        assert sum(1 for _ in file) == 150_001
