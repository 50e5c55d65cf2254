"""Managers may start what the worker does every night: forgetting recipients that are due."""

from django.db import migrations

MANAGERS = "Managers"


def grant(apps, schema_editor):
    # On a fresh database the permission is not there yet: see 0009.
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="orders", model="recipient"
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename="anonymize_recipient",
        defaults={"name": "Can anonymize recipients that are due"},
    )
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=MANAGERS)
    group.permissions.add(permission)


class Migration(migrations.Migration):

    dependencies = [
        ("fulfillment", "0011_cycle_counts"),
        ("orders", "0015_anonymizing"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
