"""Pure models of the role notebook.

`spec`     whether a quality scenario is complete
`measure`  whether a response measure can be tested, and what it lacks
`vague`    words that leave a requirement open
`reading`  the parts of a response measure: percentiles, shares, windows, quantities
`tokens`   words, signs, and numbers of a requirement, each with its kind
`kinds`    the kinds, the words of each, and patterns over them
`phrases`  turns of phrase put as signs and numbers
`requirement` what a measure asks of a day of calls, as far as it says so
`day`      one synthetic day of calls, minute by minute
`trial`    a measure applied to a day, in two readings
`compare`  what can be said about a learner's wording next to ours
`promise`  availability of a chain, its minutes a month, the tail of several calls
`charter`  what a role charter must settle
"""
