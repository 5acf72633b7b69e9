"""Write the whole site: one pass over the graph, one folder swapped in at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from policygraph.graph import serialise
from policygraph.publish import catalog
from policygraph.publish.dumps import Dump, in_lines, make_dumps
from policygraph.publish.folder import SiteFolder, replaced_folder
from policygraph.publish.jsonld import graph_document, script_safe
from policygraph.publish.labels import Labels, sentence
from policygraph.publish.lists import grouped_lists, list_pages
from policygraph.publish.pages import Pages, list_path
from policygraph.publish.paths import checked_base, escape_path, path_of, root_from
from policygraph.publish.sitemap import sitemap_files
from policygraph.publish.snapshot import Snapshot, take_snapshot
from policygraph.publish.values import Value, date_in_words
from policygraph.store import Store

_STYLE: Final = "site.css"
_WEB: Final = ("https://", "http://")
#: Told how many resources are written, and of how many.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Published:
    """What was written.

    Parameters
    ----------
    resources : int
        Resources with a page and three data files each.
    triples : int
        Statements in the graph, each once.
    files : int
        All files of the site.
    size : int
        Their bytes.
    """

    resources: int
    triples: int
    files: int
    size: int


def publish_site(
    store: Store, out: Path, base_url: str, *, progress: Progress | None = None
) -> Published:
    """Publish a graph as a static site.

    Parameters
    ----------
    store : Store
        The graph; only its named graphs are published.
    out : pathlib.Path
        The folder to write: new, empty, or an earlier site, which is replaced as a whole.
    base_url : str
        The address at which the folder will be served.
    progress : callable, optional
        Told now and then how far it is.

    Returns
    -------
    Published
        Counts of what was written.

    Raises
    ------
    OutputError
        If the address or the folder will not do, or a file cannot be written; what stood in the
        folder before is then untouched.
    StoreError
        If there is nothing to publish.
    """
    base = checked_base(base_url)
    with replaced_folder(out) as folder:
        snapshot = take_snapshot(store)
        Site(snapshot, base).write(folder, progress or (lambda _done, _total: None))
    return Published(
        resources=len(snapshot.resources),
        triples=len(snapshot.triples),
        files=len(folder.files),
        size=sum(folder.files.values()),
    )


class Site:
    """The site of one graph at one address.

    Parameters
    ----------
    snapshot : Snapshot
        The graph.
    base_url : str
        Where the site will stand, with its closing slash.
    """

    def __init__(self, snapshot: Snapshot, base_url: str) -> None:
        self.base_url = base_url
        self._graph = snapshot
        self._labels = Labels(snapshot)
        self._pages = Pages(snapshot, self._labels, {k: list_path(k) for k in snapshot.instances})
        self._templates = Environment(
            loader=PackageLoader("policygraph.publish"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals["site"] = self
        self._templates.filters["sentence"] = sentence

    @property
    def triples(self) -> int:
        """How many statements there are."""
        return len(self._graph.triples)

    @property
    def resources(self) -> int:
        """How many resources have a page."""
        return len(self._graph.resources)

    @cached_property
    def modified(self) -> Value | None:
        """The day to which the data goes."""
        day = self._graph.modified
        return Value("date", date_in_words(day), day) if day else None

    def write(self, folder: SiteFolder, progress: Progress) -> None:
        """Write every file of the site.

        Parameters
        ----------
        folder : SiteFolder
            Where to.
        progress : callable
            Told after every resource.
        """
        dumps = []
        for dump, content in make_dumps(self._graph):
            folder.write(dump.path, content)
            dumps.append(dump)
        paths = ["", "catalog"]
        self._write_front(folder)
        self._write_catalog(folder, dumps)
        paths += self._write_lists(folder)
        paths += self._write_resources(folder, progress)
        for path, content in sitemap_files(sorted(paths), self.base_url):
            folder.write(path, content)
        folder.write("404.html", self._render("404.html", root=self.base_url))
        folder.write(f"assets/{_STYLE}", self._style())
        folder.write(".nojekyll", b"")  # or GitHub Pages would leave out .well-known

    def _render(self, template: str, **values: Any) -> bytes:
        return self._template(template).render(values).encode()

    def _template(self, name: str) -> Template:
        return self._templates.get_template(name)

    def _style(self) -> bytes:
        return Path(__file__).with_name("static").joinpath(_STYLE).read_bytes()

    def _write_resources(self, folder: SiteFolder, progress: Progress) -> Iterator[str]:
        total = len(self._graph.resources)
        for done, iri in enumerate(self._graph.resources, 1):
            self._write_resource(folder, iri)
            progress(done, total)
            yield path_of(iri)

    def _write_resource(self, folder: SiteFolder, iri: str) -> None:
        page = self._pages.page(iri)
        triples = list(dict.fromkeys(quad.triple for quad in self._graph.describe(iri)))
        jsonld = graph_document(triples)
        folder.write(f"{page.path}.ttl", serialise(triples))
        folder.write(f"{page.path}.nt", in_lines(triples))
        folder.write(f"{page.path}.jsonld", jsonld)
        html = self._render(
            "resource.html",
            page=page,
            types=[kind for kind in self._graph.types(iri) if kind.startswith(_WEB)],
            licence=catalog.LICENCE,
            address=escape_path(page.path),
            root=root_from(page.path),
            jsonld=script_safe(jsonld),
        )
        folder.write(f"{page.path}/index.html", html)

    def _write_lists(self, folder: SiteFolder) -> Iterator[str]:
        for kind in self._graph.instances:
            for page in list_pages(self._graph, self._pages.display, kind):
                html = self._render("list.html", list=page, root=root_from(page.path))
                folder.write(f"{page.path}/index.html", html)
                yield page.path

    def _write_front(self, folder: SiteFolder) -> None:
        link = self._pages.display.link
        examples = [
            (link(self._graph.types(iri)[0]), link(iri)) for iri in catalog.examples(self._graph)
        ]
        html = self._render(
            "index.html",
            root=root_from(""),
            about=catalog.ABOUT,
            examples=examples,
            groups=grouped_lists(self._graph, self._labels, self._pages.display),
            sources=[link(iri) for iri in catalog.sources(self._graph)],
        )
        folder.write("index.html", html)

    def _write_catalog(self, folder: SiteFolder, dumps: list[Dump]) -> None:
        triples = catalog.describe_site(self._graph, dumps, self.base_url)
        turtle = serialise(triples)
        triples.sort(key=str)
        jsonld = graph_document(triples)
        folder.write("catalog.ttl", turtle)
        folder.write(".well-known/void", turtle)
        folder.write("catalog.jsonld", jsonld)
        html = self._render(
            "catalog.html",
            root=root_from("catalog"),
            dumps=dumps,
            jsonld=script_safe(jsonld),
            sources=[self._pages.display.link(iri) for iri in catalog.sources(self._graph)],
        )
        folder.write("catalog/index.html", html)
