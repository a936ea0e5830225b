//! Request builders of resources, and the methods that they share with the client.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::{
    Argument, BuilderPlan, CallKind, Given, MethodBody, MethodPlan, Referred, TypePath,
};

use super::docs::{Scope, of_item};
use super::mentions::Mentions;
use super::source::{Source, spaced};
use super::types::{conversion, declaration, parameter};

/// Names for which Clippy asks for a trait of the standard library instead of a method.
const TRAIT_METHODS: &[&str] = &[
    "add",
    "as_mut",
    "as_ref",
    "bitand",
    "bitor",
    "bitxor",
    "borrow",
    "borrow_mut",
    "clone",
    "cmp",
    "default",
    "deref",
    "deref_mut",
    "div",
    "drop",
    "eq",
    "from_iter",
    "from_str",
    "hash",
    "index",
    "index_mut",
    "into_iter",
    "mul",
    "neg",
    "next",
    "not",
    "rem",
    "shl",
    "shr",
    "sub",
];

/// Most arguments, `self` among them, that Clippy takes for a method.
const MOST_ARGUMENTS: usize = 7;

/// The struct around a resource, and its methods.
pub(super) fn builder(plan: &BuilderPlan, scope: Scope, source: &mut Source) {
    let name = &plan.name;
    let attributes = of_item(&plan.docs, plan.deprecated.as_ref());
    source.push(quote! {
        #attributes
        #[must_use = "a request builder does nothing until a request is sent"]
        #[derive(Clone, Debug)]
        pub struct #name(pub odata_client::Resource);
    });
    if plan.methods.is_empty() {
        return;
    }
    let deprecated = plan.deprecated.is_some();
    let on_type = scope.allow(deprecated);
    let methods = methods(&plan.methods, &quote!(self.0), scope.within(deprecated));
    source.push(quote!(#on_type impl #name { #methods }));
}

/// The methods of a builder or of the client, which start from a resource.
pub(super) fn methods(plans: &[MethodPlan], resource: &TokenStream, scope: Scope) -> TokenStream {
    spaced(plans.iter().map(|plan| method(plan, resource, scope)))
}

fn method(plan: &MethodPlan, resource: &TokenStream, scope: Scope) -> TokenStream {
    let name = &plan.name;
    let attributes = of_item(&plan.docs, plan.deprecated.as_ref());
    let allow = scope.allow(plan.mentions_deprecated());
    let allow_name = allow_trait_name(name.as_str());
    let allow_arguments = allow_arguments(&plan.body);
    let rest = rest(&plan.body, resource);
    quote!(#attributes #allow #allow_name #allow_arguments pub fn #name #rest)
}

/// What follows the name of a method: arguments, result and body.
fn rest(body: &MethodBody, resource: &TokenStream) -> TokenStream {
    match body {
        MethodBody::Get(model) => {
            quote!((&self) -> odata_client::Get<#model> { #resource.get() })
        }
        MethodBody::List(model) => {
            quote!((&self) -> odata_client::List<#model> { #resource.list() })
        }
        MethodBody::Create(model) => {
            quote!((&self, item: &#model) -> odata_client::Create<#model> { #resource.create(item) })
        }
        MethodBody::CreateAny(model) => quote! {
            (&self, item: impl Into<#model>) -> odata_client::Create<#model> {
                #resource.create(&item.into())
            }
        },
        MethodBody::CreateMedia(model) => quote! {
            (
                &self,
                content: impl Into<odata_client::Body>,
                content_type: &str,
            ) -> odata_client::CreateMedia<#model> {
                #resource.create_media(content, content_type)
            }
        },
        MethodBody::UpdateAny(model) => quote! {
            (&self, changes: impl Into<#model>) -> odata_client::Update<#model> {
                #resource.update(&changes.into())
            }
        },
        MethodBody::Update(model) => {
            quote!((&self, changes: &#model) -> odata_client::Update<#model> { #resource.update(changes) })
        }
        MethodBody::Replace(model) => {
            quote!((&self, changes: &#model) -> odata_client::Update<#model> { #resource.replace(changes) })
        }
        MethodBody::ReplaceAny(model) => quote! {
            (&self, changes: impl Into<#model>) -> odata_client::Update<#model> {
                #resource.replace(&changes.into())
            }
        },
        MethodBody::Delete => quote!((&self) -> odata_client::Delete { #resource.delete() }),
        MethodBody::Key {
            beside,
            parts,
            builder,
        } => {
            if let Some(names) = beside {
                let beside = quote!(const BESIDE: &[&str] = &[#(#names),*];);
                let call = |key| quote!(#resource.key_segment_beside(BESIDE, #key));
                key(&beside, call, false, parts, builder)
            } else {
                let call = |key| quote!(#resource.key_parentheses(#key));
                key(&TokenStream::new(), call, true, parts, builder)
            }
        }
        MethodBody::AlternateKey { parts, builder } => {
            let call = |key| quote!(#resource.alternate_key(#key));
            key(&TokenStream::new(), call, true, parts, builder)
        }
        MethodBody::Count => quote!((&self) -> odata_client::Count { #resource.count() }),
        MethodBody::References { segment, to } => references(segment, *to, resource),
        MethodBody::ByPath {
            opening,
            closing,
            builder,
        } => quote! {
            (&self, path: impl AsRef<str>) -> #builder {
                #builder(#resource.by_path(#opening, path, #closing))
            }
        },
        MethodBody::Header { header, builder } => quote! {
            (&self, value: impl AsRef<str>) -> #builder { #builder(#resource.header(#header, value)) }
        },
        MethodBody::Navigate { segment, builder } | MethodBody::Cast { segment, builder } => {
            quote!((&self) -> #builder { #builder(#resource.segment(#segment)) })
        }
        MethodBody::Media { segment } => {
            quote!((&self) -> odata_client::Media { #resource.segment(#segment).media() })
        }
        MethodBody::Operation {
            kind,
            segment,
            arguments,
            gives,
            ..
        } => {
            let call = match kind {
                CallKind::Action => quote!(#resource.action(#segment)),
                CallKind::Function => quote!(#resource.function(#segment)),
            };
            operation(&call, arguments, gives)
        }
    }
}

fn references(segment: &str, to: Referred, resource: &TokenStream) -> TokenStream {
    let by = |style| quote!((&self) -> odata_client::References { #resource.references(#segment, #style) });
    match to {
        Referred::One => {
            quote!((&self) -> odata_client::Reference { #resource.reference(#segment) })
        }
        Referred::ManyBySegment => by(quote!(odata_client::KeyStyle::Segment)),
        Referred::ManyByParentheses => by(quote!(odata_client::KeyStyle::Parentheses)),
        Referred::ManyById => quote! {
            (&self) -> odata_client::References<odata_client::CompositeKey> {
                #resource.references_by_id(#segment)
            }
        },
    }
}

/// A method for a key, after constants that it needs: `call` gives the resource from the parts, which have their
/// names where it takes them.
fn key(
    constants: &TokenStream,
    call: impl FnOnce(TokenStream) -> TokenStream,
    named: bool,
    parts: &[Argument],
    builder: &TypePath,
) -> TokenStream {
    let declarations = parts.iter().map(declaration);
    let conversions = parts.iter().map(conversion);
    let values = parts.iter().map(|Argument { name, wire, .. }| {
        if named {
            quote!((#wire, &#name))
        } else {
            quote!(&#name)
        }
    });
    let resource = call(quote!(&[#(#values),*]));
    quote! {
        (&self, #(#declarations),*) -> #builder {
            #constants
            #(#conversions)*
            #builder(#resource)
        }
    }
}

fn operation(call: &TokenStream, arguments: &[Argument], gives: &Given) -> TokenStream {
    let declarations = arguments.iter().map(declaration);
    let conversions = arguments.iter().map(conversion);
    let parameters = arguments.iter().map(parameter);
    let invocation = quote!(#call #(#parameters)*);
    let (output, result) = match gives {
        Given::Builder(builder) => (quote!(#builder), quote!(#builder(#invocation))),
        Given::Invocation(returns) => (quote!(odata_client::Invocation<#returns>), invocation),
    };
    quote! {
        (&self, #(#declarations),*) -> #output {
            #(#conversions)*
            #result
        }
    }
}

fn allow_arguments(body: &MethodBody) -> TokenStream {
    let arguments = match body {
        MethodBody::Operation { arguments, .. } => arguments.len(),
        MethodBody::Key { parts, .. } | MethodBody::AlternateKey { parts, .. } => parts.len(),
        _ => 0,
    };
    if arguments < MOST_ARGUMENTS {
        return TokenStream::new();
    }
    quote! {
        #[allow(clippy::too_many_arguments, reason = "one argument for each value that must be sent")]
    }
}

/// Allows a method to be named like one of a standard trait.
pub(super) fn allow_trait_name(name: &str) -> TokenStream {
    if !TRAIT_METHODS.contains(&name) {
        return TokenStream::new();
    }
    quote!(#[allow(clippy::should_implement_trait, reason = "the service's name for it")])
}
