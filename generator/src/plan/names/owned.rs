//! The names that generated code has for itself: what is printed and what is kept free of the service's names are one
//! table.
//!
//! Each place where names of a service become names of Rust has its [`Names`]. What the generator prints there is
//! `printed`, what the runtime's macros and traits give is `runtime`; a test compares both with what is printed and what
//! the runtime has. `language` has methods that the traits of the standard library give and operators that a method of
//! the name would imitate.

mod http;

pub(crate) use http::{HTTP_BUILDERS, HTTP_CALLS, HTTP_CLIENTS};

/// The crate of the runtime, as generated code calls it.
pub(crate) const RUNTIME: &str = "odata_client";

/// The crate of the runtime for services that are described in the terms of HTTP.
pub(crate) const HTTP_RUNTIME: &str = "service_client";

/// The module of request builders, beside those of types.
pub(crate) const REQUESTS_MODULE: &str = "requests";

/// The cargo feature of the constants for queries.
pub(crate) const PROPERTIES: &str = "properties";
/// The cargo feature of serde's traits.
pub(crate) const SERDE: &str = "serde";
/// The cargo feature of all parts of a service.
pub(crate) const FULL: &str = "full";
/// The cargo feature of the runtime's transport.
pub(crate) const TRANSPORT: &str = "hyper";
/// The cargo feature of the runtime for HTTP/2 over that transport.
pub(crate) const HTTP2: &str = "http2";

/// The field of a struct that keeps what the metadata does not declare.
pub(crate) const EXTRA: &str = "extra";
/// The field of structs with members of any other name, where all of them have one type.
pub(crate) const REST: &str = "additional_properties";
/// The variant of an enum that keeps the text of a member that it does not know.
pub(crate) const UNRECOGNIZED: &str = "unrecognized";
/// The module of the client.
pub(crate) const CLIENT_MODULE: &str = "client";
/// The module of a namespace that all others lie in.
pub(crate) const MODELS_MODULE: &str = "models";
/// The module of the constants for queries, in the file of a struct.
pub(crate) const PROPERTIES_MODULE: &str = "properties";

/// Makes a client.
pub(crate) const NEW: &str = "new";
/// Makes a client without a credential.
pub(crate) const ANONYMOUS: &str = "anonymous";
/// Prepares a client.
pub(crate) const BUILDER: &str = "builder";
/// Gives the runtime's client.
pub(crate) const CLIENT: &str = "client";
/// Makes a client for one of a service's places.
pub(crate) const FOR_CLOUD: &str = "for_cloud";
/// Prepares a client for one of a service's places.
pub(crate) const CLOUD_BUILDER: &str = "cloud_builder";

/// Reads one.
pub(crate) const GET: &str = "get";
/// Reads many.
pub(crate) const LIST: &str = "list";
/// Adds one.
pub(crate) const CREATE: &str = "create";
/// Adds one with its content.
pub(crate) const CREATE_MEDIA: &str = "create_media";
/// Changes one.
pub(crate) const UPDATE: &str = "update";
/// Sets one to a value.
pub(crate) const REPLACE: &str = "replace";
/// Removes one.
pub(crate) const DELETE: &str = "delete";
/// The content of one.
pub(crate) const MEDIA: &str = "media";
/// How many there are.
pub(crate) const COUNT: &str = "count";

/// The type of calls, at the root of the crate.
pub(crate) const INVOCATION: &str = "Invocation";
/// Leads on from what a composable function gives.
pub(crate) const THEN: &str = "then";

/// The names of one place that are not for the service's.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Names {
    /// What the generator prints there.
    pub(crate) printed: &'static [&'static str],
    /// What of that is printed only where there is a use for it, and else is free.
    pub(crate) at_times: &'static [&'static str],
    /// What the runtime's macros and traits give.
    pub(crate) runtime: &'static [&'static str],
    /// What traits of the standard library give, and what would imitate them.
    pub(crate) language: &'static [&'static str],
}

impl Names {
    /// All that are kept free.
    pub(crate) fn reserved(&self) -> impl Iterator<Item = &'static str> {
        let lists = [self.printed, self.runtime, self.language];
        let names = lists.into_iter().flatten().copied();
        names.filter(|name| !self.at_times.contains(name))
    }
}

