//! Rust source reduced to code: comments and literals blanked, test items cut.
//!
//! INVARIANT: line breaks stay, so a line of the result is the same line of the source.

/// The source with the inside of comments, strings and characters blanked.
pub fn without_text(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let length = text_length(rest, out.chars().next_back());
        if length == 0 {
            out.push(first);
            rest = rest.get(first.len_utf8()..).unwrap_or("");
            continue;
        }
        let (text, tail) = rest.split_at_checked(length).unwrap_or((rest, ""));
        out.extend(text.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        rest = tail;
    }
    out
}

/// Bytes of the comment or literal that starts here; 0 if code does.
fn text_length(rest: &str, before: Option<char>) -> usize {
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return block_comment(rest);
    }
    if rest.starts_with('"') {
        return quoted(rest, '"');
    }
    let in_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    if !in_word && (rest.starts_with("r\"") || rest.starts_with("r#")) {
        return raw_string(rest);
    }
    if rest.starts_with('\'') {
        // A character, not a lifetime: an escape, or one character and the closing quote.
        let mut after = rest.chars().skip(1);
        let (inside, closing) = (after.next(), after.next());
        if inside == Some('\\') || closing == Some('\'') {
            return quoted(rest, '\'');
        }
    }
    0
}

fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

fn raw_string(rest: &str) -> usize {
    let hashes = rest.chars().skip(1).take_while(|c| *c == '#').count();
    let opening = 1 + hashes;
    if !rest
        .get(opening..)
        .is_some_and(|tail| tail.starts_with('"'))
    {
        return 0; // a raw identifier
    }
    let closing = format!("\"{}", "#".repeat(hashes));
    let body = rest.get(opening + 1..).unwrap_or("");
    body.find(&closing)
        .map_or(rest.len(), |at| opening + 1 + at + closing.len())
}

fn block_comment(rest: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(tail) = rest.get(at..).filter(|tail| !tail.is_empty()) {
        if tail.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if tail.starts_with("*/") {
            depth -= 1;
            at += 2;
        } else {
            at += tail.chars().next().map_or(1, char::len_utf8);
        }
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

/// Code without the items under `#[cfg(test)]`, and the names of modules among them that live in files of their own.
pub fn without_tests(code: &str) -> (String, Vec<String>) {
    const MARK: &str = "#[cfg(test)]";
    let mut kept = String::with_capacity(code.len());
    let mut modules = Vec::new();
    let mut rest = code;
    while let Some((before, after)) = rest.split_once(MARK) {
        kept.push_str(before);
        let length = item_length(after);
        let (item, tail) = after.split_at_checked(length).unwrap_or((after, ""));
        if let Some(name) = item
            .trim()
            .strip_suffix(';')
            .and_then(|item| item.rsplit_once("mod "))
            .map(|(_, name)| name)
        {
            modules.push(name.trim().to_owned());
        }
        kept.extend(item.chars().filter(|c| *c == '\n'));
        rest = tail;
    }
    kept.push_str(rest);
    (kept, modules)
}

/// Bytes up to the end of an item: its first `;`, or the brace that closes its first one.
fn item_length(code: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in code.char_indices() {
        match c {
            ';' if depth == 0 => return at + 1,
            '{' => depth += 1,
            '}' if depth <= 1 => return at + 1,
            '}' => depth -= 1,
            _ => {}
        }
    }
    code.len()
}
