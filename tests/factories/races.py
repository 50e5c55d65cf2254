"""Several people at the same moment, on real connections."""

import threading
from collections.abc import Callable

from django.db import connection


def race(*work: Callable[[], object]) -> list[object]:
    """Run the functions at the same moment; return what each returned or raised."""
    start = threading.Barrier(len(work))
    outcomes: list[object] = [None] * len(work)

    def run(place: int) -> None:
        try:
            start.wait()
            outcomes[place] = work[place]()
        except Exception as problem:  # noqa: BLE001 - the outcome under test
            outcomes[place] = problem
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(work))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
