//! Diagrams in a few words, for tests.
//!
//! Nodes: `start [FORM]`, `task ID FORM`, `approval ID RULE FORM`, `call ID METHOD PATH TARGET=EXPR …` (connector `erp`;
//! `uncovered:a,b` for the property), `xor|or ID [DEFAULT TARGET]`, `and ID`, `gate ID`, `pass ID`, `script ID RESULT EXPR`,
//! `decide ID RESULT DECISION`, `run ID WORKFLOW`, `end ID`, `kill ID`, `error ID CODE`, `raise ID CODE` (end),
//! `throw ID CODE` (escalation on the way), `wait ID date|duration|cycle TEXT`, `message ID NAME KEY`,
//! `receive ID NAME KEY`, `sub ID {` … `}`, `handler ID {` … `}`, and inside a handler `on ID [~] EVENT`.
//! `border ID HOST [~] EVENT`; `~`: it does not interrupt. EVENT: `date|duration|cycle TEXT`, `message NAME KEY`,
//! `error [CODE]`, `escalation [CODE]`.
//! More about a node: `@ID in NAME=EXPR`, `@ID out NAME=EXPR`, `@ID all|seq LIST [ITEM]`, `@ID until EXPR`,
//! `@ID collect LIST=EXPR`, `@ID property NAME=VALUE`, `@ID header NAME=VALUE`.
//! Flows: `A > B`, or `A > B ? CONDITION`.

use std::fmt::Write as _;

/// What `@` lines say about a node.
#[derive(Default)]
struct More {
    mapping: String,
    properties: String,
    headers: String,
    each: String,
    until: String,
    sequential: bool,
}

#[derive(Default)]
struct Drawing {
    body: String,
    /// Messages, errors and escalations.
    shared: String,
    open: Vec<&'static str>,
    count: usize,
}

pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

