# Every word of Countersign, for the window and the command line. English is complete and the source of all others.
# Errors: `error-` and the code with its dots as hyphens.

## Pieces

button-busy = Working…
field-optional = optional
field-required = required
field-example = For example { $example }
number-more = More
number-less = Less
select-empty = Choose…
combobox-clear = Clear
combobox-open = Show all
combobox-none = Nothing matches “{ $query }”
date-hint = Year-month-day, for example { $example }
date-bad = “{ $text }” is not a date. Write year-month-day, for example { $example }
date-open = Choose a day
date-previous = Previous month
date-next = Next month
table-loading = Loading rows…
table-resize = Width of column { $column }
filter-add = Filter
filter-remove = Remove filter { $name }: { $value }
filter-clear = Clear all
filter-bar = Filters
filter-search = Filter…
inspector-close = Close inspector
inspector-resize = Width of the inspector
dialog-close = Close
toast-undo = Undo
toast-close = Dismiss
toast-region = Notifications
progress-amount = { NUMBER($done) } of { NUMBER($total) }
progress-left = { $time } left
progress-stop = Stop
seal-verified = Record verified to entry { NUMBER($entry) }
seal-verified-anchor = Record verified to entry { NUMBER($entry) } · anchor { $age } ago with { $witness }
seal-verified-saved = Record verified to entry { NUMBER($entry) } · last checkpoint kept outside { $age } ago
seal-checking-unknown = Checking { NUMBER($done) } of { NUMBER($total) }
seal-checking = Checking { NUMBER($done) } of { NUMBER($total) } · { $left } left
seal-old = Verified here, but no copy outside this machine is newer than { $age }
seal-none-outside = Verified here, but there is no copy outside this machine
seal-finding = { $count ->
    [one] 1 finding
   *[other] { NUMBER($count) } findings
}
seal-unchecked = Not checked since start
seal-short-verified = verified
seal-short-checking = checking
seal-short-old = anchor old
seal-short-none = no copy outside yet
seal-short-finding = finding
seal-short-unchecked = not checked
seal-show = Show
seal-stop = Stop
seal-save = Save a checkpoint
seal-check = Check now
person-you = { $name } (you)
person-disabled = { $name }, disabled
key-valid = key in force
key-ended = key ended
key-pending = key waits for enrolment
digest-copy = Copy { $digest }
digest-copied = Copied
state-open = Open
state-waiting = Waiting
state-approved = Approved
state-rejected = Rejected
state-returned = Returned for change
state-running = Running
state-done = Done
state-incident = Stopped
state-draft = Draft
state-published = Published
state-void = Void
timeline-entry = entry { NUMBER($entry) }
timeline-empty = Nothing has happened yet
diagram-loading = Drawing the diagram…
diagram-failed = The diagram could not be drawn. The list of steps below is complete
diagram-steps = Steps as a list
diagram-no-steps = This diagram has no steps
diagram-here = work is here
diagram-here-many = { NUMBER($count) } pieces of work are here
diagram-done = done
diagram-went-on = went on to { $name }
diagram-incident = stopped: { $reason }
diagram-changed = changed
diagram-fit = Fit to view
diagram-in = Larger
diagram-out = Smaller
diagram-unnamed = { $type } without a name
diagram-label = Diagram of { $name }
palette-title = Go to or do
palette-hint = Type a page or an action
palette-none = Nothing called “{ $query }”
palette-open = Search or do…
notice-rule = Rule { $rule }
time-today = today { $time }
time-yesterday = yesterday { $time }
time-tomorrow = tomorrow { $time }
time-on-day = { $day } { $time }
time-whole = { $local } · { $utc }
span-seconds = { $count } s
span-minutes = { $count } min
span-hours = { $count } h
span-days = { $count ->
    [one] 1 day
   *[other] { NUMBER($count) } days
}

## Frame

app-name = Countersign
skip-link = Skip to the page
sidebar-label = Pages
sidebar-collapse = Make the sidebar narrow
sidebar-expand = Make the sidebar wide
sidebar-waiting = { $count ->
    [one] 1 waits for you
   *[other] { NUMBER($count) } wait for you
}
signer-menu = Signed in as { $name }
signer-session = session ends in { $time }
signer-leave = Close this workspace
sidebar-demo = demonstration
signer-lock = Lock
signer-switch = Switch signer
theme-label = Theme
theme-system = As the system
theme-light = Light
theme-dark = Dark
keys-title = Keyboard
keys-go = Go to
keys-list = In lists
keys-everywhere = Everywhere
keys-next = Next row
keys-previous = Previous row
keys-enter = Open
keys-escape = Close
keys-filter = Filter
keys-palette = Search or do
keys-sheet = This sheet
keys-then = then
page-inbox = Inbox
page-requests = Requests
page-workflows = Workflows
page-runs = Runs
page-people = People
page-changes = Changes
page-rules = Rules
page-connectors = Connectors
page-log = Log
page-title = { $title } · Countersign
page-unknown-title = Unknown page
page-unknown = There is no page here. Ctrl K finds pages and acts by their names.
page-unknown-way = Go to the inbox

wait-words = Still working on it…

## Sign in

signin-person = Who signs
signin-person-hint = Type a name to find it
signin-password = Password
signin-submit = Sign in
signin-slow = Checking the password; this takes a moment on purpose…
signin-demo = A workspace for trying out: passwords are protected less. Not for real decisions.
signin-other = Open another workspace
signin-fingerprint = Fingerprint in words
signin-fingerprint-why = Compare these words with the ones you were given when you joined

## What all pages share

