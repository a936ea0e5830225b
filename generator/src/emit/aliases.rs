//! Type definitions: another name for a primitive type.

use quote::quote;

use crate::plan::AliasPlan;

use super::docs::{Scope, of_item};
use super::mentions::Mentions;
use super::source::Source;

/// The alias.
pub(super) fn alias(plan: &AliasPlan, scope: Scope, source: &mut Source) {
    let AliasPlan { name, ty, .. } = plan;
    let attributes = of_item(&plan.docs, plan.deprecated.as_ref());
    let allow = scope.allow(ty.mentions_deprecated());
    source.push(quote!(#attributes #allow pub type #name = #ty;));
}
