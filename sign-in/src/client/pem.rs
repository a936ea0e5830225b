//! Keys and certificates in PEM (RFC 7468). In: text. Out: a pair that signs, and the certificates' bytes.

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, RsaKeyPair};
use rustls_pki_types::pem::PemObject as _;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};

use crate::error::{Result, SignInError};

/// The smallest RSA key that is used, in bits.
const SMALLEST: usize = 2048;

pub(super) enum KeyPair {
    Rsa(RsaKeyPair),
    P256(EcdsaKeyPair),
}

fn invalid(why: &str) -> SignInError {
    SignInError::Settings(format!("the client's key is invalid: {why}"))
}

/// The first private key in the text: PKCS#8, PKCS#1 or SEC 1, without a password.
pub(super) fn key(pem: &str) -> Result<KeyPair> {
    let key = PrivateKeyDer::from_pem_slice(pem.as_bytes()).map_err(|_| {
        let hint = if pem.contains("ENCRYPTED") {
            "it is encrypted; decrypt it with `openssl pkey`"
        } else {
            "there is no private key in PEM (`-----BEGIN PRIVATE KEY-----`); convert .pfx files with `openssl pkcs12 -nodes`"
        };
        invalid(hint)
    })?;
    let (rsa, p256) = match &key {
        PrivateKeyDer::Pkcs1(key) => (RsaKeyPair::from_der(key.secret_pkcs1_der()).ok(), None),
        PrivateKeyDer::Sec1(key) => {
            let key = EcdsaKeyPair::from_private_key_der(
                &ECDSA_P256_SHA256_FIXED_SIGNING,
                key.secret_sec1_der(),
            );
            (None, key.ok())
        }
        PrivateKeyDer::Pkcs8(key) => {
            let der = key.secret_pkcs8_der();
            let p256 = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, der);
            (RsaKeyPair::from_pkcs8(der).ok(), p256.ok())
        }
        _ => (None, None),
    };
    match (rsa, p256) {
        (Some(rsa), _) if rsa.public_modulus_len() * 8 < SMALLEST => {
            Err(invalid("RSA keys need 2048 bits or more"))
        }
        (Some(rsa), _) => Ok(KeyPair::Rsa(rsa)),
        (None, Some(p256)) => Ok(KeyPair::P256(p256)),
        (None, None) => Err(invalid("it is neither RSA nor ECDSA on P-256")),
    }
}

/// The first certificate in the text, which is the client's own.
pub(super) fn certificate(pem: &str) -> Result<Option<Vec<u8>>> {
    let first = CertificateDer::pem_slice_iter(pem.as_bytes()).next();
    match first.transpose() {
        Ok(certificate) => Ok(certificate.map(|certificate| certificate.to_vec())),
        Err(_) => Err(invalid("the certificate in it is not PEM")),
    }
}
