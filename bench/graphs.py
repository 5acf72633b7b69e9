"""Made-up graphs of any size: places, policies, claims and lists, full of what makes rules hard.

Claims of the same policy disagree, dates are known to the day, the month or the year, policies end
and are replaced, names on the list may mean several places, coverage is whole, partial or wrong,
sources are weak, cities are one with their county, and jails are run by others. The same seed
always gives the same graph.

    python bench/graphs.py 7 > graph.ttl
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from random import Random
from typing import Final

from policygraph.dates import PartialDate
from policygraph.graph import Facts, serialise, text
from policygraph.namespaces import AGENCY, CLAIM, CRITERION, LISTING, POLICY, REPORT
from policygraph.sources.bounds import add_bounds

REPORT_ID: Final = "made_up"
PART: Final = f"{REPORT}{REPORT_ID}/part/section-3"
ISSUED: Final = "2017-03-20"

_CONDITIONS: Final = (
    *("judicial-warrant-or-order", "never-holds", "warrant-unspecified", "removal-order"),
    *("ice-administrative-warrant", "probable-cause-showing", "criminal-predicate"),
    *("honours-all", "case-by-case", "criminal-custody-basis", "no-hold-on-detainer-alone"),
    *("documented-basis-required", "conditional", "reimbursement-required"),
    *("criminal-custody-basis",) * 2,
)
#: A condition with one that is broader.
_FAMILIES: Final = (
    ("no-hold-on-detainer-alone", "judicial-warrant-or-order"),
    ("documented-basis-required", "probable-cause-showing"),
    ("conditional", "criminal-predicate"),
)
#: Dates around the day of the report, most of them before it.
_DATES: Final = (
    *("2012", "2013-06", "2014", "2014-06", "2014-06-01", "2014-07", "2015-11-30", "2016"),
    *("2016-12-31", "2017", "2017-02", "2017-03", "2017-03-19", "2017-03-20", "2017-03-21"),
    *("2017-04", "2018"),
)
_FIRM: Final = ("verbatim", "quoted", "paraphrased")
_WEAK: Final = ("inferred", "weak-source")
_FEATURES: Final = (
    ("statesReleaseNotification", ("notify:always", "notify:on-request", "notify:prohibited")),
    ("statesIceAccess", ("access:open", "access:transfer-inside", "access:barred")),
    ("statesFacilityUse", ("facil:none", "facil:usms-rider")),
)


class _World:
    def __init__(self, seed: int, counties: int, states: int) -> None:
        self.chance = Random(seed)
        self.facts = Facts()
        self.number = 0
        self.states = [f"state:{code:02}" for code in range(10, 10 + states)]
        self.counties = [
            (f"{state[-2:]}{number:03}", state)
            for number, state in enumerate(
                (self.states[n % states] for n in range(counties)), start=1
            )
        ]
        # Few criteria, so that many policies are alike or nearly so.
        pool = [*self.chance.sample(_CONDITIONS, 4), *self.chance.choice(_FAMILIES)]
        self.criteria = [
            self._criterion(self.chance.sample(pool, self.chance.choice((1, 1, 1, 2, 2, 3))))
            for _ in range(6)
        ]
        both = self.chance.sample(pool, 2)
        self.criteria += [self._criterion(both, join) for join in ("any-of", "all-of")]

    def _criterion(self, names: Sequence[str], join: str = "") -> str:
        join = join or self.chance.choice(("any-of", "any-of", "all-of"))
        join = join if len({*names}) > 1 else "any-of"
        return self.facts.add(
            f"{CRITERION}{join}/{'+'.join(sorted({*names}))}",
            "pg:HoldCriterion",
            isJoinedBy=f"join:{join}",
            hasCondition=[f"hold:{name}" for name in {*names}],
        )

    def _likely(self, share: float) -> bool:
        return self.chance.random() < share

    def _date(self, share: float) -> PartialDate | None:
        return PartialDate(self.chance.choice(_DATES)) if self._likely(share) else None

    def _claim(self, kind: str, weak: float = 0.15) -> str:
        self.number += 1
        confidence = self.chance.choice(_WEAK if self._likely(weak) else _FIRM)
        base = LISTING if kind == "pg:Listing" else CLAIM
        return self.facts.add(
            f"{base}made-up/{self.number}",
            kind,
            citesDocument="document:made-up",
            locator=text(f"row {self.number}", None),
            hasConfidence=f"conf:{confidence}",
            summary=text(f"Made up, {self.number}."),
        )

    def add_frame(self) -> None:
        add = self.facts.add
        add(
            "document:made-up",
            "pg:SourceDocument",
            dcterms__title=text("A made-up source", None),
            dcterms__publisher=text("Nobody", None),
        )
        add(
            f"{REPORT}{REPORT_ID}",
            "pg:Report",
            reportId=text(REPORT_ID, None),
            rdfs__label=text("Made-up report"),
            dcterms__issued=PartialDate(ISSUED),
        )
        for part, kind in (("section-2", "detainers-declined"), ("section-3", "policies")):
            add(
                f"{REPORT}{REPORT_ID}/part/{part}",
                "pg:ReportPart",
                isPartOf=f"{REPORT}{REPORT_ID}",
                partId=text(part, None),
                hasPartKind=f"part:{kind}",
                rdfs__label=text(part),
            )
        for state in self.states:
            code = state[-2:]
            add(
                state,
                "pg:State",
                geoid=text(code, None),
                uspsCode=text(f"S{code}", None),
                rdfs__label=text(f"State {code}"),
            )

    def add_places(self) -> None:
        for geoid, state in self.counties:
            county = self.facts.add(
                f"county:{geoid}",
                "pg:CountyEquivalent",
                geoid=text(geoid, None),
                isWithin=state,
                rdfs__label=text(f"County {geoid}"),
            )
            self.add_policies(county, geoid)
            if self._likely(0.15):
                city = self.facts.add(
                    f"place:{geoid}00",
                    "pg:Municipality",
                    geoid=text(f"{geoid}00", None),
                    isWithin=state,
                    isConsolidatedWith=county if self._likely(0.6) else None,
                    rdfs__label=text(f"City {geoid}"),
                )
                self.add_policies(city, f"{geoid}00")

    def add_policies(self, place: str, geoid: str) -> None:
        held = self._likely(0.1)
        earlier = None
        for number in range(self.chance.choice((0, 1, 1, 1, 2, 2))):
            jailer = f"{AGENCY}us/{geoid}/jail-{number}" if self._likely(0.3) else None
            if jailer:
                self.facts.add(
                    jailer,
                    "pg:CorrectionsAgency",
                    rdfs__label=text(f"Jail {number} of {geoid}"),
                    takesCustodyFor=place if held else None,
                )
            policy = self.facts.add(
                f"{POLICY}us/{geoid}/{number}",
                "pg:Policy",
                rdfs__label=text(f"Policy {number} of {geoid}"),
                appliesIn=place,
                isCarriedOutBy=jailer,
                replacesPolicy=earlier if self._likely(0.6) else None,
            )
            earlier = policy
            for _ in range(self.chance.choice((0, 1, 1, 2, 2, 3, 4))):
                self.facts.add(
                    self._claim("pg:PolicyClaim"),
                    aboutPolicy=policy,
                    statesHoldCriterion=(
                        self.chance.choice(self.criteria) if self._likely(0.8) else None
                    ),
                    asOf=self._date(0.4),
                    statedOn=self._date(0.6),
                    enactedOn=self._date(0.4),
                    effectiveOn=self._date(0.2),
                    endedOn=self._date(0.07),
                    enjoinedOn=self._date(0.04),
                    **{
                        name: self.chance.choice(values)
                        for name, values in _FEATURES
                        if self._likely(0.3)
                    },
                )

    def add_lists(self) -> None:
        places = [f"county:{geoid}" for geoid, _ in self.counties]
        listed = [place for place in places if self._likely(0.35)]
        if self._likely(0.3):
            listed.append(self.states[-1])
        for place in listed:
            self._add_listing(listsJurisdiction=place)
        for _ in range(len(places) // 12):
            self._add_listing(mayListJurisdiction=self.chance.sample(places, 2))
        for scope in [*self.states[:2], self.chance.choice(places)]:
            known = sum(place == scope or place[7:9] == scope[-2:] for place in listed)
            known += len([place for place in listed if place == scope and place in self.states])
            count = self.chance.choice((None, None, known, known, known + 1))
            self._add_coverage(scope, count)
        if self._likely(0.1):
            self._add_coverage(None, self.chance.choice((None, len(listed), 1000)))
        for place in places:
            if self._likely(0.4):
                self.facts.add(
                    self._claim("pg:StatedAbsence", 0.3),
                    isAbsentFrom=PART,
                    absentJurisdiction=place,
                )
        for _ in range(2):
            one, other = self.chance.sample(places, 2)
            self.facts.add(self._claim("pg:SimilarityClaim"), likensPolicyOf=one, toPolicyOf=other)

    def _add_listing(self, **what: str | list[str]) -> None:
        part = PART if self._likely(0.9) else f"{REPORT}{REPORT_ID}/part/section-2"
        listing = self._claim("pg:Listing")
        name = text(f"Name {self.number}", None)
        self.facts.add(listing, isListedIn=part, nameAsPublished=name, **what)

    def _add_coverage(self, scope: str | None, count: int | None) -> None:
        self.facts.add(
            self._claim("pg:CoverageStatement", 0.2),
            coversPart=PART,
            coversScope=scope,
            hasCompleteness=self.chance.choice(
                ("cover:complete", "cover:complete", "cover:complete", "cover:partial")
            ),
            statedCount=count,
        )


def make_graph(seed: int, counties: int = 24, states: int = 3) -> bytes:
    """Make up a graph.

    Parameters
    ----------
    seed : int
        Chooses the graph.
    counties : int, optional
        How many counties it has; cities and policies come on top.
    states : int, optional
        How many states they lie in.

    Returns
    -------
    bytes
        Turtle; it needs the vocabularies of the ontology beside it.
    """
    world = _World(seed, counties, states)
    world.add_frame()
    world.add_places()
    world.add_lists()
    add_bounds(world.facts)
    return serialise(world.facts)


if __name__ == "__main__":
    sys.stdout.buffer.write(make_graph(int(sys.argv[1]), *map(int, sys.argv[2:])))
