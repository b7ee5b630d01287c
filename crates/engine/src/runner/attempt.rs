//! One attempt of a call: start it in the log, make it, tell its outcome.

use std::time::Duration;

use kernel::{
    act::{
        Body,
        job::{Completed, Failed, Started, Unknown},
    },
    connector::{Connector, split_base},
    definition::ConnectorNode,
    field::Writes,
    process,
};
use zeroize::Zeroizing;

use super::{
    Ran, Work,
    error_text::error_text,
    http::{self, Answer, Outgoing},
    lease::Lease,
    outputs::{self, Outputs},
    request::{self, NoBody, RequestBody},
};
use crate::{Appended, Engine, EngineError, draft::Draft, workspace::item};

/// Everything a call needs before it is started.
struct Ready {
    call: process::Call,
    body: RequestBody,
    token: Option<Zeroizing<String>>,
}

/// Makes the next attempt. Nothing is appended if something that the call needs is missing.
pub(super) fn make(engine: &Engine, work: &Work, lease: &Lease) -> Result<(u32, Ran), EngineError> {
    let attempt = work.job.attempt.saturating_add(1);
    let Some(node) = work.node() else {
        return Ok((
            attempt,
            Ran::Impossible {
                reason: "the step calls no connector".into(),
            },
        ));
    };
    let ready = match prepare(engine, work, node)? {
        Ok(ready) => ready,
        Err(missing) => return Ok((work.job.attempt, missing)),
    };
    if let Err(code) = permitted(started(engine, work, &ready, attempt, lease.hex()))? {
        return Ok((work.job.attempt, Ran::Refused { code }));
    }
    let outcome = Outcome {
        work,
        attempt,
        lease: lease.hex(),
    };
    // The effect must not be newer than every checkpoint that is known outside the database.
    let answer = match engine.remember() {
        Ok(()) => {
            store::failpoint("before-effect");
            let answer = http::send(&outgoing(engine, work, node, &ready));
            store::failpoint("after-effect");
            answer
        }
        Err(error) => Answer::NeverLeft(format!(
            "the newest checkpoint was not remembered: {}",
            error.code()
        )),
    };
    Ok((attempt, outcome.tell(engine, node, answer, &ready)?))
}

fn prepare(
    engine: &Engine,
    work: &Work,
    node: &ConnectorNode,
) -> Result<Result<Ready, Ran>, EngineError> {
    let call = match process::expected_call(&work.definition, &work.instance, &work.job) {
        Ok(call) => call,
        Err(stop) => {
            return Ok(Err(Ran::Impossible {
                reason: stop.detail,
            }));
        }
    };
    let token = match token(engine, node)? {
        Token::None => None,
        Token::Held(token) => Some(token),
        Token::Missing => return Ok(Err(Ran::TokenMissing)),
    };
    let open = |commitment: &_| engine.open_sealed(commitment);
    Ok(
        match request::build(&call, &work.definition, &work.instance, open) {
            Ok(body) => Ok(Ready { call, body, token }),
            Err(NoBody::NotHeld) => Err(Ran::ValueMissing),
            Err(NoBody::TooLarge) => Err(Ran::Impossible {
                reason: "the body would be larger than 1 MiB".into(),
            }),
            Err(NoBody::Engine(error)) => return Err(error),
        },
    )
}

enum Token {
    None,
    Held(Zeroizing<String>),
    Missing,
}

/// The token of the connector in force. A version may pin an older file: a token is never sent to another base than the
/// one it was given for.
fn token(engine: &Engine, node: &ConnectorNode) -> Result<Token, EngineError> {
    let live = engine.live();
    let Some(in_force) = live.kernel.state.connectors.get(&node.id) else {
        return Ok(Token::None);
    };
    let Some(name) = &in_force.token else {
        return Ok(Token::None);
    };
    if in_force.file != node.digest {
        let file = engine.read(|reader| reader.record_blob(&in_force.file))?;
        let base = file
            .and_then(|file| Connector::parse(&file).ok())
            .map(|connector| connector.base);
        if base.as_deref() != Some(node.connector.base.as_str()) {
            return Ok(Token::Missing);
        }
    }
    let held = engine.vault().get(&item::token(name))?;
    let text = held.and_then(|bytes| {
        std::str::from_utf8(&bytes)
            .ok()
            .map(|text| Zeroizing::new(text.trim().to_owned()))
    });
    Ok(text
        .filter(|text| !text.is_empty())
        .map_or(Token::Missing, Token::Held))
}

fn started(
    engine: &Engine,
    work: &Work,
    ready: &Ready,
    attempt: u32,
    lease: &str,
) -> Result<Appended, EngineError> {
    engine.act_as_workstation(|draft| {
        Ok(Body::JobStarted(Started {
            attempt,
            content: draft.seal("content", &ready.body.text)?,
            host: ready.call.host.clone(),
            job: work.id,
            lease: lease.to_owned(),
            method: ready.call.method.clone(),
            path: ready.call.path.clone(),
            request: work.request,
        }))
    })
}

