//! How much a model would become: each type has, as methods of its builders, the navigation and the operations of its
//! bases too, so that a small document can ask for a large crate.
//!
//! What comes in: a model without errors. What goes out: an error where it exceeds the limit.

use super::Resolver;
use super::names::id;
use super::types::{StructuredId, TypeRef};
use crate::csdl::Limit;

/// Refuses a model of too many methods.
pub(super) fn check(resolver: &mut Resolver<'_>) {
    let model = &resolver.model;
    let mut own: Vec<usize> = model
        .structured
        .iter()
        .map(|ty| ty.navigation.len())
        .collect();
    for operation in &model.operations {
        if let Some(binding) = &operation.binding
            && let TypeRef::Structured(ty) = binding.ty.item
            && let Some(count) = own.get_mut(ty.index())
        {
            *count = count.saturating_add(1);
        }
    }
    let most = resolver.limits.get(Limit::Methods);
    let mut total = 0usize;
    for index in 0..model.structured.len() {
        let line = model.with_bases(StructuredId(id(index)));
        let methods = line.filter_map(|ty| own.get(ty.index()));
        total = methods.fold(total, |total, count| total.saturating_add(*count));
        if total > most {
            let position = model[StructuredId(id(index))].position.clone();
            let what = "all types together have too many navigation properties and operations, with those of their \
                        bases";
            let said = resolver.limits.exceeded(Limit::Methods, position, what);
            resolver.report.add(said);
            return;
        }
    }
}