dialog-cancel = Cancel
notice-close = Close
path-choose = Choose…
reason-label = Reason
reason-hint = Sealed: it is kept with the record, and only a proof of it enters the record itself
sign-slow = Signing and writing it to the record…
may-not = You may not do this
may-not-because = You may not do this: { $because }
propose-sign = Sign and propose
stable-name = Stable name
in-force-by = Brought into force by
slug-hint = Its stable name will be { $id }
who-workstation = workstation { $id }
names-and = { $names } and { $last }
names-and-others = { $names } and { $count ->
    [one] 1 other
   *[other] { NUMBER($count) } others
}
value-yes = yes
value-no = no
period-years = { $count ->
    [one] 1 year
   *[other] { NUMBER($count) } years
}
period-months = { $count ->
    [one] 1 month
   *[other] { NUMBER($count) } months
}
period-weeks = { $count ->
    [one] 1 week
   *[other] { NUMBER($count) } weeks
}
receipt-words = Recorded as entry { NUMBER($index) }. Keep this receipt outside this machine: it proves that the entry was there. Leaf hash
receipt-show = Show the receipt
receipt-copy = Copy receipt
receipt-save = Save receipt…
proposed-in-force = In force at once, on one person’s word, as entry { NUMBER($index) }. The record says so for ever.
proposed-waits = Proposed as entry { NUMBER($index) }. It comes into force when another person approves it.
proposed-show = Show the change
vouch-two = proposed by { $proposer }, approved by { $decider }
vouch-one = by { $proposer }, on one person’s word
banner-read-only = Nothing can be recorded in this workspace now.
banner-bootstrap = This workspace is being set up: what its one administrator proposes is in force at once, on one person’s word. This ends when a second access administrator is in place.
read-only-behind = The record on this machine is shorter than this workstation remembers. Restore the newest copy before anything is signed.
read-only-forked = The record on this machine is not the one this workstation signed. Keep both copies and compare them before anything is signed.
password-new = Password
password-again = { $label }, once more
password-hint = { $count } characters or more. Four words that do not belong together are good and easy to keep
password-more = { $count ->
    [one] 1 more character
   *[other] { $count } more characters
}
password-differs = This is not what stands above. Type it again
form-missing = This is needed.
form-number = This must be a number.
form-empty = This form shows no fields
form-sealed = Sealed: only a proof of it enters the record. The value is kept encrypted for { $period }, then erased
form-kept = sealed, kept for { $period }
form-changed = changed since you last decided
form-closed = sealed, not open here
form-unset = not given

## Rules, scopes and roles in words

scope-workspace = the whole workspace
scope-environment = { $name }
scope-workflow = workflow { $name }
scope-connector = connector { $name }
eligible-manager = the requester’s manager
eligible-group = members of group { $group }
eligible-role = people with role { $role } on { $scope }
rule-sentence = { $needed ->
    [one] 1 approval is needed, from { $eligible }
   *[other] { $needed } approvals are needed, from { $eligible }, each by another person
}
rule-can = Who can: { $people }.
rule-can-none = Nobody can at the moment.
grant-words = { $role } on { $scope }
role-requester = requester
role-approver = approver
role-operator = operator
role-builder = builder
role-workflow_owner = workflow owner
role-auditor = auditor
role-access_admin = access administrator
role-platform_admin = platform administrator
permission-person-edit = propose people and keys
permission-person-approve = decide on people and keys
permission-group-edit = propose groups
permission-group-approve = decide on groups
permission-role-grant = propose to give or take roles
permission-grant-approve = decide on roles given or taken
permission-rule-edit = propose approval rules
permission-rule-approve = decide on approval rules
permission-connector-edit = propose connectors
permission-connector-approve = decide on connectors
permission-workflow-edit = make versions of workflows
permission-version-publish = propose publications
permission-publication-approve = decide on publications
permission-workstation-edit = propose workstations
permission-workstation-approve = decide on workstations
permission-request-start = submit requests
permission-request-cancel = cancel requests of others
permission-run-read = see requests of others
permission-task-complete = complete tasks
permission-task-decide = decide on approvals a rule gives them
permission-incident-resolve = resolve what stopped
permission-incident-skip = pass over a step that stopped
permission-request-modify = change the fields of a running request
permission-message-publish = tell a waiting request of a message
permission-audit-read = read the record
permission-data-export = export the record
permission-data-reveal = open sealed values
permission-workspace-backup = back up and restore

## Welcome

welcome-lead = Choose a workspace. Its record stays on this machine.
welcome-first = A workspace holds your workflows, who may decide, and a record that shows who signed what. It stays on this machine. Make the first one.
welcome-list = Workspaces on this machine
welcome-open = Open workspace
welcome-opening = Opening, and reading the record…
welcome-create = Create a workspace
welcome-folder = Open another folder
welcome-back = Workspaces on this machine
welcome-path = Folder of the workspace
welcome-path-hint = The whole path, for example /home/ana/workspaces/nordwind
welcome-passphrase = Passphrase of the secrets file
welcome-passphrase-if = Only if this workspace keeps its secrets in a file
welcome-passphrase-of = Passphrase of { $name }
create-name = Name of the workspace
create-name-hint = The company or the part of it, for example Nordwind Operations
create-admin = Your name
create-admin-hint = You become the first administrator. Your name is sealed: only people here see it
create-vault = Where secrets are kept
create-vault-keyring = Keyring of this computer
create-vault-file = File with a passphrase
create-vault-keyring-hint = Keys of this workstation and tokens of connectors go to the keyring of the operating system
create-vault-file-hint = Keys of this workstation and tokens of connectors go to an encrypted file in the workspace’s folder
create-passphrase = Passphrase of the secrets file
create-passphrase-hint = Asked whenever the workspace is opened. Without it nothing can be opened
create-submit = Sign and create workspace
create-slow = Making keys and the first entry of the record…

