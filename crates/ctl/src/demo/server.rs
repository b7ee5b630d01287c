//! The system that the sample's connectors call: an HTTP server on loopback that creates something for every POST.
//!
//! It is what a good target is: a request under an idempotency key that it has seen before has no second effect and gets
//! the answer of the first. So calls and effects are counted apart.
//!
//! INVARIANT: it listens on loopback only, reads at most 64 KiB a request, and ends when dropped.

use std::{
    collections::BTreeMap,
    io::{self, Read as _, Write as _},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
    time::Duration,
};

/// Bytes of a request.
const REQUEST_BYTES: usize = 64 * 1024;
/// A caller that says nothing for so long is hung up on.
const PATIENCE: Duration = Duration::from_secs(5);
/// Headers of a request.
const HEADERS: usize = 64;

/// What came in.
#[derive(Debug, Default)]
struct Effects {
    calls: usize,
    /// The id that was made, by path and idempotency key.
    made: BTreeMap<(String, String), String>,
}

impl Effects {
    /// The id for this request: a new one, or that of the first time.
    fn make(&mut self, path: &str, key: Option<&str>) -> String {
        self.calls += 1;
        let next = self.made.len() + 1;
        let name = path
            .trim_matches('/')
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .take(3)
            .collect::<String>();
        let fresh = format!("{}-{next:04}", name.to_ascii_uppercase());
        // Without a key every request is an effect of its own.
        let key = key.map_or_else(|| format!("call {}", self.calls), str::to_owned);
        self.made
            .entry((path.to_owned(), key))
            .or_insert(fresh)
            .clone()
    }
}

/// A server on loopback.
pub(super) struct Server {
    address: SocketAddr,
    effects: Arc<Mutex<Effects>>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts on a free port.
    pub fn start() -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let effects = Arc::new(Mutex::new(Effects::default()));
        let stop = Arc::new(AtomicBool::new(false));
        let (mine, stopped) = (effects.clone(), stop.clone());
        let thread = std::thread::Builder::new()
            .name("demo-server".into())
            .spawn(move || {
                for stream in listener.incoming() {
                    if stopped.load(Ordering::SeqCst) {
                        return;
                    }
                    // A caller that breaks off is the caller's to report.
                    let _ = stream.and_then(|stream| serve(stream, &mine));
                }
            })?;
        Ok(Self {
            address,
            effects,
            stop,
            thread: Some(thread),
        })
    }

    /// `http://127.0.0.1:port`.
    pub fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Requests that came in, and how many of them had an effect.
    pub fn counts(&self) -> (usize, usize) {
        let effects = self.effects.lock().unwrap_or_else(PoisonError::into_inner);
        (effects.calls, effects.made.len())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        // Wakes the thread, which waits for a caller.
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// A request as far as it matters here.
struct Request {
    method: String,
    path: String,
    key: Option<String>,
}

fn serve(mut stream: TcpStream, effects: &Mutex<Effects>) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let (status, body) = match read(&mut stream)? {
        Some(request) if request.method == "POST" => {
            let mut effects = effects.lock().unwrap_or_else(PoisonError::into_inner);
            let id = effects.make(&request.path, request.key.as_deref());
            ("201 Created", serde_json::json!({"id": id}).to_string())
        }
        Some(_) => ("405 Method Not Allowed", "{}".to_owned()),
        None => ("400 Bad Request", "{}".to_owned()),
    };
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )?;
    stream.flush()
}

/// Reads one request with its body; `None` if it is none, or too large.
fn read(stream: &mut TcpStream) -> io::Result<Option<Request>> {
    let mut bytes = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let count = stream.read(&mut piece)?;
        bytes.extend_from_slice(piece.get(..count).unwrap_or_default());
        if count == 0 || bytes.len() > REQUEST_BYTES {
            return Ok(None);
        }
        let mut headers = [httparse::EMPTY_HEADER; HEADERS];
        let mut parsed = httparse::Request::new(&mut headers);
        let head = match parsed.parse(&bytes) {
            Ok(httparse::Status::Complete(head)) => head,
            Ok(httparse::Status::Partial) => continue,
            Err(_) => return Ok(None),
        };
        let header = |name: &str| {
            let found = parsed
                .headers
                .iter()
                .find(|header| header.name.eq_ignore_ascii_case(name));
            found
                .and_then(|header| std::str::from_utf8(header.value).ok())
                .map(str::to_owned)
        };
        let length = match header("content-length").map(|text| text.trim().parse::<usize>()) {
            None => 0,
            Some(Ok(length)) if length <= REQUEST_BYTES => length,
            Some(_) => return Ok(None),
        };
        if bytes.len() < head + length {
            continue;
        }
        return Ok(Some(Request {
            method: parsed.method.unwrap_or_default().to_owned(),
            path: parsed.path.unwrap_or_default().to_owned(),
            key: header("idempotency-key"),
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(server: &Server, request: &str) -> String {
        let mut stream = TcpStream::connect(server.address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    fn post(key: &str) -> String {
        format!(
            "POST /vendors HTTP/1.1\r\nHost: x\r\nIdempotency-Key: {key}\r\nContent-Length: 2\r\n\r\n{{}}"
        )
    }

    #[test]
    fn a_repeated_key_has_no_second_effect() {
        let server = Server::start().unwrap();
        let first = ask(&server, &post("a"));
        assert!(
            first.starts_with("HTTP/1.1 201") && first.ends_with(r#"{"id":"VEN-0001"}"#),
            "{first}"
        );
        assert_eq!(ask(&server, &post("a")), first);
        assert!(ask(&server, &post("b")).ends_with(r#"{"id":"VEN-0002"}"#));
        assert_eq!(server.counts(), (3, 2));
    }

    #[test]
    fn what_is_no_request_has_no_effect() {
        let server = Server::start().unwrap();
        for (request, status) in [
            ("GET /vendors HTTP/1.1\r\nHost: x\r\n\r\n", "405"),
            ("nonsense\u{1}\r\n\r\n", "400"),
            (
                "POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "400",
            ),
            ("POST / HTTP/1.1\r\nContent-Length: 70000\r\n\r\n", "400"),
        ] {
            let answer = ask(&server, request);
            assert!(
                answer.starts_with(&format!("HTTP/1.1 {status}")),
                "{request:?}: {answer}"
            );
        }
        assert_eq!(server.counts(), (0, 0));
    }
}
