//! A real HTTP server on loopback that answers as a test asks it to, also badly.

use std::{
    collections::BTreeMap,
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
    time::Duration,
};

/// A request as it came in.
#[derive(Clone, Debug)]
pub struct Received {
    pub method: String,
    pub path: String,
    /// Names in lower case.
    pub headers: BTreeMap<String, String>,
    pub body: String,
}

/// How the server answers.
pub enum Reply {
    /// A whole answer.
    Whole(u16, String),
    /// Status 302 to another path of this server.
    Redirect,
    /// Nothing until the caller gives up.
    Silence,
    /// A byte of the body at a time, without end.
    Drip,
    /// Closes without an answer.
    Close,
    /// Announces more than it sends, then closes.
    Cut(u16),
    /// These bytes as they are, then closes.
    Raw(Vec<u8>),
}

/// A server; it ends when dropped.
pub struct Loopback {
    address: SocketAddr,
    received: Arc<Mutex<Vec<Received>>>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Loopback {
    /// A server that asks `reply` for every answer.
    pub fn start(reply: impl Fn(&Received) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let received = Arc::new(Mutex::new(Vec::new()));
        let stop = Arc::new(AtomicBool::new(false));
        let (seen, stopped, reply) = (received.clone(), stop.clone(), Arc::new(reply));
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                if stopped.load(Ordering::SeqCst) {
                    return;
                }
                let (seen, reply) = (seen.clone(), reply.clone());
                std::thread::spawn(move || {
                    let _ = serve(stream.unwrap(), &seen, reply.as_ref());
                });
            }
        });
        Self {
            address,
            received,
            stop,
            thread: Some(thread),
        }
    }

    /// A server that always answers the same.
    pub fn always(status: u16, body: &str) -> Self {
        let body = body.to_owned();
        Self::start(move |_| Reply::Whole(status, body.clone()))
    }

    /// `http://127.0.0.1:port`.
    pub fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What came in so far.
    pub fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }
}

impl Drop for Loopback {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
        let _ = self.thread.take().unwrap().join();
    }
}

fn serve(
    mut stream: TcpStream,
    seen: &Mutex<Vec<Received>>,
    reply: &dyn Fn(&Received) -> Reply,
) -> std::io::Result<()> {
    let Some(request) = read_request(&mut stream)? else {
        return Ok(());
    };
    seen.lock().unwrap().push(request.clone());
    let whole = |status: u16, extra: &str, body: &str| {
        format!(
            "HTTP/1.1 {status} Answer\r\n{extra}Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        )
    };
    match reply(&request) {
        Reply::Whole(status, body) => stream.write_all(whole(status, "", &body).as_bytes()),
        Reply::Redirect => {
            stream.write_all(whole(302, "Location: /elsewhere\r\n", "moved").as_bytes())
        }
        Reply::Silence => stream.read(&mut [0; 1]).map(|_| ()),
        Reply::Close => Ok(()),
        Reply::Cut(status) => {
            write!(
                stream,
                "HTTP/1.1 {status} Answer\r\nContent-Length: 1000\r\n\r\n{{\"id\":"
            )
        }
        Reply::Raw(bytes) => stream.write_all(&bytes),
        Reply::Drip => {
            write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")?;
            loop {
                stream.write_all(b" ")?;
                std::thread::sleep(Duration::from_millis(20));
            }
        }
    }
}

fn read_request(stream: &mut TcpStream) -> std::io::Result<Option<Received>> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 16 * 1024];
    loop {
        let count = stream.read(&mut buffer)?;
        if count == 0 {
            return Ok(None);
        }
        bytes.extend_from_slice(&buffer[..count]);
        let mut headers = [httparse::EMPTY_HEADER; 32];
        let mut parsed = httparse::Request::new(&mut headers);
        let Ok(httparse::Status::Complete(at)) = parsed.parse(&bytes) else {
            continue;
        };
        let headers: BTreeMap<String, String> = parsed
            .headers
            .iter()
            .map(|header| {
                (
                    header.name.to_lowercase(),
                    String::from_utf8(header.value.to_vec()).unwrap(),
                )
            })
            .collect();
        let length = headers
            .get("content-length")
            .map_or(0, |length| length.parse().unwrap());
        if bytes.len() >= at + length {
            return Ok(Some(Received {
                method: parsed.method.unwrap().to_owned(),
                path: parsed.path.unwrap().to_owned(),
                headers: headers.clone(),
                body: String::from_utf8(bytes[at..at + length].to_vec()).unwrap(),
            }));
        }
    }
}
