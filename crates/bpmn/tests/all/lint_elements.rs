//! Rules about single elements: each row is an element that breaks one, or one that nearly does.

use bpmn::Limits;

/// What the elements, standing alone, lack besides: somewhere to come from and to go to.
const ELSEWHERE: [&str; 10] = [
    "no_plain_start",
    "not_drawn",
    "no_start",
    "no_end",
    "unreachable",
    "no_path_to_end",
    "user_task_marker",
    "user_task_without_form",
    "effect_without_approval",
    "start_without_form",
];

/// Messages, errors and escalations that the elements refer to.
const DECLARED: &str = r#"
<message id="m" name="Paid"><extensionElements><zeebe:subscription correlationKey="=order"/></extensionElements></message>
<message id="keyless" name="Paid"/><message id="nameless"><extensionElements><zeebe:subscription correlationKey="=order"/></extensionElements></message>
<message id="broken" name="Paid"><extensionElements><zeebe:subscription correlationKey="=order +"/></extensionElements></message>
<error id="err" errorCode="E1"/><error id="other" errorCode="E2"/><error id="bare"/><error id="computed" errorCode="=code"/>
<escalation id="esc" escalationCode="late"/>"#;

/// Codes found in a process with this content.
fn codes(content: &str) -> Vec<&'static str> {
    let text = format!(
        r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0">{DECLARED}
        <process id="p" isExecutable="true">{content}</process></definitions>"#
    );
    let document = bpmn::parse(text.as_bytes(), &Limits::V1).unwrap();
    let findings = bpmn::lint(&document);
    let codes = findings.iter().map(|finding| finding.code);
    codes.filter(|code| !ELSEWHERE.contains(code)).collect()
}

type Row<'a> = (String, &'a [&'static str], &'a str);

fn check(rows: &[Row<'_>]) {
    for (content, expected, why) in rows {
        assert_eq!(codes(content), *expected, "{why}: {content}");
    }
}

fn extended(element: &str, inside: &str) -> String {
    format!("<{element} id='x'><extensionElements>{inside}</extensionElements></{element}>")
}

#[test]
fn timers() {
    let timed = |element: &str, kind: &str, text: &str| {
        format!(
            "<{element}><timerEventDefinition><{kind}>{text}</{kind}></timerEventDefinition></{}>",
            element.split(' ').next().unwrap()
        )
    };
    let catch = |kind, text| timed("intermediateCatchEvent id='x'", kind, text);
    let start = |kind, text| timed("startEvent id='x'", kind, text);
    let boundary = |more: &str, kind, text| {
        format!(
            "<task id='t'/>{}",
            timed(
                &format!("boundaryEvent id='x' attachedToRef='t' {more}"),
                kind,
                text
            )
        )
    };
    let unreadable: &[_] = &["timer_unreadable"];
    let mut rows: Vec<Row<'_>> = vec![
        (
            "<intermediateCatchEvent id='x'><timerEventDefinition/></intermediateCatchEvent>"
                .into(),
            &["timer_without_time"],
            "no time at all",
        ),
        (
            catch("timeDate", "=due +"),
            &["expression_unreadable"],
            "not FEEL",
        ),
        (catch("timeDate", "=due"), &[], "an expression"),
        (
            catch("timeCycle", "R/PT1H"),
            &["timer_misplaced"],
            "it waits only once",
        ),
        (
            boundary("", "timeCycle", "R/PT1H"),
            &["timer_misplaced"],
            "after the first time nothing is left to interrupt",
        ),
        (
            boundary("cancelActivity='false'", "timeCycle", "R/PT1H"),
            &[],
            "a reminder every hour",
        ),
        (
            start("timeDuration", "PT1H"),
            &["timer_misplaced"],
            "after what?",
        ),
        (start("timeDate", "2026-12-01T09:00:00Z"), &[], "once"),
    ];
    for text in [
        "2026-12-01T09:00:00Z",
        "2026-12-01T09:00:00+01:00",
        "2026-12-01T09:00:00@Europe/Berlin",
        "2026-12-01",
    ] {
        rows.push((catch("timeDate", text), &[], "a date"));
    }
    for text in [
        "tomorrow",
        "2026-02-30T09:00:00Z",
        "PT1H",
        "12:00:00",
        "${due}",
    ] {
        rows.push((catch("timeDate", text), unreadable, "not a date"));
    }
    for text in [
        "PT1H",
        "P2D",
        "P1Y2M",
        "P1DT2H3M4.5S",
        "PT0S",
        "P2W",
        "P1Y2M3W4DT5H6M",
    ] {
        rows.push((catch("timeDuration", text), &[], "a duration"));
    }
    for text in [
        "1h",
        "-PT1H",
        "P",
        "PT",
        "P1D2Y",
        "PT1.2345S",
        "P1.5D",
        "P9999999999D",
        "R/PT1H",
        "2026-12-01T09:00:00Z",
    ] {
        rows.push((catch("timeDuration", text), unreadable, "not a duration"));
    }
    for text in [
        "R/PT1H",
        "R3/PT10H",
        "R-1/PT1H",
        "R2/2026-12-01/P1D",
        "R3/2026-12-01T09:00:00Z/P1D",
        "0 0 9 * * MON-FRI",
        "*/5 * * * * *",
        "@daily",
        "0 0 0 ? * 7",
        "0 0 8,12 1-5 JAN *",
    ] {
        rows.push((start("timeCycle", text), &[], "a cycle"));
    }
    for text in [
        "R/PT0S",
        "R/-PT1H",
        "R-2/PT1H",
        "R0/PT1H",
        "PT1H",
        "R3",
        "0 0 25 * * *",
        "0 0 9 * *  * * *",
        "* * * * FOO",
        "0 0 */0 * * *",
        "@hourlyish",
        "0 0 9 5-1 * *",
    ] {
        rows.push((start("timeCycle", text), unreadable, "not a cycle"));
    }
    check(&rows);
}

