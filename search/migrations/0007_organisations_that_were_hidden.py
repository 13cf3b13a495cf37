"""Changes nothing itself: after a migration of this app the table of what can be found is filled."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('exchanges', '0005_organisations_follow_consent'),
        ('search', '0006_looked_for'),
    ]

    operations = []
