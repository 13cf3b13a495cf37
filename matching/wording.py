"""English words of the command for lists, reasons and figures; the record itself has none."""

from __future__ import annotations

from typing import Any

from matching.changes import Action
from matching.counterfactual import Counterfactual
from matching.criteria import POINTS
from matching.evaluation import Agreement, Quality
from matching.explanation import Direction, Explanation, Part
from matching.kernels import State
from matching.lists import Listing

_ACTIONS = {Action.ADD: "add", Action.REMOVE: "take away", Action.SET: "answer"}
_DIRECTIONS = {
    Direction.VISITOR_TO_HOST: "What the visitor wants, and the host has",
    Direction.HOST_TO_VISITOR: "What the host wants, and the visitor has",
}
_STATES = {
    State.NOT_ANSWERED: "not answered",
    State.OTHER_NOT_ANSWERED: "not answered by the other side",
    State.NO_PREFERENCE: "no preference",
}


def points(score: int) -> str:
    """A score out of a hundred, with one decimal, rounded down."""
    tenths = score * 1_000 // POINTS
    return f"{tenths // 10}.{tenths % 10}"


def listing(found: Listing) -> str:
    """A list as a table."""
    role = found.asker_role.counterpart.value
    lines = [f"Best {role}s for {found.asker} ({found.criteria_version})"]
    lines.extend(
        f"{entry.rank:>4}  {points(entry.score):>5}  {entry.identifier}"
        f"  (visitor {points(entry.visitor_score)}, host {points(entry.host_score)})"
        for entry in found.entries
    )
    if not found.entries:
        lines.append(f"      no {role} is possible")
    return "\n".join(lines)


def listing_as_plain(found: Listing) -> dict[str, Any]:
    """A list for JSON."""
    return {
        "asker": found.asker,
        "role": found.asker_role.value,
        "criteria": found.criteria_version,
        "entries": [entry._asdict() for entry in found.entries],
    }


def explanation(found: Explanation, change: Counterfactual | None, k: int) -> str:
    """Why a pair has its score, in lines."""
    heading = (
        f"{found.visitor} and {found.host}: {points(found.score)} of 100"
        f" ({found.fusion.value} mean of visitor {points(found.visitor_score)}"
        f" and host {points(found.host_score)}; {found.criteria_version})"
    )
    lines = [heading]
    for direction, title in _DIRECTIONS.items():
        lines.extend(("", title))
        lines.extend(_part(part) for part in found.parts if part.direction is direction)
    lines.extend(("", "Rules"))
    for outcome in found.rules:
        mark = {True: "yes", False: "NO", None: "open"}[outcome.holds]
        detail = ", ".join(f"{name} {value}" for name, value in outcome.detail.items())
        lines.append(f"  {mark:<4}  {outcome.rule.value}" + (f" ({detail})" if detail else ""))
    if change is not None:
        action = _ACTIONS[change.change.action]
        sentence = (
            f"Would be number {change.rank_after} of {k} with one changed answer of"
            f" {change.asker}: {change.change.field}: {action} {change.change.value}"
        )
        lines.extend(("", sentence))
    return "\n".join(lines)


def _part(part: Part) -> str:
    worth = f"{points(part.contribution):>5} of {points(part.weight):>5}"
    notes = []
    if part.state is not State.ANSWERED:
        notes.append(_STATES[part.state])
    if part.matched:
        notes.append("matches " + ", ".join(part.matched))
    if part.missing:
        notes.append("misses " + ", ".join(part.missing))
    if not notes:
        notes.append(f"{part.reached} of {part.of}")
    return f"  {worth}  {part.question}: " + "; ".join(notes)


def change_as_plain(change: Counterfactual | None) -> dict[str, Any] | None:
    """A changed answer for JSON."""
    if change is None:
        return None
    return {
        "field": change.change.field,
        "action": change.change.action.value,
        "value": change.change.value,
        "score_before": change.score_before,
        "score_after": change.score_after,
        "rank_after": change.rank_after,
    }


def agreement(found: Agreement, first: str, second: str, k: int) -> str:
    """How alike two sets of lists are, in lines."""
    return "\n".join(
        (
            f"{first} and {second}, first {k} places, {found.askers} visitors",
            f"  in both lists     {found.overlap:6.1%}",
            f"  order (Kendall)   {found.kendall:+6.3f}",
            f"  same first place  {found.same_first:6.1%}",
        )
    )


def quality(found: Quality, k: int) -> str:
    """How good lists are, in lines."""
    return "\n".join(
        (
            f"First {k} places, {found.askers} visitors with an accepted host",
            f"  nDCG             {found.ndcg:.3f}",
            f"  reciprocal rank  {found.reciprocal_rank:.3f}",
            f"  precision        {found.precision:.3f}",
            f"  recall           {found.recall:.3f}",
            f"  hosts shown      {found.coverage:.1%}",
            f"  inequality       {found.gini:.3f} (Gini of exposure)",
        )
    )