fn outgoing<'a>(
    engine: &Engine,
    work: &Work,
    node: &ConnectorNode,
    ready: &'a Ready,
) -> Outgoing<'a> {
    let call = &ready.call;
    let scheme = split_base(&node.connector.base).map_or("https", |(scheme, _, _)| scheme);
    Outgoing {
        url: format!("{scheme}://{}{}", call.host, call.path),
        method: &call.method,
        body: &ready.body.text,
        token: ready.token.as_ref().map(|token| token.as_str()),
        idempotency_key: idempotency_key(engine, work),
        timeout: Duration::from_secs(u64::from(node.connector.timeout_s)),
        private_addresses: node.connector.scope.private_addresses,
    }
}

/// The same for every attempt of a job and for no other job of any workspace.
fn idempotency_key(engine: &Engine, work: &Work) -> String {
    let workspace: String = engine.fingerprint().to_string().chars().take(16).collect();
    format!("{workspace}-{}", work.id)
}

/// A refusal of the kernel is an answer; everything else is an error.
fn permitted<T>(result: Result<T, EngineError>) -> Result<Result<T, &'static str>, EngineError> {
    match result {
        Ok(done) => Ok(Ok(done)),
        Err(EngineError::Refused(refusal)) => Ok(Err(refusal.code())),
        Err(error) => Err(error),
    }
}

/// Tells what became of an attempt that was started.
pub(super) struct Outcome<'a> {
    pub(super) work: &'a Work,
    pub(super) attempt: u32,
    pub(super) lease: &'a str,
}

impl Outcome<'_> {
    fn tell(
        &self,
        engine: &Engine,
        node: &ConnectorNode,
        answer: Answer,
        ready: &Ready,
    ) -> Result<Ran, EngineError> {
        match answer {
            Answer::NeverLeft(reason) => self.failed(engine, 0, &reason, ready),
            Answer::Unknown(reason) => self.unknown(engine, reason),
            Answer::Answered { status, body } if (200..=299).contains(&status) => {
                match outputs::outputs(&self.work.definition, &node.connector, &body) {
                    Ok(outputs) => self.completed(engine, status, outputs),
                    Err(error) => self.unknown(engine, error.to_string()),
                }
            }
            Answer::Answered { status, body } => {
                let said = Zeroizing::new(String::from_utf8_lossy(&body).into_owned());
                self.failed(engine, status, &said, ready)
            }
        }
    }

    fn completed(
        &self,
        engine: &Engine,
        status: u16,
        outputs: Outputs,
    ) -> Result<Ran, EngineError> {
        let Outputs {
            open,
            sealed,
            left_out,
        } = outputs;
        let appended = engine.act_as_workstation(|draft| {
            let seal = |draft: &mut Draft<'_>, (path, value): (&String, &Zeroizing<String>)| {
                Ok::<_, EngineError>((path.clone(), draft.seal(path, value)?))
            };
            let sealed = sealed
                .iter()
                .map(|value| seal(draft, value))
                .collect::<Result<_, _>>()?;
            Ok(Body::JobCompleted(Completed {
                attempt: self.attempt,
                job: self.work.id,
                lease: self.lease.to_owned(),
                outputs: Writes { open, sealed },
                request: self.work.request,
                status: u32::from(status),
            }))
        });
        match permitted(appended)? {
            Ok(_) => Ok(Ran::Completed { status, left_out }),
            // The effect took place, but its outputs cannot be written: a person must look.
            Err(code) => self.unknown(engine, format!("the outputs were refused: {code}")),
        }
    }

    fn failed(
        &self,
        engine: &Engine,
        status: u16,
        said: &str,
        ready: &Ready,
    ) -> Result<Ran, EngineError> {
        let token = ready.token.iter();
        let secrets = token
            .chain(&ready.body.opened)
            .map(|secret| secret.as_str());
        let text = error_text(said, secrets);
        let appended = engine.act_as_workstation(|draft| {
            Ok(Body::JobFailed(Failed {
                attempt: self.attempt,
                error: draft.seal("error", &text)?,
                job: self.work.id,
                lease: self.lease.to_owned(),
                request: self.work.request,
                status: u32::from(status),
            }))
        });
        Ok(match permitted(appended)? {
            Ok(_) => Ran::Failed { status },
            Err(code) => Ran::Refused { code },
        })
    }

    pub(super) fn unknown(&self, engine: &Engine, reason: String) -> Result<Ran, EngineError> {
        let appended = engine.act_as_workstation(|_| {
            Ok(Body::JobUnknown(Unknown {
                attempt: self.attempt,
                job: self.work.id,
                lease: self.lease.to_owned(),
                request: self.work.request,
            }))
        });
        Ok(match permitted(appended)? {
            Ok(_) => Ran::Unknown { reason },
            Err(code) => Ran::Refused { code },
        })
    }
}
