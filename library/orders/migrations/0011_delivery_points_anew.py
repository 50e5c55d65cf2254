from django.db import migrations

from library.orders.addresses import Address, delivery_point

PARTS = ("street1", "street2", "city", "state", "postal_code")
BATCH = 1_000


def write_points_anew(apps, schema_editor):
    """Limits go on counting over the rules of writing addresses that changed meanwhile.

    An order whose address is gone keeps the point it has.
    """
    Order = apps.get_model("orders", "Order")
    orders = Order.objects.filter(recipient__anonymized_at=None).exclude(recipient__street1="")
    batch = []
    for order in orders.select_related("recipient").order_by("pk").iterator(BATCH):
        parts = {part: getattr(order.recipient, part) for part in PARTS}
        order.delivery_point = delivery_point(Address(**parts))
        batch.append(order)
        if len(batch) == BATCH:
            Order.objects.bulk_update(batch, ["delivery_point"])
            batch = []
    Order.objects.bulk_update(batch, ["delivery_point"])


class Migration(migrations.Migration):

    dependencies = [
        ('orders', '0010_agency_directory'),
    ]

    operations = [
        migrations.RunPython(write_points_anew, migrations.RunPython.noop, elidable=True),
    ]
