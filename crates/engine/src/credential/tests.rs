//! Sealing and opening a person's key, the golden record, and hostile records.

use super::*;

const TEST: Cost = Cost {
    m_kib: 8_192,
    t: 1,
    p: 1,
};
const CHEAP: Cost = Cost {
    m_kib: 64,
    t: 1,
    p: 1,
};
const SEED: [u8; 32] = [7; 32];
const DEVICE: [u8; 32] = [9; 32];
const PERSON: PersonId = PersonId(1);

fn json(record: &Credential) -> String {
    String::from_utf8(record.to_bytes()).unwrap()
}

fn made(cost: Cost) -> Credential {
    Credential::create("ws", PERSON, &SEED, "marmalade trombone", &DEVICE, cost).unwrap()
}

#[test]
fn a_seed_comes_back_with_password_and_device_and_only_then() {
    let record = made(TEST);
    assert_eq!(
        *record.open("marmalade trombone", &DEVICE, TEST).unwrap(),
        SEED
    );
    for (password, device, why) in [
        ("marmalade trombonE", DEVICE, "another password"),
        ("", DEVICE, "no password"),
        ("marmalade trombone", [8; 32], "another workstation"),
    ] {
        let error = record.open(password, &device, TEST).unwrap_err();
        assert!(error.is_wrong_password(), "{why}");
    }
}

#[test]
fn a_record_cannot_be_given_to_another_person_key_or_workspace() {
    let opens = |record: &Credential| record.open("marmalade trombone", &DEVICE, CHEAP);
    let record = made(CHEAP);
    assert!(opens(&record).is_ok());
    let workspace = Credential {
        workspace: "other".to_owned(),
        ..record.clone()
    };
    assert_eq!(
        opens(&workspace).unwrap_err(),
        CredentialError::WrongPassword
    );
    let person = Credential {
        person: PersonId(2),
        ..record.clone()
    };
    assert_eq!(opens(&person).unwrap_err(), CredentialError::WrongPassword);
    let key = Credential {
        public_key: [1; 32],
        ..record.clone()
    };
    assert_eq!(opens(&key).unwrap_err(), CredentialError::WrongPassword);
    let other = made(CHEAP);
    let nonce = Credential {
        nonce: other.nonce,
        ..record.clone()
    };
    assert_eq!(opens(&nonce).unwrap_err(), CredentialError::WrongPassword);
    assert_ne!(
        (record.argon2, record.nonce),
        (other.argon2, other.nonce),
        "nothing is used twice"
    );
}

#[test]
fn a_seed_that_is_not_the_records_is_not_handed_out() {
    let argon2 = Stretch::with_salt(CHEAP, [1; 16]);
    let public_key = [5; 32];
    let stretched = argon2.key(b"pw", CHEAP).unwrap();
    let key = wrapping_key(&stretched, &DEVICE, &purpose("ws", PERSON)).unwrap();
    for (inside, why) in [
        (&SEED[..], "another key's seed"),
        (&SEED[..31], "too short"),
    ] {
        let context = context(&purpose("ws", PERSON), &public_key);
        let Sealed { nonce, ciphertext } = seal::seal(&key, &context, inside).unwrap();
        let record = Credential {
            public_key,
            argon2,
            nonce,
            ciphertext,
            ..made(CHEAP)
        };
        assert_eq!(
            record.open("pw", &DEVICE, CHEAP).unwrap_err().code(),
            "credential_damaged",
            "{why}"
        );
    }
}

#[test]
fn cheap_and_ruinous_records_are_refused_before_the_password_is_tried() {
    let error = made(TEST)
        .open("marmalade trombone", &DEVICE, Cost::FLOOR)
        .unwrap_err();
    assert_eq!(error.code(), "cost_too_low");
    let text = json(&made(CHEAP)).replace("\"m_kib\":64", "\"m_kib\":4194305");
    let ruinous = Credential::parse(text.as_bytes()).unwrap();
    assert_eq!(
        ruinous.open("x", &DEVICE, CHEAP).unwrap_err().code(),
        "cost_too_high"
    );
    let too_low = Credential::create(
        "ws",
        PERSON,
        &SEED,
        "x",
        &DEVICE,
        Cost {
            m_kib: 4,
            t: 1,
            p: 1,
        },
    );
    assert_eq!(too_low.unwrap_err().code(), "cost_too_low");
}

