"""Managers may start what the worker does every night, and decide about newer editions.

What the worker does is forgetting recipients that are due.
"""

from django.db import migrations

MANAGERS = "Managers"
# app label, model: codename and name
GRANTED = {
    ("orders", "recipient"): ("anonymize_recipient", "Can anonymize recipients that are due"),
    ("fulfillment", "editionchange"): ("add_editionchange", "Can add edition change"),
}


def grant(apps, schema_editor):
    # On a fresh database the permissions are not there yet: see 0009.
    content_types = apps.get_model("contenttypes", "ContentType").objects
    permissions = apps.get_model("auth", "Permission").objects
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=MANAGERS)
    for (app_label, model), (codename, name) in GRANTED.items():
        content_type, _ = content_types.get_or_create(app_label=app_label, model=model)
        permission, _ = permissions.get_or_create(
            content_type=content_type, codename=codename, defaults={"name": name}
        )
        group.permissions.add(permission)


class Migration(migrations.Migration):

    dependencies = [
        ("fulfillment", "0011_cycle_counts"),
        ("orders", "0015_anonymizing"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
