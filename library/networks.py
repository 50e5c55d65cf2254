"""Where a request comes from, as far as a limit must know."""

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

_BITS = {4: 32, 6: 64}  # one household or office; IPv6 hands out addresses by the network


def network_of(request: HttpRequest) -> str:
    """Return the network of a request, "" where it cannot be told.

    Behind the proxy of production the last address of X-Forwarded-For is the proxy's own word;
    those before it are the client's.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        forwarded = request.headers.get("X-Forwarded-For", "")
        address = forwarded.rpartition(",")[2].strip() or address
    try:
        version = ip_address(address).version
        return str(ip_network(f"{address}/{_BITS[version]}", strict=False))
    except ValueError:
        return ""
