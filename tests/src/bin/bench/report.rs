//! The lines of `bench.txt`.

use std::{
    fs::File,
    io::{Write, stdout},
    path::Path,
};

use crate::Failed;

/// Five fields a line: name, value, unit, reference, ratio.
pub struct Report(Option<File>);

impl Report {
    /// A new file.
    pub fn create(path: &Path) -> Result<Self, Failed> {
        Ok(Self(Some(File::create(path)?)))
    }

    /// Without a file: the lines are only shown.
    pub fn printed() -> Self {
        Self(None)
    }

    /// Writes and shows a line. `reference` is the value of the reference in the same unit.
    pub fn line(
        &mut self,
        name: &str,
        value: f64,
        unit: &str,
        reference: &str,
        of_reference: Option<f64>,
    ) -> Result<(), Failed> {
        let ratio = of_reference.map_or_else(
            || "-".to_owned(),
            |of_reference| short(value / of_reference),
        );
        let line = format!("{name} {} {unit} {reference} {ratio}\n", short(value));
        if let Some(file) = &mut self.0 {
            file.write_all(line.as_bytes())?;
        }
        stdout().lock().write_all(line.as_bytes())?;
        Ok(())
    }
}

/// Three digits or so: more would be noise.
fn short(value: f64) -> String {
    match value {
        value if value >= 100.0 => format!("{value:.0}"),
        value if value >= 10.0 => format!("{value:.1}"),
        value => format!("{value:.3}"),
    }
}

/// The one in the middle.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
