//! Lint: a table of diagrams and the codes they lead to.

use bpmn::Severity;

use crate::support::{found, process, read};

#[test]
fn each_rule_finds_its_own() {
    type Row<'a> = (&'a str, &'a [(&'static str, &'a str)], &'a str);
    let rows: &[Row<'_>] = &[
        (
            "start s\napproval a\ncall c\nend e\ns > a\na > c\nc > e",
            &[],
            "a whole workflow",
        ),
        (
            "user a\nend e\na > e",
            &[("no_start", "p")],
            "nowhere to begin",
        ),
        (
            "start s\nstart t\nend e\ns > e\nt > e",
            &[("several_starts", "t")],
            "two places to begin",
        ),
        (
            "start s\nuser a\nend e\ns > a\na > s\na > e",
            &[("flow_into_start", "s"), ("implicit_fork", "a")],
            "back into the start",
        ),
        (
            "start s\nuser a\ns > a",
            &[("no_end", "p")],
            "no end at all",
        ),
        (
            "start s\nuser a\nuser b\nend e\nboth g\ns > g\ng > a\ng > b\na > e",
            &[("no_path_to_end", "b")],
            "a path that goes nowhere",
        ),
        (
            "start s\nend e\nuser a\ns > e\na > e",
            &[("unreachable", "a")],
            "a step nothing leads to",
        ),
        (
            "start s\nend e\nuser a\ns > e\ne > a\na > e",
            &[("flow_out_of_end", "e")],
            "past the end",
        ),
        (
            "start s\nchoice g\nend a\nend b\ns > g\ng > a ? =x > 1\ng > b",
            &[("no_default", "g"), ("missing_condition", "g_b")],
            "one flow does not say when",
        ),
        (
            "start s\nchoice g default=\"g_b\"\nend a\nend b\ns > g\ng > a ? =x > 1\ng > b",
            &[],
            "the other way is the default",
        ),
        (
            "start s\nchoice g default=\"g_b\"\nend a\nend b\ns > g\ng > a ? =x > 1\ng > b ? =true",
            &[("condition_on_default", "g_b")],
            "a default does not ask",
        ),
        (
            "start s\nchoice g default=\"s_g\"\nend a\nend b\ns > g\ng > a ? =x\ng > b ? =y",
            &[("bad_default", "g")],
            "the default leaves another node",
        ),
        (
            "start s\nend e\ns > e ? =x",
            &[("condition_misplaced", "s_e")],
            "nobody asks here",
        ),
        (
            "start s\nchoice g default=\"g_b\"\nend a\nend b\ns > g\ng > a ? ${x}\ng > b",
            &[("condition_not_expression", "g_a")],
            "another language",
        ),
        (
            "start s\nchoice g default=\"g_b\"\nend a\nend b\ns > g\ng > a ? =x ><\ng > b",
            &[("condition_unreadable", "g_a")],
            "not FEEL",
        ),
        (
            "start s\nchoice g default=\"g_b\"\nend a\nend b\ns > g\ng > a ? =\ng > b",
            &[("condition_unreadable", "g_a")],
            "an empty expression",
        ),
        (
            "start s\nboth g\nend e\ns > g\ng > e",
            &[("gateway_without_effect", "g")],
            "one in, one out",
        ),
        (
            "start s\ncall c\nend e\ns > c\nc > e",
            &[("effect_without_approval", "c")],
            "nobody approved",
        ),
        (
            "start s\nchoice g default=\"g_c\"\napproval a\ncall c\nend e\ns > g\ng > a ? =x\ng > c\na > c\nc > e",
            &[("effect_without_approval", "c")],
            "a default that skips the approval",
        ),
        (
            "start s\nchoice g\nboth h\nuser u\nend e\ns > g\ng > h\nh > g\nh > u\nu > e",
            &[("cycle_without_wait", "g")],
            "gateways only",
        ),
        (
            "start s\nchoice g\nuser h\nchoice k default=\"k_e\"\nend e\ns > g\ng > h\nh > k\nk > g ? =again\nk > e",
            &[],
            "a person in the cycle",
        ),
        (
            "start s\napproval a\nchoice g\ncall h\nchoice k default=\"k_e\"\nend e\ns > a\na > g\ng > h\nh > k\nk > g ? =again\nk > e",
            &[("cycle_without_person", "g")],
            "calls again and again",
        ),
        (
            "start s\nend e\ns > e\ns > x",
            &[("implicit_fork", "s"), ("dangling_flow", "s_x")],
            "into nothing",
        ),
        (
            "start s\ncomplexGateway m\nend e\ns > m\nm > e",
            &[("unsupported_element", "m")],
            "not run yet",
        ),
    ];
    for (lines, expected, why) in rows {
        let findings = bpmn::lint(&process(lines));
        assert_eq!(found(&findings), *expected, "{why}: {findings:#?}");
    }
}

