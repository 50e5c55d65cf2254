"""System checks of the wiring: what only shows when the parts are put together."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as Caution

from config.env import ROOT


@register
def check_assets(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """Third-party assets come from npm; without them every page is bare."""
    if (ROOT / "node_modules" / "@uswds" / "uswds" / "dist").is_dir():
        return []
    hint = "Run `make install`, or `npm ci` in the folder of package.json."
    return [Caution("The front-end assets are not installed.", hint=hint, id="config.W001")]


@register
def check_policies(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """Public pages must never be given an unsafe source, not even to get something to work."""
    policy: Mapping[str, Sequence[str]] = settings.SECURE_CSP
    sources = {source for values in policy.values() for source in values}
    unsafe = {source for source in sources if source.startswith("'unsafe-")}
    if not unsafe:
        return []
    message = f"SECURE_CSP lets public pages use {', '.join(sorted(unsafe))}."
    return [Error(message, hint="Give the element a nonce instead.", id="config.E001")]


@register
def check_uploads(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """Uploads inside the code's own folders would be served or committed by accident."""
    uploads = Path(settings.MEDIA_ROOT)
    code = [ROOT / name for name in ("library", "search", "media", "site", "templates")]
    if not any(uploads.is_relative_to(folder) for folder in code):
        return []
    message = f"MEDIA_ROOT ({uploads}) lies among the code."
    return [Error(message, hint="Keep it under LIBRARY_VAR.", id="config.E002")]
