//! Calls to a real server on loopback that answers well and badly.

use std::{net::TcpListener, time::Instant};

use super::*;

#[path = "../../tests/all/loopback.rs"]
mod loopback;
use loopback::{Loopback, Reply};

fn outgoing(url: String) -> Outgoing<'static> {
    Outgoing {
        url,
        method: "POST",
        body: r#"{"a":1}"#,
        token: Some("TEST-token"),
        idempotency_key: "0123456789abcdef-j_7_0".into(),
        timeout: Duration::from_secs(1),
        private_addresses: true,
    }
}

fn kind(answer: &Answer) -> String {
    match answer {
        Answer::NeverLeft(_) => "never left".into(),
        Answer::Answered { status, .. } => status.to_string(),
        Answer::Unknown(_) => "unknown".into(),
    }
}

#[test]
fn every_way_to_answer_is_known_for_what_it_is() {
    type Case = (fn() -> Reply, &'static str, &'static str);
    let cases: &[Case] = &[
        (|| Reply::Whole(200, "{}".into()), "200", "success"),
        (
            || Reply::Whole(201, String::new()),
            "201",
            "success without a body",
        ),
        (
            || Reply::Whole(404, "no".into()),
            "404",
            "refused by the other side",
        ),
        (
            || Reply::Whole(500, "no".into()),
            "500",
            "failed at the other side",
        ),
        (
            || Reply::Redirect,
            "302",
            "a redirect is an answer and is not followed",
        ),
        (|| Reply::Silence, "unknown", "no answer in time"),
        (
            || Reply::Drip,
            "unknown",
            "an answer that never ends in time",
        ),
        (|| Reply::Close, "unknown", "closed without an answer"),
        (|| Reply::Cut(200), "unknown", "half an answer of success"),
        (
            || Reply::Cut(500),
            "500",
            "a failure is known by its status",
        ),
        (
            || Reply::Whole(200, "x".repeat(1 << 20)),
            "200",
            "the largest answer",
        ),
        (
            || Reply::Whole(200, "x".repeat((1 << 20) + 1)),
            "unknown",
            "an answer of success beyond the limit",
        ),
        (
            || Reply::Whole(400, "x".repeat(3 << 20)),
            "400",
            "a failure beyond the limit is still a failure",
        ),
        (
            || Reply::Raw(b"SSH-2.0-OpenSSH\r\n".to_vec()),
            "unknown",
            "not HTTP",
        ),
        (
            || Reply::Raw(vec![b'a'; 200_000]),
            "unknown",
            "a header without end",
        ),
    ];
    for (reply, wanted, why) in cases {
        let server = Loopback::start(move |_| reply());
        let begun = Instant::now();
        let answer = send(&outgoing(format!("{}/vendors", server.base())));
        assert_eq!(kind(&answer), *wanted, "{why}");
        assert_eq!(server.received().len(), 1, "{why}: called once");
        assert!(
            begun.elapsed() < Duration::from_secs(10),
            "{why}: took {:?}",
            begun.elapsed()
        );
    }
}

#[test]
fn a_call_carries_what_it_was_given_and_nothing_else() {
    let server = Loopback::always(200, r#"{"id":"V-1"}"#);
    let answer = send(&outgoing(format!("{}/vendors/7", server.base())));
    let Answer::Answered { status: 200, body } = answer else {
        panic!("answered")
    };
    assert_eq!(*body, br#"{"id":"V-1"}"#);
    let got = server.received().remove(0);
    assert_eq!(
        (got.method.as_str(), got.path.as_str(), got.body.as_str()),
        ("POST", "/vendors/7", r#"{"a":1}"#)
    );
    let names: Vec<&str> = got.headers.keys().map(String::as_str).collect();
    let wanted = [
        "accept",
        "authorization",
        "content-length",
        "content-type",
        "host",
        "idempotency-key",
        "user-agent",
    ];
    assert_eq!(names, wanted);
    assert_eq!(got.headers["authorization"], "Bearer TEST-token");
    assert_eq!(got.headers["idempotency-key"], "0123456789abcdef-j_7_0");
    assert_eq!(got.headers["user-agent"], "countersign");
    assert_eq!(got.headers["content-type"], "application/json");
}

#[test]
fn a_call_without_body_has_none() {
    for method in ["GET", "DELETE"] {
        let server = Loopback::always(200, "{}");
        let answer = send(&Outgoing {
            method,
            body: "",
            token: None,
            ..outgoing(format!("{}/x", server.base()))
        });
        assert_eq!(kind(&answer), "200");
        let got = server.received().remove(0);
        assert_eq!((got.method.as_str(), got.body.as_str()), (method, ""));
        assert!(
            !got.headers.contains_key("content-type") && !got.headers.contains_key("authorization")
        );
    }
}

#[test]
fn what_cannot_leave_is_known_not_to_have_left() {
    // A port that nobody listens on: it was free a moment ago.
    let free = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    // A server that accepts and answers no TLS handshake.
    let plain = Loopback::start(|_| Reply::Close);
    let open = Loopback::always(200, "{}");
    let rows: Vec<(Outgoing<'_>, &str)> = vec![
        (outgoing(format!("http://{free}/")), "refused connection"),
        (
            outgoing(format!("{}/", plain.base().replace("http://", "https://"))),
            "no TLS on the other side",
        ),
        (
            outgoing("http://127.0.0.1:80:90/".into()),
            "no address at all",
        ),
        (
            Outgoing {
                token: Some("a\nb"),
                ..outgoing(open.base())
            },
            "a token that is no header",
        ),
        (
            Outgoing {
                private_addresses: false,
                ..outgoing(open.base())
            },
            "plain http outside private addresses",
        ),
        (
            Outgoing {
                private_addresses: false,
                ..outgoing(open.base().replace("http://", "https://"))
            },
            "loopback without leave",
        ),
        (
            Outgoing {
                private_addresses: false,
                ..outgoing(open.base().replace("http://127.0.0.1", "https://localhost"))
            },
            "a name of loopback without leave",
        ),
        (
            outgoing("http://169.254.169.254/latest".into()),
            "metadata is never called",
        ),
        (
            outgoing("http://0.0.0.0/".into()),
            "unspecified is never called",
        ),
        (
            outgoing("http://[::ffff:169.254.169.254]/".into()),
            "metadata in another dress",
        ),
    ];
    for (call, why) in rows {
        let answer = send(&call);
        assert_eq!(kind(&answer), "never left", "{why}");
        let Answer::NeverLeft(reason) = answer else {
            panic!("never left")
        };
        assert!(
            !reason.contains("a\nb") && !reason.contains("TEST-token"),
            "{why}: {reason}"
        );
    }
    assert!(open.received().is_empty(), "nothing reached the server");
}

/// Every address of the name is checked: `localhost` has one or two, all of them loopback.
#[test]
fn names_are_called_where_their_addresses_may_be() {
    let server = Loopback::always(200, "{}");
    let answer = send(&outgoing(server.base().replace("127.0.0.1", "localhost")));
    assert_eq!(kind(&answer), "200");
}

/// A proxy of the environment would see tokens; the agent is built without one whatever the environment says.
#[test]
fn no_proxy_is_taken_from_the_environment() {
    let call = outgoing("http://127.0.0.1/".into());
    let agent = agent(&call, Departure::default());
    assert!(agent.config().proxy().is_none());
    assert_eq!(agent.config().max_redirects(), 0);
    let outside = Outgoing {
        private_addresses: false,
        ..call
    };
    assert!(
        super::agent(&outside, Departure::default())
            .config()
            .https_only()
    );
}
