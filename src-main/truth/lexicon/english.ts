/** The words of answers in English: what stands left of a colon is what the phrases right of it do. */
export const english = String.raw`
state FAILED: failed | has failed | have failed | fails | fail | failing | in error | in a failed state | in failure | with errors | with an error | ended in error | went wrong | did not finish
state ABEND: abended | abend | abends | abnormally | abnormal end | ended abnormally | aborted | crashed
state RUNNING: running | executing | in execution | is executing | active | in progress | still running | under way
state DONE: succeeded | successful | successfully | completed | complete | done | ended well | finished successfully | in success | ended successfully | ok
state ENDED: finished | ended | has finished | has ended
state STARTED: has started | already started | has begun
state NOT_STARTED: not started | has not started | have not started | not yet started | hasn't started | haven't started | did not start | didn't start
state WAITING: wait | waits | still wait | waiting | still waiting | on wait | pending | in the queue
state READY: ready | ready to run | ready to start
state HELD: held | on hold
state CANCELED: canceled | cancelled
state BLOCKED: stuck
state SUPPRESS: suppressed
state UNDECIDED: undecided
state LATE: late | delayed | overdue | running late | behind schedule | past its deadline | past the deadline
state CRITICAL: critical
state UNLINKED: unlinked | not linked | offline | disconnected | not connected
state LINKED: linked | online | connected
state DOWN: down | not running
state UP: up
state OPEN: open | unanswered | waiting for a reply | waiting for an answer
state ARRIVED: arrived | has arrived | have arrived
state MISSING: missing | not arrived | has not arrived | have not arrived
state IN_USE: in use | taken | held by jobs | allocated
state FREE: free | available
event start: started | starts | start | began | begun | begins | start time | started at | kicked off | launched
event end: ended | ends | end | stopped | finished | finish | end time | terminated | went down
event run: ran | runs | run | lasted | took | takes | has been running | been running | elapsed | executed
event schedule: scheduled | planned | scheduled start | scheduled time | due to start
attribute rc: return code | return codes | exit code | exit status | rc | code
attribute priority: priority | priorities
attribute limit: limit | job limit | joblimit | limits
attribute fence: fence | job fence
attribute user: user | login | logon | as user | under user
attribute deadline: deadline | due by | due at | must end by | latest end | due
attribute estimate: estimate | estimated | estimated duration | estimated time
attribute usual: usual | normally | usually | typically | on average | average | median | usual duration
attribute forecast: forecast to end | forecast to finish | expected to end | expected to finish | projected to end | predicted to end | due to finish | should finish | should end | will end | will finish | forecast | forecast end | estimated end | expected end | predicted end | projected end | eta
attribute slack: slack | margin
attribute lateness: late by | minutes late
attribute attempt: attempt
attribute version: version
attribute stream: job stream | stream
attribute workstation: workstation | agent | machine
attribute task: script
attribute status: status | state
attribute run-number: run number
attribute risk: risk
relation waits-for: waits for | wait for | waiting for | waits on | waiting on | depends on | depend on | needs | held back by | kept waiting by | awaits
relation blocks: blocks | block | blocking | is blocking | holds up | holding up | keeps waiting | prevents | stops | keeps from running | impacts | affects
relation blocked-by: blocked by | cannot run until | cannot start until | cannot run before | held up by | stuck behind | behind
relation follows: follows | comes after | runs after | successor of | starts after
relation precedes: precedes | comes before | runs before | predecessor of | must finish before | followed by
relation because-of: because of | due to | caused by
unit job: job | jobs | successors | dependents | predecessors | dependencies
unit stream: streams | job streams
unit workstation: workstations | agents | machines
unit prompt: prompts | prompt
unit resource: resources | resource
unit file: files | file
unit unit: units | unit | slots
unit attempt: times | attempts | reruns | runs
unit reason: reasons
unit line: lines | line
number 0: zero
number 1: one | once | a single | single
number 2: two | twice
number 3: three
number 4: four
number 5: five
number 6: six
number 7: seven
number 8: eight
number 9: nine
number 10: ten
number 11: eleven
number 12: twelve
number 14: fourteen
not: not | never | no longer | isn't | aren't | wasn't | weren't | hasn't | haven't | didn't | doesn't | don't | cannot | can't | won't | nor
none: no | none | nothing | none of | no one | nobody
all: all | every | each | everything | all of
both: both | both of
neither: neither | neither of
only: only | just | solely
about: about | around | roughly | approximately | nearly | almost | some | close to | over about | ~
at-least: at least | no fewer than
more: more than | over | above | greater than | higher than | exceeds | longer than
less: less than | fewer than | under | below | up to | at most | lower than | shorter than
of: of | out of
in: in | on | within stream | inside
at: at
from: from | since | starting at
to: to | until | till | through
for: for | during | after running for
by: by
ago: ago
within: within
is: is | are | was | were | has | have | had | be | been | being | has been | equals | shows | reports | remains | stays | stands at | set to
and: and | & | as well as | plus | or
it: it | its | the job | this job | that job | they | them | their | these | those | this | that | the former | the latter
which: which | who | whose | where
if: if | unless | once | when | whenever | until it | assuming | in case | as soon as | whether | provided | should it
will: will | going to | is going to | are going to | shall | can then | expected to | is expected to | set to finish | due to end | likely
may: may | might | could | would | possibly | perhaps | maybe | probably | seems | appears | appear | seem
earlier: yesterday | earlier | previously | last night | last week | previous | last time | before that | the day before | in the past | formerly
usual: normally takes | usually takes | typically takes | normally
expected: instead of | instead of the | rather than the | against an estimate of | against | compared to
after: after | later than | following
before: before | earlier than | prior to
local: local time | local | in the engine's time zone | engine time
direct: directly | direct | immediate | immediately
other: other | others | another | more | further | additional | rest | remaining | the rest
advice: recommend | recommended | suggest | should | consider | ask | please | next step | you can | you could | try | check | contact | call | make sure | let me know | advise | better | must be | needs to be | have to | need to
cause: because | cause | reason | caused |  why | so | therefore | hence | explains | that is why | as a result | means | which means | in other words
absent: does not exist | doesn't exist | do not exist | no such | not found | was not found | could not be found | is not in the plan | not in the plan | not part of the plan | unknown to the scheduler
present: exists | is in the plan | is part of the plan | found
total: total | in total | altogether | overall | in all
again: rerun | reran | been rerun | been rerun
filler: says | say | said | message | line | critical path | path | reported | report | error | errors | output | the | a | an | there | here | also | too | still | yes | already | now | currently | right now | at the moment | so far | with | as | its | job | named | called | log | plan | current | tonight | today | then | yet | however | but | while | whereas | meanwhile | among them | including | namely | i.e. | e.g. | respectively | in state | in status | status of | same | production | night | tonight's | reading | read | shows that | according to | time | utc | gmt | z | minutes | seconds | hours | this | that | between | being | itself | been | into | i | you | we | me | your | our | any | get | got | such
relation waits-for: depend | depends
state PROBLEM: have a problem | has a problem | with problems | with a problem | have problems | has problems
between: between
first-run: first attempt | first run | first execution | attempt 1 | run 1
second-run: second attempt | second run | attempt 2 | run 2
last-run: last attempt | last run | latest run | final run | latest attempt
absent: has no job | has no job called | has no job named | there is no job | there is no job called | there is no job named | no job called | no job named | no stream called | there is no
state HELD_BY_PERSON: held by an operator | held by operator | held by somebody | held by someone | manually held | held manually
window: in the last | in the past | during the last | within the last | over the last | of the last | for the last
attribute deadline: its deadline
of-them: of them | of these | of those | of which | of the two
state ON_TIME: on time | on track | in time
attribute workstation: belongs to workstation
attribute stream: belongs to | belongs to the stream | belongs to stream | part of | part of the stream | is part of | member of
event run: of running | of execution | of run time
state JOBMAN_DOWN: jobman is down | jobman down | jobman is not running
state JOBMAN_UP: jobman is up | jobman up | jobman is running
attribute limit: allows | accepts up to | takes up to
attribute recovery: recovery option | recovery
filler: failure | failure of | against
except: except | other than | apart from | besides | aside from | outside
cannot-run: cannot run | cannot start | can't run | can't start | will not run | unable to run | unable to start | cannot proceed | are stuck
`;
