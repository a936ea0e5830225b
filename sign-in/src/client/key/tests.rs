use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _,
    RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256, RsaKeyPair, UnparsedPublicKey,
    VerificationAlgorithm,
};
use base64::engine::general_purpose::STANDARD;

use super::*;
use crate::issuer::Metadata;

fn pem(label: &str, der: &[u8]) -> String {
    format!(
        "-----BEGIN {label}-----\n{}\n-----END {label}-----\n",
        STANDARD.encode(der)
    )
}

fn metadata() -> Metadata {
    Metadata {
        name: IssuerName::Exact("https://i".to_owned()),
        token: "https://i/token".to_owned(),
        authorization: None,
        device_authorization: None,
        names_itself: false,
        offers_offline: false,
        secret_in_body: false,
    }
}

fn signed(key: &ClientKey, microsoft: bool) -> (Value, Value, Vec<u8>, Vec<u8>) {
    let to = Recipient {
        client_id: "app",
        metadata: &metadata(),
        microsoft,
        wants_id: false,
        now: jiff::Timestamp::constant(1_767_225_600, 900_000_000),
    };
    let assertion = key.assertion(&to).unwrap();
    let parts: Vec<&str> = assertion.reveal().split('.').collect();
    let bytes = |part: &str| URL_SAFE_NO_PAD.decode(part).unwrap();
    let json = |part: &str| serde_json::from_slice(&bytes(part)).unwrap();
    let message = format!("{}.{}", parts[0], parts[1]);
    (
        json(parts[0]),
        json(parts[1]),
        message.into_bytes(),
        bytes(parts[2]),
    )
}

fn verify(
    algorithm: &'static dyn VerificationAlgorithm,
    key: &[u8],
    message: &[u8],
    signature: &[u8],
) {
    UnparsedPublicKey::new(algorithm, key)
        .verify(message, signature)
        .unwrap();
}

#[test]
fn assertions_are_signed_by_the_algorithm_of_the_issuer() {
    let pair = RsaKeyPair::generate(KeySize::Rsa2048).unwrap();
    let der: aws_lc_rs::encoding::Pkcs8V1Der<'_> = pair.as_der().unwrap();
    let certificate = b"not read, only hashed";
    let text = pem("CERTIFICATE", certificate) + &pem("PRIVATE KEY", der.as_ref());
    let public = pair.public_key().as_ref();
    let key = ClientKey::from_pem(&text).unwrap().key_id("k");
    let thumbprint = |algorithm| URL_SAFE_NO_PAD.encode(digest(algorithm, certificate));

    let (header, claims, message, signature) = signed(&key, true);
    assert_eq!(header["alg"], "PS256");
    assert_eq!(
        (&header["kid"], &header["x5t#S256"]),
        (&json!("k"), &json!(thumbprint(&SHA256)))
    );
    assert!(header.get("x5t").is_none());
    assert_eq!(claims["aud"], "https://i/token");
    verify(&RSA_PSS_2048_8192_SHA256, public, &message, &signature);

    let (header, claims, message, signature) = signed(&key, false);
    assert_eq!(
        (&header["alg"], &header["x5t"]),
        (
            &json!("RS256"),
            &json!(thumbprint(&SHA1_FOR_LEGACY_USE_ONLY))
        )
    );
    assert_eq!(claims["aud"], "https://i");
    verify(&RSA_PKCS1_2048_8192_SHA256, public, &message, &signature);

    let key = key
        .algorithm(SigningAlgorithm::Ps256)
        .unwrap()
        .audience("else");
    let (header, claims, ..) = signed(&key, false);
    assert_eq!(
        (&header["alg"], &claims["aud"]),
        (&json!("PS256"), &json!("else"))
    );
    assert!(key.algorithm(SigningAlgorithm::Es256).is_err());
}

#[test]
fn assertions_have_whole_seconds_and_never_the_same_id() {
    let der = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new())
        .unwrap();
    let key = ClientKey::from_pem(&pem("PRIVATE KEY", der.as_ref())).unwrap();
    let (header, claims, message, signature) = signed(&key, false);
    assert_eq!(header, json!({"alg": "ES256", "typ": "JWT"}));
    let now = 1_767_225_600;
    assert_eq!(
        (&claims["iat"], &claims["nbf"], &claims["exp"]),
        (&json!(now - 5), &json!(now - 5), &json!(now + 300))
    );
    assert_eq!(
        (&claims["iss"], &claims["sub"]),
        (&json!("app"), &json!("app"))
    );
    let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, der.as_ref()).unwrap();
    verify(
        &ECDSA_P256_SHA256_FIXED,
        pair.public_key().as_ref(),
        &message,
        &signature,
    );
    assert_ne!(claims["jti"], signed(&key, false).1["jti"]);
    assert!(key.algorithm(SigningAlgorithm::Rs256).is_err());
}

#[test]
fn what_is_no_key_is_refused_without_being_shown() {
    let secret = STANDARD.encode("very secret");
    for (text, said) in [
        (String::new(), "no private key"),
        (pem("CERTIFICATE", b"x"), "no private key"),
        (pem("ENCRYPTED PRIVATE KEY", b"very secret"), "encrypted"),
        (pem("PRIVATE KEY", b"very secret"), "neither RSA nor ECDSA"),
    ] {
        let error = ClientKey::from_pem(&text).unwrap_err();
        assert!(error.to_string().contains(said), "{error}");
        assert!(!format!("{error:?}").contains(&secret));
    }
}
