// Made from crates/api/src/contract by `make bindings`. Do not edit.

export type AddGrant = { 
/**
 * `p_…` or `group:…`.
 */
subject: string, 
/**
 * The role.
 */
role: string, 
/**
 * The scope as it is written.
 */
scope: string, 
/**
 * Not before.
 */
from: string | null, 
/**
 * Not after.
 */
until: string | null, 
/**
 * Why; sealed.
 */
reason: string | null, };

export type AddPerson = { 
/**
 * The name; sealed.
 */
name: string, 
/**
 * Their manager.
 */
manager: string | null, 
/**
 * The new person's password, 15 characters or more.
 */
password: string, 
/**
 * Why; sealed.
 */
reason: string | null, };

export type AppState = { 
/**
 * Workspaces in the data folder.
 */
workspaces: Array<WorkspaceEntry>, 
/**
 * The open one.
 */
open: OpenView | null, 
/**
 * Who signs.
 */
session: SessionView | null, 
/**
 * Where secrets are kept by default, and whether it answers.
 */
vault: VaultView, 
/**
 * The state of the record.
 */
seal: Seal, };

export type AskedView = { 
/**
 * Name of the step.
 */
step: string, 
/**
 * The rule; `can_still` leaves out the signed-in person.
 */
rule: RuleSentence, };

export type CancelRequest = { 
/**
 * `r_…`.
 */
request: string, 
/**
 * Why; sealed.
 */
reason: string | null, };

export type ChangeList = { 
/**
 * The changes.
 */
changes: Array<ChangeRow>, };

export type ChangeRow = { 
/**
 * `c_…`.
 */
id: string, 
/**
 * Such as `grant.add`: the sentence is `change-<kind>` in the catalogue.
 */
kind: string, 
/**
 * What the sentence names: person, role, scope, group, rule, connector, workflow, version, manager, members.
 */
args: { [key in string]: string }, 
/**
 * Who proposed it.
 */
by: PersonRef, 
/**
 * When, log time.
 */
at: string, 
/**
 * The reason, where it is held here.
 */
reason: string | null, 
/**
 * SHA-256 of the entry: what a decision is bound to.
 */
digest: string, 
/**
 * The file as it is now and as it would be, for rules and connectors.
 */
before: string | null, 
/**
 * See `before`.
 */
after: string | null, 
/**
 * Who could do what they cannot do now, and the other way round.
 */
impact: Array<ImpactRow>, 
/**
 * Whether the signed-in person may decide.
 */
mayDecide: May, 
/**
 * Whether the signed-in person proposed it.
 */
yours: boolean, };

export type CheckExpression = { 
/**
 * The expression; a leading `=` is passed over.
 */
expression: string, 
/**
 * Names that are known.
 */
fields: Array<string>, 
/**
 * Whether it is a cell of a decision table.
 */
unary: boolean, };

export type CheckedExpression = { 
/**
 * What is wrong; left out if nothing is.
 */
error?: ExpressionError, 
/**
 * Names that it reads.
 */
variables: Array<string>, };

export type CompleteTask = { 
/**
 * `r_…`.
 */
request: string, 
/**
 * `t_…`.
 */
task: string, 
/**
 * The round that was shown.
 */
round: number, 
/**
 * Values by path.
 */
fields: { [key in string]: Plain }, };

export type ConnectorList = { 
/**
 * The connectors.
 */
connectors: Array<ConnectorRow>, 
/**
 * Whether a connector may be proposed.
 */
maySet: May, };

export type ConnectorRow = { 
/**
 * Its stable name.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Base URL.
 */
base: string, 
/**
 * Methods.
 */
methods: Array<string>, 
/**
 * Path patterns.
 */
paths: Array<string>, 
/**
 * Whether private addresses may be called.
 */
privateAddresses: boolean, 
/**
 * Whether a call may be repeated.
 */
idempotent: boolean, 
/**
 * Fields of the answer that are kept.
 */
outputs: Array<OutputView>, 
/**
 * Seconds an answer may take.
 */
timeoutSeconds: number, 
/**
 * The connector file, JSON.
 */
file: string, 
/**
 * Digest of the file.
 */
digest: string, 
/**
 * Whether it names a token.
 */
hasToken: boolean, 
/**
 * Whether this workstation's vault holds the token.
 */
tokenHere: boolean, 
/**
 * Workflows whose published version pins it.
 */
usedBy: Array<string>, 
/**
 * Who brought it into force.
 */
vouch: VouchView, };

export type CreateWorkspace = { 
/**
 * The workspace's name.
 */
name: string, 
/**
 * The administrator's name.
 */
adminName: string, 
/**
 * The administrator's password, 15 characters or more.
 */
password: string, 
/**
 * `keyring` or `file`.
 */
vault: string, 
/**
 * Passphrase of the file vault.
 */
passphrase: string | null, 
/**
 * Folder; none: below the data folder, named after the workspace.
 */
path: string | null, };

export type DecideApproval = { 
/**
 * `r_…`.
 */
request: string, 
/**
 * `t_…`.
 */
task: string, 
/**
 * The round that was shown.
 */
round: number, 
/**
 * Digest of what was shown (`TaskDetail.shown`).
 */
shown: string, 
/**
 * `approve`, `reject` or `return`.
 */
verdict: string, 
/**
 * Why; sealed; needed unless approved.
 */
reason: string | null, };

export type DecideChange = { 
/**
 * `c_…`.
 */
change: string, 
/**
 * The digest that was shown.
 */
digest: string, 
/**
 * Approve or reject.
 */
approve: boolean, 
/**
 * Why; sealed; needed for a rejection.
 */
reason: string | null, };

