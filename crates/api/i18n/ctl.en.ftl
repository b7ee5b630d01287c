# Words that only the command line says. Everything it shares with the window is in en.ftl, which is read first.
# Errors: `error-` and the code with its dots as hyphens; what to do about one: `help-` and the same.

## Pieces

ctl-yes = yes
ctl-no = no
ctl-none = None
ctl-more = There are more
ctl-sealed = sealed
ctl-changed = changed
ctl-no-fields = The form has no fields
ctl-no-changes = No change waits for a decision
ctl-no-requests = No requests
ctl-no-tasks = Nothing waits for you
ctl-no-entries = No entries
ctl-kind-approval = approval
ctl-kind-plain = task
ctl-kind-revise = returned

## Columns

ctl-column-act = Act
ctl-column-active = Active
ctl-column-at = At
ctl-column-attempt = Attempt
ctl-column-base = Address
ctl-column-by = By
ctl-column-change = Change
ctl-column-code = Code
ctl-column-connector = Connector
ctl-column-detail = Detail
ctl-column-eligible = Who may approve
ctl-column-field = Field
ctl-column-group = Group
ctl-column-id = Id
ctl-column-idempotent = May be repeated
ctl-column-incident = Incident
ctl-column-index = Entry
ctl-column-job = Call
ctl-column-kind = Kind
ctl-column-label = Label
ctl-column-latest = Newest version
ctl-column-manager = Manager
ctl-column-may = May call
ctl-column-may-decide = You may decide
ctl-column-members = Members
ctl-column-name = Name
ctl-column-needed = Needed
ctl-column-notes = Notes
ctl-column-on = On
ctl-column-part = Part
ctl-column-password = Password
ctl-column-proposed-by = Proposed by
ctl-column-published = Published version
ctl-column-request = Request
ctl-column-requester = Requester
ctl-column-requests = Requests
ctl-column-roles = Roles
ctl-column-running = Running
ctl-column-state = State
ctl-column-step = Step
ctl-column-task = Task
ctl-column-token-here = Token here
ctl-column-used-by = Used by
ctl-column-value = Value
ctl-column-waits-for = Waits for
ctl-column-ways = Ways on
ctl-column-what = What
ctl-column-workflow = Workflow

## Facts

ctl-bootstrap = On one person's word
ctl-can-still = Can still decide
ctl-changes = Changes to decide
ctl-entries = Entries
ctl-export = Export
ctl-fingerprint = Fingerprint
ctl-fingerprint-words = In words
ctl-may-not = You may not decide
ctl-origin = Name of the log
ctl-passphrase = Passphrase
ctl-path = Folder
ctl-people = People
ctl-permissions = Permissions
ctl-person = Signed in
ctl-request = Request
ctl-requester = Requester
ctl-round = Round
ctl-rule = Rule
ctl-shown = Digest of what is shown
ctl-state = State
ctl-step = Step
ctl-task = Task
ctl-tasks = Tasks in the inbox
ctl-vault = Secrets are in
ctl-waits-for = Waits for
ctl-workflow = Workflow
ctl-workspace = Workspace

## Answers

