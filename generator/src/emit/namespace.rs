//! Namespaces: `src/<namespace>/mod.rs` and the files of its types.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::plan::layout::{self, From, Gates, Lints, RequestsPlan, Use};
use crate::plan::names::owned::CLIENT_MODULE;
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
            .map(|file| module(plan, file, &gates.file(file)))
            .collect(),
    );
    let exports = plan.files.iter().map(|file| {
        let lines = layout::exports(file);
        uses(&quote!(pub), &lines, &gates.file(file))
    });
    source.push(exports.collect());
    source
}

fn module(plan: &NamespacePlan, file: &FilePlan, gate: &Gate) -> TokenStream {
    let (cfg, module) = (cfg(gate), &file.module);
    let allow = allow(layout::module_lint(plan, module));
    let visibility = layout::has_requests(file).then(|| quote!(pub(crate)));
    quote!(#cfg #allow #visibility mod #module;)
}

/// A module of requests: what the files of a namespace and the client have of them, and the modules in it.
pub(super) fn requests(plan: RequestsPlan<'_>, gates: &Gates<'_>) -> Source {
    let mut source = Source::new(inner(&plan.docs()));
    let children = plan.children().map(|namespace| &namespace.module);
    source.push(quote!(#(pub mod #children;)*));
    let client = plan.root.and_then(|root| root.client.as_ref());
    let client = client.into_iter();
    let client = client.flat_map(|client| layout::client_requests(client, gates));
    let module = format_ident!("{CLIENT_MODULE}");
    let of_client = client.map(|(gate, plan)| {
        let (cfg, name) = (cfg(&gate), &plan.name);
        let allow = allow(Lints::default().item(plan.deprecated.as_ref()));
        quote!(#cfg #allow pub use crate::#module::#name;)
    });
    source.push(of_client.collect());
    let files = plan
        .namespace
        .into_iter()
        .flat_map(|namespace| namespace.files.iter().map(move |file| (namespace, file)));
    let lines = files.flat_map(|(namespace, file)| layout::file_requests(namespace, file, gates));
    let exports = lines.map(|(gate, lines)| uses(&quote!(pub), &lines, &gate));
    source.push(exports.collect());
    source
}

/// `use` lines.
pub(super) fn uses(visibility: &TokenStream, uses: &[Use<'_>], gate: &Gate) -> TokenStream {
    let cfg = cfg(gate);
    let uses = uses.iter().map(|line| {
        let from = match line.from {
            From::Namespace => quote!(super),
            From::NamespaceOfFile => quote!(super::super),
            From::Module(module) => quote!(#module),
            From::Crate(modules) => quote!(crate #(::#modules)*),
            From::File(namespace, file) => quote!(crate::#namespace::#file),
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
