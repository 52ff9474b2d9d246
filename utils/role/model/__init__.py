"""Pure models of the role notebook, one file per activity.

`spec`     R2: whether a quality scenario is complete
`measure`  R2: whether a response measure can be checked
`wording`  R2: words and numbers of a requirement, by kind
`promise`  R3: availability of a chain, its minutes a month, the tail of several calls
`charter`  what a role charter must settle
"""
