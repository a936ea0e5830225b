//! No secret is printed: not by `Debug`, not in errors and what caused them, not in traces, whatever issuers answer. In a
//! program of its own: traces of other tests are of the whole program.
#![cfg(test)]

#[allow(dead_code, reason = "it is also of other tests, which use the rest")]
#[path = "../integration/issuer.rs"]
mod issuer;

use std::error::Error;
use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use odata_client::testing::PausedClock;
use proptest::prelude::*;
use serde_json::json;
use service_sign_in::{Keep, SecretPlace, SignIn, SignInError};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::issuer::{Answer, Issuer, Request};

/// All that is printed, by values, errors and traces.
#[derive(Clone, Default)]
struct Printed(Arc<Mutex<String>>);

impl Printed {
    fn value(&self, value: &impl Debug) {
        let mut text = self.0.lock().unwrap();
        write!(text, "{value:?}\n{value:#?}\n").unwrap();
    }

    fn result<T: Debug>(&self, result: Result<T, SignInError>) {
        let error = match result {
            Ok(value) => return self.value(&value),
            Err(error) => error,
        };
        self.value(&error);
        let mut cause: Option<&dyn Error> = Some(&error);
        while let Some(error) = cause {
            write!(self.0.lock().unwrap(), "{error}\n{error:?}\n").unwrap();
            cause = error.source();
        }
    }
}

impl Visit for Printed {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        writeln!(self.0.lock().unwrap(), "{field} {value:?}").unwrap();
    }
}

impl Subscriber for Printed {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("service_")
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        attributes.record(&mut self.clone());
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// What an issuer answers at its token endpoint, with all that it was sent in it.
fn answer(kind: usize, request: &Request, tokens: &[String; 2]) -> Answer {
    let authorization = request.header("authorization").unwrap_or_default();
    let read: Vec<String> = request.form().into_values().collect();
    let said = format!("{authorization} {} {}", request.body, read.join(" "));
    match kind {
        0 => Answer::Json(
            400,
            json!({"error": "invalid_grant", "error_description": said, "error_uri": said, "suberror": said,
                "claims": said, "trace_id": said, "correlation_id": said}),
        ),
        1 => Answer::Json(401, json!({"error": said, "error_description": said})),
        2 => Answer::Json(400, json!({"error": {"message": said}, "title": said})),
        3 => Answer::Raw("503 X\r\nRetry-After: 90\r\n".to_owned(), said.into_bytes()),
        4 => Answer::Raw(
            format!("302 X\r\nLocation: /x?{}\r\n", request.body),
            Vec::new(),
        ),
        // Tokens that are not to be taken: without a type, and of another kind.
        5 => Answer::Json(
            200,
            json!({"access_token": tokens[0], "refresh_token": tokens[1]}),
        ),
        6 => Answer::Json(
            200,
            json!({"access_token": tokens[0], "refresh_token": [tokens[1]], "token_type": "Bearer"}),
        ),
        7 => Answer::Json(
            200,
            json!({"access_token": tokens[0], "token_type": "Bearer", "id_token": format!("{}.{}", tokens[0], tokens[1])}),
        ),
        _ => Answer::Json(
            200,
            json!({"access_token": tokens[0], "refresh_token": tokens[1], "token_type": "Bearer", "expires_in": "60",
                "scope": "other"}),
        ),
    }
}

const KINDS: usize = 9;

/// Signs in by all ways without a browser, and prints all that there is to print.
async fn print_all(
    (kind, proof): (usize, usize),
    secrets: &[String; 5],
    tokens: [String; 2],
    printed: &Printed,
) {
    let [client, refresh, caller, device, assertion] = secrets.clone();
    let code = device.clone();
    let issuer = Issuer::start(move |request: &Request, _| match request.line() {
        "POST /device" => Answer::Json(
            200,
            json!({"device_code": code, "user_code": "U", "verification_uri": "https://login.example"}),
        ),
        _ => answer(kind, request, &tokens),
    });
    let plain = || {
        let sign_in = SignIn::endpoints(issuer.endpoints()).client_id("c");
        sign_in
            .scopes(["a"])
            .clock(PausedClock::new())
            .keep(Keep::memory())
    };
    let asserted = assertion.clone();
    let asserted = plain().client_assertion(move || {
        let assertion = asserted.clone();
        async move { Ok(assertion) }
    });
    let with = |place| plain().client_secret_in(place, client.as_str());
    let sign_in = match proof {
        0 => with(SecretPlace::Header),
        1 => with(SecretPlace::Body),
        _ => asserted,
    };
    printed.value(&sign_in);
    let service = sign_in.clone().on_behalf_of().unwrap();
    printed.value(&service);
    let tell = printed.clone();
    for credential in [
        sign_in.clone().client_credentials().unwrap(),
        sign_in.clone().refresh_token(refresh.as_str()).unwrap(),
        service.caller(caller.as_str()),
        sign_in
            .device_code(move |prompt| tell.value(prompt))
            .unwrap(),
    ] {
        printed.result(credential.sign_in().await);
        printed.value(&credential);
    }
}

/// A secret as it is, and as it is sent.
fn writings(secret: &str) -> Vec<String> {
    let form: String = form_urlencoded::byte_serialize(secret.as_bytes()).collect();
    let percent = form.replace('+', "%20");
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
    let strict: String = secret
        .bytes()
        .map(|byte| match byte {
            byte if plain(&byte) => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect();
    let basic = STANDARD.encode(format!("c:{strict}"));
    vec![secret.to_owned(), form, percent, strict, basic]
}

/// Of printable letters, and long enough that nothing else is like it.
fn secret() -> impl Strategy<Value = String> {
    let letters = prop::collection::vec(prop::char::range('!', '~'), 16..40);
    letters.prop_map(String::from_iter)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 36, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn no_secret_is_in_anything_that_is_printed(
        kind in 0..KINDS,
        proof in 0..3_usize,
        secrets in [secret(), secret(), secret(), secret(), secret()],
        tokens in [secret(), secret()],
    ) {
        let all = Printed::default();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        tracing::subscriber::with_default(all.clone(), || {
            runtime.block_on(print_all((kind, proof), &secrets, tokens.clone(), &all));
        });
        let all = all.0.lock().unwrap();
        prop_assert!(all.contains("asks the issuer"), "traces are heard of");
        for secret in secrets.iter().chain(&tokens) {
            for writing in writings(secret) {
                prop_assert!(!all.contains(&writing), "{kind}: {writing:?} of {secret:?}: {all}");
            }
        }
    }
}
