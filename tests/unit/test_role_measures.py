"""Response measures as people write them: which can be tested, which can't, and what is said.

Written down before the checker saw them, context by context: latency, availability, throughput,
deadlines, freshness, errors, durability, security, recovery, compatibility, and capacity.
"""

from __future__ import annotations

import re

import pytest

from utils.kit import tables
from utils.kit.quiz import bank
from utils.role.model.charter import Charter, check_charter
from utils.role.model.phrases import normalize_text
from utils.role.model.response_measure import parse_measure
from utils.role.model.spec import Scenario, check_measure, check_scenario, is_measure_complete

GOOD = """
within 2 s for 99 % of requests per rolling hour
p95 < 300 ms per clock hour
p95 < 300 ms per release
max. 22 min unplanned downtime p.a.
all 20,000 payouts credited by 06:00 on 29 of 30 days
zero duplicate payouts, ever
old app versions keep working for at least 12 months
contract tests pass for every app version of the last 12 months on every release
p99 latency of the refund call at most 400 ms in every clock hour
99.5% of calls answered within 250 ms over a rolling 7-day window
95 of 100 refund lookups take no more than 300 ms in any 10 minutes at 400 requests a second
the slowest 1% of calls take at most 2 s, measured per hour
median response time under 80 ms and p99 under 500 ms, per day
ninety-nine percent of reads finish inside 50 ms each hour
p99.9 ≤ 1 s per calendar week
no more than 1 in 200 calls slower than 600 ms per day
time to first byte under 200 ms at the 90th percentile, every hour
all but 1% of calls answer within 300 ms in any hour
every call answers within 2 s, in every hour
availability of at least 99.9% per rolling 30 days
99.95 % of minutes in a quarter without a failed health check
at most 43 minutes of downtime per 30 days
no more than 4 hours of unplanned downtime a year
downtime ≤ 52 min p.a.
max 5 min outage p.m.
99.9% of calls succeed per calendar month
at most two outages per quarter, none longer than 10 minutes
uptime ≥ 99.99% YTD
at least 400 payouts a second sustained for 10 minutes
handles 1,200 requests per second for an hour with fewer than 1 in 1,000 errors
20,000 payouts processed within 30 minutes every night
at least 5,000 events per second over any 5 minutes
throughput of no less than 200 tps in every 10-minute window
all files processed by 05:30 on at least 28 of 30 nights
the batch ends before 6 a.m. on 99% of nights
settlement file delivered by 04:00 every business day
every payout run finishes within 90 minutes
the nightly job is done by 6:00 on 29 of 30 nights
dashboard data is never more than 10 minutes old
99% of events visible to consumers within 60 seconds, per day
replication lag below 5 s in 99.9% of minutes
data at most 1 hour old in 99 of 100 checks a day
fewer than 5 in 10,000 calls fail in any week
5xx share ≤ 0.1% per day
error rate under 0.5% in any 5 minutes
less than 1 % of webhooks undelivered after 24 hours, per month
not more than three failed deliveries per 10,000 webhooks
zero lost payments, ever
no payment is ever charged twice
0 duplicate ledger entries per year
not a single payout booked twice in 12 months
no acknowledged event is ever lost
never more than one duplicate in 1,000,000 events
zero double bookings in any quarter
at most 1 lost event in 10 million, per year
none of the 20,000 payouts is booked twice
critical vulnerabilities patched within 7 days in 95% of cases
all critical findings fixed within 48 hours
100% of API calls require a valid token, checked on every release
zero secrets in logs per monthly audit
access revoked within 1 hour for every leaver
at most 3 failed logins per account per hour
keys rotated every 90 days
RTO 30 min, RPO 5 min
service restored within 15 minutes in 9 of 10 outages
recovery after a crash takes at most 60 s, every time
failover completes in under 30 s in each monthly drill
at most 5 minutes of data lost in any outage
restore from backup within 4 hours, tested once a quarter
every v1 client keeps working for 12 months after v2 is released
no breaking change without 6 months of notice
old clients work for at least 18 months
contract tests of all six teams pass on every release
each deprecated field stays for at least 12 months
0 breaking changes per release
99.9% of calls from app versions of the last 12 months succeed, per week
versions up to 12 months old keep working in every release
at most 70% CPU at 400 requests a second over any 10 minutes
disk never more than 80% full
supports 500 concurrent users with p95 below 1 s
queue never longer than 1,000 messages
holds 50 million records with p95 reads below 100 ms
memory below 2 GB in 99% of samples per day
p95 < 300 ms
≤ 300 ms for 95 % of calls, 5 min window
latency(p99) <= 0.5s / 1h
within 300 ms for 95% of requests in each 5-minute bucket
under one second for 19 of 20 calls on every working day
ninety-five out of a hundred calls take less than a third of a second
at most 2 complaints about refunds per 1,000 refunds each month
at most one rollback per 20 deployments
change fail rate below 5% per quarter
lead time under 2 days for 80% of changes per month
build finishes in 10 minutes or less for 95% of commits
new team integrates in at most 5 working days, for 4 of 5 teams
support answers 90% of tickets within 4 business hours each week
cost at most $0.02 per payout, averaged over a month
p99 under 400 ms during the daily peak hour
between 0 and 300 ms for 99% of calls per day
99th percentile ≤ 800 ms on Black Friday, 9:00 to 21:00
twice a year at most the API is down for more than 10 minutes
refunds reach the ledger within two minutes, 99 times out of 100
999 of 1000 calls < 1 s, weekly
no more than 0.01 % of payouts are late, per month
zero 5xx on release days
maximum 1 failed payout per 10 000
all 24 nightly runs of a month end by 06:00
95 % of calls in less than 300 ms, measured over 5-minute windows
At the 99th percentile, a refund lookup takes 400 ms or less in any given hour
98 of 100 score requests are done in under 250 ms in every 15 minutes
Nineteen in twenty requests come back within one second, week by week
no request over 5 s in any day
p90 ≤ 150ms; p99 ≤ 700ms; each per day
0.5 s at most for 999 in 1,000 calls a month
refund status in < 300 ms for ≥ 95 % of requests (5-min windows)
the 99th percentile stays at or below 1.2 s in each clock hour
latency p99 not above 400 ms on any business day
within 2 seconds for all but 5 in 1,000 calls each week
max 2 % of calls slower than 1 s per rolling day
99.9% of requests are successful in any 28 days
successful responses make up at least 99.95% of all responses per month
service unavailable for no more than 21 minutes per month
total downtime of at most 8.76 hours per year
uptime of 99.5% measured monthly
4 nines per year
at most 0.1% of minutes down in a quarter
not down longer than 5 minutes in any week
at least 99 of 100 health checks pass each hour
sustains 800 requests a second for 30 minutes with error rate below 0.1%
processes at least 10,000 records per minute during the nightly run
1,000 messages a second or more over any 10 minutes
imports 2 million rows in under 1 hour, on 9 of 10 nights
no fewer than 300 checkouts per minute in every hour of the sale
at least 50 MB/s over any minute
all invoices sent by the 3rd business day of each month
each nightly file is booked by 5 a.m.
98% of batches complete within 2 hours of arrival
payout list published by 07:00 on every working day
reconciliation complete by noon on 19 of 20 days
the export never takes longer than 20 minutes
reports no older than 24 hours, every day
at least 99% of balances are less than 5 minutes old, checked hourly
search index at most 10 minutes behind in 99 of 100 samples
p99 event delay under 30 s per day
changes visible to Finance within 15 minutes in 95% of cases
stock counts refreshed every 5 minutes
fewer than 1 in 10,000 payments fails for technical reasons in any week
at most 20 rejected calls per million, weekly
error ratio ≤ 0.001 over 7 days
no more than 2 failed nights in any 30
at most five 500 responses in 100,000 requests
failure probability below 1e-6 per transaction
one failed call in 5,000 at most, counted per day
zero lost events, ever
zero lost updates in any release
durability of 99.999999999% per year
eleven nines of durability per year
at most 1 object in 10 million lost per year
no ledger entry is ever deleted
no refund paid twice, ever
exactly 0 double payouts in 12 months
not one message dropped in any failover drill
all medium vulnerabilities closed within 30 days
100% of secrets rotated every 90 days
no known critical vulnerability older than 7 days, at any time
every call without a valid token is rejected within 50 ms
lock the account after 5 failed logins in 10 minutes
0 of 1,000 probe requests get through each night
personal data deleted within 30 days of each request
back up and running within 10 minutes after any single server fails
recovery point of at most 1 minute, recovery time of at most 15 minutes, in every drill
median time to restore below 30 minutes per quarter
service resumes in under 2 minutes in 19 of 20 failovers
rollback completes within 5 minutes of every failed release
restores tested every month within 2 hours
old SDKs keep working for one year
v1 stays available for at least 12 months after v2
every removal is announced at least 90 days ahead
all consumer tests green on each release
99.99% of calls from apps up to a year old are accepted, each week
fewer than 1 in 10,000 calls of each supported version refused in any week
removed fields are announced 6 months before
not a single consumer test fails in any release
no supported client breaks on any release
zero consumers broken per release
every published version is supported for 18 months
clients built in the last 12 months see no new errors on any release
10,000 concurrent sessions with p99 < 800 ms
holds 5 TB with reads at p95 under 40 ms
CPU stays under 60% at p99 per day
connection pool never above 80%
storage grows by less than 10 GB a month
up to 2,000 open connections with no refused call in any hour
three new teams onboarded per quarter
first successful call within 30 minutes for 8 of 10 new engineers
at least 70% of developers rate it 4 or 5 of 5, per quarterly survey
NPS of at least 30 per quarter
one page per on-call week at most
at most $200 a day
fewer than 4 support tickets per team and month
fewer than 10 alerts in any on-call week
99% of webhooks delivered within 10 s, the rest within 1 h
at least 3 releases a week
deploys take ≤ 15 min in 9 of 10 cases
p75 of page weight below 1 MB per release
within 300 ms 95 times out of 100
<300ms/p95/5min
95th pct of refund call time ≤ 300 milliseconds per 5 minutes
At least 95 percent of status lookups return within 300 ms, evaluated every five minutes
In any rolling 60-minute period, p99 must be ≤ 750 ms
Response time: 95th percentile, 300 ms, 5-minute windows
The 95th percentile of response time is less than or equal to 300 ms for each hour of the day
Ninety-nine out of one hundred calls complete in half a second or less every day
two nines per hour
median <= 40ms, p99 <= 250ms (hourly)
0.3 seconds or faster for 95% of requests in every 10 min
p95 no greater than 300ms over each 5 min interval
No more than 5% of requests take longer than 300 ms in any five-minute window
fewer than one in twenty requests takes over 300 ms, any 5 minutes
Less than 0.1% of requests error out in a given day
99.9 % of requests served w/o error per calendar month
Availability ≥ 99.9 % (calendar month)
Monthly uptime percentage of at least 99.95%
No outage longer than 15 minutes, no more than 3 outages per quarter
Unavailable for at most ten minutes in total each week
At most 8 hours of planned maintenance a year
sustained throughput of 500 requests/second for 15 minutes with p99 under 1 s
can process a batch of 1 million records in at most 3 hours
handles 1000 events/s for one hour without losing any
peak of 2,000 rps for 5 minutes at p99 < 2 s
The nightly batch completes by 05:00 UTC on 99% of days in a quarter
Payout files processed no later than 6 AM on each business day
All sellers paid before noon, 29 days out of 30
Invoices arrive within 2 working days for 98 of 100 merchants
data lag no more than 60 seconds for 99% of the time in a day
Every balance shown is less than 5 minutes old
reports contain all transactions up to 1 hour ago, in every run
cache entries are refreshed at least every 10 minutes
No more than 1 in 100,000 payments is lost per year
Zero data loss on failover
zero lost writes in every failover drill
99.999999999 % durability per year
the number of double bookings is 0 in any month
no double bookings in 12 months
never a duplicate payout
Not more than 1 failed login per 1,000 per day
All admin actions logged within 1 second, 100% of the time
No critical CVE open for more than 14 days
Security patches applied in under 72 hours, in 95 of 100 cases
0 unauthorized requests answered in each penetration test
tokens expire after 15 minutes
sessions end after at most 30 minutes of inactivity
RTO of 1 hour and RPO of 5 minutes
full restore in under 4 hours at every quarterly test
Mean time to recover below 30 minutes per quarter
After a node failure, p99 is back under 500 ms within 2 minutes in 9 of 10 tests
Requests using v1 of the contract succeed for at least 12 months after v2
all SDKs released in the last year pass the contract tests for each release
0 of the six teams have to change code for a minor release
No field is removed with less than 90 days' notice
Old apps (up to 12 months) see fewer than 1 in 10,000 errors per week
p95 CPU below 60% in each 10 minute window
supports 50 new merchants a week with no more than 1 support ticket each
up to 10,000 open sessions at p99 under 1 s
fewer than 3 pages a week for the on-call engineer
9 out of 10 new developers make their first call within 30 minutes
change failure rate under 10 % each quarter
within 800 ms for 99 % of lookups per rolling day
under 5 s for 95 % of exports per release
at most 350 ms for nineteen of twenty calls in each quarter of an hour
max. 4 h unplanned downtime per annum
min. 99.95 % availability p.a.
no more than 26 min of downtime p. a.
all 1,200 settlement files delivered by 05:00 on 360 of 365 days
all orders of the day exported by 23:30 on 99 of 100 days
every one of the 20,000 payouts credited by 6 am
zero lost refunds, ever
zero unanswered webhooks in 30 days
zero incidents of severity 1 per year
old clients keep working for no less than 24 months
the v1 endpoint answers for 12 more months
every supported client passes its contract tests on each release
contract tests for all six teams pass before every deployment
100 % of consumer contracts verified on every merge
p50 < 100 ms and p99 < 500 ms per clock hour
p99 of 2 s per UTC day
the 98th percentile stays below 700 ms in any sliding 15 minutes
997 of 1,000 calls answered within one second, each week
three out of four calls below 120 ms on every weekday
less than 2 seconds for 99 in 100 searches, hour by hour
below 1 error per 2,000 calls in each hour
not one double charge in any month
at least 250 payouts a minute over any 30 minutes
25 MB/s or more in every 10 minutes of the export
5,000 messages per second for at least 20 minutes
ledger no more than 30 seconds behind in 995 of 1,000 checks
a new rate is visible to all six teams within 15 minutes, each time
restore of the ledger in at most 2 hours, in each yearly drill
failover finished inside 45 seconds, 19 times in 20
passwords changed every 60 days
all open ports checked every night
no secret in any log, checked on every build
at most one failed deployment in ten
fewer than 4 rollbacks a quarter
Finance closes the month in at most 2 working days, 11 months out of 12
each alert is acknowledged within 5 minutes by day and 15 minutes by night
memory stays below 4 GB at p99 per day
20% fewer support calls within a quarter
ticket backlog never above 40 tickets
""".strip().splitlines()

