"""Documents: nothing overwritten without a copy, nothing typed that runs."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from html import escape, unescape
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from utils.kit import portfolio
from utils.kit.errors import InputError
from utils.kit.portfolio import Portfolio, escape_markdown, markdown_to_html_page

NAME = "path-plan"


@pytest.fixture
def fast_folder(tmp_path):
    """Return a folder in memory, where there is one: six hundred versions are a lot for a disk."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else tmp_path) as folder:
        yield Path(folder)


@pytest.fixture
def documents(tmp_path):
    return Portfolio(tmp_path)


def save(documents, markdown, **how):
    return documents.save(NAME, "Path plan", markdown, **how)


def earlier(documents):
    return sorted(
        path.read_text().partition("\n\n")[2] for path in documents.folder.glob("earlier/*.md")
    )


def test_a_document_stands_as_markdown_and_as_a_page(documents):
    kept = save(documents, "Some *words*")
    assert kept.changed
    assert kept.backup_path is None
    assert kept.path_md.read_text() == "# Path plan\n\nSome *words*"
    assert "<h1>Path plan</h1>\n<p>Some <em>words</em></p>" in kept.path_html.read_text()
    assert documents.read(NAME) == "# Path plan\n\nSome *words*"
    assert documents.names() == [NAME]


def test_the_course_folder_is_the_usual_one(home):
    assert Portfolio().folder == home / "documents"
    assert Portfolio().names() == []


def test_what_a_hand_wrote_is_kept(documents):
    path = save(documents, "First").path_md
    path.write_text("# Path plan\n\nMy own words")
    kept = save(documents, "Second")
    assert kept.backup_path.read_text() == "# Path plan\n\nMy own words"
    assert documents.read(NAME).endswith("Second")


def test_every_earlier_version_is_kept_even_within_one_second(documents):
    for number in range(6):
        save(documents, f"Version {number}")
    assert earlier(documents) == [f"Version {number}" for number in range(5)]


def test_saving_the_same_again_changes_nothing(documents):
    save(documents, "Same")
    kept = save(documents, "Same")
    assert not kept.changed
    assert kept.backup_path is None
    assert earlier(documents) == []


def test_an_autosave_replaces_only_the_last_autosave_silently(documents):
    save(documents, "By hand")
    assert save(documents, "Auto 1", autosave=True).backup_path is not None
    for number in (2, 3):
        assert save(documents, f"Auto {number}", autosave=True).backup_path is None
    path = documents.folder / f"{NAME}.md"
    path.write_text("# Path plan\n\nEdited")
    assert save(documents, "Auto 4", autosave=True).backup_path.read_text().endswith("Edited")
    assert save(documents, "Auto 5", autosave=True).backup_path is None
    assert save(documents, "On purpose").backup_path.read_text().endswith("Auto 5")
    assert save(documents, "Auto 6", autosave=True).backup_path.read_text().endswith("On purpose")
    assert earlier(documents) == ["Auto 5", "By hand", "Edited", "On purpose"]


def test_an_autosave_of_the_same_does_not_take_over_what_was_saved_on_purpose(documents):
    save(documents, "On purpose")
    assert not save(documents, "On purpose", autosave=True).changed
    assert save(documents, "Later", autosave=True).backup_path.read_text().endswith("On purpose")


def test_saving_an_autosave_on_purpose_makes_it_one_to_keep(documents):
    save(documents, "Draft", autosave=True)
    save(documents, "Draft")
    assert save(documents, "Later", autosave=True).backup_path.read_text().endswith("Draft")


# --- other processes -----------------------------------------------------------------------

OTHER = """
import sys
from pathlib import Path
from utils.kit.portfolio import Portfolio

for number in range(int(sys.argv[3])):
    Portfolio(Path(sys.argv[1])).save(
        "path-plan", "Path plan", f"{sys.argv[2]} {number}", autosave=sys.argv[4] == "autosave"
    )
"""


def other_kernel(documents, name, count, how="on purpose"):
    command = [sys.executable, "-c", OTHER, str(documents.folder.parent), name, str(count), how]
    return subprocess.Popen(command)


def test_many_kernels_that_save_one_document_lose_no_version(fast_folder):
    documents = Portfolio(fast_folder)
    kernels = [other_kernel(documents, f"Kernel {number}", 60) for number in range(10)]
    assert [kernel.wait() for kernel in kernels] == [0] * 10
    left = [documents.read(NAME).partition("\n\n")[2]]
    versions = [f"Kernel {number} {count}" for number in range(10) for count in range(60)]
    assert sorted(earlier(documents) + left) == sorted(versions)


