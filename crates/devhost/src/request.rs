//! Reading one HTTP request from a loopback connection, within limits.

use std::io::Read;

/// Bytes of a request's head.
const HEAD: usize = 16 * 1024;
/// Bytes of a request's body.
const BODY: usize = 64 << 20;

/// A request.
pub struct Request {
    /// `GET`, `POST`, …
    pub method: String,
    /// The path without query.
    pub path: String,
    headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
}

impl Request {
    /// A header by its lower-case name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// Reads a request; `None` when the connection ended or sent something else.
    pub fn read(stream: &mut impl Read) -> Option<Self> {
        let mut bytes = Vec::new();
        let mut chunk = [0u8; 8192];
        loop {
            let mut slots = [httparse::EMPTY_HEADER; 64];
            let mut parsed = httparse::Request::new(&mut slots);
            if let httparse::Status::Complete(head) = parsed.parse(&bytes).ok()? {
                let headers: Vec<(String, String)> = parsed
                    .headers
                    .iter()
                    .map(|header| {
                        (
                            header.name.to_ascii_lowercase(),
                            String::from_utf8_lossy(header.value).into_owned(),
                        )
                    })
                    .collect();
                let method = parsed.method?.to_owned();
                let path = parsed.path?.split(['?', '#']).next()?.to_owned();
                let request = Self {
                    method,
                    path,
                    headers,
                    body: String::new(),
                };
                return request.with_body(bytes.split_off(head), stream);
            }
            let count = stream.read(&mut chunk).ok().filter(|count| *count > 0)?;
            bytes.extend_from_slice(chunk.get(..count)?);
            if bytes.len() > HEAD + BODY {
                return None;
            }
        }
    }

    fn with_body(mut self, mut body: Vec<u8>, stream: &mut impl Read) -> Option<Self> {
        let length: usize = self
            .header("content-length")
            .map_or(Some(0), |text| text.parse().ok())?;
        if length > BODY {
            return None;
        }
        let mut chunk = [0u8; 8192];
        while body.len() < length {
            let count = stream.read(&mut chunk).ok().filter(|count| *count > 0)?;
            body.extend_from_slice(chunk.get(..count)?);
        }
        body.truncate(length);
        self.body = String::from_utf8(body).ok()?;
        Some(self)
    }
}
