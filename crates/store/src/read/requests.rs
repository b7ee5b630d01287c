//! Pages of requests, newest first.

use kernel::id::{PersonId, RequestId, WorkflowId};
use rusqlite::{ToSql, params_from_iter};

use crate::{
    Reader, RequestRow, RequestState, StoreError,
    table::{request_view, sql_limit},
};

/// Rows of a page at most.
pub const REQUEST_PAGE_LIMIT: usize = 1_000;

/// Which requests to list; what is `None` does not matter.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RequestFilter {
    /// Only requests of this workflow.
    pub workflow: Option<WorkflowId>,
    /// Only requests of this person.
    pub requester: Option<PersonId>,
    /// Only requests in this state.
    pub state: Option<RequestState>,
}

impl Reader {
    /// Requests below `before`, newest first, `limit` of them and at most 1,000.
    ///
    /// # Errors
    /// When the database cannot be read, or the table holds what this program never writes.
    pub fn requests(
        &self,
        filter: &RequestFilter,
        before: Option<RequestId>,
        limit: usize,
    ) -> Result<Vec<RequestRow>, StoreError> {
        let mut conditions = vec!["id < ?"];
        let before = before.map_or(i64::MAX, |id| i64::try_from(id.0).unwrap_or(i64::MAX));
        let mut values: Vec<Box<dyn ToSql>> = vec![Box::new(before)];
        if let Some(workflow) = &filter.workflow {
            conditions.push("workflow = ?");
            values.push(Box::new(workflow.to_string()));
        }
        if let Some(requester) = filter.requester {
            conditions.push("requester = ?");
            values.push(Box::new(requester.to_string()));
        }
        if let Some(state) = filter.state {
            conditions.push("state = ?");
            values.push(Box::new(state.as_str()));
        }
        values.push(Box::new(sql_limit(limit.min(REQUEST_PAGE_LIMIT))));
        let (columns, conditions) = (request_view::COLUMNS, conditions.join(" AND "));
        let sql = format!(
            "SELECT {columns} FROM request_view WHERE {conditions} ORDER BY id DESC LIMIT ?"
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let rows = statement.query_map(params_from_iter(values), request_view::row)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
