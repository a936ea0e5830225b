//! What the process knows of issuers, so that a program with several credentials asks each issuer once.
//!
//! In: the address of an issuer. Out: its metadata, as any of them learnt it. Nobody waits here: credentials that ask at the
//! same time each ask the issuer.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

use super::Metadata;

/// Metadata, and since when.
pub(super) type Known = (Arc<Metadata>, Timestamp);

/// How many issuers are remembered: a program may take addresses from its users.
const MOST: usize = 100;

/// By the address of the issuer, and whether its name may be a template.
type Issuers = HashMap<(String, bool), Known>;

static ISSUERS: LazyLock<Mutex<Issuers>> = LazyLock::new(Mutex::default);

fn issuers() -> MutexGuard<'static, Issuers> {
    // No change to it can be half done.
    ISSUERS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What is known of an issuer.
pub(super) fn recall(url: &str, template: bool) -> Option<Known> {
    issuers().get(&(url.to_owned(), template)).cloned()
}

/// Remembers what an issuer said; where too many are known, what was learnt first goes.
pub(super) fn remember(url: &str, template: bool, known: Known) {
    let mut issuers = issuers();
    issuers.insert((url.to_owned(), template), known);
    if issuers.len() > MOST {
        let oldest = issuers.iter().min_by_key(|(_, (_, since))| *since);
        if let Some(key) = oldest.map(|(key, _)| key.clone()) {
            issuers.remove(&key);
        }
    }
}
