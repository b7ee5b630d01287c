//! Pages of the log.
//!
//! INVARIANT: a page costs a bounded number of reads however its filters are combined: at most 1,023 acts of the last,
//! incomplete block, then bitmaps block by block, then the rows themselves.

use kernel::id::{RequestId, Signer, WorkflowId};
use rusqlite::Connection;

use crate::{
    ActRow, ActView, Reader, StoreError,
    table::{
        act_block::{self, BLOCK, Kind},
        act_view, checkpoint, sql_limit,
    },
};
use kernel::time::Timestamp;

/// Rows of a page at most.
const LIMIT: usize = 1_000;

/// Which acts to list; what is `None` does not matter.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ActFilter {
    /// Only acts of this name.
    pub name: Option<String>,
    /// Only acts of this signer.
    pub by: Option<Signer>,
    /// Only acts on this object.
    pub on: Option<String>,
    /// Only acts of this request.
    pub request: Option<RequestId>,
    /// Only acts of this workflow.
    pub workflow: Option<WorkflowId>,
}

/// Which end of the log comes first.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Order {
    /// The newest act first.
    #[default]
    NewestFirst,
    /// The oldest act first.
    OldestFirst,
}

/// Which page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Page {
    /// Which end comes first.
    pub order: Order,
    /// Index of the last row of the page before.
    pub after: Option<u64>,
    /// Rows wanted, at most 1,000.
    pub limit: usize,
}

impl ActFilter {
    /// Keys that an act must have, the most selective first.
    fn keys(&self) -> Vec<(Kind, String)> {
        let on = self.on.as_ref().map(|on| (Kind::On, on.clone()));
        let request = self
            .request
            .map(|request| (Kind::Request, request.to_string()));
        let workflow = self
            .workflow
            .as_ref()
            .map(|name| (Kind::Workflow, name.to_string()));
        let by = self.by.map(|by| (Kind::By, by.to_string()));
        let name = self.name.as_ref().map(|name| (Kind::Name, name.clone()));
        [on, request, workflow, by, name]
            .into_iter()
            .flatten()
            .collect()
    }

    fn admits(&self, view: &ActView) -> bool {
        self.name.as_ref().is_none_or(|name| *name == view.name)
            && self.by.is_none_or(|by| by == view.by)
            && self.on.as_ref().is_none_or(|on| *on == view.on)
            && self
                .request
                .is_none_or(|request| Some(request) == view.request)
            && self
                .workflow
                .as_ref()
                .is_none_or(|workflow| Some(workflow) == view.workflow.as_ref())
    }
}

/// What is still wanted.
struct Wanted<'a> {
    conn: &'a Connection,
    filter: &'a ActFilter,
    order: Order,
    /// First index and the one after the last.
    range: (u64, u64),
    limit: usize,
    found: Vec<ActRow>,
}

impl Reader {
    /// A page of the log.
    ///
    /// # Errors
    /// When the database cannot be read, or a derived table holds what this program never writes.
    pub fn acts(&self, filter: &ActFilter, page: &Page) -> Result<Vec<ActRow>, StoreError> {
        // One read transaction, so that all parts of the page are of one moment.
        let moment = self.conn.unchecked_transaction()?;
        let size = checkpoint::read(&moment)?.size;
        let range = match page.order {
            Order::NewestFirst => (0, page.after.map_or(size, |after| after.min(size))),
            Order::OldestFirst => (
                page.after
                    .map_or(0, |after| after.saturating_add(1))
                    .min(size),
                size,
            ),
        };
        let limit = page.limit.min(LIMIT);
        let mut wanted = Wanted {
            conn: &moment,
            filter,
            order: page.order,
            range,
            limit,
            found: Vec::new(),
        };
        let keys = filter.keys();
        let indexed = if keys.is_empty() {
            0
        } else {
            size / BLOCK * BLOCK
        };
        match page.order {
            Order::NewestFirst => {
                wanted.scan(indexed)?;
                wanted.blocks(&keys, indexed)?;
            }
            Order::OldestFirst => {
                wanted.blocks(&keys, indexed)?;
                wanted.scan(indexed)?;
            }
        }
        Ok(wanted.found)
    }
}

