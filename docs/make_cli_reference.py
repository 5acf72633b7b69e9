"""Write docs/reference/cli.md from the commands themselves: ``make docs``."""

from __future__ import annotations

import importlib
import inspect
import re
from pathlib import Path
from typing import Any, Final

import typer

from policygraph.cli import COMMANDS

PAGE: Final = Path(__file__).parent / "reference" / "cli.md"

_HEAD: Final = """\
<!-- Made by docs/make_cli_reference.py: run `make docs`, do not edit. -->

# The command line

Every command reads the graph that comes with the package, from any folder. Those with `--endpoint`
can ask a SPARQL endpoint instead. Those with `--workspace` read the graphs of a workspace beside
it: of the one that is named, else of `POLICYGRAPH_WORKSPACE`, else of the nearest folder from where
you are upwards that has a `policygraph.toml`. They say so on standard error.

| Command | What it does |
|---|---|
"""

_GENERAL: Final = """

`policygraph --version` shows the version, and `-h` or `--help` the help of the program or of a
command. `policygraph --install-completion` sets up completion in your shell.

"""

_TAIL: Final = """\
## Exit codes

| Code | Meaning |
|---|---|
| 0 | All is well. An omission is a result and no error. |
| 1 | `validate`: a result is as grave as `--fail-on`. `reconcile`: a row is as `--fail-on` says. \
`build --check`: a file would change. |
| 2 | Something that you can mend; one sentence on standard error says what. |
| 130 | Interrupted. |
| 141 | Whoever read the output went away. |

Results go to standard output, remarks to standard error. `-` stands for the input or the output
where a command takes a file.

## On a terminal

A table fits the width of the terminal. Names, ids and numbers stay whole and prose folds; where
there is no room even so, the columns that matter least are left out, and standard error says
which. `--wide` neither folds nor leaves out. IRIs and addresses are links where the terminal has
them. Work that takes long shows that it goes on.

A pipe or a file gets none of this: whole lines and no signs that steer a terminal. No pager is
started, and output can be piped into one: `policygraph gaps | less -S`. `NO_COLOR` and
`TERM=dumb` keep links and colours away from a terminal too.

## Environment

| Variable | Meaning |
|---|---|
| `POLICYGRAPH_ENDPOINT` | The endpoint to ask where `--endpoint` is not given. |
| `POLICYGRAPH_WORKSPACE` | The workspace to read where `--workspace` is not given. |
| `NO_COLOR` | If set, a terminal gets no colours and no links. |
| `POLICYGRAPH_TIMEOUT` | Seconds that an endpoint may take for an answer, 60 by default. |
"""


def _load(target: str) -> Any:
    """Make a Click command, or a group of them, as the command line does."""
    module, _, name = target.partition(":")
    found = getattr(importlib.import_module(module), name)
    if isinstance(found, typer.Typer):
        return typer.main.get_command(found)
    alone = typer.Typer(add_completion=False)
    alone.command()(found)
    return typer.main.get_command(alone)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _describe(parameter: Any) -> str:
    """Say what a parameter is for, with its default."""
    said = [_cell(parameter.help or "")]
    if parameter.required:
        said.append("Required.")
    elif isinstance(parameter.default, str) and parameter.default:
        said.append(f"Default: `{parameter.default}`.")
    if parameter.multiple and "epeat" not in said[0]:
        said.append("May be repeated.")
    return " ".join(said)


def _row(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        name = f"`{_cell(parameter.metavar or parameter.name.upper())}`"
    else:
        name = ", ".join(f"`{option}`" for option in parameter.opts)
        if not parameter.is_flag:
            name += f" `{_cell(parameter.metavar or parameter.name.upper())}`"
    return f"| {name} | {_describe(parameter)} |"


def _section(name: str, command: Any, level: int = 2) -> str:
    mark = "#" * level
    group = getattr(command, "commands", {})
    if group:
        parts = [_section(f"{name} {word}", found, level + 1) for word, found in group.items()]
        return "\n".join([f"{mark} policygraph {name}", "", command.help, "", *parts])
    prose = inspect.cleandoc(command.callback.__doc__ or "").partition("\n\nParameters\n")[0]
    lines = [f"{mark} policygraph {name}", "", prose, ""]
    rows = [_row(item) for item in command.params if item.name != "help"]
    if rows:
        lines += ["| Argument or option | |", "|---|---|", *rows, ""]
    return "\n".join(lines)


def write_reference() -> str:
    """Write the page.

    Returns
    -------
    str
        The whole of docs/reference/cli.md.
    """
    overview = []
    for name, (_, line) in COMMANDS.items():
        anchor = re.sub(r"\W", "-", f"policygraph {name}")
        overview.append(f"| [`{name}`](#{anchor}) | {line} |")
    sections = [_section(name, _load(target)) for name, (target, _) in COMMANDS.items()]
    return _HEAD + "\n".join(overview) + _GENERAL + "\n".join([*sections, _TAIL])


if __name__ == "__main__":
    PAGE.write_text(write_reference(), encoding="utf-8")
