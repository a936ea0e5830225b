//! Calls: structs with setters, enums by status, and how a value is put into a call.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use crate::plan::layout::Lints;
use crate::plan::{
    CallPlan, ChoicePlan, ChoiceValue, HttpReturn, HttpSetterPlan, SentPlan, Slot, Taken,
};

use crate::emit::docs::{allow, allow_call, of_item};
use crate::emit::source::{Source, spaced};
use crate::emit::types::RT;

use super::methods::{conversion, declaration};

/// The struct around a call, its setters, and the runtime's macro for sending.
pub(super) fn call(plan: &CallPlan, lints: Lints, source: &mut Source) {
    let name = &plan.name;
    let attributes = of_item(&plan.docs, plan.deprecated.as_ref());
    let on_struct = allow(lints.http_call(plan));
    let given = given(&plan.returns);
    source.push(quote! {
        #attributes
        #on_struct
        #[must_use = "a request does nothing until it is sent or awaited"]
        pub struct #name(pub(crate) #RT::Call<#given>);
    });
    let on_type = allow(lints.item(plan.deprecated.as_ref()));
    let inside = lints.within(plan.deprecated.as_ref());
    let setters = spaced(plan.setters.iter().map(|plan| setter(plan, inside)));
    source.push(quote!(#on_type impl #name { #setters }));
    let words = words(&plan.returns);
    let lint = lints
        .item(plan.deprecated.as_ref())
        .or(lints.http_call(plan));
    source.push(allow_call(
        lint,
        quote!(#RT::codegen::call!(#name, #words);),
    ));
}

fn setter(plan: &HttpSetterPlan, lints: Lints) -> TokenStream {
    let HttpSetterPlan { name, sent, .. } = plan;
    let attributes = of_item(&plan.docs, plan.deprecated.as_ref());
    let allow = allow(lints.http_setter(plan));
    let (declaration, conversion) = (declaration(sent), conversion(sent));
    let body = if sent.taken.is_many_files() {
        let call = put_many(quote!(self.0), sent);
        quote!(Self(#call))
    } else {
        let put = put(sent);
        quote!(Self(self.0 #put))
    };
    quote! {
        #attributes
        #allow
        pub fn #name(self, #declaration) -> Self {
            #conversion
            #body
        }
    }
}

/// How a value is put into a call: `.set("limit", &limit)`.
pub(super) fn put(sent: &SentPlan) -> TokenStream {
    let name = &sent.name;
    if sent.taken.is_many_files() {
        return TokenStream::new();
    }
    let value = if let Taken::Reference(_) = sent.taken {
        quote!(#name)
    } else {
        quote!(&#name)
    };
    match &sent.slot {
        Slot::Parameter(wire) => match &sent.taken {
            Taken::IntoString => quote!(.set_text(#wire, #name)),
            Taken::IntoVec(_) => quote!(.set_list(#wire, #name)),
            _ => quote!(.set(#wire, #value)),
        },
        Slot::ParameterIn(place, wire) => {
            let place = format_ident!("{place}");
            quote!(.set_in(#RT::codegen::In::#place, #wire, #value))
        }
        Slot::Part(wire, None) => quote!(.part(#wire, #value)),
        Slot::Part(wire, Some(media)) => quote!(.part_as(#wire, #media, #value)),
        Slot::StyledPart(wire, style, explode) => {
            let style = format_ident!("{style}");
            quote!(.part_styled(#wire, #RT::codegen::Style::#style, #explode, #value))
        }
        Slot::Parts => quote!(.parts(#value)),
        Slot::File(wire) => quote!(.file(#wire, #name)),
        Slot::NamedFiles => TokenStream::new(),
        Slot::Json(None) => quote!(.json(#value)),
        Slot::Json(Some(media)) => quote!(.json_as(#media, #value)),
        Slot::Form(form) => quote!(.form(&#form, #value)),
        Slot::Text(media) => quote!(.text(#media, #name)),
        Slot::Bytes(media) => quote!(.bytes(#media, #name)),
        Slot::BytesOf(_) => quote!(.bytes(content_type, #name)),
    }
}

/// A call with many files put into it.
pub(super) fn put_many(call: TokenStream, sent: &SentPlan) -> TokenStream {
    let name = &sent.name;
    match &sent.slot {
        Slot::File(wire) => {
            quote!(#name.into_iter().fold(#call, |call, file| call.file(#wire, file)))
        }
        Slot::NamedFiles => {
            quote!(#name.into_iter().fold(#call, |call, (name, file)| call.file(&name, file)))
        }
        _ => call,
    }
}

/// What a call gives, as the runtime's marker.
pub(super) fn given(returns: &HttpReturn) -> TokenStream {
    match returns {
        HttpReturn::Nothing => quote!(#RT::codegen::Nothing),
        HttpReturn::Body(item) => quote!(#RT::codegen::Body<#item>),
        HttpReturn::Optional(item) => quote!(#RT::codegen::Optional<#item>),
        HttpReturn::Paged(page, item) => quote!(#RT::codegen::Paged<#page, #item>),
        HttpReturn::Text => quote!(#RT::codegen::Text),
        HttpReturn::Bytes => quote!(#RT::codegen::Bytes),
        HttpReturn::Events(item) => quote!(#RT::codegen::Events<#item>),
        HttpReturn::TextEvents => quote!(#RT::codegen::TextEvents),
        HttpReturn::Lines(item) => quote!(#RT::codegen::Lines<#item>),
        HttpReturn::Location => quote!(#RT::codegen::Location),
        HttpReturn::Choice(name) => quote!(#RT::codegen::Choice<#name>),
    }
}

/// What a call gives, in the words of the runtime's macro `call!`.
fn words(returns: &HttpReturn) -> TokenStream {
    match returns {
        HttpReturn::Nothing => quote!(nothing),
        HttpReturn::Body(item) => quote!(body #item),
        HttpReturn::Optional(item) => quote!(optional #item),
        HttpReturn::Paged(page, item) => quote!(paged #page, #item),
        HttpReturn::Text => quote!(text),
        HttpReturn::Bytes => quote!(bytes),
        HttpReturn::Events(item) => quote!(events #item),
        HttpReturn::TextEvents => quote!(text_events),
        HttpReturn::Lines(item) => quote!(lines #item),
        HttpReturn::Location => quote!(location),
        HttpReturn::Choice(name) => quote!(choice #name),
    }
}

/// The enum over what comes back by status.
pub(super) fn choice(plan: &ChoicePlan, lints: Lints, source: &mut Source) {
    let name = &plan.name;
    let attributes = of_item(&plan.docs, None);
    let allow = allow(lints.choice(plan));
    let variants = plan.variants.iter().map(|variant| {
        let attributes = of_item(&variant.docs, None);
        let name = &variant.name;
        let holds = match &variant.holds {
            ChoiceValue::Nothing => TokenStream::new(),
            ChoiceValue::Json(ty) => quote!((#ty)),
            ChoiceValue::Text => quote!((String)),
            ChoiceValue::Bytes => quote!((Vec<u8>)),
        };
        quote!(#attributes #name #holds,)
    });
    source.push(quote! {
        #attributes
        #allow
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum #name { #(#variants)* }
    });
    let arms = plan.variants.iter().enumerate().map(|(at, variant)| {
        let name = &variant.name;
        let value = match &variant.holds {
            ChoiceValue::Nothing => quote!(Self::#name),
            ChoiceValue::Json(_) => quote!(Self::#name(reply.json()?)),
            ChoiceValue::Text => quote!(Self::#name(reply.text()?)),
            ChoiceValue::Bytes => quote!(Self::#name(reply.bytes().to_vec())),
        };
        let replies = variant
            .replies
            .iter()
            .map(|row| Literal::usize_unsuffixed(*row));
        // The last one takes what is left: the numbers are those of the table.
        if at + 1 == plan.variants.len() {
            quote!(_ => #value,)
        } else {
            quote!(#(#replies)|* => #value,)
        }
    });
    source.push(quote! {
        #allow
        impl #RT::codegen::ReplyVariants for #name {
            fn read(index: usize, reply: &#RT::codegen::Arrived) -> #RT::Result<Self> {
                Ok(match index { #(#arms)* })
            }
        }
    });
}
