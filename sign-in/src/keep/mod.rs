//! Keeping tokens. In: an account. Out: the same, later and in other processes, where the program asked for that.

#![cfg_attr(
    target_arch = "wasm32",
    allow(dead_code, reason = "tokens are in memory alone there")
)]

#[cfg(not(target_arch = "wasm32"))]
mod file;
#[cfg(all(feature = "keyring", not(target_arch = "wasm32")))]
mod keyring;
#[cfg(not(target_arch = "wasm32"))]
mod lock;

use std::fmt;

use serde::{Deserialize, Serialize};

#[cfg(not(target_arch = "wasm32"))]
use self::lock::Lock;
use crate::error::{Result, SignInError};
use crate::tokens::Account;

/// Where tokens are kept.
///
/// In memory unless a program asks for more. What is kept in a file is plain text, which only the system's own rights
/// protect; a keyring is not replaced by a file where there is none.
#[derive(Clone, Default)]
pub struct Keep(Place);

#[derive(Clone, Default)]
enum Place {
    #[default]
    Memory,
    #[cfg(not(target_arch = "wasm32"))]
    File(std::path::PathBuf),
    #[cfg(all(feature = "keyring", not(target_arch = "wasm32")))]
    Keyring(keyring::Item),
}

impl Keep {
    /// As long as the credential and its clones are there.
    pub fn memory() -> Self {
        Self(Place::Memory)
    }

    /// In a file of this one account, as plain JSON: rights 0600, in a folder with 0700 that is made if it is missing;
    /// written beside its place and renamed; shared with other processes by a lock, a file of the same name with
    /// `.lock`. Refused are links, and files and folders that others own or may write.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn file(path: impl Into<std::path::PathBuf>) -> Self {
        Self(Place::File(path.into()))
    }

    /// In the system's keyring (Secret Service, Keychain, Credential Manager), under the name of the program and of the
    /// account. Only the refresh token is kept: keyrings of some systems take no more. Where there is no keyring,
    /// signing in is an error that says why.
    #[cfg(all(feature = "keyring", not(target_arch = "wasm32")))]
    pub fn keyring(program: impl Into<String>, account: impl Into<String>) -> Self {
        Self(Place::Keyring(keyring::Item::new(
            program.into(),
            account.into(),
        )))
    }

    pub(crate) fn is_memory(&self) -> bool {
        matches!(self.0, Place::Memory)
    }
}

/// Shows no path.
impl fmt::Debug for Keep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Place::Memory => "Keep(memory)",
            #[cfg(not(target_arch = "wasm32"))]
            Place::File(_) => "Keep(file)",
            #[cfg(all(feature = "keyring", not(target_arch = "wasm32")))]
            Place::Keyring(_) => "Keep(keyring)",
        })
    }
}

/// What is written: an account, and whose it is.
#[derive(Deserialize, Serialize)]
struct Document {
    version: u32,
    issuer: String,
    client_id: String,
    account: Account,
}

const VERSION: u32 = 1;

/// A place for one account of one client.
#[derive(Clone)]
pub(crate) struct Store {
    keep: Keep,
    issuer: String,
    client_id: String,
}

impl Store {
    pub(crate) fn new(keep: Keep, issuer: String, client_id: String) -> Self {
        Self {
            keep,
            issuer,
            client_id,
        }
    }

    pub(crate) fn is_memory(&self) -> bool {
        self.keep.is_memory()
    }

    fn document(&self, account: Account) -> Result<String> {
        let document = Document {
            version: VERSION,
            issuer: self.issuer.clone(),
            client_id: self.client_id.clone(),
            account,
        };
        serde_json::to_string(&document).map_err(|error| self.failed(format!("{error}")))
    }

    fn account(&self, text: &str) -> Result<Account> {
        // The error of serde_json would not show values, but nothing of it helps.
        let document: Document = serde_json::from_str(text).map_err(|_| {
            self.failed("what is there is not of this library; remove it, or choose another place")
        })?;
        if document.version != VERSION {
            return Err(self.failed(
                "it was written by another version of this library; remove it and sign in again",
            ));
        }
        if (&document.issuer, &document.client_id) != (&self.issuer, &self.client_id) {
            return Err(self.failed(
                "it has the tokens of another client or issuer; choose another place for each",
            ));
        }
        Ok(document.account)
    }