#[test]
fn messages() {
    let catch = |reference: &str| {
        format!(
            "<intermediateCatchEvent id='x'><messageEventDefinition {reference}/></intermediateCatchEvent>"
        )
    };
    let start = |reference: &str| {
        format!("<startEvent id='x'><messageEventDefinition {reference}/></startEvent>")
    };
    check(&[
        (catch("messageRef='m'"), &[], "a name and a key"),
        (catch("messageRef='keyless'"), &["message_without_key"], "for which request?"),
        (catch("messageRef='nameless'"), &["message_without_name"], "which message?"),
        (catch(""), &["message_without_key", "message_without_name"], "nothing said"),
        (catch("messageRef='nope'"), &["unresolved_reference"], "once, not three times"),
        (catch("messageRef='broken'"), &["expression_unreadable"], "a key that is not FEEL"),
        (start("messageRef='keyless'"), &[], "it starts a request, and belongs to none yet"),
        (start("messageRef='nameless'"), &["message_without_name"], "which message?"),
        ("<receiveTask id='x' messageRef='keyless'/>".into(), &["message_without_key"], "a receive task waits too"),
        ("<receiveTask id='x' messageRef='m'/>".into(), &[], "a receive task with both"),
        (format!("<subProcess id='s' triggeredByEvent='true'>{}</subProcess>", start("messageRef='keyless'")), &["message_without_key"], "an event sub-process belongs to a request"),
        ("<task id='t'/><boundaryEvent id='x' attachedToRef='t'><messageEventDefinition messageRef='keyless'/></boundaryEvent>".into(), &["message_without_key"], "a boundary event waits too"),
    ]);
}

#[test]
fn what_is_thrown() {
    let end = |event: &str| format!("<endEvent id='x'>{event}</endEvent>");
    let caught = |reference: &str| {
        format!(
            "<subProcess id='s'><startEvent id='a'/><endEvent id='x'><errorEventDefinition errorRef='err'/></endEvent></subProcess>\
             <boundaryEvent id='b' attachedToRef='s'><errorEventDefinition {reference}/></boundaryEvent>"
        )
    };
    let beside = |reference: &str| {
        format!(
            "<endEvent id='x'><errorEventDefinition errorRef='err'/></endEvent>\
             <subProcess id='s' triggeredByEvent='true'><startEvent id='a'><errorEventDefinition {reference}/></startEvent></subProcess>"
        )
    };
    check(&[
        (end("<errorEventDefinition errorRef='err'/>"), &["error_not_caught"], "thrown out of the workflow"),
        (caught("errorRef='err'"), &[], "caught on the border"),
        (caught(""), &[], "everything is caught"),
        (caught("errorRef='other'"), &["error_not_caught"], "another code is caught"),
        (beside("errorRef='err'"), &[], "caught beside"),
        (beside("errorRef='other'"), &["error_not_caught"], "another code is caught beside"),
        (
            "<subProcess id='s' triggeredByEvent='true'><startEvent id='a'><errorEventDefinition/></startEvent><endEvent id='x'><errorEventDefinition errorRef='err'/></endEvent></subProcess>".into(),
            &["error_not_caught"],
            "an event sub-process does not catch itself",
        ),
        (end("<errorEventDefinition/>"), &["code_missing"], "no code"),
        (end("<errorEventDefinition errorRef='bare'/>"), &["code_missing"], "an error without a code"),
        (end("<errorEventDefinition errorRef='nope'/>"), &["unresolved_reference"], "no such error"),
        (end("<errorEventDefinition errorRef='computed'/>"), &["code_not_constant", "error_not_caught"], "nobody can read who catches it"),
        (end("<escalationEventDefinition escalationRef='esc'/>"), &[], "an escalation may pass unheard"),
        (end("<escalationEventDefinition/>"), &["code_missing"], "an escalation without a code"),
        ("<intermediateThrowEvent id='x'><escalationEventDefinition/></intermediateThrowEvent>".into(), &["code_missing"], "on the way"),
        ("<intermediateThrowEvent id='x'/>".into(), &[], "nothing thrown"),
    ]);
}

