//! Type definitions: another name for a primitive type.

use quote::quote;

use crate::plan::AliasPlan;
use crate::plan::layout::Lints;

use super::docs::{allow, of_item};
use super::source::Source;

/// The alias.
pub(super) fn alias(plan: &AliasPlan, lints: Lints<'_>, source: &mut Source) {
    let AliasPlan { name, ty, .. } = plan;
    let attributes = of_item(&plan.docs, plan.deprecated.as_ref());
    let allow = allow(lints.alias(plan));
    source.push(quote!(#attributes #allow pub type #name = #ty;));
}
