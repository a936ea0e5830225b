//! Enums over a type and all that derives from it.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::layout::{self, Lints};
use crate::plan::names::owned::PROPERTIES;
use crate::plan::{AccessorArm, AccessorPlan, AnyPlan, AnyVariantPlan, Output, Read, Reading};

use super::docs::{allow, allow_call, cfg, gated, of_item};
use super::source::{Source, spaced};
use super::types::RT;

/// The enum, its `Polymorphic` implementation, the runtime's macros, conversions and common properties.
pub(super) fn any(plan: &AnyPlan, lints: Lints<'_>, source: &mut Source) {
    let AnyPlan { name, wire, .. } = plan;
    let Some((base, derived)) = plan.variants.split_first() else {
        return;
    };
    source.push(declaration(plan, lints));
    source.push(implementation(plan, base, derived, lints));
    if plan.reading == Reading::WhenAsked {
        return when_asked(plan, base, derived, lints, source);
    }
    let AnyVariantPlan {
        name: variant, ty, ..
    } = base;
    let call = quote!(#RT::codegen::polymorphic!(#name, #variant(#ty), #wire););
    source.push(allow_call(lints.any_with(plan, base), call));
    for variant in &plan.variants {
        source.push(conversion(plan, variant, lints));
    }
    for base in &plan.bases {
        let cfg = cfg(&lints.path_gate(base));
        let allow = allow(lints.inherits(plan.deprecated.as_ref(), base));
        source.push(quote! {
            #[cfg(feature = #PROPERTIES)]
            #cfg
            #allow
            impl #RT::query::Inherits<#base> for #name {}
        });
    }
    if !plan.accessors.is_empty() {
        let on_type = allow(lints.item(plan.deprecated.as_ref()));
        let inside = lints.within(plan.deprecated.as_ref());
        let methods = plan.accessors.iter();
        let methods = spaced(methods.map(|method| accessor(plan, method, inside)));
        source.push(quote!(#on_type impl #name { #methods }));
    }
}

/// The method of the base that gives the enum, and the conversions of what derives from it into the base.
fn when_asked(
    plan: &AnyPlan,
    base: &AnyVariantPlan,
    derived: &[AnyVariantPlan],
    lints: Lints<'_>,
    source: &mut Source,
) {
    let AnyPlan { name, .. } = plan;
    let AnyVariantPlan {
        name: variant,
        ty: base,
        ..
    } = base;
    let call = quote!(#RT::codegen::derived!(#base, #name, #variant););
    source.push(allow_call(lints.item(plan.deprecated.as_ref()), call));
    for variant in derived {
        let AnyVariantPlan { ty, sent, .. } = variant;
        let tag = format!("#{sent}");
        let call = quote!(#RT::codegen::from_derived!(#base, #ty, #tag););
        source.push(allow_call(lints.any_with(plan, variant), call));
    }
}

fn declaration(plan: &AnyPlan, lints: Lints<'_>) -> TokenStream {
    let name = &plan.name;
    let attributes = of_item(&plan.docs, plan.deprecated.as_ref());
    let variants = plan.variants.iter().map(|variant| {
        let attributes = of_item(&variant.docs, None);
        let allow = allow(lints.any_variant(variant));
        let AnyVariantPlan { name, ty, .. } = variant;
        quote!(#attributes #allow #name(Box<#ty>),)
    });
    let derives = match plan.reading {
        Reading::Always => quote!(Clone),
        Reading::WhenAsked => quote!(Clone, Debug, PartialEq),
    };
    quote! {
        #attributes
        #[derive(#derives)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }
    }
}

fn implementation(
    plan: &AnyPlan,
    base: &AnyVariantPlan,
    derived: &[AnyVariantPlan],
    lints: Lints<'_>,
) -> TokenStream {
    let name = &plan.name;
    let allow = allow(lints.item(plan.deprecated.as_ref()));
    let constructors = plan
        .variants
        .iter()
        .map(|AnyVariantPlan { name, read, .. }| quote!(#read => Self::#name(Box::default()),));
    let first = &base.name;
    let models = derived.iter().map(|AnyVariantPlan { name, sent, .. }| {
        let tag = format!("#{sent}");
        quote!(Self::#name(value) => (Some(&#RT::codegen::TypeTag(#tag)), &**value),)
    });
    let mutable = plan
        .variants
        .iter()
        .map(|AnyVariantPlan { name, .. }| quote!(Self::#name(value) => &mut **value,));
    let aliases = (!plan.aliases.is_empty()).then(|| {
        let pairs = plan.aliases.iter();
        let pairs = pairs.map(|(alias, namespace)| quote!((#alias, #namespace)));
        quote!(const ALIASES: #RT::codegen::Aliases = &[#(#pairs),*];)
    });
    quote! {
        #allow
        impl #RT::codegen::Polymorphic for #name {
            #aliases
            fn of_type(name: &str) -> Option<Self> {
                Some(match name {
                    #(#constructors)*
                    _ => return None,
                })
            }
            fn model(&self) -> (Option<&'static #RT::codegen::TypeTag>, &dyn #RT::Model) {
                match self {
                    Self::#first(value) => (None, &**value),
                    #(#models)*
                }
            }
            fn model_mut(&mut self) -> &mut dyn #RT::Model {
                match self {
                    #(#mutable)*
                }
            }
        }
    }
}

fn conversion(plan: &AnyPlan, variant: &AnyVariantPlan, lints: Lints<'_>) -> TokenStream {
    let any = &plan.name;
    let AnyVariantPlan { name, ty, .. } = variant;
    let allow = allow(lints.any_with(plan, variant));
    quote! {
        #allow
        impl From<#ty> for #any {
            fn from(value: #ty) -> Self {
                Self::#name(Box::new(value))
            }
        }
    }
}

/// A method that reads a property.
fn accessor(any: &AnyPlan, plan: &AccessorPlan, lints: Lints<'_>) -> TokenStream {
    let AccessorPlan { name, ty, .. } = plan;
    let gate = lints.gate(plan);
    let docs = gated(&plan.docs, layout::needed, &gate);
    let attributes = of_item(&docs, plan.deprecated.as_ref());
    let (cfg, allow) = (cfg(&gate), allow(lints.accessor(any, plan)));
    let item = &ty.item;
    let output = match plan.output {
        Output::Value => quote!(#item),
        Output::Reference => quote!(&#item),
        Output::Text => quote!(&str),
        Output::Slice => quote!(&[#item]),
        Output::SliceOfNullable => quote!(&[Option<#item>]),
    };
    let arms = plan.arms.iter().map(|arm| {
        let AccessorArm { variant, field, .. } = arm;
        let read = match arm.read {
            Read::Copied => TokenStream::new(),
            Read::AsRef => quote!(.as_ref()),
            Read::AsDeref => quote!(.as_deref()),
        };
        quote!(Self::#variant(value) => value.#field #read,)
    });
    quote! {
        #attributes
        #cfg
        #allow
        pub fn #name(&self) -> Option<#output> {
            match self {
                #(#arms)*
            }
        }
    }
}