ctl-created = Created the workspace in { $path }.
ctl-created-next = Tell the fingerprint to those who will verify the record. Next: add people with `countersignctl person add`.
ctl-created-memory = Its secrets were in memory and are gone now: this workspace cannot be opened again.
ctl-read-only = Open for reading only: { $reason }
ctl-read-only-behind = it holds fewer entries than this workstation remembers
ctl-read-only-forked = its history is not the one that this workstation remembers
ctl-not-verified = The record was not verified in this call: `countersignctl verify` does it.
ctl-in-force = { $change } is in force, on one person's word (entry { $index })
ctl-proposed = { $change } waits for another person's decision (entry { $index })
ctl-recorded = Recorded as entry { $index }
ctl-eligible-role = holders of { $role } on { $scope }
ctl-eligible-manager = the requester's manager
ctl-eligible-group = members of { $group }
ctl-imported = Imported { $workflow } as version { $number }: { $version }
ctl-import-waits = { $workflow } has no version yet: its rules or connectors wait for a decision already. Import it again when they are in force
ctl-import-proposed = { $workflow } has no version yet: { $changes } were proposed for its rules and connectors. Import it again when they are in force
ctl-import-missing = Set connector { $connector } first: it needs an address or a token
ctl-started = Submitted as { $request } (entry { $index })
ctl-decided = { $person }: { $verdict } { $reason }
ctl-runner-began = Working. What is due is done as long as this runs; Ctrl-C ends it
ctl-runner-stands-by = Another runner works on this workspace (process { $process }, since { $since }). This one stands by and takes over when that one has ended
ctl-calls = Calls made: { $count }
ctl-ran-completed = completed with { $status }
ctl-ran-failed = failed with { $status }; a person has to look
ctl-ran-unknown = nobody knows whether it took effect: { $reason }
ctl-ran-waiting = waits until { $until }
ctl-ran-token = not made: this workstation's vault does not hold the connector's token
ctl-ran-value = not made: this workstation does not hold a sealed value it needs
ctl-ran-impossible = not made: { $reason }
ctl-ran-refused = not made: { $code }
ctl-verified = Verified to entry { $size }, every entry decided again
ctl-findings = Findings: { $count } in { $size } entries
ctl-checkpoint = Saved the checkpoint of { $size } entries as { $path }
ctl-exported = Exported { $size } entries to { $path }: { $disclosed } sealed values disclosed, { $withheld } withheld. Verify it with `countersign-verify { $path } --fingerprint { $fingerprint }`
ctl-rebuilt-equal = { $rows } rows are what the { $entries } entries say
ctl-rebuilt-differs = { $count } of { $rows } rows differ from what the { $entries } entries say
ctl-rebuilt-state = The state in memory is not the one that the log gives
ctl-rebuilt-repaired = The tables were replaced by what the log says
ctl-backed-up = Backed up { $size } entries to { $path }, verified. Keep the passphrase elsewhere: without it the backup is of no use
ctl-restored = Restored { $size } entries to { $path }
ctl-restored-behind = This workstation remembers { $remembered } entries: the workspace opens for reading only
ctl-demo-counts = { $acts } acts signed; { $calls } connector calls, { $effects } effects

## Errors

error-ctl-no_workspace = There is no workspace in `{ $path }`
help-ctl-no_workspace = Make one with `countersignctl init`, or name its folder with `--workspace`
error-ctl-several_workspaces = Several workspaces are there: { $names }
help-ctl-several_workspaces = Name the folder of one with `--workspace`
error-ctl-no_data_folder = Nothing says where workspaces lie
help-ctl-no_data_folder = Name a folder with `--workspace`, or set XDG_DATA_HOME
error-ctl-no_person = Who acts was not said. People of this workspace: { $people }
help-ctl-no_person = Name one with `--as`
error-ctl-no_terminal = There is no terminal to ask at for { $what }
help-ctl-no_terminal = Give it in a file: `--password-file` or COUNTERSIGN_PASSWORD_FILE for the password, `--passphrase-file` or COUNTERSIGN_PASSPHRASE_FILE for the passphrase
error-ctl-empty_secret = `{ $path }` has an empty line where { $what } should be
error-ctl-not_repeated = What was typed the second time differs from the first
error-ctl-file = `{ $path }`: { $reason }
error-ctl-folder_not_empty = `{ $path }` is not empty
help-ctl-folder_not_empty = Name a new or empty folder
error-ctl-not_a_field = `{ $text }` is not a name, an equals sign and a value
error-ctl-field_value = `{ $path }` has to be { $wanted }
error-ctl-no_task = No open request has the task `{ $task }`
help-ctl-no_task = `countersignctl inbox` lists the tasks that wait for you
error-ctl-unjudged = The export cannot be verified: { $detail }
error-ctl-output = The answer could not be written: { $detail }
help-no_keyring = Choose with `--vault keyring|file|memory`: `file` keeps the secrets in the workspace's folder under a passphrase, `memory` forgets them at the end
help-unknown_vault_kind = Choose with `--vault keyring|file|memory`: `file` keeps the secrets in the workspace's folder under a passphrase, `memory` forgets them at the end
help-keyring_failed = Choose with `--vault keyring|file|memory`: `file` keeps the secrets in the workspace's folder under a passphrase, `memory` forgets them at the end
help-keyring_locked = Unlock the keyring and try again, or choose with `--vault keyring|file|memory`
help-keyring_timeout = Unlock the keyring and try again, or choose with `--vault keyring|file|memory`
help-vault_missing = The workspace's folder may have been copied without `vault.json`; put it back, or restore a backup
help-wrong_passphrase = It is the passphrase that was given when the workspace was made
help-shown_changed = Look at the task again with `countersignctl task`, then decide
help-not_permitted = `countersignctl person list` shows who may do what; an access admin can propose a grant
