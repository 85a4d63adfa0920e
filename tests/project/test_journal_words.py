"""Every act that the code records has its sentence for people, and every kind of thing its word."""

import re
from pathlib import Path

import flask

from festival.entries.states import ProposalState
from festival.scoring.values import MarkKind
from festival.web import journal_words as web_journal_words

ROOT = Path(__file__).resolve().parents[2]
RECORDED = re.compile(r"""journal\.record\(\s*"([a-z_]+\.[a-z_]+)\"""")
COMPOSED = {f"shortlists.{kind.value}" for kind in MarkKind} | {
    f"entries.proposal_{state.value}" for state in ProposalState if state is not ProposalState.OPEN
}


def recorded() -> set[str]:
    sources = [path.read_text() for room in ("festival", "workers") for path in (ROOT / room).rglob("*.py")]
    return {act for text in sources for act in RECORDED.findall(text)} | COMPOSED


def test_every_act_has_its_sentence_and_no_sentence_stands_without_an_act(app: flask.Flask) -> None:
    assert set(web_journal_words.register(app).sentences) == recorded()


def test_every_feature_offers_the_sentences_of_its_own_acts(app: flask.Flask) -> None:
    rooms = {act.partition(".")[0] for act in web_journal_words.register(app).sentences}
    assert rooms - {"shortlists"} <= {path.name for path in (ROOT / "festival").iterdir()}
