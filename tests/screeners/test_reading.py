"""What ffmpeg's log is understood to say."""

from festival.screeners.media.reading import MOST_STRETCHES, Listener, Stretch

LOG = """
[blackdetect @ 0x55] [info] black_start:0 black_end:2.5 black_duration:2.5
[silencedetect @ 0x55] [info] silence_start: 1.25
[silencedetect @ 0x55] [info] silence_end: 3 | silence_duration: 1.75
[h264 @ 0x55] [error] error while decoding MB 4 0, bytestream 4289
[h264 @ 0x55] [error] error while decoding MB 4 0, bytestream 4289
[h264 @ 0x56] [error] reference count 4 overflow
[silencedetect @ 0x55] [info] silence_start: 9.5
[freezedetect @ 0x55] [info] lavfi.freezedetect.freeze_start: 4
[freezedetect @ 0x55] [info] lavfi.freezedetect.freeze_duration: 2.5
[freezedetect @ 0x55] [info] lavfi.freezedetect.freeze_end: 6.5
[verbose]   Input stream #0:0 (audio): 280 packets read (80000 bytes); 280 frames decoded (6 samples);
[verbose]   Input stream #0:1 (video): 240 packets read (77065 bytes); 238 frames decoded; 2 decode errors;
[verbose]   Input stream #0:2 (video): 1 packets read (10 bytes); 1 frames decoded;
""".splitlines()


def test_a_log_is_summed_up() -> None:
    listener = Listener(picture_index=1)
    for line in LOG:
        listener.hear(line)
    reading = listener.reading(seconds=10.0)
    assert (reading.packets, reading.frames, reading.complaints) == (240, 238, 3)
    assert reading.first_complaints == (
        "error while decoding MB 4 0, bytestream 4289",
        "reference count 4 overflow",
    )
    assert reading.black == (Stretch(0.0, 2.5),)
    assert reading.still == (Stretch(4.0, 6.5),)
    assert reading.silent == (Stretch(1.25, 3.0), Stretch(9.5, 10.0))


def test_a_flickering_film_fills_no_row() -> None:
    listener = Listener(picture_index=0)
    for second in range(1000):
        listener.hear(
            f"[blackdetect @ 0x5] [info] black_start:{second} black_end:{second}.5 black_duration:0.5"
        )
        listener.hear(f"[h264 @ 0x5] [error] complaint {second}")
    reading = listener.reading(seconds=1000.0)
    assert (len(reading.black), reading.complaints, len(reading.first_complaints)) == (
        MOST_STRETCHES,
        1000,
        5,
    )
