//! From a diagram and its files to numbered nodes with parsed expressions.
//!
//! INVARIANT: numbers follow document order, so an instance means the same to every reader of the version.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    ApprovalNode, Definition, FieldInfo, Flow, Node, NodeKind, connector_call, coverage,
    field_table,
    files::{self, Files, PROCESS, invalid},
};
use crate::{
    act::version,
    id::RuleId,
    limits,
    lookup::Lookup,
    refusal::Refusal,
    state::{NodeIx, instance::FlowIx},
};

/// Reads, numbers and checks.
pub(super) fn compile(
    manifest: &version::Create,
    lookup: &dyn Lookup,
) -> Result<Definition, Refusal> {
    let files = files::read(manifest, lookup)?;
    let fields = field_table::build(&files)?;
    let process = files
        .document
        .main()
        .ok_or_else(|| invalid(PROCESS, "no process is marked as executable"))?;
    let mut build = Build::new(process, &files, &fields)?;
    let nodes = process
        .nodes_in_order()
        .map(|node| build.node(node))
        .collect::<Result<Vec<_>, _>>()?;
    let flows = process
        .flows_in_order()
        .map(|flow| build.flow(flow))
        .collect::<Result<Vec<_>, _>>()?;
    build.refuse_unused()?;
    let start = process
        .start()
        .and_then(|start| build.nodes.get(start.id.as_str()).copied());
    let start = start.ok_or_else(|| invalid(PROCESS, "the process has no single start"))?;
    let mut definition = Definition {
        nodes,
        flows,
        start,
        forms: files.forms.clone(),
        fields,
    };
    coverage::set_guards(&mut definition);
    coverage::check(&definition, process)?;
    Ok(definition)
}

struct Build<'a> {
    files: &'a Files,
    fields: &'a BTreeMap<String, FieldInfo>,
    nodes: BTreeMap<&'a str, NodeIx>,
    flows: BTreeMap<&'a str, FlowIx>,
    used: BTreeSet<String>,
}

impl<'a> Build<'a> {
    fn new(
        process: &'a bpmn::Process,
        files: &'a Files,
        fields: &'a BTreeMap<String, FieldInfo>,
    ) -> Result<Self, Refusal> {
        let numbers = 0..=u16::MAX;
        if process.order.len() > limits::NODES || process.flow_order.len() > usize::from(u16::MAX) {
            return Err(invalid(
                PROCESS,
                format_args!("more than {} steps", limits::NODES),
            ));
        }
        let nodes = process
            .order
            .iter()
            .map(String::as_str)
            .zip(numbers.clone().map(NodeIx))
            .collect();
        let flows = process
            .flow_order
            .iter()
            .map(String::as_str)
            .zip(numbers.map(FlowIx))
            .collect();
        Ok(Self {
            files,
            fields,
            nodes,
            flows,
            used: BTreeSet::new(),
        })
    }

    fn node(&mut self, node: &bpmn::Node) -> Result<Node, Refusal> {
        if node.outgoing.len() > limits::TOKENS {
            let reason = format!(
                "`{}` has more than {} outgoing flows",
                node.id,
                limits::TOKENS
            );
            return Err(invalid(PROCESS, reason));
        }
        let form = node.extension.form_id.clone();
        if let Some(form) = &form {
            if !self.files.forms.contains_key(form) {
                return Err(missing(node, "form", form));
            }
            self.used.insert(format!("forms/{form}.form"));
        }
        let flows = |ids: &[String]| {
            ids.iter()
                .filter_map(|id| self.flows.get(id.as_str()).copied())
                .collect()
        };
        Ok(Node {
            id: node.id.clone(),
            name: node.label().to_owned(),
            incoming: flows(&node.incoming),
            outgoing: flows(&node.outgoing),
            kind: self.kind(node)?,
            form,
            guards: Vec::new(),
        })
    }

