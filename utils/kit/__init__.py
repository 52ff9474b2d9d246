"""What all topics share. The kit itself knows no topic.

============= ==================================================================
module        what it gives
============= ==================================================================
tables        `load_data_frame("oews_2025")`, `read_rows(...)`, `Table`, `format_usd`
data_tables   `DataTables("oews_2025")`: a notebook's tables as data frames
table_reader  `read_table(content, columns)`: a pasted or uploaded table; where it isn't clear
              which column is which, `column_questions` asks
numbers       `parse_number("1,000 days", units=...)`: one grammar for numbers
english       `plural(3, "week")`, `join_words([...])`
style         `figure(...)`, colors: one look for every picture
picture       `Picture`: a figure, its alt text and its caption, ready for a cell
controls      `Slider`, `TextField`, `Dropdown` …: native, labeled, by keyboard
activity      `Activity`: base of every widget with controls and a model
card_sort     `CardSort`: cards to sort, with feedback on each choice
quiz          `Quiz("05-salary-and-career", "benchmark")`: questions with feedback
progress      `Progress`: append-only log of what the learner did
portfolio     `Portfolio`: the documents that a learner makes
errors        `InputError(what, fix)`: the one error that a learner reads
source        `Source(function)`: the code of a model, to open
============= ==================================================================

CONTRIBUTING.md shows each in use.
"""
