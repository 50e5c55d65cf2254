"""Figures of a benchmark: percentiles, ratios of interleaved rounds, and how they are told."""

import argparse
import json
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Figures = Mapping[str, float]


def arguments(about: str | None, **defaults: int | list[int]) -> argparse.Namespace:
    """Read the options of a benchmark: numbers with defaults, and --json."""
    parser = argparse.ArgumentParser(description=about)
    for name, value in defaults.items():
        nargs = "+" if isinstance(value, list) else None
        parser.add_argument(f"--{name.replace('_', '-')}", type=int, default=value, nargs=nargs)
    parser.add_argument("--json", action="store_true", help="one line for machines, nothing else")
    return parser.parse_args()


def seconds(act: Callable[[], object]) -> float:
    """Return how many seconds an act takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def percentiles(values: Sequence[float]) -> dict[str, float]:
    """Return median, 95th and 99th percentile."""
    cuts = statistics.quantiles(values, n=100, method="inclusive")
    return {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98]}


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Return the median over rounds of the ratio within a round: a slow moment meets both."""
    return statistics.median(a / b for a, b in zip(ours, theirs, strict=True))


@dataclass
class Report:
    """What a benchmark found, told as it comes or as one line of JSON at the end."""

    name: str
    as_json: bool

    def __post_init__(self) -> None:
        """Begin with nothing."""
        self.found: dict[str, object] = {"benchmark": self.name}

    def tell(self, what: str, figures: Figures, *, goal: str = "") -> None:
        """Keep figures under a name, and print them unless a machine reads."""
        self.found[what] = {name: round(value, 3) for name, value in figures.items()}
        if not self.as_json:
            shown = "  ".join(f"{name} {value:,.2f}" for name, value in figures.items())
            print(f"{what:44} {shown}{f'   goal {goal}' if goal else ''}", flush=True)

    def end(self) -> None:
        """Print the line for machines."""
        if self.as_json:
            print(json.dumps(self.found))
