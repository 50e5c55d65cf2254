"""Which texts are not kept."""

import pytest

from search.querylog.personal import looks_personal


@pytest.mark.parametrize(
    "text",
    [
        "jane.doe@example.org",
        "order of jane.doe@example.org please",
        "MAILTO:someone",
        "(202) 555-0143",
        "202-555-0143",
        "202.555.0143",
        "+1 202 555 0143",
        "call 202 555 0143 about burglary",
        "+49 30 901820 55",
        "2025550143",
        "123-45-6789",
        "123456789",
        "4111 1111 1111 1111",
        "born 04/17/1986",
        "1600 Pennsylvania Avenue",
        "12 N Main St Springfield IL",
        "45B Martin Luther King Blvd",
        "PO Box 12",
        "p.o. box 441",
        "https://library.example/orders/3f2504e0-4f89-41d3-9a0c-0305e82c3301/",
    ],
)
def test_what_looks_personal_is_told(text: str) -> None:
    assert looks_personal(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "burglary",
        "COPS-P273",
        "cops-p273-pub.pdf",
        "NCJ 155063",
        "155063",
        "978-0-16-091234-4",
        "ISBN 0-16-012345-6",
        "OCLC 1417668722",
        "(OCoLC)1417668722",
        "ocm12345678",
        "S/N 027-001-00099-9",
        "027-001-00099-9",
        "10.1000/182",
        "https://doi.org/10.1000/1234567890123",
        "J 1.14/8: 48/983",
        "911 calls on the street",
        "24 hour drug court",
        "5 step plan for street robbery",
        "21st century policing",
        "street robbery near transit stops",
        "2019 2020 annual report",
        "1994-2024",
        "speeding on residential streets",
    ],
)
def test_what_a_library_is_asked_is_kept(text: str) -> None:
    assert not looks_personal(text)