## Inbox

inbox-list = What waits for you
inbox-empty = Nothing waits for you. When someone needs your decision, it appears here with everything you will sign.
inbox-none-left = Nothing else waits for you.
inbox-choose = Choose what to look at.
inbox-gone = This waits for you no longer: somebody decided it, or the request went on or ended.
inbox-returned = Returned to you
inbox-week = Waiting for a week or longer
inbox-days = Waiting since yesterday or longer
inbox-new = New
inbox-from = { $workflow } · { $requester }
inbox-why-rule = You are asked by rule { $rule }
inbox-why-task = A task to complete
inbox-why-revise = Returned for change
inbox-round = round { $round }
inbox-rule = Rule { $rule }: { $sentence }.
inbox-data = What you sign
inbox-shown = A decision covers exactly these values, as
inbox-decisions = Decisions in this round
inbox-no-decisions = Nobody has decided in this round yet.
inbox-to-sign = Show exactly what will be signed
inbox-to-sign-words = This is the act that approving signs. Its time, its id and the head of the record are added when it is signed.
inbox-reject = Reject…
inbox-return = Return…
inbox-approve = Sign and approve
inbox-reject-title = Reject { $step }?
inbox-reject-words = The request ends here. { $requester } gets your reason.
inbox-sign-reject = Sign and reject
inbox-return-title = Return { $step } for change?
inbox-return-words = { $requester } gets your reason and can change the data. All approvals of this round are void then.
inbox-sign-return = Sign and return
inbox-done-approve = You approved: { $step }
inbox-done-reject = You rejected: { $step }
inbox-done-return = You returned: { $step }
inbox-done-complete = You completed: { $step }
inbox-done-revise = You sent { $workflow } again
inbox-known = What is known
inbox-fill = What you add
inbox-complete = Sign and complete
inbox-why-returned = Why it came back
inbox-revise = What you can change
inbox-revise-words = What you leave as it is stays as it was given. Then the approvals start anew.
inbox-send-again = Sign and send again

## Requests

requests-tab-start = Start
requests-tab-mine = Mine
requests-new = New request
requests-empty = No workflow is published yet. Once one is, you start its requests here.
requests-to-workflows = Go to workflows
requests-version = Version
requests-submit = Sign and submit
requests-submit-words = You sign the values as they stand here.
requests-asked = Who will be asked?
requests-nobody = This workflow asks nobody for an approval.
requests-started = Your request { $workflow } is under way
requests-follow = Follow the request
requests-mine-empty = You have not submitted a request yet.

## Runs

runs-workflow = Workflow
runs-requester = Requested by
runs-state = State
runs-started = Since
runs-ended = Ended
runs-waits = Waits for
runs-version = Version
runs-request = Request
runs-mine = me
runs-empty = No request has been submitted yet.
runs-none-match = No request fits these filters.
run-state-running = Running
run-state-stopped = Stopped
run-state-completed = Completed
run-state-rejected = Rejected
run-state-cancelled = Cancelled
runs-started-by = Started by
runs-started-by-time = a time. { $person } answers for it, who proposed to publish the version. It was due
runs-data = Data
runs-jobs = Calls under way
runs-job = { $step }: call to { $connector }, attempt { $attempt }, { $state }
job-state-due = waiting to start
job-state-started = sent, no answer yet
job-state-stopped = stopped
runs-waiting = Times, messages and loops
runs-loop = { $step }: { NUMBER($done) } of { NUMBER($total) } done
runs-awaits-time = { $step }: waits until
runs-deadline = { $step }: deadline
runs-repeats = again and again
runs-repeats-left = { $count ->
    [one] once more
   *[other] { NUMBER($count) } times more
}
runs-awaits-message = { $step }: waits for the message { $message }
runs-awaits-message-for = { $step }: waits for the message { $message } with the key { $key }
runs-fired-hours = The timer of entry { NUMBER($entry) } fired { NUMBER($hours) } h { NUMBER($minutes) } min after it was due: nothing worked on this workspace meanwhile.
runs-fired-minutes = The timer of entry { NUMBER($entry) } fired { NUMBER($minutes) } min after it was due: nothing worked on this workspace meanwhile.
runs-modify = Change data…
runs-modify-title = Change data of this request
runs-modify-words = You change it as an operator, and the record says so. Decisions that covered a changed value no longer count, and what relied on them waits until it is decided again.
runs-sign-modify = Sign and change data
runs-modified = The data is changed
runs-timeline = What happened
runs-cancel = Cancel request
runs-cancel-title = Cancel this request?
runs-cancel-words = Nothing more is done for it. What was done already stays done, and the record keeps it.
runs-sign-cancel = Sign and cancel request
runs-cancelled = The request is cancelled
runs-incident = { $step } stopped.
runs-incident-detail = Technical details
runs-resolved = The request goes on as you said
runs-sign-resolve = Sign and go on
runs-outputs-words = If you know what the other system answered, say it here; it becomes part of the request on your word.
runs-output-name = Field
runs-output-value = Value
runs-output-add = Add a field
runs-reveal = Sign and open { $count ->
    [one] 1 sealed value
   *[other] { NUMBER($count) } sealed values
}
runs-reveal-words = Who opens sealed values, and which, is written to the record.
runs-revealed = Opened for you, and recorded as entry { NUMBER($index) }. Closed again when you leave this page.
incident-expression = A condition or formula gave no usable answer. Nothing was decided or sent. The workflow needs a corrected version, or the request other data.
incident-sealed_read = A condition tried to read a sealed value, which is never allowed. Nothing was decided or sent.
incident-no_flow = No way leads on from here: no condition was true. Nothing was decided or sent.
incident-uncaught_error = An error came up that nothing in the diagram catches. Try again, or have the step passed over.
incident-no_items = The list to go through is empty, so nobody would be asked. Fill it, then try again.
incident-nobody_eligible = Fewer people may decide than the rule asks for. Give somebody the role, then try again.
incident-changed_after_approval = Data changed after it was approved, so the call that relies on it was held back. Nothing was sent.
incident-job_failed = The other system refused or could not be reached. For certain, nothing took effect.
incident-outcome_unknown = Nobody knows whether the call took effect. Look in the other system before you go on: trying again could do it twice.
incident-limit = The request went through more steps than a request may. Nothing was decided or sent.
incident-way-retry = Try again…
incident-way-done = It took effect…
incident-way-cancel = Cancel request…
incident-way-skip = Pass over the step…
incident-way-words-retry = The step starts again. Make sure that doing it twice does no harm.
incident-way-words-done = You say that the call took effect. The request goes on as if it had been answered, on your word.
incident-way-words-skip = The request goes on as if the step were done. Nothing of it is done or written. Your reason is kept.
incident-way-words-cancel = Nothing more is done for this request. What was done already stays done.

