"""Pure models of the backlog, one file per subject.

`order`  what an order costs in delay, the best ready item first, and the cheapest order
"""
