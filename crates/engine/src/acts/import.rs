//! Importing a workflow: a `.bpmn` file or a folder `process.bpmn`, `forms/<id>.form`, `rules/<id>.json`,
//! `connectors/<id>.json`, `decisions/<id>.dmn`, `tests/<name>.json`.
//!
//! A version pins rules and connectors that are in force. Those that the folder has otherwise are proposed; the version
//! is made once they are approved, by importing again. A connector in force wins over the folder's file when it differs
//! only in its base address: the address belongs to the environment, the file in the folder to the drawing.

use std::{collections::BTreeMap, path::Path};

use kernel::{
    act::{Body, version::Create},
    connector::Connector,
    digest::Digest,
    id::{ActId, ChangeId, WorkflowId},
    rule::Rule,
};

use verify::input::{ReadError, read_file as read_file_within};

use crate::{Appended, Engine, EngineError, Session};

/// Bytes of one file.
const FILE_BYTES: u64 = 50 << 20;
/// Files of one folder.
const FILES: usize = 200;

/// What an import made.
#[derive(Debug)]
pub struct Imported {
    /// The workflow.
    pub workflow: WorkflowId,
    /// The version, once every pin is in force.
    pub version: Option<(Digest, Appended)>,
    /// Rules and connectors that were proposed.
    pub changes: Vec<ChangeId>,
    /// What lint says.
    pub findings: Vec<bpmn::Finding>,
}

/// Files by their path within the folder.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Where the diagram lies in the folder.
pub(crate) const PROCESS: &str = "process.bpmn";

/// The diagram: the file of that name, else the only one that ends so.
pub(crate) fn process_of(files: &Files) -> Option<&Vec<u8>> {
    files.get(PROCESS).or_else(|| {
        let mut diagrams = files.iter().filter(|(path, _)| path.ends_with(".bpmn"));
        diagrams.next().map(|(_, bytes)| bytes)
    })
}

/// What else lies in the folder, and how those files end.
const FOLDERS: [(&str, &str); 5] = [
    ("forms", "form"),
    ("rules", "json"),
    ("connectors", "json"),
    ("decisions", "dmn"),
    ("tests", "json"),
];

/// Reads a `.bpmn` file or a folder.
pub fn read_files(path: &Path) -> Result<Files, EngineError> {
    let mut files = Files::new();
    if path.is_file() {
        files.insert("process.bpmn".into(), read_file(path)?);
        return Ok(files);
    }
    files.insert(
        "process.bpmn".into(),
        read_file(&path.join("process.bpmn"))?,
    );
    for (folder, ending) in FOLDERS {
        let below = path.join(folder);
        if !below.is_dir() {
            continue;
        }
        for item in std::fs::read_dir(&below).map_err(|error| EngineError::io(&below, error))? {
            let item = item.map_err(|error| EngineError::io(&below, error))?.path();
            let name = item
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default();
            if item.extension().is_some_and(|found| found == ending) && item.is_file() {
                files.insert(format!("{folder}/{name}"), read_file(&item)?);
            }
        }
    }
    if files.len() > FILES {
        return Err(EngineError::Input {
            what: "path".into(),
            reason: format!("at most {FILES} files"),
        });
    }
    Ok(files)
}

fn read_file(path: &Path) -> Result<Vec<u8>, EngineError> {
    read_file_within(path, FILE_BYTES).map_err(|error| match error {
        ReadError::Io(cause) => EngineError::io(path, cause),
        ReadError::Missing => EngineError::io(path, std::io::ErrorKind::NotFound.into()),
        other => EngineError::Input {
            what: path.display().to_string(),
            reason: other.to_string(),
        },
    })
}