export type DecisionView = { 
/**
 * Who.
 */
person: PersonRef, 
/**
 * `approve`, `reject` or `return`.
 */
verdict: string, 
/**
 * The reason, where it is held here.
 */
reason: string | null, 
/**
 * Index of the entry.
 */
index: number, 
/**
 * When, log time.
 */
at: string, };

export type DisablePerson = { 
/**
 * The person.
 */
person: string, 
/**
 * Why; sealed.
 */
reason: string | null, };

export type DraftDeleted = Record<symbol, never>;

export type DraftDetail = { 
/**
 * As in the list.
 */
row: DraftRow, 
/**
 * Its files: `process.bpmn`, `forms/<id>.form`, `rules/<id>.json`, and so on.
 */
files: Array<NamedFile>, };

export type DraftField = { 
/**
 * Its path.
 */
path: string, 
/**
 * What people read.
 */
label: string, 
/**
 * `text`, `number`, `choice` and so on; none for an output that no form shows.
 */
kind: string | null, 
/**
 * Whether it is kept sealed.
 */
sealed: boolean, 
/**
 * Whether a step writes it, not a person.
 */
output: boolean, };

export type DraftLint = { 
/**
 * What was found.
 */
findings: Array<LintFinding>, 
/**
 * Fields that forms and connectors declare.
 */
fields: Array<DraftField>, };

export type DraftList = { 
/**
 * Those that may be edited, the one saved last first.
 */
drafts: Array<DraftRow>, };

export type DraftQuery = { 
/**
 * The draft.
 */
draft: string, };

export type DraftRow = { 
/**
 * `d_…`.
 */
draft: string, 
/**
 * The workflow it would become a version of.
 */
workflow: string, 
/**
 * What people read.
 */
name: string, 
/**
 * When it was saved.
 */
at: string, 
/**
 * From 1, one more with each save.
 */
revision: number, 
/**
 * Digest of the version it was begun from.
 */
base: string | null, 
/**
 * Who saved it.
 */
by: PersonRef, };

export type DraftSaved = { 
/**
 * The draft.
 */
draft: string, 
/**
 * Its revision now.
 */
revision: number, 
/**
 * When.
 */
at: string, };

export type EachView = { 
/**
 * Items.
 */
total: number, 
/**
 * Items begun.
 */
begun: number, 
/**
 * Items done.
 */
done: number, };

export type EligibleView = { "kind": "role", 
/**
 * The role.
 */
role: string, 
/**
 * The scope.
 */
scope: string, } | { "kind": "manager" } | { "kind": "group", 
/**
 * The group.
 */
group: string, };

export type EntryDetail = { 
/**
 * As in the list.
 */
row: LogRow, 
/**
 * The entry's bytes: the signed note as text.
 */
text: string, 
/**
 * The act as indented JSON.
 */
decoded: string, 
/**
 * Signature lines.
 */
signatures: Array<SignatureView>, 
/**
 * SHA-256 of the bytes, hexadecimal.
 */
digest: string, 
/**
 * Leaf hash, base64.
 */
leafHash: string, 
/**
 * Hashes from leaf to root, base64.
 */
path: Array<string>, 
/**
 * Size of the tree the path leads to.
 */
treeSize: number, 
/**
 * Root of that tree, base64.
 */
root: string, 
/**
 * The tlog-proof to keep.
 */
receipt: Receipt, };

export type EntryQuery = { 
/**
 * Its index.
 */
index: number, };

export type ErrorEnvelope = { 
/**
 * Stable name of the rule that refused, or of what failed.
 */
code: string, 
/**
 * What the sentence may name.
 */
args: { [key in string]: string }, 
/**
 * The field it is about.
 */
field: string | null, 
/**
 * Catalogue id of a sentence that says what to do.
 */
help: string | null, 
/**
 * Whether the same request may succeed later.
 */
retryable: boolean, 
/**
 * Under this id the details are in the diagnostics; set for failures, never for refusals.
 */
incident: string | null, };

export type Exported = { 
/**
 * The folder.
 */
path: string, 
/**
 * Entries in it.
 */
size: number, 
/**
 * Root, base64.
 */
root: string, 
/**
 * Sealed values disclosed.
 */
disclosed: number, 
/**
 * Sealed values withheld.
 */
withheld: number, };

export type ExpressionError = { 
/**
 * In words.
 */
message: string, 
/**
 * Where it begins, in UTF-16 units as a text field counts.
 */
start: number, 
/**
 * Where it ends.
 */
end: number, };

export type FieldView = { 
/**
 * Its path.
 */
path: string, 
/**
 * What people read.
 */
label: string, 
/**
 * `text`, `long_text`, `number`, `choice`, `choices`, `checkbox` or `date`.
 */
kind: string, 
/**
 * Choices: value and label.
 */
choices: Array<[string, string]>, 
/**
 * Whether it must be given.
 */
required: boolean, 
/**
 * Whether it may be written here.
 */
writable: boolean, 
/**
 * Retention period of a sealed field; none: open.
 */
sealed: string | null, 
/**
 * The value, if it is written and may be shown.
 */
value: Plain | null, 
/**
 * The commitment of a sealed value.
 */
commitment: string | null, 
/**
 * Whether it was written since this person last decided here.
 */
changed: boolean, };

export type FindingView = { 
/**
 * Verdict name in snake case.
 */
code: string, 
/**
 * The entry, if it is about one.
 */
index: number | null, 
/**
 * In words.
 */
message: string, };

