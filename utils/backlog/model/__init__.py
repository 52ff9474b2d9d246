"""Pure models of the backlog, one file per subject.

`order`      what an order costs in delay, the usual rule, and the cheapest order
`rice`       the RICE score
`stability`  how often an item keeps its rank when its inputs are guesses
"""