#[test]
fn tasks_say_what_they_show_and_call() {
    let user = |inside: &str| {
        format!("<userTask id='t'><extensionElements>{inside}</extensionElements></userTask>")
    };
    let service = |inside: &str| {
        format!("<serviceTask id='t'><extensionElements>{inside}</extensionElements></serviceTask>")
    };
    let rule =
        "<zeebe:properties><zeebe:property name='countersign.rule' value='r'/></zeebe:properties>";
    let form = "<zeebe:formDefinition formId='f'/>";
    let kind = "<zeebe:taskDefinition type='countersign.connector'/>";
    let header =
        "<zeebe:taskHeaders><zeebe:header key='connector' value='erp'/></zeebe:taskHeaders>";
    let mapping = |source: &str, target: &str| {
        format!(
            "{kind}{header}<zeebe:ioMapping><zeebe:input source='{source}' target='{target}'/></zeebe:ioMapping>"
        )
    };
    let rows = [
        (
            user("<zeebe:userTask/>"),
            vec!["user_task_without_form"],
            "nothing to show",
        ),
        (
            user(&format!("<zeebe:userTask/>{rule}")),
            vec!["approval_without_form"],
            "nothing to decide on",
        ),
        (
            user(form),
            vec!["user_task_marker"],
            "a cluster would run it as a job",
        ),
        (
            user(&format!(
                "<zeebe:userTask/>{form}<zeebe:assignmentDefinition assignee='x'/>"
            )),
            vec!["extension_ignored"],
            "people are named by rules",
        ),
        (
            service(&format!("{kind}{header}{rule}")),
            vec!["rule_misplaced"],
            "machines do not approve",
        ),
        (
            service(kind),
            vec!["service_task_without_connector"],
            "calls nobody",
        ),
        (
            service(&format!("<zeebe:taskDefinition type='mail'/>{header}")),
            vec!["unknown_task_type"],
            "another worker",
        ),
        (service(header), vec!["unknown_task_type"], "no type"),
        (
            service(&mapping("=a.b", "c.d")),
            vec![],
            "fields within fields",
        ),
        (
            service(&mapping("=a &gt;&lt;", "c")),
            vec!["mapping_unreadable"],
            "not FEEL",
        ),
        (
            service(&mapping("=a", "c d")),
            vec!["mapping_target"],
            "not a name",
        ),
        (service(&mapping("plain text", "c")), vec![], "a constant"),
        (
            service(&format!(
                "{kind}{header}<zeebe:ioMapping><zeebe:output source='=a' target='b'/></zeebe:ioMapping>"
            )),
            vec![],
            "the answer is kept under another name",
        ),
        (
            service(&format!(
                "{kind}<zeebe:taskHeaders><zeebe:header key='connector' value='erp'/><zeebe:header key='path' value='=/ +'/></zeebe:taskHeaders>"
            )),
            vec!["path_unreadable"],
            "a computed path that is not FEEL",
        ),
    ];
    let elsewhere = ["not_drawn", "effect_without_approval", "no_start", "no_end"];
    for (xml, expected, why) in rows {
        let codes: Vec<_> = bpmn::lint(&read(&xml))
            .iter()
            .map(|finding| finding.code)
            .filter(|code| !elsewhere.contains(code))
            .collect();
        assert_eq!(codes, expected, "{why}");
    }
}

