"""How the list is ordered and shown: what stands in the address as `sort` and `view`."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, TypeVar

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.listing import SHOWN_VALUE_LIMIT, LeftOut, ListQuery, clean_words

SORT: Final = "sort"
VIEW: Final = "view"

Member = TypeVar("Member", bound=StrEnum)


class Order(StrEnum):
    """The orders that a visitor can choose; the value is the parameter in the address."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    SOONEST = "soonest"
    FIT = "fit"

    @property
    def label(self) -> Promise:
        """What people read."""
        return ORDER_LABELS[self]


class View(StrEnum):
    """How much is shown of each offer; the value is the parameter in the address."""

    CARDS = "cards"
    COMPACT = "compact"

    @property
    def label(self) -> Promise:
        """What people read."""
        return VIEW_LABELS[self]


ORDER_LABELS = {
    Order.RELEVANCE: _("Best match"),
    Order.NEWEST: _("Newest"),
    Order.SOONEST: _("Soonest"),
    Order.FIT: _("Fits me"),
}
VIEW_LABELS = {View.CARDS: _("Cards"), View.COMPACT: _("Compact list")}


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The order and the view that an address asks for; without words nothing is a best match."""

    order: Order
    view: View
    left_out: tuple[LeftOut, ...] = ()

    @classmethod
    def parse(cls, parameters: QueryDict, *, has_words: bool) -> "Arrangement":
        """Read `request.GET`; what is not known is left out and told."""
        left_out: list[LeftOut] = []
        order = read(parameters, SORT, Order, left_out)
        if order is None or (order is Order.RELEVANCE and not has_words):
            order = default_order(has_words=has_words)
        view = read(parameters, VIEW, View, left_out) or View.CARDS
        return cls(order, view, tuple(left_out))

    @property
    def is_compact(self) -> bool:
        """Whether each offer is one line."""
        return self.view is View.COMPACT

    def without_fit(self, *, has_words: bool) -> "Arrangement":
        """The same for somebody of whom nothing is known that an offer could fit."""
        if self.order is not Order.FIT:
            return self
        return replace(self, order=default_order(has_words=has_words))

    def kept(self, *, has_words: bool) -> tuple[tuple[str, str], ...]:
        """What has to stand in an address for it: nothing for what would come anyway."""
        pairs = []
        if self.order is not default_order(has_words=has_words):
            pairs.append((SORT, self.order.value))
        if self.view is not View.CARDS:
            pairs.append((VIEW, self.view.value))
        return tuple(pairs)

    def kept_without_words(self) -> tuple[tuple[str, str], ...]:
        """The same once the words are gone, and with them the best match."""
        best = self.order is Order.RELEVANCE
        order = default_order(has_words=False) if best else self.order
        return replace(self, order=order).kept(has_words=False)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several ways to show the list, as a link."""

    label: str
    url: str
    is_current: bool


def default_order(*, has_words: bool) -> Order:
    """The order in which the list comes when nothing else is asked for."""
    return Order.RELEVANCE if has_words else Order.NEWEST


def read(
    parameters: QueryDict, name: str, kind: type[Member], left_out: list[LeftOut]
) -> Member | None:
    """The member that a parameter names; None, and noted, when there is none of this name."""
    text = clean_words(parameters.get(name, ""))
    try:
        return kind(text.casefold()) if text else None
    except ValueError:
        left_out.append(LeftOut(name, text[:SHOWN_VALUE_LIMIT]))
        return None


def offered_orders(*, has_words: bool, has_wish: bool) -> list[Order]:
    """The orders that make sense: a best match of words, a fit of what is known of a person."""
    missing = {Order.RELEVANCE: not has_words, Order.FIT: not has_wish}
    return [order for order in Order if not missing.get(order)]


def is_personal(parameters: QueryDict) -> bool:
    """Whether an address asks for the order of one person, whose list nobody may keep."""
    return Arrangement.parse(parameters, has_words=True).order is Order.FIT


def order_choices(query: ListQuery, current: Order, orders: Iterable[Order]) -> list[Choice]:
    """The orders as links that leave everything else as it is."""
    default = default_order(has_words=bool(query.q))
    return [
        Choice(
            str(order.label),
            address(query, SORT, "" if order is default else order),
            order is current,
        )
        for order in orders
    ]


def view_choices(query: ListQuery, current: View) -> list[Choice]:
    """The views as links that leave everything else as it is."""
    return [
        Choice(
            str(view.label),
            address(query, VIEW, "" if view is View.CARDS else view),
            view is current,
        )
        for view in View
    ]


def address(query: ListQuery, name: str, value: str) -> str:
    """The list with one parameter set to a value, or without it."""
    querystring = query.querystring(without=name, **({name: value} if value else {}))
    return f"?{querystring}"
