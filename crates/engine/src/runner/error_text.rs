//! What the other side or the network said about a failed call, fit to be kept.
//!
//! INVARIANT: it contains neither the token nor a sealed value that was sent, in the clear, as JSON writes it, or
//! percent-encoded. It is short and one line. (It is sealed besides.)

use std::fmt::Write as _;

/// Characters that are kept.
const CHARS: usize = 2_000;
const GAP: &str = "[…]";

/// The text of a failure, without secrets.
pub(super) fn error_text<'a>(said: &str, secrets: impl Iterator<Item = &'a str>) -> String {
    let mut forms: Vec<String> = secrets
        .flat_map(forms)
        .filter(|form| !form.is_empty())
        .collect();
    // The longest first, so that no secret is left in halves because a shorter one is a part of it.
    forms.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    forms.dedup();
    let mut kept = String::new();
    let mut count = 0;
    let mut rest = said;
    while let Some(first) = rest.chars().next().filter(|_| count < CHARS) {
        match forms
            .iter()
            .find_map(|form| rest.strip_prefix(form.as_str()))
        {
            Some(after) => {
                kept.push_str(GAP);
                rest = after;
            }
            None => {
                kept.push(if first.is_control() { ' ' } else { first });
                rest = rest.strip_prefix(first).unwrap_or_default();
            }
        }
        count += 1;
    }
    kept.trim().to_owned()
}

/// A secret as it may come back.
fn forms(secret: &str) -> [String; 5] {
    let json = serde_json::to_string(secret).unwrap_or_default();
    let json = json
        .trim_start_matches('"')
        .strip_suffix('"')
        .unwrap_or_default()
        .to_owned();
    let ascii = json.chars().fold(String::new(), |mut out, c| {
        if c.is_ascii() {
            out.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing into memory cannot fail.
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
        out
    });
    let percent = secret.bytes().fold(String::new(), |mut out, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte))
            }
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
        out
    });
    [
        secret.to_owned(),
        secret.trim().to_owned(),
        json,
        ascii,
        percent,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(said: &str, secrets: &[&str]) -> String {
        error_text(said, secrets.iter().copied())
    }

    #[test]
    fn secrets_are_taken_out_in_every_form() {
        let rows: &[(&str, &[&str], &str, &str)] = &[
            (
                "no such vendor",
                &["TOKEN"],
                "no such vendor",
                "nothing to hide",
            ),
            ("bad token TOKEN!", &["TOKEN"], "bad token […]!", "a token"),
            ("TOKENTOKEN", &["TOKEN"], "[…][…]", "twice"),
            (
                "iban DE89 is wrong",
                &["DE8", "DE89"],
                "iban […] is wrong",
                "the longer one first",
            ),
            (
                r#"{"name":"a\"b"}"#,
                &["a\"b"],
                r#"{"name":"[…]"}"#,
                "as JSON writes it",
            ),
            (
                r#"{"name":"J\u00fcrgen"}"#,
                &["Jürgen"],
                r#"{"name":"[…]"}"#,
                "as ASCII JSON writes it",
            ),
            ("?q=a%20b%26c", &["a b&c"], "?q=[…]", "percent-encoded"),
            ("name: Jo", &[" Jo "], "name: […]", "without its blanks"),
            (
                "a\r\nb\u{1b}[31m",
                &[""],
                "a  b [31m",
                "one line, no escape codes",
            ),
        ];
        for (said, secrets, wanted, why) in rows {
            assert_eq!(text(said, secrets), *wanted, "{why}");
        }
    }

    #[test]
    fn a_secret_at_the_end_of_what_is_kept_is_not_cut_in_two() {
        for at in CHARS - 12..CHARS + 2 {
            let kept = text(
                &format!("{}SECRETSECRET tail", "x".repeat(at)),
                &["SECRETSECRET"],
            );
            assert!(!kept.contains('S'), "{at}: {kept}");
            assert!(kept.chars().count() <= CHARS + GAP.chars().count());
        }
    }

    #[test]
    fn only_so_much_is_kept() {
        assert_eq!(text(&"ü".repeat(1 << 20), &["x"]).chars().count(), CHARS);
    }
}
