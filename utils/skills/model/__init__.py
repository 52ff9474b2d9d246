"""Pure models of the skills notebook, one file per activity.

`gaps`     S1: gaps, their priority and the weeks they take
`plan`     S1: gaps in order, and what fits into ninety days
`profile`  what sets occupations apart
`query`    S0: one SQL query over small tables
"""
