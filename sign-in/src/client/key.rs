//! A client's key. In: PEM. Out: signed assertions (RFC 7523, section 3), a new one for each request.

use std::fmt;

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{RSA_PKCS1_SHA256, RSA_PSS_SHA256};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::Recipient;
use super::pem::{self, KeyPair};
use crate::error::{Result, SignInError};
use crate::issuer::IssuerName;
use crate::secret::Secret;

/// How long an assertion is valid, in seconds.
const VALID: i64 = 300;

/// How far it is valid before now, in seconds: clocks differ, and strict issuers allow 15.
const BEFORE: i64 = 5;

/// The algorithm of a signature (RFC 7518, section 3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SigningAlgorithm {
    /// RSASSA-PSS with SHA-256, which Microsoft asks for.
    Ps256,
    /// RSASSA-PKCS1-v1_5 with SHA-256, which most issuers register.
    Rs256,
    /// ECDSA on P-256 with SHA-256.
    Es256,
}

/// A private key by which a client proves who it is, with the certificate that the issuer knows it by.
///
/// ```no_run
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use service_sign_in::{ClientKey, SignIn};
///
/// let key = ClientKey::from_pem(&std::fs::read_to_string("client.pem")?)?;
/// let credential = SignIn::microsoft("contoso.example")
///     .client_id("11111111-2222-3333-4444-555555555555")
///     .client_key(key)
///     .client_credentials()?;
/// # Ok(()) }
/// ```
pub struct ClientKey {
    pair: KeyPair,
    certificate: Option<Vec<u8>>,
    algorithm: Option<SigningAlgorithm>,
    key_id: Option<String>,
    audience: Option<String>,
}

impl ClientKey {
    /// From PEM: the private key (PKCS#8, PKCS#1 or SEC 1, not encrypted) and, where the issuer knows the key by a
    /// certificate as Microsoft does, that certificate, in any order.
    ///
    /// # Errors
    /// If there is no private key, or it is neither RSA of 2048 bits or more nor ECDSA on P-256.
    pub fn from_pem(pem: &str) -> Result<Self, SignInError> {
        Ok(Self {
            pair: pem::key(pem)?,
            certificate: pem::certificate(pem)?,
            algorithm: None,
            key_id: None,
            audience: None,
        })
    }

    /// The algorithm, as it is registered at the issuer. Unless set: ES256 for keys on P-256; for RSA, PS256 at Microsoft
    /// and RS256 elsewhere.
    ///
    /// # Errors
    /// If the key is of another kind.
    pub fn algorithm(mut self, algorithm: SigningAlgorithm) -> Result<Self, SignInError> {
        let on_curve = matches!(self.pair, KeyPair::P256(_));
        if on_curve == (algorithm == SigningAlgorithm::Es256) {
            self.algorithm = Some(algorithm);
            return Ok(self);
        }
        let kind = if on_curve { "ECDSA on P-256" } else { "RSA" };
        Err(SignInError::Settings(format!(
            "the client's key is {kind}, which cannot sign by {algorithm:?}"
        )))
    }

    /// The key's id in the key set that the issuer has (`kid`).
    #[must_use]
    pub fn key_id(mut self, id: impl Into<String>) -> Self {
        self.key_id = Some(id.into());
        self
    }

    /// Whom assertions are for (`aud`). Unless set: the token endpoint at Microsoft, else the issuer's name.
    #[must_use]
    pub fn audience(mut self, audience: impl Into<String>) -> Self {
        self.audience = Some(audience.into());
        self
    }

    pub(super) fn assertion(&self, to: &Recipient<'_>) -> Result<Secret> {
        let algorithm = self.algorithm.unwrap_or(match self.pair {
            KeyPair::P256(_) => SigningAlgorithm::Es256,
            KeyPair::Rsa(_) if to.microsoft => SigningAlgorithm::Ps256,
            KeyPair::Rsa(_) => SigningAlgorithm::Rs256,
        });
        let from = to.now.as_second() - BEFORE;
        let claims = json!({
            "iss": to.client_id,
            "sub": to.client_id,
            "aud": self.audience_at(to),
            "jti": Secret::random()?.reveal(),
            "iat": from,
            "nbf": from,
            "exp": to.now.as_second() + VALID,
        });
        let header = self.header(algorithm).to_string();
        let encoded = |json: &str| URL_SAFE_NO_PAD.encode(json);
        let signed = format!("{}.{}", encoded(&header), encoded(&claims.to_string()));
        let signature = URL_SAFE_NO_PAD.encode(self.sign(algorithm, signed.as_bytes())?);
        Ok(Secret::new(format!("{signed}.{signature}")))
    }

    fn audience_at<'a>(&'a self, to: &'a Recipient<'_>) -> &'a str {
        match (&self.audience, &to.metadata.name) {
            (Some(audience), _) => audience,
            (None, IssuerName::Exact(name)) if !to.microsoft => name,
            _ => &to.metadata.token,
        }
    }

    fn header(&self, algorithm: SigningAlgorithm) -> Value {
        let name = match algorithm {
            SigningAlgorithm::Ps256 => "PS256",
            SigningAlgorithm::Rs256 => "RS256",
            SigningAlgorithm::Es256 => "ES256",
        };
        let mut header = json!({"alg": name, "typ": "JWT"});
        if let Some(id) = &self.key_id {
            header["kid"] = json!(id);
        }
        if let Some(certificate) = &self.certificate {
            let thumbprint = |algorithm| URL_SAFE_NO_PAD.encode(digest(algorithm, certificate));
            header["x5t#S256"] = json!(thumbprint(&SHA256));
            // Microsoft's older form, by SHA-1, goes with RS256.
            if algorithm == SigningAlgorithm::Rs256 {
                header["x5t"] = json!(thumbprint(&SHA1_FOR_LEGACY_USE_ONLY));
            }
        }
        header
    }

    fn sign(&self, algorithm: SigningAlgorithm, message: &[u8]) -> Result<Vec<u8>> {
        let random = SystemRandom::new();
        let signature = match &self.pair {
            KeyPair::P256(pair) => pair
                .sign(&random, message)
                .map(|signature| signature.as_ref().to_vec()),
            KeyPair::Rsa(pair) => {
                let padding: &dyn aws_lc_rs::signature::RsaEncoding = match algorithm {
                    SigningAlgorithm::Rs256 => &RSA_PKCS1_SHA256,
                    _ => &RSA_PSS_SHA256,
                };
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(padding, &random, message, &mut signature)
                    .map(|()| signature)
            }
        };
        signature.map_err(|_| SignInError::Settings("the client's key cannot sign".to_owned()))
    }
}

/// Shows neither key nor certificate.
impl fmt::Debug for ClientKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientKey")
            .field("algorithm", &self.algorithm)
            .field("key_id", &self.key_id)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
