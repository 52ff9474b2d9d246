"""Pure models of the reliability lab, one file per subject.

`slo`             error budget, burn rate, time to exhaustion, alerts over two windows
`incident_replay` a month with an incident, in steps of five minutes
`flow`            a limit on work in progress, the price of switching, Little's law
`wip_limit`       when each item starts and ends, with and without a limit
`dora`            five delivery metrics from a log of deployments
`debt`            when a cleanup has paid for itself, and what isn't built meanwhile
"""
