//! A workflow for courses: timers that are due at once, calls for each item of a list, several of them in flight.

use engine::{Engine, EngineError, acts::import::Files};
use kernel::{act::change::Verdict, id::PersonId};

use crate::course::Cast;

/// Its name.
pub const WORKFLOW: &str = "clockwork";
/// Calls that one request makes.
pub const CALLS: usize = 4;

/// After a timer two branches: calls for three items at once, and a timer before one more call.
const PROCESS: &str = r#"<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:z="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
<b:process id="clockwork" name="Clockwork" isExecutable="true">
<b:startEvent id="start"><b:extensionElements><z:formDefinition formId="wind"/></b:extensionElements></b:startEvent>
<b:intermediateCatchEvent id="first"><b:timerEventDefinition id="t1"><b:timeDuration>PT0S</b:timeDuration></b:timerEventDefinition></b:intermediateCatchEvent>
<b:parallelGateway id="fork"/>
<b:serviceTask id="each"><b:extensionElements><z:taskDefinition type="countersign.connector"/>
<z:taskHeaders><z:header key="connector" value="payments"/><z:header key="method" value="POST"/><z:header key="path" value="/refunds"/></z:taskHeaders>
<z:ioMapping><z:input source="=item" target="item"/></z:ioMapping></b:extensionElements>
<b:multiInstanceLoopCharacteristics><b:extensionElements><z:loopCharacteristics inputCollection="=[&quot;a&quot;, &quot;b&quot;, &quot;c&quot;]" inputElement="item"/></b:extensionElements></b:multiInstanceLoopCharacteristics>
</b:serviceTask>
<b:intermediateCatchEvent id="second"><b:timerEventDefinition id="t2"><b:timeDuration>PT0S</b:timeDuration></b:timerEventDefinition></b:intermediateCatchEvent>
<b:serviceTask id="last"><b:extensionElements><z:taskDefinition type="countersign.connector"/>
<z:taskHeaders><z:header key="connector" value="payments"/><z:header key="method" value="POST"/><z:header key="path" value="/refunds"/></z:taskHeaders>
<z:ioMapping><z:input source="=note" target="note"/></z:ioMapping></b:extensionElements></b:serviceTask>
<b:parallelGateway id="join"/>
<b:endEvent id="end"/>
<b:sequenceFlow id="f1" sourceRef="start" targetRef="first"/>
<b:sequenceFlow id="f2" sourceRef="first" targetRef="fork"/>
<b:sequenceFlow id="f3" sourceRef="fork" targetRef="each"/>
<b:sequenceFlow id="f4" sourceRef="fork" targetRef="second"/>
<b:sequenceFlow id="f5" sourceRef="second" targetRef="last"/>
<b:sequenceFlow id="f6" sourceRef="each" targetRef="join"/>
<b:sequenceFlow id="f7" sourceRef="last" targetRef="join"/>
<b:sequenceFlow id="f8" sourceRef="join" targetRef="end"/>
</b:process></b:definitions>"#;
const FORM: &str = r#"{"id":"wind","components":[{"type":"textfield","key":"note"}]}"#;
const CONNECTOR: &str =
    include_str!("../../crates/engine/samples/customer-refund/connectors/payments.json");

/// Imports and publishes it in a sample workspace.
///
/// # Errors
/// Whatever the engine refuses.
pub fn publish(engine: &Engine, cast: &Cast) -> Result<(), EngineError> {
    let missing = |name: &str| EngineError::NotFound {
        what: "person",
        name: name.to_owned(),
    };
    let session = |name: &str| {
        let (id, password) = cast.get(name).ok_or_else(|| missing(name))?;
        let id = PersonId::parse(id).ok_or_else(|| missing(name))?;
        engine.sign_in(&id, password)
    };
    let (builder, owner) = (session("Dee Marsh")?, session("Cy Okafor")?);
    let files: Files = [
        ("process.bpmn", PROCESS),
        ("forms/wind.form", FORM),
        ("connectors/payments.json", CONNECTOR),
    ]
    .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
    .into();
    let made = engine.import(&builder, None, &files, Some(WORKFLOW))?;
    let version = made.version.map(|(version, _)| version);
    let proposed = engine.publish(&builder, None, &made.workflow, version, None)?;
    let live = engine.live();
    if let Some(change) = live.kernel.state.changes.get(&proposed.change) {
        let digest = change.digest;
        engine.decide_change(
            &owner,
            None,
            proposed.change,
            digest,
            Verdict::Approve,
            None,
        )?;
    }
    Ok(())
}
