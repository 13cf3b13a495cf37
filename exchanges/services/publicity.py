"""Whether an organisation that an application brought in is shown to the public."""

from exchanges.domain import lifecycle
from exchanges.domain.eligibility import Side
from exchanges.models import Profile
from partnerships.models import Organisation, OrganisationState


def follow_consent(organisation: Organisation | None) -> None:
    """Show an organisation to the public as long as it agrees as a host, and no longer.

    The consent to the catalogue says of hosts that they stand in public, and of visitors that
    hosts see them: so a visitor alone is not public. Neither is who takes part no longer. Moved
    are only those whose state an acceptance set and nobody has set since; a member of a
    partnership stays public.
    """
    if organisation is None or not organisation.follows_consent:
        return
    # The organisation is the lock: of two applications, the second sees what the first changed.
    organisation.refresh_from_db(
        fields=["state", "follows_consent"],
        from_queryset=Organisation.objects.select_for_update(no_key=True),
    )
    if not organisation.follows_consent:
        return
    if agrees_as_host(organisation):
        state = OrganisationState.VERIFIED
    elif organisation.memberships.exists():
        return
    else:
        state = OrganisationState.ACCEPTED
    if organisation.state != state:
        organisation.state = state
        organisation.save(update_fields=["state"])


def agrees_as_host(organisation: Organisation) -> bool:
    """Whether one of its applications takes part as a host and agreed to the catalogue."""
    return (
        Profile.objects.of_side(Side.HOST)
        .filter(
            is_listed=True,
            application__organisation=organisation,
            application__status__in=lifecycle.IN_THE_PROGRAMME,
        )
        .exists()
    )
