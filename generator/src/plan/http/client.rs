//! The client: what the description says of the service as a whole goes in, the client of the crate comes out.

use crate::api::service::SchemeKind;
use crate::diagnostic::Diagnostic;
use crate::plan::example::{ExamplePlan, SignInPlan, of_flows};
use crate::plan::names::{TypeName, words_of_symbols};
use crate::plan::{HttpClientPlan, HttpOperationPlan, PathMethodPlan};

use super::{Context, docs, security, servers};

/// Words at the end of titles that say nothing.
const GENERAL: &[&str] = &[
    "api",
    "rest",
    "openapi",
    "client",
    "service",
    "specification",
    "v1",
    "v2",
    "v3",
];

/// Plans the client, around the methods at the root of all paths.
pub(super) fn plan(
    context: &Context<'_>,
    methods: Vec<PathMethodPlan>,
    operations: Vec<HttpOperationPlan>,
) -> HttpClientPlan {
    let base_url = servers::base_url(context);
    let service = context.api.service.as_deref();
    HttpClientPlan {
        name: name(context),
        docs: docs::said(context, service.map(|service| &service.docs))
            .own("The service: all requests begin here.")
            .finish(),
        constructors: security::constructors(context, base_url.is_some()),
        base_url,
        servers: servers::servers(context),
        hosts: servers::hosts(context),
        schemes: security::used(context),
        methods,
        operations,
        sign_in: sign_in(context),
        example: ExamplePlan::default(),
        start: None,
    }
}

/// The name of the client: the service's title without general words.
fn name(context: &Context<'_>) -> TypeName {
    let given = context.settings.client.as_deref();
    given.and_then(TypeName::given).unwrap_or_else(|| {
        let title = context.api.service.as_deref().map(|it| it.title.as_str());
        let title = words_of_symbols(title.unwrap_or_default());
        let words = title.split(|c: char| !c.is_alphanumeric());
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        let is_general = |word: &&str| GENERAL.contains(&word.to_lowercase().as_str());
        let mut telling: Vec<&str> = words.iter().copied().filter(|it| !is_general(it)).collect();
        telling.truncate(4);
        let name = TypeName::new(&telling);
        let plain = name.as_str().trim_end_matches("Client");
        if telling.is_empty() || plain.is_empty() {
            return TypeName::new(&["Service", "Client"]);
        }
        TypeName::new(&[plain]).with_suffix("Client")
    })
}

/// What a client cannot do by itself.
pub(super) fn warnings(context: &Context<'_>) -> Vec<Diagnostic> {
    let schemes = security::described(context).iter();
    let transports = schemes.filter(|scheme| scheme.kind == SchemeKind::MutualTls);
    transports
        .map(|scheme| {
            let message = format!(
                "security scheme {:?} is a client's certificate, which is the transport's to show",
                scheme.name
            );
            Diagnostic::warning(None, message)
                .with_remedy("give the client a transport that has the certificate")
        })
        .collect()
}

/// How a program signs in: as the settings say, or else as the description does.
fn sign_in(context: &Context<'_>) -> Option<SignInPlan> {
    let described = || {
        of_flows(
            super::security::described(context)
                .iter()
                .map(|it| &it.kind),
        )
    };
    let issuer = context.settings.issuer.as_ref().map(SignInPlan::at);
    issuer.or_else(described)
}