export type FiredView = { 
/**
 * Index of the act.
 */
index: number, 
/**
 * When it was due.
 */
due: string, 
/**
 * How much later it fired, in seconds.
 */
lateS: number, };

export type FormQuery = { 
/**
 * The workflow.
 */
workflow: string, };

export type GrantRow = { 
/**
 * `g_…`.
 */
id: string, 
/**
 * The role.
 */
role: string, 
/**
 * The scope as it is written.
 */
scope: string, 
/**
 * The group it comes from; none: given to the person.
 */
group: string | null, 
/**
 * Not before.
 */
from: string | null, 
/**
 * Not after.
 */
until: string | null, 
/**
 * Whether it is in force now.
 */
inForce: boolean, 
/**
 * Who gave it.
 */
vouch: VouchView, };

export type GroupRow = { 
/**
 * Its stable name.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Members.
 */
members: Array<PersonRef>, 
/**
 * Its grants.
 */
grants: Array<GrantRow>, };

export type ImpactRow = { 
/**
 * The person.
 */
person: PersonRef, 
/**
 * The permission.
 */
permission: string, 
/**
 * The scope.
 */
scope: string, 
/**
 * True: gains it; false: loses it.
 */
gains: boolean, };

export type Import = { 
/**
 * A `.bpmn` file or a folder; chosen in a dialog.
 */
path: string | null, 
/**
 * The files, paths relative to the folder.
 */
files: Array<NamedFile>, 
/**
 * Stable name; none: the process id.
 */
workflow: string | null, };

export type Imported = { 
/**
 * The workflow.
 */
workflow: string, 
/**
 * Digest of the version; none while rules or connectors wait for review.
 */
version: string | null, 
/**
 * Its number.
 */
number: number | null, 
/**
 * Changes proposed for rules and connectors that are not in force as the files have them.
 */
changes: Array<string>, 
/**
 * Connectors that were not proposed because they need a token or an address: set them first.
 */
missing: Array<string>, 
/**
 * What lint says.
 */
findings: Array<FindingView>, 
/**
 * The receipt of `version.create`.
 */
receipt: Receipt | null, };

export type Inbox = { 
/**
 * Tasks.
 */
tasks: Array<InboxRow>, };

export type InboxRow = { 
/**
 * `r_…`.
 */
request: string, 
/**
 * `t_…`.
 */
task: string, 
/**
 * Name of the workflow.
 */
workflow: string, 
/**
 * Name of the step.
 */
step: string, 
/**
 * `approval`, `plain`, or `revise` for what was returned to its requester.
 */
kind: string, 
/**
 * Who asked.
 */
requester: PersonRef, 
/**
 * Name of the rule, for approvals.
 */
rule: string | null, 
/**
 * Since when, log time.
 */
since: string, 
/**
 * From 1.
 */
round: number, };

export type IncidentView = { 
/**
 * Its number within the request.
 */
incident: number, 
/**
 * Such as `outcome_unknown`: the sentence is `incident-<code>` in the catalogue.
 */
code: string, 
/**
 * Element id.
 */
element: string, 
/**
 * Name of the step.
 */
step: string, 
/**
 * Technical words.
 */
detail: string, 
/**
 * Ways on: `retry`, `done`, `cancel`, `skip`.
 */
ways: Array<string>, 
/**
 * Whether the signed-in person may resolve it.
 */
mayResolve: May, };

export type JobView = { 
/**
 * `j_…`.
 */
job: string, 
/**
 * Name of the step.
 */
step: string, 
/**
 * The connector.
 */
connector: string, 
/**
 * Attempts so far.
 */
attempt: number, 
/**
 * `due`, `started` or `stopped`.
 */
state: string, };

export type KeyRow = { 
/**
 * The vkey.
 */
vkey: string, 
/**
 * First entry it may sign.
 */
from: number, 
/**
 * First entry it may not sign any more.
 */
until: number | null, };

export type LintFiles = { 
/**
 * The files.
 */
files: Array<NamedFile>, };

export type LintFinding = { 
/**
 * Its stable name.
 */
code: string, 
/**
 * Element id.
 */
element: string, 
/**
 * `error`, `warning` or `info`.
 */
severity: string, 
/**
 * In words.
 */
message: string, };

export type LogFilter = { 
/**
 * Only acts of this signer.
 */
by: string | null, 
/**
 * Only acts of this name, such as `approval.decide`.
 */
act: string | null, 
/**
 * Only acts on this object.
 */
on: string | null, 
/**
 * Only acts of this request, `r_…`.
 */
request: string | null, 
/**
 * Without ticks of the clock.
 */
hideTicks: boolean, 
/**
 * Entries with a smaller index: the last of the page before.
 */
before: number | null, 
/**
 * At most 500.
 */
limit: number, };

export type LogPage = { 
/**
 * Entries.
 */
rows: Array<LogRow>, 
/**
 * Whether there are more.
 */
more: boolean, 
/**
 * Entries in the log.
 */
size: number, };

export type LogRow = { 
/**
 * Its index.
 */
index: number, 
/**
 * Log time.
 */
at: string, 
/**
 * Who.
 */
by: PersonRef, 
/**
 * The act's name; the sentence is `act-<name>` in the catalogue.
 */
act: string, 
/**
 * What the sentence names.
 */
args: { [key in string]: string }, 
/**
 * The object.
 */
on: string, 
/**
 * The request it belongs to.
 */
request: string | null, };

