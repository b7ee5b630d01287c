//! Looking at the files of a workflow: what stands between them and a version, and which fields they
//! declare.
//!
//! INVARIANT: nothing is appended, and nothing in force is read but the versions of called workflows. Whoever gets no error here gets a version from the kernel,
//! once its rules and connectors are in force.

use std::{collections::BTreeMap, sync::Arc};

use bpmn::Severity;
use kernel::{
    Refusal,
    act::version::Create,
    connector::{Connector, Disclosure},
    definition::{Definition, FieldInfo},
    digest::Digest,
    form::{Form, Kind},
    id::{ActId, ConnectorId, RuleId, Signer, WorkflowId},
    lookup::Lookup,
    rule::Rule,
    simulation::Case,
    time::Timestamp,
};
use ledger::Hash;

use crate::{
    Engine,
    acts::import::{Files, PROCESS, process_of, stem},
};

/// What was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// Its stable name.
    pub code: String,
    /// Id of the element it is about; empty where it is about none.
    pub element: String,
    /// How bad it is.
    pub severity: Severity,
    /// What it is, and what to do.
    pub message: String,
    /// Where in the diagram.
    pub position: Option<bpmn::Position>,
}

/// A field that the files declare.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Declared {
    /// Its path.
    pub path: String,
    /// What people read.
    pub label: String,
    /// What it holds; `None` for an output that no form shows.
    pub kind: Option<Kind>,
    /// Whether it is kept sealed.
    pub sealed: bool,
    /// Whether a step writes it, not a person.
    pub output: bool,
}

/// What the files of a workflow are.
#[derive(Debug)]
pub struct Inspection {
    /// What was found, the diagram first.
    pub findings: Vec<Found>,
    /// Declared fields by path.
    pub fields: Vec<Declared>,
    /// Whether the diagram can be read at all.
    pub readable: bool,
    /// What would run, if nothing is in the way.
    pub definition: Option<Arc<Definition>>,
}

impl Inspection {
    /// Whether a version can be made.
    #[must_use]
    pub fn is_executable(&self) -> bool {
        self.findings
            .iter()
            .all(|found| found.severity != Severity::Error)
    }
}

/// Looks at the files. Workflows that they call are known only within a workspace.
#[must_use]
pub fn inspect(files: &Files, within: Option<&Engine>) -> Inspection {
    inspect_assuming(files, within, None)
}

/// The same for trying a diagram out: starts and tasks without a form show the one called `form`.
pub(crate) fn inspect_assuming(
    files: &Files,
    within: Option<&Engine>,
    form: Option<&str>,
) -> Inspection {
    let mut inspection = Inspection {
        findings: Vec::new(),
        fields: Vec::new(),
        readable: false,
        definition: None,
    };
    let document = diagram(files, &mut inspection.findings);
    inspection.readable = document.is_some();
    inspection.fields = parts(files, &mut inspection.findings);
    if let Some(document) = document.filter(|_| inspection.is_executable()) {
        compile(files, &document, within, form, &mut inspection);
    }
    inspection
}

/// Reads the diagram and lints it.
fn diagram(files: &Files, findings: &mut Vec<Found>) -> Option<bpmn::Document> {
    let Some(bytes) = process_of(files) else {
        findings.push(error("no_diagram", "", format!("there is no {PROCESS}")));
        return None;
    };
    match bpmn::parse(bytes, &bpmn::Limits::V1) {
        Ok(document) => {
            findings.extend(bpmn::lint(&document).into_iter().map(of_lint));
            Some(document)
        }
        Err(problem) => {
            findings.push(error(problem.code(), "", problem.to_string()));
            None
        }
    }
}