BAD = """
95 of 100 payout calls answer promptly, measured each hour at 80 calls a second
95 of 100 calls usually answer within 400 ms in any hour at 80 calls a second
99 of 100 calls answer within 400 ms, measured whenever the system is fairly quiet
Fraud scores are quick and reliable in any hour, even when 60 calls a second come in
users happy in 99% of calls
95% in 5 minutes
p95 < 300 ms eventually
2 s or so in p95
roughly 300 ms p95 per hour
p95 is low in every hour
99% of calls are quick in any week
95 of 100 calls answer swiftly in any hour
calls usually take less than 300 ms in any hour
most calls answer within 300 ms per day
nearly all requests within 2 s in any week
p95 about 300 ms per day
p95 around 300 ms in any hour
p95 < ~300 ms per hour
approx. 2 s at p99 per day
a few hundred ms at p95
300-ish ms at p95 each hour
somewhere near 300 ms p95 per hour
p99 under 2 s or thereabouts per day
p95 < 300 ms, more or less, in any hour
p95 < 300 ms, give or take
p95 < 300 ms if possible
p95 < 300 ms where feasible
p95 < 300 ms in normal cases
p95 < 300 ms under reasonable load
p95 < 300 ms when traffic is moderate
p95 < 300 ms when the system isn't too busy
p95 < 300 ms in quiet hours mostly
99.9% available as a rule
99.9% uptime per month, ideally
at least 99.9% of calls succeed in the long run
error rate below 1% sooner or later
p95 < 300 ms over time
p95 < 300 ms at some point
in the end 99% of calls under 2 s
the API should normally answer in 2 s
typically below 300 ms at p95
p95 generally < 300 ms per day
on average fast
acceptable latency in 99% of calls
99% of users are satisfied
customers are happy 95% of the time
99% of merchants find the API easy
95% of calls feel instant
99% of calls go well in any month
works well for 99% of users per month
99% good experience per week
99% of payouts arrive in good time
all payouts arrive on time each night
payouts arrive in time on 29 of 30 days
payouts are prompt in 99 of 100 cases per month
the file is processed early enough every night
the batch finishes quickly every night
at least 400 requests a second are handled smoothly in any hour
60 calls a second come in and are answered reliably
scores are correct and quick at 60 calls a second in any hour
stable under 400 requests a second over any 5 minutes
robust in every release
secure at all times
highly available every day
zero downtime if at all possible
minimal downtime per year
as little downtime as possible per month
fewer errors per week
fewer errors than before per month
less latency each release
p95 improves every month
p95 better than last quarter
error rate decreases every week
data is fresh within reason every hour
data is up to date at all times
near real-time in 99% of cases
99% in a day
95% per week
99.9%
99.9% per month
p95 per hour
p99 in any 5 minutes
p95 at 400 requests a second
p95 under 300 in any hour
300 ms
300 ms at 400 requests a second
under 2 seconds
2 s
availability 99.9%
99.9% of the time
errors below 1%
at most 5 errors
max 3 outages
no outages
downtime below 10 minutes
recovery within an hour
restored in 30 minutes
lag under 5 s
data at most 15 minutes old
done by 06:00
ready before midnight
handles 400 requests a second
400 tps
many requests per second without errors
p101 < 1 s per day
105% of calls within 2 s
11 of 10 calls within 2 s
-3 errors a day
fewer than 0 outages per year
p95 below 0 ms per day
TBD per month
x ms at p95 per hour
N% of calls within M ms per day
some number of ms at p95
a couple of seconds at p99 per day
several hundred calls per second without trouble
p95 in milliseconds per hour
a low percentage of failures per month
the agreed percentile under the agreed limit in any hour
tolerable for 95% of users in any week
99% of calls answer without undue delay in any week
99% of calls answer within an acceptable time in any week
p95 < 300 ms for important customers only, mostly
old app versions keep working
old versions keep working for a while
clients work for a reasonable time after each release
no unnecessary breaking changes per release
critical bugs get fixed soon, each week
patched in a timely manner every month
keys are rotated regularly
passwords are strong in 100% of cases
enough capacity at peak every day
plenty of headroom at 400 requests a second in any hour
scales to 10,000 users without problems
scales linearly
the queue stays short every hour
99% of tickets are handled appropriately each month
refunds answer in any hour while 400 requests a second come in
calls are answered in any hour at 80 calls a second
payouts are processed each night even when 20,000 arrive in an hour
scores come back in every hour under 60 calls a second
handles peaks of 400 requests a second gracefully
95 of 100 calls are speedy in any hour
99 of 100 answers arrive without long delay in any hour
the answers of 9 of 10 calls feel snappy, per day
99% of callers are content with the speed in any week
99% of developers are happy with the docs each quarter
95% of partners stay satisfied per quarter
calls take circa 300 ms at p95 per day
p95 of ca. 300 ms per hour
p95 roughly under 300 ms in any hour
p99 in the order of 400 ms each hour
p99 of 400 ms, plus or minus a bit, each hour
300 ms or thereabouts for 95% of calls
5 minutes or so of downtime per month
one or two seconds at p95 or so
about 1 in 1,000 calls fails per day
around 99.9% uptime per month
nearly 100% of calls succeed per week
almost no errors per week
hardly any errors per week
very few errors in 10,000 calls
only a handful of failures per month
some 20 errors per day at most
occasional errors, no more than a few per day
99.9% uptime per month under normal circumstances, mostly
up to 99.9% availability per month, hopefully
99% of calls eventually succeed within the day
payouts are eventually booked, 99.9% per month
all events get through sooner or later, within 24 hours
recovery in due course within every quarter
p95 < 300 ms except on busy days
p95 < 300 ms except in rare cases
p95 < 300 ms whenever feasible
p95 < 300 ms when load is light
p95 < 300 ms as long as traffic is not too high
p95 < 300 ms outside busy periods
measured at quiet times, p95 < 300 ms
p95 < 300 ms best effort
p95 < 300 ms as a goal, as far as possible
p95 < 300 ms, if all goes well
p95 < 300 ms for most customers
p95 < 300 ms on good days
p99 acceptable to all teams per month
an appropriate percentile under 300 ms in any hour
95% within a reasonable time per day
95% of requests in a short time, daily
the majority of calls within 300 ms each hour
a high share of calls within 300 ms each hour
a large part of the calls under 300 ms per hour
the great majority of the calls under 300 ms per hour
the bulk of the calls under 300 ms per hour
response times of milliseconds at p95 per hour
sub-par latency never
99% reliable
99% reliability
100%
100% of the time
always available
never down
never slow
no slow calls
no delays ever
zero problems
zero issues per release
always under control at 400 requests a second
5 nines
p99.9
99th percentile in any hour
median per day
average per day
in any 5 minutes
per release
on every release
every day by
at least
less than
under ms
p95 under ms per hour
300
< 300
300 per hour
at most 300 in any hour
p95 < 300 in any hour
within 5
99% of calls
99% of calls per month
95 of 100 calls in any hour
1 in 1,000
two of three
the error rate per month
the error budget is kept each month
SLO met every month
SLA fulfilled per quarter
KPIs reached each quarter
as agreed with the teams per month
according to the contract each month
in line with industry standards per quarter
state-of-the-art performance per release
competitive response times each quarter
comparable to other APIs at p95
no worse than competitors at p99
secure by design in every release
fully tested on every release
well documented on every release
backward compatible
backward compatible in every release
mostly backward compatible for 12 months
old clients shouldn't break too often per year
few breaking changes per year
support for old versions for some months
old apps work for a long time
most old apps work for 12 months
99% of old apps work fine for 12 months
ample capacity for 400 requests a second in any hour
grows with demand every year
the queue is short 95% of the time
backlog small each day
data reasonably current in 99% of cases
data nearly always at most 5 minutes old
fresh enough for Finance each morning
soon after 6:00 every day
early each morning
late payouts are rare in any month
duplicate payouts are extremely unlikely per month
payouts twice are unlikely, ever
95 percent of status lookups return swiftly, evaluated every five minutes
Response time is short in any rolling 60-minute period
p99 should be in the region of 750 ms per hour
p95 of around about 300ms hourly
maybe 300 ms at p95 per hour
p95 < 300 ms, probably, per hour
p95 < 300 ms, approximately, for each hour
p95 ~300ms hourly
p95 ≈ 300 ms per hour
300 ms +- a bit at p95 per hour
Most requests are under 300 ms in every 5 minutes
Nearly every request is under 300 ms per day
A large majority of calls within 1 s each day
Requests are answered in a reasonable amount of time, 99% of the time
Requests are answered quickly enough 99% of the time in any month
99% of the users do not notice any delay in any month
99% of calls are answered in the blink of an eye per day
Availability should be very high each month
Availability of many nines per year
almost always available, 24/7
Downtime is kept to a minimum each month
Outages are short and rare, every quarter
The service recovers fast after every outage
recovers as soon as possible in 9 of 10 outages
batch done in time on every night
batch done at a decent hour every night
Sellers get paid promptly in 98% of cases each month
handles the load well at 500 requests a second for 15 minutes
scales well up to 2,000 rps
1,000 events a second arrive and are processed smoothly for an hour
even if 2,000 requests a second come in, calls are answered in every minute
with 400 requests a second, refunds are visible in any hour
Data is usually no more than 5 minutes old
Data mostly less than 5 minutes old per day
Reports are current in every run
Data loss is extremely unlikely each year
Few payments are lost per year
Hardly any duplicates per month
Duplicates are avoided wherever possible each month
Logins are secure in 100% of cases
Strong encryption in 100% of calls
patched soon after release, in 95% of cases
Patches are applied regularly, every month
Old apps generally keep working for 12 months
Old apps keep working for a reasonable period
Old apps keep working for quite a long time
Breaking changes are rare, per year
plenty of notice before every breaking change
enough notice before each breaking change
CPU is low in each 10 minute window
CPU is fine at p95 per hour
some capacity left at 400 requests a second in any hour
Few pages per week
Developers are happy after 30 minutes in 9 out of 10 cases
better than 99% per month
99 per hour
p95 in an hour
every 5 minutes
in 9 of 10 cases
95 of 100
refund calls answer without waiting, measured every hour at 90 calls a second
95 of 100 refund calls answer early enough, measured each hour
98 of 100 calls commonly answer within 300 ms in any hour
98 of 100 calls tend to answer within 300 ms in any hour
99 of 100 calls answer within 400 ms, measured when nothing unusual is going on
99 of 100 calls answer within 400 ms while things are calm
payout scores are dependable in any minute, even at 30 calls a second
webhooks arrive at up to 500 a second and are dealt with in every hour
sellers pleased in 98% of payouts
partners trust us in 99% of cases
engineers enjoy the API 95% of the time
99% in 30 days
98% per hour
p99 < 2 s in the long term
p99 < 2 s one day
p95 of 300 ms when possible
1 s or thereabouts at p99
400 ms, or a little more, at p95
p95 somewhere around 300 ms per hour
p95 close to 300 ms per hour
more or less 300 ms at p95 per hour
give or take 300 ms p95 per day
some 300 ms for 95% of calls
95% of calls under a few hundred ms in any hour
a handful of errors per day
next to no errors per month
virtually no downtime per year
barely any duplicates in 30 days
mostly zero duplicates, ever
zero duplicates, usually
downtime as short as possible p.a.
max. little downtime p.a.
all payouts credited on schedule on 29 of 30 days
all payouts credited at the right time each night
old app versions keep working as long as needed
old app versions keep working for months
contract tests pass for most app versions on every release
contract tests usually pass on every release
good test coverage on every release
p95 at its usual level per release
p95 comparable to last month in every hour
as before, per release
""".strip().splitlines()

