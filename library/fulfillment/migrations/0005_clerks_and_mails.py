from django.db import migrations


GROUP = "Fulfillment clerks"
GRANTS = [("mailtext", ["view_mailtext"]), ("ordermail", ["repeat_mail"])]


def grant(apps, schema_editor):
    # Permissions are made after the last migration; on a fresh database they are not there yet.
    group = apps.get_model("auth", "Group").objects.filter(name=GROUP).first()
    if group is None:
        return
    content_types = apps.get_model("contenttypes", "ContentType").objects
    permissions = apps.get_model("auth", "Permission").objects
    for model, codenames in GRANTS:
        content_type, _ = content_types.get_or_create(app_label="orders", model=model)
        for codename in codenames:
            permission, _ = permissions.get_or_create(
                content_type=content_type,
                codename=codename,
                defaults={"name": "Can " + codename.replace("_", " ")},
            )
            group.permissions.add(permission)


def revoke(apps, schema_editor):
    group = apps.get_model("auth", "Group").objects.filter(name=GROUP).first()
    if group:
        codenames = [codename for _, names in GRANTS for codename in names]
        group.permissions.remove(*group.permissions.filter(codename__in=codenames))


class Migration(migrations.Migration):

    dependencies = [
        ("fulfillment", "0004_returns_and_partial_cancellation"),
        ("orders", "0007_mails"),
    ]

    operations = [migrations.RunPython(grant, revoke)]