## Workflows

workflows-name = Workflow
workflows-published = Published
workflows-unpublished = not published
workflows-latest = Newest
workflows-running = Running
workflows-vouch = Published by
workflows-import = Import a workflow
workflows-empty = No workflow yet. Import a BPMN diagram with its forms, rules and connectors; other tools draw them.
workflow-version = version { $number }
workflow-versions = Versions
workflow-import-version = Import a version
workflow-publish = Publish version { $number }
workflow-publish-words = New requests will run on it; running ones stay on theirs. Somebody who did not make this version approves it first.
workflow-sign-publish = Sign and propose publication
workflow-published-by = Version { $number } is published,
workflow-starts-next = Starts by itself at “{ $step }”: next
workflow-starts-left = { $count ->
    [one] this once
   *[other] { NUMBER($count) } times
}
workflow-starts-person = { $person } answers for it
workflow-starts-waits = It waits when its time comes: { $person } may not start it now ({ $because }). Once they may, it goes on; so does the next version in force, for whoever proposes it.
workflow-proposed = waits for approval
workflow-unusable = cannot be used
workflow-running = { $count ->
    [one] 1 running
   *[other] { NUMBER($count) } running
}
import-words = Choose a folder with process.bpmn, its forms, rules and connectors, or a single diagram. It is checked first; nothing runs before a version is published.
import-folder = Choose a folder…
import-files = Choose files…
import-chosen = { $count ->
    [0] No file that belongs to a workflow was chosen
    [one] 1 file will be imported
   *[other] { NUMBER($count) } files will be imported
}
import-path = The workflow in { $path } will be imported
import-passed-over = Passed over, because they do not belong to a workflow: { $files }
import-too-large = Larger than 1 MiB, left out: { $files }
import-name = Stable name
import-name-hint = Left empty: the id of the process in the diagram
import-sign = Sign and import
import-waits = { $count ->
    [one] 1 rule or connector was proposed and waits for approval. Import again when it is in force.
   *[other] { NUMBER($count) } rules or connectors were proposed and wait for approval. Import again when they are in force.
}
import-missing = Set these connectors first, with the addresses and tokens of your own systems: { $connectors }.
import-to-changes = Go to changes
import-to-connectors = Go to connectors
version-steps = Steps
version-files = Files
version-digest = Digest
version-findings = What the check found
version-no-findings = The check found nothing to say about this version.
step-rule = rule { $rule }
step-form = form { $form }
step-connector = connector { $connector }
step-kind-start = start
step-kind-end = end
step-kind-task = task
step-kind-approval = approval
step-kind-connector = call to another system
step-kind-exclusive = one of several ways
step-kind-parallel = several ways at once
file-kind-process = Diagram
file-kind-form = Form
file-kind-rule = Rule
file-kind-connector = Connector
file-kind-decision = Decision table
file-kind-test = Test case

## People

people-name = Name
people-manager = Manager
people-manager-hint = Some rules ask the requester’s manager
people-roles = Roles
people-no-roles = no roles
people-vouch = Vouched for
people-groups = Groups
people-empty = Nobody is here yet.
people-add = Add a person
people-add-group = Add a group
people-grant = Give a role
people-new = the new person
people-new-name = Name
people-new-name-hint = As colleagues know them. It is sealed: only a proof of it enters the record
people-new-password = Their password
people-hand-over = Now hand the keyboard to { $name }: they alone choose and type the password. It makes their key, and signs this together with you.
people-sign-add = Both sign and propose
groups-empty = No groups yet. A role given to a group is given to all its members.
group-members = Members
group-count = Members
group-change = Change group
group-sign = Sign and propose group
grant-intro = A role holds on a scope and no further. Nobody gives a role to themselves.
grant-sign = Sign and propose role
grant-subject = To whom
grant-group = group
grant-role = Role
grant-scope = Where it holds
grant-scope-hint = The narrower, the safer: one workflow rather than the whole workspace
grant-until = Until the end of
grant-revoke = Take away…
grant-revoke-of = Take away { $grant }
grant-revoke-title = Take this role away?
grant-sign-revoke = Sign and propose
grant-by-group = By group { $group }.
grant-ended = Not in force now.
person-manager = Manager: { $name }.
person-no-manager = No manager.
person-set-manager = Set manager
person-reset-key = New key
person-disable-button = Disable
person-permissions = What they may do, and why
person-no-permissions = Nothing but look at their own.
permission-on = { $permission } on { $scope }
permission-from = as { $grant }
person-keys = Keys
key-from = from entry { NUMBER($from) }
key-from-until = from entry { NUMBER($from) } until before entry { NUMBER($until) }
person-manager-title = Manager of { $name }
person-disable-title = Disable { $name }?
person-disable-words = They can sign nothing more. What they signed stays signed, and their name stays in the record’s sealed part.
person-key-title = New key for { $name }
person-key-words = For a forgotten password or a key that may be known to others. Every earlier key of theirs ends.

