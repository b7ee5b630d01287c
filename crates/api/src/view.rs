//! Turning kernel state into what pages show.

use engine::Engine;
use kernel::{
    authority::{self, Object, Question},
    definition::Definition,
    field::{FieldValue, Open},
    form::{Field, Form, Kind},
    id::{PersonId, Signer},
    process::value_shown,
    role::Permission,
    rule::{Eligible, Rule},
    state::{Instance, NodeIx, State, Task, Vouch},
    time::Timestamp,
};

use crate::contract::{
    rules::EligibleView,
    shared::{May, PersonRef, Plain, VouchView},
    tasks::{FieldView, RuleSentence},
};

pub(crate) fn person(engine: &Engine, id: &PersonId) -> PersonRef {
    PersonRef {
        id: id.to_string(),
        name: engine.name_of(id).unwrap_or_else(|| id.to_string()),
    }
}

pub(crate) fn signer(engine: &Engine, signer: &Signer) -> PersonRef {
    match signer {
        Signer::Person(id) => person(engine, id),
        Signer::Workstation(id) => PersonRef {
            id: id.to_string(),
            name: id.to_string(),
        },
    }
}

pub(crate) fn vouch(engine: &Engine, vouch: &Vouch) -> VouchView {
    VouchView {
        proposed_by: person(engine, &vouch.proposed),
        decided_by: vouch.decided.map(|decided| person(engine, &decided)),
        index: vouch.index,
    }
}

/// The answer of the one authorisation function for the signed-in person.
pub(crate) fn may(
    engine: &Engine,
    person: PersonId,
    permission: Permission,
    object: &Object,
) -> May {
    let live = engine.live();
    let question = Question {
        person,
        permission,
        object,
    };
    let decision = authority::decide(
        &live.kernel.state,
        &live.kernel.compiled.policies,
        &question,
    );
    let code = (!decision.allowed).then(|| decision.refusal(person, permission).code().to_owned());
    May {
        allowed: decision.allowed,
        because: decision.because,
        code,
    }
}

/// A plain yes or no that no grant decides.
pub(crate) fn may_if(allowed: bool, because: &str, code: &str) -> May {
    May {
        allowed,
        because: because.to_owned(),
        code: (!allowed).then(|| code.to_owned()),
    }
}

pub(crate) fn time(at: Timestamp) -> String {
    at.to_string()
}

/// Log time after the entry.
pub(crate) fn time_of(engine: &Engine, index: u64) -> String {
    let found = engine.read(|reader| {
        Ok(kernel::lookup::Lookup::time_at(
            reader,
            index.saturating_add(1),
        ))
    });
    found.ok().flatten().map(time).unwrap_or_default()
}

pub(crate) fn plain(open: &Open) -> Plain {
    match open {
        Open::Boolean(value) => Plain::Boolean(*value),
        Open::Integer(value) => Plain::Integer(*value),
        Open::Text(value) => Plain::Text(value.clone()),
        Open::List(value) => Plain::List(value.clone()),
    }
}

pub(crate) fn to_engine(plain: &Plain) -> engine::Plain {
    match plain {
        Plain::Boolean(value) => engine::Plain::Boolean(*value),
        Plain::Integer(value) => engine::Plain::Integer(*value),
        Plain::Text(value) => engine::Plain::Text(value.clone()),
        Plain::List(value) => engine::Plain::List(value.clone()),
    }
}

/// A sealed value as it was given: anything but text was sealed as JSON.
pub(crate) fn unsealed(kind: Option<&Kind>, value: String) -> Plain {
    match kind {
        Some(Kind::Checkbox | Kind::Choices(_)) => {
            serde_json::from_str(&value).unwrap_or(Plain::Text(value))
        }
        _ => Plain::Text(value),
    }
}

pub(crate) fn kind_name(kind: Option<&Kind>) -> &'static str {
    match kind {
        Some(Kind::Text) | None => "text",
        Some(Kind::LongText) => "long_text",
        Some(Kind::Number) => "number",
        Some(Kind::Choice(_)) => "choice",
        Some(Kind::Choices(_)) => "choices",
        Some(Kind::Checkbox) => "checkbox",
        Some(Kind::Date) => "date",
    }
}

/// Whether sealed values are opened for the reader.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sealed {
    /// The reader decides or completes here.
    Opened,
    /// Only commitments.
    Closed,
}

/// A form with the values of a request. `decided` is the entry of the reader's last decision here: what was written
/// after it is marked.
pub(crate) fn form(
    engine: &Engine,
    form: &Form,
    instance: Option<&Instance>,
    sealed: Sealed,
    decided: Option<u64>,
) -> Vec<FieldView> {
    let field = |field: &Field| {
        let known = instance.and_then(|instance| instance.fields.get(&field.path));
        let value = known.map(|known| &known.value);
        let index = known.map(|known| known.index);
        form_field(
            engine,
            field,
            value,
            sealed,
            index > decided && decided.is_some(),
        )
    };
    form.fields.iter().map(field).collect()
}

