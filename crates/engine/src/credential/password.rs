//! What a password must be: long, and not one of those that are tried first.
//!
//! Length is the only rule of form: 15 characters, any characters. Refused besides are repetitions, runs along the
//! alphabet or the keyboard, strings of very common words, and the person's or the workspace's own name.
//!
//! INVARIANT: an error says what is expected and never repeats the password.
//!
//! To refuse another word, add a line to `common_words.txt`, in lower case.

/// The least number of characters.
pub const SHORTEST: usize = 15;
/// The largest number of characters.
pub const LONGEST: usize = 1_024;

const COMMON: &str = include_str!("common_words.txt");
/// A person types this many runs without thinking; a drawn password of 15 characters has about 14.
const FEWEST_RUNS: usize = 5;
/// What has to be left of a password besides names and common words.
const LEAST_OWN: usize = 5;
const LONGEST_PERIOD: usize = 8;
const ROWS: [&str; 11] = [
    "1234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
    "yxcvbnm",
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "!@#$%^&*()",
];

/// Why a password is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Fewer than [`SHORTEST`] characters.
    #[error(
        "the password has {has} characters: use 15 or more, for example four words that do not belong together"
    )]
    TooShort {
        /// How many it has.
        has: usize,
    },
    /// More than [`LONGEST`] characters.
    #[error("the password has {has} characters: use 1,024 at most")]
    TooLong {
        /// How many it has.
        has: usize,
    },
    /// One short piece over and over.
    #[error("the password repeats one short piece: use words or characters that differ")]
    Repeats,
    /// Along the alphabet, the digits or the keyboard.
    #[error(
        "the password follows the alphabet or the keyboard: use words that do not belong together"
    )]
    Runs,
    /// Nothing but common words.
    #[error(
        "the password consists of words that are tried first: add words that only you would put together"
    )]
    Common,
    /// Nothing but the person's or the workspace's name.
    #[error(
        "the password consists of the person's or the workspace's name: use words that have nothing to do with them"
    )]
    Name,
}

impl PasswordError {
    /// The stable name of the error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooShort { .. } => "password_too_short",
            Self::TooLong { .. } => "password_too_long",
            Self::Repeats => "password_repeats",
            Self::Runs => "password_runs",
            Self::Common => "password_common",
            Self::Name => "password_name",
        }
    }
}

/// Checks `password`; `names` are those of the person and of the workspace.
pub fn check(password: &str, names: &[&str]) -> Result<(), PasswordError> {
    let has = password.chars().take(LONGEST + 1).count();
    if has < SHORTEST {
        return Err(PasswordError::TooShort { has });
    }
    if has > LONGEST {
        return Err(PasswordError::TooLong {
            has: password.chars().count(),
        });
    }
    let folded: Vec<char> = password.chars().flat_map(char::to_lowercase).collect();
    if (1..=LONGEST_PERIOD).any(|period| has_period(&folded, period)) {
        return Err(PasswordError::Repeats);
    }
    if runs(&folded) < FEWEST_RUNS {
        return Err(PasswordError::Runs);
    }
    let names = words_of(names);
    if consists_of(&folded, &names) {
        return Err(PasswordError::Name);
    }
    let mut words: Vec<String> = COMMON.lines().map(str::to_owned).collect();
    words.extend(names);
    if consists_of(&folded, &words) {
        Err(PasswordError::Common)
    } else {
        Ok(())
    }
}

fn has_period(folded: &[char], period: usize) -> bool {
    folded
        .iter()
        .zip(folded.iter().skip(period))
        .all(|(a, b)| a == b)
}

/// The number of stretches in which each character is the same as the one before, or its neighbour in a row.
fn runs(folded: &[char]) -> usize {
    let breaks = folded
        .iter()
        .zip(folded.iter().skip(1))
        .filter(|(a, b)| !neighbours(**a, **b));
    breaks.count() + 1
}

fn neighbours(a: char, b: char) -> bool {
    let beside = |row: &&str| {
        let (at, after) = (
            row.chars().position(|c| c == a),
            row.chars().position(|c| c == b),
        );
        matches!((at, after), (Some(x), Some(y)) if x.abs_diff(y) <= 1)
    };
    a == b || ROWS.iter().any(beside)
}

/// The words of the names from three letters on, and each name written as one word.
fn words_of(names: &[&str]) -> Vec<String> {
    let mut words = Vec::new();
    for name in names {
        let folded: String = name
            .chars()
            .take(LONGEST)
            .flat_map(char::to_lowercase)
            .collect();
        words.extend(
            folded
                .split(|c: char| !c.is_alphanumeric())
                .map(str::to_owned),
        );
        words.push(folded.chars().filter(|c| c.is_alphanumeric()).collect());
    }
    words.retain(|word| word.chars().count() >= 3);
    words
}

