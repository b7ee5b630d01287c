//! Opening sealed values outside a task, and recording refused sign-ins.

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicU32, AtomicU64, Ordering},
};

use kernel::{
    Refusal,
    act::{Body, data::Reveal, session::Refused},
    commitment::Commitment,
    field::FieldValue,
    id::{ActId, RequestId},
};

use crate::{Appended, Engine, EngineError, Session};

/// Refused sign-ins are recorded at most this often.
const REFUSED_EVERY_MILLIS: u64 = 60_000;

static REFUSED: AtomicU32 = AtomicU32::new(0);
static REFUSED_AT: AtomicU64 = AtomicU64::new(0);

impl Engine {
    /// Opens sealed values of an open request: the act is appended before a value leaves.
    pub fn reveal(
        &self,
        session: &Session,
        command: Option<ActId>,
        request: RequestId,
        paths: &[String],
    ) -> Result<(BTreeMap<String, String>, Appended), EngineError> {
        let live = self.live();
        let instance = live
            .kernel
            .state
            .requests
            .get(&request)
            .ok_or(Refusal::RequestNotOpen { request })?;
        let mut wanted: Vec<(String, Commitment)> = Vec::new();
        for path in paths {
            match instance.fields.get(path).map(|field| &field.value) {
                Some(FieldValue::Sealed(commitment)) => wanted.push((path.clone(), *commitment)),
                _ => return Err(Refusal::FieldUnknown { path: path.clone() }.into()),
            }
        }
        let values = wanted.iter().map(|(_, commitment)| *commitment).collect();
        let appended = self.act(session, command, |_| {
            Ok(Body::DataReveal(Reveal { request, values }))
        })?;
        let mut opened = BTreeMap::new();
        for (path, commitment) in wanted {
            if let Some(value) = self.open_sealed(&commitment)? {
                opened.insert(path, value);
            }
        }
        Ok((opened, appended))
    }

    /// Counts a refused sign-in and records the count at most once a minute, without content.
    pub(crate) fn log_refused_sign_in(&self) {
        let count = REFUSED.fetch_add(1, Ordering::Relaxed).saturating_add(1);
        let now = self.now().0;
        let last = REFUSED_AT.load(Ordering::Relaxed);
        let due = now.saturating_sub(last) >= REFUSED_EVERY_MILLIS;
        if !due
            || REFUSED_AT
                .compare_exchange(last, now, Ordering::Relaxed, Ordering::Relaxed)
                .is_err()
        {
            return;
        }
        REFUSED.fetch_sub(count, Ordering::Relaxed);
        if let Err(error) = self.act_as_workstation(|_| Ok(Body::SessionRefused(Refused { count })))
        {
            tracing::warn!(%error, "a refused sign-in was not recorded");
        }
    }
}
