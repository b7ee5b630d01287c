//! What each node does, read from the diagram with everything its expressions need.
//!
//! INVARIANT: an expression is checked against the names it sees where it is evaluated. A timer or message start of a
//! called workflow has no meaning, and the time of the workflow's own timer start reads no field: there is none yet.

use std::collections::BTreeSet;

use super::{
    ApprovalNode, DecisionNode, Each, MessageNode, NodeKind, ScriptNode, Thrown, TimerNode,
    Trigger,
    compile::missing,
    connector_call,
    field_table::{Table, message_fields, result_name},
    files::{Files, PROCESS, invalid},
    locals::{self, Locals, Names, View, is_call, root, timed},
    outer_start::{self, OuterStart},
    units::{Slot, Tree},
};
use crate::{
    field::is_path,
    id::RuleId,
    refusal::Refusal,
    schedule::Schedule,
    state::{NodeIx, instance::FlowIx},
};

/// Names and expressions.
type Mapping = Vec<(String, feel::Expression)>;

/// Reads one node.
pub(super) struct Kinds<'a> {
    pub(super) ix: NodeIx,
    pub(super) slot: &'a Slot<'a>,
    pub(super) tree: &'a Tree<'a>,
    pub(super) files: &'a Files,
    pub(super) locals: &'a Locals,
    pub(super) fields: &'a Table,
}

