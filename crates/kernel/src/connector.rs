//! Connectors: where a workflow may act, as a scope the kernel can check.
//!
//! A connector is a record blob (schema in `docs/schema/connector.schema.json`) that is in force after review; a version
//! pins it by digest. Its token lies in the keyring; the log holds only the token's random name.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{id::ConnectorId, limits};

/// The kind of a connector. Mail and PostgreSQL come later.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A REST API or webhook.
    Http,
}

/// What calls are allowed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallScope {
    /// HTTP methods.
    pub methods: Vec<String>,
    /// Paths below the base; a last segment `*` stands for one segment.
    pub paths: Vec<String>,
    /// Whether loopback and private addresses may be called.
    #[serde(default)]
    pub private_addresses: bool,
}

/// Whether an output is open or sealed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Disclosure {
    /// In the clear.
    Open,
    /// Committed to.
    Sealed,
}

/// A field of the answer that becomes a field of the request.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Output {
    /// Dotted path in the JSON answer.
    pub path: String,
    /// Open or sealed.
    pub data: Disclosure,
}

/// A connector file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Connector {
    /// Its stable name.
    pub id: ConnectorId,
    /// The name people read.
    pub name: String,
    /// Its kind.
    pub kind: Kind,
    /// `http://host[:port][/path]` or `https://…`.
    pub base: String,
    /// What calls are allowed.
    pub scope: CallScope,
    /// Whether a call may be repeated under the same idempotency key without a second effect.
    pub idempotent: bool,
    /// Fields of the answer to keep.
    #[serde(default)]
    pub outputs: BTreeMap<String, Output>,
    /// Seconds an answer may take, 1 to 60.
    #[serde(default = "ten")]
    pub timeout_s: u32,
}

fn ten() -> u32 {
    10
}

/// Why a connector file is refused.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ConnectorError {
    /// Not JSON of the schema.
    #[error("the connector file does not follow the schema: {0}")]
    Shape(String),
    /// The base is no URL we call.
    #[error(
        "the base must be `https://host[:port][/path]` (or http), without user, query or fragment"
    )]
    Base,
    /// No or odd methods.
    #[error("methods are some of GET, POST, PUT, PATCH, DELETE")]
    Methods,
    /// No or odd paths.
    #[error("the path pattern `{0}` must start with `/` and have no `..`, `?`, `#` or blank")]
    Path(String),
    /// An output that cannot be kept.
    #[error("the output `{0}` is not a field path")]
    Output(String),
    /// The time limit is out of range.
    #[error("the time limit is 1 to 60 seconds")]
    Timeout,
    /// The name is empty or too long.
    #[error("the name needs 1 to {} characters", limits::NAME_CHARS)]
    Name,
}

const METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE"];

impl Connector {
    /// Reads a connector file.
    pub fn parse(bytes: &[u8]) -> Result<Self, ConnectorError> {
        if bytes.len() > limits::BLOB_BYTES {
            return Err(ConnectorError::Shape("larger than 1 MiB".into()));
        }
        let file: Self = serde_json::from_slice(bytes)
            .map_err(|error| ConnectorError::Shape(error.to_string()))?;
        split_base(&file.base).ok_or(ConnectorError::Base)?;
        let methods = &file.scope.methods;
        if methods.is_empty()
            || !methods
                .iter()
                .all(|method| METHODS.contains(&method.as_str()))
        {
            return Err(ConnectorError::Methods);
        }
        if file.scope.paths.is_empty() {
            return Err(ConnectorError::Path(String::new()));
        }
        if let Some(path) = file.scope.paths.iter().find(|path| !is_call_path(path)) {
            return Err(ConnectorError::Path(path.clone()));
        }
        if let Some(output) = file
            .outputs
            .keys()
            .find(|output| !crate::field::is_path(output))
        {
            return Err(ConnectorError::Output(output.clone()));
        }
        if !(1..=60).contains(&file.timeout_s) {
            return Err(ConnectorError::Timeout);
        }
        if file.name.is_empty() || file.name.chars().count() > limits::NAME_CHARS {
            return Err(ConnectorError::Name);
        }
        Ok(file)
    }

