from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0003_search_entries'),
    ]

    operations = [
        migrations.CreateModel(
            name='SynonymGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('expressions', models.CharField(help_text='Separated by commas, for example: AI, artificial intelligence', max_length=500, unique=True, verbose_name='expressions')),
            ],
            options={
                'verbose_name': 'search synonyms',
                'verbose_name_plural': 'search synonyms',
                'ordering': ['expressions'],
                'constraints': [models.CheckConstraint(condition=models.Q(('expressions', ''), _negated=True), name='search_synonyms_not_empty')],
            },
        ),
    ]
