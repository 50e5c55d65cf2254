"""The demo's judged queries fit its titles."""

from config.demo.tables import read_table


def test_queries_are_judged_on_titles_that_there_are() -> None:
    numbers = {row["product_number"] for row in read_table("resources")}
    rows = read_table("judged")
    assert len({row["text"] for row in rows}) == len(rows) >= 30
    for row in rows:
        grades = dict(given.split(":") for given in row["grades"].split())
        assert set(grades) <= numbers, row["text"]
        assert set(grades.values()) <= set("0123")
        assert "3" in grades.values()