fn more(lines: &[&str], id: &str) -> More {
    let mut more = More::default();
    let own = lines.iter().filter_map(|line| {
        line.trim()
            .strip_prefix('@')?
            .strip_prefix(id)?
            .strip_prefix(' ')
    });
    for line in own {
        let (word, rest) = line.split_once(' ').unwrap();
        let pair = || {
            let (name, value) = rest.split_once('=').unwrap();
            (name, escaped(value))
        };
        match word {
            "in" | "out" => {
                let ((target, source), tag) = (pair(), format!("z:{word}put"));
                write!(
                    more.mapping,
                    r#"<{tag} source="={source}" target="{target}"/>"#
                )
                .unwrap();
            }
            "all" | "seq" => {
                let (list, item) = rest
                    .rsplit_once(' ')
                    .map_or((rest, None), |(list, item)| (list, Some(item)));
                more.sequential = word == "seq";
                write!(
                    more.each,
                    r#" inputCollection="={}""#,
                    escaped(&list.replace('~', " "))
                )
                .unwrap();
                if let Some(item) = item {
                    write!(more.each, r#" inputElement="{item}""#).unwrap();
                }
            }
            "collect" => {
                let (list, element) = pair();
                write!(
                    more.each,
                    r#" outputCollection="{list}" outputElement="={element}""#
                )
                .unwrap();
            }
            "until" => {
                more.until = format!(
                    "<b:completionCondition>={}</b:completionCondition>",
                    escaped(rest)
                )
            }
            "property" => {
                let (name, value) = pair();
                write!(
                    more.properties,
                    r#"<z:property name="{name}" value="{value}"/>"#
                )
                .unwrap();
            }
            "header" => {
                let (name, value) = pair();
                write!(more.headers, r#"<z:header key="{name}" value="{value}"/>"#).unwrap();
            }
            other => panic!("no such word: {other}"),
        }
    }
    more
}

impl Drawing {
    /// What a node holds before its own children.
    fn extension(more: &More, inner: &str) -> String {
        let wrap = |tag: &str, inside: &str| match inside {
            "" => String::new(),
            inside => format!("<z:{tag}>{inside}</z:{tag}>"),
        };
        let all = [
            inner.to_owned(),
            wrap("taskHeaders", &more.headers),
            wrap("ioMapping", &more.mapping),
            wrap("properties", &more.properties),
        ]
        .concat();
        let mut out = match all.as_str() {
            "" => String::new(),
            all => format!("<b:extensionElements>{all}</b:extensionElements>"),
        };
        if !more.each.is_empty() {
            let sequential = more.sequential;
            let (each, until) = (&more.each, &more.until);
            write!(
                out,
                r#"<b:multiInstanceLoopCharacteristics isSequential="{sequential}"><b:extensionElements><z:loopCharacteristics{each}/></b:extensionElements>{until}</b:multiInstanceLoopCharacteristics>"#
            )
            .unwrap();
        }
        out
    }

    fn add(
        &mut self,
        tag: &str,
        id: &str,
        attributes: &str,
        more: &More,
        inner: &str,
        children: &str,
    ) {
        let inside = Self::extension(more, inner) + children;
        match inside.as_str() {
            "" => write!(self.body, r#"<b:{tag} id="{id}"{attributes}/>"#),
            inside => write!(
                self.body,
                r#"<b:{tag} id="{id}"{attributes}>{inside}</b:{tag}>"#
            ),
        }
        .unwrap();
    }

    fn message(&mut self, name: &str, key: &str) -> String {
        self.count += 1;
        let id = format!("message_{}", self.count);
        let (name, key) = (escaped(name), escaped(key));
        write!(
            self.shared,
            r#"<b:message id="{id}" name="{name}"><b:extensionElements><z:subscription correlationKey="{key}"/></b:extensionElements></b:message>"#
        )
        .unwrap();
        id
    }

    fn code(&mut self, tag: &str, code: &str) -> String {
        self.count += 1;
        let id = format!("{tag}_{}", self.count);
        write!(self.shared, r#"<b:{tag} id="{id}" {tag}Code="{code}"/>"#).unwrap();
        id
    }

    /// The definition of an event.
    fn event(&mut self, words: &[&str]) -> String {
        match words {
            [kind @ ("date" | "duration" | "cycle"), text @ ..] => {
                let tag = match *kind {
                    "date" => "timeDate",
                    "duration" => "timeDuration",
                    _ => "timeCycle",
                };
                let text = escaped(&text.join(" "));
                format!(
                    "<b:timerEventDefinition><b:{tag}>{text}</b:{tag}></b:timerEventDefinition>"
                )
            }
            ["message", name, key @ ..] => {
                let id = self.message(name, &key.join(" "));
                format!(r#"<b:messageEventDefinition messageRef="{id}"/>"#)
            }
            [tag @ ("error" | "escalation")] => format!("<b:{tag}EventDefinition/>"),
            [tag @ ("error" | "escalation"), code] => {
                let id = self.code(tag, code);
                format!(r#"<b:{tag}EventDefinition {tag}Ref="{id}"/>"#)
            }
            other => panic!("no such event: {other:?}"),
        }
    }

    fn node(&mut self, words: &[&str], more: &More) {
        let form = |id: &str| format!(r#"<z:userTask/><z:formDefinition formId="{id}"/>"#);
        match words {
            ["}"] => {
                let tag = self.open.pop().unwrap();
                write!(self.body, "</b:{tag}>").unwrap();
            }
            ["sub", id, "{"] => self.inside(id, "", more),
            ["handler", id, "{"] => self.inside(id, r#" triggeredByEvent="true""#, more),
            ["on", id, "~", event @ ..] => {
                let event = self.event(event);
                self.add(
                    "startEvent",
                    id,
                    r#" isInterrupting="false""#,
                    more,
                    "",
                    &event,
                );
            }
            ["on", id, event @ ..] => {
                let event = self.event(event);
                self.add("startEvent", id, "", more, "", &event);
            }
            ["border", id, host, "~", event @ ..] => {
                let event = self.event(event);
                let attributes = format!(r#" attachedToRef="{host}" cancelActivity="false""#);
                self.add("boundaryEvent", id, &attributes, more, "", &event);
            }
            ["border", id, host, event @ ..] => {
                let event = self.event(event);
                self.add(
                    "boundaryEvent",
                    id,
                    &format!(r#" attachedToRef="{host}""#),
                    more,
                    "",
                    &event,
                );
            }
            ["start"] => self.add("startEvent", "start", "", more, "", ""),
            ["start", f] => {
                let form = format!(r#"<z:formDefinition formId="{f}"/>"#);
                self.add("startEvent", "start", "", more, &form, "");
            }
            ["begin", id] => self.add("startEvent", id, "", more, "", ""),
            ["task", id, f] => self.add("userTask", id, "", more, &form(f), ""),
            ["approval", id, rule, f] => {
                let properties = format!(
                    r#"<z:property name="countersign.rule" value="{rule}"/>{}"#,
                    more.properties
                );
                let more = More {
                    properties,
                    each: more.each.clone(),
                    until: more.until.clone(),
                    mapping: more.mapping.clone(),
                    headers: String::new(),
                    sequential: more.sequential,
                };
                self.add("userTask", id, "", &more, &form(f), "");
            }
            ["call", id, method, path, inputs @ ..] => self.call(id, method, path, inputs, more),
            [kind @ ("xor" | "or"), id, to @ ..] => {
                let tag = if *kind == "xor" {
                    "exclusiveGateway"
                } else {
                    "inclusiveGateway"
                };
                let default = to
                    .first()
                    .map_or(String::new(), |to| format!(r#" default="{id}_{to}""#));
                self.add(tag, id, &default, more, "", "");
            }
            ["and", id] => self.add("parallelGateway", id, "", more, "", ""),
            ["gate", id] => self.add("eventBasedGateway", id, "", more, "", ""),
            ["pass", id] => self.add("manualTask", id, "", more, "", ""),
            ["script", id, result, text @ ..] => {
                let text = escaped(&text.join(" "));
                let script =
                    format!(r#"<z:script expression="={text}" resultVariable="{result}"/>"#);
                self.add("scriptTask", id, "", more, &script, "");
            }
            ["decide", id, result, decision] => {
                let called = format!(
                    r#"<z:calledDecision decisionId="{decision}" resultVariable="{result}"/>"#
                );
                self.add("businessRuleTask", id, "", more, &called, "");
            }
            ["run", id, workflow, attributes @ ..] => {
                let attributes = attributes.join(" ");
                let called = format!(r#"<z:calledElement processId="{workflow}" {attributes}/>"#);
                self.add("callActivity", id, "", more, &called, "");
            }
            ["end", id] => self.add("endEvent", id, "", more, "", ""),
            ["kill", id] => self.add(
                "endEvent",
                id,
                "",
                more,
                "",
                "<b:terminateEventDefinition/>",
            ),
            ["error", id, code] => {
                let event = self.event(&["error", code]);
                self.add("endEvent", id, "", more, "", &event);
            }
            ["raise", id, code] => {
                let event = self.event(&["escalation", code]);
                self.add("endEvent", id, "", more, "", &event);
            }
            ["throw", id, code] => {
                let event = self.event(&["escalation", code]);
                self.add("intermediateThrowEvent", id, "", more, "", &event);
            }
            ["wait", id, event @ ..] => {
                let event = self.event(event);
                self.add("intermediateCatchEvent", id, "", more, "", &event);
            }
            ["message", id, name, key @ ..] => {
                let event = self.event(&[&["message", name], key].concat());
                self.add("intermediateCatchEvent", id, "", more, "", &event);
            }
            ["receive", id, name, key @ ..] => {
                let message = self.message(name, &key.join(" "));
                self.add(
                    "receiveTask",
                    id,
                    &format!(r#" messageRef="{message}""#),
                    more,
                    "",
                    "",
                );
            }
            other => panic!("no such node: {other:?}"),
        }
    }

    fn inside(&mut self, id: &str, attributes: &str, more: &More) {
        let extension = Self::extension(more, "");
        write!(
            self.body,
            r#"<b:subProcess id="{id}"{attributes}>{extension}"#
        )
        .unwrap();
        self.open.push("subProcess");
    }

    fn call(&mut self, id: &str, method: &str, path: &str, inputs: &[&str], more: &More) {
        let mut own = More {
            each: more.each.clone(),
            until: more.until.clone(),
            sequential: more.sequential,
            mapping: more.mapping.clone(),
            properties: more.properties.clone(),
            headers: String::new(),
        };
        for input in inputs {
            if let Some(names) = input.strip_prefix("uncovered:") {
                write!(
                    own.properties,
                    r#"<z:property name="countersign.uncovered" value="{names}"/>"#
                )
                .unwrap();
                continue;
            }
            let (target, source) = input.split_once('=').unwrap();
            let source = escaped(&source.replace('~', " "));
            write!(
                own.mapping,
                r#"<z:input source="{source}" target="{target}"/>"#
            )
            .unwrap();
        }
        let path = escaped(&path.replace('~', " "));
        own.headers = format!(
            r#"<z:header key="connector" value="erp"/><z:header key="method" value="{method}"/><z:header key="path" value="{path}"/>{}"#,
            more.headers
        );
        let kind = r#"<z:taskDefinition type="countersign.connector"/>"#;
        self.add("serviceTask", id, "", &own, kind, "");
    }

    fn flow(&mut self, from: &str, to: &str, condition: Option<&str>) {
        let condition = condition.map_or(String::new(), |text| {
            let text = escaped(text);
            format!("<b:conditionExpression>={text}</b:conditionExpression>")
        });
        write!(
            self.body,
            r#"<b:sequenceFlow id="{from}_{to}" sourceRef="{from}" targetRef="{to}">{condition}</b:sequenceFlow>"#
        )
        .unwrap();
    }
}

/// Draws a process.
pub fn draw(lines: &[&str]) -> String {
    let mut drawing = Drawing::default();
    for line in lines
        .iter()
        .map(|line| line.trim())
        .filter(|line| !line.starts_with('@'))
    {
        let flow = line.split(' ').nth(1) == Some(">");
        if let Some((from, rest)) = line.split_once(" > ").filter(|_| flow) {
            let (to, condition) = rest
                .split_once(" ? ")
                .map_or((rest, None), |(to, c)| (to, Some(c)));
            drawing.flow(from, to, condition);
            continue;
        }
        let words: Vec<&str> = line.split(' ').collect();
        let id = if words[0] == "start" {
            "start"
        } else {
            words.get(1).copied().unwrap_or_default()
        };
        drawing.node(&words, &more(lines, id));
    }
    let Drawing { body, shared, .. } = drawing;
    format!(
        r#"<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:z="http://camunda.org/schema/zeebe/1.0" id="definitions"><b:process id="p" isExecutable="true">{body}</b:process>{shared}</b:definitions>"#
    )
}
