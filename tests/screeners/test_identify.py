"""What a file seems to be, by its first bytes."""

import tarfile
import zipfile
from pathlib import Path

import pytest

from festival.screeners.media.identify import Kind, kind_of, of_file


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
        (b"a --> b", Kind.UNKNOWN),
        (b"1\n00:00:01,000 --> 00:00:02,000\nHello\n", Kind.SUBTITLES),
        (b"WEBVTT\n\n", Kind.SUBTITLES),
        (b"[Script Info]\n", Kind.SUBTITLES),
        (b"\0\0\1\x08RED2", Kind.CAMERA_RAW),
        (b"ARRI\x12\x34\x56\x78", Kind.CAMERA_RAW),
        (b"\0\0\0\x18ftypcrx \0\0\0\1", Kind.CAMERA_RAW),
        (b"II*\0\x08\0\0\0\x12\xc6\x01\x00\x04\0\0\0", Kind.CAMERA_RAW),
        (b"II*\0\x08\0\0\0", Kind.PICTURE),
        (b"SDPX\0\0", Kind.IMAGE_SEQUENCE),
        (b"v/1\x01\x02", Kind.IMAGE_SEQUENCE),
        (b"\xffO\xffQ\0", Kind.IMAGE_SEQUENCE),
        (b"film.mp4".ljust(257, b"\0") + b"ustar\x0000", Kind.ARCHIVE),
        (b"<?xml version='1.0'?><AssetMap xmlns='http://www.smpte-ra.org/schemas/429-9/2007/AM'>", Kind.DCP),
        (b"<?xml version='1.0'?>\n<!-- x --><CompositionPlaylist>", Kind.DCP),
        (b"<?xml version='1.0'?><PackingList>", Kind.DCP),
        (b"<?xml version='1.0'?><!DOCTYPE fcpxml><fcpxml version='1.9'>", Kind.PROJECT),
        (b"<?xml version='1.0'?><!DOCTYPE xmeml><xmeml version='4'>", Kind.PROJECT),
        (b"<?xml version='1.0'?><html>", Kind.PAGE),
    ],
)
def test_a_file_that_is_no_film_is_named(head: bytes, expected: Kind) -> None:
    assert kind_of(head) is expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Film_DCP/ASSETMAP", "Film_DCP/pic.mxf"], Kind.DCP),
        (["reel1_j2c.mxf"], Kind.DCP),
        (["film.mp4", "notes.txt"], Kind.ARCHIVE),
    ],
)
def test_an_archive_is_named_by_what_is_in_it(names: list[str], expected: Kind, tmp_path: Path) -> None:
    film = tmp_path / "film"
    film.write_bytes(b"film" * 50_000)
    with (
        zipfile.ZipFile(tmp_path / "film.zip", "w") as packed,
        tarfile.open(tmp_path / "film.tar", "w") as rolled,
    ):
        for name in names:
            packed.write(film, name)
            rolled.add(film, name)
    assert [of_file(tmp_path / f"film.{kind}") for kind in ("zip", "tar")] == [expected, expected]
