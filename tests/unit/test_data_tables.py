"""A notebook's tables as data frames: named by kind and size, each a copy of one's own."""

import subprocess
import sys

import pandas as pd
import pytest

from utils.kit import tables
from utils.kit.data_tables import TABLE_KIND_LABELS, DataTables
from utils.kit.errors import InputError


def test_each_table_is_a_data_frame_of_ones_own():
    data = DataTables("article_pay", "oews_2025")
    assert list(data) == ["article_pay", "oews_2025"] == data._ipython_key_completions_()
    frame = data["oews_2025"]
    assert isinstance(frame, pd.DataFrame)
    assert len(frame) == 13 * 82
    frame.loc[0, "median"] = 1
    assert data["oews_2025"].loc[0, "median"] != 1
    assert {name: len(one) for name, one in data.items()} == {"article_pay": 6, "oews_2025": 1066}


def test_other_names_are_named():
    with pytest.raises(InputError, match="no table called 'wages'"):
        DataTables("wages")
    with pytest.raises(KeyError, match="areas"):
        DataTables("areas")["article_pay"]


def test_it_shows_what_each_table_is():
    bundle = DataTables("oews_2025", "cases_pay", "raci_key")._repr_mimebundle_()
    for text in bundle.values():
        assert "oews_2025 (real: published figures; 1,066 rows × 12 columns)" in text
        assert "cases_pay (invented for this course; 28 rows" in text
        assert "raci_key (our opinion, to change; 10 rows" in text
        assert tables.source_line("oews_2025") in text
        assert "data['oews_2025']" in text.replace("&#x27;", "'")
    assert bundle["text/html"].count("<tr") == 3 * 4


@pytest.mark.parametrize("name", tables.table_names())
def test_every_table_can_be_shown(name):
    lines = DataTables(name)._repr_mimebundle_()["text/plain"].splitlines()
    assert len(lines) == 1 + 1 + 1 + 2 + min(3, len(tables.read_rows(name))) + 1
    assert tables.table_metadata(name)["kind"] in TABLE_KIND_LABELS


def test_showing_needs_no_pandas():
    code = "from utils.kit.data_tables import DataTables as D; D('areas')._repr_mimebundle_()"
    code = f"import sys; {code}; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