#[test]
fn boundary_events_and_sub_processes() {
    let timer = "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>";
    let on = |host: &str| {
        format!("<boundaryEvent id='x' attachedToRef='{host}'>{timer}</boundaryEvent>")
    };
    let sub = |attributes: &str, inside: &str| {
        format!("<subProcess id='s' {attributes}>{inside}</subProcess>")
    };
    let event = "triggeredByEvent='true'";
    let catching = |id: &str, code: &str| {
        format!(
            "<boundaryEvent id='{id}' attachedToRef='t'><errorEventDefinition errorRef='{code}'/></boundaryEvent>"
        )
    };
    check(&[
        (format!("<task id='t'/>{}", on("t")), &[], "on a task"),
        (format!("<callActivity id='t'><extensionElements><zeebe:calledElement processId='o' bindingType='deployment'/></extensionElements></callActivity>{}", on("t")), &[], "on a call"),
        (format!("<parallelGateway id='t'/>{}", on("t")), &["boundary_without_host"], "on a gateway"),
        (on("nope"), &["boundary_without_host"], "on nothing"),
        (format!("<boundaryEvent id='x'>{timer}</boundaryEvent>"), &["boundary_without_host"], "attached to nothing"),
        (format!("{}{}", sub("", "<startEvent id='a'/><task id='t'/>"), on("t")), &["boundary_without_host"], "on a task of another scope"),
        ("<task id='t'/><boundaryEvent id='x' attachedToRef='t' cancelActivity='false'><errorEventDefinition/></boundaryEvent>".into(), &["error_not_interrupting"], "after an error nothing goes on"),
        (format!("<task id='t'/>{}{}", catching("x", "err"), catching("y", "err")), &["caught_twice"], "which of the two?"),
        (format!("<task id='t'/>{}{}", catching("x", "err"), catching("y", "other")), &[], "two codes"),
        (sub("", "<startEvent id='a'/>"), &[], "one plain start"),
        (sub("", "<task id='a'/>"), &["sub_process_start"], "no start"),
        (sub("", ""), &["sub_process_start"], "empty"),
        (sub("", "<startEvent id='a'/><startEvent id='b'/>"), &["sub_process_start"], "two starts"),
        (sub("", &format!("<startEvent id='a'>{timer}</startEvent>")), &["sub_process_start"], "a timer would start it a second time"),
        (sub(event, &format!("<startEvent id='a'>{timer}</startEvent>")), &[], "a timer starts it"),
        (sub(event, "<startEvent id='a'/>"), &["event_sub_process_start"], "nothing starts it"),
        (sub(event, ""), &["event_sub_process_start"], "empty"),
        (sub(event, &format!("<startEvent id='a'>{timer}</startEvent><startEvent id='b'>{timer}</startEvent>")), &["event_sub_process_start"], "two start it"),
        (sub(event, "<startEvent id='a' isInterrupting='false'><errorEventDefinition/></startEvent>"), &["error_not_interrupting"], "after an error nothing goes on"),
        (sub(event, "<startEvent id='a' isInterrupting='false'><escalationEventDefinition/></startEvent>"), &[], "an escalation may go on"),
    ]);
}