    fn kind(&mut self, node: &bpmn::Node) -> Result<NodeKind, Refusal> {
        Ok(match &node.kind {
            bpmn::NodeKind::StartEvent => NodeKind::Start,
            bpmn::NodeKind::EndEvent => NodeKind::End,
            bpmn::NodeKind::UserTask => match &node.extension.rule {
                None => NodeKind::Task,
                Some(rule) => NodeKind::Approval(Box::new(self.approval(node, rule)?)),
            },
            bpmn::NodeKind::ServiceTask => {
                let call = connector_call::read(node, &self.files.connectors, self.fields)?;
                self.used.insert(format!("connectors/{}.json", call.id));
                NodeKind::Connector(Box::new(call))
            }
            bpmn::NodeKind::ExclusiveGateway { default } => {
                let default = default
                    .as_ref()
                    .and_then(|id| self.flows.get(id.as_str()).copied());
                NodeKind::Exclusive { default }
            }
            bpmn::NodeKind::ParallelGateway => NodeKind::Parallel,
            bpmn::NodeKind::Other(what) => {
                return Err(invalid(
                    PROCESS,
                    format_args!("`{}` is {what}, which cannot run yet", node.id),
                ));
            }
        })
    }

    fn approval(&mut self, node: &bpmn::Node, name: &str) -> Result<ApprovalNode, Refusal> {
        let pinned = RuleId::parse(name).and_then(|id| self.files.rules.get_key_value(&id));
        let (id, (digest, rule)) = pinned.ok_or_else(|| missing(node, "rule", name))?;
        self.used.insert(format!("rules/{id}.json"));
        Ok(ApprovalNode {
            id: id.clone(),
            digest: *digest,
            rule: rule.clone(),
        })
    }

    fn flow(&self, flow: &bpmn::Flow) -> Result<Flow, Refusal> {
        let wrong = |reason: String| {
            invalid(
                PROCESS,
                format_args!("flow `{}` at {}: {reason}", flow.id, flow.position),
            )
        };
        let to = self.nodes.get(flow.target.as_str()).copied();
        let to = to.ok_or_else(|| wrong("it leads nowhere".into()))?;
        let condition = match &flow.condition {
            None => None,
            Some(text) => {
                let expression =
                    feel::Expression::parse_bpmn(text).map_err(|error| wrong(error.to_string()))?;
                reads_open(&expression, self.fields).map_err(wrong)?;
                Some(expression)
            }
        };
        Ok(Flow {
            id: flow.id.clone(),
            to,
            condition,
        })
    }

    /// What reviewers see pinned is what runs: a file that the diagram never names is refused.
    fn refuse_unused(&self) -> Result<(), Refusal> {
        let forms = self.files.forms.keys().map(|id| format!("forms/{id}.form"));
        let rules = self.files.rules.keys().map(|id| format!("rules/{id}.json"));
        let connectors = self
            .files
            .connectors
            .keys()
            .map(|id| format!("connectors/{id}.json"));
        match forms
            .chain(rules)
            .chain(connectors)
            .find(|file| !self.used.contains(file))
        {
            Some(file) => Err(invalid(
                &file,
                "the diagram does not name it; take it out of the version",
            )),
            None => Ok(()),
        }
    }
}

fn missing(node: &bpmn::Node, what: &str, name: &str) -> Refusal {
    let name: String = name.chars().take(80).collect();
    invalid(
        PROCESS,
        format_args!(
            "`{}` names {what} `{name}`, which the version does not pin",
            node.label()
        ),
    )
}

/// Every path an expression reads is a declared field.
pub(super) fn reads_declared(
    expression: &feel::Expression,
    fields: &BTreeMap<String, FieldInfo>,
) -> Result<(), String> {
    for path in expression.variables() {
        let name = path.split('.').next().unwrap_or(&path);
        match fields.get(name) {
            None => {
                return Err(format!(
                    "it reads `{path}`, which no form and no connector declares"
                ));
            }
            Some(_) if name != path => {
                return Err(format!(
                    "it reads `{path}`, but field `{name}` has no parts"
                ));
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// Every path an expression reads is a declared open field.
pub(super) fn reads_open(
    expression: &feel::Expression,
    fields: &BTreeMap<String, FieldInfo>,
) -> Result<(), String> {
    reads_declared(expression, fields)?;
    let sealed = |path: &String| fields.get(path).is_some_and(FieldInfo::is_sealed);
    match expression.variables().into_iter().find(sealed) {
        Some(path) => Err(format!(
            "it reads the sealed field `{path}`; only open fields can be read here"
        )),
        None => Ok(()),
    }
}
