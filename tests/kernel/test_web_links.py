"""A link to a film on the web is one that a jury could open, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from festival.kernel import web_links
from festival.kernel.invalid import Invalid
from festival.kernel.web_links import WebLink


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("vimeo.com/123?h=ab", WebLink("https://vimeo.com/123?h=ab", "vimeo.com", "Vimeo")),
        ("https://youtu.be/x#t=1", WebLink("https://youtu.be/x#t=1", "youtu.be", "YouTube")),
        (
            "http://WWW.YouTube.com/watch?v=x",
            WebLink("http://www.youtube.com/watch?v=x", "www.youtube.com", "YouTube"),
        ),
        ("https://example.org:443", WebLink("https://example.org/", "example.org", None)),
        ("https://example.org:8443/a", WebLink("https://example.org:8443/a", "example.org", None)),
        (
            "https://фильм.рф/а b".replace(" b", "%20b"),
            WebLink("https://xn--h1agd3a5b.xn--p1ai/%D0%B0%20b", "xn--h1agd3a5b.xn--p1ai", None),
        ),
        ("https://notvimeo.com/1", WebLink("https://notvimeo.com/1", "notvimeo.com", None)),
    ],
)
def test_a_public_link_is_kept_as_browsers_send_it(text: str, link: WebLink) -> None:
    assert web_links.parse(text) == link


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("javascript:alert(1)", "link_scheme"),
        ("ftp://example.org/film.mp4", "link_scheme"),
        ("file:///etc/passwd", "link_scheme"),
        ("https://name:secret@example.org/", "link_credentials"),
        ("https://vimeo.com@evil.example/", "link_credentials"),
        ("http://localhost/", "link_private"),
        ("http://127.0.0.1/", "link_private"),
        ("http://2130706433/", "link_private"),
        ("http://0x7f.0x1/", "link_private"),
        ("http://10.0.0.1:8080/", "link_private"),
        ("http://[::1]/", "link_host"),
        ("http://printer.local/", "link_private"),
        ("http://１２７.0.0.1/", "link_private"),
        ("https:///film", "link_host"),
        ("https://a..b/", "link_host"),
        ("https://example.org\\@evil.example/", "link_unreadable"),
        ("https://example.org/\r\nSet-Cookie: a", "link_unreadable"),
        ("https://example.org:99999/", "link_unreadable"),
        ("https://[oops/", "link_unreadable"),
        ("https://example.org/" + "a" * 2000, "link_too_long"),
        ("my film", "link_unreadable"),
        ("", "link_host"),
    ],
)
def test_what_a_jury_could_not_or_should_not_open_is_refused(text: str, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        web_links.parse(text)
    assert refusal.value.code == code


@given(st.one_of(st.text(max_size=40), st.text(max_size=30).map("https://example.org/{}".format)))
def test_any_text_is_either_a_stable_link_or_refused(text: str) -> None:
    try:
        link = web_links.parse(text)
    except Invalid:
        return
    assert link.url.isascii()
    assert link.url.startswith(("http://", "https://"))
    assert web_links.parse(link.url) == link
