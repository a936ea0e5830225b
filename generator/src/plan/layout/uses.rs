//! `use` lines: what a file imports, and what a module gives on of its files.

use std::collections::HashSet;

use crate::plan::names::owned::CLIENT_MODULE;
use crate::plan::names::{ModuleName, TypeName};
use crate::plan::{
    ClientPlan, FilePlan, Gate, HttpClientPlan, HttpOperationPlan, Item, MethodBody, NamespacePlan,
    ParametersPlan, Plan, RequestsFile, StructPlan,
};

use super::gates::Gates;
use super::lints::{Lint, Lints};

/// A `use` line.
#[derive(Clone, Debug)]
pub(crate) struct Use<'p> {
    pub(crate) from: From<'p>,
    /// Sorted; there is at least one.
    pub(crate) names: Vec<&'p TypeName>,
    pub(crate) lint: Option<Lint>,
}

/// Where names come from.
#[derive(Clone, Copy, Debug)]
pub(crate) enum From<'p> {
    /// The module of the namespace that a file is in.
    Namespace,
    /// The same, from a module in the file.
    NamespaceOfFile,
    /// A module by its path in the crate.
    Crate(&'p [ModuleName]),
    /// A file of a namespace, by the modules of both.
    File(&'p ModuleName, &'p ModuleName),
    /// A module beside.
    Module(&'p ModuleName),
}

/// What a file imports of its namespace.
pub(crate) fn imports<'p>(file: &'p FilePlan, lints: Lints<'_>) -> Vec<Use<'p>> {
    let always = bare_names(file, lints);
    let imported = |from, names: &'p [TypeName]| {
        let names = names.iter().map(|name| (name, false));
        let (used, gated): (Vec<_>, Vec<_>) =
            names.partition(|(name, _)| always.as_ref().is_none_or(|always| always.contains(name)));
        let gated = uses(from, gated).into_iter().map(|line| Use {
            lint: Some(Lint::Features),
            ..line
        });
        uses(from, used).into_iter().chain(gated)
    };
    let requests = imported(From::Crate(&file.requests), &file.request_imports);
    let types = imported(From::Namespace, &file.imports);
    requests.chain(types).collect()
}

/// The names without a path that a file mentions whatever features are on; `None` where nothing in it is gated.
fn bare_names<'p>(file: &'p FilePlan, lints: Lints<'_>) -> Option<HashSet<&'p TypeName>> {
    let mut names = HashSet::new();
    let mut gated = false;
    file.each_part(&mut |part| {
        if lints.gate(part).is_always() {
            part.each_mention(&mut |path| {
                names.extend(path.modules.is_empty().then_some(&path.name));
            });
        } else {
            gated = true;
        }
    });
    gated.then_some(names)
}

/// What the module of constants imports of its namespace.
pub(crate) fn query_imports(plan: &StructPlan) -> Vec<Use<'_>> {
    of_names(From::NamespaceOfFile, &plan.query_imports)
}

/// What the import of the macro of constants allows: it is unused where the features that are on have none of them.
pub(crate) fn constants_lint(plan: &StructPlan, lints: Lints<'_>) -> Option<Lint> {
    let mut constants = plan.properties.iter();
    let gated = constants.all(|property| !lints.gate(property).is_always());
    gated.then_some(Lint::Features)
}

fn of_names<'p>(from: From<'p>, names: &'p [TypeName]) -> Vec<Use<'p>> {
    uses(from, names.iter().map(|name| (name, false)).collect())
}

/// What the module of a namespace gives on of a file: its item, and the enums over what derives from it.
pub(crate) fn exports(file: &FilePlan) -> Vec<Use<'_>> {
    let item = match &file.item {
        Item::Structured(plan) => Some((&plan.name, plan.deprecated.is_some())),
        Item::Enum(plan) => Some((&plan.name, plan.deprecated.is_some())),
        Item::Union(plan) => Some((&plan.name, plan.deprecated.is_some())),
        Item::Alias(plan) => Some((&plan.name, plan.deprecated.is_some())),
        Item::Resource => None,
    };
    let any = file.any.iter();
    let any = any.map(|plan| (&plan.name, plan.deprecated.is_some()));
    let family = file.family.iter();
    let family = family.map(|plan| (&plan.name, plan.deprecated.is_some()));
    let names = item.into_iter().chain(family).chain(any).collect();
    uses(From::Module(&file.module), names)
}

