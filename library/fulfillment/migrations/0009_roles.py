"""The groups of those who review, manage and audit orders and stock, beside the clerks'."""

from django.db import migrations

# app label, model: what may be done, as the beginning of the codename
SEEN = {
    ("wagtailadmin", "admin"): ["access_admin"],
    ("orders", "order"): ["view_order"],
    ("orders", "orderline"): ["view_orderline"],
    ("orders", "recipient"): ["view_recipient"],
    ("orders", "agency"): ["view_agency"],
    ("orders", "quantitylimit"): ["view_quantitylimit"],
    ("orders", "limitexemption"): ["view_limitexemption"],
    ("orders", "mailtext"): ["view_mailtext"],
    ("fulfillment", "shipment"): ["view_shipment"],
    ("fulfillment", "wave"): ["view_wave"],
    ("inventory", "stockitem"): ["view_stockitem"],
    ("inventory", "movement"): ["view_movement"],
}
DECIDED = {("orders", "order"): ["approve_order", "decline_order", "decide_review"]}
WORKED = {
    ("orders", "order"): ["approve_order", "decline_order", "cancel_order"],
    ("orders", "ordermail"): ["repeat_mail"],
    ("fulfillment", "shipment"): ["add_shipment", "change_shipment"],
    ("fulfillment", "wave"): ["add_wave", "change_wave"],
    ("inventory", "stockitem"): ["add_stockitem", "change_stockitem"],
    ("inventory", "movement"): ["add_movement"],
}
MANAGED = {
    ("orders", model): [f"{action}_{model}" for action in ("add", "change", "delete")]
    for model in ("agency", "quantitylimit", "limitexemption")
}
MANAGED |= {
    ("orders", "mailtext"): ["add_mailtext", "change_mailtext", "delete_mailtext"],
    ("orders", "addressaccess"): ["view_addressaccess"],
    ("jobs", "job"): ["view_job", "stop_job"],
}
AUDITED = {
    ("orders", "addressaccess"): ["view_addressaccess"],
    ("orders", "ordermail"): ["view_ordermail"],
    ("jobs", "job"): ["view_job"],
    ("distribution", "baselineentry"): ["view_baselineentry"],
}
CLERKS = "Fulfillment clerks"
ROLES = {
    "Reviewers": [SEEN, DECIDED],
    "Managers": [SEEN, DECIDED, WORKED, MANAGED],
    "Auditors": [SEEN, AUDITED],
    CLERKS: [SEEN, WORKED],
}


def grant(apps, schema_editor):
    # Permissions are made after the last migration; on a fresh database they are not there yet,
    # so the ones needed are made here, as they would be made then.
    content_types = apps.get_model("contenttypes", "ContentType").objects
    permissions = apps.get_model("auth", "Permission").objects
    for name, parts in ROLES.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        for (app_label, model), codenames in [pair for part in parts for pair in part.items()]:
            content_type, _ = content_types.get_or_create(app_label=app_label, model=model)
            for codename in codenames:
                permission, _ = permissions.get_or_create(
                    content_type=content_type,
                    codename=codename,
                    defaults={"name": "Can " + codename.replace("_", " ")},
                )
                group.permissions.add(permission)


def revoke(apps, schema_editor):
    names = [name for name in ROLES if name != CLERKS]
    apps.get_model("auth", "Group").objects.filter(name__in=names).delete()


class Migration(migrations.Migration):

    dependencies = [
        ("fulfillment", "0008_clerks_make_waves"),
        ("orders", "0013_review_permission"),
        ("jobs", "0001_initial"),
        ("distribution", "0001_initial"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
    ]

    operations = [migrations.RunPython(grant, revoke)]
