"""Single changed answers of one side, as values: what could be answered differently.

Facts about an organisation (country, type, sectors, region, maturity, languages, text) are not up
for change; wishes, offers and practical matters are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from enum import Enum
from typing import Any, NamedTuple

from matching.answers import DayRange, EcosystemWish, Mode, Role, day_of, join_spans
from matching.encoding import MODES, Encoded, Encoder
from matching.profile import Profile

COMPARED_FIELDS = {
    "topics": "topics",
    "technologies": "technologies",
    "activities": "activities",
    "seeks": "offers",
    "offers": "seeks",
}
"""Answers that can change, and the field of the other side they are compared with."""


class Action(Enum):
    """What happens to an answer."""

    ADD = "add"
    REMOVE = "remove"
    SET = "set"


class Change(NamedTuple):
    """One changed answer. `value` is an option, a whole number, or days as "first..last"."""

    field: str
    action: Action
    value: str | int


def possible_changes(
    encoder: Encoder, asker: Encoded, other: Encoded
) -> Iterator[tuple[Change, Encoded]]:
    """Changes of the asker's answers that could make it fit the other better.

    Days are added as the other's whole periods, as it would be asked of a person: a part of a
    period can suit the pair just as well, but there are too many parts to try them all.
    """
    yield from _options(encoder, asker, other)
    yield from _wishes(encoder, asker, other)
    yield from _practical_matters(asker, other)
    for place, name in enumerate(encoder.criteria.scales):
        value = other.scales[place]
        if value is not None and value != asker.scales[place]:
            scales = (*asker.scales[:place], value, *asker.scales[place + 1 :])
            change = Change(f"scales.{name}", Action.SET, value)
            yield change, asker._replace(scales=scales)


def changed_profile(profile: Profile, change: Change) -> Profile:
    """The profile with one answer changed."""
    name, _, part = change.field.partition(".")
    value = change.value
    if name == "availability":
        first, last = str(value).split("..")
        days = DayRange(date.fromisoformat(first), date.fromisoformat(last))
        return replace(profile, availability=(*profile.availability, days))
    if name == "scales":
        return replace(profile, scales={**profile.scales, part: int(value)})
    if name == "choices":
        options = profile.choices.get(part, frozenset())
        return replace(profile, choices={**profile.choices, part: _edited(options, change)})
    if change.action is Action.SET:
        kind = {"mode": Mode, "ecosystem": EcosystemWish}.get(name)
        answer: Any = kind(value) if kind else value
    else:
        answer = _edited(getattr(profile, name), change)
    return replace(profile, **{name: answer})


def _edited(options: frozenset[str], change: Change) -> frozenset[str]:
    one = {str(change.value)}
    return options | one if change.action is Action.ADD else options - one


def _with_mask(asker: Encoded, slot: int, mask: int) -> Encoded:
    return asker._replace(masks=(*asker.masks[:slot], mask, *asker.masks[slot + 1 :]))


def _options(encoder: Encoder, asker: Encoded, other: Encoded) -> Iterator[tuple[Change, Encoded]]:
    compared = {**COMPARED_FIELDS, **{name: name for name in encoder.choices}}
    for name, counterpart in compared.items():
        if name not in encoder.slots:
            continue
        slot = encoder.slots[name]
        own, theirs = asker.masks[slot], other.masks[encoder.slots[counterpart]]
        vocabulary = encoder.vocabularies[slot]
        field = f"choices.{name}" if name in encoder.choices else name
        edits = ((Action.ADD, theirs & ~own), (Action.REMOVE, own & ~theirs))
        for action, options in edits:
            for option in vocabulary.names[options]:
                # A specialisation also chose what it belongs to; taking it back is ambiguous.
                if action is Action.REMOVE and option in vocabulary.parents:
                    continue
                chosen = {*vocabulary.names[own]} ^ {option}
                mask = vocabulary.mask(chosen)
                if mask != own:
                    yield Change(field, action, option), _with_mask(asker, slot, mask)


def _wishes(encoder: Encoder, asker: Encoded, other: Encoded) -> Iterator[tuple[Change, Encoded]]:
    for kind, place in (("countries", other.country), ("types", other.organisation_type)):
        preferred, excluded = encoder.slots[f"preferred_{kind}"], encoder.slots[f"excluded_{kind}"]
        bit = 1 << place
        name = encoder.vocabularies[preferred].options[place]
        if asker.masks[excluded] & bit:
            changed = _with_mask(asker, excluded, asker.masks[excluded] ^ bit)
            yield Change(f"excluded_{kind}", Action.REMOVE, name), changed
        elif asker.masks[preferred] and not asker.masks[preferred] & bit:
            changed = _with_mask(asker, preferred, asker.masks[preferred] | bit)
            yield Change(f"preferred_{kind}", Action.ADD, name), changed
    for number, wish in enumerate(EcosystemWish, start=1):
        if number != asker.wish:
            yield Change("ecosystem", Action.SET, wish.value), asker._replace(wish=number)


def _practical_matters(asker: Encoded, other: Encoded) -> Iterator[tuple[Change, Encoded]]:
    for mode in Mode:
        if MODES[mode] != asker.mode:
            yield Change("mode", Action.SET, mode.value), asker._replace(mode=MODES[mode])
    if other.length and other.length != asker.length:
        yield Change("length", Action.SET, other.length), asker._replace(length=other.length)
    if asker.role is Role.VISITOR and 0 < other.capacity < asker.capacity:
        changed = asker._replace(capacity=other.capacity)
        yield Change("group_size", Action.SET, other.capacity), changed
    if asker.role is Role.HOST and other.capacity > asker.capacity:
        changed = asker._replace(capacity=other.capacity)
        yield Change("places", Action.SET, other.capacity), changed
    for first, last in other.spans:
        spans = join_spans((*asker.spans, (first, last)))
        if spans != asker.spans:
            days = f"{day_of(first).isoformat()}..{day_of(last).isoformat()}"
            yield Change("availability", Action.ADD, days), asker._replace(spans=spans)