@pytest.mark.parametrize("how", ["on purpose", "autosave"])
@pytest.mark.parametrize("autosave", [True, False])
def test_what_another_kernel_wrote_is_copied_before_it_goes(documents, how, autosave):
    save(documents, "Mine", autosave=True)
    assert other_kernel(documents, "Newer", 1, how).wait() == 0
    kept = save(documents, "Mine again", autosave=autosave).backup_path
    assert kept.read_text() == "# Path plan\n\nNewer 0"
    save(documents, "Mine", autosave=True)
    assert earlier(documents) == sorted(["Mine", "Newer 0"] + ["Mine again"] * (not autosave))


def test_after_a_restart_the_last_session_is_copied_once(documents):
    assert other_kernel(documents, "Last session", 1, "autosave").wait() == 0
    save(documents, "This session 1", autosave=True)
    save(documents, "This session 2", autosave=True)
    assert earlier(documents) == ["Last session 0"]


def test_the_same_text_from_another_kernel_makes_no_copy(documents):
    assert other_kernel(documents, "Same", 1).wait() == 0
    assert save(documents, "Same 0").backup_path is None
    assert save(documents, "Same 0", autosave=True).backup_path is None
    assert earlier(documents) == []


def test_a_kernel_that_holds_the_documents_and_hangs_is_named(documents, monkeypatch):
    monkeypatch.setattr(portfolio, "LOCK_TIMEOUT_SECONDS", 0.05)
    with documents.locked(), pytest.raises(InputError, match="Another notebook has been saving"):
        save(documents, "New")


@pytest.mark.parametrize(
    "name",
    [
        "", "con", "nul", "com1", "lpt9", "aux", "../plan", "a/b", "a\\b", "/etc/passwd", ".plan",
        "a.b", "Plan", "pläne", "a b", "plan\n", "-plan", "a" * 61, "c:plan", "plan\0",
    ],
)  # fmt: skip
def test_a_name_that_makes_no_file_is_refused(documents, tmp_path, name):
    with pytest.raises(InputError, match="can't be the name of a document"):
        documents.save(name, "Title", "Words")
    with pytest.raises(InputError):
        documents.read(name)
    assert list(tmp_path.iterdir()) == []


def test_a_document_that_is_not_there_is_named(documents):
    with pytest.raises(InputError, match="no document called 'path-plan' yet"):
        documents.read(NAME)


def test_a_document_saved_by_another_program_can_be_read(documents):
    save(documents, "First").path_md.write_bytes(b"# Pl\xe4ne")
    assert documents.read(NAME) == "# Pl\ufffdne"
    assert save(documents, "Second").backup_path.read_bytes() == b"# Pl\xe4ne"


def test_a_disk_that_refuses_leaves_the_old_document(documents, monkeypatch):
    save(documents, "Old")
    real = portfolio.write_atomic

    def full(path, content):
        if path.parent.name != "earlier":
            raise InputError("full", "fix")
        real(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(portfolio, "write_atomic", full)
        with pytest.raises(InputError, match="full"):
            save(documents, "New")
    assert documents.read(NAME).endswith("Old")
    assert {path.name for path in documents.folder.iterdir()} == {
        "earlier",
        f"{NAME}.html",
        f"{NAME}.md",
    }


def test_a_folder_that_nobody_can_make_is_said(refusing):
    with pytest.raises(InputError, match="couldn't be saved"):
        save(Portfolio(), "New")
    assert Portfolio().names() == []


# --- what is typed -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</main></body><script>",
        "[go](javascript:alert(1))", "<javascript:alert(1)>", "![x](javascript:alert(1))",
        "&lt;script&gt;alert(1)&lt;/script&gt;", "<!-- -->", "<style>*{}</style>",
        "[a]: javascript:alert(1)\n\n[a]",
    ],
)  # fmt: skip
def test_markup_in_markdown_is_shown_and_never_run(typed):
    page = markdown_to_html_page(typed, typed)
    body = page.partition("</style>")[2]
    tags = {tag.lower() for tag in re.findall(r"<\s*/?\s*([a-zA-Z!][a-zA-Z0-9]*)", body)}
    assert tags <= {"html", "head", "body", "main", "h1", "p"}
    assert "<title><" not in page


def shown(markdown):
    """Return the words of a page whose Markdown is one paragraph."""
    body = markdown_to_html_page("T", markdown).partition("<h1>T</h1>\n")[2].partition("</main>")[0]
    found = re.fullmatch(r"<p>(.*)</p>\n", body, re.S)
    assert found, body
    assert "<" not in found[1]  # no markup at all
    return unescape(found[1])