    fn failed(&self, reason: impl Into<String>) -> SignInError {
        let place = match &self.keep.0 {
            Place::Memory => "memory".to_owned(),
            #[cfg(not(target_arch = "wasm32"))]
            Place::File(path) => path.display().to_string(),
            #[cfg(all(feature = "keyring", not(target_arch = "wasm32")))]
            Place::Keyring(_) => "the system's keyring".to_owned(),
        };
        SignInError::Keep {
            place: crate::error::one_line(&place),
            reason: reason.into(),
        }
    }
}

#[cfg(target_arch = "wasm32")]
impl Store {
    #[expect(clippy::unused_async, reason = "elsewhere it waits")]
    pub(crate) async fn lock(&self) -> Result<()> {
        Ok(())
    }

    #[expect(clippy::unused_async, reason = "elsewhere it waits")]
    pub(crate) async fn load(&self) -> Result<Option<Account>> {
        Ok(None)
    }

    #[expect(clippy::unused_async, reason = "elsewhere it waits")]
    pub(crate) async fn try_out(&self) -> Result<()> {
        Ok(())
    }

    #[expect(clippy::unused_async, reason = "elsewhere it waits")]
    pub(crate) async fn save(&self, _account: &Account) -> Result<()> {
        Ok(())
    }

    #[expect(clippy::unused_async, reason = "elsewhere it waits")]
    pub(crate) async fn forget(&self) -> Result<()> {
        Ok(())
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl Store {
    /// Waits until no other process reads, renews and writes.
    pub(crate) async fn lock(&self) -> Result<Option<Lock>> {
        let path = match &self.keep.0 {
            Place::Memory => return Ok(None),
            Place::File(path) => lock::beside(path),
            #[cfg(feature = "keyring")]
            Place::Keyring(item) => item.lock_file()?,
        };
        let lock = Lock::of_file(path).await;
        lock.map(Some).map_err(|reason| self.failed(reason))
    }

    /// What is kept, if there is anything. To be called under the lock.
    pub(crate) async fn load(&self) -> Result<Option<Account>> {
        let text = match self.keep.0.clone() {
            Place::Memory => return Ok(None),
            Place::File(path) => self.unblock(move || file::read(&path)).await?,
            #[cfg(feature = "keyring")]
            Place::Keyring(item) => self.unblock(move || item.read()).await?,
        };
        text.map(|text| self.account(&text)).transpose()
    }

    /// Finds out whether tokens can be kept, before the user signs in. A file's folder shows that with its lock.
    #[cfg_attr(
        not(feature = "keyring"),
        expect(clippy::unused_async, reason = "a keyring is waited for")
    )]
    pub(crate) async fn try_out(&self) -> Result<()> {
        match self.keep.0.clone() {
            Place::Memory | Place::File(_) => Ok(()),
            #[cfg(feature = "keyring")]
            Place::Keyring(item) => {
                let _lock = self.lock().await?;
                self.unblock(move || item.try_out()).await
            }
        }
    }

    /// Keeps it. To be called under the lock.
    pub(crate) async fn save(&self, account: &Account) -> Result<()> {
        match self.keep.0.clone() {
            Place::Memory => Ok(()),
            Place::File(path) => {
                let text = self.document(account.clone())?;
                self.unblock(move || file::write(&path, &text)).await
            }
            #[cfg(feature = "keyring")]
            Place::Keyring(item) => {
                let mut account = account.clone();
                account.access.clear();
                let text = self.document(account)?;
                self.unblock(move || item.write(&text)).await
            }
        }
    }

    /// Removes it. To be called under the lock.
    pub(crate) async fn forget(&self) -> Result<()> {
        match self.keep.0.clone() {
            Place::Memory => Ok(()),
            Place::File(path) => self.unblock(move || file::remove(&path)).await,
            #[cfg(feature = "keyring")]
            Place::Keyring(item) => self.unblock(move || item.remove()).await,
        }
    }

    /// Runs what may block on a thread of its own: whatever the program's async runtime is.
    async fn unblock<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, String> + Send + 'static,
    ) -> Result<T> {
        let (sender, receiver) = futures_channel::oneshot::channel();
        let thread = std::thread::Builder::new().name("sign-in storage".to_owned());
        let started = thread.spawn(move || drop(sender.send(work())));
        started.map_err(|error| self.failed(format!("no thread can be started: {error}")))?;
        match receiver.await {
            Ok(result) => result.map_err(|reason| self.failed(reason)),
            Err(_) => Err(self.failed("the thread that was to do it ended before")),
        }
    }
}
