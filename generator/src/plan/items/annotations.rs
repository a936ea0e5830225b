//! Instance annotations: terms that apply to a type or a base of it go in, methods to read and set them
//! come out (OData CSDL XML 4.01, section 14.1).

use crate::model::{StructuredId, Term, Typed};

use crate::plan::docs::{Text, code};
use crate::plan::layout::refs::Refs;
use crate::plan::methods::operations::{argument_type, free_method};
use crate::plan::names::owned;
use crate::plan::names::scope::Scope;
use crate::plan::names::{ArgumentName, MethodName};
use crate::plan::{AnnotationPlan, Argument, Context};

/// The annotations of a type.
pub(in crate::plan) fn plan(
    context: &Context<'_>,
    id: StructuredId,
    refs: &mut Refs<'_, '_>,
) -> Vec<AnnotationPlan> {
    let line: Vec<StructuredId> = context.model.with_bases(id).collect();
    let mut scope = Scope::reserving(owned::STRUCTS.reserved());
    let terms = context.model.terms.iter();
    let terms = terms.filter(|term| term.types.iter().any(|ty| line.contains(ty)));
    terms
        .filter_map(|term| annotation(context, term, &mut scope, refs))
        .collect()
}

fn annotation(
    context: &Context<'_>,
    term: &Term,
    scope: &mut Scope,
    refs: &mut Refs<'_, '_>,
) -> Option<AnnotationPlan> {
    let ty: &Typed = term.ty.as_ref()?;
    let name = context.model.qualified(term.namespace, &term.name);
    let wire = format!("@{name}");
    let what = format!("Instance annotation {}.", code(&wire));
    Some(AnnotationPlan {
        getter: free_method(&MethodName::new(&[&term.name]), "annotation", scope)?,
        setter: free_method(&MethodName::new(&["set", &term.name]), "annotation", scope)?,
        docs: Text::new(context)
            .described(&term.annotations)
            .own(&format!(
                "{what} `None` where it is not there or does not fit; `extra` has it as it came."
            ))
            .finish(),
        ty: refs.unboxed(ty),
        argument: Argument {
            name: ArgumentName::new("value"),
            wire: wire.clone(),
            ty: argument_type(ty, refs),
        },
        wire,
    })
}
