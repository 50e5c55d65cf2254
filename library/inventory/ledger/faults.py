"""Why a verb was refused. Nothing has changed then."""


class InsufficientStock(Exception):
    """Fewer copies are there than a verb needs. Nothing was changed."""

    def __init__(self, *, resource_id: int, wanted: int, available: int) -> None:
        self.resource_id = resource_id
        self.wanted = wanted
        self.available = available
        super().__init__(f"{wanted} copies are needed and {available} can be used.")


class NotStocked(LookupError):
    """A resource has no place on the shelf; `open_item` gives it one."""

    def __init__(self, resource_id: int) -> None:
        self.resource_id = resource_id
        super().__init__("This resource has no stock item. Open one first.")


class MissingDocument(ValueError):
    """A movement must rest on a document: a delivery note, a shipment's number, a count sheet."""

    def __init__(self) -> None:
        super().__init__("Say which document this rests on.")


class NotExpected(Exception):
    """Copies cannot be received against this expected receipt: another title's, or closed."""

    def __init__(self, document: str) -> None:
        self.document = document
        super().__init__(
            f"Nothing more of this title is expected on {document}. "
            "Choose another expected receipt, or receive the copies without one."
        )
