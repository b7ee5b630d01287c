//! "Verify now".

use engine::seal::{Status, Verification};
use kernel::id::ActId;

use crate::{
    ApiError, Host,
    contract::app::{Nothing, Seal},
    host::Running,
    query::seal,
    view,
};

/// `verify.start`. While it runs, starting again changes nothing. The host tells of progress and end with the topic
/// `seal`.
pub fn verify_start(host: &Host, _: &Nothing, _: Option<ActId>) -> Result<Seal, ApiError> {
    let engine = host.engine()?;
    let before = {
        let mut open = host.open();
        let running = open
            .verification
            .as_ref()
            .map(|running| running.verification.status());
        if matches!(running, Some(Status::Running { .. })) {
            None
        } else {
            open.verification.replace(Running {
                verification: Verification::start(&engine)?,
                since: std::time::Instant::now(),
                started_at: view::time(engine.now()),
            })
        }
    };
    // Its thread may still be telling listeners, who may ask this host: it is waited for without the lock.
    drop(before);
    Ok(seal(host))
}

/// `verify.stop`.
pub fn verify_stop(host: &Host, _: &Nothing, _: Option<ActId>) -> Result<Seal, ApiError> {
    if let Some(running) = &host.open().verification {
        running.verification.cancel();
    }
    Ok(seal(host))
}