export type May = { 
/**
 * Whether it is allowed now.
 */
allowed: boolean, 
/**
 * The grant, guard or missing grant, in words.
 */
because: string, 
/**
 * Code of the refusal it would meet, for the catalogue.
 */
code: string | null, };

export type ModifyRequest = { 
/**
 * `r_…`.
 */
request: string, 
/**
 * Values that change, by path.
 */
fields: { [key in string]: Plain }, 
/**
 * Why; sealed.
 */
reason: string, };

export type NamedFile = { 
/**
 * Path within the folder, such as `forms/start.form`.
 */
path: string, 
/**
 * The text.
 */
text: string, };

export type Nothing = Record<symbol, never>;

export type OpenView = { 
/**
 * Its name.
 */
name: string, 
/**
 * Path of its folder.
 */
path: string, 
/**
 * Name of the log.
 */
origin: string, 
/**
 * SHA-256 of the first entry.
 */
fingerprint: string, 
/**
 * The same as eight words to compare aloud.
 */
fingerprintWords: string, 
/**
 * The people who may sign in.
 */
people: Array<PersonRef>, 
/**
 * Why nothing can be appended, as a catalogue id; none if it can.
 */
readOnly: string | null, 
/**
 * Made by `demo`: weaker password hashing is accepted.
 */
demo: boolean, 
/**
 * Whether the single administrator's proposals are in force at once.
 */
bootstrap: boolean, 
/**
 * Entries.
 */
size: number, 
/**
 * Whether anything does what is due.
 */
runner?: RunnerView, };

export type OpenWorkspace = { 
/**
 * Folder.
 */
path: string, 
/**
 * Passphrase of the file vault, if it has one.
 */
passphrase: string | null, };

export type OutputView = { 
/**
 * The field of the request.
 */
field: string, 
/**
 * Dotted path in the answer.
 */
path: string, 
/**
 * Whether it is sealed.
 */
sealed: boolean, };

export type PeopleList = { 
/**
 * People.
 */
people: Array<PersonRow>, 
/**
 * Groups.
 */
groups: Array<GroupRow>, 
/**
 * Roles that exist, with what they permit.
 */
roles: Array<RoleView>, 
/**
 * Scopes that exist, as they are written.
 */
scopes: Array<string>, 
/**
 * Whether a person may be proposed.
 */
mayAdd: May, 
/**
 * Whether a grant may be proposed.
 */
mayGrant: May, 
/**
 * Whether a group may be proposed.
 */
mayGroup: May, };

export type PermissionRow = { 
/**
 * The permission.
 */
permission: string, 
/**
 * The scope.
 */
scope: string, 
/**
 * The grant.
 */
grant: string, };

export type PersonDetail = { 
/**
 * As in the list.
 */
row: PersonRow, 
/**
 * Keys over time.
 */
keys: Array<KeyRow>, 
/**
 * Permissions with the grant each comes from.
 */
permissions: Array<PermissionRow>, };

export type PersonQuery = { 
/**
 * The person.
 */
person: string, };

export type PersonRef = { 
/**
 * `p_…` or `w_…`.
 */
id: string, 
/**
 * The name, or the id where the name is not held here.
 */
name: string, };

export type PersonRow = { 
/**
 * The person.
 */
person: PersonRef, 
/**
 * Their manager.
 */
manager: PersonRef | null, 
/**
 * Whether they may do nothing any more.
 */
disabled: boolean, 
/**
 * Whether it is the signed-in person.
 */
you: boolean, 
/**
 * Grants that apply, own ones and by group.
 */
grants: Array<GrantRow>, 
/**
 * Who vouched for them.
 */
vouch: VouchView, };

export type PinnedFile = { 
/**
 * `process`, `form`, `rule`, `connector`, `decision` or `test`.
 */
kind: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Its digest.
 */
digest: string, 
/**
 * The text.
 */
text: string, };

export type Plain = boolean | number | string | Array<string>;

export type Proposed = { 
/**
 * `c_…`.
 */
change: string, 
/**
 * True in bootstrap: in force at once, on one person's word.
 */
inForce: boolean, 
/**
 * The receipt.
 */
receipt: Receipt, };

export type Publish = { 
/**
 * The workflow.
 */
workflow: string, 
/**
 * The version's digest; none: its newest.
 */
version: string | null, 
/**
 * Why; sealed.
 */
reason: string | null, };

export type PublishMessage = { 
/**
 * Its name.
 */
name: string, 
/**
 * For which request; empty for one that starts a request.
 */
key: string, 
/**
 * Its own id: the same name and id gets the first answer.
 */
id: string, 
/**
 * What it brings.
 */
fields: { [key in string]: Plain }, };

export type Receipt = { 
/**
 * Index of the entry.
 */
index: number, 
/**
 * Leaf hash, base64.
 */
leafHash: string, 
/**
 * A C2SP tlog-proof: inclusion path and signed checkpoint, as text.
 */
proof: string, };

export type ResetKey = { 
/**
 * The person.
 */
person: string, 
/**
 * Their new password.
 */
password: string, 
/**
 * Why; sealed.
 */
reason: string | null, };

export type ResolveIncident = { 
/**
 * `r_…`.
 */
request: string, 
/**
 * Its number.
 */
incident: number, 
/**
 * `retry`, `done`, `cancel` or `skip`.
 */
way: string, 
/**
 * Why; sealed.
 */
reason: string, 
/**
 * What the effect answered, with `done`.
 */
outputs: { [key in string]: Plain }, };

