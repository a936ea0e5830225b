//! Request builders of resources, and the methods that they share with the client.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::plan::layout::{self, Lints};
use crate::plan::names::owned::INVOCATION;
use crate::plan::{
    Argument, ArgumentType, BuilderPlan, CallKind, MethodBody, MethodPlan, Referred, ReturnPlan,
    TypePath,
};

use super::docs::{allow, cfg, gated, of_item};
use super::source::{Source, spaced};
use super::types::{RT, conversion, declaration, invocation, parameter, parameter_conversion};

/// The struct around a resource, and its methods.
pub(super) fn builder(plan: &BuilderPlan, lints: Lints<'_>, source: &mut Source) {
    let name = &plan.name;
    let attributes = of_item(&plan.docs, plan.deprecated.as_ref());
    source.push(quote! {
        #attributes
        #[must_use = "a request builder does nothing until a request is sent"]
        #[derive(Clone, Debug)]
        pub struct #name(pub #RT::Resource);
    });
    if plan.methods.is_empty() {
        return;
    }
    let on_type = allow(lints.item(plan.deprecated.as_ref()));
    let inside = lints.within(plan.deprecated.as_ref());
    let methods = methods(&plan.methods, &quote!(self.0), inside);
    source.push(quote!(#on_type impl #name { #methods }));
}

/// The methods of a builder or of the client, which start from a resource.
pub(super) fn methods(
    plans: &[MethodPlan],
    resource: &TokenStream,
    lints: Lints<'_>,
) -> TokenStream {
    spaced(plans.iter().map(|plan| method(plan, resource, lints)))
}

fn method(plan: &MethodPlan, resource: &TokenStream, lints: Lints<'_>) -> TokenStream {
    let name = &plan.name;
    let gate = lints.gate(plan);
    let docs = gated(&plan.docs, layout::needed, &gate);
    let attributes = of_item(&docs, plan.deprecated.as_ref());
    let (cfg, allow) = (cfg(&gate), allow(lints.method(plan)));
    let rest = rest(&plan.body, resource);
    quote!(#attributes #cfg #allow pub fn #name #rest)
}

/// What follows the name of a method: arguments, result and body.
fn rest(body: &MethodBody, resource: &TokenStream) -> TokenStream {
    match body {
        MethodBody::Get(model) => {
            quote!((&self) -> #RT::Get<#model> { #resource.get() })
        }
        MethodBody::List(model) => {
            quote!((&self) -> #RT::List<#model> { #resource.list() })
        }
        MethodBody::Create(model) => sent(["item", "Create", "create"], model, resource),
        MethodBody::CreateAny(model) => sent_any(["item", "Create", "create"], model, resource),
        MethodBody::CreateMedia(model) => quote! {
            (
                &self,
                content: impl Into<#RT::Body>,
                content_type: &str,
            ) -> #RT::request::CreateMedia<#model> {
                #resource.create_media(content, content_type)
            }
        },
        MethodBody::Update(model) => sent(["changes", "Update", "update"], model, resource),
        MethodBody::UpdateAny(model) => sent_any(["changes", "Update", "update"], model, resource),
        MethodBody::Replace(model) => sent(["changes", "Update", "replace"], model, resource),
        MethodBody::ReplaceAny(model) => {
            sent_any(["changes", "Update", "replace"], model, resource)
        }
        MethodBody::Delete => quote!((&self) -> #RT::Delete { #resource.delete() }),
        MethodBody::Key {
            beside,
            parts,
            builder,
        } => by_key(beside.as_deref(), parts, builder, resource),
        MethodBody::AlternateKey { parts, builder } => {
            let call = |key| quote!(#resource.alternate_key(#key));
            key(&TokenStream::new(), call, true, parts, builder)
        }
        MethodBody::Count => quote!((&self) -> #RT::request::Count { #resource.count() }),
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
            quote!((&self) -> #RT::request::Media { #resource.segment(#segment).media() })
        }
        MethodBody::Operation {
            kind,
            segment,
            arguments,
            returns,
            parameters,
            ..
        } => {
            let of = format_ident!("{INVOCATION}");
            let call = match kind {
                CallKind::Action => quote!(crate::#of::of_action(&#resource, #segment)),
                CallKind::Function => quote!(crate::#of::of_function(&#resource, #segment)),
            };
            operation(&call, arguments, returns, parameters.as_ref())
        }
    }
}

/// A method that sends a value of one type: names of its argument, of the request and of the runtime's method.
fn sent(names: [&str; 3], model: &TypePath, resource: &TokenStream) -> TokenStream {
    let [argument, request, method] = names.map(|name| format_ident!("{name}"));
    quote!((&self, #argument: &#model) -> #RT::#request<#model> { #resource.#method(#argument) })
}

/// The same for a value of any type of a family.
fn sent_any(names: [&str; 3], model: &TypePath, resource: &TokenStream) -> TokenStream {
    let [argument, request, method] = names.map(|name| format_ident!("{name}"));
    quote! {
        (&self, #argument: impl Into<#model>) -> #RT::#request<#model> {
            #resource.#method(&#argument.into())
        }
    }
}

/// A method that leads to one of many by its key, as a segment where other names stand beside it.
fn by_key(
    beside: Option<&[String]>,
    parts: &[Argument],
    builder: &TypePath,
    resource: &TokenStream,
) -> TokenStream {
    let constant = beside.map(|names| quote!(const BESIDE: &[&str] = &[#(#names),*];));
    if let [part] = parts
        && part.ty == ArgumentType::IntoString
    {
        let (declaration, key) = (declaration(part), &part.name);
        let resource = if constant.is_some() {
            quote!(#resource.key_text_beside(BESIDE, #key))
        } else {
            quote!(#resource.key_text(#key))
        };
        return quote!((&self, #declaration) -> #builder { #constant #builder(#resource) });
    }
    if let Some(constant) = constant {
        let call = |part| quote!(#resource.key_segment_beside(BESIDE, #part));
        key(&constant, call, false, parts, builder)
    } else {
        let call = |part| quote!(#resource.key_parentheses(#part));
        key(&TokenStream::new(), call, true, parts, builder)
    }
}

fn references(segment: &str, to: Referred, resource: &TokenStream) -> TokenStream {
    let by = |style| quote!((&self) -> #RT::reference::References { #resource.references(#segment, #style) });
    match to {
        Referred::One => {
            quote!((&self) -> #RT::reference::Reference { #resource.reference(#segment) })
        }
        Referred::ManyBySegment => by(quote!(#RT::KeyStyle::Segment)),
        Referred::ManyByParentheses => by(quote!(#RT::KeyStyle::Parentheses)),
        Referred::ManyById => quote! {
            (&self) -> #RT::reference::References<#RT::reference::CompositeKey> {
                #resource.references_by_id(#segment)
            }
        },
    }
}

/// A method for a key, after a constant that it needs: `call` gives the resource from the parts, which have their
/// names where it takes them.
fn key(
    constant: &TokenStream,
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
            #constant
            #(#conversions)*
            #builder(#resource)
        }
    }
}

fn operation(
    call: &TokenStream,
    arguments: &[Argument],
    returns: &ReturnPlan,
    optional: Option<&TypePath>,
) -> TokenStream {
    let declarations = arguments.iter().map(declaration);
    let conversions = arguments.iter().map(parameter_conversion);
    let required = arguments.iter().map(parameter);
    let output = invocation(returns, optional);
    quote! {
        (&self, #(#declarations),*) -> #output {
            #(#conversions)*
            #call #(#required)*
        }
    }
}
