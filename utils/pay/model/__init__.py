"""Pure models of the pay notebook, one file per activity.

`benchmark`     M0: rank of a pay figure among published percentiles, price levels, units
`five_numbers`  M1: what a range says once its ends are read as percentiles
`levels`        M2: largest share of a level, and the split of a gap in averages
`offers`        M3: the worth of an offer, and where two offers break even
`path`          M4: a timeline from gaps and hours a week
"""
