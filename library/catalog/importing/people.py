"""Who made a record's title, and what they did."""

from collections.abc import Iterator

from pymarc import Field

from library.catalog.enums import ContributorRole
from library.catalog.importing.fields import Fields, subfields, trimmed

_PERSON, _BODY, _MEETING = "00", "10", "11"
_NAME_PARTS = {_PERSON: "abcq", _BODY: "abn", _MEETING: "ancd"}
_WORK_TITLE = "t"
_DEFAULTS = {
    "100": ContributorRole.AUTHOR,
    "110": ContributorRole.CORPORATE_AUTHOR,
    "111": ContributorRole.CORPORATE_AUTHOR,
}
# Beginnings of relator terms and MARC relator codes. Terms are typed by hand: beginnings suffice.
_ROLES = (
    ("issu", ContributorRole.CORPORATE_AUTHOR),
    ("iss", ContributorRole.CORPORATE_AUTHOR),
    ("isb", ContributorRole.CORPORATE_AUTHOR),
    ("enacting", ContributorRole.CORPORATE_AUTHOR),
    ("editor", ContributorRole.EDITOR),
    ("edt", ContributorRole.EDITOR),
    ("compil", ContributorRole.EDITOR),
    ("com", ContributorRole.EDITOR),
    ("produc", ContributorRole.PRODUCER),
    ("pro", ContributorRole.PRODUCER),
    ("film director", ContributorRole.PRODUCER),
    ("present", ContributorRole.PRESENTER),
    ("narrat", ContributorRole.PRESENTER),
    ("nrt", ContributorRole.PRESENTER),
    ("speaker", ContributorRole.PRESENTER),
    ("spk", ContributorRole.PRESENTER),
    ("host", ContributorRole.PRESENTER),
    ("instruct", ContributorRole.PRESENTER),
)
_CODE_LENGTH = 3


def contributors_of(fields: Fields) -> Iterator[tuple[str, ContributorRole]]:
    """Yield name and role; a name that only heads a related work is not a contributor."""
    seen = set()
    for field in fields.all("100", "110", "111", "700", "710", "711"):
        if any(code == _WORK_TITLE for code, _value in field.subfields):
            continue
        name = trimmed(" ".join(subfields(field, _NAME_PARTS[field.tag[1:]])))
        contribution = (name, _role(field))
        if name and contribution not in seen:
            seen.add(contribution)
            yield contribution


def _role(field: Field) -> ContributorRole:
    """Return the first role that is one of ours; a body that writes is a corporate author."""
    is_body = field.tag[1:] != _PERSON
    default = _DEFAULTS.get(field.tag, ContributorRole.CONTRIBUTOR)
    for term in subfields(field, "j4" if field.tag[1:] == _MEETING else "e4"):
        word = term.strip(" .,").lower().rpartition("/")[2]
        if word in {"author", "aut", "joint author", "creator", "cre"}:
            return ContributorRole.CORPORATE_AUTHOR if is_body else ContributorRole.AUTHOR
        for start, role in _ROLES:
            if word == start or (len(start) > _CODE_LENGTH and word.startswith(start)):
                return role
        default = ContributorRole.CONTRIBUTOR
    return default
