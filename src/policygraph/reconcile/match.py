"""From a row of a list to zero, one or several governments, and the reason in plain words."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from policygraph.reconcile.agencies import read_agency
from policygraph.reconcile.candidates import (
    Candidate,
    choose,
    find_candidates,
    join,
    narrow,
    within,
)
from policygraph.reconcile.case import Case, Resolution
from policygraph.reconcile.changes import find_agency, find_change
from policygraph.reconcile.gazetteer import Gazetteer
from policygraph.reconcile.government import LITERAL
from policygraph.reconcile.kinds import Hint, read_hint
from policygraph.reconcile.names import fold, split_words
from policygraph.reconcile.phrases import (
    Phrase,
    is_local_phrase,
    is_statewide,
    read_joined,
    read_phrase,
    read_whole,
)
from policygraph.reconcile.propose import propose
from policygraph.reconcile.reasons import explain_absence, list_names
from policygraph.reconcile.states import States

LONGEST: Final = 300
_SPOKEN: Final = {
    "citycounty": "city and county",
    "cityborough": "city and borough",
    "censusarea": "census area",
}
_REMEMBERED: Final = 50_000


class Matcher:
    """Finds what names mean.

    Parameters
    ----------
    gazetteer : Gazetteer
        The governments.

    Examples
    --------
    >>> from policygraph.reconcile.gazetteer import load_gazetteer
    >>> matcher = Matcher(load_gazetteer())
    >>> matcher.resolve("Hennepin Co.", "Minn.").geoid
    '27053'
    >>> matcher.resolve("Milwaukee", "WI").candidates
    ('55079', '5553000')
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer: Final = gazetteer
        self.states: Final = States(gazetteer)
        self.resolve = lru_cache(maxsize=_REMEMBERED)(self._resolve)

    def _resolve(self, name: str, state: str = "", kind: str = "", heading: str = "") -> Resolution:
        """Find what a row means.

        Parameters
        ----------
        name, state, kind, heading : str
            The cells of the row; all but the name may be empty.

        Returns
        -------
        Resolution
            Never a guess: a match is given only where the rules leave one government.
        """
        if len(name) > LONGEST:
            return Resolution("no-match", reason=f"The name is longer than {LONGEST} characters.")
        folded = fold(name)
        words = split_words(folded)
        if not words:
            said = "has no letters" if folded else "is empty"
            return Resolution("no-match", reason=f"The name {said}.")
        case = self._open(state, kind, heading)
        if len(words) == 1 and words[0].isdigit():
            return self._by_code(words[0], case)
        if is_statewide(words) or (is_local_phrase(words) and case.state == "11"):
            return self._whole_state(case)
        return self._by_name(folded, case)

    def _by_name(self, folded: str, case: Case) -> Resolution:
        phrases = read_phrase(folded, self.states)
        case.has_state = bool(case.state or phrases[-1].state)
        found = self._search(phrases, case)
        if not found:
            found, agency = self._search_agency(phrases, case)
            if agency:
                return agency
        if not found and not case.is_agency:
            found = self._search(read_whole(folded, self.states), case)
        if not found and not case.is_agency:
            found = self._search(read_joined(folded, self.states), case)
        if not found:
            return self._near(phrases, case)
        return self._decide(found, case)

    def _open(self, state: str, kind: str, heading: str) -> Case:
        read = self.states.read(state)
        first, second = read_hint(kind), read_hint(heading)
        hint = first if first.words else second
        case = Case(read or "", hint, is_agency=first.is_agency or second.is_agency)
        if read is None:
            case.doubts.append(f"The state '{state.strip()[:40]}' is none.")
        if first.words and second.words and not first.agrees(second):
            case.doubts.append(f"The list says both '{first.said}' and '{second.said}'.")
            case.hint = Hint()
        return case

    def _by_code(self, code: str, case: Case) -> Resolution:
        now = self.gazetteer.former.get(code, code)
        found = self.gazetteer.governments.get(now)
        if found is None:
            return Resolution("no-match", reason="The name is a number that is no known GEOID.")
        case.notes.append("The name is a GEOID.")
        if now != code:
            case.doubts.append(f"The code {code} is no longer in use.")
        if case.state and case.state != found.state:
            case.doubts.append("It lies in another state than the row says.")
        return self._decide([Candidate(found, LITERAL, found.word)], case)

    def _whole_state(self, case: Case) -> Resolution:
        if not case.state:
            return Resolution(
                "no-match", reason="The row stands for a whole state but does not say which."
            )
        state = self.gazetteer.governments[case.state]
        case.notes.append("The row stands for the whole state and names no other place.")
        if case.hint.words and not case.hint.fit(state) and case.state != "11":
            case.doubts.append(f"The list says '{case.hint.said}'.")
        case.hint = Hint()
        return self._decide([Candidate(state, LITERAL, "state")], case)

    def _scope(self, phrase: Phrase, case: Case) -> list[str]:
        """Give the states to look in: that of the row, that of the name, both if they differ."""
        if not phrase.state or phrase.state == case.state:
            return [case.state]
        if not case.state:
            return [phrase.state]
        return [case.state, phrase.state] if phrase.is_sure else []

    def _search(self, phrases: list[Phrase], case: Case, default: str = "") -> list[Candidate]:
        groups = []
        for phrase in phrases:
            scope = self._scope(phrase, case)
            groups += [self._of_phrase(phrase, state, case, default) for state in scope]
            if len(scope) > 1:
                case.doubts.append("The name says another state than the row.")
        return join(groups)

    def _of_phrase(self, phrase: Phrase, state: str, case: Case, default: str) -> list[Candidate]:
        words = split_words(phrase.text)
        found = find_candidates(words, state, self.gazetteer, default)
        if phrase.state and not any(one.word == "state" for one in found):
            # "New York, NY" is a place in the state; the capital of the nation is both.
            found = [
                one
                for one in found
                if one.government.kind != "state" or one.government.geoid == "11"
            ]
        usual = frozenset(one.government.geoid for one in found)
        change = find_change(words, state, case.hint, self.gazetteer, usual)
        if change:
            case.notes.append(change.reason)
            if not change.settled:
                case.doubts.append("")
            found = change.candidates if change.settled else join([change.candidates, found])
        if phrase.within:
            found = within(found, phrase.within, state, self.gazetteer)
        for other in phrase.others:
            agency = read_agency(split_words(other))
            if agency and not agency.place:  # "Santa Clara County (Sheriff's Office)"
                case.is_agency = True
                continue
            more = find_candidates(split_words(other), state, self.gazetteer, default)
            found = join([found, more])
            if not more and found:
                case.doubts.append(f"Nothing is known of '{other}', which the name says too.")
        return found

    def _search_agency(
        self, phrases: list[Phrase], case: Case
    ) -> tuple[list[Candidate], Resolution | None]:
        for phrase in phrases:
            own = split_words(phrase.text)
            for state in self._scope(phrase, case):
                known = find_agency(own, state, self.gazetteer)
                if known:
                    case.is_agency = True
                    case.notes.append(known.reason)
                    case.hint = Hint()
                    return known.candidates, None
        for phrase in phrases:
            read = read_agency(split_words(" ".join((phrase.text, *phrase.others))))
            if read is None:
                continue
            case.is_agency, case.default = True, read.word
            if not read.place and not phrase.within:
                state = phrase.state or case.state
                if read.word == "state" and state:
                    case.hint = Hint()
                    return [Candidate(self.gazetteer.governments[state], LITERAL, "state")], None
                return [], Resolution(
                    "no-match", kind="agency", reason="The agency's name has no place in it."
                )
            place = " ".join(read.place) or phrase.within
            inner = [
                Phrase(one.text, one.state or phrase.state, phrase.within if read.place else "",
                       is_sure=one.is_sure and phrase.is_sure)
                for one in read_phrase(place, self.states)
            ]  # fmt: skip
            found = self._search(inner, case, read.word)
            if found:
                return found, None
            return [], self._near(inner, case)
        return [], None

    def _near(self, phrases: list[Phrase], case: Case) -> Resolution:
        proposal = propose(phrases, case.state, case.hint, case.default, self.gazetteer)
        kind = "agency" if case.is_agency else ""
        if not proposal.candidates:
            return Resolution(
                "no-match",
                kind=kind,
                reason=explain_absence(phrases, case.state, self.gazetteer),
            )
        case.notes.append(proposal.reason)
        case.score = proposal.score
        if not proposal.is_sure:
            case.doubts.append("")
        return self._decide(list(proposal.candidates), case)

    def _decide(self, found: list[Candidate], case: Case) -> Resolution:
        left = narrow(found, case.hint)
        if not left:
            left = found
            case.doubts.append(
                f"The list says '{case.hint.said}', but the name fits "
                f"{list_names(found, self.gazetteer)}."
            )
            case.is_explained = True
        kept = {one.government.union for one in left}
        dropped = [one for one in found if one.government.union not in kept]
        if dropped:
            case.notes.append(
                f"The list says '{case.hint.said}', so not {list_names(dropped, self.gazetteer)}."
            )
        chosen = choose(left, case.hint, case.default)
        weak = all(one.is_weak for one in left)
        if weak and not case.hint.words:
            case.doubts.append("A bare name seldom means a township.")
        codes = tuple(one.government.geoid for one in left)
        kinds = {one.government.kind for one in left}
        governments = len({one.government.union for one in left})
        if chosen is None or case.doubts:
            reasons = [*case.notes, *(doubt for doubt in case.doubts if doubt)]
            if case.is_explained:
                pass
            elif chosen is None:
                reasons.append(
                    f"The name fits {governments} governments: {list_names(left, self.gazetteer)}."
                )
            elif not any(self.gazetteer.describe(chosen) in reason for reason in reasons):
                reasons.append(f"It may be {self.gazetteer.describe(chosen)}.")
            return Resolution(
                "ambiguous",
                kind="agency" if case.is_agency else kinds.pop() if len(kinds) == 1 else "",
                candidates=codes,
                score=max(1, min(case.score, 90 if case.doubts else 100) // governments),
                reason=" ".join(dict.fromkeys(reasons)),
                is_settled_by_choice=not case.doubts,
            )
        return self._match(left, case, codes)

    def _match(self, left: list[Candidate], case: Case, codes: tuple[str, ...]) -> Resolution:
        chosen = choose(left, case.hint, case.default)
        assert chosen is not None
        full = self.gazetteer.describe(chosen)
        loose = all(one.level < LITERAL for one in left)
        reasons = list(case.notes)
        if not reasons:
            reasons.append(f"The name is that of {full}.")
        elif not any(full in reason for reason in reasons):
            reasons.append(f"It is {full}.")
        if len(codes) > 1:
            reasons.append("It is a city and a county in one, with a code for each.")
        score = case.score
        if not case.has_state and chosen.kind != "state":
            score = min(score, 95)
        if loose and chosen.kind != "state":
            reasons.append(f"It is a {_SPOKEN.get(chosen.word, chosen.word)} by law.")
            score = min(score, 90)
        return Resolution(
            "match",
            geoid=chosen.geoid,
            kind="agency" if case.is_agency else chosen.kind,
            candidates=codes,
            score=score,
            reason=" ".join(dict.fromkeys(reasons)),
        )