#[test]
fn flows_enter_and_leave_where_tokens_do() {
    let flow = |from: &str, to: &str| {
        format!("<sequenceFlow id='f' sourceRef='{from}' targetRef='{to}'/>")
    };
    let event = "<subProcess id='s' triggeredByEvent='true'><startEvent id='a'><errorEventDefinition/></startEvent></subProcess><task id='t'/>";
    let border = "<task id='t'/><task id='u'/><boundaryEvent id='b' attachedToRef='t'><errorEventDefinition/></boundaryEvent>";
    check(&[
        (
            format!("{event}{}", flow("t", "s")),
            &["flow_at_event_sub_process"],
            "into an event sub-process",
        ),
        (
            format!("{event}{}", flow("s", "t")),
            &["flow_at_event_sub_process"],
            "out of an event sub-process",
        ),
        (
            format!("{border}{}", flow("u", "b")),
            &["flow_into_boundary"],
            "into a boundary event",
        ),
        (
            format!("{border}{}", flow("b", "u")),
            &[],
            "out of a boundary event",
        ),
        (
            format!("<startEvent id='s'/><task id='t'/>{}", flow("t", "s")),
            &["flow_into_start"],
            "into a start",
        ),
        (
            format!("<endEvent id='e'/><task id='t'/>{}", flow("e", "t")),
            &["flow_out_of_end"],
            "out of an end",
        ),
        (
            format!("<task id='t' default='f'/><task id='u'/>{}", flow("t", "u")),
            &["default_misplaced"],
            "a task decides nothing",
        ),
        (
            format!(
                "<inclusiveGateway id='t' default='f'/><task id='u'/>{}",
                flow("t", "u")
            ),
            &[],
            "an inclusive gateway decides",
        ),
    ]);
}

#[test]
fn event_based_gateways() {
    let gateway = |inside: &str| {
        format!(
            "<startEvent id='s'/><eventBasedGateway id='g'/>{inside}<sequenceFlow id='1' sourceRef='g' targetRef='x'/><sequenceFlow id='2' sourceRef='g' targetRef='y'/>"
        )
    };
    let timer = |id: &str| {
        format!(
            "<intermediateCatchEvent id='{id}'><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>"
        )
    };
    check(&[
        (
            gateway(&format!(
                "{}<receiveTask id='y' messageRef='m'/>",
                timer("x")
            )),
            &[],
            "a timer or a message",
        ),
        (
            gateway(&format!("{}<userTask id='y'/>", timer("x"))),
            &["event_gateway_target"],
            "a person is no event",
        ),
        (
            gateway(&format!("{}<complexGateway id='y'/>", timer("x"))),
            &["unsupported_element"],
            "reported once",
        ),
        (
            format!(
                "{}<task id='t'/><sequenceFlow id='3' sourceRef='t' targetRef='x'/>",
                gateway(&format!("{}{}", timer("x"), timer("y")))
            ),
            &["event_gateway_shared"],
            "also entered from elsewhere",
        ),
        (
            format!(
                "<eventBasedGateway id='g'/>{}<sequenceFlow id='1' sourceRef='g' targetRef='x'/>",
                timer("x")
            ),
            &["event_gateway_few"],
            "one event needs no gateway",
        ),
    ]);
}

#[test]
fn scripts_decisions_and_calls() {
    let script =
        |attributes: &str| extended("scriptTask", &format!("<zeebe:script {attributes}/>"));
    let decision = |attributes: &str| {
        extended(
            "businessRuleTask",
            &format!("<zeebe:calledDecision {attributes}/>"),
        )
    };
    let call = |attributes: &str| {
        extended(
            "callActivity",
            &format!("<zeebe:calledElement {attributes}/>"),
        )
    };
    check(&[
        (
            script("expression='=a + 1' resultVariable='b'"),
            &[],
            "whole",
        ),
        (
            script("expression='=a +' resultVariable='b'"),
            &["expression_unreadable"],
            "not FEEL",
        ),
        (
            script("expression='a + 1' resultVariable='b'"),
            &["script_without_sign"],
            "an expression here, a text elsewhere",
        ),
        (
            script("expression='a +' resultVariable='b'"),
            &["expression_unreadable", "script_without_sign"],
            "and not FEEL",
        ),
        (
            script("expression='=now()' resultVariable='b'"),
            &[],
            "the time of the log",
        ),
        (
            script("expression='=uuid()' resultVariable='b'"),
            &["expression_unreadable"],
            "nobody could check it again",
        ),
        (
            script("expression='=a' resultVariable='b.c'"),
            &["result_not_name"],
            "a field within a field",
        ),
        (
            decision("decisionId='route' resultVariable='my result'"),
            &["result_not_name"],
            "two words",
        ),
        (
            script("resultVariable='b'"),
            &["script_without_expression"],
            "nothing to evaluate",
        ),
        (
            script("expression='=a'"),
            &["script_without_result"],
            "for nothing",
        ),
        (
            "<scriptTask id='x' scriptFormat='groovy'><script>1</script></scriptTask>".into(),
            &["script_without_expression"],
            "another language",
        ),
        (
            decision("decisionId='route' resultVariable='r'"),
            &[],
            "whole",
        ),
        (
            decision("decisionId='=which' resultVariable='r'"),
            &["decision_not_constant"],
            "not pinned",
        ),
        (
            decision("resultVariable='r'"),
            &["decision_missing"],
            "no decision",
        ),
        (
            decision("decisionId='route'"),
            &["decision_without_result"],
            "for nothing",
        ),
        (
            "<businessRuleTask id='x'/>".into(),
            &["decision_missing"],
            "nothing said",
        ),
        (
            call("processId='other' bindingType='deployment'"),
            &[],
            "whole",
        ),
        (
            call("processId='other'"),
            &["call_unpinned"],
            "the latest, elsewhere",
        ),
        (
            call("processId='=which'"),
            &["call_not_constant"],
            "not pinned",
        ),
        (call("processId='p'"), &["call_of_itself"], "for ever"),
        (
            "<callActivity id='x' calledElement='other'/>".into(),
            &["call_without_process"],
            "the attribute of another engine",
        ),
    ]);
}

