//! The texts, shared by the window and the command line: one Fluent catalogue a language.

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};

/// The English catalogue, as the window has it.
pub const ENGLISH: &str = include_str!("../i18n/en.ftl");
/// What only the command line says, in English.
pub const ENGLISH_COMMAND_LINE: &str = include_str!("../i18n/ctl.en.ftl");
/// What only the desktop app says outside of its window, in English.
pub const ENGLISH_DESKTOP: &str = include_str!("../i18n/desktop.en.ftl");

/// A language's texts.
pub struct Texts(FluentBundle<FluentResource>);

impl Texts {
    /// The English texts.
    pub fn english() -> Self {
        let mut bundle = FluentBundle::new_concurrent(Vec::new());
        bundle.set_use_isolating(false);
        for source in [ENGLISH, ENGLISH_COMMAND_LINE, ENGLISH_DESKTOP] {
            let resource =
                FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _)| resource);
            // A message that stands twice keeps its first text; a test finds it.
            let _ = bundle.add_resource(resource);
        }
        Self(bundle)
    }

    /// The text of a message; `None` if the catalogue has none.
    pub fn get<'a>(
        &self,
        id: &str,
        args: impl IntoIterator<Item = (&'a str, String)>,
    ) -> Option<String> {
        let pattern = self.0.get_message(id)?.value()?;
        let mut fluent = FluentArgs::new();
        for (key, value) in args {
            fluent.set(key.to_owned(), value);
        }
        let mut errors = Vec::new();
        Some(
            self.0
                .format_pattern(pattern, Some(&fluent), &mut errors)
                .into_owned(),
        )
    }

    /// The sentence for an error code; dots stand as hyphens in its id.
    pub fn error<'a>(
        &self,
        code: &str,
        args: impl IntoIterator<Item = (&'a str, String)>,
    ) -> Option<String> {
        self.get(&format!("error-{}", code.replace('.', "-")), args)
    }
}