export type Reveal = { 
/**
 * `r_…`.
 */
request: string, 
/**
 * Field paths.
 */
paths: Array<string>, };

export type Revealed = { 
/**
 * Values by path.
 */
values: { [key in string]: Plain }, 
/**
 * The receipt of `data.reveal`.
 */
receipt: Receipt, };

export type ReviseRequest = { 
/**
 * `r_…`.
 */
request: string, 
/**
 * Values that change, by path.
 */
fields: { [key in string]: Plain }, };

export type RevokeGrant = { 
/**
 * `g_…`.
 */
grant: string, 
/**
 * Why; sealed.
 */
reason: string | null, };

export type RoleView = { 
/**
 * Its stable name.
 */
id: string, 
/**
 * What it permits.
 */
permissions: Array<string>, 
/**
 * What its holder may hand out.
 */
binds: Array<string>, };

export type RuleList = { 
/**
 * The rules.
 */
rules: Array<RuleRow>, 
/**
 * Whether a rule may be proposed.
 */
maySet: May, };

export type RuleRow = { 
/**
 * Its stable name.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Who may decide.
 */
eligible: EligibleView, 
/**
 * Who that is now; empty for the requester's manager.
 */
people: Array<PersonRef>, 
/**
 * How many must approve.
 */
needed: number, 
/**
 * Digest of the file.
 */
digest: string, 
/**
 * Workflows whose published version pins it.
 */
usedBy: Array<string>, 
/**
 * Who brought it into force.
 */
vouch: VouchView, };

export type RuleSentence = { 
/**
 * Its stable name.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Who may decide.
 */
eligible: EligibleView, 
/**
 * How many must approve.
 */
needed: number, 
/**
 * Who still can.
 */
canStill: Array<PersonRef>, };

export type RunDetail = { 
/**
 * As in the list.
 */
row: RunRow, 
/**
 * Digest of the version.
 */
version: string, 
/**
 * Its number within the workflow.
 */
versionNumber: number, 
/**
 * The BPMN text.
 */
diagram: string, 
/**
 * Element ids that hold a token.
 */
tokens: Array<string>, 
/**
 * Element ids a token has passed.
 */
passed: Array<string>, 
/**
 * Fields; sealed values are not opened here.
 */
fields: Array<FieldView>, 
/**
 * What stopped.
 */
incidents: Array<IncidentView>, 
/**
 * Connector calls on their way.
 */
jobs: Array<JobView>, 
/**
 * Approvals given in open rounds.
 */
decisions: Array<DecisionView>, 
/**
 * All acts of the request.
 */
timeline: Array<LogRow>, 
/**
 * Whether the signed-in person may cancel it.
 */
mayCancel: May, 
/**
 * Whether the signed-in person may revise it: something was returned to them.
 */
mayRevise: May, 
/**
 * Fields that may be revised.
 */
revise: Array<FieldView>, 
/**
 * Whether the signed-in person may open sealed values.
 */
mayReveal: May, 
/**
 * Times and messages that are waited for.
 */
waits?: Array<WaitView>, 
/**
 * Activities that are open and hold something, outermost first.
 */
scopes?: Array<ScopeView>, 
/**
 * Timers that fired after the start, by the act that did it.
 */
fired?: Array<FiredView>, 
/**
 * The time that began it; left out if a person did.
 */
startedBy?: FiredView, 
/**
 * Whether the signed-in person may change fields as an operator.
 */
mayModify?: May, 
/**
 * All fields, for such a change; none where it is not permitted.
 */
modify?: Array<FieldView>, };

export type RunFilter = { 
/**
 * Only those the signed-in person submitted.
 */
mine: boolean, 
/**
 * Only this workflow.
 */
workflow: string | null, 
/**
 * `running`, `stopped` (with an incident), `completed`, `rejected` or `cancelled`.
 */
state: string | null, 
/**
 * Requests with a smaller number: the last of the page before.
 */
before: number | null, 
/**
 * At most 200.
 */
limit: number, };

export type RunList = { 
/**
 * Runs.
 */
runs: Array<RunRow>, 
/**
 * Whether there are more.
 */
more: boolean, 
/**
 * Whether anything does what is due.
 */
runner?: RunnerView, };

export type RunQuery = { 
/**
 * `r_…`.
 */
request: string, };

export type RunRow = { 
/**
 * `r_…`.
 */
request: string, 
/**
 * The workflow's stable name.
 */
workflow: string, 
/**
 * The workflow's name.
 */
workflowName: string, 
/**
 * Who submitted it.
 */
requester: PersonRef, 
/**
 * `running`, `stopped`, `completed`, `rejected` or `cancelled`.
 */
state: string, 
/**
 * When it started, log time.
 */
started: string, 
/**
 * When it ended, log time.
 */
ended: string | null, 
/**
 * Names of the steps it waits at.
 */
waitsFor: Array<string>, };

export type RunnerView = { 
/**
 * `here`, `elsewhere`, `nobody` or `read_only`.
 */
state: string, 
/**
 * Since when; none where nothing works.
 */
since: string | null, 
/**
 * With `elsewhere`: `app` or `command_line`.
 */
elsewhere: string | null, 
/**
 * Id of the sentence in the catalogue.
 */
text: string, };

export type SaveCheckpoint = { 
/**
 * A file that does not exist.
 */
path: string, };

export type SaveDraft = { 
/**
 * The draft; none for a new one.
 */
draft: string | null, 
/**
 * The workflow it would become a version of.
 */
workflow: string, 
/**
 * What people read.
 */
name: string, 
/**
 * All its files.
 */
files: Array<NamedFile>, 
/**
 * Digest of the version it was begun from.
 */
base: string | null, 
/**
 * The revision it was made from, 0 for a new one; another one there is the error `draft.conflict`.
 */
revision: number, };

