"""The shared floor. It knows no topic.

========== =====================================================================
module     what a room takes from it
========== =====================================================================
tables     `load("oews_2025")`, `rows(...)`, `Table`, `money`
style      `figure(...)`, colors: one look for every picture
picture    `Picture`: a figure, its alt text and its caption, ready for a cell
controls   `Slider`, `Choices`, `Live`: native, labelled, reachable by keyboard
activity   `Activity`, `View`, `Document`, `Prediction`: base of every widget
quiz       `Quiz("05-salary-and-career", "pay-check")`: questions with feedback
progress   `Progress`: append-only log of what the learner did
portfolio  `Portfolio`: the documents that a learner makes
errors     `InputError(what, fix)`: the one error that a learner reads
========== =====================================================================

CONTRIBUTING.md shows each in use.
"""
