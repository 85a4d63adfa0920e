"""What a file seems to be, by its first bytes."""

import pytest

from festival.screeners.media.identify import Kind, kind_of


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"", Kind.EMPTY),
        (b"\xff\xd8\xff\xe0", Kind.PICTURE),
        (b"\x89PNG\r\n", Kind.PICTURE),
        (b"RIFF\0\0\0\0WEBPVP8 ", Kind.PICTURE),
        (b"\0\0\0\x1cftypavif", Kind.PICTURE),
        (b"PK\x03\x04", Kind.ARCHIVE),
        (b"\xef\xbb\xbf  #EXTM3U\n", Kind.PLAYLIST),
        (b"ffconcat version 1.0", Kind.PLAYLIST),
        (b"  <!DOCTYPE html>", Kind.PAGE),
        (b"<svg onload=alert(1)>", Kind.PAGE),
        (b"MZ\x90", Kind.PROGRAM),
        (b"%PDF-1.7", Kind.DOCUMENT),
        (b"ID3\x04", Kind.SOUND),
        (b"\0\0\0\x18ftypiso6____encv", Kind.ENCRYPTED),
        (b"\0\0\0\x18ftypisom", Kind.INCOMPLETE),
        (b"no film at all", Kind.UNKNOWN),
    ],
)
def test_a_file_that_is_no_film_is_named(head: bytes, expected: Kind) -> None:
    assert kind_of(head) is expected
