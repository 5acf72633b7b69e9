"""SPARQL texts as tokens: enough of the grammar to tell code from comments, strings and IRIs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from policygraph.errors import QuerySyntaxError
from policygraph.namespaces import PREFIXES

Kind = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]

_UPDATES: Final = frozenset(
    ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")
)

# The terminals of SPARQL 1.1 (section 19.8) that can hide or resemble one another, longest first.
# An IRI that opens with a digit or a question mark is not taken for one: it would be relative,
# and `?a<?b&&?c>?d` is a comparison to every engine at hand.
_TOKEN: Final = re.compile(
    r"""
    (?P<comment>  \#[^\n\r]* )
  | (?P<iri>      <> | <(?![\d?$'=&!(+\-])(?:[^<>"{}|^`\\\x00-\x20]|\\[uU][0-9A-Fa-f]+)+> )
  | (?P<string>   \"{3}(?:[^"\\]|\\.|\"{1,2}(?!\"))*\"{3} | '{3}(?:[^'\\]|\\.|'{1,2}(?!'))*'{3}
                | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' )
  | (?P<variable> [?$]\w+ )
  | (?P<language> @[A-Za-z]+(?:-[A-Za-z0-9]+)* )
  | (?P<name>     (?:[^\W\d][\w.\-]*)?:(?:[\w.\-:%]|\\.)* )
  | (?P<word>     [^\W\d]\w* )
  | (?P<space>    \s+ )
  | (?P<other>    . )
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """One token of a SPARQL text: its kind (a group of the grammar above) and its characters."""

    kind: str
    text: str


def tokens(text: str) -> Iterator[Token]:
    """Split a SPARQL text; the pieces put together are the text again.

    Parameters
    ----------
    text : str
        The query.

    Yields
    ------
    Token
        A comment, IRI, string, variable, language tag, prefixed name, word, space or other sign.

    Examples
    --------
    >>> [token.text for token in tokens("ASK { ?s ?p '?_x' } # ?_y") if token.kind == "variable"]
    ['?s', '?p']
    """
    for match in _TOKEN.finditer(text):
        yield Token(match.lastgroup or "other", match.group())


def _code(text: str) -> list[Token]:
    return [token for token in tokens(text) if token.kind not in ("comment", "space")]


def _skip_prologue(code: list[Token]) -> int:
    """Return the index of the first token after BASE, PREFIX and VERSION declarations."""
    index = 0
    lengths = {"PREFIX": 3, "BASE": 2, "VERSION": 2}
    while index < len(code) and code[index].kind == "word":
        length = lengths.get(code[index].text.upper(), 0)
        if not length:
            break
        index += length
    return index


def read_kind(text: str) -> Kind:
    r"""Tell the form of a query.

    Parameters
    ----------
    text : str
        The query.

    Returns
    -------
    {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
        Its form.

    Raises
    ------
    QuerySyntaxError
        If it is empty, an update, or none of these.

    Examples
    --------
    >>> read_kind("# all of it\nPREFIX a: <http://a/> construct where { ?s ?p ?o }")
    'CONSTRUCT'
    >>> read_kind("DROP ALL")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    policygraph.errors.QuerySyntaxError: DROP is a SPARQL update, and policygraph only reads. ...
    """
    code = _code(text)
    hint = "Write a SELECT, ASK, CONSTRUCT or DESCRIBE query."
    if not code:
        raise QuerySyntaxError("The query is empty.", hint=hint)
    at = _skip_prologue(code)
    word = code[at].text.upper() if at < len(code) else ""
    match word:
        case "SELECT" | "ASK" | "CONSTRUCT" | "DESCRIBE":
            return word
        case _ if word in _UPDATES:
            raise QuerySyntaxError(
                f"{word} is a SPARQL update, and policygraph only reads.", hint=hint
            )
    found = f"begins with {code[at].text!r}" if word else "stops after its prefixes"
    raise QuerySyntaxError(f"The query {found}.", hint=hint)


def has_word(text: str, word: str) -> bool:
    """Tell whether a keyword stands in the code of a query.

    Examples
    --------
    >>> has_word("ASK { ?s ?p 'service' } # service", "SERVICE")
    False
    """
    return word in _read_words(text)


@lru_cache(maxsize=256)
def _read_words(text: str) -> frozenset[str]:
    """Read the keywords of a query once, however often it is asked for them."""
    return frozenset(token.text.upper() for token in tokens(text) if token.kind == "word")


def declare_prefixes(text: str) -> str:
    """Declare those of the project's prefixes that a query uses and does not declare.

    Parameters
    ----------
    text : str
        The query.

    Returns
    -------
    str
        The same query; the declarations go in front on its first line, so that the line numbers
        in an engine's complaint still hold.

    Examples
    --------
    >>> declare_prefixes("ASK { ?s pg:geoid ?o }")
    'PREFIX pg: <https://w3id.org/policygraph/ontology/> ASK { ?s pg:geoid ?o }'
    """
    code = _code(text)
    declared: set[str] = set()
    used: set[str] = set()
    for before, token in zip([Token("other", ""), *code], code, strict=False):
        if token.kind == "name":
            prefix = token.text.partition(":")[0]
            is_declaration = before.kind == "word" and before.text.upper() == "PREFIX"
            (declared if is_declaration else used).add(prefix)
    missing = [prefix for prefix in PREFIXES if prefix in used - declared]
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in missing) + text


def read_limit(text: str) -> int | None:
    """Return the LIMIT of a whole query, not of a subquery.

    Parameters
    ----------
    text : str
        The query.

    Returns
    -------
    int or None
        The limit, or None where there is none.

    Examples
    --------
    >>> read_limit("SELECT * { { SELECT * { ?s ?p ?o } LIMIT 5 } } ORDER BY ?s LIMIT 100")
    100
    """
    depth, outside = 0, ""
    for token in tokens(text):
        if token.kind == "other":
            depth += {"{": 1, "}": -1}.get(token.text, 0)
        if depth == 0 and token.kind != "comment":
            outside += token.text if token.kind in ("word", "other") else " "
    found = re.search(r"\bLIMIT\s*(\d+)", outside, re.IGNORECASE)
    return int(found[1]) if found else None


def select_form(construct: str) -> str | None:
    """Turn a CONSTRUCT query into the SELECT of the same pattern.

    Parameters
    ----------
    construct : str
        A CONSTRUCT query.

    Returns
    -------
    str or None
        The SELECT, or None where the text has no pattern.

    Examples
    --------
    >>> select_form("CONSTRUCT { ?s a ?o } WHERE { ?s ?p ?o } LIMIT 5")
    'SELECT * WHERE { ?s ?p ?o } LIMIT 5'
    """
    parts = list(tokens(construct))
    code = [i for i, token in enumerate(parts) if token.kind not in ("comment", "space")]
    start = code[_skip_prologue([parts[i] for i in code])]
    depth = 0
    for i in range(start + 1, len(parts)):
        if parts[i].kind == "word" and depth == 0:  # FROM or WHERE straight after CONSTRUCT
            rest = "".join(token.text for token in parts[i:])
            return "".join(token.text for token in parts[:start]) + f"SELECT * {rest}"
        if parts[i].kind == "other":
            depth += {"{": 1, "}": -1}.get(parts[i].text, 0)
            if parts[i].text == "}" and depth == 0:
                rest = "".join(token.text for token in parts[i + 1 :]).lstrip()
                return "".join(token.text for token in parts[:start]) + f"SELECT * {rest}"
    return None
