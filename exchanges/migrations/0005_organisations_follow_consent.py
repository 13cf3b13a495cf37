"""Hides organisations that an acceptance made public though no host of theirs agreed to it."""

from django.db import migrations


def follow_consent(apps, schema_editor):
    """As exchanges.services.publicity does; of members of a partnership the register decides."""
    Organisation = apps.get_model("partnerships", "Organisation")
    Profile = apps.get_model("exchanges", "Profile")
    brought_in = Profile.objects.filter(application__answers__organisation="new")
    agreed = Profile.objects.filter(
        side="HOST", is_listed=True, application__status__in=["ACCEPTED", "PAUSED"]
    )
    organisations = Organisation.objects.filter(
        state="VERIFIED",
        memberships__isnull=True,
        pk__in=brought_in.values("application__organisation"),
    )
    keys = list(organisations.values_list("pk", flat=True))
    found = Organisation.objects.filter(pk__in=keys)
    found.update(follows_consent=True)
    found.exclude(pk__in=agreed.values("application__organisation")).update(state="ACCEPTED")


class Migration(migrations.Migration):

    dependencies = [
        ('exchanges', '0004_representatives'),
        ('partnerships', '0005_accepted_organisations'),
    ]

    operations = [
        migrations.RunPython(follow_consent, migrations.RunPython.noop),
    ]
