//! Answering requests: one thread a connection, one request a connection.

use std::{
    io::Write,
    net::{TcpListener, TcpStream},
    path::Path,
    sync::{Arc, Mutex, PoisonError, mpsc},
    time::Duration,
};

use api::Host;
use serde_json::{Value, json};

use crate::{files, request::Request};

/// The same policy as the desktop window, with its own origin to connect to.
const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; \
                   img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; frame-src 'none'; \
                   object-src 'none'; base-uri 'none'; form-action 'none'";
/// A connection that says nothing is closed.
const PATIENCE: Duration = Duration::from_secs(30);
/// Topics that come together are sent together.
const COALESCE: Duration = Duration::from_millis(50);

type Streams = Arc<Mutex<Vec<mpsc::Sender<Vec<&'static str>>>>>;

struct Site {
    host: Arc<Host>,
    token: String,
    authority: String,
    ui: Option<std::path::PathBuf>,
    streams: Streams,
}

/// Serves until the process ends.
pub fn serve(
    listener: &TcpListener,
    host: &Arc<Host>,
    token: &str,
    ui: Option<&Path>,
) -> Result<(), String> {
    let streams: Streams = Arc::default();
    let listening = streams.clone();
    host.on_changed(move |topics| {
        let names: Vec<&'static str> = topics.iter().map(|topic| topic.as_str()).collect();
        listening
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|stream| stream.send(names.clone()).is_ok());
    });
    let authority = listener
        .local_addr()
        .map_err(|error| error.to_string())?
        .to_string();
    let site = Arc::new(Site {
        host: host.clone(),
        token: token.to_owned(),
        authority,
        ui: ui.map(Path::to_owned),
        streams,
    });
    for stream in listener.incoming() {
        let Ok(stream) = stream else { continue };
        let site = site.clone();
        std::thread::spawn(move || {
            let _ = answer(&site, stream);
        });
    }
    Ok(())
}

fn answer(site: &Site, mut stream: TcpStream) -> std::io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let Some(request) = Request::read(&mut stream) else {
        return Ok(());
    };
    let own = format!("http://{}", site.authority);
    let foreign = request.header("host") != Some(&site.authority)
        || request.header("origin").is_some_and(|origin| origin != own);
    if foreign {
        return respond(
            &mut stream,
            403,
            "application/json",
            br#"{"code":"devhost.foreign"}"#,
        );
    }
    let known = request.header("authorization") == Some(&format!("Bearer {}", site.token));
    match (request.method.as_str(), request.path.as_str()) {
        ("POST", "/query" | "/command") | ("GET", "/changed") if !known => respond(
            &mut stream,
            401,
            "application/json",
            br#"{"code":"devhost.token"}"#,
        ),
        ("POST", path @ ("/query" | "/command")) => {
            let (status, body) = call(site, path == "/command", &request.body);
            respond(
                &mut stream,
                status,
                "application/json",
                body.to_string().as_bytes(),
            )
        }
        ("GET", "/changed") => changed(site, stream),
        ("GET", path) => match site
            .ui
            .as_deref()
            .and_then(|folder| files::file(folder, path))
        {
            Some((bytes, media)) => respond(&mut stream, 200, media, &bytes),
            None => respond(&mut stream, 404, "text/plain", b"there is no such page"),
        },
        _ => respond(&mut stream, 405, "text/plain", b"GET or POST"),
    }
}

fn call(site: &Site, command: bool, body: &str) -> (u16, Value) {
    let Ok(Value::Object(mut call)) = serde_json::from_str::<Value>(body) else {
        return (400, json!({ "code": "devhost.shape" }));
    };
    let name = call
        .get("name")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    let id = call
        .get("commandId")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    let args = call.remove("args").unwrap_or(Value::Null);
    let answer = if command {
        site.host.command(&name, args, &id)
    } else {
        site.host.query(&name, args)
    };
    match answer {
        Ok(answer) => (200, answer),
        Err(error) => (422, serde_json::to_value(error).unwrap_or_default()),
    }
}

/// An event stream: one `data:` line with the topics that changed.
fn changed(site: &Site, mut stream: TcpStream) -> std::io::Result<()> {
    let (send, topics) = mpsc::channel::<Vec<&'static str>>();
    site.streams
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(send);
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n";
    stream.write_all(head.as_bytes())?;
    loop {
        match topics.recv_timeout(PATIENCE) {
            Ok(mut names) => {
                while let Ok(more) = topics.recv_timeout(COALESCE) {
                    names.extend(more);
                }
                names.sort_unstable();
                names.dedup();
                stream.write_all(format!("data: {}\n\n", json!(names)).as_bytes())?;
            }
            Err(mpsc::RecvTimeoutError::Timeout) => stream.write_all(b": still here\n\n")?,
            Err(mpsc::RecvTimeoutError::Disconnected) => return Ok(()),
        }
        stream.flush()?;
    }
}

fn respond(stream: &mut TcpStream, status: u16, media: &str, body: &[u8]) -> std::io::Result<()> {
    let reason = if status == 200 { "OK" } else { "No" };
    let head = format!(
        "HTTP/1.1 {status} {reason}\r\nContent-Type: {media}\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\
         Content-Security-Policy: {CSP}\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(body)?;
    stream.flush()
}