    /// Host and port of the base, as `job.started` names them.
    pub fn host(&self) -> &str {
        split_base(&self.base).map_or("", |(_, host, _)| host)
    }

    /// The whole path of a call below the base.
    pub fn full_path(&self, path: &str) -> String {
        let base = split_base(&self.base).map_or("", |(_, _, base)| base);
        format!("{}{path}", base.trim_end_matches('/'))
    }

    /// Whether the scope allows a call; `path` is below the base.
    pub fn allows(&self, method: &str, path: &str) -> bool {
        self.scope.methods.iter().any(|allowed| allowed == method)
            && is_call_path(path)
            && self
                .scope
                .paths
                .iter()
                .any(|pattern| matches_pattern(pattern, path))
    }
}

/// Scheme, host with port, and path of a base URL.
pub fn split_base(base: &str) -> Option<(&str, &str, &str)> {
    let (scheme, rest) = base.split_once("://")?;
    if !matches!(scheme, "http" | "https") || base.len() > 500 {
        return None;
    }
    let at = rest.find('/').unwrap_or(rest.len());
    let (host, path) = rest.split_at_checked(at)?;
    let host_fits = !host.is_empty()
        && host.bytes().all(|byte| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':' | b'[' | b']')
        });
    (host_fits && (path.is_empty() || is_call_path(path))).then_some((scheme, host, path))
}

fn is_call_path(path: &str) -> bool {
    let allowed = |byte: u8| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.' | b'~' | b'*')
    };
    path.starts_with('/')
        && path.len() <= 500
        && path.bytes().all(allowed)
        && !path.split('/').any(|part| part == "..")
}

fn matches_pattern(pattern: &str, path: &str) -> bool {
    let (mut want, mut have) = (pattern.split('/'), path.split('/'));
    loop {
        match (want.next(), have.next()) {
            (None, None) => return true,
            (Some("*"), Some(part)) if !part.is_empty() && part != "*" => {}
            (Some(a), Some(b)) if a == b => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(base: &str, methods: &str, paths: &str) -> Result<Connector, ConnectorError> {
        let json = format!(
            r#"{{"id":"erp","name":"ERP","kind":"http","base":"{base}","scope":{{"methods":{methods},"paths":{paths}}},"idempotent":false}}"#
        );
        Connector::parse(json.as_bytes())
    }

    #[test]
    fn calls_outside_the_scope_are_not_allowed() {
        let erp = file(
            "https://erp.example:8443/v1/",
            r#"["POST"]"#,
            r#"["/vendors","/vendors/*/bank"]"#,
        )
        .unwrap();
        assert_eq!(
            (erp.host(), erp.full_path("/vendors").as_str()),
            ("erp.example:8443", "/v1/vendors")
        );
        let rows = [
            ("POST", "/vendors", true, "exactly the path"),
            ("GET", "/vendors", false, "another method"),
            ("POST", "/vendors/7/bank", true, "a star is one segment"),
            (
                "POST",
                "/vendors/7/8/bank",
                false,
                "a star is not two segments",
            ),
            ("POST", "/vendors//bank", false, "a star is not nothing"),
            ("POST", "/vendors/../bank", false, "no way up"),
            ("POST", "/vendors?x=1", false, "no query"),
            ("POST", "/vendors/", false, "no other path"),
        ];
        for (method, path, allowed, why) in rows {
            assert_eq!(erp.allows(method, path), allowed, "{why}");
        }
    }

    #[test]
    fn odd_files_are_refused() {
        for base in [
            "ftp://a",
            "https://",
            "https://a?b",
            "https://user@a",
            "https://a/../b",
            "a",
        ] {
            assert_eq!(
                file(base, r#"["GET"]"#, r#"["/"]"#),
                Err(ConnectorError::Base),
                "{base}"
            );
        }
        assert_eq!(
            file("https://a", "[]", r#"["/"]"#),
            Err(ConnectorError::Methods)
        );
        assert_eq!(
            file("https://a", r#"["TRACE"]"#, r#"["/"]"#),
            Err(ConnectorError::Methods)
        );
        assert_eq!(
            file("https://a", r#"["GET"]"#, r#"["x"]"#),
            Err(ConnectorError::Path("x".into()))
        );
    }
}