/// Reads every other file by itself; gives the fields that they declare.
fn parts(files: &Files, findings: &mut Vec<Found>) -> Vec<Declared> {
    let mut fields = BTreeMap::new();
    for (path, bytes) in files {
        let problem = match path.split_once('/') {
            Some(("forms", _)) => Form::parse(bytes)
                .map(|form| declare_form(&mut fields, form))
                .map_err(|error| error.to_string()),
            Some(("rules", _)) => Rule::parse(bytes)
                .map(|_| ())
                .map_err(|error| error.to_string()),
            Some(("decisions", _)) => feel::dmn::Model::parse(bytes)
                .map(|_| ())
                .map_err(|error| error.to_string()),
            Some(("tests", _)) => Case::parse(bytes).map(|_| ()),
            Some(("connectors", _)) => Connector::parse(bytes)
                .map(|connector| declare_outputs(&mut fields, &connector))
                .map_err(|error| error.to_string()),
            _ => Ok(()),
        };
        if let Err(reason) = problem {
            findings.push(error("file_invalid", "", format!("{path}: {reason}")));
        }
    }
    fields.into_values().collect()
}

fn declare_form(fields: &mut BTreeMap<String, Declared>, form: Form) {
    for field in form.fields {
        let declared = fields
            .entry(field.path.clone())
            .or_insert_with(|| Declared {
                path: field.path,
                label: String::new(),
                kind: None,
                sealed: field.sealed.is_some(),
                output: false,
            });
        if declared.kind.is_none() {
            declared.label = field.label;
            declared.kind = Some(field.kind);
        }
    }
}

fn declare_outputs(fields: &mut BTreeMap<String, Declared>, connector: &Connector) {
    for (path, output) in &connector.outputs {
        let declared = fields.entry(path.clone()).or_insert_with(|| Declared {
            path: path.clone(),
            label: path.clone(),
            kind: None,
            sealed: output.data == Disclosure::Sealed,
            output: true,
        });
        declared.output = true;
    }
}

/// Compiles what would run; a refusal is a finding.
fn compile(
    files: &Files,
    document: &bpmn::Document,
    within: Option<&Engine>,
    form: Option<&str>,
    inspection: &mut Inspection,
) {
    let compiled = Bundle::new(files, document, within).and_then(|bundle| match form {
        Some(form) => Definition::compile_assuming(&bundle.manifest, &bundle, form),
        None => Definition::compile(&bundle.manifest, &bundle),
    });
    match compiled {
        Ok(definition) => {
            let fields = definition.fields().iter();
            inspection.fields = fields.map(|(path, info)| declared(path, info)).collect();
            let definition = Arc::new(definition);
            cases(files, &definition, &mut inspection.findings);
            inspection.definition = Some(definition);
        }
        Err(refusal) => {
            let message = refusal.to_string();
            let element = named_in(&message, document);
            inspection
                .findings
                .push(error(refusal.code(), &element, message));
        }
    }
}

/// Plays every test case; one that fails is a finding.
fn cases(files: &Files, definition: &Arc<Definition>, findings: &mut Vec<Found>) {
    for (path, bytes) in files.iter().filter(|(path, _)| path.starts_with("tests/")) {
        let played = Case::parse(bytes).and_then(|case| case.run(definition.clone()));
        if let Err(reason) = played {
            findings.push(error("test_failed", "", format!("{path}: {reason}")));
        }
    }
}

fn declared(path: &str, info: &FieldInfo) -> Declared {
    Declared {
        path: path.to_owned(),
        label: info.label.clone(),
        kind: info.kind.clone(),
        sealed: info.is_sealed(),
        output: info.output,
    }
}

/// The element that a sentence of the kernel names, which puts ids and names between backquotes.
fn named_in(message: &str, document: &bpmn::Document) -> String {
    let Some(process) = document.main() else {
        return String::new();
    };
    let quoted = message.split('`').skip(1).step_by(2);
    let find = |word: &str| {
        if process.node(word).is_some() || process.flow(word).is_some() {
            return Some(word.to_owned());
        }
        let mut called = process.nodes_in_order().filter(|node| node.label() == word);
        called.next().map(|node| node.id.clone())
    };
    quoted.into_iter().find_map(find).unwrap_or_default()
}

/// A finding of the diagram, with what to do about it.
#[must_use]
pub fn of_lint(finding: bpmn::Finding) -> Found {
    Found {
        code: finding.code.to_owned(),
        element: finding.element,
        severity: finding.severity,
        message: format!("{}. {}", finding.message, finding.help),
        position: Some(finding.position),
    }
}

