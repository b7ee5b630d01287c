//! What is read from a diagram, and where it stands.

use std::collections::BTreeMap;

use bpmn::{Limits, NodeKind, Position, ReadError};

use crate::support::{file, main, process, read};

#[test]
fn nodes_and_flows_keep_kind_order_and_position() {
    let document = process(
        "start s
         choice g default=\"g_low\"
         user high
         user low
         end e
         g > low
         s > g
         g > high ? =amount > 500
         high > e
         low > e",
    );
    let process = main(&document);
    assert_eq!(process.order, ["s", "g", "high", "low", "e"]);
    let gateway = process.node("g").unwrap();
    assert_eq!(
        gateway.kind,
        NodeKind::ExclusiveGateway {
            default: Some("g_low".into())
        }
    );
    assert_eq!(
        gateway.outgoing,
        ["g_low", "g_high"],
        "order of the file, not of names"
    );
    assert_eq!(gateway.incoming, ["s_g"]);
    let flow = process.flow("g_high").unwrap();
    assert_eq!(flow.condition.as_deref(), Some("=amount > 500"));
    assert_eq!(flow.expression(), Some("amount > 500"));
    assert_eq!((flow.source.as_str(), flow.target.as_str()), ("g", "high"));
    assert_eq!(gateway.position, Position { line: 5, column: 1 });
    assert_eq!(process.start().unwrap().id, "s");
}

#[test]
fn extension_elements_of_a_service_task() {
    let document = read(
        r#"<serviceTask id="t" name=" Create vendor ">
  <extensionElements>
    <zeebe:taskDefinition type="countersign.connector" retries="3" />
    <zeebe:taskHeaders>
      <zeebe:header key="connector" value="erp" />
      <zeebe:header key="method" value="POST" />
    </zeebe:taskHeaders>
    <zeebe:ioMapping>
      <zeebe:input source="=legal_name" target="name" />
      <zeebe:input source="=iban" target="bank.iban" />
      <zeebe:output source="=id" target="vendor" />
    </zeebe:ioMapping>
    <zeebe:priorityDefinition priority="1" />
  </extensionElements>
</serviceTask>"#,
    );
    let node = main(&document).node("t").unwrap();
    let extension = &node.extension;
    assert_eq!(node.name.as_deref(), Some("Create vendor"));
    assert_eq!(
        extension.task_type.as_deref(),
        Some("countersign.connector")
    );
    assert_eq!(extension.retries, Some(3));
    assert_eq!(extension.connector(), Some("erp"));
    let headers = BTreeMap::from([
        ("connector".to_owned(), "erp".to_owned()),
        ("method".to_owned(), "POST".to_owned()),
    ]);
    assert_eq!(extension.headers, headers);
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(
        extension.inputs,
        [pair("=legal_name", "name"), pair("=iban", "bank.iban")]
    );
    assert_eq!(extension.outputs, [pair("=id", "vendor")]);
    assert_eq!(extension.ignored, ["priorityDefinition"]);
}

#[test]
fn a_user_task_with_a_rule_is_an_approval() {
    let document = process("approval a\nuser u");
    let process = main(&document);
    assert!(process.node("a").unwrap().is_approval());
    assert_eq!(
        process.node("a").unwrap().extension.rule.as_deref(),
        Some("r")
    );
    assert!(!process.node("u").unwrap().is_approval());
}

