"""Who works in the catalog's admin."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client


def member_of(group: str) -> User:
    user = User.objects.create_user(group.lower(), f"{group}@example.gov", "a long password")
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def editor(db: None) -> Client:
    client = Client()
    client.force_login(member_of("Editors"))
    return client


@pytest.fixture
def moderator(db: None) -> Client:
    client = Client()
    client.force_login(member_of("Moderators"))
    return client
