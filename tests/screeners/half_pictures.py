"""A film as camcorders of AVCHD write it: each half of a picture coded by itself, two packets a picture.

No encoder at hand does so, thus the stream is written here bit by bit (ITU-T H.264, uncompressed blocks).
"""

from fractions import Fraction
from pathlib import Path

import av

from tests import media

BLOCKS_ACROSS, BLOCKS_DOWN = 8, 4  # of a half picture, in blocks of 16 × 16 pixels
PICTURES = 50


class Bits:
    """Writes single bits and the codes of H.264."""

    def __init__(self) -> None:
        self.bits: list[str] = []

    def fixed(self, value: int, width: int) -> "Bits":
        """A number in so many bits."""
        self.bits.append(f"{value:0{width}b}")
        return self

    def codes(self, *values: int) -> "Bits":
        """Numbers of varying width, ue(v)."""
        for value in values:
            text = f"{value + 1:b}"
            self.bits.append("0" * (len(text) - 1) + text)
        return self

    def aligned(self, payload: bytes) -> "Bits":
        """Zeros up to a whole byte, then bytes as they are."""
        text = "".join(self.bits)
        text += "0" * (-len(text) % 8)
        self.bits = [text, "".join(f"{byte:08b}" for byte in payload)]
        return self

    def unit(self, header: int) -> bytes:
        """All of it as a NAL unit of a byte stream."""
        text = "".join(self.bits) + "1"
        text += "0" * (-len(text) % 8)
        content = bytes(int(text[at : at + 8], 2) for at in range(0, len(text), 8))
        kept = bytearray()
        for byte in content:
            if byte <= 3 and kept[-2:] == b"\0\0":
                kept.append(3)
            kept.append(byte)
        return b"\0\0\0\1" + bytes([header]) + bytes(kept)


def parameters() -> bytes:
    """What a decoder must know before the first picture."""
    sequence = Bits().fixed(77, 8).fixed(0, 8).fixed(30, 8).codes(0, 0, 0, 4, 1).fixed(0, 1)
    sequence.codes(BLOCKS_ACROSS - 1, BLOCKS_DOWN - 1).fixed(0b00_1_0_0, 5)
    picture = Bits().codes(0, 0).fixed(0, 2).codes(0, 0, 0).fixed(0, 3).codes(0, 0, 0).fixed(0b100, 3)
    return sequence.unit(0x67) + picture.unit(0x68)


def half(number: int, is_bottom: bool) -> bytes:
    """One half of a picture: a bright column that moves from left to right."""
    writer = Bits().codes(0, 7, 0).fixed(0, 4).fixed(1, 1).fixed(is_bottom, 1)
    if not is_bottom:
        writer.codes(number % 2)
    writer.fixed(is_bottom, 8).fixed(0, 1 if is_bottom else 2).codes(0, 1)
    for block in range(BLOCKS_ACROSS * BLOCKS_DOWN):
        luma = 200 if block % BLOCKS_ACROSS == number % BLOCKS_ACROSS else 60
        writer.codes(25).aligned(bytes([luma]) * 256 + bytes([128]) * 128)
    return writer.unit(0x61 if is_bottom else 0x65)


def film() -> Path:
    """Two seconds of it, in the camcorder's own wrapping."""
    path = media.folder() / "camcorder.mts"
    with av.open(str(path), "w", format="mpegts") as container:
        stream = container.add_stream("libx264", rate=25)
        stream.width, stream.height = BLOCKS_ACROSS * 16, BLOCKS_DOWN * 32
        for number in range(PICTURES):
            packet = av.Packet(b"\0\0\0\1\x09\x10" + parameters() + half(number, False) + half(number, True))
            packet.stream, packet.time_base = stream, Fraction(1, 25)
            packet.pts = packet.dts = number
            packet.duration, packet.is_keyframe = 1, True
            container.mux(packet)
    return path
