//! The TypeScript of the contract, made from the Rust types.
//!
//! INVARIANT: `ui/src/api/contract.ts` is exactly [`typescript`]; the test `bindings` compares them and, with
//! `UPDATE_BINDINGS=1`, writes the file.

use std::collections::BTreeMap;

use ts_rs::{Config, TS, TypeVisitor};

use crate::contract::{
    app, changes, drafts, log, people, requests, rules, shared, tasks, workflows,
};
use crate::{with_commands, with_queries};

struct Declarations<'a> {
    config: &'a Config,
    found: BTreeMap<String, String>,
}

impl TypeVisitor for Declarations<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        // Only the contract's own types have a file of their own.
        if T::output_path().is_none() {
            return;
        }
        let name = T::ident(self.config);
        if self.found.contains_key(&name) {
            return;
        }
        self.found.insert(name, T::decl(self.config));
        T::visit_dependencies(self);
    }
}

macro_rules! queries {
    ($($name:literal => $function:ident($request:ty) -> $answer:ty,)*) => {
        fn query_rows(config: &Config) -> Vec<(&'static str, String, String)> {
            vec![$(($name, <$request>::ident(config), <$answer>::ident(config)),)*]
        }
        fn visit_queries(visitor: &mut Declarations<'_>) {
            $(visitor.visit::<$request>(); visitor.visit::<$answer>();)*
        }
    };
}
macro_rules! commands {
    ($($name:literal => $function:ident($request:ty) -> $answer:ty,)*) => {
        fn command_rows(config: &Config) -> Vec<(&'static str, String, String)> {
            vec![$(($name, <$request>::ident(config), <$answer>::ident(config)),)*]
        }
        fn visit_commands(visitor: &mut Declarations<'_>) {
            $(visitor.visit::<$request>(); visitor.visit::<$answer>();)*
        }
    };
}
with_queries!(queries);
with_commands!(commands);

/// The whole file.
pub fn typescript() -> String {
    let config = Config::default();
    let mut declarations = Declarations {
        config: &config,
        found: BTreeMap::new(),
    };
    visit_queries(&mut declarations);
    visit_commands(&mut declarations);
    declarations.visit::<shared::ErrorEnvelope>();
    let mut text =
        String::from("// Made from crates/api/src/contract by `make bindings`. Do not edit.\n\n");
    for declaration in declarations.found.values() {
        text.push_str("export ");
        text.push_str(declaration);
        text.push_str("\n\n");
    }
    let rows: [(&str, Vec<_>); 2] = [
        ("Query", query_rows(&config)),
        ("Command", command_rows(&config)),
    ];
    for (kind, rows) in rows {
        let table = |part: &str, pick: fn(&(&str, String, String)) -> String| {
            let lines: Vec<_> = rows
                .iter()
                .map(|row| format!("  \"{}\": {};", row.0, pick(row)))
                .collect();
            format!(
                "export interface {kind}{part} {{\n{}\n}}\n\n",
                lines.join("\n")
            )
        };
        text.push_str(&table("Args", |row| row.1.clone()));
        text.push_str(&table("Result", |row| row.2.clone()));
    }
    text
}
