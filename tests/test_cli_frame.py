"""The frame of the command line: start-up, help, versions, exit codes, completion."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Protocol

import pytest

from policygraph import __version__
from policygraph.cli import COMMANDS, main

HEAVY = (
    *("pyoxigraph", "rdflib", "rich", "networkx", "SPARQLWrapper", "jinja2"),
    *("pyshacl", "yaml", "pydantic", "owlrl", "numpy"),
)


class Program(Protocol):
    def __call__(
        self, *arguments: str, stdin: bytes = b"", **environment: str
    ) -> subprocess.CompletedProcess[bytes]: ...


@pytest.mark.parametrize("option", ["--help", "--version", "-h"])
def test_help_and_version_import_nothing_heavy(option: str) -> None:
    program = (
        "import json, sys\n"
        "from policygraph.cli import main\n"
        f"status = main([{option!r}])\n"
        "print(json.dumps([status, sorted(sys.modules)]), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    status, modules = json.loads(done.stderr)
    assert status == 0
    assert [name for name in HEAVY if name in modules] == []
    assert not [name for name in modules if name.startswith("policygraph.") and "query" in name]


def test_the_overview_lists_each_command_with_its_line(policygraph: Program) -> None:
    done = policygraph("--help")
    shown = " ".join(done.stdout.decode().split())
    assert done.returncode == 0
    assert [line for _, line in COMMANDS.values() if line not in shown] == []
    assert "--install-completion" in shown


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_explains_itself_in_prose(policygraph: Program, name: str) -> None:
    done = policygraph(name, "--help")
    assert (done.returncode, done.stderr) == (0, b"")
    assert f"Usage: policygraph {name}".encode() in done.stdout
    assert b"-----" not in done.stdout


def test_the_version_is_that_of_the_package(policygraph: Program) -> None:
    assert policygraph("--version").stdout.decode().strip() == f"policygraph {__version__}"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["quary"], "No such command 'quary'. Did you mean 'query'?"),
        (["--bogus"], "No such option"),
        (["query", "--bogus"], "No such option"),
        (["query"], "Give either the name of a query or --list."),
        (["query", "sources", "--list"], "Give either the name of a query or --list."),
        (["sparql"], "Missing argument"),
        (["sparql", "ASK {}", "extra"], "unexpected extra argument"),
    ],
)
def test_bad_usage_is_told_on_stderr_with_status_2(
    policygraph: Program, arguments: list[str], said: str
) -> None:
    done = policygraph(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert said in " ".join(done.stderr.decode().split())
    assert b"Traceback" not in done.stderr


def test_nothing_asked_is_answered_with_help(policygraph: Program) -> None:
    done = policygraph()
    assert b"Commands:" in done.stdout + done.stderr


def test_an_error_of_ours_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "nothing"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("Error: No query 'nothing'.")
    assert err.count("\n") == 1


def test_a_fault_of_the_program_itself_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: str) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("policygraph.queries.find_query", fail)
    with pytest.raises(ZeroDivisionError):
        main(["query", "sources"])


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("policygraph qu", ["query"]),
        ("policygraph ", list(COMMANDS)),
        ("policygraph query sour", ["sources"]),
        ("policygraph sparql --form", ["--format"]),
    ],
)
def test_the_shell_completes_commands_queries_and_options(
    policygraph: Program, words: str, offered: list[str]
) -> None:
    done = policygraph(
        _POLICYGRAPH_COMPLETE="complete_bash",
        COMP_WORDS=words,
        COMP_CWORD=str(len(words.split(" ")) - 1),
    )
    assert done.stderr == b""
    assert done.stdout.decode().split() == offered


def test_a_reader_that_goes_away_is_no_error() -> None:
    program = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "policygraph",
            "sparql",
            "SELECT ?s ?p ?o { ?s ?p ?o }",
            "-f",
            "csv",
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert program.stdout is not None
    assert program.stderr is not None
    assert program.stdout.readline() == b"s,p,o\r\n"
    program.stdout.close()
    assert program.stderr.read() == b""
    program.stderr.close()
    assert program.wait(timeout=60) == 141


@pytest.mark.parametrize(
    ("redirection", "said"),
    [(">/dev/full", "No space left on device."), (">&-", "Standard output is closed.")],
)
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_an_output_that_takes_nothing_is_one_sentence(
    redirection: str, said: str, unbuffered: str
) -> None:
    command = f"{sys.executable} -m policygraph sparql 'ASK {{ }}' {redirection}"
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        stderr=subprocess.PIPE,
        check=False,
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
    )
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_help_that_cannot_be_written_is_one_sentence(unbuffered: str) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f"{sys.executable} -m policygraph --help >/dev/full"],
        stderr=subprocess.PIPE,
        check=False,
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
    )
    assert done.returncode == 2
    assert done.stderr.decode().startswith("Error: ")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_long_result_is_written_to_the_end(policygraph: Program, unbuffered: str) -> None:
    query = "SELECT ?s ?p ?o { ?s ?p ?o }"
    done = policygraph("sparql", query, "-f", "tsv", PYTHONUNBUFFERED=unbuffered)
    count = policygraph("sparql", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "-f", "csv")
    assert done.stdout.count(b"\n") == 1 + int(count.stdout.split()[1])


def test_control_c_ends_a_query_that_would_not_end(tmp_path: Path) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?c != ?i) }"
    errors = tmp_path / "stderr"
    with errors.open("wb") as stderr:
        program = subprocess.Popen(
            [sys.executable, "-m", "policygraph", "sparql", endless], stderr=stderr
        )
        time.sleep(2)  # long enough to have started, and the query would take weeks
        assert program.poll() is None
        os.kill(program.pid, signal.SIGINT)
        assert program.wait(timeout=10) in (-signal.SIGINT, 130)
    assert errors.read_text() == ""
