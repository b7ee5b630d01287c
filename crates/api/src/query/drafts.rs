//! Drafts of workflows: listing, reading, and what stands between them and a version.

use engine::{
    Engine,
    acts::import::Files,
    inspect,
    simulate::{Simulated, simulate},
};
use kernel::simulation::{Answer, AnswerKind};

use crate::{
    ApiError, Host,
    contract::{
        app::Nothing,
        drafts::{
            DraftDetail, DraftField, DraftLint, DraftList, DraftQuery, DraftRow, LintFiles,
            SimAnswer, SimAnswerKind, SimIncident, SimStep, SimWait, Simulate, Simulation,
        },
        shared::NamedFile,
        workflows::LintFinding,
    },
    view,
};

/// `drafts.list`.
pub fn drafts_list(host: &Host, _: &Nothing) -> Result<DraftList, ApiError> {
    let (engine, session) = host.signed_in()?;
    let rows = engine.drafts(&session)?;
    Ok(DraftList {
        drafts: rows.into_iter().map(|found| row(&engine, found)).collect(),
    })
}

/// `drafts.open`.
pub fn drafts_open(host: &Host, args: &DraftQuery) -> Result<DraftDetail, ApiError> {
    let (engine, session) = host.signed_in()?;
    let (found, files) = engine.draft(&session, &args.draft)?;
    let files = files.into_iter();
    Ok(DraftDetail {
        row: row(&engine, found),
        files: files.map(|(path, text)| NamedFile { path, text }).collect(),
    })
}

/// `drafts.lint`.
pub fn drafts_lint(host: &Host, args: &LintFiles) -> Result<DraftLint, ApiError> {
    let (engine, _) = host.signed_in()?;
    let inspection = inspect::inspect(&files(&args.files), Some(&*engine));
    let fields = inspection.fields.into_iter();
    Ok(DraftLint {
        findings: inspection.findings.into_iter().map(finding).collect(),
        fields: fields
            .map(|field| DraftField {
                kind: field
                    .kind
                    .as_ref()
                    .map(|kind| view::kind_name(Some(kind)).to_owned()),
                path: field.path,
                label: field.label,
                sealed: field.sealed,
                output: field.output,
            })
            .collect(),
    })
}

/// `drafts.simulate`.
pub fn drafts_simulate(host: &Host, args: &Simulate) -> Result<Simulation, ApiError> {
    let (engine, _) = host.signed_in()?;
    let answers: Vec<Answer> = args.answers.iter().map(answer).collect();
    let simulated = simulate(
        &files(&args.files),
        &args.input,
        &answers,
        engine.now(),
        Some(&*engine),
    );
    Ok(simulation(simulated.map_err(engine::EngineError::from)?))
}

fn answer(given: &SimAnswer) -> Answer {
    Answer {
        at: given.at.clone(),
        kind: match given.kind {
            SimAnswerKind::Complete => AnswerKind::Complete,
            SimAnswerKind::Approve => AnswerKind::Approve,
            SimAnswerKind::Reject => AnswerKind::Reject,
            SimAnswerKind::Answer => AnswerKind::Answer,
            SimAnswerKind::Fail => AnswerKind::Fail,
            SimAnswerKind::Unknown => AnswerKind::Unknown,
            SimAnswerKind::Fire => AnswerKind::Fire,
            SimAnswerKind::Message => AnswerKind::Message,
        },
        fields: given.fields.clone().unwrap_or_default(),
        status: given.status,
    }
}

fn simulation(simulated: Simulated) -> Simulation {
    let steps = simulated.steps.into_iter().map(|step| SimStep {
        element: step.element,
        what: step.what.to_owned(),
        fields: step.fields,
        flows: step.flows,
        tokens: step.tokens,
    });
    let waits = simulated.waits.into_iter().map(|wait| SimWait {
        element: wait.element,
        name: wait.name,
        kind: wait.kind.to_owned(),
        due: wait.due.map(view::time),
        form: wait.form,
    });
    let stopped = simulated.incidents.into_iter().map(|stop| SimIncident {
        element: stop.element,
        code: stop.code.to_owned(),
        message: stop.message,
    });
    Simulation {
        outcome: simulated.outcome.to_owned(),
        path: simulated.path,
        steps: steps.collect(),
        waits: waits.collect(),
        incidents: stopped.collect(),
        fields: simulated.fields,
        notes: simulated.notes,
    }
}

/// The files as the engine takes them.
pub(crate) fn files(files: &[NamedFile]) -> Files {
    let files = files.iter();
    files
        .map(|file| (file.path.clone(), file.text.clone().into_bytes()))
        .collect()
}

/// A finding as pages show it.
pub(crate) fn finding(found: inspect::Found) -> LintFinding {
    LintFinding {
        code: found.code,
        element: found.element,
        severity: found.severity.as_str().to_owned(),
        message: found.message,
    }
}

fn row(engine: &Engine, found: store::DraftRow) -> DraftRow {
    DraftRow {
        draft: found.id,
        workflow: found.workflow,
        name: found.name,
        at: view::time(found.at),
        revision: found.revision,
        base: found.base,
        by: view::person(engine, &found.by),
    }
}
