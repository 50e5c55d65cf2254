"""The public API, version 1: one router from each part that answers machines."""

from ninja import NinjaAPI

from library.distribution.api import router as distribution_router
from search.api import router as search_router

# The bundled documentation pages would load scripts from elsewhere; the schema itself is served.
api = NinjaAPI(title="Community Policing Resource Library", version="1", docs_url=None)
api.add_router("", distribution_router)
api.add_router("", search_router)
