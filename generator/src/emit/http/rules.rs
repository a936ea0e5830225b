//! What tells the variants of unions apart, as static data for the runtime.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use crate::emit::types::RT;
use crate::plan::{Constant, Tests, UnionPlan};

/// What tells the variants of a union.
pub(in crate::emit) fn rules(plan: &UnionPlan) -> TokenStream {
    let (property, mapping) = match &plan.discriminator {
        Some((property, mapping)) => {
            let mapping = mapping.iter().map(|(text, number)| {
                let number = Literal::usize_unsuffixed(*number);
                quote!((#text, #number))
            });
            (quote!(Some(#property)), quote!(&[#(#mapping),*]))
        }
        None => (quote!(None), quote!(&[])),
    };
    let tests = plan.variants.iter().map(|variant| test(&variant.tests));
    quote! {
        &#RT::codegen::Rules {
            property: #property,
            mapping: #mapping,
            tests: &[#(#tests),*],
        }
    }
}

fn test(tests: &Tests) -> TokenStream {
    let kinds = kinds(tests);
    if tests.required.is_empty() && tests.constants.is_empty() && tests.values.is_empty() {
        return quote!(#RT::codegen::Test::of(#kinds));
    }
    let required = &tests.required;
    let constants = tests.constants.iter().map(|(name, values)| {
        let values = values.iter().map(json);
        quote!((#name, &[#(#values),*]))
    });
    let values = tests.values.iter().map(json);
    quote! {
        #RT::codegen::Test {
            kinds: #kinds,
            required: &[#(#required),*],
            constants: &[#(#constants),*],
            values: &[#(#values),*],
        }
    }
}

/// A constant as the text of its JSON.
fn json(constant: &Constant) -> String {
    match constant {
        Constant::Text(text) => serde_json::Value::from(text.as_str()).to_string(),
        Constant::Integer(text) | Constant::Number(text) => text.clone(),
        Constant::Boolean(value) => value.to_string(),
    }
}

fn kinds(tests: &Tests) -> TokenStream {
    let names: Vec<String> = tests.kinds.names().map(str::to_uppercase).collect();
    let all = [
        "NULL", "BOOLEAN", "INTEGER", "FRACTION", "TEXT", "LIST", "OBJECT",
    ];
    if names == all {
        return quote!(#RT::codegen::Kinds::ALL);
    }
    let mut names = names.into_iter().map(|name| {
        let name = format_ident!("{name}");
        quote!(#RT::codegen::Kinds::#name)
    });
    let first = names
        .next()
        .unwrap_or_else(|| quote!(#RT::codegen::Kinds::ALL));
    names.fold(first, |all, kind| quote!(#all.or(#kind)))
}
