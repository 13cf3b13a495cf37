"""Who takes part in a demonstration; invented people with addresses that exist nowhere."""

from dataclasses import dataclass

DEMO_PASSWORD = "demo-only-password"  # noqa: S105  printed on the screen, development only


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """A person in one role; managers get a partnership by its place in the alphabet."""

    email: str
    first_name: str
    last_name: str
    role: str
    groups: tuple[str, ...] = ()
    is_superuser: bool = False
    partnership_number: int | None = None


DEMO_PEOPLE = (
    DemoPerson("applicant@example.org", "Ana", "Applicant", "applicant"),
    DemoPerson(
        "manager-one@example.org",
        "Mara",
        "Manager",
        "manager of the first partnership",
        partnership_number=0,
    ),
    DemoPerson(
        "manager-two@example.org",
        "Milan",
        "Manager",
        "manager of the second partnership",
        partnership_number=1,
    ),
    DemoPerson("editor@example.org", "Edda", "Editor", "editor", groups=("Editors",)),
    DemoPerson("moderator@example.org", "Moritz", "Moderator", "moderator", groups=("Moderators",)),
    DemoPerson(
        "administrator@example.org",
        "Ada",
        "Administrator",
        "administrator",
        groups=("Administrators",),
        is_superuser=True,
    ),
)