impl Engine {
    /// Imports a workflow.
    pub fn import(
        &self,
        session: &Session,
        command: Option<ActId>,
        files: &Files,
        workflow: Option<&str>,
    ) -> Result<Imported, EngineError> {
        let process = process_of(files).ok_or_else(|| EngineError::Input {
            what: "path".into(),
            reason: "no process.bpmn is there".into(),
        })?;
        let document =
            bpmn::parse(process, &bpmn::Limits::V1).map_err(|error| EngineError::Input {
                what: "process.bpmn".into(),
                reason: error.to_string(),
            })?;
        let findings = bpmn::lint(&document);
        let main = document.main().ok_or_else(|| EngineError::Input {
            what: "process.bpmn".into(),
            reason: "exactly one process must be marked executable".into(),
        })?;
        let id = workflow.map_or_else(|| slug(&main.id), str::to_owned);
        let workflow = WorkflowId::parse(&id).ok_or_else(|| EngineError::Input {
            what: "workflow".into(),
            reason: format!("`{id}` is not 1 to 63 of a-z, 0-9 and -"),
        })?;
        let mut pins = Pins::default();
        let mut changes = Vec::new();
        self.pin_rules(session, files, &mut pins, &mut changes)?;
        self.pin_connectors(session, files, &mut pins, &mut changes)?;
        if pins.waiting {
            return Ok(Imported {
                workflow,
                version: None,
                changes,
                findings,
            });
        }
        let name = main.label().to_owned();
        let mut digest = None;
        let appended = self.act(session, command, |draft| {
            let mut forms = BTreeMap::new();
            for (path, bytes) in files.iter().filter(|(path, _)| path.starts_with("forms/")) {
                forms.insert(stem(path), draft.blob(bytes));
            }
            let create = Create {
                called: BTreeMap::new(),
                decisions: BTreeMap::new(),
                tests: BTreeMap::new(),
                connectors: pins.connectors,
                forms,
                name,
                process: draft.blob(process),
                rules: pins.rules,
                workflow: workflow.clone(),
            };
            digest = Some(create.digest());
            Ok(Body::VersionCreate(create))
        })?;
        let digest = match digest {
            Some(digest) => Some(digest),
            None => match self.body_at(appended.index)? {
                Some(Body::VersionCreate(create)) => Some(create.digest()),
                _ => None,
            },
        };
        Ok(Imported {
            workflow,
            version: digest.map(|digest| (digest, appended)),
            changes,
            findings,
        })
    }

    fn pin_rules(
        &self,
        session: &Session,
        files: &Files,
        pins: &mut Pins,
        changes: &mut Vec<ChangeId>,
    ) -> Result<(), EngineError> {
        let live = self.live();
        for (path, bytes) in files.iter().filter(|(path, _)| path.starts_with("rules/")) {
            let rule = Rule::parse(bytes).map_err(|error| EngineError::Input {
                what: path.clone(),
                reason: error.to_string(),
            })?;
            let digest = Digest::of(bytes);
            if live
                .kernel
                .state
                .rules
                .get(&rule.id)
                .is_some_and(|known| known.file == digest)
            {
                pins.rules.insert(rule.id, digest);
                continue;
            }
            pins.waiting = true;
            if !self.is_proposed(&format!("rule:{}", rule.id), digest) {
                changes.push(self.set_rule(session, None, bytes, None)?.change);
            }
        }
        Ok(())
    }

    fn pin_connectors(
        &self,
        session: &Session,
        files: &Files,
        pins: &mut Pins,
        changes: &mut Vec<ChangeId>,
    ) -> Result<(), EngineError> {
        let live = self.live();
        for (path, bytes) in files
            .iter()
            .filter(|(path, _)| path.starts_with("connectors/"))
        {
            let file = Connector::parse(bytes).map_err(|error| EngineError::Input {
                what: path.clone(),
                reason: error.to_string(),
            })?;
            let known = live
                .kernel
                .state
                .connectors
                .get(&file.id)
                .map(|known| known.file);
            let in_force = match known {
                Some(digest) => self.read(|reader| reader.record_blob(&digest))?,
                None => None,
            };
            let same = in_force
                .and_then(|bytes| Connector::parse(&bytes).ok())
                .is_some_and(|known| {
                    Connector {
                        base: file.base.clone(),
                        ..known
                    } == file
                });
            if let Some(digest) = known.filter(|_| same) {
                pins.connectors.insert(file.id, digest);
                continue;
            }
            pins.waiting = true;
            if !self.is_proposed(&format!("connector:{}", file.id), Digest::of(bytes)) {
                changes.push(self.set_connector(session, None, bytes, None, None)?.change);
            }
        }
        Ok(())
    }

    /// Whether the same file waits for review already.
    fn is_proposed(&self, object: &str, file: Digest) -> bool {
        use kernel::act::change::Proposal;
        let live = self.live();
        live.kernel.state.changes.values().any(|change| {
            let proposed = match &change.proposal {
                Proposal::RuleSet { file, .. } | Proposal::ConnectorSet { file, .. } => Some(*file),
                _ => None,
            };
            change.proposal.on() == object && proposed == Some(file)
        })
    }
}

#[derive(Default)]
struct Pins {
    rules: BTreeMap<kernel::id::RuleId, Digest>,
    connectors: BTreeMap<kernel::id::ConnectorId, Digest>,
    waiting: bool,
}

/// The file's name without folder and ending.
pub(crate) fn stem(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.')
        .map_or(name, |(stem, _)| stem)
        .to_owned()
}

/// A process id as a workflow's name.
fn slug(id: &str) -> String {
    let lower = id.chars().map(|c| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            '-'
        }
    });
    lower
        .collect::<String>()
        .trim_matches('-')
        .chars()
        .take(63)
        .collect()
}
