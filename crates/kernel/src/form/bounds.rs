//! What a form demands of a value besides its kind: lengths, bounds, digits, a pattern.
//!
//! INVARIANT: one rule for open and sealed values, and the one that form pages follow: a demand on text says nothing
//! about text that is empty, and a mandatory checkbox must be ticked, a mandatory list must name something.
//!
//! New demand: a member of [`Validate`], its check in the function of its kind, a row in the tests of `form`.

use serde::Deserialize;

use super::pattern::Pattern;

/// `validate` of a component.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Validate {
    pub(super) required: bool,
    min_length: Option<u32>,
    max_length: Option<u32>,
    min: Option<Bound>,
    max: Option<Bound>,
    pub(super) pattern: Option<String>,
}

/// A bound as the form file writes it: a JSON number, or text with a decimal.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(try_from = "serde_json::Value")]
struct Bound(feel::Number);

impl TryFrom<serde_json::Value> for Bound {
    type Error = String;

    fn try_from(value: serde_json::Value) -> Result<Self, String> {
        let text = match &value {
            serde_json::Value::Number(number) => number.to_string(),
            serde_json::Value::String(text) => text.clone(),
            _ => String::new(),
        };
        text.parse()
            .map(Self)
            .map_err(|_| format!("`{value}` is not a number"))
    }
}

/// The demands on a field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Bounds {
    validate: Validate,
    /// Digits after the point.
    digits: Option<u32>,
    pattern: Option<Pattern>,
}

impl Bounds {
    /// Reads them. The error says why the pattern cannot be used.
    pub(super) fn read(validate: Validate, digits: Option<u32>) -> Result<Self, String> {
        let source = validate.pattern.as_deref().filter(|text| !text.is_empty());
        Ok(Self {
            pattern: source.map(Pattern::parse).transpose()?,
            digits,
            validate,
        })
    }

    /// Whether it counts among the patterns of its form.
    pub(super) fn has_pattern(&self) -> bool {
        self.pattern.is_some()
    }

    pub(super) fn text(&self, text: &str) -> Result<(), String> {
        let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        match (self.validate.min_length, self.validate.max_length) {
            (Some(min), _) if length < min => Err(format!("at least {min} characters")),
            (_, Some(max)) if length > max => Err(format!("at most {max} characters")),
            _ if self.validate.required && text.is_empty() => Err("some text".into()),
            _ => self.fits(text),
        }
    }

    fn fits(&self, text: &str) -> Result<(), String> {
        match &self.pattern {
            Some(pattern) if !text.is_empty() && !pattern.fits(text) => {
                Err(format!("text of the form {}", pattern.source()))
            }
            _ => Ok(()),
        }
    }

    pub(super) fn number(&self, text: &str) -> Result<(), String> {
        let number: feel::Number = text
            .parse()
            .map_err(|_| "a number such as 1250.00".to_owned())?;
        match (&self.validate.min, &self.validate.max) {
            (Some(min), _) if number < min.0 => Err(format!("at least {}", min.0)),
            (_, Some(max)) if number > max.0 => Err(format!("at most {}", max.0)),
            _ => self.precise(number),
        }
    }

    /// By value, as pages count: `1.50` has one digit.
    fn precise(&self, number: feel::Number) -> Result<(), String> {
        let Some(digits) = self.digits else {
            return Ok(());
        };
        let scale = i32::try_from(digits).unwrap_or(i32::MAX);
        match number.round(scale, feel::Rounding::Floor) {
            Ok(rounded) if rounded == number => Ok(()),
            _ if digits == 0 => Err("a whole number".into()),
            _ => Err(format!("at most {digits} digits after the point")),
        }
    }

    pub(super) fn ticked(&self, value: bool) -> Result<(), String> {
        if self.validate.required && !value {
            Err("ticked".into())
        } else {
            Ok(())
        }
    }

    pub(super) fn chosen(&self, items: &[String]) -> Result<(), String> {
        if self.validate.required && items.is_empty() {
            Err("at least one of the values".into())
        } else {
            Ok(())
        }
    }
}
