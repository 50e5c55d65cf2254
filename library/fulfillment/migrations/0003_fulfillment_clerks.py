from django.db import migrations

GROUP = "Fulfillment clerks"

# app label, model, what its members may do
GRANTS = [
    ("wagtailadmin", "admin", ["access_admin"]),
    ("orders", "order", ["view_order", "approve_order", "decline_order", "cancel_order"]),
    ("orders", "orderline", ["view_orderline"]),
    ("orders", "recipient", ["view_recipient"]),
    ("fulfillment", "shipment", ["view_shipment", "add_shipment", "change_shipment"]),
    ("inventory", "stockitem", ["view_stockitem", "add_stockitem", "change_stockitem"]),
    ("inventory", "movement", ["view_movement", "add_movement"]),
]


def create_group(apps, schema_editor):
    # Permissions are made after the last migration; on a fresh database they are not there yet,
    # so the ones needed are made here, as they would be made then.
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    group, _ = Group.objects.get_or_create(name=GROUP)
    for app_label, model, codenames in GRANTS:
        content_type, _ = ContentType.objects.get_or_create(app_label=app_label, model=model)
        for codename in codenames:
            permission, _ = Permission.objects.get_or_create(
                content_type=content_type,
                codename=codename,
                defaults={"name": "Can " + codename.replace("_", " ")},
            )
            group.permissions.add(permission)


def remove_group(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name=GROUP).delete()


class Migration(migrations.Migration):

    dependencies = [
        ("fulfillment", "0002_shipment_state_change"),
        ("orders", "0001_initial"),
        ("inventory", "0001_initial"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(create_group, remove_group)]
