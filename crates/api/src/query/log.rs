//! The log and its entries.

use std::collections::BTreeMap;

use engine::{Appended, Engine};
use kernel::{
    act::{Body, Entry},
    authority::Object,
    id::{RequestId, Signer},
    role::Permission,
};
use store::{ActFilter, ActRow, Order, Page};

use crate::{
    ApiError, Host,
    command::receipt,
    contract::log::{EntryDetail, EntryQuery, LogFilter, LogPage, LogRow, SignatureView},
    view,
};

/// Rows of a page at most.
const LIMIT: u32 = 500;

/// `log.page`.
pub fn log_page(host: &Host, args: &LogFilter) -> Result<LogPage, ApiError> {
    let (engine, session) = host.signed_in()?;
    may_read(&engine, &session)?;
    let by = args.by.as_deref().filter(|by| !by.is_empty());
    let by = by
        .map(|by| Signer::parse(by).map_or_else(|| engine.find_person(by).map(Signer::Person), Ok))
        .transpose()?;
    let filter = ActFilter {
        name: args.act.clone().filter(|name| !name.is_empty()),
        by,
        on: args.on.clone().filter(|on| !on.is_empty()),
        request: args.request.as_deref().and_then(RequestId::parse),
        workflow: None,
    };
    let limit = args.limit.clamp(1, LIMIT) as usize;
    let (rows, more) = page(&engine, &filter, args.before, limit, args.hide_ticks)?;
    Ok(LogPage {
        rows: self::rows(&engine, &rows),
        more,
        size: engine.live().head.size,
    })
}

/// A page; ticks that are not wanted are passed over, a bounded number of times.
fn page(
    engine: &Engine,
    filter: &ActFilter,
    before: Option<u64>,
    limit: usize,
    hide_ticks: bool,
) -> Result<(Vec<ActRow>, bool), ApiError> {
    let mut found = Vec::new();
    let mut after = before;
    for _ in 0..10 {
        let page = Page {
            order: Order::NewestFirst,
            after,
            limit: limit + 1,
        };
        let rows = engine.read(|reader| reader.acts(filter, &page))?;
        let last = rows.len() <= limit;
        after = rows.last().map(|row| row.index);
        found.extend(
            rows.into_iter()
                .filter(|row| !(hide_ticks && row.view.name == "clock.tick")),
        );
        if found.len() > limit || last {
            let more = found.len() > limit;
            found.truncate(limit);
            return Ok((found, more));
        }
    }
    Ok((found, true))
}

fn may_read(engine: &Engine, session: &engine::Session) -> Result<(), ApiError> {
    let may = view::may(
        engine,
        session.person(),
        Permission::AuditRead,
        &Object::workspace(),
    );
    if may.allowed {
        Ok(())
    } else {
        Err(ApiError::NotPermitted {
            because: may.because,
        })
    }
}

/// Rows as pages list them.
pub(crate) fn rows(engine: &Engine, acts: &[ActRow]) -> Vec<LogRow> {
    acts.iter().map(|act| row(engine, act)).collect()
}

fn row(engine: &Engine, act: &ActRow) -> LogRow {
    LogRow {
        index: act.index,
        at: view::time(act.time),
        by: view::signer(engine, &act.view.by),
        act: act.view.name.clone(),
        args: args(engine, act),
        on: act.view.on.clone(),
        request: act.view.request.map(|request| request.to_string()),
    }
}

