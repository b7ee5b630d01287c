//! What each element that runs is read as, with all that the executor needs to know of it.

use bpmn::{
    CalledDecision, CalledElement, End, Limits, Message, MultiInstance, Node, NodeKind, Schedule,
    Script, Throw, Timer, TimerKind, Trigger, Unresolved,
};

/// Messages, errors and escalations that the diagrams refer to.
const DECLARED: &str = r#"
<message id="m" name="Paid"><extensionElements><zeebe:subscription correlationKey="=order"/></extensionElements></message>
<error id="err" errorCode="E1"/><error id="bare"/><escalation id="esc" escalationCode="late"/>"#;

/// The node `x` of a process with this content.
fn node(content: &str) -> Node {
    let text = format!(
        r#"<d:definitions xmlns:d="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0">{DECLARED}
        <process id="p" isExecutable="true">{content}</process></d:definitions>"#
    );
    let document = bpmn::parse(text.as_bytes(), &Limits::V1).unwrap();
    document.main().unwrap().node("x").unwrap().clone()
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn paid() -> Message {
    Message {
        name: "Paid".to_owned(),
        correlation_key: text("=order"),
    }
}

fn timer(kind: TimerKind, text: &str) -> Trigger {
    Trigger::Timer(Timer {
        kind,
        text: text.to_owned(),
    })
}

#[test]
fn events_say_what_they_wait_for_and_throw() {
    let message = "<messageEventDefinition messageRef='m'/>";
    let rows = [
        ("<startEvent id='x'/>".to_owned(), NodeKind::StartEvent(None)),
        (
            "<startEvent id='x'><timerEventDefinition><timeCycle> R3/PT10H </timeCycle></timerEventDefinition></startEvent>".into(),
            NodeKind::StartEvent(Some(timer(TimerKind::Cycle, "R3/PT10H"))),
        ),
        (
            format!("<startEvent id='x'>{message}</startEvent>"),
            NodeKind::StartEvent(Some(Trigger::Message(paid()))),
        ),
        (
            "<subProcess id='s' triggeredByEvent='true'><startEvent id='x'><errorEventDefinition errorRef='err'/></startEvent></subProcess>".into(),
            NodeKind::StartEvent(Some(Trigger::Error(text("E1")))),
        ),
        (
            "<intermediateCatchEvent id='x'><timerEventDefinition><timeDate>=due</timeDate></timerEventDefinition></intermediateCatchEvent>".into(),
            NodeKind::CatchEvent(timer(TimerKind::Date, "=due")),
        ),
        (
            "<intermediateCatchEvent id='x'><timerEventDefinition/></intermediateCatchEvent>".into(),
            NodeKind::CatchEvent(timer(TimerKind::Date, "")),
        ),
        (
            format!("<intermediateThrowEvent id='x'>{message}</intermediateThrowEvent>"),
            NodeKind::ThrowEvent(Throw::Message(paid())),
        ),
        (
            "<intermediateThrowEvent id='x'><escalationEventDefinition escalationRef='d:esc'/></intermediateThrowEvent>".into(),
            NodeKind::ThrowEvent(Throw::Escalation("late".into())),
        ),
        ("<intermediateThrowEvent id='x'/>".into(), NodeKind::ThrowEvent(Throw::None)),
        (
            "<task id='t'/><boundaryEvent id='x' attachedToRef='t' cancelActivity='false'><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>".into(),
            NodeKind::BoundaryEvent {
                trigger: timer(TimerKind::Duration, "PT1H"),
                interrupting: false,
            },
        ),
        (
            "<task id='t'/><boundaryEvent id='x' attachedToRef='t'><errorEventDefinition/></boundaryEvent>".into(),
            NodeKind::BoundaryEvent {
                trigger: Trigger::Error(None),
                interrupting: true,
            },
        ),
        ("<endEvent id='x'/>".into(), NodeKind::EndEvent(End::None)),
        (
            "<endEvent id='x'><terminateEventDefinition/></endEvent>".into(),
            NodeKind::EndEvent(End::Terminate),
        ),
        (
            "<endEvent id='x'><errorEventDefinition errorRef='err'/></endEvent>".into(),
            NodeKind::EndEvent(End::Error("E1".into())),
        ),
        (
            "<endEvent id='x'><escalationEventDefinition escalationRef='esc'/></endEvent>".into(),
            NodeKind::EndEvent(End::Escalation("late".into())),
        ),
        (
            format!("<endEvent id='x'>{message}</endEvent>"),
            NodeKind::EndEvent(End::Message(paid())),
        ),
    ];
    for (xml, expected) in rows {
        let node = node(&xml);
        assert_eq!(node.kind, expected, "{xml}");
        assert_eq!(node.unresolved, [], "{xml}");
    }
}

#[test]
fn steps_and_gateways_have_kinds_of_their_own() {
    let rows = [
        ("<userTask id='x'/>", NodeKind::UserTask),
        ("<serviceTask id='x'/>", NodeKind::ServiceTask),
        ("<sendTask id='x'/>", NodeKind::SendTask),
        (
            "<receiveTask id='x' messageRef='m'/>",
            NodeKind::ReceiveTask(paid()),
        ),
        ("<scriptTask id='x'/>", NodeKind::ScriptTask),
        ("<businessRuleTask id='x'/>", NodeKind::BusinessRuleTask),
        ("<manualTask id='x'/>", NodeKind::ManualTask),
        ("<task id='x'/>", NodeKind::ManualTask),
        ("<callActivity id='x'/>", NodeKind::CallActivity),
        (
            "<subProcess id='x'/>",
            NodeKind::SubProcess { event: false },
        ),
        (
            "<subProcess id='x' triggeredByEvent='true'/>",
            NodeKind::SubProcess { event: true },
        ),
        (
            "<inclusiveGateway id='x' default='f'/>",
            NodeKind::InclusiveGateway { default: text("f") },
        ),
        ("<eventBasedGateway id='x'/>", NodeKind::EventBasedGateway),
    ];
    for (xml, expected) in rows {
        assert_eq!(node(xml).kind, expected, "{xml}");
    }
}

#[test]
fn a_reference_that_leads_nowhere_is_kept() {
    let lost = |attribute, reference: &str, known| Unresolved {
        attribute,
        reference: reference.to_owned(),
        known,
    };
    let rows = [
        (
            "<receiveTask id='x' messageRef='nope'/>",
            vec![lost("messageRef", "nope", false)],
            "no such message",
        ),
        (
            "<endEvent id='x'><errorEventDefinition errorRef='bare'/></endEvent>",
            vec![lost("errorRef", "bare", true)],
            "an error without a code matches nothing",
        ),
        (
            "<task id='t'/><boundaryEvent id='x' attachedToRef='t'><escalationEventDefinition escalationRef='err'/></boundaryEvent>",
            vec![lost("escalationRef", "err", false)],
            "an error is no escalation",
        ),
        (
            "<task id='t'/><boundaryEvent id='x' attachedToRef='t'><errorEventDefinition/></boundaryEvent>",
            vec![],
            "to catch everything is no reference",
        ),
    ];
    for (xml, expected, why) in rows {
        assert_eq!(node(xml).unresolved, expected, "{why}");
    }
}

#[test]
fn repetition_is_read_with_its_lists() {
    let xml = r#"<userTask id="x"><multiInstanceLoopCharacteristics isSequential="true">
      <extensionElements><zeebe:loopCharacteristics inputCollection="=people" inputElement="person" outputCollection="votes" outputElement="=vote"/></extensionElements>
      <completionCondition>=count(votes) > 2</completionCondition></multiInstanceLoopCharacteristics></userTask>"#;
    let expected = MultiInstance {
        sequential: true,
        collection: "=people".into(),
        element: text("person"),
        output_collection: text("votes"),
        output_element: text("=vote"),
        completion: text("=count(votes) > 2"),
    };
    let read = node(xml);
    assert_eq!(read.multi_instance, Some(expected));
    assert_eq!(read.kind, NodeKind::UserTask, "it stays what it is");
    let bare = node("<task id='x'><multiInstanceLoopCharacteristics/></task>");
    let bare = bare.multi_instance.unwrap();
    assert_eq!((bare.sequential, bare.collection.as_str()), (false, ""));
    assert_eq!(node("<task id='x'/>").multi_instance, None);
}

#[test]
fn extension_elements_of_steps() {
    let xml = r#"<scriptTask id="x"><extensionElements>
      <zeebe:script expression="=a + 1" resultVariable="b"/>
      <zeebe:calledDecision decisionId="route" resultVariable="r" bindingType="latest"/>
      <zeebe:calledElement processId="other" propagateAllChildVariables="false"/>
      <zeebe:taskSchedule dueDate="=now" followUpDate="2026-12-01T00:00:00Z"/></extensionElements></scriptTask>"#;
    let extension = node(xml).extension;
    assert_eq!(
        extension.script,
        Some(Script {
            expression: "=a + 1".into(),
            result_variable: text("b"),
        })
    );
    assert_eq!(
        extension.called_decision,
        Some(CalledDecision {
            decision_id: "route".into(),
            result_variable: text("r"),
            binding: text("latest"),
        })
    );
    assert_eq!(
        extension.called_element,
        Some(CalledElement {
            process_id: "other".into(),
            propagate_all_parent: true,
            propagate_all_child: false,
            binding: None,
        })
    );
    assert_eq!(
        extension.schedule,
        Some(Schedule {
            due: text("=now"),
            follow_up: text("2026-12-01T00:00:00Z"),
        })
    );
    assert!(extension.ignored.is_empty());
}

#[test]
fn events_of_a_scope_cancel_it_unless_they_say_otherwise() {
    let start = |attribute: &str| {
        format!(
            "<subProcess id='s' triggeredByEvent='true'><startEvent id='x' {attribute}><messageEventDefinition messageRef='m'/></startEvent></subProcess>"
        )
    };
    assert!(node(&start("")).interrupting, "the default of BPMN");
    assert!(!node(&start("isInterrupting='false'")).interrupting);
    assert!(!node(&start("isInterrupting='0'")).interrupting);
}

#[test]
fn what_lies_inside_and_what_sits_on_it_are_listed() {
    let content = "<subProcess id='x'><startEvent id='a'/><subProcess id='b'><task id='c'/></subProcess></subProcess>\
         <boundaryEvent id='e' attachedToRef='x'/><boundaryEvent id='d' attachedToRef='x'/>";
    let sub = node(content);
    assert_eq!(sub.children, ["a", "b"], "directly inside, in order");
    assert_eq!(sub.boundary, ["e", "d"], "in order of the file");
    assert!(sub.is_activity());
}

#[test]
fn a_default_on_what_cannot_have_one_is_kept_apart() {
    let rows = [
        ("<task id='x' default='f'/>", text("f")),
        ("<exclusiveGateway id='x' default='f'/>", None),
        ("<complexGateway id='x' default='f'/>", None),
    ];
    for (xml, expected) in rows {
        assert_eq!(node(xml).misplaced_default, expected, "{xml}");
    }
}
