"""Twelve weeks after the letter, simulated. Everything here is invented, and can be opened.

`rules`       every number of the model
`luck`        what is drawn, from the seat's number
`plan`        a promise, the work behind it, and the strategy
`simulation`  many quarters at once
`partners`    what partners make of a quarter
`study`       shares, percentiles, and which decision mattered
`story`       one quarter, week by week
"""
