"""Words that people search by are folded again: ł and ø as l and o, Hindi and Thai with their vowels."""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_words"
down_revision = "2026_11_30_subtitles_several"
branch_labels = None
depends_on = None

MARKED = ("LATIN", "GREEK", "CYRILLIC", "ARABIC", "HEBREW")
LETTERS = str.maketrans(
    dict(zip("łøđðɖɗɓƙƴħŧŋıəɛɔ", "loddddbkyhtnieeo", strict=True))
    | {"æ": "ae", "œ": "oe", "þ": "th", "\u0640": ""}
    | {"ی": "ي", "ى": "ي", "ک": "ك", "ة": "ه", "ہ": "ه"}
    | dict.fromkeys("ʻʼʹʾʿ", "'")
)
ENTRIES = sa.table(
    "entries",
    sa.column("id", sa.Integer),
    sa.column("title", sa.Text),
    sa.column("original_title", sa.Text),
    sa.column("directors", sa.JSON),
    sa.column("producers", sa.JSON),
    sa.column("title_key", sa.Text),
    sa.column("search_words", sa.Text),
)
NAMESAKES = sa.table(
    "namesakes", sa.column("id", sa.Integer), sa.column("name", sa.Text), sa.column("key", sa.Text)
)


def folded(text: str) -> str:
    """As the application folds from now on."""
    lower = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    kept, base = [], ""
    for char in lower.translate(LETTERS):
        category = unicodedata.category(char)
        if char == "\u200d" or (char in "\u200b\u200c" and base == "letter"):
            continue
        if category[0] == "M":
            kept += [char] if base == "letter" else []
            continue
        is_marked = unicodedata.name(char, "").partition(" ")[0] in MARKED
        base = "other" if category[0] != "L" else "accented" if is_marked else "letter"
        digit = unicodedata.decimal(char, None)
        kept.append(str(digit) if digit is not None else char if char.isalnum() else " ")
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


def upgrade() -> None:
    bind = op.get_bind()
    columns = (ENTRIES.c.title, ENTRIES.c.original_title, ENTRIES.c.directors, ENTRIES.c.producers)
    for entry_id, title, original, directors, producers in bind.execute(
        sa.select(ENTRIES.c.id, *columns)
    ).all():
        words = " ".join([title or "", original or "", *(directors or []), *(producers or [])])
        values = {"title_key": folded(title or ""), "search_words": folded(words)}
        bind.execute(sa.update(ENTRIES).where(ENTRIES.c.id == entry_id).values(values))
    for row_id, name in bind.execute(sa.select(NAMESAKES.c.id, NAMESAKES.c.name)).all():
        bind.execute(sa.update(NAMESAKES).where(NAMESAKES.c.id == row_id).values(key=folded(name)))


def downgrade() -> None:
    """Nothing to take back: the columns are the same, and every save fills them anew."""
