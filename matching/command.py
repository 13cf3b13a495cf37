"""`python -m matching rank | explain | compare | evaluate`, over JSON or CSV files.

Without files it works on the small shipped sample, so that every command can be tried at once.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn, TextIO

from matching import wording
from matching.answers import Role
from matching.counterfactual import bring_in
from matching.criteria import Criteria
from matching.criteria_file import read_criteria
from matching.errors import MatchingError, RequestError
from matching.evaluation import Gains, agreement, quality
from matching.matcher import Matcher
from matching.pilot import pilot_criteria
from matching.profile_files import Decision, read_decisions, read_profiles

SAMPLE = Path(__file__).parent / "sample"
WRONG_INPUT = 2


class _Parser(argparse.ArgumentParser):
    """Raises instead of ending the process, so that `main` can be called."""

    def error(self, message: str) -> NoReturn:
        raise RequestError("arguments", self.prog, message)


def main(arguments: Sequence[str], out: TextIO, err: TextIO) -> int:
    """Run one command; 0 if it worked, 2 if something given to it was wrong."""
    try:
        options = _parser().parse_args(arguments)
        text = options.run(options)
    except MatchingError as error:
        print(f"error: {error}", file=err)
        return WRONG_INPUT
    print(text, file=out)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m matching", description="Rank and explain exchanges.")
    commands = parser.add_subparsers(required=True, metavar="rank|explain|compare|evaluate")
    shared = _Parser(add_help=False)
    shared.add_argument("--visitors", type=Path, default=SAMPLE / "visitors.csv")
    shared.add_argument("--hosts", type=Path, default=SAMPLE / "hosts.json")
    shared.add_argument("--criteria", type=Path, help="JSON over the pilot's criteria")
    shared.add_argument("--top", type=int, default=10, metavar="K")
    shared.add_argument("--json", action="store_true", help="JSON instead of text")

    def add(name: str, run: Any, text: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, parents=[shared], help=text, description=text)
        command.set_defaults(run=run)
        return command

    rank = add("rank", _rank, "The best counterparts of one profile, or of all visitors.")
    side = rank.add_mutually_exclusive_group()
    side.add_argument("--visitor", metavar="ID")
    side.add_argument("--host", metavar="ID")
    _add_weights(rank)
    explain = add("explain", _explain, "Why a pair has its score.")
    explain.add_argument("--visitor", required=True, metavar="ID")
    explain.add_argument("--host", required=True, metavar="ID")
    _add_weights(explain)
    compare = add("compare", _compare, "How much other weights or criteria change the lists.")
    compare.add_argument("--with", dest="other", type=Path, metavar="CRITERIA")
    _add_weights(compare)
    evaluate = add("evaluate", _evaluate, "How well the lists agree with logged decisions.")
    evaluate.add_argument("--decisions", type=Path, default=SAMPLE / "decisions.csv")
    return parser


def _add_weights(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--weight",
        action="append",
        default=[],
        metavar="QUESTION=N",
        help="another weight; may be given several times",
    )


def _weights(options: argparse.Namespace) -> dict[str, int]:
    weights = {}
    for text in options.weight:
        name, _, number = text.partition("=")
        try:
            weights[name] = int(number)
        except ValueError:
            raise RequestError("--weight", text, "is not written as QUESTION=N") from None
    return weights


def _criteria(options: argparse.Namespace) -> Criteria:
    start = pilot_criteria()
    return read_criteria(options.criteria, start) if options.criteria else start


def _matcher(options: argparse.Namespace, criteria: Criteria) -> Matcher:
    matcher = Matcher(criteria)
    for role, path in ((Role.HOST, options.hosts), (Role.VISITOR, options.visitors)):
        matcher.add(read_profiles(path, role, matcher.encoder.encode))
    return matcher


def _lists(matcher: Matcher, k: int) -> dict[str, tuple[str, ...]]:
    return {
        visitor: matcher.rank(visitor, k).identifiers
        for visitor in matcher.identifiers(Role.VISITOR)
    }


def _rank(options: argparse.Namespace) -> str:
    matcher = _matcher(options, _criteria(options))
    role = Role.HOST if options.host else Role.VISITOR
    chosen = options.host or options.visitor
    askers = (chosen,) if chosen else matcher.identifiers(Role.VISITOR)
    weights = _weights(options)
    listings = [matcher.rank_for(role, asker, options.top, weights=weights) for asker in askers]
    if options.json:
        return _json([wording.listing_as_plain(listing) for listing in listings])
    return "\n\n".join(wording.listing(listing) for listing in listings)


def _explain(options: argparse.Namespace) -> str:
    matcher = _matcher(options, _criteria(options))
    weights = _weights(options)
    (found,) = matcher.explain(Role.VISITOR, options.visitor, (options.host,), weights=weights)
    change = bring_in(
        matcher, Role.VISITOR, options.visitor, options.host, options.top, weights=weights
    )
    if options.json:
        return _json({**found.as_plain(), "brought_in_by": wording.change_as_plain(change)})
    return wording.explanation(found, change, options.top)


def _compare(options: argparse.Namespace) -> str:
    criteria = _criteria(options)
    other = read_criteria(options.other, criteria) if options.other else criteria
    weights = _weights(options)
    if weights:
        other = other.weighted(f"{other.version}+", weights)
    if other == criteria:
        problem = "give --with or --weight, so that there is something to compare"
        raise RequestError("arguments", "compare", problem)
    before = _lists(_matcher(options, criteria), options.top)
    after = _lists(_matcher(options, other), options.top)
    found = agreement(before, after, options.top)
    if options.json:
        return _json(found._asdict())
    return wording.agreement(found, criteria.version, other.version, options.top)


def _evaluate(options: argparse.Namespace) -> str:
    matcher = _matcher(options, _criteria(options))
    gains = _gains(matcher, options.decisions)
    found = quality(
        _lists(matcher, options.top), gains, matcher.identifiers(Role.HOST), options.top
    )
    if options.json:
        return _json(found._asdict())
    return wording.quality(found, options.top)


def _gains(matcher: Matcher, path: Path) -> Gains:
    known = {role: {*matcher.identifiers(role)} for role in Role}

    def check(decision: Decision) -> None:
        for role, identifier in ((Role.VISITOR, decision.visitor), (Role.HOST, decision.host)):
            if identifier not in known[role]:
                problem = f"there is no {role.value} of this name"
                raise RequestError(role.value, identifier, problem)

    gains: dict[str, dict[str, float]] = {}
    for decision in read_decisions(path, check):
        gains.setdefault(decision.visitor, {})[decision.host] = decision.gain
    return gains


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)