# The third story of notebook 01: the interface must not hurt old apps.
THIRD_STORY = """
no app version of the last 12 months breaks on any release
0 calls from supported app versions refused because of the contract in any week
app versions up to 12 months old get the same answers on every release
100% of contract tests of the last 12 months' app versions pass on every release
no breaking changes within 12 months
breaking changes announced 12 months ahead
a break is announced at least 12 months before it happens
at least 12 months between notice and removal
all contract tests green in both releases each month
99.99% of calls from each version of the last 12 months are answered per week
each version is supported for 12 months after it was replaced
all calls valid under the contract of 12 months ago are still accepted on each release
compatibility tests for all versions of the last 12 months pass before each release
""".strip().splitlines()


def said(text):
    """Return what a learner reads about a measure."""
    parts = Scenario("Mobile", "400 calls a second", "the peak", "the call", "answers", text)
    return check_scenario(parts).parts[-1].messages


# From a second pair of eyes: wordings that the reader had not seen.
MORE_GOOD = """
No more than 3 of any 1,000 consecutive refund calls exceed half a second
The slowest 1% of calls in any hour still answer within 1.2 s
p99.9 <= 750ms, measured per 10-minute bucket, at 250 rps
At 600 req/s, 19 out of every 20 lookups come back inside 200 ms
Zero duplicate payouts in any rolling 90 days
Every payout file is delivered by 06:30 UTC on each business day
Fewer than 5 failed webhooks per 100,000 sent
Recovery time objective: 15 minutes, for every regional failover
RTO ≤ 15 min and RPO ≤ 60 s in each quarterly failover drill
99.95% of requests return a non-5xx status over a rolling 28-day window
95 % of the time the queue drains in less than 2 minutes
All of the 10,000 test refunds are processed exactly once
Consumers get at least 180 days' notice before any breaking change
In 9 cases out of 10, integrating the sandbox takes a new team at most one working day
p50 below 80 ms and p99 below 400 ms, both per calendar week
Error ratio stays under 0.1% in every 5-minute interval
At most one in ten thousand callbacks arrives later than 30 seconds after the refund
Max. response time 3 seconds over a one-hour load test with 200 concurrent users
The reconciliation job completes within 45 minutes on 99 of 100 nights
Median time to first successful call: under 30 minutes across new teams per quarter
No call takes longer than 5 s during the 24-hour soak test
Monthly uptime of 99.9 percent
Lost events: 0 per million, counted monthly
Ninety-nine percent of status calls answer in three hundred milliseconds
For any 15 min period, p95 latency must not be above 350 ms
The oldest unprocessed message is never older than 10 minutes
Throughput of at least 900 transactions per second sustained for 30 minutes
Within 24 hours of every incident, a postmortem draft is published
99th percentile time-to-acknowledge < 1s during the Friday peak (18:00–20:00)
2xx on at least 9,990 of 10,000 synthetic probes a day
Rollback takes at most 4 minutes in each of 20 consecutive drills
Availability >= 99.95% per quarter, excluding announced maintenance
The 98th-percentile end-to-end delay doesn't exceed 2.5 seconds in any given minute
Not a single cent of difference between ledger and bank at each day's close
Timeouts: max 2 per 5,000 calls
95 of 100 calls are answered in 0.3 s or less at 400 calls per second
Each replay returns the same refund ID within 100 ms in all 1,000 replays
CPU usage stays below 70% for 95% of each hour
p99 < 1s/5min
Data loss is limited to the last 5 seconds of writes in any crash
No single call may take longer than 2 seconds in any hour
Not one payout is paid twice in a calendar year
Out of every 500 calls, at most 1 times out in any hour
At least 19 in 20 sandbox sign-ups are done in under 15 minutes each month
Within 10 s of a card-network outage, calls get a 503, in all 12 monthly drills
p95(latency) < 0.3 s over 5-min windows
95p under 300 milliseconds over any five minutes
P95 response time must remain at or below 300ms over each rolling 5-minute window
All 6 teams are on version 2 by March 31
5xx rate < 0.1 % per day
Not more than 0.05% of webhooks need a second attempt in a week
Max 1 min of downtime a week
Less than 43 minutes of downtime in a month
At 2x the daily peak, 99% of calls finish within 500 ms over 10 minutes
The error budget of 0.1% lasts the whole 30 days
Every refund is visible to Finance within 2 minutes of being booked
TTFB p75 of 200ms, weekly
In any quarter, no more than two breaking changes
Support tickets about refunds: max 5 per 10,000 refunds per month
Every write is acknowledged by two replicas within 50 ms, 99.9% of the time over a week
A restart loses none of the accepted calls, in 100 of 100 tries
Deprecation notice of not less than six months for every removed field
100% of schema changes pass the contract tests before each release
99 out of 100 times, a rollback is live inside five minutes
The 10 slowest calls in any 1,000 take at most 1 s
Cost per 1,000 calls stays under $0.12 each month
Payouts over $10,000 are approved within 4 hours, 95 times out of 100
mean time to recovery under 1 hour per quarter
Peak memory never goes above 2 GB
Reconciliation difference of $0.00 at every month end
Ledger and bank agree to the cent every day
p99 at most a quarter of a second in each 1-minute bucket
Clients written for v1 keep passing their 240 contract tests for 12 months
Every one of the 42 documented error codes is returned in the nightly test
0 failed calls during each deployment
99.9% of messages delivered at most once, per month
In the failover test of each month, calls fail for at most 30 seconds
Answers arrive in 300 milliseconds or less for ninety-five of a hundred requests
Two testers get the first call to work in less than 20 minutes, in 9 of 10 trials
Every night by 2 a.m., 100% of the day's 40,000 payouts are booked
Version 1 is switched off by March 31, 2027
p95 under 300 ms in any 5 minutes; a failed call counts as too slow
""".strip().splitlines()
MORE_BAD = """
Refunds are snappy
Under 300 ms
300
p95 is low
The 95th percentile
99.9%
Response time improves by a lot every month
As quick as the competition
Most calls in 300 ms
Usually under a second
Less than 1%
p99 < 400
5 minutes
The average is under 200 ms
Nobody complains for a month
Happy customers in 30 days
95% of calls are quick
within the SLA
99.9% available
Fewer errors than last quarter
500 requests per second
It scales to peak
p101 under 300 ms
120% of calls answer within 300 ms each hour
The 95th percentile under 0 ms
Minimal latency over any 5 minutes
Near-real-time at 400 calls a second
In the blink of an eye, 99% of the time
Latency: TBD ms over any 5 minutes
p95 under X ms in any 10 minutes
A couple of hundred milliseconds for 95% of calls
Nearly all calls under 300 ms in any 5 minutes
99.99
No noticeable delay in any hour
Good enough for Finance
Four nines
Between 100 and 300 ms
Less than ten
Rarely more than 2 seconds a day
Latency within reasonable limits over 30 days
Latency is good at p99
Better than 300 ms on a typical day
99% of the calls
No more than 5
p95 within SLO
300 ms p95 or thereabouts
About 95% of calls within 300 ms in any hour
Hardly any failures per month
A high percentile under 300 ms
p95 of 300
within 2
Faster than version 1
The team feels it's faster in 9 of 10 cases
Response time, latency and throughput
Each call is handled correctly
Never down
100%
Always available
A maximum of 3
Latency p95 measured every 5 minutes
Calls per second: 400
Errors should go down by half
Twice as fast
Less than 5 minutes of work
99.9% uptime
Soon enough in 95% of cases
Refunds in real time
0
-5 ms at p95 in any hour
95% of 95%
1000000 ms
Ten out of ten
We aim for 300 ms
Up to 5 errors
p95 lower than before in any 5 minutes
Reasonable p99 per week
one second
Meets Finance's expectations in every week
Monitored 24/7 with alerts
""".strip().splitlines()


