//! Licences, sources and bans of what is shipped, by the lists of `deny.toml`, on machines without cargo-deny too.
//!
//! INVARIANT: the lists are written once, in `deny.toml`.

use super::graph::Graph;
use super::versions::SHIPPED;

/// Where crates may come from.
const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// The quoted entries of the list `key = [ .. ]` in a file written like `deny.toml`: one entry a line.
pub fn list_in<'a>(file: &'a str, section: &str, key: &str) -> Vec<&'a str> {
    let opening = format!("{key} = [");
    let header = format!("[{section}]");
    file.lines()
        .skip_while(|line| line.trim() != header)
        .skip_while(|line| line.trim() != opening)
        .skip(1)
        .take_while(|line| line.trim() != "]")
        .filter_map(|line| line.split('"').nth(1))
        .collect()
}

/// Shipped crates whose licence is missing or not allowed.
pub fn licences_not_allowed(graph: &Graph, allowed: &[&str]) -> Vec<String> {
    let shipped = graph.shipped_in(SHIPPED);
    let foreign = shipped.iter().filter(|c| c.source.is_some());
    foreign
        .filter(|c| {
            !c.licence
                .as_deref()
                .is_some_and(|licence| is_allowed(licence, allowed))
        })
        .map(|c| {
            format!(
                "`{} {}` is under {}",
                c.name,
                c.version,
                c.licence.as_deref().unwrap_or("no named licence")
            )
        })
        .collect()
}

/// Crates that come from elsewhere than crates.io or this repository.
pub fn foreign_sources(graph: &Graph) -> Vec<String> {
    let elsewhere = graph
        .crates
        .values()
        .filter_map(|c| c.source.as_deref().map(|source| (c, source)));
    elsewhere
        .filter(|(_, source)| *source != CRATES_IO)
        .map(|(c, source)| format!("`{}` comes from {source}", c.name))
        .collect()
}

/// Shipped crates that `deny.toml` bans outright (Tauri, which it bans outside the shell, has a check of its own).
pub fn banned(graph: &Graph, bans: &[&str]) -> Vec<String> {
    let shipped = graph.shipped_in(SHIPPED);
    shipped
        .iter()
        .filter(|c| c.name != "tauri" && bans.contains(&c.name.as_str()))
        .map(|c| format!("`{}` is banned", c.name))
        .collect()
}

/// Whether an SPDX expression can be met by allowed licences alone. `AND` binds closer than `OR`; `/` is an old `OR`.
pub fn is_allowed(expression: &str, allowed: &[&str]) -> bool {
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    any_of(&mut rest, allowed) == Some(true) && rest.is_empty()
}

fn any_of(rest: &mut &[&str], allowed: &[&str]) -> Option<bool> {
    let mut result = all_of(rest, allowed)?;
    while let Some(("OR", tail)) = rest.split_first().map(|(word, tail)| (*word, tail)) {
        *rest = tail;
        result |= all_of(rest, allowed)?;
    }
    Some(result)
}

fn all_of(rest: &mut &[&str], allowed: &[&str]) -> Option<bool> {
    let mut result = one(rest, allowed)?;
    while let Some(("AND", tail)) = rest.split_first().map(|(word, tail)| (*word, tail)) {
        *rest = tail;
        result &= one(rest, allowed)?;
    }
    Some(result)
}

fn one(rest: &mut &[&str], allowed: &[&str]) -> Option<bool> {
    let (word, tail) = rest.split_first()?;
    *rest = tail;
    if *word == "(" {
        let inner = any_of(rest, allowed)?;
        let (closing, tail) = rest.split_first()?;
        *rest = tail;
        return (*closing == ")").then_some(inner);
    }
    // A trailing `+` means this version or a later one.
    let mut licence = word.trim_end_matches('+').to_owned();
    if let Some(("WITH", [exception, tail @ ..])) =
        rest.split_first().map(|(word, tail)| (*word, tail))
    {
        licence = format!("{licence} WITH {exception}");
        *rest = tail;
    }
    Some(allowed.contains(&licence.as_str()))
}
