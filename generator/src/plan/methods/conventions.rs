//! What a service does that CSDL has no words for: a type goes in, methods for addresses by path and for
//! headers come out.

use crate::model::{Operation, StructuredId};

use crate::odata::conventions::{HeaderConvention, PathConvention};
use crate::odata::lower::Origin;
use crate::plan::docs::{Text, code};
use crate::plan::layout::refs::Refs;
use crate::plan::methods::operations::free_method;
use crate::plan::names::MethodName;
use crate::plan::names::scope::Scope;
use crate::plan::{Context, MethodBody, MethodPlan};
use crate::text::markdown;

/// The methods of the builder of one resource, or of a collection.
pub(in crate::plan) fn methods(
    context: &Context<'_>,
    id: StructuredId,
    collection: bool,
    scope: &mut Scope,
    refs: &mut Refs<'_, '_>,
) -> Vec<MethodPlan> {
    let conventions = &context.lowered.conventions;
    // A convention is that of its type and of those derived from it.
    let applies = |ty| context.model.with_bases(id).any(|own| own == ty);
    let mut methods = Vec::new();
    for (number, convention) in conventions.paths.iter().enumerate() {
        if !collection && applies(convention.ty) {
            let part = context.step((id, false), &Origin::Template(number));
            let method = path(context, convention, id, scope, refs);
            methods.extend(method.map(|method| MethodPlan { part, ..method }));
        }
    }
    for convention in &conventions.headers {
        let here = if collection {
            convention.collection
        } else {
            convention.single
        };
        if here && applies(convention.ty) {
            methods.extend(header(context, convention, (id, collection), scope, refs));
        }
    }
    methods
}

fn path(
    context: &Context<'_>,
    convention: &PathConvention,
    id: StructuredId,
    scope: &mut Scope,
    refs: &mut Refs<'_, '_>,
) -> Option<MethodPlan> {
    let builder = refs.builder(id, false)?;
    let what = code(&context.model[id].name);
    let template = code(&format!(
        "…{}{{path}}{}",
        convention.opening, convention.closing
    ));
    let docs = format!(
        "The {what} at a path from here, as {template}. `/` separates its segments; all else that could end it is \
         encoded."
    );
    Some(MethodPlan {
        name: free_method(&MethodName::new(&[&convention.method]), "path", scope)?,
        docs: Text::new(context).own(&docs).finish(),
        deprecated: None,
        body: MethodBody::ByPath {
            opening: convention.opening.clone(),
            closing: convention.closing.clone(),
            builder,
        },
        part: None,
    })
}

fn header(
    context: &Context<'_>,
    convention: &HeaderConvention,
    (id, collection): (StructuredId, bool),
    scope: &mut Scope,
    refs: &mut Refs<'_, '_>,
) -> Option<MethodPlan> {
    let builder = refs.builder(id, collection)?;
    let header = code(&convention.header);
    let docs = format!("Sends the header {header} with this value in all requests from here on.");
    let mut text = Text::new(context).own(&docs);
    if let Some(docs) = &convention.docs {
        text = text.own(&markdown::inline(docs));
    }
    Some(MethodPlan {
        name: free_method(&MethodName::new(&[&convention.method]), "header", scope)?,
        docs: text.finish(),
        deprecated: None,
        body: MethodBody::Header {
            header: convention.header.clone(),
            builder,
        },
        part: None,
    })
}

/// A sentence for an action that begins an upload session.
pub(in crate::plan) fn upload(context: &Context<'_>, operation: &Operation) -> &'static str {
    let model = context.model;
    let mut uploads = context.lowered.conventions.uploads.iter();
    // Operations have no ids of their own, so that it is the place in the arena that tells.
    if uploads.any(|id| std::ptr::eq(&raw const model[*id], operation)) {
        " It begins an upload session: send the content in slices to the `uploadUrl` of what comes back, \
         without a token."
    } else {
        ""
    }
}
