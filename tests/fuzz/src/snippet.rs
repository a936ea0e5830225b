//! Bytes as the text of a request: refused with its line, or made into one Rust statement.

use std::sync::OnceLock;

use csdlgen::config::{Crate, KeyStyle, OperationNames};
use csdlgen::pipeline::{self, Source};
use csdlgen::plan::Plan;
use csdlgen::snippet::{Request, snippet};

use super::config::SMALL;

fn service() -> &'static Plan {
    static PLAN: OnceLock<Plan> = OnceLock::new();
    PLAN.get_or_init(|| {
        let options = Crate {
            key_style: KeyStyle::Segment,
            operations: OperationNames::Unqualified,
            ..Crate::default()
        };
        let source = Source {
            name: "small.csdl".to_owned(),
            bytes: SMALL.to_vec(),
        };
        let planned = pipeline::plan(&source, &options);
        planned.unwrap_or_else(|errors| panic!("{errors}")).plan
    })
}

/// Runs an input.
///
/// # Panics
/// If a promise is broken.
pub fn run(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    for root in [Some("https://svc.example/v1"), None] {
        match Request::parse(text, root) {
            Ok(request) => make(&request),
            Err(error) => {
                let lines = text.lines().count().max(1);
                assert!((1..=lines).contains(&error.line), "{error}");
                assert!(!error.message.is_empty());
            }
        }
    }
}

fn make(request: &Request) {
    let plan = service();
    let made = snippet(plan, "client", request);
    assert_eq!(made, snippet(plan, "client", request), "two runs differ");
    let made = match made {
        Ok(made) => made,
        Err(error) => {
            assert!(!error.to_string().is_empty());
            return;
        }
    };
    let expression: Result<syn::Expr, _> = syn::parse_str(&made.expression);
    if let Err(error) = expression {
        panic!("{error}: {}", made.expression);
    }
    let rust = made.to_rust();
    let block: Result<syn::Block, _> = syn::parse_str(&format!("{{ {rust} }}"));
    match block {
        Ok(block) => assert_eq!(block.stmts.len(), 1, "{rust}"),
        Err(error) => panic!("{error}: {rust}"),
    }
}
