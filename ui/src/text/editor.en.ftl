# Words of the workflow editor. English is complete; the other words of the window are in `crates/api/i18n/en.ftl`.

## Kinds of step

editor-kind-start = Start with form
editor-kind-start-timer = Start at a time
editor-kind-start-message = Start on a message
editor-kind-start-error = Start on an error
editor-kind-start-escalation = Start on an escalation
editor-kind-task = Task
editor-kind-approval = Approval
editor-kind-connector = Connector call
editor-kind-send = Send a message
editor-kind-receive = Wait for a message (task)
editor-kind-script = Compute a value
editor-kind-table = Decision table
editor-kind-manual = Step outside Countersign
editor-kind-call = Another workflow
editor-kind-subprocess = Sub-process
editor-kind-event-subprocess = Event sub-process
editor-kind-decision = Decision
editor-kind-parallel = Parallel
editor-kind-inclusive = Every way that applies
editor-kind-race = First event wins
editor-kind-timer = Wait for a time
editor-kind-message = Wait for a message
editor-kind-milestone = Milestone
editor-kind-escalate = Escalation
editor-kind-deadline = Deadline
editor-kind-boundary-message = Message while it is open
editor-kind-boundary-error = Error
editor-kind-boundary-escalation = Escalation from inside
editor-kind-end = End
editor-kind-end-terminate = End everything
editor-kind-end-error = End with an error
editor-kind-end-escalation = End with an escalation
editor-kind-other = Not run by Countersign
editor-short-start = Start
editor-short-task = Task
editor-short-approval = Approval
editor-short-decision = Decision
editor-short-parallel = Parallel
editor-short-timer = Timer
editor-short-connector = Connector
editor-short-subprocess = Sub-process
editor-short-end = End

## The page

editor-untitled = Workflow
editor-loading = Opening the editor…
editor-unreadable = This file cannot be read as a BPMN diagram. Choose a file that ends in .bpmn and opens in another BPMN tool.
editor-unchanged = Nothing changed yet
editor-saving = Saving the draft…
editor-saved = Draft saved { $time }
editor-not-saved = Not saved
editor-save-failed = Not saved: { $words }
editor-conflict = “{ $name }” was saved somewhere else since you opened it. What you changed here is not lost, and nothing was written over.
editor-conflict-open = Open what was saved there
editor-conflict-fork = Keep mine as another draft
editor-make-version = Make a version…
editor-make-title = Make a version of { $name }
editor-make-words = The files below become a version of this workflow, signed by you. It runs when it is published, which another person approves.
editor-make-sign = Sign and make a version
editor-views = Views of this workflow
editor-view-process = Process
editor-view-forms = Forms
editor-view-tables = Decision tables
editor-view-run = Test run
editor-undo = Undo
editor-redo = Redo
editor-show = What is shown
editor-show-both = Both
editor-show-steps = Steps
editor-show-canvas = Diagram

## Step list

editor-steps = Steps
editor-steps-tools = Change the steps
editor-steps-empty = No steps yet. A workflow begins with a start: add one, then what follows it.
editor-add = Add step
editor-add-branch = Add way
editor-add-start = Add start
editor-earlier = Earlier
editor-later = Later
editor-properties = Properties
editor-remove-step = Remove this step
editor-at-border = on { $name }
editor-next = → { $name }
editor-next-otherwise = otherwise
editor-next-none = → leads nowhere yet
editor-row-findings = { $count ->
    [one] 1 finding
   *[other] { NUMBER($count) } findings
}

## Canvas

editor-canvas = Diagram
editor-palette = Add to the diagram
editor-palette-tip = { $kind }: press to add after what is selected, or drag onto the diagram
editor-view = View of the diagram
editor-search = Find a step
editor-map = Overview
editor-map-open = Show the overview
editor-map-close = Hide the overview
editor-connect = Connect to another step
editor-remove = Remove

## Properties

