//! Links that the service no longer knows. In: its error reply. Out: what to do about it.

use std::fmt;

use http::StatusCode;

use crate::error::ServiceError;

/// A saved link to changes is no longer valid: the service has forgotten it, or wants everything to be
/// read again. What is held from earlier rounds has to be compared with a new round.
///
/// Ask again without the saved link, or at [`restart`](Self::restart) where the service gives one, with
/// `Changes::resume`. Then do as [`advice`](Self::advice) says.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Resync {
    /// Where to begin again, if the service says so in its `Location`.
    pub restart: Option<String>,
    /// The service's reply.
    pub service: ServiceError,
}

/// Codes of such replies, in lower case, and what to do with items that the new round does not have.
const CODES: &[(&str, &str)] = &[
    ("resyncrequired", REPLACE),
    ("syncstatenotfound", REPLACE),
    ("syncstateinvalid", REPLACE),
    ("resyncchangesapplydifferences", APPLY),
    ("resyncapplydifferences", APPLY),
    ("resyncchangesuploaddifferences", UPLOAD),
    ("resyncuploaddifferences", UPLOAD),
];

const REPLACE: &str = "replace what you hold with the new round";
const APPLY: &str = "replace what you hold with the new round, its removals too, where the service was up to date \
     with your changes; send the changes that it does not have";
const UPLOAD: &str = "send what you hold and the new round does not have, and keep both where they differ and you \
     cannot tell which is newer";

impl Resync {
    /// Takes the reply for one if it is 410, or has one of the codes; else gives it back.
    pub(crate) fn of(service: Box<ServiceError>) -> Result<Self, Box<ServiceError>> {
        if service.status != StatusCode::GONE && known(&service).is_none() {
            return Err(service);
        }
        let location = service.headers.get(http::header::LOCATION);
        let location = location.and_then(|link| link.to_str().ok());
        Ok(Self {
            restart: location.map(str::to_owned),
            service: *service,
        })
    }

    /// What to do with items that are held from earlier rounds.
    pub fn advice(&self) -> &'static str {
        known(&self.service).unwrap_or(REPLACE)
    }
}

/// The advice of the first known code, the inner errors' included.
fn known(service: &ServiceError) -> Option<&'static str> {
    let advice = |code: &str| {
        let code = code.to_ascii_lowercase();
        CODES
            .iter()
            .find(|(name, _)| *name == code)
            .map(|(_, advice)| *advice)
    };
    let own = service.code.as_deref().and_then(advice);
    let mut inner = service.inner.as_ref();
    // As deep as services nest them; a reply cannot make this loop long.
    let deeper = std::iter::from_fn(|| {
        let json = inner.take()?;
        let next = ["innerError", "innererror"]
            .iter()
            .find_map(|name| json.get(name));
        inner = next;
        Some(
            json.get("code")
                .and_then(|code| code.as_str())
                .unwrap_or_default(),
        )
    });
    own.or_else(|| deeper.take(16).find_map(advice))
}

impl fmt::Display for Resync {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let from = if self.restart.is_some() {
            "at the link that came with this error"
        } else {
            "without the saved link"
        };
        write!(
            f,
            "the saved link to changes is no longer valid: ask again {from}, and {}; {}",
            self.advice(),
            self.service
        )
    }
}

impl std::error::Error for Resync {}
