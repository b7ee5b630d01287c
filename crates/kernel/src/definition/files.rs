//! Reads the record blobs that a manifest pins.
//!
//! INVARIANT: a blob counts only if its bytes have the digest it is named by.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    act::version,
    connector::Connector,
    digest::Digest,
    form::Form,
    id::{ConnectorId, RuleId, WorkflowId},
    limits,
    lookup::Lookup,
    refusal::Refusal,
    rule::Rule,
};

/// Everything a manifest pins, read.
pub(super) struct Files {
    pub(super) document: bpmn::Document,
    pub(super) forms: BTreeMap<String, Form>,
    pub(super) rules: BTreeMap<RuleId, (Digest, Rule)>,
    pub(super) connectors: BTreeMap<ConnectorId, (Digest, Connector)>,
    pub(super) decisions: BTreeMap<String, Decision>,
    pub(super) called: BTreeMap<WorkflowId, Digest>,
}

/// A DMN file, linked with those it imports.
pub(super) struct Decision {
    pub(super) digest: Digest,
    pub(super) models: feel::dmn::Models,
    /// The name of the decision it is called for.
    pub(super) name: String,
}

/// The name of the diagram in messages.
pub(super) const PROCESS: &str = "process.bpmn";

/// A refusal of one file.
pub(super) fn invalid(file: &str, reason: impl std::fmt::Display) -> Refusal {
    Refusal::FileInvalid {
        file: file.to_owned(),
        reason: reason.to_string(),
    }
}

/// Reads all files.
pub(super) fn read(manifest: &version::Create, lookup: &dyn Lookup) -> Result<Files, Refusal> {
    if manifest.blobs().count() > limits::VERSION_FILES {
        return Err(invalid(
            "version",
            format_args!("more than {} files", limits::VERSION_FILES),
        ));
    }
    Ok(Files {
        document: read_diagram(&manifest.process, lookup)?,
        forms: read_forms(&manifest.forms, lookup)?,
        rules: read_rules(&manifest.rules, lookup)?,
        connectors: read_connectors(&manifest.connectors, lookup)?,
        decisions: read_decisions(&manifest.decisions, lookup)?,
        called: manifest.called.clone(),
    })
}

fn blob(file: &str, digest: &Digest, lookup: &dyn Lookup) -> Result<Arc<[u8]>, Refusal> {
    let bytes = lookup.blob(digest).ok_or_else(|| Refusal::BlobMissing {
        digest: digest.to_string(),
    })?;
    if bytes.len() > limits::BLOB_BYTES {
        return Err(invalid(
            file,
            format_args!("larger than {} bytes", limits::BLOB_BYTES),
        ));
    }
    if Digest::of(&bytes) != *digest {
        return Err(invalid(file, "its bytes do not have the pinned digest"));
    }
    Ok(bytes)
}

fn read_diagram(digest: &Digest, lookup: &dyn Lookup) -> Result<bpmn::Document, Refusal> {
    let bytes = blob(PROCESS, digest, lookup)?;
    let document =
        bpmn::parse(&bytes, &bpmn::Limits::V1).map_err(|error| invalid(PROCESS, error))?;
    let findings = bpmn::lint(&document);
    match findings
        .iter()
        .find(|finding| finding.severity == bpmn::Severity::Error)
    {
        Some(finding) => {
            let (message, position, help) = (&finding.message, finding.position, finding.help);
            Err(invalid(
                PROCESS,
                format_args!("{message} at {position}; {help}"),
            ))
        }
        None => Ok(document),
    }
}

fn own_name(file: &str, said: &str, pinned: &str) -> Result<(), Refusal> {
    if said == pinned {
        return Ok(());
    }
    let said: String = said.chars().take(80).collect();
    Err(invalid(
        file,
        format_args!("it calls itself `{said}`, but the version pins it as `{pinned}`"),
    ))
}

fn read_forms(
    pinned: &BTreeMap<String, Digest>,
    lookup: &dyn Lookup,
) -> Result<BTreeMap<String, Form>, Refusal> {
    let mut forms = BTreeMap::new();
    for (id, digest) in pinned {
        let file = format!("forms/{}.form", id.chars().take(80).collect::<String>());
        let form =
            Form::parse(&blob(&file, digest, lookup)?).map_err(|error| invalid(&file, error))?;
        own_name(&file, &form.id, id)?;
        forms.insert(id.clone(), form);
    }
    Ok(forms)
}

fn read_rules(
    pinned: &BTreeMap<RuleId, Digest>,
    lookup: &dyn Lookup,
) -> Result<BTreeMap<RuleId, (Digest, Rule)>, Refusal> {
    let mut rules = BTreeMap::new();
    for (id, digest) in pinned {
        let file = format!("rules/{id}.json");
        let rule =
            Rule::parse(&blob(&file, digest, lookup)?).map_err(|error| invalid(&file, error))?;
        own_name(&file, rule.id.as_str(), id.as_str())?;
        rules.insert(id.clone(), (*digest, rule));
    }
    Ok(rules)
}

fn read_connectors(
    pinned: &BTreeMap<ConnectorId, Digest>,
    lookup: &dyn Lookup,
) -> Result<BTreeMap<ConnectorId, (Digest, Connector)>, Refusal> {
    let mut connectors = BTreeMap::new();
    for (id, digest) in pinned {
        let file = format!("connectors/{id}.json");
        let connector = Connector::parse(&blob(&file, digest, lookup)?)
            .map_err(|error| invalid(&file, error))?;
        own_name(&file, connector.id.as_str(), id.as_str())?;
        connectors.insert(id.clone(), (*digest, connector));
    }
    Ok(connectors)
}

fn read_decisions(
    pinned: &BTreeMap<String, Digest>,
    lookup: &dyn Lookup,
) -> Result<BTreeMap<String, Decision>, Refusal> {
    let file = |id: &str| format!("decisions/{}.dmn", id.chars().take(80).collect::<String>());
    let mut models = Vec::new();
    for (id, digest) in pinned {
        let bytes = blob(&file(id), digest, lookup)?;
        models.push(feel::dmn::Model::parse(&bytes).map_err(|error| invalid(&file(id), error))?);
    }
    let mut decisions = BTreeMap::new();
    for ((id, digest), model) in pinned.iter().zip(&models) {
        let name = model.decision(id).map(str::to_owned).ok_or_else(|| {
            invalid(
                &file(id),
                "it has no decision whose id or name is that of the file",
            )
        })?;
        let linked = feel::dmn::Models::link(model.clone(), models.as_slice());
        let decision = Decision {
            digest: *digest,
            models: linked.map_err(|error| invalid(&file(id), error))?,
            name,
        };
        decisions.insert(id.clone(), decision);
    }
    Ok(decisions)
}