editor-panel = Properties
editor-workflow = Workflow
editor-workflow-findings = { $count ->
    [one] Workflow: 1 finding
   *[other] Workflow: { NUMBER($count) } findings
}
editor-teach = Choose a step in the list or the diagram to set who acts there, on which form, and what comes next.
editor-step = Step
editor-name = Name
editor-kind = Kind
editor-documentation = What it is for
editor-technical = Technical
editor-id = Id in the file:
editor-no-meaning = It is kept and drawn, and has no effect on how the workflow runs.
editor-findings = { $count ->
    [one] 1 finding
   *[other] { NUMBER($count) } findings
}
editor-severity = { $severity ->
    [error] Must be mended:
    [warning] Look at this:
   *[other] Note:
}
editor-row = Row { $number } { $name }
editor-row-remove = Remove row { $number }
editor-start-form = Form that starts it
editor-task-form = Form to fill in
editor-approval-form = What the approval shows
editor-form = Form
editor-form-none = No form
editor-form-edit = Edit the form
editor-form-new = New form
editor-approval = Who decides
editor-rule = Rule
editor-rule-hint = Rules say who may decide and how many of them must. Whoever made the request never decides on it.
editor-rule-proposed = { $name } (in this draft)
editor-rule-unknown = { $id } (not known here)
editor-mandatory = This approval may never be passed by
editor-mandatory-hint = A path to a connector call that avoids it is then an error.
editor-deadlines = Deadlines and interruptions
editor-deadline-none = Nothing interrupts this step.
editor-deadline-add = Add a deadline
editor-error-add = Add an error path
editor-schedule = Due
editor-due = Due date
editor-due-hint = Shown in the inbox; nothing happens by itself. For that, add a deadline. Example: =now() + duration("P3D")
editor-connector = Connector call
editor-connector-which = Connector
editor-connector-proposed = { $name } (in this draft)
editor-connector-unknown = { $id } (not known here)
editor-method = Method
editor-path = Path
editor-inputs = What it is given
editor-inputs-none = Nothing is handed over.
editor-input-name = Name there
editor-input-value = Value
editor-input-add = Add an input
editor-errors = Answers that are a case of their own
editor-errors-hint = An answer with such a status takes the error path at the border of this step instead of stopping the request.
editor-errors-none = Every answer that is no success stops the request as an incident.
editor-status = Status
editor-status-add = Add a status
editor-script = Compute a value
editor-script-expression = Expression
editor-result = Result is kept as
editor-result-hint = A name for the new field, such as total. Later steps read it by this name.
editor-table = Decision table
editor-table-which = Table
editor-table-edit = Edit the table
editor-table-new = New table
editor-call = Another workflow
editor-call-which = Workflow
editor-call-hint = Its published version is pinned when a version of this workflow is made.
editor-call-in = Give it all fields
editor-call-out = Take over all its fields
editor-timer = When
editor-timer-kind = Kind of time
editor-timer-duration = After a while
editor-timer-date = At a date and time
editor-timer-cycle = Again and again
editor-timer-count = How long
editor-timer-unit = Unit
editor-timer-times = How often
editor-timer-times-hint = Empty: without end.
editor-timer-text = As written
editor-timer-hint = ISO 8601, such as { $example }, or an expression that begins with =
editor-timer-answers = Whoever proposes to publish the version answers for the requests that begin so. They need the permission to start it, and never approve these requests.
editor-unit = { $unit ->
    [minutes] minutes
    [hours] hours
    [days] days
    [weeks] weeks
   *[months] months
}
editor-duration = { $unit ->
    [minutes] { $count ->
        [one] 1 minute
       *[other] { NUMBER($count) } minutes
    }
    [hours] { $count ->
        [one] 1 hour
       *[other] { NUMBER($count) } hours
    }
    [days] { $count ->
        [one] 1 day
       *[other] { NUMBER($count) } days
    }
    [weeks] { $count ->
        [one] 1 week
       *[other] { NUMBER($count) } weeks
    }
   *[months] { $count ->
        [one] 1 month
       *[other] { NUMBER($count) } months
    }
}
editor-cycle = every { $every }, { $count ->
    [one] once
   *[other] { NUMBER($count) } times
}
editor-cycle-endless = every { $every }, without end
editor-message = Message
editor-message-name = Name of the message
editor-message-name-hint = The same name that the sender uses, such as payment received.
editor-message-key = Which request it belongs to
editor-message-key-hint = The message must carry the same value, such as order_id.
editor-error = Error
editor-error-code = Error code
editor-error-hint = Empty: any error. Codes come from connector calls and from ends with an error.
editor-escalation = Escalation
editor-escalation-code = Escalation code
editor-escalation-hint = Empty: any escalation.
editor-interrupting = What happens to the step
editor-interrupts = It ends the step
editor-interrupts-hint = Otherwise the step stays open, and this path goes on beside it.
editor-loop = For each item of a list
editor-loop-on = Do this step once for each item
editor-loop-list = List
editor-loop-item = Each item is called
editor-loop-item-hint = The name by which this step reads its item.
editor-loop-order = Order
editor-loop-parallel = All at once
editor-loop-sequential = One after another
editor-loop-stop = Stop when
editor-loop-results = Keep the results as
editor-loop-result = Result of each
editor-ways = What comes next
editor-ways-none = Nothing follows yet.
editor-way = → { $name }
editor-way-to = Leads to
editor-way-add = Connect
editor-way-new = Connect to a step
editor-way-no-target = There is no other step that can follow.
editor-way-change = Lead it elsewhere
editor-way-insert = Put a step on the way to { $name }
editor-way-remove = Remove the way to { $name }
editor-way-from = Way from { $from } to { $to }
editor-way-source = Go to { $name }
editor-way-always = This way is always taken.
editor-condition = Taken when
editor-condition-hint = For example amount > 500. Only open fields can be read here.
editor-otherwise = Taken when no other way applies
editor-feel-error = { $message } (character { $at })
editor-feel-fields = Fields of this workflow

