//! One HTTP call, and what is known about it afterwards.
//!
//! INVARIANT: [`Answer::NeverLeft`] is said only if no byte of the request was handed to the connection. This is not
//! read from errors but watched: [`Departure`] is the outermost part of the connection, above TLS, and notes the first
//! write. So of ureq's errors it means, by the moment they come:
//!
//! - nothing written yet, thus [`Answer::NeverLeft`]: `BadUri`, `Http` (a header that cannot be sent), `HostNotFound`,
//!   `Timeout(Resolve | Connect)` and `Timeout(Global)` before the connection stands, `Io` of connecting, `Tls` and
//!   `Rustls` (the handshake is over before the first write), `RequireHttpsOnly`, `Other` of our resolver;
//! - something may have been written, thus [`Answer::Unknown`]: every error after that, whatever its name: `Timeout`,
//!   `Io` (reset, end of file), `Protocol` (not HTTP), `LargeResponseHeader`, and errors of later versions of ureq.
//!
//! An answer with a status outside 200 to 299 is known by its status alone, however its body ends. An answer of success
//! that is cut off or larger than 1 MiB is not a full answer: [`Answer::Unknown`].
//!
//! INVARIANT: no redirect is followed, no proxy is used, nothing is retried, and no connection is shared between calls.

use std::{
    fmt,
    io::Read,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use ureq::{
    Agent, Body,
    http::{HeaderValue, Request, Response, header},
    unversioned::transport::{
        Buffers, ConnectionDetails, Connector, NextTimeout, RustlsConnector, TcpConnector,
        Transport,
    },
};
use zeroize::Zeroizing;

use super::address::CheckedResolver;

/// Bytes of an answer that are read at most.
const ANSWER_BYTES: u64 = 1 << 20;
/// Seconds that finding the host and connecting may take, each.
const CONNECT: Duration = Duration::from_secs(5);

/// A call as it leaves.
pub(super) struct Outgoing<'a> {
    /// Scheme, host and path.
    pub(super) url: String,
    /// The HTTP method.
    pub(super) method: &'a str,
    /// The JSON body; empty: none.
    pub(super) body: &'a str,
    /// The connector's token.
    pub(super) token: Option<&'a str>,
    /// The same for every attempt of a job.
    pub(super) idempotency_key: String,
    /// How long the whole call may take.
    pub(super) timeout: Duration,
    /// Whether the scope names private addresses.
    pub(super) private_addresses: bool,
}

/// What is known after a call.
pub(super) enum Answer {
    /// No byte of the request left. The reason is in technical words.
    NeverLeft(String),
    /// The other side answered.
    Answered {
        /// HTTP status.
        status: u16,
        /// The body, whole if the status is one of success.
        body: Zeroizing<Vec<u8>>,
    },
    /// The request may have taken effect; no full answer came. The reason is in technical words.
    Unknown(String),
}

/// Makes the call.
pub(super) fn send(call: &Outgoing<'_>) -> Answer {
    if !call.private_addresses && !call.url.starts_with("https://") {
        return Answer::NeverLeft("without TLS only private addresses are called".into());
    }
    let departure = Departure::default();
    let result = request(call)
        .map_err(ureq::Error::Http)
        .and_then(|request| {
            let agent = agent(call, departure.clone());
            match call.body.is_empty() {
                true => agent.run(request.map(|_| ())),
                false => agent.run(request),
            }
        });
    match result {
        Ok(response) => read(response),
        Err(error) if departure.has_left() => Answer::Unknown(error.to_string()),
        Err(error) => Answer::NeverLeft(error.to_string()),
    }
}

fn agent(call: &Outgoing<'_>, departure: Departure) -> Agent {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .https_only(!call.private_addresses)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .proxy(None)
        .user_agent("countersign")
        .timeout_resolve(Some(CONNECT))
        .timeout_connect(Some(CONNECT))
        .timeout_global(Some(call.timeout))
        .build();
    let connector =
        ().chain(TcpConnector::default())
            .chain(RustlsConnector::default())
            .chain(departure);
    Agent::with_parts(
        config,
        connector,
        CheckedResolver {
            private_addresses: call.private_addresses,
        },
    )
}

fn request<'a>(call: &Outgoing<'a>) -> Result<Request<&'a str>, ureq::http::Error> {
    let mut request = Request::builder()
        .method(call.method)
        .uri(&call.url)
        .header(header::ACCEPT, "application/json, */*;q=0.5")
        .header("Idempotency-Key", call.idempotency_key.as_str());
    if !call.body.is_empty() {
        request = request.header(header::CONTENT_TYPE, "application/json");
    }
    if let Some(token) = call.token {
        let bearer = Zeroizing::new(format!("Bearer {token}"));
        let mut bearer = HeaderValue::try_from(bearer.as_str())?;
        bearer.set_sensitive(true);
        request = request.header(header::AUTHORIZATION, bearer);
    }
    request.body(call.body)
}

fn read(response: Response<Body>) -> Answer {
    let status = response.status();
    let mut body = Zeroizing::new(Vec::new());
    let ended = response
        .into_body()
        .into_reader()
        .take(ANSWER_BYTES + 1)
        .read_to_end(&mut body);
    let limit = usize::try_from(ANSWER_BYTES).unwrap_or(usize::MAX);
    let whole = match ended {
        Err(error) => Err(format!("the answer was cut off: {error}")),
        Ok(_) if body.len() > limit => Err("the answer is larger than 1 MiB".to_owned()),
        Ok(_) => Ok(()),
    };
    match whole {
        Err(reason) if status.is_success() => Answer::Unknown(reason),
        _ => Answer::Answered {
            status: status.as_u16(),
            body,
        },
    }
}

/// The outermost part of a connection: notes that something was written.
#[derive(Clone, Default)]
struct Departure(Arc<AtomicBool>);

impl Departure {
    fn has_left(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

impl fmt::Debug for Departure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Departure").field(&self.has_left()).finish()
    }
}

impl<In: Transport> Connector<In> for Departure {
    type Out = Watched<In>;

    fn connect(
        &self,
        _: &ConnectionDetails<'_>,
        chained: Option<In>,
    ) -> Result<Option<Watched<In>>, ureq::Error> {
        Ok(chained.map(|inner| Watched {
            inner,
            departure: self.clone(),
        }))
    }
}

/// A connection whose first write is noted before it is made.
#[derive(Debug)]
struct Watched<In> {
    inner: In,
    departure: Departure,
}

impl<In: Transport> Transport for Watched<In> {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.inner.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), ureq::Error> {
        self.departure.0.store(true, Ordering::SeqCst);
        self.inner.transmit_output(amount, timeout)
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, ureq::Error> {
        self.inner.await_input(timeout)
    }

    fn is_open(&mut self) -> bool {
        self.inner.is_open()
    }

    fn is_tls(&self) -> bool {
        self.inner.is_tls()
    }
}

#[cfg(test)]
#[path = "http_tests.rs"]
mod tests;