## Changes

changes-empty = No change waits for a decision. Changes of people, roles, rules, connectors and publications are proposed by one person and decided here by another.
changes-gone = This change is not open any more: somebody decided or withdrew it.
changes-yours-to-decide = For you to decide
changes-others = For others to decide
changes-bound = A decision is bound to
changes-impact = Who could do what
changes-no-impact = Nobody could do more or less than now.
changes-gains = { $person } could newly { $permission } on { $scope }.
changes-loses = { $person } could no longer { $permission } on { $scope }.
changes-file = The file, as it is and as it would be
changes-new-file = The new file
changes-approve = Sign and approve change
changes-reject = Reject…
changes-reject-title = Reject this change?
changes-reject-words = Nothing changes. { $by } gets your reason.
changes-sign-reject = Sign and reject
changes-withdraw = Sign and withdraw
changes-approved = You approved the change
changes-rejected = You rejected the change
changes-withdrawn = You withdrew the change
diff-new = new:
diff-gone = gone:
change-person-add = Add { $person }
change-person-manager = { $manager } becomes manager of { $person }
change-person-no_manager = { $person } has no manager any more
change-person-disable = Disable { $person }
change-key-reset = New key for { $person }
change-workstation-add = Add workstation { $workstation }
change-group-set = Group { $name }: { $members }
change-grant-add = { $person } gets role { $role } on { $scope }
change-grant-revoke = { $person } loses role { $role } on { $scope }
change-rule-set = Set rule { $rule }
change-connector-set = Set connector { $connector }
change-version-publish = Publish version { $version } of { $workflow }

## Rules and connectors

