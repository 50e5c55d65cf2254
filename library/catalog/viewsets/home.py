"""What an editor sees first: what is unfinished, and where she left off."""

from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component

from library.catalog.selectors.resources import unfinished_counts, worked_on_by


class CatalogPanel(Component):
    """Unfinished resources and the user's own last ones, on the admin's home page."""

    name = "catalog"
    order = 40
    template_name = "catalog/admin/home_panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:  # noqa: ANN401 - Wagtail's own signature
        """Return the counts with their lists' addresses, and the user's last resources."""
        every = reverse("wagtailsnippets_catalog_resource:list")
        counts = unfinished_counts()
        return {
            "counts": [
                ("never published or taken down", counts["drafts"], f"{every}?live=false"),
                (
                    "published with changes since",
                    counts["changed"],
                    f"{every}?live=true&has_unpublished_changes=true",
                ),
            ],
            "resources": worked_on_by(user=parent_context["request"].user),
        }