export type SavedCheckpoint = { 
/**
 * The file.
 */
path: string, 
/**
 * Entries it covers.
 */
size: number, };

export type ScheduleView = { 
/**
 * Its name.
 */
schedule: string, 
/**
 * Name of the start event.
 */
step: string, 
/**
 * When it is due.
 */
due: string, 
/**
 * Where the time was told.
 */
zone: string, 
/**
 * How it repeats.
 */
repeats: string | null, 
/**
 * How often it is due, this time included; always, if none.
 */
left: number | null, 
/**
 * Who answers for what it starts.
 */
person: PersonRef, 
/**
 * Whether that person may start it now; if not, it waits.
 */
mayStart: May, };

export type ScopeView = { 
/**
 * Its number within the request.
 */
scope: number, 
/**
 * The one around it; 0 is the request.
 */
parent: number, 
/**
 * Element id.
 */
element: string, 
/**
 * Name of the step.
 */
step: string, 
/**
 * Of an item of a loop: its number, from 1.
 */
item: number | null, 
/**
 * Of a loop: how far it has come.
 */
each: EachView | null, };

export type Seal = { "state": "not_yet" } | { "state": "checking", 
/**
 * Entries checked.
 */
done: number, 
/**
 * Entries to check.
 */
total: number, 
/**
 * Estimate.
 */
secondsLeft: number | null, } | { "state": "verified", 
/**
 * To this many entries.
 */
size: number, 
/**
 * When.
 */
at: string, 
/**
 * When the newest checkpoint left this workspace, in a file that a person saved, an export or a backup; none: no
 * copy is known. Where it is kept, only the person knows.
 */
anchor: string | null, } | { "state": "findings", 
/**
 * To this many entries.
 */
size: number, 
/**
 * When.
 */
at: string, 
/**
 * What was found.
 */
findings: Array<FindingView>, };

export type SessionView = { 
/**
 * The person.
 */
person: PersonRef, 
/**
 * When the session ends.
 */
until: string, 
/**
 * Tasks that wait for this person.
 */
inbox: number, 
/**
 * Changes this person may decide.
 */
changes: number, 
/**
 * Permissions held anywhere, for what the sidebar shows.
 */
permissions: Array<string>, };

export type SetConnector = { 
/**
 * The connector file, JSON.
 */
file: string, 
/**
 * The token, kept in the vault only.
 */
token: string | null, 
/**
 * Why; sealed.
 */
reason: string | null, };

export type SetGroup = { 
/**
 * Its stable name.
 */
group: string, 
/**
 * Its name.
 */
name: string, 
/**
 * All members from then on.
 */
members: Array<string>, 
/**
 * Why; sealed.
 */
reason: string | null, };

export type SetManager = { 
/**
 * The person.
 */
person: string, 
/**
 * The manager, or nobody.
 */
manager: string | null, 
/**
 * Why; sealed.
 */
reason: string | null, };

export type SetRule = { 
/**
 * The rule file, JSON.
 */
file: string, 
/**
 * Why; sealed.
 */
reason: string | null, };

export type SignIn = { 
/**
 * The person.
 */
person: string, 
/**
 * The password.
 */
password: string, };

export type SignatureView = { 
/**
 * Key name.
 */
name: string, 
/**
 * Key id, eight hexadecimal characters.
 */
keyId: string, 
/**
 * Whose key.
 */
signer: PersonRef, };

export type SimAnswer = { 
/**
 * Element id.
 */
at: string, 
/**
 * What happens.
 */
kind: SimAnswerKind, 
/**
 * What the form or the answer gives.
 */
fields?: Record<string, unknown>, 
/**
 * Status of a connector's answer.
 */
status?: number, };

export type SimAnswerKind = "complete" | "approve" | "reject" | "answer" | "fail" | "unknown" | "fire" | "message";

export type SimIncident = { 
/**
 * Element id.
 */
element: string, 
/**
 * The sentence is `incident-<code>` in the catalogue.
 */
code: string, 
/**
 * Technical words.
 */
message: string, };

export type SimStep = { 
/**
 * Element id.
 */
element: string, 
/**
 * `entered`, `passed`, `waits`, `approved`, `rejected`, `answered`, `incident` or `ended`.
 */
what: string, 
/**
 * Fields after it.
 */
fields: Record<string, unknown>, 
/**
 * Ids of the flows that were taken from there.
 */
flows: Array<string>, 
/**
 * Element ids that hold a token after it.
 */
tokens: Array<string>, };

export type SimWait = { 
/**
 * Element id.
 */
element: string, 
/**
 * Its name.
 */
name: string, 
/**
 * `task`, `approval`, `connector`, `timer` or `message`.
 */
kind: "task" | "approval" | "connector" | "timer" | "message", 
/**
 * When a timer is due.
 */
due?: string, 
/**
 * Id of the form.
 */
form?: string, };

export type Simulate = { 
/**
 * The files.
 */
files: Array<NamedFile>, 
/**
 * Fields of the start form.
 */
input: Record<string, unknown>, 
/**
 * What happens at each step that waits, in order.
 */
answers: Array<SimAnswer>, };