impl Wanted<'_> {
    fn is_full(&self) -> bool {
        self.found.len() >= self.limit
    }

    /// Reads acts from `start` on and keeps those that the filter admits.
    fn scan(&mut self, start: u64) -> Result<(), StoreError> {
        let range = (self.range.0.max(start), self.range.1);
        if self.is_full() || range.0 >= range.1 {
            return Ok(());
        }
        let order = match self.order {
            Order::NewestFirst => "DESC",
            Order::OldestFirst => "ASC",
        };
        // Without a filter the first rows are the page; with one, at most a block is read.
        let most = if *self.filter == ActFilter::default() {
            sql_limit(self.limit)
        } else {
            sql_limit(usize::MAX)
        };
        let sql = format!(
            "SELECT {}, e.time FROM act_view v JOIN entry e ON e.idx = v.idx
             WHERE v.idx >= ?1 AND v.idx < ?2 ORDER BY v.idx {order} LIMIT ?3",
            act_view::COLUMNS
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query((range.0, range.1, most))?;
        while !self.is_full()
            && let Some(row) = rows.next()?
        {
            let row = act_row(row)?;
            if self.filter.admits(&row.view) {
                self.found.push(row);
            }
        }
        Ok(())
    }

    /// Looks through the complete blocks below `indexed`.
    fn blocks(&mut self, keys: &[(Kind, String)], indexed: u64) -> Result<(), StoreError> {
        let Some(((kind, key), others)) = keys.split_first() else {
            return Ok(());
        };
        let range = (self.range.0, self.range.1.min(indexed));
        if self.is_full() || range.0 >= range.1 {
            return Ok(());
        }
        let order = match self.order {
            Order::NewestFirst => "DESC",
            Order::OldestFirst => "ASC",
        };
        let sql = format!(
            "SELECT block, rows FROM act_block WHERE kind = ?1 AND key = ?2 AND block >= ?3 AND block <= ?4
             ORDER BY block {order}"
        );
        let conn = self.conn;
        let mut statement = conn.prepare_cached(&sql)?;
        let mut rows =
            statement.query((*kind as u8, key, range.0 / BLOCK, (range.1 - 1) / BLOCK))?;
        while !self.is_full()
            && let Some(row) = rows.next()?
        {
            let block: u64 = row.get(0)?;
            let mut bits = act_block::decode(row, 1)??;
            for (kind, key) in others {
                bits.intersect(&act_block::read(conn, *kind, key, block)?.unwrap_or_default());
            }
            let within =
                |offset| Some(block * BLOCK + offset).filter(|at| (range.0..range.1).contains(at));
            match self.order {
                Order::NewestFirst => bits
                    .offsets()
                    .rev()
                    .filter_map(within)
                    .try_for_each(|at| self.take(at))?,
                Order::OldestFirst => bits
                    .offsets()
                    .filter_map(within)
                    .try_for_each(|at| self.take(at))?,
            }
        }
        Ok(())
    }

    /// Reads one act, unless the page is full.
    fn take(&mut self, index: u64) -> Result<(), StoreError> {
        if self.is_full() {
            return Ok(());
        }
        let sql = format!(
            "SELECT {}, e.time FROM act_view v JOIN entry e ON e.idx = v.idx WHERE v.idx = ?1",
            act_view::COLUMNS
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query([index])?;
        if let Some(row) = rows.next()? {
            self.found.push(act_row(row)?);
        }
        Ok(())
    }
}

fn act_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<ActRow> {
    let (index, view) = act_view::view(row)?;
    Ok(ActRow {
        index,
        time: Timestamp(row.get(8)?),
        view,
    })
}
