//! DMN beside the compatibility kit: hit policies, graphs, imports, errors, hostile files.

mod boxed;
mod graphs;
mod hostile;
mod tables;

use std::collections::BTreeMap;

use feel::dmn::{Decided, Inputs, LinkError, Model, Models};
use feel::{Limits, Value};

const HEAD: &str = r#"<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="main" name="m">"#;

/// A model of the elements in `body`.
fn model(body: &str) -> Model {
    Model::parse(format!("{HEAD}{body}</definitions>").as_bytes()).unwrap()
}

fn link(body: &str) -> Result<Models, LinkError> {
    Models::link(model(body), [].as_slice())
}

/// What the decision `name` yields over the variables of `json`.
fn decide(body: &str, name: &str, json: &str) -> Decided {
    let inputs = Inputs::from(super::table::scope(json));
    link(body).unwrap().decide(name, &inputs, &Limits::V1)
}

/// The value, and the error's code if there is one.
fn shown(decided: &Decided) -> String {
    let code = decided.error.as_ref().map(|error| error.code());
    match code {
        None => decided.value.to_string(),
        Some(code) => {
            assert!(decided.value.is_null(), "an error stands beside a value");
            code.to_owned()
        }
    }
}

/// A decision `d` that is one literal expression.
fn literal(source: &str) -> String {
    format!("<literalExpression><text>{source}</text></literalExpression>")
}

fn nothing() -> Inputs {
    Inputs::from(BTreeMap::<String, Value>::new())
}
