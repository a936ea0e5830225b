//! Macros that generated code of OData uses.

mod queries;
mod requests;