# Another day's wordings, again written down before the checker saw them.
LATER_GOOD = """
at most 5% over 300 ms
only 1% slower than 1 s
95percent of requests under 300 ms
95% of pages load within 2 s
a quarter of calls may take longer than 100 ms
none of our requests takes longer than 2 s
the slowest call takes 2 s
no two payouts with the same reference are ever executed
a duplicate refund never happens
two identical refund requests lead to exactly one refund, every time
not reachable for at most 0.05% of the month
token rotation at least every 30 days
a field is removed no earlier than 6 months after its deprecation
calls from old apps succeed as often as from new ones, within 0.1 percentage points, per week
payouts due by 06:00 are credited on time on 29 of 30 days
ninety-nine point nine percent of calls succeed each month
within 1 s (p99), 1-hour tumbling windows
For 97 in 100 calls, the answer arrives in at most 350 ms (window: 10 min)
the 99th percentile per quarter-hour at most half a second
300 ms (95%, 5 min)
95%-quantile: 300 ms; measurement period: 5 minutes; load: 400/s
""".strip().splitlines()
LATER_BAD = """
p95 < 300 ms under normal conditions
better than 95% of competitors
near-zero latency for 99% of calls
refunds show up right away in 99 of 100 cases
it takes less time than v1 for 95% of calls
within 300 ms if the network allows, for 95% of calls per hour
p95 < 300 ms TBD per hour
within 4 minutes, 95 of 100 files are ready, once we've scaled up
95% of the calls are okay, measured hourly
at least 95% of agents see the refund without having to wait
latency comparable to v1 in 95% of calls
p95 < 300 ms, or whatever the team agrees, per hour
the response time is optimized for 95% of calls
there's no perceptible lag in 99 of 100 calls per hour
response within SLA for 99% of calls per month
meets industry standards in 99% of cases per month
95% of calls finish before the agent gets impatient, per day
payouts are credited first thing in the morning on 29 of 30 days
payouts arrive overnight on 29 of 30 days
payouts are credited by 06:00 if nothing goes wrong, every day
60 scores a second without degradation per hour
p95 < 300 ms or as close to it as we can get, every hour
99 of 100 calls per hour are answered in less time than it takes to blink
the score arrives before the shopper notices, in 99 of 100 payments
p95 under 300 ms on average days
p95 a lot less than a second per hour
p95 slightly under 300 ms per hour
webhooks follow closely after the event in 99% of cases per day
a refund lookup takes no longer than agents can tolerate in 95% of cases
p95 < 300 ms, plus or minus, per day
p95 < 300 ms where practical, per day
payouts arrive at the agreed time on 29 of 30 days
p95 < 300 ms in 5 minutes or longer windows, depending on the day
""".strip().splitlines()


