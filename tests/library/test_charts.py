"""A chart's geometry is true to its numbers."""

from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from library.charts import HEIGHT, WIDTH, lined, stacked

values = st.integers(-(10**6), 10**6)
columns = st.lists(
    st.tuples(st.just("c"), st.lists(st.tuples(st.sampled_from("abc"), values), max_size=4)),
    max_size=40,
)


def number(label: str) -> int:
    return int(label.replace(",", "").replace("\N{MINUS SIGN}", "-"))


@given(columns)
def test_bars_are_as_high_as_their_values_and_stay_inside(
    given_columns: list[tuple[str, list[tuple[str, int]]]],
) -> None:
    chart = stacked(given_columns)
    numbers = [value for _, parts in given_columns for _, value in parts if value]
    assert len(chart.bars) == len(numbers)
    lowest, highest = chart.grid[0], chart.grid[-1]
    span = number(highest.label) - number(lowest.label)
    unit = (lowest.at - highest.at) / span
    for bar, value in zip(chart.bars, numbers, strict=True):
        assert abs(bar.height - abs(value) * unit) < 0.03
        assert bar.x >= 0
        assert bar.x + bar.width <= WIDTH
        assert bar.y >= 0
        assert bar.y + bar.height <= HEIGHT + 0.02
        assert bar.height < 0.05 or (bar.y + bar.height <= chart.zero + 0.02) == (value > 0)


def test_parts_of_a_column_stand_on_each_other() -> None:
    chart = stacked([("2025", [("a", 30), ("b", 10), ("c", -20)])])
    first, second, below = chart.bars
    assert abs(first.y + first.height - chart.zero) < 0.02
    assert abs(second.y + second.height - first.y) < 0.02
    assert below.y == chart.zero


def test_grid_is_of_round_numbers_around_the_values() -> None:
    chart = stacked([("1996", [("a", 71_880)])])
    assert [mark.label for mark in chart.grid] == ["0", "20,000", "40,000", "60,000", "80,000"]


def test_labels_thin_out_before_they_collide() -> None:
    many = stacked([(str(1996 + n), [("a", 1)]) for n in range(31)])
    assert [mark.label for mark in many.columns][:3] == ["1996", "1998", "2000"]
    for (_, left), (_, right) in zip(
        *(groupby(marks, lambda mark: mark.at) for marks in (many.columns, many.columns[1:])),
        strict=False,
    ):
        assert next(right).at - next(left).at > 40


def test_a_chart_of_nothing_has_an_axis() -> None:
    chart = stacked([])
    assert chart.bars == ()
    assert chart.grid[0].label == "0"


def test_a_few_copies_back_do_not_open_a_grid_line_below_zero() -> None:
    few = stacked([("2025", [("out", 71_880), ("back", -5)])])
    many = stacked([("2025", [("out", 71_880), ("back", -30_000)])])
    assert [mark.label for mark in few.grid][:2] == ["0", "20,000"]
    assert [mark.label for mark in many.grid][:2] == ["\N{MINUS SIGN}20,000", "0"]


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=60))
def test_a_line_goes_through_its_values_and_stays_inside(counts: list[int]) -> None:
    chart = lined([str(n) for n in range(len(counts))], [("asked", counts), ("zero", [0])])
    lowest, highest = chart.grid[0], chart.grid[-1]
    unit = (lowest.at - highest.at) / (number(highest.label) - number(lowest.label))
    points = [tuple(map(float, point.split(","))) for point in chart.lines[0].points.split()]
    assert len(points) == len(counts)
    assert [x for x, _ in points] == sorted(x for x, _ in points)
    for (x, y), value in zip(points, counts, strict=True):
        assert chart.left < x < WIDTH
        assert 0 < y < HEIGHT
        assert abs(chart.zero - y - value * unit) < 0.05
