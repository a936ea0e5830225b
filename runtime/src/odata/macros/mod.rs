//! Macros that generated code of OData uses.

mod begun;
mod queries;
mod requests;
