//! Values of a form: `name=value` arguments and JSON files, typed as the form has them.
//!
//! INVARIANT: the kernel decides what fits a field; here text only becomes the JSON type that the field's kind has.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use api::contract::{shared::Plain, tasks::FieldView};
use clap::Args;

use crate::{Failure, place};

/// Bytes of a file of values.
const LIMIT: u64 = 1 << 20;

/// Values as they are given.
#[derive(Debug, Args)]
pub(crate) struct FieldArgs {
    /// A value; may be repeated. Several choices are separated by commas, a checkbox is `true` or `false`
    #[arg(long = "field", value_name = "NAME=VALUE")]
    pub pairs: Vec<String>,
    /// A JSON object of values; `--field` wins over it
    #[arg(long, value_name = "FILE.json")]
    pub fields: Option<PathBuf>,
}

impl FieldArgs {
    /// The values by path.
    pub fn read(&self, form: &[FieldView]) -> Result<BTreeMap<String, Plain>, Failure> {
        let kinds: BTreeMap<&str, &str> = form
            .iter()
            .map(|field| (field.path.as_str(), field.kind.as_str()))
            .collect();
        let kind = |path: &str| kinds.get(path).copied().unwrap_or("text");
        let mut values = BTreeMap::new();
        if let Some(path) = &self.fields {
            for (name, value) in file(path)? {
                let value = match (kind(&name), value) {
                    ("number", Plain::Integer(number)) => Plain::Text(number.to_string()),
                    (_, value) => value,
                };
                values.insert(name, value);
            }
        }
        for pair in &self.pairs {
            let (name, text) = pair
                .split_once('=')
                .ok_or_else(|| Failure::NotAField(pair.clone()))?;
            values.insert(name.to_owned(), typed(name, kind(name), text)?);
        }
        Ok(values)
    }
}

fn file(path: &Path) -> Result<BTreeMap<String, Plain>, Failure> {
    let text = place::text(path, LIMIT)?;
    serde_json::from_str(&text).map_err(|error| {
        let wanted = "a JSON object of texts, booleans, whole numbers and lists of texts; decimals are texts";
        Failure::file(path, format!("line {}: not {wanted}", error.line()))
    })
}

fn typed(path: &str, kind: &str, text: &str) -> Result<Plain, Failure> {
    Ok(match kind {
        "checkbox" => Plain::Boolean(match text {
            "true" | "yes" => true,
            "false" | "no" => false,
            _ => {
                return Err(Failure::FieldValue {
                    path: path.to_owned(),
                    wanted: "true or false",
                });
            }
        }),
        "choices" => {
            let parts = text
                .split(',')
                .map(str::trim)
                .filter(|part| !part.is_empty());
            Plain::List(parts.map(str::to_owned).collect())
        }
        _ => Plain::Text(text.to_owned()),
    })
}

/// A value as people read it.
pub(crate) fn plain_text(value: &Plain) -> String {
    match value {
        Plain::Boolean(true) => "yes".to_owned(),
        Plain::Boolean(false) => "no".to_owned(),
        Plain::Integer(number) => number.to_string(),
        Plain::Text(text) => text.clone(),
        Plain::List(texts) => texts.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(path: &str, kind: &str) -> FieldView {
        FieldView {
            path: path.into(),
            label: path.into(),
            kind: kind.into(),
            choices: Vec::new(),
            required: false,
            writable: true,
            sealed: None,
            value: None,
            commitment: None,
            changed: false,
        }
    }

    fn read(pairs: &[&str]) -> Result<BTreeMap<String, Plain>, Failure> {
        let form = [
            field("amount", "number"),
            field("urgent", "checkbox"),
            field("systems", "choices"),
        ];
        let pairs = pairs.iter().map(|pair| (*pair).to_owned()).collect();
        FieldArgs {
            pairs,
            fields: None,
        }
        .read(&form)
    }

    #[test]
    fn values_get_the_type_of_their_field() {
        let text = |text: &str| Plain::Text(text.into());
        for (pair, path, value, why) in [
            (
                "amount=120.50",
                "amount",
                text("120.50"),
                "numbers are texts: no digit is lost",
            ),
            ("urgent=true", "urgent", Plain::Boolean(true), "a checkbox"),
            (
                "urgent=no",
                "urgent",
                Plain::Boolean(false),
                "a checkbox in words",
            ),
            (
                "systems=crm, mail",
                "systems",
                Plain::List(vec!["crm".into(), "mail".into()]),
                "choices",
            ),
            ("systems=", "systems", Plain::List(Vec::new()), "no choice"),
            (
                "note=a=b",
                "note",
                text("a=b"),
                "only the first sign separates; the kernel knows whether `note` exists",
            ),
        ] {
            assert_eq!(read(&[pair]).unwrap().get(path), Some(&value), "{why}");
        }
        assert!(matches!(read(&["amount"]), Err(Failure::NotAField(_))));
        assert!(matches!(
            read(&["urgent=perhaps"]),
            Err(Failure::FieldValue { .. })
        ));
    }

    #[test]
    fn arguments_win_over_the_file() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), r#"{"amount": 7, "urgent": true}"#).unwrap();
        let args = FieldArgs {
            pairs: vec!["urgent=false".into()],
            fields: Some(file.path().to_owned()),
        };
        let values = args
            .read(&[field("amount", "number"), field("urgent", "checkbox")])
            .unwrap();
        assert_eq!(values.get("amount"), Some(&Plain::Text("7".into())));
        assert_eq!(values.get("urgent"), Some(&Plain::Boolean(false)));
        std::fs::write(file.path(), r#"{"amount": 7.5}"#).unwrap();
        let args = FieldArgs {
            pairs: Vec::new(),
            fields: Some(file.path().to_owned()),
        };
        assert!(
            matches!(args.read(&[]), Err(Failure::File { .. })),
            "a JSON decimal would lose digits"
        );
    }
}
