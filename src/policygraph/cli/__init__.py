"""The command line: one command a verb, each in a module that is imported only when it is named."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from typer.core import TyperCommand, TyperGroup

from policygraph import __version__
from policygraph.errors import PolicyGraphError

if TYPE_CHECKING:
    from collections.abc import Callable

#: Command to the function that runs it and the line that the overview shows.
COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "omissions": (
        "policygraph.cli.omissions:omissions",
        "Find who was left out of a list although their policy matched a listed one.",
    ),
    "explain": (
        "policygraph.cli.omissions:explain",
        "Tell in plain words why a place is or is not called an omission.",
    ),
    "gaps": (
        "policygraph.cli.gaps:gaps",
        "Find every gap: what lists leave out, get wrong, or rest on nothing.",
    ),
    "report": (
        "policygraph.cli.report:report",
        "Write a report of findings: HTML, PDF, tables, JSON or RDF.",
    ),
    "compare": (
        "policygraph.cli.compare:compare",
        "Compare two lists: who is on both, who on one alone, and why.",
    ),
    "would-list": (
        "policygraph.cli.would_list:would_list",
        "Tell which places a criterion would have listed, beside what was published.",
    ),
    "families": (
        "policygraph.cli.families:families",
        "Group places with like policies, and count those that a list names.",
    ),
    "network": (
        "policygraph.cli.network:app",
        "Look at like policies as a network: families, bridges, adoption, peers, paths.",
    ),
    "plot": (
        "policygraph.cli.plot:app",
        "Draw a map, the network, a timeline or funding, as SVG or PNG.",
    ),
    "law": ("policygraph.cli.law:law", "Tell which rulings bound a place on a day."),
    "reconcile": (
        "policygraph.cli.reconcile:reconcile",
        "Find the jurisdictions that the names of a list mean.",
    ),
    "query": ("policygraph.cli.query:query", "Run a query of the library."),
    "sparql": ("policygraph.cli.query:sparql", "Run a SPARQL query of your own."),
    "show": ("policygraph.cli.show:show", "Show all that is recorded of a place."),
    "sources": ("policygraph.cli.sources:sources", "List every source, with terms and coverage."),
    "init": ("policygraph.cli.workspace:init", "Make a workspace for lists of your own."),
    "template": ("policygraph.cli.template:template", "Write an empty table to fill in."),
    "import": ("policygraph.cli.imports:import_table", "Bring a table into the workspace."),
    "remove": ("policygraph.cli.workspace:remove", "Take a source out of the workspace."),
    "validate": ("policygraph.cli.validate:validate", "Check RDF against the shapes."),
    "build": ("policygraph.cli.build:build", "Make the Turtle files from the source tables."),
    "publish": ("policygraph.cli.publish:publish", "Write the graph as a web site with dumps."),
    "release": ("policygraph.cli.release:release", "Write a release: dumps, and their proof."),
    "push": ("policygraph.cli.push:push", "Bring a partner's store to what a release says."),
    "diff": ("policygraph.cli.diff:diff", "Tell what changed from one RDF file to another."),
    "verify": ("policygraph.cli.release:verify", "Check that a release is whole."),
}


class _Deferred(TyperCommand):
    """What stands for a command until it is run: a name and a line of help."""

    def __init__(self, name: str, target: str, line: str) -> None:
        super().__init__(name, short_help=line, rich_markup_mode=None)
        self._target = target

    def load(self) -> Any:
        """Import the command and make a Click command of it."""
        module, _, attribute = self._target.partition(":")
        target: Any = getattr(importlib.import_module(module), attribute)
        if isinstance(target, typer.Typer):  # a group of commands
            group = typer.main.get_command(target)
            group.name = self.name
            return group
        function: Callable[..., Any] = target
        # The sections of the docstring are for programmers; the options document themselves.
        prose = (function.__doc__ or "").partition("\n    Parameters\n")[0]
        alone = typer.Typer(add_completion=False, rich_markup_mode=None)
        alone.command(self.name, help=prose)(function)
        command = typer.main.get_command(alone)
        command.name = self.name
        return command


class _Commands(TyperGroup):
    """The group of all commands: it can list and complete them without importing any."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        for name, (target, line) in COMMANDS.items():
            self.commands[name] = _Deferred(name, target, line)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command that is named, and now import it."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, command.load() if isinstance(command, _Deferred) else command, rest


app = typer.Typer(
    cls=_Commands,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"policygraph {__version__}")
        raise typer.Exit


@app.callback()
def _frame(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    """Find what official lists of jurisdictions leave out or get wrong, and prove it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    arguments : sequence of str, optional
        The words after ``policygraph``; by default those of the process.

    Returns
    -------
    int
        0 when all is well, 1 where a command reports findings, 2 for what a person must mend,
        130 when interrupted, 141 when whoever read the output went away.

    Examples
    --------
    >>> main(["--version"])
    policygraph 0.1.0
    0
    """
    try:
        code = typer.main.get_command(app).main(
            args=arguments, prog_name="policygraph", standalone_mode=False
        )
        if sys.stdout is not None:  # which it is where the shell closed it
            sys.stdout.flush()
    except PolicyGraphError as error:
        print(f"Error: {error}", file=sys.stderr)  # noqa: T201
        return 2
    except (typer.Abort, KeyboardInterrupt):
        return 130
    except OSError as error:  # standard output: every other file has an error of its own
        drop_output()
        if isinstance(error, BrokenPipeError):
            return 141
        print(f"Error: Standard output cannot be written: {error.strerror}.", file=sys.stderr)  # noqa: T201
        return 2
    except Exception as error:
        # Bad usage: a ClickException, of Click or of the copy that newer Typers carry.
        show, status = getattr(error, "show", None), getattr(error, "exit_code", None)
        if show is None or status is None:
            raise
        show()
        return int(status)
    return code if isinstance(code, int) else 0


def drop_output() -> None:
    """Send what is still to come on standard output nowhere: its reader has gone."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
