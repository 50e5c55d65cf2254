from django.db import migrations

GROUP = "Fulfillment clerks"
CODENAMES = ["view_wave", "add_wave", "change_wave"]


def grant(apps, schema_editor):
    # On a fresh database permissions are made after the last migration: see 0003.
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    group = apps.get_model("auth", "Group").objects.filter(name=GROUP).first()
    if group is None:
        return
    content_type, _ = ContentType.objects.get_or_create(app_label="fulfillment", model="wave")
    for codename in CODENAMES:
        permission, _ = Permission.objects.get_or_create(
            content_type=content_type,
            codename=codename,
            defaults={"name": "Can " + codename.replace("_", " ")},
        )
        group.permissions.add(permission)


def revoke(apps, schema_editor):
    apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="fulfillment", codename__in=CODENAMES
    ).delete()


class Migration(migrations.Migration):

    dependencies = [
        ("fulfillment", "0007_waves_and_scans"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(grant, revoke)]
