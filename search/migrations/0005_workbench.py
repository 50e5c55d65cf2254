import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models


GROUPS = ("Editors", "Moderators")
GRANTS = [
    ("askedquery", ["view_askedquery"]),
    (
        "vocabularyentry",
        [f"{action}_vocabularyentry" for action in ("view", "add", "change", "delete", "publish")],
    ),
    ("judgedquery", [f"{action}_judgedquery" for action in ("view", "add", "change", "delete")]),
]


def grant(apps, schema_editor):
    # Permissions are made after the last migration; on a fresh database they are not there yet,
    # so the ones needed are made here, as they would be made then.
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    groups = [Group.objects.get_or_create(name=name)[0] for name in GROUPS]
    for model, codenames in GRANTS:
        content_type, _ = ContentType.objects.get_or_create(app_label="search", model=model)
        for codename in codenames:
            permission, _ = Permission.objects.get_or_create(
                content_type=content_type,
                codename=codename,
                defaults={"name": "Can " + codename.replace("_", " ")},
            )
            for group in groups:
                group.permissions.add(permission)


def revoke(apps, schema_editor):
    Permission = apps.get_model("auth", "Permission")
    codenames = [codename for _, names in GRANTS for codename in names]
    ours = Permission.objects.filter(content_type__app_label="search", codename__in=codenames)
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.remove(*ours)


def first_version(apps, schema_editor):
    apps.get_model("search", "VocabularyVersion").objects.create(pk=1)


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0005_editors_and_moderators'),
        ('search', '0004_words'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='JudgedQuery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(error_messages={'unique': 'This query is judged already: change its grades there.'}, help_text='As people type it.', max_length=200, unique=True)),
            ],
            options={
                'verbose_name_plural': 'judged queries',
                'db_table': 'search_judged_query',
                'ordering': ['text'],
            },
        ),
        migrations.CreateModel(
            name='VocabularyVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveBigIntegerField(default=0)),
            ],
            options={
                'db_table': 'search_vocabulary_version',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='AskedQuery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('text', models.CharField(max_length=200)),
                ('is_withheld', models.BooleanField(default=False)),
                ('filters', models.JSONField(default=dict)),
                ('total', models.PositiveIntegerField()),
                ('engine', models.CharField(max_length=20)),
                ('is_degraded', models.BooleanField(default=False)),
                ('is_corrected', models.BooleanField(default=False)),
                ('is_relaxed', models.BooleanField(default=False)),
                ('clicked_rank', models.PositiveSmallIntegerField(null=True)),
            ],
            options={
                'verbose_name_plural': 'asked queries',
                'db_table': 'search_asked_query',
                'default_permissions': ('view',),
                'indexes': [models.Index(fields=['asked_at'], name='search_asked_at')],
            },
        ),
        migrations.CreateModel(
            name='PromotedResource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField()),
                ('resource', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.resource')),
            ],
            options={
                'db_table': 'search_promoted_resource',
                'ordering': ['place'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='QueryDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked', models.PositiveIntegerField()),
                ('without_results', models.PositiveIntegerField()),
                ('without_click', models.PositiveIntegerField()),
                ('rank_sum', models.PositiveIntegerField()),
                ('day', models.DateField()),
                ('text', models.CharField(max_length=200)),
            ],
            options={
                'db_table': 'search_query_day',
                'default_permissions': (),
                'indexes': [models.Index(fields=['text', 'day'], name='search_text_by_day')],
                'constraints': [models.UniqueConstraint(fields=('day', 'text'), name='search_one_query_day')],
            },
        ),
        migrations.CreateModel(
            name='QueryPeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked', models.PositiveIntegerField()),
                ('without_results', models.PositiveIntegerField()),
                ('without_click', models.PositiveIntegerField()),
                ('rank_sum', models.PositiveIntegerField()),
                ('days', models.PositiveSmallIntegerField()),
                ('text', models.CharField(max_length=200)),
            ],
            options={
                'db_table': 'search_query_period',
                'default_permissions': (),
                'indexes': [models.Index(models.F('days'), models.OrderBy(models.F('asked'), descending=True), models.F('text'), name='search_most_asked'), models.Index(models.F('days'), models.OrderBy(models.F('without_results'), descending=True), models.F('text'), condition=models.Q(('without_results__gt', 0)), name='search_most_without_results'), models.Index(models.F('days'), models.OrderBy(models.F('without_click'), descending=True), models.F('text'), condition=models.Q(('without_click', django.db.models.expressions.CombinedExpression(models.F('asked'), '-', models.F('without_results'))), ('without_click__gt', 0)), name='search_most_without_click')],
                'constraints': [models.UniqueConstraint(fields=('days', 'text'), name='search_one_query_period')],
            },
        ),
        migrations.CreateModel(
            name='SearchDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked', models.PositiveIntegerField()),
                ('without_results', models.PositiveIntegerField()),
                ('without_click', models.PositiveIntegerField()),
                ('rank_sum', models.PositiveIntegerField()),
                ('day', models.DateField()),
                ('withheld', models.PositiveIntegerField(default=0)),
                ('degraded', models.PositiveIntegerField(default=0)),
            ],
            options={
                'db_table': 'search_day',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('day',), name='search_one_day'), models.CheckConstraint(condition=models.Q(('without_results__lte', models.F('asked'))), name='search_day_agrees')],
            },
        ),
        migrations.CreateModel(
            name='VocabularyEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('synonym', 'Synonym'), ('alias', 'Alias'), ('promotion', 'Promotion')], max_length=20)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('retired', 'Retired')], default='draft', max_length=20)),
                ('texts', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200))),
                ('words', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list)),
                ('is_two_way', models.BooleanField(default=True)),
                ('closeness', models.CharField(choices=[('same', 'The same thing'), ('related', 'Something close to it')], default='same', max_length=20)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('replaces', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='search.vocabularyentry')),
                ('resources', models.ManyToManyField(through='search.PromotedResource', to='catalog.resource')),
            ],
            options={
                'verbose_name_plural': 'vocabulary entries',
                'db_table': 'search_vocabulary_entry',
                'ordering': ['-changed_at', '-pk'],
                'permissions': [('publish_vocabularyentry', 'Can publish vocabulary entry')],
            },
        ),
        migrations.AddField(
            model_name='promotedresource',
            name='entry',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='promoted', to='search.vocabularyentry'),
        ),
        migrations.CreateModel(
            name='Judgment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('grade', models.PositiveSmallIntegerField(choices=[(0, '0: does not answer'), (1, '1: touches on it'), (2, '2: answers'), (3, '3: the one to find')], default=2)),
                ('query', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='judgments', to='search.judgedquery')),
                ('resource', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.resource')),
            ],
            options={
                'db_table': 'search_judgment',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('query', 'resource'), name='search_judged_once', violation_error_message='A resource has one grade for a query.')],
            },
        ),
        migrations.AddConstraint(
            model_name='promotedresource',
            constraint=models.UniqueConstraint(fields=('entry', 'resource'), name='search_promoted_once'),
        ),
        migrations.RunPython(first_version, migrations.RunPython.noop),
        migrations.RunPython(grant, revoke),
    ]
