"""Pure models of the skills notebook, one file per activity.

`gaps`  S1: gaps, their priority and the weeks they take
"""
