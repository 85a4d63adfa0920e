"""What is surely no film is known by its first bytes; whatever may be one is let through."""

import gzip
import io
import tarfile
import wave
import zipfile

import pytest

from festival.screeners.media.first_bytes import BITE, MARKS, WORDS, for_browsers, refusal_of
from tests import media

SRT = "1\n00:00:01,000 --> 00:00:02,500\nHallo, schöne Welt\n"


def _zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("film.mov", b"film")
    return file.getvalue()


def _tar() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("film.mov"))
    return file.getvalue()


def _wav() -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(100))
    return file.getvalue()


NO_FILMS: list[tuple[str, bytes]] = [
    ("picture", b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(500) + b"\xff\xd9"),
    ("picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(100)),
    ("picture", b"GIF89a" + bytes(100)),
    ("picture", b"BM\x36\x10\0\0\0\0\0\0\x36\0\0\0" + bytes(100)),
    ("picture", b"II*\0" + bytes(100)),
    ("picture", b"8BPS\0\1" + bytes(100)),
    ("picture", b"RIFF\x10\0\0\0WEBPVP8 " + bytes(100)),
    ("picture", b"\0\0\0\x18ftypheic" + bytes(100)),
    ("picture", b"\0\0\0\x0cjP  \r\n\x87\n\0\0\0\x14ftypjp2 " + bytes(100)),
    ("archive", _zip()),
    ("archive", _tar()),
    ("archive", gzip.compress(b"film")),
    ("archive", b"Rar!\x1a\7\1\0" + bytes(100)),
    ("archive", bytes(32769) + b"CD001\1" + bytes(100)),
    ("document", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(100)),
    ("document", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)),
    ("document", b"Sehr geehrte Damen und Herren"),
    ("document", "Список кадров".encode("utf-16")),
    ("document", b'{"film": 1}'),
    ("subtitle", SRT.encode()),
    ("subtitle", SRT.encode("utf-16")),
    ("subtitle", SRT.replace("\n", "\r\n").encode("utf-8-sig")),
    ("subtitle", b"0:00:01.000,0:00:02.000\nHello\n"),
    ("subtitle", b"WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n"),
    ("subtitle", b"[Script Info]\nTitle: film\n"),
    ("subtitle", b"{10}{50}Hello\n"),
    ("subtitle", b"Scenarist_SCC V1.0\n"),
    ("subtitle", b'<?xml version="1.0"?>\n<tt xmlns="http://www.w3.org/ns/ttml">'),
    ("subtitle", b"850STL25.01" + bytes(100)),
    ("sound", _wav()),
    ("sound", b"ID3\4\0" + bytes(100)),
    ("sound", b"\xff\xfb\x90\x64" + bytes(100)),
    ("sound", b"fLaC\0\0" + bytes(100)),
    ("sound", b"\0\0\0\x20ftypM4A \0\0" + bytes(100)),
    ("sound", b"OggS\0\2" + bytes(22) + b"\1vorbis" + bytes(100)),
    ("sound", b"#!AMR\n" + bytes(100)),
    ("program", b"MZ\x90\0" + bytes(100)),
    ("program", b"\x7fELF\2" + bytes(100)),
    ("playlist", b"#EXTM3U\n#EXTINF:10\na.ts\n"),
    ("page", b"\n<!DOCTYPE html>\n<html>"),
]

PERHAPS_FILMS = [
    b"\0\0\0\x20ftypisom\0\0\2\0" + bytes(100),
    b"\0\0\0\x14ftypqt  \0\0\0\0" + bytes(100),
    b"\0\0\0\x08wide\0\1\0\0mdat" + bytes(100),
    b"\x1aE\xdf\xa3" + bytes(100),
    b"RIFF\x10\0\0\0AVI LIST" + bytes(100),
    b"OggS\0\2" + bytes(22) + b"\x80theora" + bytes(100),
    b"\x06\x0e+4\2\5\1\1\r\1\2\1\1\2" + bytes(100),
    b"\0\0\1\xba\x44" + bytes(100),
    b"\0\0\1\xb3\x14" + bytes(100),
    b"G@\0\x10\0" + bytes(100),
    b"0&\xb2u\x8ef\xcf\x11" + bytes(100),
    b"FLV\1\5\0\0\0\x09" + bytes(100),
    b"\x1f\x07\0\x3f" + bytes(100),
    b"\0\0\0\x0cjP  \r\n\x87\n\0\0\0\x14ftypmjp2" + bytes(100),
    b"GIF89a" + bytes(20) + b"!\xff\x0bNETSCAPE2.0" + bytes(100),
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(17) + b"\0\0\0\x08acTL" + bytes(100),
    b"\xff\xd8\xff\xe0" + bytes(500) + b"\xff\xd9\xff\xd8\xff\xe0" + bytes(100),
    b"YUV4MPEG2 W320 H240 F25:1\nFRAME\n" + b"\x80" * 100,
    bytes(range(256)),
    bytes(1000),
]


@pytest.mark.parametrize(("kind", "head"), NO_FILMS)
def test_what_is_surely_no_film_is_refused(kind: str, head: bytes) -> None:
    assert refusal_of(head, len(head)) is WORDS[kind]


@pytest.mark.parametrize("head", PERHAPS_FILMS)
def test_what_may_be_a_film_is_let_through(head: bytes) -> None:
    assert refusal_of(head, len(head)) is None


def test_nothing_is_empty() -> None:
    assert refusal_of(b"", 0) is WORDS["empty"]


def test_a_jpeg_that_is_too_long_for_a_photograph_is_let_through() -> None:
    assert refusal_of(b"\xff\xd8\xff\xe0" + bytes(100), 900_000_000) is None


def test_browsers_read_the_same_list() -> None:
    assert [each["kind"] for each in for_browsers()] == [mark.kind for mark in MARKS]
    assert {mark.kind for mark in MARKS} <= set(WORDS)


@pytest.mark.process
def test_no_film_at_hand_is_refused() -> None:
    films = [media.film(), *media.corpus("video")]
    refused = {path.name: refusal_of(path.read_bytes()[:BITE], path.stat().st_size) for path in films}
    assert {name: refusal.code for name, refusal in refused.items() if refusal} == {}
