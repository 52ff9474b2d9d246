"""Pure models of the role notebook.

`spec`               whether a quality scenario is complete
`response_measure`   whether a response measure can be tested, and what it lacks
`vague`              words that leave a requirement open
`measure_reading`    the parts of a response measure: percentiles, shares, windows, quantities
`clock_hours`        the hours of the day in which a measure holds
`tokens`             words, signs, and numbers of a requirement, each with its kind
`token_kinds`        the kinds, the words of each, and patterns over them
`phrases`            turns of phrase put as signs and numbers
`requirement`        what a measure asks of a day of calls, as far as it says so
`call_day`           one synthetic day of calls, minute by minute
`trial`              a measure applied to a day, in two readings
`wording_comparison` what can be said about a learner's wording next to ours
`promise`            availability of a chain, its minutes a month, the tail of several calls
`charter`            what a role charter must settle
"""
