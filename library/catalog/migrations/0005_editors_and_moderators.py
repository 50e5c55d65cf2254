"""What Editors and Moderators may do with the catalog, and the review that resources pass."""

from django.db import migrations

VOCABULARIES = ("topic", "audience", "language", "series")
EDITORS = [
    ("resource", "add"),
    ("resource", "change"),
    ("resource", "view"),
    *((model, action) for model in VOCABULARIES for action in ("add", "change", "view")),
]
MODERATORS = [
    *EDITORS,
    *(("resource", action) for action in ("delete", "publish", "lock", "unlock")),
    *((model, "delete") for model in VOCABULARIES),
]
WORKFLOW = "Moderators approval"


def grant(apps, schema_editor):
    # Permissions are made after the last migration; on a fresh database they are not there yet,
    # so the ones needed are made here, as they would be made then.
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    for name, grants in (("Editors", EDITORS), ("Moderators", MODERATORS)):
        group, _ = Group.objects.get_or_create(name=name)
        for model, action in grants:
            content_type, _ = ContentType.objects.get_or_create(app_label="catalog", model=model)
            permission, _ = Permission.objects.get_or_create(
                content_type=content_type,
                codename=f"{action}_{model}",
                defaults={"name": f"Can {action} {model}"},
            )
            group.permissions.add(permission)


def revoke(apps, schema_editor):
    Permission = apps.get_model("auth", "Permission")
    for group in apps.get_model("auth", "Group").objects.filter(name__in=("Editors", "Moderators")):
        group.permissions.remove(*Permission.objects.filter(content_type__app_label="catalog"))


def assign_workflow(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    content_type, _ = ContentType.objects.get_or_create(app_label="catalog", model="resource")
    workflow = (
        Workflow.objects.filter(active=True, name=WORKFLOW).first()
        or Workflow.objects.filter(active=True).first()
    )
    if workflow:
        apps.get_model("wagtailcore", "WorkflowContentType").objects.get_or_create(
            content_type=content_type, defaults={"workflow": workflow}
        )


def release_workflow(apps, schema_editor):
    apps.get_model("wagtailcore", "WorkflowContentType").objects.filter(
        content_type__app_label="catalog", content_type__model="resource"
    ).delete()


class Migration(migrations.Migration):

    dependencies = [
        ("catalog", "0004_number_and_slug"),
        ("wagtailcore", "0098_apitoken"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(grant, revoke),
        migrations.RunPython(assign_workflow, release_workflow),
    ]