export type Simulation = { 
/**
 * `completed`, `rejected`, `waiting` or `incident`.
 */
outcome: "completed" | "rejected" | "waiting" | "incident", 
/**
 * Element ids in the order in which they were passed.
 */
path: Array<string>, 
/**
 * Everything that happened, one state each.
 */
steps: Array<SimStep>, 
/**
 * What it waits for.
 */
waits: Array<SimWait>, 
/**
 * What stopped.
 */
incidents: Array<SimIncident>, 
/**
 * Fields at the end.
 */
fields: Record<string, unknown>, 
/**
 * What was assumed, in words: files that the diagram names and that are not there.
 */
notes: Array<string>, };

export type StartForm = { 
/**
 * Its stable name.
 */
workflow: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Digest of the published version.
 */
version: string, 
/**
 * The fields.
 */
fields: Array<FieldView>, 
/**
 * Who may be asked, step by step.
 */
asked: Array<AskedView>, 
/**
 * Whether the signed-in person may start it.
 */
mayStart: May, };

export type StartRequest = { 
/**
 * The workflow.
 */
workflow: string, 
/**
 * The version whose form was shown.
 */
version: string, 
/**
 * Values by path; the engine seals what the form seals.
 */
fields: { [key in string]: Plain }, };

export type Startable = { 
/**
 * Its stable name.
 */
workflow: string, 
/**
 * Its name.
 */
name: string, 
/**
 * One sentence: the process' documentation.
 */
description: string, 
/**
 * Whether the signed-in person may start it.
 */
mayStart: May, };

export type StartableList = { 
/**
 * Published workflows.
 */
workflows: Array<Startable>, };

export type Started = { 
/**
 * `r_…`.
 */
request: string, 
/**
 * The receipt.
 */
receipt: Receipt, };

export type StepView = { 
/**
 * Element id.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * `start`, `end`, `task`, `approval`, `connector`, `exclusive` or `parallel`.
 */
kind: string, 
/**
 * Form id.
 */
form: string | null, 
/**
 * Rule.
 */
rule: string | null, 
/**
 * Connector.
 */
connector: string | null, 
/**
 * Where it leads: element id and condition.
 */
next: Array<[string, string | null]>, };

export type TaskDetail = { 
/**
 * As in the list.
 */
row: InboxRow, 
/**
 * The form with values; sealed ones opened for who may decide.
 */
form: Array<FieldView>, 
/**
 * Digest of exactly what is shown: a decision must name it.
 */
shown: string, 
/**
 * The rule, for approvals.
 */
rule: RuleSentence | null, 
/**
 * Decisions of this round.
 */
decisions: Array<DecisionView>, 
/**
 * Digest of the version.
 */
version: string, 
/**
 * The BPMN text.
 */
diagram: string, 
/**
 * Element ids that hold a token.
 */
tokens: Array<string>, 
/**
 * Element ids a token has passed.
 */
passed: Array<string>, 
/**
 * Whether the signed-in person may decide or complete it.
 */
may: May, 
/**
 * The canonical line of the act that approving would sign; head, time and id are drawn when it is signed.
 */
toSign: string, };

export type TaskQuery = { 
/**
 * `r_…`.
 */
request: string, 
/**
 * `t_…`.
 */
task: string, };

export type VaultView = { 
/**
 * `keyring`, `file` or `memory`.
 */
kind: string, 
/**
 * Whether the OS keyring answers.
 */
keyringAvailable: boolean, };

export type VersionDetail = { 
/**
 * As in the list.
 */
row: VersionRow, 
/**
 * The workflow's stable name.
 */
workflow: string, 
/**
 * The BPMN text.
 */
diagram: string, 
/**
 * Steps in document order.
 */
steps: Array<StepView>, 
/**
 * Pinned files: forms, rules, connectors, with their digests.
 */
files: Array<PinnedFile>, 
/**
 * What lint says.
 */
findings: Array<LintFinding>, };

export type VersionQuery = { 
/**
 * Its digest.
 */
version: string, };

export type VersionRow = { 
/**
 * Its digest.
 */
digest: string, 
/**
 * Its number.
 */
number: number, 
/**
 * Who made it.
 */
author: PersonRef, 
/**
 * When, log time.
 */
at: string, 
/**
 * Index of the entry.
 */
index: number, 
/**
 * Whether new requests run on it.
 */
published: boolean, 
/**
 * The open change that would publish it.
 */
proposed: string | null, 
/**
 * Open requests on it.
 */
running: number, 
/**
 * Why it cannot be used, in words; left out if it can.
 */
unusable?: string, };

export type VouchView = { 
/**
 * Who proposed it.
 */
proposedBy: PersonRef, 
/**
 * Who decided; none: on one person's word.
 */
decidedBy: PersonRef | null, 
/**
 * Index of the entry that brought it into force.
 */
index: number, };

export type WaitView = { 
/**
 * `e_…`.
 */
wait: string, 
/**
 * Element id.
 */
element: string, 
/**
 * Name of the step.
 */
step: string, 
/**
 * `timer` or `message`.
 */
kind: string, 
/**
 * Whether a token waits; else it waits beside an activity, on its border or for an event sub-process.
 */
holdsToken: boolean, 
/**
 * When a timer is due.
 */
due: string | null, 
/**
 * Where its time was told: `UTC`, an offset, or a zone.
 */
zone: string | null, 
/**
 * How a timer repeats, ISO 8601 or cron.
 */
repeats: string | null, 
/**
 * How often it is still due; none: always.
 */
left: number | null, 
/**
 * Name of the message.
 */
message: string | null, 
/**
 * Its key.
 */
key: string | null, };

export type WithdrawChange = { 
/**
 * `c_…`.
 */
change: string, };

