"""Pure models of the role notebook, one file per activity.

`spec`     R2: whether a quality scenario is complete
`measure`  R2: whether a response measure can be checked
`reading`  R2: the parts of a response measure: percentiles, shares, windows, quantities
`tokens`   R2: words, signs and numbers of a requirement, each with its kind
`kinds`    R2: the kinds, the words of each, and patterns over them
`phrases`  R2: turns of phrase put as signs and numbers
`promise`  R3: availability of a chain, its minutes a month, the tail of several calls
`charter`  what a role charter must settle
"""