/// Methods of the client.
pub(crate) const CLIENTS: Names = Names {
    printed: &[NEW, ANONYMOUS, BUILDER, CLIENT, FOR_CLOUD, CLOUD_BUILDER],
    at_times: &[],
    runtime: &[],
    language: &[
        "clone", "into", "from", "try_into", "to_owned", "fmt", "default",
    ],
};

/// Methods of request builders.
pub(crate) const BUILDERS: Names = Names {
    printed: &[
        GET,
        LIST,
        CREATE,
        CREATE_MEDIA,
        UPDATE,
        REPLACE,
        DELETE,
        MEDIA,
        COUNT,
    ],
    at_times: &[REPLACE, CREATE_MEDIA],
    runtime: &[],
    language: &[
        "clone", "into", "from", "try_into", "try_from", "to_owned", "borrow", "as_ref", "deref",
        "type_id", "eq", "cmp", "hash", "index", "next", "default", "fmt",
    ],
};

/// Methods of calls of operations: `odata_client::codegen::invocation!` gives most.
pub(crate) const CALLS: Names = Names {
    printed: &[THEN],
    at_times: &[],
    runtime: &[
        "header",
        "if_match",
        "if_none_match",
        "of_action",
        "of_function",
        "parameter",
        "parameter_text",
        "parameter_list",
        "query",
        "timeout",
        "send",
        "send_raw",
        "send_and_poll",
        "select",
        "expand",
        "filter",
        "order_by",
        "top",
        "skip",
        "search",
        "count",
        "items",
        "pages",
        "changes",
        "resume",
        "page_size",
        "from_now",
        "stream",
        "optional",
        "compress",
        "json_body",
        "into_resource",
        "into_future",
        "into_entry",
        "fmt",
    ],
    language: &[
        "clone",
        "into",
        "into_iter",
        "add",
        "sub",
        "mul",
        "div",
        "rem",
        "not",
        "neg",
        "shl",
        "shr",
        "bitand",
        "bitor",
        "bitxor",
    ],
};

/// Methods of structs: `odata_client::codegen::model!` and the traits of models give most.
pub(crate) const STRUCTS: Names = Names {
    printed: &[],
    at_times: &[],
    runtime: &[
        "slot",
        "each",
        "extra",
        "extra_mut",
        "etag",
        "put",
        "view",
        "empty",
        "eq",
        "fmt",
        "derived",
        "serialize",
        "deserialize",
    ],
    language: &["clone", "clone_from", "default", "ne"],
};

/// Methods of enums over derived types: `odata_client::codegen::polymorphic!` and the traits of models give most.
pub(crate) const ANYS: Names = Names {
    printed: &[],
    at_times: &[],
    runtime: &[
        "slot",
        "each",
        "extra",
        "extra_mut",
        "etag",
        "put",
        "view",
        "empty",
        "eq",
        "fmt",
        "of_type",
        "model",
        "model_mut",
        "become_type",
        "tag",
        "serialize",
        "deserialize",
        "default",
        "from",
    ],
    language: &["clone", "into", "try_into", "to_owned", "borrow", "type_id"],
};

/// Names that a type must not take: the prelude and what generated code writes bare.
pub(crate) const TYPES: &[&str] = &[
    "Self",
    "Option",
    "String",
    "Vec",
    "Box",
    "Result",
    "Some",
    "None",
    "Ok",
    "Err",
    "Default",
    "Clone",
    "Copy",
    "Send",
    "Sync",
    "Sized",
    "Drop",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "Into",
    "Iterator",
    "IntoIterator",
    "Extend",
    "ToString",
    "ToOwned",
    "AsRef",
    "AsMut",
    "Eq",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Debug",
    "Hash",
    "Unpin",
    "TryFrom",
    "TryInto",
    "FromIterator",
    "DoubleEndedIterator",
    "ExactSizeIterator",
    "Future",
    "IntoFuture",
];

/// Stems of files that are the generator's or that Windows does not take, in any case and with any extension.
pub(crate) const FILES: &[&str] = &["con", "prn", "aux", "nul", "mod", "lib", "main"];

/// Modules of a generated crate that are not namespaces.
pub(crate) const MODULES: &[&str] = &[CLIENT_MODULE, REQUESTS_MODULE];

#[cfg(test)]
mod tests;