#[test]
fn a_record_survives_json() {
    let record = made(CHEAP);
    assert_eq!(Credential::parse(&record.to_bytes()), Ok(record.clone()));
    assert_eq!(record.person(), PERSON);
    assert_eq!(record.cost(), CHEAP);
    assert_eq!(
        *record.public_key(),
        SigningKey::from_bytes(&SEED).verifying_key().to_bytes()
    );
}

#[test]
fn hostile_records_are_refused() {
    let good = json(&made(CHEAP));
    for (text, code, why) in [
        (String::new(), "credential_damaged", "nothing"),
        ("[".repeat(4_000), "credential_damaged", "deep nesting"),
        ("null".to_owned(), "credential_damaged", "another type"),
        (
            good.replace("\"v\":1", "\"v\":2"),
            "credential_newer",
            "a newer version",
        ),
        (
            "{\"v\":9}".to_owned(),
            "credential_newer",
            "a newer version with other fields",
        ),
        (
            good.replace("\"v\":1", "\"v\":0"),
            "credential_damaged",
            "a version that never was",
        ),
        (
            good.replace("\"v\":1", "\"v\":1,\"v\":1"),
            "credential_damaged",
            "a key twice",
        ),
        (
            good.replace("\"v\":1", "\"v\":1,\"extra\":1"),
            "credential_damaged",
            "an unknown field",
        ),
        (
            good.replace("p_0", "q_0"),
            "credential_damaged",
            "a name that is no person's",
        ),
        (
            good.replace("\"t\":1", "\"t\":-1"),
            "credential_damaged",
            "a negative number",
        ),
        (
            good.replace("\"nonce\":\"", "\"nonce\":\"AAAA"),
            "credential_damaged",
            "a nonce of 27 bytes",
        ),
        (
            good.replace("\"public_key\":\"", "\"public_key\":\"*"),
            "credential_damaged",
            "not base64",
        ),
        (
            format!("{good}{}", " ".repeat(4_096)),
            "credential_damaged",
            "too large",
        ),
    ] {
        assert_eq!(
            Credential::parse(text.as_bytes()).unwrap_err().code(),
            code,
            "{why}"
        );
    }
    for length in 0..good.len() {
        assert!(
            Credential::parse(&good.as_bytes()[..length]).is_err(),
            "cut to {length}"
        );
    }
}

/// The vector was made with another implementation (see its generator), so format and cryptography are pinned.
#[test]
fn the_golden_record_is_made_and_opened() {
    let folder =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/engine");
    let text = std::fs::read_to_string(folder.join("person-key.json")).unwrap();
    let vector: serde_json::Value = serde_json::from_str(&text).unwrap();
    let field = |name: &str| vector[name].as_str().unwrap().to_owned();
    let record = Credential::parse(vector["record"].to_string().as_bytes()).unwrap();
    let seed: [u8; 32] = unhex(&field("seed"));
    let device: [u8; 32] = unhex(&field("device_secret"));
    let (workspace, password) = (field("workspace"), field("password"));
    let opened = record.open(&password, &device, record.cost()).unwrap();
    assert_eq!(*opened, seed);
    let fresh = Fresh {
        argon2: Stretch::with_salt(record.cost(), unhex(&field("salt"))),
        nonce: unhex(&field("nonce")),
    };
    assert_eq!(
        Credential::create_with(
            &workspace,
            record.person(),
            &seed,
            &password,
            &device,
            fresh
        ),
        Ok(record)
    );
}

fn unhex<const N: usize>(text: &str) -> [u8; N] {
    let bytes: Vec<u8> = (0..text.len() / 2)
        .map(|n| u8::from_str_radix(text.get(2 * n..2 * n + 2).unwrap(), 16).unwrap())
        .collect();
    bytes.try_into().unwrap()
}

#[test]
fn an_unknown_name_takes_the_work_and_answers_like_a_wrong_password() {
    assert_eq!(spend("anything", CHEAP), CredentialError::WrongPassword);
    assert_eq!(
        spend(
            "anything",
            Cost {
                m_kib: u32::MAX,
                t: 3,
                p: 1
            }
        )
        .code(),
        "cost_too_high"
    );
}

#[test]
fn a_weak_password_has_its_own_code() {
    assert_eq!(
        check_password("short", &[]).unwrap_err().code(),
        "password_too_short"
    );
    assert_eq!(
        check_password("marmalade trombone", &["Ada", "acme"]),
        Ok(())
    );
}
