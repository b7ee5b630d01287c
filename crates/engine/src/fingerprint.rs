//! A digest as eight words, for two people to compare over the telephone.
//!
//! The words stand for the first eight bytes, one word each (64 bits): enough against a mistake and against someone
//! who has an evening to search for a match, not a replacement for comparing the whole digest by machine.
//!
//! INVARIANT: the list never changes, or the words that people wrote down would stop matching.

/// How many words a fingerprint has.
pub const WORDS: usize = 8;

const LIST: &str = include_str!("fingerprint_words.txt");

/// The eight words of `digest`, in lower case with a space between them.
pub fn words(digest: &[u8; 32]) -> String {
    let spoken: Vec<&str> = digest
        .iter()
        .take(WORDS)
        .filter_map(|byte| word(*byte))
        .collect();
    spoken.join(" ")
}

fn word(byte: u8) -> Option<&'static str> {
    LIST.lines().nth(usize::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_list_has_256_distinct_short_words() {
        let list: Vec<&str> = LIST.lines().collect();
        assert_eq!(list.len(), 256);
        assert_eq!(list.iter().collect::<BTreeSet<_>>().len(), 256);
        for word in &list {
            assert!((3..=7).contains(&word.len()), "{word}");
            assert!(word.bytes().all(|b| b.is_ascii_lowercase()), "{word}");
            let begins = list.iter().filter(|other| other.starts_with(word)).count();
            assert_eq!(
                begins, 1,
                "`{word}` begins another word: half-heard, they would be confused"
            );
        }
    }

    #[test]
    fn the_list_is_the_one_people_wrote_words_down_from() {
        use sha2::Digest as _;
        let digest = sha2::Sha256::digest(LIST.as_bytes());
        let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(
            hex,
            "39b1047d8f095d288c822b36aa72971c4c9413d0bcd58a398ca336ebf2848310"
        );
    }

    #[test]
    fn eight_words_name_the_first_eight_bytes() {
        let mut digest = [0_u8; 32];
        digest[1] = 255;
        assert_eq!(words(&digest), "acid zebra acid acid acid acid acid acid");
        for at in 0..WORDS {
            let mut other = digest;
            other[at] ^= 1;
            assert_ne!(words(&other), words(&digest), "byte {at} counts");
        }
    }
}
