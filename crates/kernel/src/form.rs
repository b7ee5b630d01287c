//! Forms: the subset of the Camunda form schema that governed pages use (schema in `docs/schema/form.schema.json`).
//!
//! A form says which fields a page shows, their types and limits, and whether they are open or sealed
//! (`properties: {"countersign.data": "sealed", "countersign.retention": "P10Y"}`). Unknown component types are refused:
//! a page must never show less than its author meant.
//!
//! New component: add a variant to [`Kind`], its check in [`Field::accepts`], a row in the table tests, and its
//! rendering in the window. What a field demands besides its kind is in `bounds`, patterns in `pattern`.

mod bounds;
mod pattern;

use bounds::{Bounds, Validate};
use serde::{Deserialize, Serialize};

use crate::{field::Open, limits};

/// What a field holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Kind {
    /// One line of text.
    Text,
    /// Several lines.
    LongText,
    /// A decimal number, written as text.
    Number,
    /// One of the listed values.
    Choice(Vec<String>),
    /// Several of the listed values.
    Choices(Vec<String>),
    /// True or false.
    Checkbox,
    /// A date, `YYYY-MM-DD`.
    Date,
}

/// A field of a form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field {
    /// Its path.
    pub path: String,
    /// What people read.
    pub label: String,
    /// What it holds.
    pub kind: Kind,
    /// Whether it must be given.
    pub required: bool,
    /// Whether it is shown but not written.
    pub disabled: bool,
    /// Sealed, with its retention period (ISO 8601), or open.
    pub sealed: Option<String>,
    bounds: Bounds,
    labels: Vec<String>,
}

/// A form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Form {
    /// Its id, as the diagram names it.
    pub id: String,
    /// The fields in order.
    pub fields: Vec<Field>,
}

/// Why a form file is refused.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum FormError {
    /// Not JSON of the schema.
    #[error("the form file does not follow the schema: {0}")]
    Shape(String),
    /// A component type that governed forms do not have.
    #[error("the form has a component of type `{0}`, which cannot be shown")]
    Component(String),
    /// A field without a valid key.
    #[error("the field key `{0}` is not 1 to 100 letters, digits and underscores")]
    Key(String),
    /// Two fields with one key.
    #[error("the field key `{0}` stands twice")]
    Twice(String),
    /// A sealed field without a retention period, or one that cannot be read.
    #[error("the sealed field `{0}` needs a retention period such as `P10Y`")]
    Retention(String),
    /// A pattern that governed forms do not have.
    #[error("the pattern of the field `{field}` cannot be read: {reason}")]
    Pattern {
        /// Its key.
        field: String,
        /// Why.
        reason: String,
    },
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct File {
    id: String,
    components: Vec<Component>,
}

#[derive(Deserialize)]
struct Component {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    key: String,
    #[serde(default)]
    label: String,
    #[serde(default)]
    disabled: bool,
    #[serde(default, rename = "decimalDigits")]
    decimal_digits: Option<u32>,
    #[serde(default)]
    validate: Validate,
    #[serde(default)]
    values: Vec<Choice>,
    #[serde(default)]
    properties: std::collections::BTreeMap<String, String>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Choice {
    value: String,
    #[serde(default)]
    label: String,
}

impl Form {
    /// Reads a form file.
    pub fn parse(bytes: &[u8]) -> Result<Self, FormError> {
        if bytes.len() > limits::BLOB_BYTES {
            return Err(FormError::Shape("larger than 1 MiB".into()));
        }
        let file: File =
            serde_json::from_slice(bytes).map_err(|error| FormError::Shape(error.to_string()))?;
        if file.components.len() > limits::FIELDS {
            return Err(FormError::Shape(format!(
                "more than {} components",
                limits::FIELDS
            )));
        }
        let mut fields: Vec<Field> = Vec::new();
        for component in file.components {
            // Headings and rules between fields carry no data.
            if matches!(component.kind.as_str(), "text" | "separator" | "spacer") {
                continue;
            }
            let field = Field::read(component)?;
            if fields.iter().any(|other| other.path == field.path) {
                return Err(FormError::Twice(field.path));
            }
            fields.push(field);
        }
        if fields
            .iter()
            .filter(|field| field.bounds.has_pattern())
            .count()
            > limits::PATTERNS
        {
            return Err(FormError::Shape(format!(
                "more than {} patterns",
                limits::PATTERNS
            )));
        }
        Ok(Self {
            id: file.id,
            fields,
        })
    }

    /// The field with this path.
    pub fn field(&self, path: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.path == path)
    }

    /// The fields a person may write here.
    pub fn writable(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| !field.disabled)
    }
}