## New workflows and drafts

workflow-edit = Edit
workflows-new = New workflow
new-words = A draft is made on this workstation. It is not signed, and nobody else is asked for anything until you make a version of it.
new-begin = Begin
new-from = Begin with
new-from-file = A file of another tool
new-choose = Choose files…
new-template-empty = Only a start
new-template-approval = One approval
new-template-approval-connector = An approval, then a connector call
new-template-words-empty = A start with a form. You add the rest.
new-template-words-approval = Somebody fills in a form, somebody else approves it.
new-template-words-approval-connector = Somebody fills in a form, somebody else approves it, then another system is called.
new-template-words-file = BPMN of Camunda, Operaton, Flowable or Activiti, or any other BPMN 2.0 file. What is converted and what is not is listed before anything is kept.
drafts = Drafts
drafts-words = Only on this workstation, unsigned.
draft-by = { $person }
draft-edit = Edit draft { $name }
draft-delete = Delete draft { $name }
draft-delete-words = The draft is gone then. Versions that were made of it stay.
draft-delete-sure = Delete the draft

## Conversion of other tools' files

convert-report = What became of the file
convert-from = This file is written for { $tool }.
convert-left = { $count ->
    [one] 1 thing was not converted. It stays in the file and has no effect here.
   *[other] { NUMBER($count) } things were not converted. They stay in the file and have no effect here.
}
convert-done = { $count ->
    [one] 1 thing was converted:
   *[other] { NUMBER($count) } things were converted:
}
convert-form = The form is named as here. Put the form file beside the diagram.
convert-form-key = “{ $value }” is a page of that tool, not a form. Build a form for this step.
convert-generated-form = Fields that the tool makes a page of. Build a form with the same fields.
convert-schedule = The date is kept.
convert-decision = The decision is named as here. Put the DMN file beside the diagram.
convert-decision-result = How the result is read differs. Look at the result of the table.
convert-result = The name of the result is kept.
convert-topic = The topic is kept as the type of the task. Choose the connector that does this work.
convert-loop = The loop is kept.
convert-loop-cardinality = A number of times without a list. Make it a list to go through.
convert-version-tag = The tag is kept.
convert-people = “{ $value }”: who acts is set by a rule or a role here, never in the diagram. Choose a rule.
convert-java = “{ $value }” is program code of that tool. Replace it by a connector call.
convert-script = A script in another language. Write it as an expression.
convert-expression = “{ $value }” is more than the name of a field. Write it as an expression of FEEL.
convert-variable = “{ $value }” became the field of that name.
convert-call = The called workflow is kept.
convert-call-expression = Which workflow is called is computed. Name one workflow.
convert-mapping = The mapping is kept.
convert-business-key = The business key of that tool has no counterpart.
convert-properties = The properties are kept.
convert-listener = A listener is program code of that tool. What it does needs a step of its own.
convert-retry = Repeating is set by the connector here.
convert-error-expression = Errors of a call are set by the status of the answer here.
convert-pinned = Versions are pinned when a version of this workflow is made.
convert-not-needed = Countersign needs no such mark: every step is kept before the next begins.
convert-no-place = There is no such setting here.
convert-unknown = Not known here.

