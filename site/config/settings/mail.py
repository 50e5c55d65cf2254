"""How mail leaves, out of one EMAIL_URL such as smtp+tls://user:password@host:587."""

import environ


def mailers(email_url: str) -> dict[str, object]:
    """Return Django's MAILERS for a URL."""
    config = environ.Env.email_url_config(email_url)
    options = {
        "host": config["EMAIL_HOST"],
        "port": config["EMAIL_PORT"],
        "username": config["EMAIL_HOST_USER"],
        "password": config["EMAIL_HOST_PASSWORD"],
        "use_tls": config.get("EMAIL_USE_TLS", False),
        "use_ssl": config.get("EMAIL_USE_SSL", False),
    }
    smtp = config["EMAIL_BACKEND"].endswith("smtp.EmailBackend")
    return {"default": {"BACKEND": config["EMAIL_BACKEND"], "OPTIONS": options if smtp else {}}}