impl Kinds<'_> {
    fn names(&self, view: View) -> Names<'_> {
        Names {
            locals: self.locals,
            fields: self.fields,
            view,
            brought: BTreeSet::new(),
        }
    }

    fn wrong(&self, reason: String) -> Refusal {
        let node = self.slot.node;
        invalid(
            PROCESS,
            format_args!("`{}` at {}: {reason}", node.label(), node.position),
        )
    }

    /// What happens at the node; notes the files it names.
    pub(super) fn read(
        &self,
        flow: &dyn Fn(&String) -> Option<FlowIx>,
        used: &mut BTreeSet<String>,
    ) -> Result<NodeKind, Refusal> {
        use bpmn::{End, NodeKind as K, Throw};
        let node = self.slot.node;
        if is_call(node) {
            let names = self.names(View::Inside(self.ix));
            let call = connector_call::read(node, &self.files.connectors, &names)?;
            used.insert(format!("connectors/{}.json", call.id));
            return Ok(NodeKind::Connector(Box::new(call)));
        }
        let default = |default: &Option<String>| default.as_ref().and_then(flow);
        Ok(match &node.kind {
            K::StartEvent(_) => NodeKind::Start,
            K::EndEvent(End::None) => NodeKind::End,
            K::EndEvent(End::Terminate) => NodeKind::Terminate,
            K::EndEvent(End::Error(code)) => NodeKind::Throw(Thrown::Error(code.clone())),
            K::EndEvent(End::Escalation(code)) | K::ThrowEvent(Throw::Escalation(code)) => {
                NodeKind::Throw(Thrown::Escalation(code.clone()))
            }
            K::ThrowEvent(Throw::None) | K::ManualTask => NodeKind::Pass,
            K::UserTask => match &node.extension.rule {
                None => NodeKind::Task,
                Some(rule) => NodeKind::Approval(Box::new(self.approval(rule, used)?)),
            },
            K::ScriptTask => NodeKind::Script(Box::new(self.script()?)),
            K::BusinessRuleTask => NodeKind::Decision(Box::new(self.decision(used)?)),
            K::CatchEvent(trigger) => {
                NodeKind::Catch(self.trigger(trigger, View::Around(self.ix))?)
            }
            K::ReceiveTask(message) => {
                let trigger = bpmn::Trigger::Message(message.clone());
                NodeKind::Catch(self.trigger(&trigger, View::Inside(self.ix))?)
            }
            K::BoundaryEvent {
                trigger,
                interrupting,
            } => NodeKind::Border {
                trigger: self.trigger(trigger, self.border_view()?)?,
                interrupting: *interrupting,
            },
            K::ExclusiveGateway { default: flow } => NodeKind::Exclusive {
                default: default(flow),
            },
            K::InclusiveGateway { default: flow } => NodeKind::Inclusive {
                default: default(flow),
            },
            K::ParallelGateway => NodeKind::Parallel,
            K::EventBasedGateway => NodeKind::EventGate,
            K::SubProcess { event: false } => NodeKind::SubProcess,
            K::SubProcess { event: true } => self.handler()?,
            K::CallActivity => {
                let called = self.tree.called(self.slot.unit, &node.id);
                let unit = called.and_then(|called| self.tree.units.get(called));
                let unit = unit.ok_or_else(|| self.wrong("it calls no workflow".into()))?;
                let element = node.extension.called_element.as_ref();
                let name = element.map_or("", |element| element.process_id.as_str());
                used.insert(format!("called/{name}"));
                NodeKind::Call(unit.digest)
            }
            K::ServiceTask
            | K::SendTask
            | K::ThrowEvent(Throw::Message(_))
            | K::EndEvent(End::Message(_)) => {
                return Err(self.wrong("it calls no connector".into()));
            }
            K::Other(what) => {
                return Err(invalid(
                    PROCESS,
                    format_args!("`{}` is {what}, which cannot run", node.id),
                ));
            }
        })
    }

    fn approval(&self, name: &str, used: &mut BTreeSet<String>) -> Result<ApprovalNode, Refusal> {
        let pinned = RuleId::parse(name).and_then(|id| self.files.rules.get_key_value(&id));
        let (id, (digest, rule)) = pinned.ok_or_else(|| missing(self.slot.node, "rule", name))?;
        used.insert(format!("rules/{id}.json"));
        Ok(ApprovalNode {
            id: id.clone(),
            digest: *digest,
            rule: rule.clone(),
        })
    }

    fn result(&self) -> Result<String, Refusal> {
        let name = result_name(self.slot.node).filter(|name| is_path(name));
        name.map(str::to_owned)
            .ok_or_else(|| self.wrong("it names no field for its result".into()))
    }

    fn script(&self) -> Result<ScriptNode, Refusal> {
        let script = self.slot.node.extension.script.as_ref();
        let text = script.map_or("", |script| script.expression.trim());
        // A script is always an expression; the equals sign may be left out.
        let text = if text.starts_with('=') {
            text.to_owned()
        } else {
            format!("={text}")
        };
        let names = self.names(View::Inside(self.ix));
        let expression = names.open(&text, "script").map_err(|r| self.wrong(r))?;
        Ok(ScriptNode {
            expression,
            result: self.result()?,
        })
    }

    fn decision(&self, used: &mut BTreeSet<String>) -> Result<DecisionNode, Refusal> {
        let called = self.slot.node.extension.called_decision.as_ref();
        let id = called.map_or("", |called| called.decision_id.as_str());
        let decision = self.files.decisions.get(id);
        let decision = decision.ok_or_else(|| missing(self.slot.node, "decision", id))?;
        used.insert(format!("decisions/{id}.dmn"));
        let names = self.names(View::Inside(self.ix));
        for input in decision.models.inputs() {
            let known = self.fields.contains_key(input)
                || self.locals.sees(View::Inside(self.ix), input).is_some();
            if !known {
                let reason =
                    format!("the decision reads `{input}`, which is no field; give it as an input");
                return Err(self.wrong(reason));
            }
            if names.is_sealed(input) {
                let reason = format!("the decision reads the sealed field `{input}`");
                return Err(self.wrong(reason));
            }
        }
        Ok(DecisionNode {
            digest: decision.digest,
            models: decision.models.clone(),
            name: decision.name.clone(),
            result: self.result()?,
        })
    }

    /// What an event on a border sees: the activity's own values, unless it runs for each item.
    fn border_view(&self) -> Result<View, Refusal> {
        let host = self.slot.host;
        let host = host.ok_or_else(|| self.wrong("it sits on no step".into()))?;
        let loops = self
            .tree
            .slot(host)
            .is_some_and(|host| host.node.multi_instance.is_some());
        Ok(if loops {
            View::Around(host)
        } else {
            View::Inside(host)
        })
    }

    fn handler(&self) -> Result<NodeKind, Refusal> {
        let children = self.tree.iter().filter(|(_, slot)| {
            slot.unit == self.slot.unit && slot.node.parent.as_ref() == Some(&self.slot.node.id)
        });
        let mut starts = children.filter_map(|(_, slot)| match &slot.node.kind {
            bpmn::NodeKind::StartEvent(Some(trigger)) => Some((trigger, slot.node)),
            _ => None,
        });
        let (Some((trigger, start)), None) = (starts.next(), starts.next()) else {
            return Err(self.wrong("it needs one start that waits for an event".into()));
        };
        // The event is waited for before the sub-process is there.
        let trigger = self.trigger_of(trigger, View::Around(self.ix), start)?;
        Ok(NodeKind::Handler {
            trigger,
            interrupting: start.interrupting
                || matches!(trigger_kind(start), Some(bpmn::Trigger::Error(_))),
        })
    }

    fn trigger(&self, trigger: &bpmn::Trigger, view: View) -> Result<Trigger, Refusal> {
        self.trigger_of(trigger, view, self.slot.node)
    }

    fn trigger_of(
        &self,
        trigger: &bpmn::Trigger,
        view: View,
        event: &bpmn::Node,
    ) -> Result<Trigger, Refusal> {
        let wrong = |reason: String| self.wrong(reason);
        let names = self.names(view);
        Ok(match trigger {
            bpmn::Trigger::Error(code) => Trigger::Error(code.clone()),
            bpmn::Trigger::Escalation(code) => Trigger::Escalation(code.clone()),
            bpmn::Trigger::Timer(timer) => {
                Trigger::Timer(Box::new(if timer.text.starts_with('=') {
                    let expression = names.open(&timer.text, "timer").map_err(wrong)?;
                    TimerNode::Expression(timer.kind, expression)
                } else {
                    TimerNode::Constant(Schedule::parse(timer.kind, &timer.text).map_err(wrong)?)
                }))
            }
            bpmn::Trigger::Message(message) => {
                let key = message.correlation_key.as_deref().unwrap_or_default();
                Trigger::Message(Box::new(MessageNode {
                    name: names.open(&message.name, "message name").map_err(wrong)?,
                    key: names.open(key, "correlation key").map_err(wrong)?,
                    fields: self.brought(event),
                }))
            }
        })
    }

    /// Names that a message may bring: those its property lists, and those its outputs read that nothing else declares.
    fn brought(&self, event: &bpmn::Node) -> BTreeSet<String> {
        let listed = message_fields(event).map(str::to_owned);
        let sources = event.extension.outputs.iter();
        let read = sources
            .filter_map(|(source, _)| timed(source).ok())
            .flat_map(|expression| expression.variables());
        let read = read.map(|path| root(&path).to_owned()).filter(|name| {
            !self.fields.contains_key(name)
                && self.locals.sees(View::Around(self.ix), name).is_none()
        });
        listed.chain(read).collect()
    }

    /// What begins a request here besides a person with a form.
    pub(super) fn outer_start(&self) -> Result<Option<OuterStart>, Refusal> {
        if self.slot.parent.is_some() {
            return Ok(None);
        }
        match trigger_kind(self.slot.node) {
            Some(bpmn::Trigger::Message(message)) if !message.name.starts_with('=') => {
                Ok(Some(OuterStart::Message(message.name.clone())))
            }
            Some(bpmn::Trigger::Message(_)) => {
                Err(self.wrong("the message that starts a request has a constant name".into()))
            }
            Some(bpmn::Trigger::Timer(timer)) => {
                let timer = outer_start::time(timer).map_err(|reason| self.wrong(reason))?;
                Ok(Some(OuterStart::Timer(timer)))
            }
            Some(_) | None => Ok(None),
        }
    }

    pub(super) fn inputs(&self) -> Result<Mapping, Refusal> {
        let names = self.names(View::Item(self.ix));
        let pairs = locals::inputs(self.slot);
        let mut seen = BTreeSet::new();
        let one = |(source, target): &(String, String)| {
            if !is_path(target) || !seen.insert(target.clone()) {
                let target: String = target.chars().take(80).collect();
                return Err(format!("input `{target}` is no name, or stands twice"));
            }
            let wrong = |reason| format!("input `{target}`: {reason}");
            let expression = timed(source).map_err(wrong)?;
            names.moves(source, &expression).map_err(wrong)?;
            Ok((target.clone(), expression))
        };
        let inputs = pairs.iter().map(one).collect::<Result<_, _>>();
        inputs.map_err(|reason| self.wrong(reason))
    }

    pub(super) fn outputs(&self) -> Result<Mapping, Refusal> {
        let node = self.slot.node;
        let mut names = self.names(View::Inside(self.ix));
        names.brought.extend(result_name(node).map(str::to_owned));
        if is_message(node) {
            names.brought.extend(self.brought(node));
        }
        let one = |(source, target): &(String, String)| {
            let wrong = |reason| format!("output `{target}`: {reason}");
            let expression = timed(source).map_err(wrong)?;
            names.moves(source, &expression).map_err(wrong)?;
            Ok((target.clone(), expression))
        };
        let outputs = node
            .extension
            .outputs
            .iter()
            .map(one)
            .collect::<Result<_, _>>();
        outputs.map_err(|reason: String| self.wrong(reason))
    }

    pub(super) fn each(&self) -> Result<Option<Box<Each>>, Refusal> {
        let Some(each) = &self.slot.node.multi_instance else {
            return Ok(None);
        };
        let read = |text: &str, view, what| {
            let names = self.names(view);
            names.open(text, what).map_err(|reason| self.wrong(reason))
        };
        let inside = View::Inside(self.ix);
        if each.element.as_ref().is_some_and(|name| !is_path(name)) {
            return Err(self.wrong("the name of the item is no name".into()));
        }
        let element = each.output_element.as_deref();
        let completion = each.completion.as_deref();
        Ok(Some(Box::new(Each {
            sequential: each.sequential,
            collection: read(&each.collection, View::Around(self.ix), "collection")?,
            element: each.element.clone(),
            output: each.output_collection.clone(),
            output_element: element
                .map(|text| read(text, inside, "output element"))
                .transpose()?,
            completion: completion
                .map(|text| read(text, inside, "completion condition"))
                .transpose()?,
        })))
    }
}

/// What a start waits for.
fn trigger_kind(node: &bpmn::Node) -> Option<&bpmn::Trigger> {
    match &node.kind {
        bpmn::NodeKind::StartEvent(trigger) => trigger.as_ref(),
        _ => None,
    }
}

/// Whether a message comes in here.
fn is_message(node: &bpmn::Node) -> bool {
    use bpmn::{NodeKind as K, Trigger as T};
    matches!(
        node.kind,
        K::ReceiveTask(_)
            | K::CatchEvent(T::Message(_))
            | K::BoundaryEvent {
                trigger: T::Message(_),
                ..
            }
            | K::StartEvent(Some(T::Message(_)))
    )
}