export type WorkflowDetail = { 
/**
 * As in the list.
 */
row: WorkflowRow, 
/**
 * Versions, the newest first.
 */
versions: Array<VersionRow>, 
/**
 * Whether a publication may be proposed.
 */
mayPublish: May, 
/**
 * When it starts by itself, the next time first.
 */
schedules?: Array<ScheduleView>, };

export type WorkflowList = { 
/**
 * The workflows.
 */
workflows: Array<WorkflowRow>, 
/**
 * Whether a workflow may be imported.
 */
mayImport: May, };

export type WorkflowQuery = { 
/**
 * The workflow.
 */
workflow: string, };

export type WorkflowRow = { 
/**
 * Its stable name.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Number of the published version.
 */
published: number | null, 
/**
 * Number of its newest version.
 */
latest: number, 
/**
 * Open requests.
 */
running: number, 
/**
 * Who brought the publication into force.
 */
vouch: VouchView | null, };

export type WorkspaceEntry = { 
/**
 * The name people gave it; the name of its folder where its file cannot be read.
 */
name: string, 
/**
 * Path of its folder.
 */
path: string, };

export type WriteExport = { 
/**
 * A folder that is empty or does not exist.
 */
path: string, 
/**
 * `all`, `names` or `nothing`.
 */
discloses: string, };

export interface QueryArgs {
  "app.state": Nothing;
  "people.list": Nothing;
  "people.person": PersonQuery;
  "changes.list": Nothing;
  "rules.list": Nothing;
  "connectors.list": Nothing;
  "inbox.list": Nothing;
  "inbox.task": TaskQuery;
  "requests.startable": Nothing;
  "requests.form": FormQuery;
  "runs.list": RunFilter;
  "runs.detail": RunQuery;
  "workflows.list": Nothing;
  "workflows.detail": WorkflowQuery;
  "workflows.version": VersionQuery;
  "drafts.list": Nothing;
  "drafts.open": DraftQuery;
  "drafts.lint": LintFiles;
  "drafts.simulate": Simulate;
  "feel.check": CheckExpression;
  "log.page": LogFilter;
  "log.entry": EntryQuery;
}

export interface QueryResult {
  "app.state": AppState;
  "people.list": PeopleList;
  "people.person": PersonDetail;
  "changes.list": ChangeList;
  "rules.list": RuleList;
  "connectors.list": ConnectorList;
  "inbox.list": Inbox;
  "inbox.task": TaskDetail;
  "requests.startable": StartableList;
  "requests.form": StartForm;
  "runs.list": RunList;
  "runs.detail": RunDetail;
  "workflows.list": WorkflowList;
  "workflows.detail": WorkflowDetail;
  "workflows.version": VersionDetail;
  "drafts.list": DraftList;
  "drafts.open": DraftDetail;
  "drafts.lint": DraftLint;
  "drafts.simulate": Simulation;
  "feel.check": CheckedExpression;
  "log.page": LogPage;
  "log.entry": EntryDetail;
}

export interface CommandArgs {
  "workspace.create": CreateWorkspace;
  "workspace.open": OpenWorkspace;
  "workspace.close": Nothing;
  "session.sign_in": SignIn;
  "session.sign_out": Nothing;
  "people.add": AddPerson;
  "people.set_manager": SetManager;
  "people.disable": DisablePerson;
  "people.reset_key": ResetKey;
  "groups.set": SetGroup;
  "grants.add": AddGrant;
  "grants.revoke": RevokeGrant;
  "rules.set": SetRule;
  "connectors.set": SetConnector;
  "changes.decide": DecideChange;
  "changes.withdraw": WithdrawChange;
  "workflows.import": Import;
  "workflows.publish": Publish;
  "drafts.save": SaveDraft;
  "drafts.delete": DraftQuery;
  "requests.start": StartRequest;
  "requests.revise": ReviseRequest;
  "requests.cancel": CancelRequest;
  "requests.modify": ModifyRequest;
  "messages.publish": PublishMessage;
  "tasks.complete": CompleteTask;
  "approvals.decide": DecideApproval;
  "incidents.resolve": ResolveIncident;
  "data.reveal": Reveal;
  "verify.start": Nothing;
  "verify.stop": Nothing;
  "export.write": WriteExport;
  "checkpoint.save": SaveCheckpoint;
}

export interface CommandResult {
  "workspace.create": AppState;
  "workspace.open": AppState;
  "workspace.close": AppState;
  "session.sign_in": AppState;
  "session.sign_out": AppState;
  "people.add": Proposed;
  "people.set_manager": Proposed;
  "people.disable": Proposed;
  "people.reset_key": Proposed;
  "groups.set": Proposed;
  "grants.add": Proposed;
  "grants.revoke": Proposed;
  "rules.set": Proposed;
  "connectors.set": Proposed;
  "changes.decide": Receipt;
  "changes.withdraw": Receipt;
  "workflows.import": Imported;
  "workflows.publish": Proposed;
  "drafts.save": DraftSaved;
  "drafts.delete": DraftDeleted;
  "requests.start": Started;
  "requests.revise": Receipt;
  "requests.cancel": Receipt;
  "requests.modify": Receipt;
  "messages.publish": Receipt;
  "tasks.complete": Receipt;
  "approvals.decide": Receipt;
  "incidents.resolve": Receipt;
  "data.reveal": Revealed;
  "verify.start": Seal;
  "verify.stop": Seal;
  "export.write": Exported;
  "checkpoint.save": SavedCheckpoint;
}