rules-name = Name
rules-sentence = Who decides
rules-people = Who that is now
rules-used = Used by
rules-unused = no published workflow
rules-empty = No rules yet. A rule says who decides and how many of them; a step of a workflow names a rule, never a person.
rules-add = Add a rule
rules-change = Change rule
rules-who = Who may decide
rules-by-role = People with a role
rules-by-manager = The requester’s manager
rules-by-group = Members of a group
rules-group = Group
rules-scope-hint = Where they must hold the role
rules-needed = How many must approve
rules-needed-hint = Each by another person; whoever made the request never counts
rules-file = Show the file you sign
rules-manager-words = Who that is depends on who makes the request.
rules-too-few = { $have ->
    [0] Nobody may decide now, but { $needed } must: requests would stop here.
   *[other] Only { $have } may decide now, but { $needed } must: requests would stop here.
}
connectors-name = Name
connectors-base = Address
connectors-base-hint = Everything a workflow calls lies below it
connectors-methods = Methods
connectors-calls = Calls it may make
connectors-paths = Paths
connectors-paths-hint = One a line, for example /vendors or /vendors/*; the star stands for one part
connectors-outputs = What is kept of the answer
connectors-outputs-hint = One a line, for example vendor_number = id, with the word sealed behind it where the value is to be sealed
connectors-outputs-bad = “{ $line }” cannot be read. Write: field = name in the answer
connectors-repeat = If a call is made twice
connectors-repeat-yes = it has no second effect: it may be repeated
connectors-repeat-no = it may take effect twice: a person decides
connectors-private = Private addresses
connectors-private-label = May call this computer and private addresses
connectors-private-hint = Only for systems in your own network
connectors-timeout = Seconds an answer may take
connectors-token = Token
connectors-token-hint = Goes to the secrets of this workstation and nowhere else; the record holds only a random name for it
connectors-token-keep = Left empty: as it is now
connectors-file = Show the file you sign
connectors-add = Add a connector
connectors-change = Change connector
connectors-change-words = What is kept of the answer and the time limit are given anew: the file replaces the one in force.
connectors-empty = No connectors yet. A connector says which calls a workflow may make outside, and no other.
connector-no-token = needs none
connector-token-here = kept on this workstation
connector-token-elsewhere = not on this workstation

## Log

log-verify = Verify now
log-export = Export…
log-checkpoint = Save checkpoint…
log-seal = State of the record
log-checking = Checking every entry, signature and rule
log-checked = Checked
log-index = Entry
log-at = Time (UTC)
log-by = Who
log-act = Act
log-what = What
log-on = Object
log-ticks = Clock
log-ticks-show = show ticks
log-from = Shown from entry { NUMBER($index) } down.
log-newest = Show the newest
log-none-match = No entry fits these filters.
log-entry = Entry { NUMBER($index) }
log-decoded = The act
log-bytes = Bytes as signed
log-signatures = Signatures
log-proof = Path to the root
log-path = Entry { NUMBER($index) } is joined by { $count } hashes on its way to the root over { NUMBER($size) } entries
log-digest = Digest
log-leaf = Leaf hash
log-root = Root over { NUMBER($size) }
log-leaf-here = entry { NUMBER($index) }
log-root-here = root
log-to-run = Show the request
export-title = Export the record
export-words = A folder that anybody can verify with countersign-verify, without this program and without you.
export-path = Folder
export-path-hint = Empty or not there yet, for example /home/ana/exports/2026-11
export-discloses = Sealed values
export-discloses-hint = What is withheld stays provable: its commitment is in the record
export-all = Disclose all
export-names = Disclose people’s names only
export-nothing = Disclose nothing
export-sign = Sign and export
export-slow = Writing entries, files and proofs…
export-done = { NUMBER($size) } entries written to { $path }: { NUMBER($disclosed) } sealed values disclosed, { NUMBER($withheld) } withheld. Root
checkpoint-title = Save a checkpoint
checkpoint-words = A small signed file that pins the whole record as it is now. Kept on another machine or with another person, it shows later whether anything was taken out.
checkpoint-path = File
checkpoint-path-hint = Not there yet, best on a stick or a share of somebody else
checkpoint-save = Save checkpoint
checkpoint-done = Checkpoint over { NUMBER($size) } entries saved as { $path }. Now give it to somebody, or keep it elsewhere.
act-approval-decide = { $verdict ->
    [approve] { $by } approved in { $workflow }
    [reject] { $by } rejected in { $workflow }
    [return] { $by } returned { $workflow } for change
   *[other] { $by } decided in { $workflow }
}
act-change-decide = { $verdict ->
    [approve] { $by } approved change { $on }
    [reject] { $by } rejected change { $on }
   *[other] { $by } decided on change { $on }
}
act-change-propose = { $by } proposed: { $kind }
act-change-withdraw = { $by } withdrew change { $on }
act-clock-tick = Time passed
act-data-export = { $by } exported the record
act-data-reveal = { $by } opened sealed values of { $on }
act-incident-resolve = { $way ->
    [retry] { $by } had what stopped tried again
    [done] { $by } stated that the call took effect
    [cancel] { $by } cancelled the request after it stopped
    [skip] { $by } had the step that stopped passed over
   *[other] { $by } resolved what stopped
}
act-job-completed = The call was answered with status { $status }
act-job-failed = The call failed with status { $status }
act-job-started = Call { $call } left
act-job-unknown = Nobody knows whether the call took effect
act-message-publish = A message came in: { $on }
act-request-cancel = { $by } cancelled the request
act-request-modify = { $by } changed fields of the running request
act-request-revise = { $by } changed what was returned
act-request-start = { $by } requested { $workflow }
act-session-refused = Sign-ins were refused
act-task-complete = { $by } completed a task of { $workflow }
act-timer-fire = A timer was due
act-timer-start = Started by itself
act-version-create = { $by } made a version of { $workflow }
act-workspace-create = { $by } created workspace { $name }
act-name-approval-decide = approval decided
act-name-change-decide = change decided
act-name-change-propose = change proposed
act-name-change-withdraw = change withdrawn
act-name-clock-tick = clock tick
act-name-data-export = record exported
act-name-data-reveal = sealed values opened
act-name-incident-resolve = incident resolved
act-name-job-completed = call answered
act-name-job-failed = call failed
act-name-job-started = call started
act-name-job-unknown = call with unknown outcome
act-name-message-publish = message received
act-name-request-cancel = request cancelled
act-name-request-modify = request modified
act-name-request-revise = request revised
act-name-request-start = request submitted
act-name-session-refused = sign-ins refused
act-name-task-complete = task completed
act-name-timer-fire = timer fired
act-name-timer-start = started by itself
act-name-version-create = version made
act-name-workspace-create = workspace created
change-name-person-add = a new person
change-name-person-manager = another manager
change-name-person-disable = to disable a person
change-name-key-reset = a new key for a person
change-name-workstation-add = a new workstation
change-name-group-set = a group
change-name-grant-add = to give a role
change-name-grant-revoke = to take a role away
change-name-rule-set = a rule
change-name-connector-set = a connector
change-name-version-publish = to publish a version

## Errors

error-host-unreachable = The workspace does not answer. What you did may have arrived: trying again is safe
error-host-unreadable = The answer could not be read. Restart Countersign; nothing recorded is lost
error-host-none = This page was opened in a browser. Open Countersign instead
error-incident = This did not work ({ $code }). Quote incident { $incident } when you ask for help
error-unknown = This did not work ({ $code })
error-again = Try again
error-help-vault-choose = Choose where the secrets are kept: in the keyring of this computer, or in a file of the workspace under a passphrase
error-help-vault-unlock = Unlock the keyring of this computer and try again
error-help-vault-missing = The workspace’s folder may have been copied without its secrets. Put them back, or restore a backup
error-help-vault-passphrase = It is the passphrase that was given when the workspace was made
error-help-disk-full = Make room on the disk and try again. What was recorded before is safe
error-help-version-unusable = Restore the workspace from a backup, or import the workflow again and publish it as a new version
error-entry_too_large = This act is too large: { $bytes } bytes, and the record takes 65,535. Shorten the texts
error-not_a_note = The entry cannot be read: it is not a signed note ({ $reason })
error-not_canonical = The entry is not written the one way it must be written ({ $reason })
error-duplicate_key = The entry names one thing twice, so it has no one meaning
error-shape = The act does not have the shape it must have ({ $reason })
error-unknown_act = There is no act called { $name }. A newer version of Countersign may know it
error-object_mismatch = The act names { $on } but is about something else
error-signature_missing = The signature of { $name } is missing
error-signature_surplus = { $name } signed, but has no part in this act
error-signature_invalid = The signature of { $name } does not fit what was signed
error-signer_unknown = { $signer } does not belong to this workspace
error-key_not_valid_at_index = The key of { $signer } was not valid at this point of the record. If the key was replaced, sign in again
error-weak_key = The key { $name } is weak or damaged and is not accepted. Make a new one
error-key_enrolled_before = This key was used here before. A key belongs to one person and is enrolled once; choose another password to make another key
error-other_workspace = This act belongs to another workspace
error-other_rules_version = This act was made under other rules (version { $v }). Use the version of Countersign that made it
error-workstation_unknown = Workstation { $via } is not enrolled here. An administrator must add it first
error-seen_ahead = This act was signed on a longer record than the one here. Restore the newest copy first
error-seen_mismatch = This act was signed on another history than the one here. Keep both copies and compare their checkpoints
error-expired = This act was to be used until { $until }. Sign it again
error-until_too_far = An act can be held back for 7 days at most. Choose an earlier day
error-time_mismatch = The time of this act is more than 5 minutes from the record’s. Set this computer’s clock and try again
error-id_used = This was recorded before with other content. Look at the record before you repeat it
error-clock_backwards = The clock of this computer went backwards. Set it and try again
error-genesis_misplaced = A workspace is created by its first entry only
error-wrong_signer_kind = This act must be signed by { $wanted }
error-person_disabled = This person is disabled and can sign nothing. An access administrator can add them anew
error-not_permitted = You don’t hold the permission { $permission } here: { $because }. An access administrator can propose the role
error-self_approval = You requested this, so you can’t decide on it. Somebody else whom the rule names must
error-editor_approval = You edited this data, so you can’t decide on it. Somebody who did not touch it must
error-proposer_approval = You proposed this change, so you can’t decide on it. Another person with the permission must
error-author_approval = You made this version, so you can’t approve its publication. Somebody who did not make it must
error-self_benefit = You would gain by this change, so you can’t decide on it. Another person with the permission must
error-may_not_bind = You may not give the role { $role } on { $scope }. Somebody who may give it there must propose it
error-self_grant = Nobody gives a role to themselves. Ask another administrator
error-last_access_admin = This would leave the workspace without an access administrator. Make somebody else one first
error-not_eligible = Rule { $rule } does not name you, so your decision would not count. It shows who can
error-decided_already = You have decided in this round already. Another person must give the next decision
error-approval_before_request = The decision names a task that does not exist yet. Open the inbox again
error-task_not_open = This task is not open any more: somebody decided it, or the request ended. Open the inbox again
error-task_kind = This task is done another way. Open it again from the inbox
error-round_over = The data came back changed, and a new round ({ $round }) has begun. Look at it again before you decide
error-task_returned = This was returned and waits for whoever requested it
error-covers_mismatch = The decision does not cover exactly what the form shows. Open the task again
error-decision_mismatch = The decision names another { $part } than the task. Open the task again
error-reason_missing = A reason is needed here. Write one sentence that the other person can act on
error-request_not_open = This request has ended, so nothing more can be done with it
error-nothing_returned = Nothing of this request was returned to you, so there is nothing to change
error-version_not_published = Another version of { $workflow } was published meanwhile. Open its form again
error-field_unknown = The form has no field { $path } that can be written here
error-field_missing = This is needed
error-field_value = This is not what the form expects: { $expected }
error-field_disclosure = This value must be { $wanted }
error-fields_beyond_limits = These are more or longer values than a request may hold. Shorten them
error-change_not_open = This change is decided or withdrawn already. Open the list again
error-change_digest_mismatch = The change is not the one that was shown. Look at it again before you decide
error-change_lapsed = What this change would replace has changed since it was proposed. It must be proposed anew
error-proposal_invalid = This cannot be proposed: { $reason }
error-too_many_changes = Too many changes wait for a decision. Decide or withdraw some first
error-blob_missing = The file { $digest } is not here. Restore it from a copy of the workspace
error-file_invalid = { $file } cannot be used: { $reason }
error-pin_not_in_force = { $object } is not in force as this version has it. Approve its change first, or import the version again
error-version_exists = This version is there already, exactly like this
error-job_state = The call cannot go on now: { $reason }
error-job_scope = The call goes beyond what its connector allows: { $reason }. Change the workflow, or propose a wider connector
error-timer_not_set = The request doesn’t wait for timer { $timer } any more. Open it again
error-schedule_not_set = { $workflow } doesn’t wait for this time any more
error-no_form_start = Nobody submits { $workflow } with a form: it starts by itself, or by a message
error-timer_not_due = The timer is due at { $due }, not before
error-message_not_awaited = Nothing waits for this message now. Send it again once a request waits for it
error-message_invalid = The message can’t be taken: { $reason }
error-incident_way = What stopped can’t be resolved this way. Choose one of the ways shown with it
error-workspace-read_only = Nothing can be recorded in this workspace now. The notice above says why
error-session-over = Your session is over. Sign in again; what you typed is still here until you leave the page
error-session-sign_in = Name and password don’t fit together. Wait { $wait_s } s before you try again
error-clock-behind = This computer’s clock is more than 5 minutes behind the record. Set it and try again
error-shown_changed = The data has changed since it was shown to you. It is shown anew: look at it before you decide
error-not_found = There is no { $what } called { $name }
error-input = { $what }: { $reason }
error-record-damaged = The record is damaged at entry { $index }. Nothing more is written. Keep this folder as it is and restore a copy elsewhere
runner-here = This app fires timers and makes connector calls while it is open
runner-elsewhere = Another program fires timers and makes connector calls for this workspace
runner-nobody = Nothing fires timers or makes connector calls now. What is due waits, and is done once the app or “countersignctl run” works again
runner-read_only = Nothing fires timers or makes connector calls: this workspace is open for reading only
error-draft-conflict = This draft was saved elsewhere meanwhile. Open it again, or keep yours under another name
error-draft-full = There are { $limit } drafts already. Delete some that nobody needs
error-version-unusable = This version of the workflow cannot be used: its file { $file } is { $found }
error-vault-secret_missing = The secrets of this workstation don’t hold { $item }. Restore them from a backup, or set it again
error-folder = { $path }: { $reason }
error-io = A file could not be read or written: { $detail }
error-stopped = Stopped, as you asked
error-internal = Something went wrong that should not. Nothing was recorded. Restart Countersign, and send the incident with the diagnostics if it comes back
error-api-unknown_name = This window and the program behind it do not belong together. Restart Countersign
error-api-arguments = The request could not be read: { $detail }
error-api-no_workspace = No workspace is open
error-api-not_signed_in = Nobody is signed in. Sign in again
error-api-not_permitted = You may not see this: { $because }
error-store-busy = Another program holds this workspace. Close it there and try again
error-store-damaged = The files of this workspace are damaged. Keep them as they are and restore a copy elsewhere
error-store-database = The files of this workspace could not be read or written. Look whether the disk is in order
error-store-digest_mismatch = A file of this workspace is not what the record says it is. Restore it from a copy
error-store-disk_full = The disk is full. Nothing was recorded. Make room and try again
error-store-exists = There is a workspace in this folder already. Choose another name or folder
error-store-foreign = This folder does not hold a workspace of Countersign. Choose another
error-store-invalid = This cannot be stored: { $detail }
error-store-io = The files of this workspace could not be read or written. Look whether the disk is in order
error-store-missing = There is no workspace in this folder. Look at the path, or create one
error-store-moved = Somebody else recorded something at the same moment. Nothing of yours was recorded: try again
error-store-network_share = This folder lies on a network share, where a record can be damaged. Move the workspace to a disk of this computer
error-store-newer = This workspace was made by a newer version of Countersign. Install that version
error-store-older = This workspace was made by an older version of Countersign that this one no longer reads
error-store-read_only = This workspace is open for reading only
error-store-synced_folder = This folder is synchronised with a cloud, which can damage the record. Move the workspace out of it
error-store-too_large = This is larger than a workspace takes
error-no_keyring = This computer has no keyring. Keep the secrets in a file with a passphrase instead
error-keyring_locked = The keyring of this computer is locked. Unlock it and try again
error-keyring_timeout = The keyring of this computer did not answer. Look whether it asks for something, and try again
error-keyring_failed = The keyring of this computer refused. Unlock it and try again
error-wrong_passphrase = This is not the passphrase of this workspace’s secrets. Type it again
error-vault_missing = The secrets of this workspace are not on this machine. Restore them from a backup
error-vault_exists = There are secrets of a workspace in this place already
error-vault_io = The secrets could not be read or written. Look whether the disk is in order
error-vault_damaged = The secrets of this workspace are damaged. Restore them from a backup
error-vault_newer = The secrets were written by a newer version of Countersign. Install that version
error-vault_of_other_workspace = These secrets belong to another workspace
error-vault_conflict = There are other secrets under the same name already
error-vault_too_large = A secret is larger than is taken
error-invalid_vault_item = This cannot be the name of a secret
error-invalid_vault_workspace = This cannot be the name of a workspace
error-unknown_vault_kind = Secrets are kept in the keyring or in a file, nowhere else
error-wrong_password = Name and password don’t fit together. Try again
error-credential_damaged = The record of this person’s key is damaged. An access administrator can propose a new key
error-credential_newer = This person’s key was written by a newer version of Countersign. Install that version
error-password_too_short = Use 15 characters or more, for example four words that do not belong together
error-password_too_long = Use 1,024 characters at most
error-password_repeats = This repeats one short piece. Use words or characters that differ
error-password_runs = This follows the alphabet or the keyboard. Use words that do not belong together
error-password_common = These are words that are tried first. Add words that only you would put together
error-password_name = This is a name everybody knows. Use words that have nothing to do with you or the workspace
error-cost_too_low = This key is protected by less work than is asked for. An access administrator can propose a new key
error-cost_too_high = This key asks for more memory than is spent on one. An access administrator can propose a new key
error-out_of_memory = There was not enough memory to check the password. Close other programs and try again
error-random_unavailable = The computer gave no random numbers, so no key can be made. Restart it
error-append-moved = Somebody else recorded something at the same moment. Nothing of yours was recorded: try again
error-append-duplicate_id = This was recorded before with other content. Look at the record before you repeat it
error-append-invalid = This cannot be recorded: { $detail }
error-append-unknown = Whether this was recorded is not known. Try again: if it was, nothing happens twice
error-seal-too_large = A sealed value is larger than is taken. Shorten it
error-seal-other_commitment = A sealed value does not fit its proof in the record. Restore it from a copy
error-seal-cannot_open = A sealed value cannot be opened on this machine: its key is missing or the value was erased
error-seal-unknown_format = A sealed value was written by a newer version of Countersign. Install that version
error-seal-no_randomness = The computer gave no random numbers, so nothing can be sealed. Restart it
