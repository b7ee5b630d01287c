//! The sample workflows: each diagram reads, runs and is drawn, and every file it names is there.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use bpmn::{Document, Limits, NodeKind, Process};
use serde_json::Value;

use crate::support::main;

const SAMPLES: [&str; 4] = [
    "access-request",
    "customer-refund",
    "employee-lifecycle",
    "vendor-onboarding",
];

fn folder(sample: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../engine/samples")
        .join(sample)
}

fn diagram(sample: &str) -> Document {
    let bytes = std::fs::read(folder(sample).join("process.bpmn")).unwrap();
    bpmn::parse(&bytes, &Limits::V1).unwrap()
}

fn json(path: &Path) -> Value {
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Ids of the files of one kind, by their names.
fn files(sample: &str, kind: &str) -> BTreeSet<String> {
    std::fs::read_dir(folder(sample).join(kind))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect()
}

fn form(sample: &str, id: &str) -> Value {
    json(&folder(sample).join("forms").join(format!("{id}.form")))
}

/// Fields of a form by key, with what matters for covering them.
fn fields(form: &Value) -> Vec<(String, Value)> {
    let components = form["components"].as_array().unwrap();
    components
        .iter()
        .filter_map(|field| Some((field.get("key")?.as_str()?.to_owned(), field.clone())))
        .collect()
}

fn keys(form: &Value) -> BTreeSet<String> {
    fields(form).into_iter().map(|(key, _)| key).collect()
}

#[test]
fn every_sample_runs_and_is_drawn() {
    for sample in SAMPLES {
        let document = diagram(sample);
        assert_eq!(
            bpmn::lint(&document),
            [],
            "{sample} has no finding, not even an info"
        );
        let process = main(&document);
        assert_eq!(process.id, sample, "scopes name the workflow by this id");
        assert!(process.name.is_some());
        assert_eq!(document.platform.as_deref(), Some("Camunda Cloud"));
        for id in process.order.iter().chain(&process.flow_order) {
            assert!(document.drawn.contains(id), "{sample}: `{id}` is not drawn");
        }
        let supported = |node: &bpmn::Node| !matches!(node.kind, NodeKind::Other(_));
        assert!(process.nodes.values().all(supported));
    }
}

#[test]
fn every_effect_comes_after_an_approval() {
    for sample in SAMPLES {
        let document = diagram(sample);
        let process = main(&document);
        let approvals = process
            .nodes
            .values()
            .filter(|node| node.is_approval())
            .map(|node| node.id.clone())
            .collect();
        let start = &process.start().unwrap().id;
        let effects = process
            .nodes
            .values()
            .filter(|n| n.kind == NodeKind::ServiceTask);
        for effect in effects {
            assert!(
                !bpmn::graph::paths_avoid(process, start, &effect.id, &approvals),
                "{sample}: `{}` can be reached unapproved",
                effect.id
            );
        }
    }
}

#[test]
fn the_files_are_those_the_diagram_names() {
    for sample in SAMPLES {
        let document = diagram(sample);
        let process = main(&document);
        let named = |of: fn(&bpmn::Node) -> Option<&str>| -> BTreeSet<String> {
            process
                .nodes
                .values()
                .filter_map(of)
                .map(str::to_owned)
                .collect()
        };
        let forms = named(|node| node.extension.form_id.as_deref());
        let rules = named(|node| node.extension.rule.as_deref());
        let connectors = named(|node| node.extension.connector());
        assert_eq!(files(sample, "forms"), forms, "{sample}");
        assert_eq!(files(sample, "rules"), rules, "{sample}");
        assert_eq!(files(sample, "connectors"), connectors, "{sample}");
        for id in &forms {
            assert_eq!(form(sample, id)["id"], **id);
        }
        for (kind, ids) in [("rules", &rules), ("connectors", &connectors)] {
            for id in ids {
                let file = json(&folder(sample).join(kind).join(format!("{id}.json")));
                assert_eq!(file["id"], **id);
                assert!(file.get("token").is_none(), "a token is never in a file");
            }
        }
    }
}

#[test]
fn calls_stay_within_the_scope_of_their_connector() {
    for sample in SAMPLES {
        let document = diagram(sample);
        let tasks = main(&document).nodes.values();
        for task in tasks.filter(|node| node.kind == NodeKind::ServiceTask) {
            let id = task.extension.connector().unwrap();
            let file = json(&folder(sample).join("connectors").join(format!("{id}.json")));
            let allowed = |list: &str, header: &str| {
                let value = Value::String(task.extension.headers[header].clone());
                file["scope"][list].as_array().unwrap().contains(&value)
            };
            assert!(
                allowed("methods", "method") && allowed("paths", "path"),
                "{sample}"
            );
            assert!(!task.extension.inputs.is_empty());
        }
    }
}

/// Names that inputs of a node read; the samples map whole fields only.
fn read_by(node: &bpmn::Node) -> BTreeSet<String> {
    let inputs = node.extension.inputs.iter();
    inputs
        .map(|(source, _)| source.strip_prefix('=').unwrap().to_owned())
        .collect()
}

#[test]
fn approvals_cover_what_later_calls_read() {
    for sample in SAMPLES {
        let document = diagram(sample);
        let process: &Process = main(&document);
        let effects = process
            .nodes
            .values()
            .filter(|n| n.kind == NodeKind::ServiceTask);
        for effect in effects {
            let approvals = process.nodes.values().filter(|node| node.is_approval());
            for approval in approvals {
                if !bpmn::graph::reachable_from(process, &approval.id).contains(&effect.id) {
                    continue;
                }
                let form = form(sample, approval.extension.form_id.as_deref().unwrap());
                assert!(
                    read_by(effect).is_subset(&keys(&form)),
                    "{sample}: `{}` does not show all that `{}` sends",
                    approval.id,
                    effect.id
                );
                for (key, field) in fields(&form) {
                    assert_eq!(
                        field["disabled"], true,
                        "{sample}: `{key}` is shown, not written"
                    );
                }
            }
        }
    }
}

#[test]
fn a_field_is_open_or_sealed_in_all_forms_alike() {
    for sample in SAMPLES {
        let document = diagram(sample);
        let process = main(&document);
        let start = process
            .start()
            .unwrap()
            .extension
            .form_id
            .as_deref()
            .unwrap();
        let first = fields(&form(sample, start));
        for id in files(sample, "forms") {
            for (key, field) in fields(&form(sample, &id)) {
                if let Some((_, original)) = first.iter().find(|(other, _)| *other == key) {
                    assert_eq!(
                        field["type"], original["type"],
                        "{sample}: `{key}` in `{id}`"
                    );
                    assert_eq!(
                        field["properties"], original["properties"],
                        "{sample}: `{key}`"
                    );
                    assert_eq!(field["values"], original["values"], "{sample}: `{key}`");
                } else {
                    assert_ne!(
                        field["disabled"], true,
                        "{sample}: nobody ever writes `{key}`"
                    );
                }
            }
        }
    }
}

/// x, y, width and height of each shape.
fn shapes(sample: &str) -> Vec<(String, [f64; 4])> {
    let text = std::fs::read_to_string(folder(sample).join("process.bpmn")).unwrap();
    let tree = roxmltree::Document::parse(&text).unwrap();
    let shapes = tree
        .descendants()
        .filter(|node| node.tag_name().name() == "BPMNShape");
    shapes
        .map(|shape| {
            let bounds = shape
                .children()
                .find(|child| child.tag_name().name() == "Bounds")
                .unwrap();
            let number = |name| bounds.attribute(name).unwrap().parse().unwrap();
            let id = shape.attribute("bpmnElement").unwrap().to_owned();
            (id, ["x", "y", "width", "height"].map(number))
        })
        .collect()
}

#[test]
fn shapes_do_not_overlap_and_read_from_left_to_right() {
    for sample in SAMPLES {
        let shapes = shapes(sample);
        for (index, (a, [ax, ay, aw, ah])) in shapes.iter().enumerate() {
            for (b, [bx, by, bw, bh]) in &shapes[index + 1..] {
                let apart = ax + aw <= *bx || bx + bw <= *ax || ay + ah <= *by || by + bh <= *ay;
                assert!(apart, "{sample}: `{a}` and `{b}` overlap");
            }
        }
        let left = |id: &str| shapes.iter().find(|(shape, _)| shape == id).unwrap().1[0];
        let document = diagram(sample);
        for flow in main(&document).flows.values() {
            assert!(
                left(&flow.source) < left(&flow.target),
                "{sample}: `{}`",
                flow.id
            );
        }
    }
}
