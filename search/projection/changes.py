"""Collects what a transaction touches, and projects it as the last act of that transaction.

Wagtail sends its signals before the rows of a page's children, tags and links are written, and a
transaction often touches a thing many times. So signals only note what was touched, and when the
outermost `transaction.atomic()` is about to commit, all of it is projected once, inside it: an
entry comes and goes with the change that it tells of, and a rollback leaves nothing.

Django has hooks after a commit and none before it; `project_before_commit` therefore wraps the
exit of its atomic blocks. Projecting last also keeps the projections of several transactions from
waiting for each other in a circle: none of them locks anything afterwards.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from types import TracebackType
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.transaction import Atomic

from search.projection.dependents import Touched
from search.projection.projected import Key
from search.projection.writing import project, take_turns

PROJECTED_AT_ONCE = 200

Exit = Callable[
    [Atomic, type[BaseException] | None, BaseException | None, TracebackType | None], None
]

# What the open transaction of each connection has touched.
_touched: WeakKeyDictionary[BaseDatabaseWrapper, Touched] = WeakKeyDictionary()


@contextmanager
def touching() -> Iterator[Touched]:
    """Note what was changed. Outside a transaction it is projected at once, in one of its own."""
    with transaction.atomic(savepoint=False):
        yield about_to_touch()


def about_to_touch() -> Touched:
    """Note what is going to be changed; after the change `touching` has to follow."""
    return _touched.setdefault(connections[DEFAULT_DB_ALIAS], Touched())


def project_touched() -> set[Key]:
    """Project now what this transaction has touched; which entries that changed.

    Also for those who read in the middle of a transaction that they changed something in.
    """
    touched = _touched.pop(connections[DEFAULT_DB_ALIAS], None)
    if not touched:
        return set()
    with transaction.atomic():
        # Before asking whom it concerns: what others have just committed counts too.
        take_turns()
        touched.settle()
        return project_all(pages=touched.pages, organisations=touched.organisations)


def project_all(*, pages: Collection[int], organisations: Collection[int]) -> set[Key]:
    """Project any number of things, some at a time; which entries changed."""
    changed: set[Key] = set()
    for some in portions(pages):
        changed |= project(pages=some)
    for some in portions(organisations):
        changed |= project(organisations=some)
    return changed


def portions(keys: Collection[int]) -> Iterator[list[int]]:
    """Keys in portions, in order."""
    ordered = sorted(keys)
    for start in range(0, len(ordered), PROJECTED_AT_ONCE):
        yield ordered[start : start + PROJECTED_AT_ONCE]


def project_before_commit() -> None:
    """Let every outermost atomic block project what it touched before it commits.

    The transaction that Django's test cases put around a test counts as none, so that in tests it
    is the block of the code under test that projects.
    """
    leave: Exit = Atomic.__exit__

    def project_and_leave(
        block: Atomic,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        connection = transaction.get_connection(block.using)
        if connection in _touched and is_outermost(block, connection):
            if exc_type is None and not connection.needs_rollback:
                try:
                    project_touched()
                except BaseException as error:
                    leave(block, type(error), error, error.__traceback__)
                    raise
            _touched.pop(connection, None)
        leave(block, exc_type, exc_value, traceback)

    Atomic.__exit__ = project_and_leave  # type: ignore[method-assign]


def is_outermost(block: Atomic, connection: BaseDatabaseWrapper) -> bool:
    """Whether leaving this block commits, or would if no test case were around it."""
    return [one for one in connection.atomic_blocks if not is_of_test_case(one)] == [block]


def is_of_test_case(block: Atomic) -> bool:
    """Whether a test case made the block, to roll the test back."""
    return bool(getattr(block, "_from_testcase", False))
