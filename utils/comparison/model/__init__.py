"""Pure models of the comparison notebook, one file per activity.

`raci`             C1: rules of a responsibility matrix, and how it compares with another
`network`          C2: critical path and slack of a rollout
`decision_rights`  C2: what follows when the wrong role decides the order or the dates
"""
