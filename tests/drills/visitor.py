"""Somebody who uses real web servers over HTTP as a browser does, with forms and cookies."""

import requests

from tests.accounts.browsing import PASSWORD, TOKEN

PATIENCE = 30


class Visitor:
    """One visitor, whom a proxy may send to another web server at any time."""

    def __init__(self) -> None:
        self.cookies = requests.Session()

    def open(self, server: str, path: str) -> requests.Response:
        """Load a page, and no other instead."""
        return self.cookies.get(
            server + path, headers={"Accept": "text/html"}, allow_redirects=False, timeout=PATIENCE
        )

    def token(self, server: str, path: str) -> str:
        """The token that the form of this page carries."""
        found = TOKEN.search(self.open(server, path).text)
        assert found, f"no form at {path}"
        return found[1]

    def post(self, server: str, path: str, **fields: str) -> requests.Response:
        """Send a form without loading its page first."""
        headers = {"Accept": "text/html", "Origin": server}
        return self.cookies.post(
            server + path, data=fields, headers=headers, allow_redirects=False, timeout=PATIENCE
        )

    def send(self, server: str, path: str, **fields: str) -> requests.Response:
        """Load the page at `path`, fill in its form and send it."""
        return self.post(server, path, csrf_token=self.token(server, path), **fields)

    def sign_in(self, server: str, email: str) -> None:
        """Give the password of every resident."""
        self.send(server, "/sign-in", email=email, password=PASSWORD)

    def is_signed_in(self, server: str) -> bool:
        """Whether this visitor's own pages open."""
        return self.open(server, "/profile").status_code == requests.codes.ok