/// What the sentence of an act names.
fn args(engine: &Engine, act: &ActRow) -> BTreeMap<String, String> {
    let mut args = BTreeMap::from([("on".to_owned(), act.view.on.clone())]);
    let live = engine.live();
    if let Some(workflow) = &act.view.workflow {
        let name = live
            .kernel
            .state
            .workflows
            .get(workflow)
            .map(|known| known.name.clone());
        args.insert(
            "workflow".to_owned(),
            name.unwrap_or_else(|| workflow.to_string()),
        );
    }
    let Ok(Some(body)) = engine.body_at(act.index) else {
        return args;
    };
    let mut put = |key: &str, value: &str| {
        args.insert(key.to_owned(), value.to_owned());
    };
    match body {
        Body::ApprovalDecide(body) => put(
            "verdict",
            serde_json::to_value(body.verdict)
                .unwrap_or_default()
                .as_str()
                .unwrap_or_default(),
        ),
        Body::ChangeDecide(body) => put(
            "verdict",
            serde_json::to_value(body.verdict)
                .unwrap_or_default()
                .as_str()
                .unwrap_or_default(),
        ),
        Body::ChangePropose(body) => put("kind", body.change.kind()),
        Body::IncidentResolve(body) => put(
            "way",
            serde_json::to_value(body.way)
                .unwrap_or_default()
                .as_str()
                .unwrap_or_default(),
        ),
        Body::JobStarted(body) => put(
            "call",
            &format!("{} {}{}", body.method, body.host, body.path),
        ),
        Body::JobCompleted(body) => put("status", &body.status.to_string()),
        Body::JobFailed(body) => put("status", &body.status.to_string()),
        Body::WorkspaceCreate(body) => put("name", &body.name),
        _ => {}
    }
    args
}

/// `log.entry`.
pub fn log_entry(host: &Host, query: &EntryQuery) -> Result<EntryDetail, ApiError> {
    let (engine, session) = host.signed_in()?;
    may_read(&engine, &session)?;
    let missing = || {
        ApiError::Engine(engine::EngineError::NotFound {
            what: "entry",
            name: query.index.to_string(),
        })
    };
    let stored = engine
        .read(|reader| reader.entry(query.index))?
        .ok_or_else(missing)?;
    let entry = Entry::parse(&stored.bytes).map_err(|refusal| ApiError::Engine(refusal.into()))?;
    let page = Page {
        order: Order::OldestFirst,
        after: query.index.checked_sub(1),
        limit: 1,
    };
    let acts = engine.read(|reader| reader.acts(&ActFilter::default(), &page))?;
    let act = acts.first().ok_or_else(missing)?;
    let head = engine.live().head.clone();
    let appended = Appended {
        index: query.index,
        leaf: stored.leaf,
        head: head.clone(),
        events: Vec::new(),
        because: String::new(),
    };
    let path = engine.read(|reader| {
        Ok(ledger::tree::inclusion_proof(
            reader,
            query.index,
            head.size,
        ))
    })?;
    let path =
        path.map_err(|error| ApiError::Engine(engine::EngineError::Internal(error.to_string())))?;
    let decoded: serde_json::Value = serde_json::from_str(&entry.note.text).unwrap_or_default();
    Ok(EntryDetail {
        row: row(&engine, act),
        text: String::from_utf8_lossy(&stored.bytes).into_owned(),
        decoded: serde_json::to_string_pretty(&decoded).unwrap_or_default(),
        signatures: entry
            .note
            .signatures
            .iter()
            .map(|line| signature(&engine, line))
            .collect(),
        digest: entry.digest.to_string(),
        leaf_hash: stored.leaf.to_string(),
        path: path.iter().map(ToString::to_string).collect(),
        tree_size: head.size,
        root: head.root.to_string(),
        receipt: receipt(&engine, &appended)?,
    })
}

fn signature(engine: &Engine, line: &ledger::note::SignatureLine) -> SignatureView {
    let id = line.name.rsplit('/').next().unwrap_or_default();
    let signer = Signer::parse(id).map(|signer| view::signer(engine, &signer));
    SignatureView {
        name: line.name.clone(),
        key_id: format!("{:08x}", line.id),
        signer: signer.unwrap_or_else(|| crate::contract::shared::PersonRef {
            id: id.to_owned(),
            name: id.to_owned(),
        }),
    }
}
