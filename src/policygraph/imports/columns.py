"""The columns of the tables that can be imported: the one list that all else follows.

The template, the codebook, the checks of rows and the facts are all made from these.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from policygraph.errors import SourceError

Form = Literal[
    "text", "name", "date", "year", "code", "codes", "money", "share", "truth", "url", "geoid",
    "slug",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Parameters
    ----------
    name : str
        Its header.
    meaning : str
        What its cells say, and what an empty cell means.
    form : str
        How its cells are written.
    property : str
        The property of the ontology that it becomes, by its local name, where there is one.
    required : bool
        Whether every row must fill it.
    example : str
        A cell of the example row.
    also : tuple of str
        Other headers that mean the same.
    """

    name: str
    meaning: str
    form: Form = "text"
    property: str = ""
    required: bool = False
    example: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of table.

    Parameters
    ----------
    name : str
        What it is called on the command line.
    title : str
        What each row is, for the codebook.
    subject : str
        The class of the ontology that a row becomes, by its local name.
    columns : tuple of Column
        Its columns, in the order of the template.
    """

    name: str
    title: str
    subject: str
    columns: tuple[Column, ...]

    def find(self, name: str) -> Column:
        """Return the column of a name."""
        return next(column for column in self.columns if column.name == name)


_GEOID: Final = Column(
    "geoid",
    "The Census code of the place, where it is known: 2, 5, 7 or 10 digits. It settles which "
    "place the name means. Empty: the name is matched.",
    "geoid",
    "geoid",
    also=("fips", "geo_id"),
)
_STATE: Final = Column(
    "state",
    "The state that the place is in: its name or its two letters. Empty: not given, and a name "
    "that fits places in several states is ambiguous.",
    example="MN",
    also=("st", "state_name", "usps"),
)
_KIND: Final = Column(
    "kind",
    "What the place is: state, county, city, town, township or agency. Empty: not given, and a "
    "name that fits a county and a city is ambiguous.",
    example="county",
    also=("type", "category", "level"),
)
_CONFIDENCE: Final = Column(
    "confidence",
    "How closely the row follows the words of its source. Empty: {}. What is inferred or from a "
    "weak source is kept, but no verdict rests on it.",
    "code",
    "hasConfidence",
)


def _place(meaning: str, example: str) -> tuple[Column, ...]:
    name = Column(
        "name",
        f"{meaning} Written with its kind (Ramsey County) or without; it may end in its state.",
        "name",
        required=True,
        example=example,
        also=("jurisdiction", "place", "place_name", "jurisdiction_name", "agency", "government"),
    )
    return (name, _STATE, _KIND, _GEOID)


def _confidence(default: str) -> Column:
    return Column("confidence", _CONFIDENCE.meaning.format(default), "code", _CONFIDENCE.property)


_SOURCE: Final = (
    Column(
        "source_title",
        "Title of the document that says so, where it is another than the table. Empty: the table.",
        example="Title of the document",
        also=("source",),
    ),
    Column(
        "source_publisher",
        "Who published that document. Empty: the host of its address, else 'not stated'.",
        example="Who published it",
    ),
    Column("source_date", "When that document was published. Empty: not known.", "date"),
    Column("source_url", "Its address on the web. Empty: none.", "url", "webAddress",
           also=("url",)),
    Column("locator", "Where in that document: a section, page or paragraph. Empty: only the row "
           "of the table is given.", example="section 2"),
)  # fmt: skip
_SUMMARY: Final = Column(
    "summary",
    "The row in one sentence, in your own words. Empty: a sentence is made from the codes.",
    property="summary",
)


def _feature(name: str, property: str, example: str = "") -> Column:
    return Column(
        name, "Several codes are separated by semicolons. Empty: not recorded.", "codes", property,
        example=example,
    )  # fmt: skip


def _dated(name: str, property: str, example: str = "") -> Column:
    return Column(name, "Empty: not recorded.", "date", property, example=example)


LIST: Final = Kind(
    "list",
    "an entry of a list of places",
    "Listing",
    (
        *_place("The name just as the list prints it.", "Hennepin County"),
        Column("heading", "The heading under which the list prints it. Empty: none.",
               property="headingAsPublished", example="Minnesota", also=("section", "group")),
        Column("date", "When the entry was published, where it differs from the list.", "date",
               "statedOn"),
        Column("note", "A remark, in your own words.", also=("notes", "comment", "remarks")),
        _confidence("quoted"),
    ),
)  # fmt: skip

POLICIES: Final = Kind(
    "policies",
    "what a source says of a place's policy on immigration detainers",
    "PolicyClaim",
    (
        *_place("The place whose policy it is.", "Hennepin County"),
        Column("policy", "Which of the place's policies, where it has several over time, as in "
               "detainer-2014. Empty: its detainer policy.", "slug"),
        Column("join", "How several conditions are joined. Needed where there are two or more.",
               "code", "isJoinedBy"),
        Column("conditions", "What the jail asks for before it holds a person on a detainer; "
               "several codes are separated by semicolons. Empty: unknown, and never a default.",
               "codes", "hasCondition", example="judicial-warrant-or-order"),
        _feature("instrument", "statesInstrument", "sheriffs-directive"),
        Column("instrument_title", "Its short official title or number. Empty: not recorded.",
               property="instrumentTitle"),
        _feature("authority", "statesAuthority", "sheriff"),
        _dated("announced", "announcedOn"),
        _dated("enacted", "enactedOn"),
        _dated("effective", "effectiveOn", "2014-07"),
        _dated("operational", "operationalOn"),
        _dated("ended", "endedOn"),
        _dated("enjoined", "enjoinedOn"),
        _dated("as_of", "asOf", "2017-03-20"),
        _feature("notification", "statesReleaseNotification"),
        _feature("access", "statesIceAccess"),
        _feature("information", "statesInformationSharing"),
        _feature("delegation", "statesDelegation"),
        _feature("facility", "statesFacilityUse"),
        _feature("cost", "statesCostRule"),
        *_SOURCE,
        _SUMMARY,
        _confidence("paraphrased"),
    ),
)  # fmt: skip

FUNDING: Final = Kind(
    "funding",
    "a figure of the federal money that a government received",
    "FundingObservation",
    (
        *_place("The government that received the money.", "Hennepin County"),
        Column("year", "The year that the figure is for.", "year", "referenceYear", required=True,
               example="2016"),
        Column("year_basis", "What the year rests on. Empty: fiscal-year-stated.", "code",
               "hasYearBasis"),
        Column("amount_usd", "The sum in dollars: 1234567 or $1,234,567. Empty: not recorded, "
               "which is not zero.", "money", "amountUsd", example="198000000", also=("amount",)),
        Column("share", "The part of the base: 0.10 or 10%. Empty: not recorded.", "share",
               "shareOfBase"),
        Column("measure", "What was counted.", "code", "hasFundingMeasure", required=True,
               example="federal-funding-in-budget"),
        Column("base", "What the share is a share of. Needed where there is a share.", "code",
               "hasShareBase"),
        Column("approximate", "yes or no: whether the source rounds. Empty: not said.", "truth",
               "isApproximate", example="yes"),
        *_SOURCE,
        _SUMMARY,
        _confidence("quoted"),
    ),
)  # fmt: skip

KINDS: Final[dict[str, Kind]] = {kind.name: kind for kind in (LIST, POLICIES, FUNDING)}


def find_kind(name: str) -> Kind:
    """Return the kind of table that a word names.

    Parameters
    ----------
    name : str
        ``list``, ``policies`` or ``funding``.

    Returns
    -------
    Kind
        The kind.

    Raises
    ------
    SourceError
        If there is no such kind.

    Examples
    --------
    >>> find_kind("policy")
    Traceback (most recent call last):
        ...
    policygraph.errors.SourceError: There is no kind of table 'policy'. Choose list, policies or \
funding.
    """
    if name not in KINDS:
        raise SourceError(
            f"There is no kind of table {name!r}.", hint="Choose list, policies or funding."
        )
    return KINDS[name]