#[test]
fn ids_are_there_and_unique() {
    let document = read(
        "<startEvent id='s'/><endEvent id='s'/>\n<task/><sequenceFlow sourceRef='s' targetRef='s'/>",
    );
    let findings = bpmn::lint(&document);
    let count = |code| {
        findings
            .iter()
            .filter(|finding| finding.code == code)
            .count()
    };
    assert_eq!((count("duplicate_id"), count("missing_id")), (1, 2));
    let duplicate = findings
        .iter()
        .find(|finding| finding.code == "duplicate_id")
        .unwrap();
    assert!(
        duplicate.message.contains("line 4, column 1"),
        "{}",
        duplicate.message
    );
}

#[test]
fn one_process_runs() {
    let head = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'>";
    let body =
        "<startEvent id='s'/><endEvent id='e'/><sequenceFlow id='f' sourceRef='s' targetRef='e'/>";
    let rows = [
        (
            format!("<process id='a'>{body}</process>"),
            Some(("not_executable", Severity::Error)),
        ),
        (
            format!(
                "<process id='a' isExecutable='true'>{body}</process><process id='b'><task id='t'/></process>"
            ),
            Some(("process_ignored", Severity::Info)),
        ),
        (
            format!(
                "<process id='a' isExecutable='true'>{body}</process><process id='b' isExecutable='true'/>"
            ),
            Some(("several_executable", Severity::Error)),
        ),
        (
            format!("<process id='a' isExecutable='true'>{body}</process>"),
            None,
        ),
    ];
    let codes = ["not_executable", "process_ignored", "several_executable"];
    for (content, expected) in rows {
        let text = format!("{head}{content}</definitions>");
        let document = bpmn::parse(text.as_bytes(), &bpmn::Limits::V1).unwrap();
        let findings = bpmn::lint(&document);
        let one = findings
            .iter()
            .find(|finding| codes.contains(&finding.code));
        assert_eq!(
            one.map(|finding| (finding.code, finding.severity)),
            expected
        );
        let inside = findings.iter().any(|finding| finding.element == "t");
        assert!(!inside, "what does not run is not judged");
    }
}

#[test]
fn what_is_not_drawn_is_reported() {
    let findings = bpmn::lint(&process("start s\nend e\ns > e"));
    let elements: Vec<_> = findings
        .iter()
        .filter(|finding| finding.code == "not_drawn")
        .map(|finding| finding.element.as_str())
        .collect();
    assert_eq!(elements, ["s", "e", "s_e"]);
    assert!(
        bpmn::lint::is_executable(&findings),
        "a warning does not stop it"
    );
}

#[test]
fn flows_stay_within_their_sub_process() {
    let document = read(
        "<subProcess id='sub'><task id='inner'/></subProcess><task id='outer'/>\
         <sequenceFlow id='f' sourceRef='outer' targetRef='inner'/>",
    );
    let findings = bpmn::lint(&document);
    let crossing = findings
        .iter()
        .find(|finding| finding.code == "flow_crosses_scope");
    assert_eq!(crossing.unwrap().element, "f");
}

#[test]
fn messages_are_plain_and_short() {
    let rows = [
        (
            "<adHocSubProcess id='x'/>",
            "`x` does not run here: it is an ad-hoc sub-process, whose steps have no order",
        ),
        (
            "<startEvent id='x' name='Every day'><signalEventDefinition/></startEvent>",
            "`Every day` does not run here: it is a signal, which goes to everybody who listens",
        ),
        (
            "<complexGateway id='x'/>",
            "`x` does not run here: it is a complex gateway",
        ),
        (
            "<userTask id='x'><standardLoopCharacteristics/></userTask>",
            "`x` does not run here: it is a step that repeats while a condition holds",
        ),
    ];
    for (xml, expected) in rows {
        let findings = bpmn::lint(&read(xml));
        let finding = findings
            .iter()
            .find(|finding| finding.code == "unsupported_element");
        assert_eq!(finding.unwrap().message, expected);
    }
    let long = read(&format!("<task id='x' name='{}'/>", "n".repeat(100_000)));
    assert!(
        bpmn::lint(&long)
            .iter()
            .all(|finding| finding.message.len() < 500)
    );
}