/// A task's form with exactly the values that a decision on it covers: where the task lies in a loop or takes values in,
/// those are shown, not the fields of the same name.
pub(crate) fn task_form(
    engine: &Engine,
    (definition, instance, task): (&Definition, &Instance, &Task),
    form: &Form,
    sealed: Sealed,
    decided: Option<u64>,
) -> Vec<FieldView> {
    let field = |field: &Field| {
        let value = value_shown(definition, instance, task, &field.path);
        let known = instance.fields.get(&field.path);
        let own = known.filter(|known| Some(&known.value) == value);
        let index = own.map(|known| known.index);
        form_field(
            engine,
            field,
            value,
            sealed,
            index > decided && decided.is_some(),
        )
    };
    form.fields.iter().map(field).collect()
}

/// The listed values of a field, each with what people read.
pub(crate) fn choices(field: &Field) -> Vec<(String, String)> {
    match &field.kind {
        Kind::Choice(values) | Kind::Choices(values) => values
            .iter()
            .map(|value| (value.clone(), field.choice_label(value).to_owned()))
            .collect(),
        _ => Vec::new(),
    }
}

fn form_field(
    engine: &Engine,
    field: &Field,
    value: Option<&FieldValue>,
    sealed: Sealed,
    changed: bool,
) -> FieldView {
    let (value, commitment) = match value {
        Some(FieldValue::Open(open)) => (Some(plain(open)), None),
        Some(FieldValue::Derived(data)) => (Some(plain(&data.to_open())), None),
        Some(FieldValue::Sealed(commitment)) => {
            let opened = (sealed == Sealed::Opened)
                .then(|| engine.open_sealed(commitment).ok().flatten())
                .flatten();
            (
                opened.map(|value| unsealed(Some(&field.kind), value)),
                Some(commitment.to_string()),
            )
        }
        None => (None, None),
    };
    FieldView {
        path: field.path.clone(),
        label: field.label.clone(),
        kind: kind_name(Some(&field.kind)).to_owned(),
        choices: choices(field),
        required: field.required,
        writable: !field.disabled,
        sealed: field.sealed.clone(),
        value,
        commitment,
        changed,
    }
}

pub(crate) fn eligible(rule: &Rule) -> EligibleView {
    match &rule.eligible {
        Eligible::Role(role) => EligibleView::Role {
            role: role.role.to_string(),
            scope: role.scope.to_string(),
        },
        Eligible::Manager(_) => EligibleView::Manager,
        Eligible::Group(member) => EligibleView::Group {
            group: member.group.to_string(),
        },
    }
}

pub(crate) fn rule_sentence(
    engine: &Engine,
    rule: &Rule,
    can_still: impl Iterator<Item = PersonId>,
) -> RuleSentence {
    RuleSentence {
        id: rule.id.to_string(),
        name: rule.name.clone(),
        eligible: eligible(rule),
        needed: rule.needed,
        can_still: can_still.map(|id| person(engine, &id)).collect(),
    }
}

/// Element ids that hold a token.
pub(crate) fn tokens(definition: &Definition, instance: &Instance) -> Vec<String> {
    let tasks = instance.tasks.values().map(|task| task.node);
    let jobs = instance.jobs.values().map(|job| job.node);
    let incidents = instance.incidents.values().map(|incident| incident.node);
    let joins = instance.joins.keys().map(|place| place.node);
    let waits = instance.waits.values();
    let waits = waits
        .filter(|wait| wait.holds_token())
        .map(|wait| wait.node);
    let scopes = instance.scopes.values().map(|scope| scope.node);
    let mut ids: Vec<String> = tasks
        .chain(jobs)
        .chain(incidents)
        .chain(joins)
        .chain(waits)
        .chain(scopes)
        .filter_map(|ix| node_id(definition, ix))
        .collect();
    ids.sort();
    ids.dedup();
    ids
}

pub(crate) fn passed(definition: &Definition, instance: &Instance) -> Vec<String> {
    instance
        .passed
        .iter()
        .filter_map(|ix| node_id(definition, *ix))
        .collect()
}

pub(crate) fn node_id(definition: &Definition, ix: NodeIx) -> Option<String> {
    definition.node(ix).map(|node| node.id.clone())
}

pub(crate) fn node_name(definition: &Definition, ix: NodeIx) -> String {
    definition
        .node(ix)
        .map(|node| node.name.clone())
        .unwrap_or_default()
}

/// The BPMN text of a version.
pub(crate) fn diagram(engine: &Engine, state: &State, version: &kernel::digest::Digest) -> String {
    let Some(record) = state.versions.get(version) else {
        return String::new();
    };
    text_of(engine, &record.manifest.process)
}

/// A record blob as text.
pub(crate) fn text_of(engine: &Engine, digest: &kernel::digest::Digest) -> String {
    let bytes = engine
        .read(|reader| reader.record_blob(digest))
        .ok()
        .flatten();
    bytes
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .unwrap_or_default()
}
