"""A link to a film that its filmmakers have put on the web."""

import re
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

import idna

from festival.kernel.invalid import Invalid

LONGEST = 2000

_SERVICES = MappingProxyType(
    {
        "vimeo.com": "Vimeo",
        "player.vimeo.com": "Vimeo",
        "youtube.com": "YouTube",
        "m.youtube.com": "YouTube",
        "youtube-nocookie.com": "YouTube",
        "youtu.be": "YouTube",
    }
)
_PRIVATE_ENDS = (
    "localhost",
    "local",
    "internal",
    "intranet",
    "lan",
    "home",
    "corp",
    "test",
    "invalid",
    "onion",
    "arpa",
)
_DEFAULT_PORTS = MappingProxyType({"http": 80, "https": 443})
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
_FORBIDDEN = re.compile(r"[\s\x00-\x1f\x7f\\<>\"`{}|^]")
_KEPT = "%!$&'()*+,;=:@/?-._~"  # delimiters and escapes that stand; everything else beyond ASCII is escaped


@dataclass(frozen=True)
class WebLink:
    """`url` as browsers send it (ASCII), `host` in its ASCII form, `service` a name for people or None."""

    url: str
    host: str
    service: str | None


def parse(text: str) -> WebLink:
    """Read the address of a public page; a bare `vimeo.com/1234` gets its https. Raises Invalid, `link_…`."""
    typed = text.strip()
    parts = _split(typed if _SCHEME.match(typed) else f"https://{typed}")
    if parts.scheme not in _DEFAULT_PORTS:
        raise Invalid("link_scheme", "A link begins with https:// or http://.")
    if parts.username is not None or parts.password is not None:
        raise Invalid("link_credentials", "Please leave the name and password out of the link.")
    host = _public_host(parts.hostname or "")
    port = _port(parts)
    place = host if port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{host}:{port}"
    path, query, fragment = (quote(part, safe=_KEPT) for part in (parts.path, parts.query, parts.fragment))
    url = urlunsplit((parts.scheme, place, path or "/", query, fragment))
    if len(url) > LONGEST:
        raise Invalid("link_too_long", "This link is longer than {limit} characters.", limit=LONGEST)
    return WebLink(url=url, host=host, service=_SERVICES.get(host.removeprefix("www.")))


def _split(address: str) -> SplitResult:
    if _FORBIDDEN.search(address):
        raise _unreadable()
    try:
        return urlsplit(address)
    except ValueError:
        raise _unreadable() from None


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        raise _unreadable() from None


def _public_host(name: str) -> str:
    """The host in ASCII, if anyone could reach it by name: no numbers, no names of a private network."""
    try:
        host = idna.encode(name.rstrip("."), uts46=True).decode("ascii").lower()
    except idna.IDNAError:
        raise Invalid("link_host", "“{host}” is not the name of a site on the web.", host=name[:60]) from None
    *before, end = host.split(".")
    is_number = bool(re.fullmatch(r"[0-9]+|0x[0-9a-f]*", end))
    if not before or is_number or end in _PRIVATE_ENDS:
        raise Invalid(
            "link_private", "“{host}” cannot be reached from the web: the jury could not open it.", host=host
        )
    return host


def _unreadable() -> Invalid:
    return Invalid("link_unreadable", "This cannot be read as a link. Please copy it again from the browser.")
