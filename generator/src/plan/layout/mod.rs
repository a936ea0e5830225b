//! Layout: the files of a generated crate, the `use` lines in them, the lints that are allowed where something
//! stands, and the features that it is compiled with. What things are and are called is decided before; nothing here changes that.

mod files;
mod gates;
mod lints;
mod mentions;
pub(in crate::plan) mod refs;
mod uses;

pub(crate) use files::{
    CrateFile, Part as FilePart, RequestsPlan, crate_files, requests, take_types,
};
pub(crate) use gates::{Gates, held, needed};
pub(crate) use lints::{Lint, Lints, module_lint, root_lint};
pub(crate) use uses::{
    From, Use, client_requests, constants_lint, exports, file_requests, has_calls, has_requests,
    http_root_exports, imports, query_imports, request_exports, root_exports,
};
