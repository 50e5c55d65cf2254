"""An editor's colleague imports records of another catalog and finds them."""

import json
from pathlib import Path

from tests.journeys.walk import Walker, read_json, until


def test_imported_records_are_found_and_a_second_import_changes_nothing(
    walker: Walker, shared_data: Path
) -> None:
    file = str(shared_data / "marc" / "cops.mrc")
    first = json.loads(walker.library.manage("import_records", file, "--json").stdout)
    assert first["created"] > 90

    again = json.loads(walker.library.manage("import_records", file, "--json").stdout)
    assert (again["created"], again["changed"]) == (0, 0)
    assert again["unchanged"] == first["created"] + first["changed"] + first["unchanged"]

    address = f"{walker.library.url}/api/v1/search?q=precursor+chemicals&size=5"
    hit = until(
        lambda: next(
            (
                entry
                for entry in read_json(address)["hits"]
                if any(number["scheme"] == "control_number" for number in entry["identifiers"])
            ),
            None,
        )
    )
    page = walker.visit(hit["url"].removeprefix(walker.library.url))
    assert page.get_by_role("heading", level=1).inner_text().startswith(hit["title"][:30])
