//! Namespaces: `src/<namespace>/mod.rs` and the files of its types.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::names::{ModuleName, TypeName};
use crate::plan::{FilePlan, Item, NamespacePlan};

use super::docs::{Scope, inner};
use super::source::Source;
use super::{aliases, builders, enums, operations, polymorphic, structs};

/// The module of a namespace: its files, and their types and request builders.
pub(super) fn namespace(plan: &NamespacePlan) -> Source {
    let mut source = Source::new(inner(&plan.docs));
    source.push(
        plan.files
            .iter()
            .map(|file| module(plan, &file.module))
            .collect(),
    );
    source.push(plan.files.iter().map(exports).collect());
    source
}

fn module(plan: &NamespacePlan, module: &ModuleName) -> TokenStream {
    let allow = (*module == plan.module).then(|| {
        quote!(#[allow(clippy::module_inception, reason = "the namespace has a type of its own name")])
    });
    quote!(#allow pub mod #module;)
}

fn exports(file: &FilePlan) -> TokenStream {
    let module = &file.module;
    let item = match &file.item {
        Item::Structured(plan) => Some((&plan.name, plan.deprecated.is_some())),
        Item::Enum(plan) => Some((&plan.name, plan.deprecated.is_some())),
        Item::Alias(plan) => Some((&plan.name, plan.deprecated.is_some())),
        Item::Resource => None,
    };
    let mut names = Vec::from_iter(item);
    names.extend(
        file.any
            .iter()
            .map(|plan| (&plan.name, plan.deprecated.is_some())),
    );
    names.extend(
        file.builders
            .iter()
            .map(|plan| (&plan.name, plan.deprecated.is_some())),
    );
    uses(&quote!(pub), &quote!(#module), names)
}

/// One `use` for names that are deprecated, one for those that are not.
pub(super) fn uses(
    visibility: &TokenStream,
    from: &TokenStream,
    names: Vec<(&TypeName, bool)>,
) -> TokenStream {
    let (mut deprecated, mut usual): (Vec<_>, Vec<_>) = names.into_iter().partition(|name| name.1);
    let scope = Scope { deprecated: false };
    [&mut usual, &mut deprecated]
        .into_iter()
        .filter(|names| !names.is_empty())
        .map(|names| {
            names.sort_unstable();
            let allow = scope.allow(names.iter().any(|name| name.1));
            let names = names.iter().map(|name| name.0);
            quote!(#allow #visibility use #from::{#(#names),*};)
        })
        .collect()
}

/// The file of a type: the type, its request builders, the builders of its operations.
pub(super) fn file(plan: &FilePlan) -> Source {
    let scope = Scope {
        deprecated: plan.deprecated,
    };
    let (docs, allow) = (inner(&plan.docs), scope.allow_all());
    let mut source = Source::new(quote!(#docs #allow));
    source.push(imports(plan));
    match &plan.item {
        Item::Structured(plan) => structs::structure(plan, scope, &mut source),
        Item::Enum(plan) => enums::enumeration(plan, scope, &mut source),
        Item::Alias(plan) => aliases::alias(plan, scope, &mut source),
        Item::Resource => {}
    }
    if let Some(any) = &plan.any {
        polymorphic::any(any, scope, &mut source);
    }
    for builder in &plan.builders {
        builders::builder(builder, scope, &mut source);
    }
    for operation in &plan.operations {
        operations::operation(operation, scope, &mut source);
    }
    source
}

/// `use super::{…}`.
fn imports(plan: &FilePlan) -> TokenStream {
    let names = plan.imports.iter().map(|name| (name, false));
    uses(&TokenStream::new(), &quote!(super), names.collect())
}
