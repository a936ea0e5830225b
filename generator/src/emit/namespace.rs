//! Namespaces: `src/<namespace>/mod.rs` and the files of its types.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::layout::{self, From, Gates, Lints, Use};
use crate::plan::names::ModuleName;
use crate::plan::{FilePlan, Gate, Item, NamespacePlan};

use super::docs::{allow, allow_inside, cfg, inner};
use super::source::Source;
use super::{aliases, builders, enums, operations, polymorphic, structs, unions};

/// The module of a namespace: its files, and their types and request builders.
pub(super) fn namespace(plan: &NamespacePlan, gates: &Gates<'_>) -> Source {
    let mut source = Source::new(inner(&plan.docs));
    source.push(
        plan.files
            .iter()
            .map(|file| module(plan, &file.module, &gates.file(file)))
            .collect(),
    );
    let exports = plan.files.iter().map(|file| {
        let lines = layout::exports(file);
        uses(&quote!(pub), &lines, &gates.file(file))
    });
    source.push(exports.collect());
    source
}

fn module(plan: &NamespacePlan, module: &ModuleName, gate: &Gate) -> TokenStream {
    let cfg = cfg(gate);
    let allow = allow(layout::module_lint(plan, module));
    quote!(#cfg #allow pub mod #module;)
}

/// `use` lines.
pub(super) fn uses(visibility: &TokenStream, uses: &[Use<'_>], gate: &Gate) -> TokenStream {
    let cfg = cfg(gate);
    let uses = uses.iter().map(|line| {
        let from = match line.from {
            From::Namespace => quote!(super),
            From::NamespaceOfFile => quote!(super::super),
            From::Module(module) => quote!(#module),
        };
        let (allow, names) = (allow(line.lint), &line.names);
        quote!(#cfg #allow #visibility use #from::{#(#names),*};)
    });
    uses.collect()
}

/// The file of a type: the type, its request builders, the builders of its operations.
pub(super) fn file(plan: &FilePlan, gates: &Gates<'_>) -> Source {
    let (lints, lint) = Lints::of_file(plan, gates);
    let (docs, allow) = (inner(&plan.docs), allow_inside(lint));
    let mut source = Source::new(quote!(#docs #allow));
    let imports = layout::imports(plan, lints);
    source.push(uses(&TokenStream::new(), &imports, &Gate::default()));
    match &plan.item {
        Item::Structured(plan) => structs::structure(plan, lints, &mut source),
        Item::Enum(plan) => enums::enumeration(plan, lints, &mut source),
        Item::Union(plan) => unions::union(plan, lints, &mut source),
        Item::Alias(plan) => aliases::alias(plan, lints, &mut source),
        Item::Resource => {}
    }
    if let Some(family) = &plan.family {
        unions::union(family, lints, &mut source);
    }
    if let Some(any) = &plan.any {
        polymorphic::any(any, lints, &mut source);
    }
    for builder in &plan.builders {
        builders::builder(builder, lints, &mut source);
    }
    for operation in &plan.operations {
        operations::parameters(operation, lints, &mut source);
    }
    source
}