def test_there_are_many_of_both():
    assert len(set(GOOD)) >= 250
    assert len(set(BAD)) >= 250


@pytest.mark.parametrize("text", [*GOOD, *MORE_GOOD, *LATER_GOOD, *THIRD_STORY])
def test_what_can_be_tested(text):
    assert is_measure_complete(text), said(text)


@pytest.mark.parametrize("text", [*BAD, *MORE_BAD, *LATER_BAD])
def test_what_cannot_be_tested(text):
    assert not is_measure_complete(text)


@pytest.mark.parametrize("text", [*GOOD, *MORE_GOOD, *BAD, *MORE_BAD, *THIRD_STORY])
def test_every_remark_names_the_words_it_is_about(text):
    typed = normalize_text(text)
    assert said(text) or is_measure_complete(text)
    for one in said(text):
        quotes = [quote.rstrip("…").casefold() for quote in re.findall("“([^”]+)”", one)]
        number = one.split()[0].casefold()
        is_number = any(sign.isdigit() for sign in number) and number in typed
        assert is_number or any(quote in typed for quote in quotes), one


@pytest.mark.parametrize("text", [*GOOD, *MORE_GOOD, *BAD, *MORE_BAD, *THIRD_STORY])
def test_letters_and_spaces_do_not_change_the_verdict(text):
    first = is_measure_complete(text)
    assert is_measure_complete(text.upper()) == first
    assert is_measure_complete(f"  {text.replace(' ', '   ')}.  ") == first


