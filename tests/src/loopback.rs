//! A server on loopback that connectors of tests call: it remembers every call and answers `201` with an id.
//!
//! INVARIANT: the same idempotency key gets the same id, as a target that is declared idempotent behaves. What a target
//! that is not would have done twice is seen in [`Loopback::calls`].

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// One call that arrived whole.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Call {
    /// Its `Idempotency-Key`.
    pub key: String,
    /// Its path.
    pub path: String,
}

/// The server. It ends with the process.
#[derive(Clone, Debug)]
pub struct Loopback {
    base: String,
    calls: Arc<Mutex<Vec<Call>>>,
}

impl Loopback {
    /// Listens on a free port of 127.0.0.1.
    ///
    /// # Errors
    /// When no port or thread can be had.
    pub fn start() -> std::io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let base = format!("http://{}", listener.local_addr()?);
        let server = Self {
            base,
            calls: Arc::default(),
        };
        let calls = server.calls.clone();
        std::thread::Builder::new()
            .name("loopback".into())
            .spawn(move || {
                for stream in listener.incoming().flatten() {
                    // A caller that was killed leaves half a call: that is no call.
                    let _ = answer(stream, &calls);
                }
            })?;
        Ok(server)
    }

    /// `http://127.0.0.1:<port>`.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The calls since the last [`Self::forget`].
    #[must_use]
    pub fn calls(&self) -> Vec<Call> {
        locked(&self.calls).clone()
    }

    /// Calls by idempotency key, with how often each came.
    #[must_use]
    pub fn by_key(&self) -> BTreeMap<(String, String), usize> {
        let mut counted = BTreeMap::new();
        for Call { key, path } in self.calls() {
            *counted.entry((path, key)).or_insert(0) += 1;
        }
        counted
    }

    /// Forgets all calls.
    pub fn forget(&self) {
        locked(&self.calls).clear();
    }
}

fn locked(calls: &Mutex<Vec<Call>>) -> MutexGuard<'_, Vec<Call>> {
    calls.lock().unwrap_or_else(PoisonError::into_inner)
}

fn answer(stream: TcpStream, calls: &Mutex<Vec<Call>>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
    let (mut key, mut length) = (String::new(), 0);
    loop {
        line.clear();
        if reader.read_line(&mut line)? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        let Some((name, value)) = line.trim_end().split_once(':') else {
            break;
        };
        match name.to_ascii_lowercase().as_str() {
            "idempotency-key" => value.trim().clone_into(&mut key),
            "content-length" => length = value.trim().parse().unwrap_or(0),
            _ => {}
        }
    }
    reader.read_exact(&mut vec![0; length])?;
    // The effect takes place before the answer leaves, as in a real target.
    locked(calls).push(Call {
        key: key.clone(),
        path,
    });
    let body = format!(r#"{{"id":"id-{key}"}}"#);
    let head = "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length:";
    write!(reader.get_mut(), "{head} {}\r\n\r\n{body}", body.len())
}
