//! Parts of acts that the state keeps whole, as their canonical JSON inside the compact bytes.
//!
//! INVARIANT: whatever stands in an act may leave fields out or carry a tag, which compact bytes cannot read again; as
//! canonical JSON it is one text, read by the same code that read the act.

use serde::{
    Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned, de::Error as _,
    ser::Error as _,
};

pub(super) fn serialize<T: Serialize, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let json = ledger::json::to_canonical(value).map_err(S::Error::custom)?;
    std::str::from_utf8(&json)
        .map_err(S::Error::custom)?
        .serialize(serializer)
}

pub(super) fn deserialize<'de, T: DeserializeOwned, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let text = String::deserialize(deserializer)?;
    serde_json::from_str(&text).map_err(D::Error::custom)
}