HEDGES = ("roughly", "about", "around", "nearly", "approximately", "usually", "ca.", "circa")
HEDGED = "{} 300 ms for 95% of calls in any hour"


@pytest.mark.parametrize("hedge", HEDGES)
def test_a_hedge_takes_the_lamp_away_and_is_named(hedge):
    assert is_measure_complete(HEDGED.format("at most"))
    text = HEDGED.format(hedge)
    assert not is_measure_complete(text)
    assert f"“{hedge.rstrip('.')}”" in " ".join(said(text))


@pytest.mark.parametrize(
    "load", ["400 requests a second", "60 calls a second", "2,000 rps", "1,200 calls per minute"]
)
def test_a_load_is_not_the_limit(load):
    text = f"calls answer in any hour, even when {load} come in"
    assert not is_measure_complete(text)
    assert is_measure_complete(f"95% of calls answer within 300 ms in any hour at {load}")
    assert is_measure_complete(f"at least {load} in any 5 minutes")


def test_a_load_in_place_of_a_limit_is_called_one():
    assert "is the load, not the limit" in said("p95 at 400 requests a second")[0]


def choices(question_id):
    found = next(q for q in bank.load_questions("01-role-definition") if q.id == question_id)
    return {one.text: one.verdict for one in found.choices}


def test_the_checker_agrees_with_the_questions():
    """What the questions of notebook 01 call untestable isn't lit, and the right one is."""
    verdicts = choices("01.q.spec-testable")
    right = next(text for text, verdict in verdicts.items() if verdict == "right")
    vague = next(text for text in verdicts if "quick and reliable" in text)
    assert is_measure_complete(right)
    assert not is_measure_complete(vague)
    assert parse_measure(right).statistic == "share"