## Forms

builder-none = No forms yet. A form says what a person fills in or sees at a step.
builder-unused = No step uses it yet.
builder-used = Used by { $steps }
builder-remove = Remove the form { $form }
builder-unreadable = This file is no form that Countersign reads.
builder-fields = Fields
builder-settings = Settings of the field
builder-preview = As people see it
builder-empty = Add a field to begin.
builder-no-fields = No fields yet.
builder-tools = Change the fields
builder-add = Add field
builder-earlier = Earlier
builder-later = Later
builder-remove-field = Remove this field
builder-is-required = required
builder-is-sealed = sealed
builder-shown = shown, not written
builder-shown-sealed = shown from the sealed data
builder-type = Kind
builder-type-textfield = Text
builder-type-textarea = Long text
builder-type-number = Number
builder-type-select = Choice of one (list)
builder-type-radio = Choice of one (buttons)
builder-type-checklist = Choice of several
builder-type-taglist = Tags
builder-type-checkbox = Yes or no
builder-type-datetime = Date
builder-type-text = Words to read
builder-type-separator = Line
builder-type-spacer = Space
builder-type-unknown = Countersign has no such field. Choose another kind.
builder-text = Words
builder-label = Label
builder-key = Name in the data
builder-key-hint = Conditions and mappings read the field by this name, such as amount.
builder-key-bad = Begin with a letter, then letters, digits and _, for example legal_name
builder-key-double = Another field of this form has the same name.
builder-description = Hint below the field
builder-required = Must be filled in
builder-only-shown = Only shown
builder-only-shown-hint = An approval covers what it shows.
builder-min = At least
builder-max = At most
builder-digits = Digits after the point
builder-min-length = Fewest characters
builder-max-length = Most characters
builder-pattern = Pattern
builder-pattern-hint = A regular expression, such as { $example }
builder-pattern-bad = This is no regular expression.
builder-options = What can be chosen
builder-option-label = Option { $number }
builder-option-value = Stored as { $number }
builder-option-remove = Remove option { $number }
builder-option-add = Add option
builder-option-bad = Every option needs a value that is stored.
builder-data = In the record
builder-data-open = Open
builder-data-sealed = Sealed
builder-data-open-hint = Stands in the record in the clear and stays as long as it. Conditions can read it.
builder-data-sealed-hint = The record has a commitment only; the value is kept encrypted beside it and can be erased.
builder-retention = Kept for
builder-retention-written = Period as written
builder-retention-bad = A number and Y, M or D, for example P10Y

## Decision tables

table-none = No decision tables yet. A table says what follows from what, row by row, such as which team looks at which amount.
table-remove = Remove the table { $table }
table-unreadable = This file has no decision table that can be edited here.
table-keys = Arrows move, Enter or typing edits, Enter or Tab keeps, Escape leaves it as it was.
table-column = Column
table-note-words = Notes say why a rule is there. They decide nothing.
table-add-input = Add a “when” column
table-add-output = Add a “then” column
table-column-left = Move the column left
table-column-right = Move the column right
table-column-remove = Remove the column
table-policy = How it decides
table-policy-unique = The one rule that applies
table-policy-first = The first rule that applies
table-policy-any = Any, all that apply agree
table-policy-priority = The most important result
table-policy-collect = All results together
table-policy-rule-order = All results, in the order of the rules
table-policy-output-order = All results, in the order of importance
table-aggregation = Together
table-aggregation-list = as a list
table-aggregation-sum = sum
table-aggregation-min = smallest
table-aggregation-max = largest
table-aggregation-count = number
table-rules = Change the rules
table-rule-add = Add rule
table-rule-up = Move the rule up
table-rule-down = Move the rule down
table-rule-remove = Remove the rule
table-no-rules = No rules yet.
table-cell-error = Rule { $row }: { $message } (character { $at })
table-input = “When” column
table-output = “Then” column
table-label = Heading
table-expression = Looks at
table-expression-hint = A field or an expression, such as amount
table-name = Name of the result
table-name-hint = With several columns the result is a group of these names.
table-type = Type
table-type-any = any
table-type-string = text
table-type-number = number
table-type-boolean = yes or no
table-type-date = date
table-type-time = time
table-type-dateTime = date and time
table-type-dayTimeDuration = days and hours
table-type-yearMonthDuration = years and months
table-when = When
table-then = Then
table-unnamed = no heading
table-note = Note
table-cell = Rule { $row }, { $column }

