//! Drafts of workflows: listing, reading, and what stands between them and a version.

use engine::{Engine, acts::import::Files, inspect};

use crate::{
    ApiError, Host,
    contract::{
        app::Nothing,
        drafts::{DraftDetail, DraftField, DraftLint, DraftList, DraftQuery, DraftRow, LintFiles},
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
    host.signed_in()?;
    let inspection = inspect::inspect(&files(&args.files));
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