@settings(deadline=None, max_examples=200)
@given(
    st.one_of(
        st.text(min_size=1),
        st.text(alphabet="<>&*_`~#|[]()!\\-+=.:/ $\"'1a\n\t{}^@", min_size=1, max_size=30),
    ).filter(str.strip)
)
@example("<b>bold</b> & &amp; &#38;")
@example("| a | b |\n|---|---|\n| `c` | **d** |")
@example("[link](https://example.org) ![x](y) <https://example.org> www.example.org")
@example("$142,000 and $128,000; $$x$$; \\(y\\)")
@example("1. one\n2. two\n\n- three\n\n> four\n\n    code\n\n```\ncode\n```")
@example("# head\n===\n---\n***")
@example("trailing \\")
@example("half an emoji \ud83d")
@example("a\u2028b\u00a0c\x1cd\x00e")
def test_typed_text_reads_as_it_was_typed(typed):
    escaped = escape_markdown(typed)
    assert "\n" not in escaped
    sound = typed.encode(errors="replace").decode().replace("\0", "\ufffd")
    assert shown(escaped) == " ".join(sound.split())


# Where learners' words go in our documents; X stands for them.
FRAMES = (
    "X",
    "- X",
    "12. X",
    "> X",
    "**Product:** X",
    "Before X after",
    "- **Warning**, X: see part 2",
    "X (and more)",
    "One line\nX",
    "X\nOne line",
    "| A | B |\n|---|---|\n| X | end |",
)
ANYTHING = st.one_of(
    st.text(min_size=1),
    st.text(alphabet="<>&*_`~#|[]()!\\-+=.:;/ $\"'1a\n\t{}^@", min_size=1, max_size=30),
).filter(str.strip)


def rendered(markdown):
    """Return markup as strict and as generous viewers make it."""
    plain = MarkdownIt("commonmark", {"html": True}).enable("table")
    more = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return plain.render(markdown), more.render(markdown)


@settings(deadline=None, max_examples=300)
@given(ANYTHING)
@example("1) one")
@example("--|--")
@example(":--")
@example("~~gone~~ and ~half~")
@example("a\\|b \\")
@example("[x]: https://example.org")
@example("![x](https://example.org/a.png)")
@example("<!-- x")
@example("&amp")
@example("a]")
@example("snake_case __init__ 3 * 4 *x* a_")
@example("2*3*4 a__b__c ~a~ ~~")
def test_typed_text_reads_as_typed_wherever_it_is_put(typed):
    sound = " ".join(typed.encode(errors="replace").decode().replace("\0", "\ufffd").split())
    for frame in FRAMES:
        wanted = [page.replace("X", escape(sound)) for page in rendered(frame)]
        # Our renderer leaves an apostrophe as it is.
        found = [
            page.replace("'", "&#x27;")
            for page in rendered(frame.replace("X", escape_markdown(typed)))
        ]
        assert found == wanted, frame


@settings(deadline=None, max_examples=200)
@given(ANYTHING, ANYTHING)
def test_lines_that_follow_each_other_do_not_make_markup(one, two):
    """A list of lines, as options or measures are written."""
    lines = [
        " ".join(x.encode(errors="replace").decode().replace("\0", "\ufffd").split())
        for x in (one, two)
    ]
    page = rendered("\n".join(escape_markdown(line) for line in (one, two)))[0]
    assert page.replace("'", "&#x27;") == "<p>" + "\n".join(map(escape, lines)) + "</p>\n"


@pytest.mark.parametrize(
    "typed",
    [
        "99.9% of calls (in May)!", "C# and F#", "2026-11-26: a - b + c = d", "lead_time_days",
        "3 * 4 = 12", "a < b > c", "R&D, Q&A & more", "~50 ms", "It's {curly} [1] or [a, b].",
        "1.5 days", "-5 points", "https://example.org/a-b_c?d=e&f=g", "C:\\new", "“quoted”, #1",
        "done [x]", 'f(x), (a) and "b"', "a = b!", "{a: 1}",
    ],
)  # fmt: skip
def test_what_is_no_markup_gets_no_backslash(typed):
    assert escape_markdown(typed) == typed


@pytest.mark.parametrize(
    ("typed", "escaped"),
    [
        ("# A", r"\# A"), ("- A", r"\- A"), ("1. A", r"1\. A"), ("> A", r"\> A"), ("*A*", r"\*A\*"),
        ("_A_", r"\_A\_"), ("`A`", r"\`A\`"), ("A | B", r"A \| B"), ("<b>", r"\<b>"),
        ("&lt;", r"\&lt;"), ("[A](b)", r"\[A\](b)"), ("~~A~~", r"\~\~A\~\~"), ("\\*", r"\\\*"),
    ],
)  # fmt: skip
def test_what_is_markup_gets_one(typed, escaped):
    assert escape_markdown(typed) == escaped


def test_typed_dollars_make_no_formula():
    assert escape_markdown("$1 $2") == r"\$1 \$2"


def test_a_typed_cell_stays_in_its_cell():
    table = f"| a | b |\n|---|---|\n| {escape_markdown('x | y <b>')} | z |"
    assert "<td>x | y &lt;b&gt;</td>\n<td>z</td>" in markdown_to_html_page("T", table)