#[test]
fn connectors_are_named_by_all_that_sends() {
    let call = "<zeebe:taskDefinition type='countersign.connector'/><zeebe:taskHeaders><zeebe:header key='connector' value='erp'/></zeebe:taskHeaders>";
    let sends = |event: &str, inside: &str| {
        format!(
            "<{event} id='x'><extensionElements>{inside}</extensionElements><messageEventDefinition messageRef='m'/></{event}>"
        )
    };
    let nothing: &[_] = &["service_task_without_connector", "unknown_task_type"];
    check(&[
        (extended("sendTask", call), &[], "a send task"),
        (
            "<sendTask id='x'/>".into(),
            nothing,
            "a send task that says nothing",
        ),
        (sends("endEvent", call), &[], "a message at the end"),
        (
            sends("endEvent", ""),
            nothing,
            "a message at the end that says nothing",
        ),
        (
            sends("intermediateThrowEvent", call),
            &[],
            "a message on the way",
        ),
        (
            sends("intermediateThrowEvent", ""),
            nothing,
            "a message on the way that says nothing",
        ),
    ]);
}

#[test]
fn repetition() {
    let repeated = |list: &str, completion: &str| {
        format!(
            "<task id='x'><multiInstanceLoopCharacteristics><extensionElements>{list}</extensionElements>{completion}</multiInstanceLoopCharacteristics></task>"
        )
    };
    let over =
        |attributes: &str| repeated(&format!("<zeebe:loopCharacteristics {attributes}/>"), "");
    let until = |condition: &str| {
        repeated(
            "<zeebe:loopCharacteristics inputCollection='=items'/>",
            &format!("<completionCondition>{condition}</completionCondition>"),
        )
    };
    check(&[
        (
            over("inputCollection='=items' inputElement='item'"),
            &[],
            "a list",
        ),
        (
            repeated("", "<loopCardinality>3</loopCardinality>"),
            &["repeated_without_list"],
            "a number is no list",
        ),
        (
            over("inputCollection='items'"),
            &["repeated_not_expression"],
            "a text is no list",
        ),
        (
            over("inputCollection='=items +'"),
            &["expression_unreadable"],
            "not FEEL",
        ),
        (
            over("inputCollection='=items' outputCollection='all' outputElement='=one'"),
            &[],
            "with results",
        ),
        (
            over("inputCollection='=items' outputCollection='all'"),
            &["repeated_results"],
            "results of nothing",
        ),
        (
            over("inputCollection='=items' outputElement='=one'"),
            &["repeated_results"],
            "results into nothing",
        ),
        (
            over("inputCollection='=items' inputElement='an item'"),
            &["repeated_name"],
            "two words",
        ),
        (until("=count(all) > 2"), &[], "until enough"),
        (until("=count(all"), &["expression_unreadable"], "not FEEL"),
        (
            until("true"),
            &["completion_not_expression"],
            "a text is no condition",
        ),
    ]);
}

