//! Enums over a type and all that derives from it.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::plan::{AccessorArm, AccessorPlan, AnyPlan, AnyVariantPlan, ItemType, Shape};

use super::builders::allow_trait_name;
use super::docs::{Scope, of_item};
use super::mentions::Mentions;
use super::source::{Source, spaced};

/// The enum, its `Polymorphic` implementation, the runtime's macro, conversions and common properties.
pub(super) fn any(plan: &AnyPlan, scope: Scope, source: &mut Source) {
    let AnyPlan { name, wire, .. } = plan;
    let Some((base, derived)) = plan.variants.split_first() else {
        return;
    };
    let deprecated = plan.deprecated.is_some();
    source.push(declaration(plan, scope));
    source.push(implementation(plan, base, derived, scope));
    let AnyVariantPlan {
        name: variant, ty, ..
    } = base;
    let mentions = deprecated || ty.deprecated;
    source.push(scope.allow_call(
        mentions,
        quote!(odata_client::polymorphic!(#name, #variant(#ty), #wire);),
    ));
    for variant in &plan.variants {
        source.push(conversion(plan, variant, scope));
    }
    for base in &plan.bases {
        let allow = scope.allow(deprecated || base.deprecated);
        source.push(quote! {
            #[cfg(feature = "properties")]
            #allow
            impl odata_client::query::Inherits<#base> for #name {}
        });
    }
    if !plan.accessors.is_empty() {
        let on_type = scope.allow(deprecated);
        let inside = scope.within(deprecated);
        // The fields of a deprecated struct are deprecated with it.
        let old = plan.variants.iter().any(Mentions::mentions_deprecated);
        let methods = spaced(
            plan.accessors
                .iter()
                .map(|plan| accessor(plan, old, inside)),
        );
        source.push(quote!(#on_type impl #name { #methods }));
    }
}

fn declaration(plan: &AnyPlan, scope: Scope) -> TokenStream {
    let name = &plan.name;
    let attributes = of_item(&plan.docs, plan.deprecated.as_ref());
    let variants = plan.variants.iter().map(|variant| {
        let attributes = of_item(&variant.docs, None);
        let allow = scope.allow(variant.mentions_deprecated());
        let AnyVariantPlan { name, ty, .. } = variant;
        quote!(#attributes #allow #name(Box<#ty>),)
    });
    quote! {
        #attributes
        #[derive(Clone)]
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
    scope: Scope,
) -> TokenStream {
    let name = &plan.name;
    let allow = scope.allow(plan.deprecated.is_some());
    let constructors = plan
        .variants
        .iter()
        .map(|AnyVariantPlan { name, wire, .. }| quote!(#wire => Self::#name(Box::default()),));
    let first = &base.name;
    let models = derived.iter().map(|AnyVariantPlan { name, wire, .. }| {
        let tag = format!("#{wire}");
        quote!(Self::#name(value) => (Some(&odata_client::TypeTag(#tag)), &**value),)
    });
    let mutable = plan
        .variants
        .iter()
        .map(|AnyVariantPlan { name, .. }| quote!(Self::#name(value) => &mut **value,));
    let aliases = (!plan.aliases.is_empty()).then(|| {
        let pairs = plan.aliases.iter();
        let pairs = pairs.map(|(alias, namespace)| quote!((#alias, #namespace)));
        quote!(const ALIASES: odata_client::Aliases = &[#(#pairs),*];)
    });
    quote! {
        #allow
        impl odata_client::Polymorphic for #name {
            #aliases
            fn of_type(name: &str) -> Option<Self> {
                Some(match name {
                    #(#constructors)*
                    _ => return None,
                })
            }
            fn model(&self) -> (Option<&'static odata_client::TypeTag>, &dyn odata_client::Model) {
                match self {
                    Self::#first(value) => (None, &**value),
                    #(#models)*
                }
            }
            fn model_mut(&mut self) -> &mut dyn odata_client::Model {
                match self {
                    #(#mutable)*
                }
            }
        }
    }
}

fn conversion(plan: &AnyPlan, variant: &AnyVariantPlan, scope: Scope) -> TokenStream {
    let any = &plan.name;
    let AnyVariantPlan { name, ty, .. } = variant;
    let allow = scope.allow(plan.deprecated.is_some() || ty.deprecated);
    quote! {
        #allow
        impl From<#ty> for #any {
            fn from(value: #ty) -> Self {
                Self::#name(Box::new(value))
            }
        }
    }
}

/// A method that reads a property. What is small is copied, what has a borrowed form is given as that.
fn accessor(plan: &AccessorPlan, old: bool, scope: Scope) -> TokenStream {
    let AccessorPlan { name, ty, .. } = plan;
    let attributes = of_item(&plan.docs, plan.deprecated.as_ref());
    let allow = scope.allow(old || plan.deprecated.is_some() || plan.mentions_deprecated());
    let allow_name = allow_trait_name(name.as_str());
    let item = &ty.item;
    let output = match (ty.shape, item) {
        (Shape::Many, item) => quote!(&[#item]),
        (Shape::ManyNullable, item) => quote!(&[Option<#item>]),
        (_, ItemType::Prelude("String")) => quote!(&str),
        (_, ItemType::Prelude(name)) => ItemType::Prelude(name).into_token_stream(),
        (_, item) => quote!(&#item),
    };
    let arms = plan.arms.iter().map(|arm| {
        let AccessorArm { variant, field, .. } = arm;
        let read = match (arm.shape, item) {
            (Shape::Many | Shape::ManyNullable | Shape::Boxed, _)
            | (_, ItemType::Prelude("String")) => {
                quote!(.as_deref())
            }
            (_, ItemType::Prelude(_)) => TokenStream::new(),
            _ => quote!(.as_ref()),
        };
        quote!(Self::#variant(value) => value.#field #read,)
    });
    quote! {
        #attributes
        #allow
        #allow_name
        pub fn #name(&self) -> Option<#output> {
            match self {
                #(#arms)*
            }
        }
    }
}