TESTABLE = ["00.q.base-measure", "01.q.spec-testable", "02a.q.recall-testable",
            "03.q.recall-testable", "06.q.post-measure"]  # fmt: skip


@pytest.mark.parametrize("question_id", TESTABLE)
def test_the_checker_agrees_with_each_question_on_what_can_be_tested(question_id):
    """It has nothing to say on the right answer, and something on each wrong one."""
    notebooks = [path.stem for path in (tables.data_folder() / "questions").glob("*.json")]
    notebook = next(one for one in notebooks if question_id.startswith(f"{one.split('-')[0]}."))
    found = next(one for one in bank.load_questions(notebook) if one.id == question_id)
    for choice in found.choices:
        check = check_measure(choice.text)
        assert (check.ok and not check.messages) == (choice.verdict == "right"), choice.text


def test_a_charter_says_which_measure_and_why():
    made = Charter("p", ("finance",), {}, ("p95 < 300 ms in any hour", "happier teams", "p95 < 5"))
    assert not dict(check_charter(made))["every measure can be checked"]
    assert any("“happier teams”" in one for one in made.measure_remarks())
    assert any("5 of what?" in one for one in made.measure_remarks())
    assert not any("300 ms in any hour" in one for one in made.measure_remarks())


@pytest.mark.parametrize(
    ("limit", "value"),
    [
        ("1½ s", 1.5), ("½ s", 0.5), ("1 ½ s", 1.5), ("1 1/2 s", 1.5), ("1/4 s", 0.25),
        ("3/4 of a second", 0.75), ("1/10 second", 0.1), ("2/3 minute", 0.667),
    ],
)  # fmt: skip
def test_a_fraction_is_one_number(limit, value):
    found = parse_measure(f"95th percentile under {limit} over any 5 minutes")
    assert found.is_complete
    assert found.numbers == (pytest.approx(value, abs=0.001),)


@pytest.mark.parametrize("share", ["1/1000 calls fail a day", "1/100 calls over 300 ms a day"])
def test_a_share_of_a_count_is_no_fraction_of_a_time(share):
    assert parse_measure(share).statistic == "share"