impl Field {
    fn read(component: Component) -> Result<Self, FormError> {
        let values = || {
            component
                .values
                .iter()
                .map(|choice| choice.value.clone())
                .collect()
        };
        let kind = match component.kind.as_str() {
            "textfield" => Kind::Text,
            "textarea" => Kind::LongText,
            "number" => Kind::Number,
            "select" | "radio" => Kind::Choice(values()),
            "checklist" | "taglist" => Kind::Choices(values()),
            "checkbox" => Kind::Checkbox,
            "datetime" => Kind::Date,
            other => return Err(FormError::Component(other.chars().take(60).collect())),
        };
        if !crate::field::is_path(&component.key) {
            return Err(FormError::Key(component.key.chars().take(120).collect()));
        }
        let property = |name: &str| component.properties.get(name).map(String::as_str);
        let sealed = match property("countersign.data") {
            None | Some("open") => None,
            Some(_) => {
                let period = property("countersign.retention").filter(|period| is_period(period));
                Some(
                    period
                        .ok_or_else(|| FormError::Retention(component.key.clone()))?
                        .to_owned(),
                )
            }
        };
        let required = component.validate.required;
        let digits = component.decimal_digits.filter(|_| kind == Kind::Number);
        let bounds =
            Bounds::read(component.validate, digits).map_err(|reason| FormError::Pattern {
                field: component.key.clone(),
                reason,
            })?;
        Ok(Self {
            label: if component.label.is_empty() {
                component.key.clone()
            } else {
                component.label
            },
            path: component.key,
            kind,
            required,
            disabled: component.disabled,
            sealed,
            bounds,
            labels: component
                .values
                .into_iter()
                .map(|choice| choice.label)
                .collect(),
        })
    }

    /// What people read for one of the listed values.
    pub fn choice_label<'a>(&'a self, value: &'a str) -> &'a str {
        let (Kind::Choice(values) | Kind::Choices(values)) = &self.kind else {
            return value;
        };
        let place = values.iter().position(|known| known == value);
        place
            .and_then(|place| self.labels.get(place))
            .filter(|label| !label.is_empty())
            .map_or(value, String::as_str)
    }

    /// Whether a value fits, before it is sealed or as it stands in the open; `Err` says what is expected.
    pub fn accepts(&self, value: &Open) -> Result<(), String> {
        match (&self.kind, value) {
            (Kind::Text | Kind::LongText, Open::Text(text)) => self.accepts_text(text),
            (Kind::Number, Open::Text(text)) => self.bounds.number(text),
            (Kind::Choice(values), Open::Text(text)) if values.contains(text) => Ok(()),
            (Kind::Choice(values), _) => Err(format!("one of {}", values.join(", "))),
            (Kind::Choices(values), Open::List(items))
                if items.iter().all(|item| values.contains(item)) =>
            {
                self.bounds.chosen(items)
            }
            (Kind::Choices(values), _) => Err(format!("some of {}", values.join(", "))),
            (Kind::Checkbox, Open::Boolean(value)) => self.bounds.ticked(*value),
            (Kind::Checkbox, _) => Err("true or false".into()),
            (Kind::Date, Open::Text(text)) if is_date(text) => Ok(()),
            (Kind::Date, _) => Err("a date such as 2026-11-22".into()),
            (Kind::Number, _) => Err("a number such as 1250.00".into()),
            (Kind::Text | Kind::LongText, _) => Err("text".into()),
        }
    }

    fn accepts_text(&self, text: &str) -> Result<(), String> {
        if self.kind == Kind::Text && text.contains('\n') {
            return Err("one line".into());
        }
        self.bounds.text(text)
    }
}

fn is_date(text: &str) -> bool {
    text.len() == 10 && crate::time::Timestamp::parse(&format!("{text}T00:00:00Z")).is_some()
}

