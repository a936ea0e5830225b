//! The system's keyring. In: text. Out: an item there; what is not there is an error with its reason.

use std::path::PathBuf;

use etcetera::BaseStrategy as _;
use keyring::v1::{Entry, Error};

use crate::error::{Result, SignInError};
use crate::secret::Secret;

/// An item: the program's name and the account's.
#[derive(Clone)]
pub(super) struct Item {
    program: String,
    account: String,
}

impl Item {
    pub(super) fn new(program: String, account: String) -> Self {
        Self { program, account }
    }

    pub(super) fn read(&self) -> Result<Option<String>, String> {
        match self.entry()?.get_password() {
            Ok(text) => Ok(Some(text)),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(told(&error)),
        }
    }

    pub(super) fn write(&self, text: &str) -> Result<(), String> {
        self.entry()?
            .set_password(text)
            .map_err(|error| told(&error))
    }

    pub(super) fn remove(&self) -> Result<(), String> {
        match self.entry()?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(told(&error)),
        }
    }

    /// Finds out whether it takes tokens, before the user signs in for nothing: a locked keyring tells what it has not, and
    /// refuses what is new.
    pub(super) fn try_out(&self) -> Result<(), String> {
        if self.read()?.is_some() {
            return Ok(());
        }
        self.write("{}")?;
        self.remove()
    }

    /// Keyrings have no locks: a file among the user's caches is one.
    pub(super) fn lock_file(&self) -> Result<PathBuf> {
        let base = etcetera::choose_base_strategy().map_err(|error| SignInError::Keep {
            place: "the system's keyring".to_owned(),
            reason: format!("there is no folder for its lock: {error}; set HOME"),
        })?;
        let name = Secret::new(format!("{}\n{}", self.program, self.account)).digest();
        Ok(base
            .cache_dir()
            .join("service-sign-in")
            .join(format!("{name}.lock")))
    }

    fn entry(&self) -> Result<Entry, String> {
        // An entry's own error does not say why there is no keyring.
        if let Err(error) = Entry::store_status() {
            return Err(format!(
                "there is no keyring: {error}; start one, or keep tokens in memory or in a file"
            ));
        }
        Entry::new(&self.program, &self.account).map_err(|error| told(&error))
    }
}

/// Without what is stored, which some of the errors hold.
fn told(error: &Error) -> String {
    match error {
        Error::BadEncoding(_) | Error::BadDataFormat(..) => "the item is not text".to_owned(),
        Error::Ambiguous(_) => "there is more than one such item; remove them".to_owned(),
        Error::NoStorageAccess(reason) => format!("it is locked ({reason}); unlock it"),
        // A locked keyring refuses new items so.
        Error::PlatformFailure(reason) => format!("{reason}; unlock it if it is locked"),
        other => other.to_string(),
    }
}
