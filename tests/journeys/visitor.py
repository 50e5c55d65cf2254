"""A visitor without a browser: forms over HTTP, with cookies, as many visitors as wanted."""

import re
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from typing import Self
from urllib.parse import urlencode, urlsplit

DELIVERY = {
    "name": "Jordan Ames",
    "organization": "Cedar Hollow Police Department",
    "agency_type": "municipal",
    "email": "jordan.ames@agency.example",
    "street1": "12 Old Mill Road",
    "city": "Columbus",
    "state": "OH",
    "postal_code": "43215",
}
FOUND = 302


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    location: str
    text: str


@dataclass
class Visitor:
    """One visitor, known by cookies."""

    url: str
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._ask("GET", path, "")

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        """Send a form."""
        token = {"csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}
        return self._ask("POST", path, urlencode(fields | token))

    def twin(self) -> Self:
        """Return the same visitor once more: a second tab, or a second click."""
        return type(self)(self.url, dict(self.cookies))

    def fill_in(self, number: str, *, copies: int = 1, **delivery: str) -> str:
        """Go from a title's page to the last form; return the form's hidden key."""
        page = self.get(f"/resources/{number}/")
        page = self.get(page.location) if page.location else page
        resource = _value(page.text, "resource")
        self._goes_on("/basket/add/", {"resource": resource, "quantity": str(copies)})
        self.get("/order/delivery/")
        self._goes_on("/order/delivery/", DELIVERY | delivery)
        return _value(self.get("/order/check/").text, "key")

    def place(self, key: str) -> str:
        """Send the last form; return the address of the confirmation."""
        return self._goes_on("/order/check/", {"key": key})

    def _goes_on(self, path: str, fields: dict[str, str]) -> str:
        answer = self.post(path, fields)
        assert answer.status == FOUND, (path, answer.status, answer.text[:2000])
        return answer.location

    def _ask(self, method: str, path: str, body: str) -> Answer:
        address = urlsplit(self.url)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        with closing(HTTPConnection(address.hostname or "", address.port, timeout=60)) as line:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            text = answer.read().decode()
        for value in answer.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: each.value for name, each in SimpleCookie(value).items()}
        return Answer(answer.status, answer.headers.get("Location", ""), text)


def _value(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    assert found, f"No {name} in the page:\n{page[:2000]}"
    return found[1]
