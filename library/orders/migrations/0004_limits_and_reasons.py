import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0005_editors_and_moderators'),
        ('orders', '0003_hold_for_review'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='quantitylimit', name='one_limit_a_title_and_one_default'),
        migrations.RenameField('quantitylimit', 'copies_per_order', 'most'),
        migrations.CreateModel(
            name='LimitExemption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100)),
                ('agency_types', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('municipal', 'Municipal police'), ('sheriff', 'Sheriff’s office'), ('state', 'State agency'), ('tribal', 'Tribal agency'), ('campus', 'Campus or school police'), ('federal', 'Federal agency'), ('community', 'Community group'), ('education', 'School or university'), ('other', 'Other organization')], max_length=20), blank=True, default=list, help_text='Leave empty for all.', verbose_name='types of organization')),
                ('starts_on', models.DateField(blank=True, help_text='The first day, if there is one.', null=True)),
                ('ends_on', models.DateField(blank=True, help_text='The last day, if there is one.', null=True)),
            ],
            options={
                'ordering': ('name', 'id'),
            },
        ),
        migrations.AddField(
            model_name='order',
            name='delivery_point',
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name='order',
            name='justification',
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name='order',
            name='needed_by',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='quantitylimit',
            name='scope',
            field=models.CharField(choices=[('order_title', 'Copies of a title in one order'), ('order_copies', 'Copies in one order'), ('order_weight', 'Weight of one order'), ('agency_title', 'Copies of a title for one agency'), ('address_title', 'Copies of a title to one address')], default='order_title', max_length=20, verbose_name='what counts'),
        ),
        migrations.AddField(
            model_name='quantitylimit',
            name='shrinks_below_days',
            field=models.PositiveSmallIntegerField(blank=True, help_text='When the shelf lasts for fewer days than this, the limit shrinks in proportion.', null=True, verbose_name='shrinks below days of cover'),
        ),
        migrations.AddField(
            model_name='quantitylimit',
            name='window_days',
            field=models.PositiveSmallIntegerField(default=90, help_text='How far back the orders of an agency, or to an address, are counted.', validators=[django.core.validators.MinValueValidator(1)], verbose_name='days that count'),
        ),
        migrations.AlterField(
            model_name='quantitylimit',
            name='most',
            field=models.PositiveIntegerField(help_text='Copies; for the weight of an order, grams.'),
        ),
        migrations.AlterField(
            model_name='quantitylimit',
            name='resource',
            field=models.ForeignKey(blank=True, help_text='Leave empty for the limit of every other title.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='quantity_limits', to='catalog.resource', verbose_name='title'),
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(fields=['agency', 'placed_at'], name='orders_of_agency'),
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(fields=['delivery_point', 'placed_at'], name='orders_to_point'),
        ),
        migrations.AddConstraint(
            model_name='quantitylimit',
            constraint=models.UniqueConstraint(fields=('scope', 'resource'), name='one_limit_a_scope_and_title', nulls_distinct=False, violation_error_message='There is a limit of this kind for this title already.'),
        ),
        migrations.AddConstraint(
            model_name='quantitylimit',
            constraint=models.CheckConstraint(condition=models.Q(('resource', None), ('scope__in', ('order_title', 'agency_title', 'address_title')), _connector='OR'), name='only_limits_of_copies_name_a_title', violation_error_message='A limit of a whole order is not of one title.'),
        ),
        migrations.AddField(
            model_name='limitexemption',
            name='resources',
            field=models.ManyToManyField(blank=True, help_text='Leave empty for all.', related_name='+', to='catalog.resource', verbose_name='titles'),
        ),
        migrations.AddConstraint(
            model_name='limitexemption',
            constraint=models.CheckConstraint(condition=models.Q(('starts_on', None), ('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='exemption_ends_after_it_starts', violation_error_message='The last day comes before the first.'),
        ),
    ]