#[test]
fn due_dates_are_read() {
    let due = |text: &str| {
        extended(
            "userTask",
            &format!("<zeebe:taskSchedule dueDate='{text}'/>"),
        )
    };
    check(&[
        (due("=created + duration(\"P1D\")"), &[], "an expression"),
        (due("=created +"), &["expression_unreadable"], "not FEEL"),
    ]);
}

#[test]
fn mappings_of_gateways_do_nothing() {
    let mapping = "<zeebe:ioMapping><zeebe:output source='=a' target='b'/></zeebe:ioMapping>";
    check(&[
        (
            extended("inclusiveGateway", mapping),
            &["mapping_ignored"],
            "a gateway has no variables",
        ),
        (extended("manualTask", mapping), &[], "a task has"),
    ]);
}

#[test]
fn mappings_have_one_target_each_and_ask_for_no_time_where_something_is_sent() {
    let mapped = |element: &str, pairs: &[(&str, &str)]| {
        let call = "<zeebe:taskDefinition type='countersign.connector'/><zeebe:taskHeaders><zeebe:header key='connector' value='erp'/></zeebe:taskHeaders>";
        let call = if element == "serviceTask" { call } else { "" };
        let inputs: String = pairs
            .iter()
            .map(|(source, target)| format!("<zeebe:input source='{source}' target='{target}'/>"))
            .collect();
        extended(
            element,
            &format!("{call}<zeebe:ioMapping>{inputs}</zeebe:ioMapping>"),
        )
    };
    check(&[
        (
            mapped("manualTask", &[("=a", "x"), ("=b", "y")]),
            &[],
            "two targets",
        ),
        (
            mapped("manualTask", &[("=a", "x"), ("=b", "x")]),
            &["mapping_twice"],
            "which of the two?",
        ),
        (
            mapped("serviceTask", &[("=a", "x.y")]),
            &[],
            "what is sent has fields within fields",
        ),
        (
            mapped("manualTask", &[("=a", "x.y")]),
            &["mapping_target"],
            "a name has no parts",
        ),
        (
            mapped("manualTask", &[("=today()", "x")]),
            &[],
            "the day of the log",
        ),
        (
            mapped("serviceTask", &[("=today()", "x")]),
            &["mapping_unreadable"],
            "a call that is repeated is the same call",
        ),
    ]);
}

#[test]
fn what_starts_a_request_beside_a_person() {
    let codes = |content: &str| -> Vec<&'static str> {
        let text = format!(
            "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'><message id='m' name='Paid'/><message id='n' name='Sent'/>\
             <message id='c' name='=paid'/><process id='p' isExecutable='true'>{content}</process></definitions>"
        );
        let document = bpmn::parse(text.as_bytes(), &Limits::V1).unwrap();
        let starts = [
            "no_plain_start",
            "timer_start_reads_field",
            "message_starts_twice",
            "message_name_not_constant",
        ];
        let findings = bpmn::lint(&document);
        let codes = findings.iter().map(|finding| finding.code);
        codes.filter(|code| starts.contains(code)).collect()
    };
    let plain = "<startEvent id='s'/>";
    let message = |id: &str, reference: &str| {
        format!(
            "<startEvent id='{id}'><messageEventDefinition messageRef='{reference}'/></startEvent>"
        )
    };
    let timer = "<startEvent id='t'><timerEventDefinition><timeCycle>R/P1D</timeCycle></timerEventDefinition></startEvent>";
    let rows: [(String, &[&str], &str); 9] = [
        (plain.into(), &[], "a person"),
        (
            format!("{plain}{}", message("a", "m")),
            &[],
            "a person or a message",
        ),
        (message("a", "m"), &["no_plain_start"], "only a message"),
        (
            format!("{plain}{timer}"),
            &[],
            "who proposed to publish it answers for it",
        ),
        (
            timer.into(),
            &["no_plain_start"],
            "only a time: said, not refused",
        ),
        (
            format!("{plain}{}", timer.replace("R/P1D", "=due")),
            &["timer_start_reads_field"],
            "no field is there yet",
        ),
        (
            format!("{plain}{}", timer.replace("R/P1D", "=\"R/P1D\"")),
            &[],
            "an expression that reads nothing",
        ),
        (
            format!(
                "{plain}{}{}{}",
                message("a", "m"),
                message("b", "n"),
                message("d", "m")
            ),
            &["message_starts_twice"],
            "the same message in two places",
        ),
        (
            format!("{plain}{}", message("a", "c")),
            &["message_name_not_constant"],
            "nothing to compute with yet",
        ),
    ];
    for (content, expected, why) in rows {
        assert_eq!(codes(&content), expected, "{why}");
    }
}
