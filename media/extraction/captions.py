"""Captions and timed transcripts, WebVTT or SubRip, as passages of some seconds each."""

from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path

from webvtt import Caption, WebVTT
from webvtt.errors import MalformedCaptionError, MalformedFileError

from media.extraction.cleaning import clean
from media.limits import READ_CAPTION_BYTES, READ_CHARACTERS

# A passage is short enough to be heard at once and long enough to hold a phrase across cues.
SECONDS = 20
LETTERS = 400
_LAST_SECOND = 100 * 3600 - 1  # 99:59:59; a later one is a slip

Line = dict[str, object]
type Cue = tuple[int, str]  # a second and what is said from there on


def read_captions(path: str, kind: str) -> Iterator[Line]:
    """Yield passages, each at the second where it begins. `kind` is vtt or srt."""
    content = Path(path).read_bytes()
    if len(content) > READ_CAPTION_BYTES:
        yield {"problem": "large"}
        return
    try:
        captions = WebVTT.from_buffer(StringIO(_decoded(content)), kind).captions
    except (MalformedFileError, MalformedCaptionError):
        yield {"problem": "damaged"}
        return
    left = READ_CHARACTERS
    for cues in grouped(_spoken(captions)):
        text, begins = _joined(cues)
        begins = [(second, character) for second, character in begins if character < left]
        yield {"place": cues[0][0], "text": text[:left], "cues": begins}
        left -= len(text)
        if left <= 0:
            yield {"problem": "long"}
            return


def grouped(cues: Iterable[Cue]) -> Iterator[list[Cue]]:
    """Divide cues into passages of about SECONDS or LETTERS."""
    passage: list[Cue] = []
    letters = 0
    for second, text in cues:
        if passage and (not 0 <= second - passage[0][0] < SECONDS or letters >= LETTERS):
            yield passage
            passage, letters = [], 0
        passage.append((second, text))
        letters += len(text)
    if passage:
        yield passage


def _joined(cues: Iterable[Cue]) -> tuple[str, list[tuple[int, int]]]:
    """Return the text of a passage, and the second and the character where each cue begins."""
    text, begins = "", list[tuple[int, int]]()
    for second, words in cues:
        text += " " if text else ""
        begins.append((second, len(text)))
        text += words
    return text, begins


def _spoken(captions: Iterable[Caption]) -> Iterator[tuple[int, str]]:
    """Yield what each cue adds: rolling captions repeat the line before."""
    before: list[str] = []
    for caption in captions:
        lines = [clean(line) for line in caption.text.splitlines()]
        new = " ".join(line for line in lines if line and line not in before)
        before = lines
        if new:
            yield min(int(caption.start_in_seconds), _LAST_SECOND), new


def _decoded(content: bytes) -> str:
    for marks, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(marks):
            return content.decode(encoding, "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