/// An ISO 8601 period of whole years, months or days, such as `P10Y`.
fn is_period(text: &str) -> bool {
    let Some(body) = text.strip_prefix('P') else {
        return false;
    };
    let digits = body.trim_end_matches(['Y', 'M', 'D']);
    body.len() == digits.len() + 1
        && (1..=4).contains(&digits.len())
        && digits.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(components: &str) -> Result<Form, FormError> {
        Form::parse(
            format!(
                r#"{{"schemaVersion":16,"type":"default","id":"f","components":[{components}]}}"#
            )
            .as_bytes(),
        )
    }

    #[test]
    fn fields_accept_what_their_form_allows() {
        let form = form(
            r#"{"type":"textfield","key":"name","validate":{"required":true,"maxLength":5}},
               {"type":"number","key":"amount","validate":{"min":0,"max":1000.5}},
               {"type":"select","key":"country","values":[{"value":"DE","label":"Germany"}]},
               {"type":"checkbox","key":"ok"},{"type":"datetime","key":"day"},{"type":"text","text":"hello"}"#,
        )
        .unwrap();
        let text = |text: &str| Open::Text(text.into());
        let rows = [
            ("name", text("Ana"), true, "short text"),
            ("name", text(""), false, "required"),
            ("name", text("Nordwind"), false, "too long"),
            ("name", text("a\nb"), false, "two lines"),
            ("name", Open::Boolean(true), false, "another type"),
            ("amount", text("1000.50"), true, "the upper bound"),
            ("amount", text("1000.51"), false, "above it"),
            ("amount", text("-0.01"), false, "below the lower bound"),
            ("amount", text("ten"), false, "no number"),
            ("amount", Open::Integer(5), false, "numbers are text"),
            ("country", text("DE"), true, "listed"),
            ("country", text("FR"), false, "not listed"),
            ("ok", Open::Boolean(false), true, "a checkbox"),
            ("ok", text("yes"), false, "no boolean"),
            ("day", text("2026-11-22"), true, "a date"),
            ("day", text("2026-02-30"), false, "an impossible date"),
        ];
        for (path, value, fits, why) in rows {
            assert_eq!(
                form.field(path).unwrap().accepts(&value).is_ok(),
                fits,
                "{path}: {why}"
            );
        }
        assert_eq!(form.fields.len(), 5, "a heading is no field");
    }

    #[test]
    fn fields_accept_only_what_their_limits_allow() {
        let form = form(
            r#"{"type":"textfield","key":"order","validate":{"pattern":"^[A-Z]-[0-9]{4,10}$"}},
               {"type":"number","key":"amount","decimalDigits":2},{"type":"number","key":"count","decimalDigits":0},
               {"type":"checkbox","key":"read","validate":{"required":true}},
               {"type":"checklist","key":"parts","validate":{"required":true},"values":[{"value":"a"}]}"#,
        )
        .unwrap();
        let text = |text: &str| Open::Text(text.into());
        let rows = [
            ("order", text("A-10432"), true, "of the form"),
            ("order", text("10432"), false, "of another form"),
            ("order", text(""), true, "optional, so it may be empty"),
            ("amount", text("12.34"), true, "two digits"),
            ("amount", text("12.345"), false, "three digits"),
            ("amount", text("-0.005"), false, "three digits below zero"),
            (
                "amount",
                text("12.3400"),
                true,
                "the same number as with two",
            ),
            ("count", text("12"), true, "whole"),
            ("count", text("12.5"), false, "not whole"),
            ("read", Open::Boolean(true), true, "ticked"),
            (
                "read",
                Open::Boolean(false),
                false,
                "mandatory and not ticked",
            ),
            ("parts", Open::List(vec!["a".into()]), true, "one of them"),
            (
                "parts",
                Open::List(Vec::new()),
                false,
                "mandatory and empty",
            ),
        ];
        for (path, value, fits, why) in rows {
            assert_eq!(
                form.field(path).unwrap().accepts(&value).is_ok(),
                fits,
                "{path}: {why}"
            );
        }
    }

    #[test]
    fn a_pattern_that_cannot_be_read_refuses_the_form() {
        let bad = form(r#"{"type":"textfield","key":"a","validate":{"pattern":"(?=a)"}}"#);
        assert_eq!(
            bad,
            Err(FormError::Pattern {
                field: "a".into(),
                reason: "look-around and flags cannot be used".into()
            })
        );
        let none = r#"{"type":"textfield","key":"a","validate":{"pattern":""}}"#;
        assert!(form(none).is_ok(), "an empty pattern asks for nothing");
        let many: Vec<String> = (0..51)
            .map(|n| format!(r#"{{"type":"textfield","key":"f{n}","validate":{{"pattern":"a"}}}}"#))
            .collect();
        assert!(matches!(form(&many.join(",")), Err(FormError::Shape(_))));
    }

    #[test]
    fn forms_that_cannot_be_shown_are_refused() {
        assert_eq!(
            form(r#"{"type":"iframe","key":"x"}"#),
            Err(FormError::Component("iframe".into()))
        );
        assert_eq!(
            form(r#"{"type":"textfield","key":"a b"}"#),
            Err(FormError::Key("a b".into()))
        );
        let twice = r#"{"type":"textfield","key":"a"},{"type":"number","key":"a"}"#;
        assert_eq!(form(twice), Err(FormError::Twice("a".into())));
        let sealed = r#"{"type":"textfield","key":"a","properties":{"countersign.data":"sealed"}}"#;
        assert_eq!(
            form(sealed),
            Err(FormError::Retention("a".into())),
            "sealed without retention"
        );
        let odd = r#"{"type":"textfield","key":"a","properties":{"countersign.data":"secret","countersign.retention":"P1Y"}}"#;
        assert!(
            form(odd).unwrap().field("a").unwrap().sealed.is_some(),
            "an unknown class is kept sealed"
        );
        assert!(matches!(Form::parse(b"{"), Err(FormError::Shape(_))));
    }
}