#[test]
fn what_cannot_run_is_read_and_named() {
    let rows = [
        (
            "<complexGateway id='x'/>",
            "complexGateway",
            "a gateway nobody runs",
        ),
        (
            "<transaction id='x'/>",
            "transaction",
            "more than a sub-process",
        ),
        (
            "<startEvent id='x'><signalEventDefinition/></startEvent>",
            "startEvent with signalEventDefinition",
            "a signal start is not a plain start",
        ),
        (
            "<startEvent id='x'><errorEventDefinition/></startEvent>",
            "startEvent with errorEventDefinition",
            "nothing throws an error at a process as a whole",
        ),
        (
            "<startEvent id='x'><timerEventDefinition/><messageEventDefinition/></startEvent>",
            "startEvent with several events",
            "taking the first would lose the second",
        ),
        (
            "<intermediateCatchEvent id='x'/>",
            "intermediateCatchEvent with nothing to wait for",
            "nothing would ever wake it",
        ),
        (
            "<intermediateCatchEvent id='x'><escalationEventDefinition/></intermediateCatchEvent>",
            "intermediateCatchEvent with escalationEventDefinition",
            "an escalation is caught at a border only",
        ),
        (
            "<boundaryEvent id='x'><timerEventDefinition><timeDate>a</timeDate><timeCycle>b</timeCycle></timerEventDefinition></boundaryEvent>",
            "boundaryEvent with several times",
            "two times for one timer",
        ),
        (
            "<userTask id='x'><standardLoopCharacteristics/></userTask>",
            "userTask with standardLoopCharacteristics",
            "running it once would skip approvals",
        ),
        (
            "<serviceTask id='x' isForCompensation='true'/>",
            "serviceTask with isForCompensation",
            "compensation is not in the flow",
        ),
        (
            "<receiveTask id='x' instantiate='true'/>",
            "receiveTask with instantiate",
            "it would start the process",
        ),
        (
            "<subProcess id='x' triggeredByEvent='true'><multiInstanceLoopCharacteristics/></subProcess>",
            "subProcess with multiInstanceLoopCharacteristics",
            "an event happens once at a time",
        ),
        (
            "<subChoreography id='x'/>",
            "subChoreography",
            "a choreography",
        ),
    ];
    for (xml, what, why) in rows {
        let document = read(xml);
        let kind = &main(&document).node("x").unwrap().kind;
        assert_eq!(*kind, NodeKind::Other(what.into()), "{why}");
    }
}

#[test]
fn sub_processes_keep_their_nodes_apart() {
    let document = read(
        "<subProcess id='sub'><startEvent id='inner'/></subProcess>\
         <startEvent id='outer'/><boundaryEvent id='b' attachedToRef='sub'/>",
    );
    let process = main(&document);
    assert_eq!(
        process.node("inner").unwrap().parent.as_deref(),
        Some("sub")
    );
    assert_eq!(
        process.node("b").unwrap().attached_to.as_deref(),
        Some("sub")
    );
    assert_eq!(process.start().unwrap().id, "outer");
    let top: Vec<_> = process.top().map(|node| node.id.as_str()).collect();
    assert_eq!(top, ["sub", "outer", "b"]);
}

#[test]
fn lanes_data_and_notes_are_not_nodes() {
    let document = read(
        "<laneSet id='l'><lane id='l1'><flowNodeRef>s</flowNodeRef></lane></laneSet>\
         <dataObject id='o'/><dataObjectReference id='r'/><textAnnotation id='n'/>\
         <association id='a' sourceRef='s' targetRef='n'/><group id='g'/><startEvent id='s'/>",
    );
    assert_eq!(main(&document).order, ["s"]);
}

#[test]
fn the_main_process_is_the_only_executable_one() {
    let definitions = |content: &str| {
        let text = format!(
            "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'>{content}</definitions>"
        );
        bpmn::parse(text.as_bytes(), &Limits::V1).unwrap()
    };
    let one = definitions("<process id='a'/><process id='b' isExecutable='true'/>");
    assert_eq!(one.main().unwrap().id, "b");
    let none = definitions("<process id='a'/>");
    assert!(none.main().is_none());
    let two =
        definitions("<process id='a' isExecutable='true'/><process id='b' isExecutable='true'/>");
    assert!(two.main().is_none(), "which one would run is not said");
}

#[test]
fn encodings_of_common_tools() {
    let text = file("<startEvent id='s' name='Prüfung'/>");
    let name = |bytes: &[u8]| {
        let document = bpmn::parse(bytes, &Limits::V1).unwrap();
        main(&document).node("s").unwrap().name.clone().unwrap()
    };
    let marked: Vec<u8> = [0xEF, 0xBB, 0xBF].into_iter().chain(text.bytes()).collect();
    let little: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let big: Vec<u8> = [0xFE, 0xFF]
        .into_iter()
        .chain(text.encode_utf16().flat_map(u16::to_be_bytes))
        .collect();
    let latin: Vec<u8> = text
        .replace("UTF-8", "ISO-8859-1")
        .chars()
        .map(|character| u8::try_from(u32::from(character)).unwrap())
        .collect();
    for bytes in [text.as_bytes(), &marked, &little, &big, &latin] {
        assert_eq!(name(bytes), "Prüfung");
    }
    let strange = text.replace("UTF-8", "EBCDIC-CP-US");
    let error = bpmn::parse(strange.as_bytes(), &Limits::V1).unwrap_err();
    assert!(matches!(error, ReadError::NotXml { .. }), "{error}");
}
