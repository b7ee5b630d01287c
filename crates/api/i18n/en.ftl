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
table-rows = { $count ->
    [one] 1 row
   *[other] { NUMBER($count) } rows
}
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
menu-open = More
toast-undo = Undo
toast-close = Dismiss
toast-region = Notifications
progress-amount = { NUMBER($done) } of { NUMBER($total) }
progress-left = { $time } left
progress-stop = Stop
seal-verified = Record verified to entry { NUMBER($entry) }
seal-verified-anchor = Record verified to entry { NUMBER($entry) } · anchor { $age } ago with { $witness }
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
page-rules = Rules
page-connectors = Connectors
page-log = Log
page-unknown = There is no page here

wait-words = Still working on it…

## Sign in

signin-person = Who signs
signin-person-hint = Type a name to find it
signin-password = Password
signin-submit = Sign in
signin-other = Open another workspace
signin-verify = Verify an export
signin-fingerprint = Fingerprint in words
signin-fingerprint-why = Compare these words with the ones you were given when you joined

## Errors

error-host-unreachable = The workspace does not answer. What you did may have arrived: trying again is safe
error-host-unreadable = The answer could not be read. Restart Countersign; nothing recorded is lost
error-host-none = This page was opened in a browser. Open Countersign instead
error-incident = This did not work ({ $code }). Quote incident { $incident } when you ask for help
error-unknown = This did not work ({ $code })
error-again = Try again
