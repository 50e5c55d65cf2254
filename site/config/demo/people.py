"""The demo's staff. Passwords are drawn at random once and kept under the runtime folder."""

import json
import secrets
from dataclasses import asdict, dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from config.env import ENV

SIGN_INS = ENV.library_var / "demo-sign-ins.json"
STAFF = (
    ("editor", "Editor", "Erin", "Editor", "Editors"),
    ("moderator", "Moderator", "Morgan", "Moderator", "Moderators"),
    ("clerk", "Fulfillment clerk", "Casey", "Clerk", "Fulfillment clerks"),
    ("reviewer", "Reviewer", "Riley", "Reviewer", "Reviewers"),
    ("manager", "Manager", "Max", "Manager", "Managers"),
    ("auditor", "Auditor", "Ari", "Auditor", "Auditors"),
)


@dataclass(frozen=True)
class SignIn:
    """How to sign in to the demo as one member of its staff."""

    role: str
    username: str
    password: str


def load_people() -> list[SignIn]:
    """Create the demo's staff with fresh passwords and note them in a file only the owner reads."""
    sign_ins = [_create(person) for person in STAFF]
    SIGN_INS.parent.mkdir(parents=True, exist_ok=True)
    SIGN_INS.touch(mode=0o600)
    SIGN_INS.write_text(json.dumps([asdict(sign_in) for sign_in in sign_ins]), encoding="utf-8")
    return sign_ins


def sign_ins() -> list[SignIn]:
    """Return the noted sign-ins; none where no demo was loaded into this runtime folder."""
    if not SIGN_INS.exists():
        return []
    return [SignIn(**entry) for entry in json.loads(SIGN_INS.read_text(encoding="utf-8"))]


def _create(person: tuple[str, str, str, str, str]) -> SignIn:
    username, role, first, last, group = person
    password = secrets.token_urlsafe(12)
    user = get_user_model().objects.create_user(
        username,
        email=f"{username}@library.example",
        password=password,
        first_name=first,
        last_name=last,
    )
    user.groups.add(Group.objects.get(name=group))
    return SignIn(role, username, password)
