//! A document that was read into memory, and parsed when something of it is asked for.

use std::sync::{Arc, OnceLock};

use crate::csdl::{self, Document, Limits};
use crate::diagnostic::Diagnostics;

/// A document, read once.
#[derive(Debug)]
pub(super) struct Entry {
    /// What messages call it.
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    limits: Limits,
    read: OnceLock<Result<Document, Diagnostics>>,
}

impl Entry {
    pub(super) fn new(name: String, bytes: Vec<u8>, limits: &Limits) -> Arc<Self> {
        Arc::new(Self {
            name,
            bytes,
            limits: *limits,
            read: OnceLock::new(),
        })
    }

    pub(super) fn document(&self) -> Result<&Document, &Diagnostics> {
        let read =
            || csdl::read_within(&self.name, &self.bytes, &self.limits).map(|read| read.document);
        self.read.get_or_init(read).as_ref()
    }

    /// The entry, if it is a valid document.
    pub(super) fn checked(self: Arc<Self>) -> Result<Arc<Self>, Diagnostics> {
        match self.document() {
            Ok(_) => Ok(self),
            Err(errors) => Err(errors.clone()),
        }
    }

    pub(super) fn declares(&self, namespace: &str) -> bool {
        self.document()
            .is_ok_and(|document| document.schemas.iter().any(|s| s.namespace == namespace))
    }

    /// Whether it is worth parsing in search of a namespace.
    pub(super) fn may_declare(&self, namespace: &str) -> bool {
        // Other encodings than those that ASCII is a part of have null bytes.
        let start = self.bytes.get(..4).unwrap_or(&self.bytes);
        let wide =
            start.contains(&0) || start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff");
        let namespace = namespace.as_bytes();
        wide || namespace.is_empty()
            || !namespace.is_ascii()
            || self
                .bytes
                .windows(namespace.len())
                .any(|part| part == namespace)
    }
}
