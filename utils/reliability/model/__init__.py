"""Pure models of the reliability lab, one file per subject.

`slo`     S3: error budget, burn rate, time to exhaustion, alerts over two windows
`replay`  S3: a month with an incident, minute by minute
`flow`    S5: Little's law, and a small queue in which it can fail
`dora`    S5: five delivery metrics from a log of deployments
`debt`    S5: after how many changes a clean-up has paid for itself
"""
