//! Authority in tables and properties.

mod agreement;
mod guards;
mod review;
mod support;
mod validity;
mod words;
