"""Pure models of the backlog, one file per subject.

`order`      what a sequence costs in delay, the usual rule, and the cheapest sequence
`rice`       the RICE score, and what an item needs to lose its rank
`methods`    five ways to rank the same items
`stability`  how often an item keeps its rank when its inputs are guesses
"""