## Test run

run-assumed = { $count ->
    [one] One thing was assumed
   *[other] { NUMBER($count) } things were assumed
}
run-title = Test run
run-words = Plays the draft with the rules of the record, without a record: nothing is signed, sent or kept. You answer for everybody who would be asked.
run-no-form = This workflow begins without a form.
run-start = Start the test run
run-again = Start over
run-take-back = Take back the last answer
run-busy = Playing the run…
run-steps = Steps of the run
run-first = To the beginning
run-back = One step back
run-forward = One step forward
run-last = To where it stands
run-at = Step { $at } of { $of }
run-data = Data at this step
run-no-data = No data yet.
run-waits = What it waits for
run-no-waits = Nothing.
run-not-at-end = Go to where the run stands to answer.
run-outcome-completed = The run came to its end.
run-outcome-rejected = The run ended because somebody rejected it.
run-outcome-waiting = The run waits for an answer.
run-outcome-incident = The run stopped.
run-stopped = Stopped at “{ $name }”: { $message }. Nothing had left from this step. Change the step, then start over.
run-stopped-called = Stopped at “{ $name }”: { $message }. In a real run the call would have left by now; a test run sends nothing. Take back the answer, or change the step and start over.
run-mend = Go to “{ $name }”
run-what-entered = entered
run-what-passed = passed
run-what-waits = waits
run-what-approved = approved
run-what-rejected = rejected
run-what-answered = answered
run-what-incident = stopped
run-what-ended = ended
run-wait-task = waits for somebody to fill in the form
run-wait-approval = waits for an approval
run-wait-connector = waits for the answer of a call
run-wait-timer = waits until
run-wait-message = waits for a message
run-complete = Complete the task
run-approve = Approve
run-reject = Reject
run-fire = Let the time come
run-status = Status of the answer
run-answer = Answer
run-fail = Fail
run-unknown = Leave the outcome unknown
run-message-field = Field of the message
run-message-value = Value
run-message = Let the message arrive

## Test cases

cases = Test cases
cases-none = None yet. Keep a test run as a test case: whenever the draft changes it is played again, and no version is made while one fails.
cases-words = Played again whenever the draft changes. No version is made while one fails.
case-passes = Passes
case-fails = Fails
case-open = Is being played
case-blocked = Not played: the draft has errors
case-differs = It came out otherwise: { $differs }
case-play = Play { $name }
case-remove = Remove the test case { $name }
case-keep = Save as test case…
case-kept = Kept as test case { $name }.
case-save-title = Save as test case
case-save-words = What was filled in, the answers, the path and how it ended become part of the draft, and of the versions made of it.
case-save = Save test case
case-replace = Replace test case
case-shows = What it shows
case-shows-hint = In a few words, such as high amount needs two people.
case-file = Kept in { $file }
case-there = There is a test case of this name. It is replaced.
case-expects = { $count ->
    [one] Expected: { $outcome }, over 1 element.
   *[other] Expected: { $outcome }, over { NUMBER($count) } elements in this order.
}
case-outcome-completed = it comes to its end
case-outcome-rejected = somebody rejects it
case-outcome-waiting = it waits for an answer
case-outcome-incident = it stops
case-clear = Test cases stay in the clear, sealed fields too. Use made-up values.