fn error(code: &str, element: &str, message: String) -> Found {
    Found {
        code: code.to_owned(),
        element: element.to_owned(),
        severity: Severity::Error,
        message,
        position: None,
    }
}

/// The files of a workflow as a version would pin them, with their bytes.
pub struct Bundle<'a> {
    /// What the version would be.
    pub manifest: Create,
    blobs: BTreeMap<Digest, Arc<[u8]>>,
    within: Option<&'a Engine>,
}

impl<'a> Bundle<'a> {
    /// Pins every file by what it calls itself.
    ///
    /// # Errors
    /// The refusal of the first file that cannot be read.
    pub fn new(
        files: &Files,
        document: &bpmn::Document,
        within: Option<&'a Engine>,
    ) -> Result<Self, Refusal> {
        let invalid = |file: &str, reason: String| Refusal::FileInvalid {
            file: file.to_owned(),
            reason,
        };
        let process = process_of(files).ok_or_else(|| invalid(PROCESS, "it is missing".into()))?;
        let mut blobs = BTreeMap::new();
        let mut pin = |bytes: &[u8]| {
            let digest = Digest::of(bytes);
            blobs.insert(digest, Arc::from(bytes));
            digest
        };
        let mut manifest = Create {
            called: within.map_or_else(BTreeMap::new, |engine| called(document, engine)),
            connectors: BTreeMap::new(),
            decisions: BTreeMap::new(),
            forms: BTreeMap::new(),
            name: "draft".to_owned(),
            process: pin(process),
            rules: BTreeMap::new(),
            tests: BTreeMap::new(),
            workflow: WorkflowId::parse("draft")
                .ok_or_else(|| invalid(PROCESS, "it has no name".into()))?,
        };
        for (path, bytes) in files {
            let name = stem(path);
            let no_name = || invalid(path, format!("`{name}` is not 1 to 63 of a-z, 0-9 and -"));
            match path.split_once('/') {
                Some(("forms", _)) => {
                    manifest.forms.insert(name, pin(bytes));
                }
                Some(("decisions", _)) => {
                    manifest.decisions.insert(name, pin(bytes));
                }
                Some(("rules", _)) => {
                    let id = RuleId::parse(&name).ok_or_else(no_name)?;
                    manifest.rules.insert(id, pin(bytes));
                }
                Some(("connectors", _)) => {
                    let id = ConnectorId::parse(&name).ok_or_else(no_name)?;
                    manifest.connectors.insert(id, pin(bytes));
                }
                _ => {}
            }
        }
        Ok(Self {
            manifest,
            blobs,
            within,
        })
    }
}

/// The published versions of the workflows that a diagram calls. One that is not there is left for the kernel to name.
pub(crate) fn called(document: &bpmn::Document, engine: &Engine) -> BTreeMap<WorkflowId, Digest> {
    let live = engine.live();
    let nodes = document
        .main()
        .into_iter()
        .flat_map(bpmn::Process::nodes_in_order);
    let elements = nodes.filter_map(|node| node.extension.called_element.as_ref());
    elements
        .filter_map(|element| WorkflowId::parse(&element.process_id))
        .filter_map(|id| {
            let published = live.kernel.state.workflows.get(&id)?.published?;
            Some((id, published))
        })
        .collect()
}

/// No log: only the files themselves, and what the workspace has of called workflows.
impl Lookup for Bundle<'_> {
    fn root_at(&self, _: u64) -> Option<Hash> {
        None
    }

    fn time_at(&self, _: u64) -> Option<Timestamp> {
        None
    }

    fn id_used(&self, _: &Signer, _: &ActId) -> bool {
        false
    }

    fn blob(&self, digest: &Digest) -> Option<Arc<[u8]>> {
        let own = self.blobs.get(digest).cloned();
        own.or_else(|| {
            let read = |engine: &Engine| engine.read(|reader| reader.record_blob(digest));
            self.within.and_then(|engine| read(engine).ok()?)
        })
    }

    fn version(&self, digest: &Digest) -> Option<Create> {
        let live = self.within?.live();
        let record = live.kernel.state.versions.get(digest)?;
        Some(record.manifest.clone())
    }
}
