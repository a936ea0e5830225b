//! Places for tokens that last: a file, and the keyring where `.ci/issuers` has started one.

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;
use service_sign_in::Keep;

/// Set where there is a keyring for these tests.
const KEYRING: &str = "SIGN_IN_TEST_KEYRING";
/// Where another process finds the place.
const FILE: &str = "SIGN_IN_TEST_FILE";
const ACCOUNT: &str = "SIGN_IN_TEST_ACCOUNT";
/// The name of the program in the keyring.
pub(crate) const PROGRAM: &str = "service-sign-in tests";

/// A place for one account.
pub(crate) enum Place {
    File(
        PathBuf,
        #[expect(dead_code, reason = "removed at the end")] Option<tempfile::TempDir>,
    ),
    Keyring(String),
}

impl Place {
    /// One of each kind, empty, for an account of this name.
    pub(crate) fn all(account: &str) -> Vec<Self> {
        let folder = tempfile::tempdir().unwrap();
        let file = Self::File(folder.path().join("tokens.json"), Some(folder));
        let keyring = Self::has_keyring().then(|| Self::Keyring(account.to_owned()));
        [file].into_iter().chain(keyring).collect()
    }

    pub(crate) fn has_keyring() -> bool {
        let is = std::env::var_os(KEYRING).is_some();
        if !is {
            println!("{KEYRING} is not set: nothing is kept in a keyring; see .ci/issuers");
        }
        is
    }

    pub(crate) fn keep(&self) -> Keep {
        match self {
            Self::File(path, _) => Keep::file(path),
            Self::Keyring(account) => Keep::keyring(PROGRAM, account),
        }
    }

    /// What is kept; `None` if nothing is.
    pub(crate) fn text(&self) -> Option<String> {
        match self {
            Self::File(path, _) => std::fs::read_to_string(path).ok(),
            Self::Keyring(account) => match entry(account).get_password() {
                Ok(text) => Some(text),
                Err(keyring::v1::Error::NoEntry) => None,
                Err(error) => panic!("{error}"),
            },
        }
    }

    pub(crate) fn refresh_token(&self) -> Option<String> {
        let kept: Value = serde_json::from_str(&self.text()?).unwrap();
        let token = kept["account"]["refresh_token"].as_str();
        token.map(str::to_owned)
    }

    /// Tells another process of the place.
    pub(crate) fn tell(&self, command: &mut Command) {
        match self {
            Self::File(path, _) => command.env(FILE, path),
            Self::Keyring(account) => command.env(ACCOUNT, account),
        };
    }

    /// The place that this process was told of.
    pub(crate) fn told() -> Option<Self> {
        let file = std::env::var_os(FILE).map(|path| Self::File(path.into(), None));
        file.or_else(|| std::env::var(ACCOUNT).ok().map(Self::Keyring))
    }
}

pub(crate) fn entry(account: &str) -> keyring::v1::Entry {
    keyring::v1::Entry::new(PROGRAM, account).unwrap()
}
