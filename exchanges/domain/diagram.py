"""Tells the lifecycle to readers: a diagram and tables of Markdown, made from the one table."""

from exchanges.domain.lifecycle import TABLE, ApplicationStatus, Role
from exchanges.domain.lifecycle_wording import ACTION_WORDING, GUARD_WORDING, STATUS_WORDING

ROLE_WORDING = {
    Role.APPLICANT: "applicant",
    Role.MANAGER: "manager",
    Role.ADMINISTRATOR: "support office",
}


def mermaid() -> str:
    """A state diagram in the language of Mermaid; actions that change no status are left out."""
    return "\n".join(
        [
            "stateDiagram-v2",
            *(f"  {status}: {words.for_staff}" for status, words in STATUS_WORDING.items()),
            f"  [*] --> {ApplicationStatus.DRAFT}",
            *(
                f"  {row.status} --> {row.next_status}: {ACTION_WORDING[row.action].button}"
                for row in TABLE
                if row.next_status is not row.status
            ),
        ]
    )


def markdown_table() -> str:
    """Every row of the table: what, who, what it needs, what comes of it, which mails go out."""
    lines = [
        "| in status | action | by | needs | then | mail to |",
        "|---|---|---|---|---|---|",
    ]
    for row in TABLE:
        roles = ", ".join(ROLE_WORDING[role] for role in Role if role in row.roles)
        needs = ", ".join(f"`{guard}`" for guard in GUARD_WORDING if guard in row.guards)
        mails = ", ".join(
            part
            for part in (
                f"applicant (`{row.mail_to_applicant}`)" if row.mail_to_applicant else "",
                f"partnership (`{row.mail_to_partnership}`)" if row.mail_to_partnership else "",
            )
            if part
        )
        lines.append(
            f"| {STATUS_WORDING[row.status].for_staff} | {ACTION_WORDING[row.action].button} "
            f"| {roles} | {needs or '–'} | {STATUS_WORDING[row.next_status].for_staff} "
            f"| {mails or '–'} |"
        )
    return "\n".join(lines)


def status_table() -> str:
    """Every status: its name to staff and to the applicant, and what the applicant does next."""
    lines = ["| status | to staff | to the applicant | next |", "|---|---|---|---|"]
    lines += [
        f"| `{status}` | {words.for_staff} | {words.for_applicant} | {words.next_step} |"
        for status, words in STATUS_WORDING.items()
    ]
    return "\n".join(lines)


def guard_table() -> str:
    """Every guard with what is said when it is not met."""
    lines = ["| needs | said when it is missing |", "|---|---|"]
    lines += [f"| `{guard}` | {words} |" for guard, words in GUARD_WORDING.items()]
    return "\n".join(lines)


def page() -> str:
    """The documentation page `docs/lifecycle.md`, whole."""
    return f"""# The life of an application

This page is made from `exchanges/domain/lifecycle.py`, the one table that services, pages, mails
and tests follow. After a change there: `make lifecycle`. A test compares the two.

```mermaid
{mermaid()}
```

## Statuses

{status_table()}

## What may be done, by whom

{markdown_table()}

## What an action may need

{guard_table()}
"""
