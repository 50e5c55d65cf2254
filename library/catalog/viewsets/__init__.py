"""The catalog's screens in the Wagtail admin.

Roles: Editors write resources and vocabularies and submit resources for review, with pictures and
documents. Moderators also approve, publish, schedule, unpublish, lock, unlock and delete. The
migration `editors_and_moderators` grants it.
"""
