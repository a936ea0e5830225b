//! What a path can call: an operation by its own name where it is bound, by that of an import where it is not (OData
//! URL Conventions 4.01, sections 4.4 and 4.5).

use crate::api::{EdgeId, NodeId};
use crate::model::{Annotations, ContainerChild, Model, Operation, OperationId};
use crate::odata::lower::Origin;
use crate::odata::vocabulary;
use crate::plan::settings::OperationNames;

use crate::plan::Context;
use crate::plan::names::renames::Renames;

/// An operation with the name that it is called by.
#[derive(Clone, Copy, Debug)]
pub(in crate::plan) struct Callable<'m> {
    pub(in crate::plan) id: OperationId,
    /// What methods and builders are named after: its name without namespace, or what the user gave it.
    pub(in crate::plan) name: &'m str,
    import: Option<&'m ContainerChild>,
}

impl<'m> Callable<'m> {
    pub(in crate::plan) fn bound(model: &'m Model, renames: &'m Renames, id: OperationId) -> Self {
        Self {
            id,
            name: renames.operation(id).unwrap_or(&model[id].name),
            import: None,
        }
    }

    /// All that the container imports. Two imports of one operation are two of them.
    pub(in crate::plan) fn imports(model: &'m Model, renames: &'m Renames) -> Vec<Self> {
        let imports = model.imports().map(|(child, id)| Self {
            id,
            name: renames.child(&child.name).unwrap_or(&child.name),
            import: Some(child),
        });
        imports.collect()
    }

    /// The import that it is called by; `None` where it is bound.
    pub(in crate::plan) fn import(self) -> Option<&'m str> {
        self.import.map(|child| child.name.as_str())
    }

    /// What it is called in a path.
    pub(in crate::plan) fn segment(self, context: &Context<'m>) -> String {
        match (self.import, context.config.operations) {
            (Some(import), _) => import.name.clone(),
            (None, OperationNames::Qualified) => context.model.qualified_name(self.id),
            (None, OperationNames::Unqualified) => context.model[self.id].name.clone(),
        }
    }

    /// The steps that call it.
    pub(in crate::plan) fn edges(self, context: &Context<'_>) -> Vec<EdgeId> {
        let Some(import) = self.import() else {
            return context.calls.get(&self.id).cloned().unwrap_or_default();
        };
        let origin = Origin::Import(import.to_owned(), self.id);
        let edge = context.lowered.step(NodeId::ROOT, &origin);
        edge.into_iter().collect()
    }

    /// What describes it, and what deprecates it: the import, where it says anything of that, else the operation.
    pub(in crate::plan) fn annotations(self, operation: &'m Operation) -> [&'m Annotations; 2] {
        let own = &operation.annotations;
        let Some(ContainerChild { annotations, .. }) = self.import else {
            return [own, own];
        };
        let described = vocabulary::descriptions(annotations).next().is_some();
        let revised = vocabulary::revision(annotations).is_some();
        [described, revised].map(|own_words| if own_words { annotations } else { own })
    }
}