/// Whether `words` with figures and signs between them make up nearly everything, read as it is or with figures read as
/// the letters they look like.
fn consists_of(folded: &[char], words: &[String]) -> bool {
    let plain: String = folded.iter().collect();
    let lettered: String = folded.iter().map(|c| letter_like(*c)).collect();
    [plain, lettered].iter().any(|text| {
        let rest = without(text, words);
        rest != *text && rest.chars().filter(|c| c.is_alphabetic()).count() < LEAST_OWN
    })
}

/// `text` with every word taken out, the longest words first; a space stays where one was, so that nothing new meets.
fn without(text: &str, words: &[String]) -> String {
    let mut longest_first: Vec<&String> = words.iter().collect();
    longest_first.sort_by_key(|word| std::cmp::Reverse(word.len()));
    longest_first.iter().fold(text.to_owned(), |rest, word| {
        rest.replace(word.as_str(), " ")
    })
}

fn letter_like(c: char) -> char {
    match c {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(password: &str) -> &'static str {
        check(password, &["Ada Lovelace", "Acme Purchasing"])
            .err()
            .map_or("ok", |error| error.code())
    }

    #[test]
    fn passwords_and_why_they_are_taken_or_not() {
        for (password, expected, why) in [
            ("", "password_too_short", "nothing"),
            ("fourteen chars", "password_too_short", "14 characters"),
            (
                "fifteen charts!",
                "ok",
                "15 characters are enough, whatever they are",
            ),
            (
                "ヴァイオリンと蒸気機関車の午後に",
                "ok",
                "characters count, not bytes",
            ),
            (
                "日本語のパスワード",
                "password_too_short",
                "9 characters, though 27 bytes",
            ),
            ("aaaaaaaaaaaaaaa", "password_repeats", "one character"),
            (
                "abcabcabcabcabcab",
                "password_repeats",
                "a piece and a part of it",
            ),
            (
                "xK7!qP2mxK7!qP2m",
                "password_repeats",
                "eight characters twice",
            ),
            ("               ", "password_repeats", "spaces"),
            ("123456789012345", "password_runs", "digits upwards"),
            ("zyxwvutsrqponml", "password_runs", "the alphabet backwards"),
            (
                "QwertyuiopAsdfghjkl",
                "password_runs",
                "two rows of the keyboard",
            ),
            ("qwertzuiopyxcvbnm", "password_runs", "a german keyboard"),
            (
                "aaaaabbbbbcccccddddd",
                "password_runs",
                "long repetitions in order",
            ),
            ("password1234567", "password_common", "a word and a run"),
            (
                "P@ssw0rd-P4$$word!",
                "password_common",
                "figures for letters",
            ),
            (
                "correct horse battery staple",
                "password_common",
                "the one everybody has read of",
            ),
            (
                "iloveyou-2024-summer",
                "password_common",
                "words and a year",
            ),
            (
                "1qaz2wsx3edc4rfv5tgb",
                "ok",
                "four columns of keys are caught only as the whole pattern",
            ),
            (
                "1q2w3e4r5t6y7u8i9o0p",
                "password_common",
                "the keyboard, two rows at once",
            ),
            (
                "Ada.Lovelace.1815",
                "password_name",
                "the person's name and a year",
            ),
            (
                "acmepurchasing2026",
                "password_name",
                "the workspace's name as one word",
            ),
            ("lovelace@acme-2026", "password_name", "both names"),
            (
                "lovelace password 1",
                "password_common",
                "a name and a common word",
            ),
            (
                "lovelace teapots orbit",
                "ok",
                "a name beside other words is fine",
            ),
            ("7294 1836 5027 9481", "ok", "figures in no order"),
            (
                "marmalade trombone",
                "ok",
                "two words that do not belong together",
            ),
        ] {
            assert_eq!(code(password), expected, "`{password}`: {why}");
        }
    }

    #[test]
    fn the_longest_is_1024_characters() {
        let long: String = (0_u32..1_025)
            .map(|n| char::from_u32(0x4e00 + n * 7 % 9_000).unwrap())
            .collect();
        assert_eq!(code(&long), "password_too_long");
        let fits: String = long.chars().take(1_024).collect();
        assert_eq!(code(&fits), "ok");
    }

    #[test]
    fn short_or_empty_names_forbid_nothing() {
        assert_eq!(check("go ox to be at if by", &["Xi O", ""]), Ok(()));
    }

    #[test]
    fn an_error_says_what_is_expected_and_not_the_password() {
        for password in ["teapot", "teapotteapotteapot"] {
            let text = check(password, &[]).unwrap_err().to_string();
            assert!(text.contains("use ") && !text.contains("teapot"), "{text}");
        }
    }

    #[test]
    fn the_list_is_lower_case_and_without_empty_lines() {
        assert!(
            COMMON
                .lines()
                .all(|word| !word.is_empty() && word == word.to_lowercase())
        );
    }
}
