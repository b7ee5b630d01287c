//! Small diagrams for tests.

use bpmn::{Document, Limits, Process};

/// A file with one executable process of the given content, nothing drawn.
pub fn file(content: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d">
<process id="p" isExecutable="true">
{content}
</process>
</definitions>"#
    )
}

pub fn read(content: &str) -> Document {
    bpmn::parse(file(content).as_bytes(), &Limits::V1).unwrap()
}

const TIMER: &str =
    "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>";

/// A process of nodes and flows in short form: `start s`, `user a`, `s > a`, `g > a ? =x > 1`. What stands
/// between `sub p` and `}` lies in the sub-process `p`.
pub fn process(lines: &str) -> Document {
    read(&xml(lines))
}

/// The elements of a process in short form.
pub fn xml(lines: &str) -> String {
    let lines = lines.lines().map(str::trim);
    lines.filter(|line| !line.is_empty()).map(element).collect()
}

pub fn main(document: &Document) -> &Process {
    document.main().unwrap()
}

fn element(line: &str) -> String {
    if let Some((source, rest)) = line.split_once(" > ").filter(|(s, _)| !s.contains(' ')) {
        let (target, condition) = rest.split_once(" ? ").unwrap_or((rest, ""));
        let condition = if condition.is_empty() {
            String::new()
        } else {
            let text = condition.replace('&', "&amp;").replace('<', "&lt;");
            format!("<conditionExpression>{text}</conditionExpression>")
        };
        return format!(
            "<sequenceFlow id=\"{source}_{target}\" sourceRef=\"{source}\" targetRef=\"{target}\">{condition}</sequenceFlow>\n"
        );
    }
    if line == "}" {
        return "</subProcess>\n".to_owned();
    }
    let (word, rest) = line.split_once(' ').unwrap();
    let (id, attributes) = rest.split_once(' ').unwrap_or((rest, ""));
    let (name, inside) = match word {
        "start" => (
            "startEvent",
            extension("<zeebe:formDefinition formId=\"f\"/>"),
        ),
        "end" => ("endEvent", String::new()),
        "user" => (
            "userTask",
            extension("<zeebe:userTask/><zeebe:formDefinition formId=\"f\"/>"),
        ),
        "approval" => (
            "userTask",
            extension(
                "<zeebe:userTask/><zeebe:formDefinition formId=\"f\"/><zeebe:properties><zeebe:property name=\"countersign.rule\" value=\"r\"/></zeebe:properties>",
            ),
        ),
        "call" => (
            "serviceTask",
            extension(
                "<zeebe:taskDefinition type=\"countersign.connector\"/><zeebe:taskHeaders><zeebe:header key=\"connector\" value=\"erp\"/></zeebe:taskHeaders>",
            ),
        ),
        "choice" => ("exclusiveGateway", String::new()),
        "both" => ("parallelGateway", String::new()),
        "some" => ("inclusiveGateway", String::new()),
        "first" => ("eventBasedGateway", String::new()),
        "wait" => ("intermediateCatchEvent", TIMER.to_owned()),
        "late" => ("boundaryEvent", TIMER.to_owned()),
        "stop" => ("endEvent", "<terminateEventDefinition/>".to_owned()),
        "sub" => return format!("<subProcess id=\"{id}\" {attributes}>\n"),
        other => (other, String::new()),
    };
    format!("<{name} id=\"{id}\" {attributes}>{inside}</{name}>\n")
}

/// Codes and elements of what is found; the test diagrams are not drawn, which is another test.
pub fn found(findings: &[bpmn::Finding]) -> Vec<(&'static str, &str)> {
    findings
        .iter()
        .filter(|finding| finding.code != "not_drawn")
        .map(|finding| (finding.code, finding.element.as_str()))
        .collect()
}

fn extension(inside: &str) -> String {
    format!("<extensionElements>{inside}</extensionElements>")
}
