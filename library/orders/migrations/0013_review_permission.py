from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('orders', '0012_notices'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='order',
            options={'ordering': ('placed_at', 'id'), 'permissions': [('approve_order', 'Can approve an order'), ('decline_order', 'Can decline an order'), ('cancel_order', 'Can cancel an order'), ('decide_review', 'Can decide an order that is in review')]},
        ),
    ]