/// What the module of requests gives on of a file of a namespace, by when it is there: request builders, types of optional
/// parameters.
pub(crate) fn file_requests<'p>(
    namespace: &'p NamespacePlan,
    file: &'p FilePlan,
    gates: &Gates<'_>,
) -> Vec<(Gate, Vec<Use<'p>>)> {
    let builders = file.builders.iter();
    let builders = builders.map(|plan| (&plan.name, plan.deprecated.is_some()));
    let mut lines = vec![(gates.file(file), builders.collect::<Vec<_>>())];
    for plan in &file.operations {
        let gate = gates.parameters(Some(file), plan);
        let name = (&plan.name, plan.deprecated.is_some());
        match lines.iter_mut().find(|(known, _)| *known == gate) {
            Some((_, names)) => names.push(name),
            None => lines.push((gate, vec![name])),
        }
    }
    let from = From::File(&namespace.module, &file.module);
    let lines = lines.into_iter();
    lines
        .map(|(gate, names)| (gate, uses(from, names)))
        .collect()
}

/// What the module of requests gives on of the client's, by when it is there: types of optional parameters.
pub(crate) fn client_requests<'p>(
    client: &'p ClientPlan,
    gates: &Gates<'_>,
) -> Vec<(Gate, &'p ParametersPlan)> {
    let operations = client.operations.iter();
    operations
        .map(|plan| (gates.parameters(None, plan), plan))
        .collect()
}

/// Whether something of a file is reached from elsewhere than the module of its namespace.
pub(crate) fn has_requests(file: &FilePlan) -> bool {
    !file.builders.is_empty() || !file.operations.is_empty()
}

/// What the root of the crate gives on of the client's module, each by itself.
pub(crate) fn root_exports(client: &ClientPlan) -> (&'static str, Vec<&TypeName>) {
    let clouds = client.clouds.iter().map(|clouds| &clouds.name);
    (CLIENT_MODULE, clouds.chain([&client.name]).collect())
}

/// Whether the crate calls operations, so that it has a type for calls at its root.
pub(crate) fn has_calls(plan: &Plan) -> bool {
    let files = plan.namespaces.iter().flat_map(|space| &space.files);
    let builders = files.flat_map(|file| &file.builders);
    let methods = builders.flat_map(|builder| &builder.methods);
    let of_client = plan.client.iter().flat_map(|client| &client.methods);
    methods
        .chain(of_client)
        .any(|method| matches!(method.body, MethodBody::Operation { .. }))
}

/// What the module of requests gives on of a file: its builder, its calls, its enums.
pub(crate) fn request_exports(file: &RequestsFile) -> Vec<Use<'_>> {
    let builder = [(&file.builder.name, false)];
    let operations = file.operations.iter();
    let operations = operations.flat_map(|it| calls_of(it).chain(choices_of(it)));
    let names = builder.into_iter().chain(operations).collect();
    uses(From::Module(&file.module), names)
}

fn calls_of(plan: &HttpOperationPlan) -> impl Iterator<Item = (&TypeName, bool)> {
    let calls = plan.calls.iter();
    calls.map(|call| (&call.name, call.deprecated.is_some()))
}

fn choices_of(plan: &HttpOperationPlan) -> impl Iterator<Item = (&TypeName, bool)> {
    plan.choices.iter().map(|choice| (&choice.name, false))
}

/// What the root of the crate gives on of the client's module.
pub(crate) fn http_root_exports(client: &HttpClientPlan) -> (&'static str, Vec<&TypeName>) {
    let operations = client.operations.iter();
    let operations = operations.flat_map(|it| calls_of(it).chain(choices_of(it)));
    let names = operations.map(|(name, _)| name);
    (CLIENT_MODULE, names.chain([&client.name]).collect())
}

/// One `use` for names that are not deprecated, and one for those that are.
fn uses<'p>(from: From<'p>, names: Vec<(&'p TypeName, bool)>) -> Vec<Use<'p>> {
    let (deprecated, usual): (Vec<_>, Vec<_>) = names.into_iter().partition(|name| name.1);
    let lines = [(usual, false), (deprecated, true)].into_iter();
    let lines = lines.filter(|(names, _)| !names.is_empty());
    lines
        .map(|(names, deprecated)| {
            let mut names: Vec<&TypeName> = names.into_iter().map(|name| name.0).collect();
            names.sort_unstable();
            let lint = Lints::default().mention(deprecated);
            Use { from, names, lint }
        })
        .collect()
}
