//! Entries → the model, one after the other.

use std::collections::BTreeMap;

use super::capability::capability;
use super::find::{Fault, Found, misfit, structured};
use super::overlay::{Addressing, Change, Header, Overlay, Side};
use super::{find, members, operations};
use crate::diagnostic::{Diagnostic, Diagnostics, Position};
use crate::model::{Model, Primitive, StructuredKind, TypeRef, Typed};
use crate::odata::conventions::{Described, HeaderConvention, PathConvention, ServiceConventions};

/// Applies an overlay.
///
/// # Errors
/// All entries that do not fit: whose target is not there (unless the metadata is known to be a part), or
/// that say what is so already; none where the metadata is another version than the overlay is for.
pub fn apply(model: Model, overlay: &Overlay) -> Result<Described, Diagnostics> {
    let mut service = Described::from(model);
    let mut errors = Vec::new();
    for entry in &overlay.entries {
        let (message, remedy) = match change(&mut service, &entry.change, &entry.position) {
            Ok(()) => continue,
            Err(Fault::Absent(..)) if overlay.partial => continue,
            Err(_) if overlay.lenient => continue,
            Err(Fault::Absent(message, remedy) | Fault::Misfit(message, remedy)) => {
                (message, remedy)
            }
        };
        errors.push(Diagnostic::error(entry.position.clone(), message).with_remedy(remedy));
    }
    if errors.is_empty() {
        Ok(service)
    } else {
        errors.sort_by(|a, b| a.position.cmp(&b.position));
        Err(Diagnostics(errors))
    }
}

fn change(service: &mut Described, change: &Change, at: &Position) -> Found<()> {
    let Described { model, conventions } = service;
    match change {
        Change::Path(addressing) => path(model, conventions, addressing),
        Change::Header(convention) => header(model, conventions, convention),
        Change::Json { ty } => json(model, ty),
        Change::Stream { ty } => stream(model, ty),
        Change::Resource { ty } => resource(model, conventions, ty),
        Change::Polymorphic { ty, is } => polymorphic(model, ty, *is),
        Change::Upload { operation } => {
            let overloads = find::operations(model, operation)?;
            conventions.uploads.extend(overloads);
            Ok(())
        }
        Change::Property(change) => members::property(model, change, at),
        Change::Navigation(change) => members::navigation(model, change, at),
        Change::Member(change) => members::member(model, change, at),
        Change::Parameter(change) => operations::parameter(model, change, at),
        Change::Operation(new) => operations::add(model, new, at),
        Change::Capability(change) => capability(model, change, at),
        Change::Paging(_) => misfit(
            "pages of OData follow each other by `@odata.nextLink` alone".to_owned(),
            "remove the entry: `paging` is for services described in OpenAPI",
        ),
    }
}

fn path(model: &Model, conventions: &mut ServiceConventions, addressing: &Addressing) -> Found<()> {
    let ty = structured(model, &addressing.ty)?;
    if model[ty].kind == StructuredKind::Complex {
        return misfit(
            format!("`{}` is a complex type, which has no path", addressing.ty),
            "name an entity type",
        );
    }
    conventions.paths.push(PathConvention {
        ty,
        method: addressing.method.clone(),
        opening: addressing.opening.clone(),
        closing: addressing.closing.clone(),
    });
    Ok(())
}

fn header(model: &Model, conventions: &mut ServiceConventions, header: &Header) -> Found<()> {
    let ty = structured(model, &header.ty)?;
    conventions.headers.push(HeaderConvention {
        ty,
        header: header.name.clone(),
        method: header.method.clone(),
        docs: header.docs.clone(),
        single: header.on != Side::Collection,
        collection: header.on != Side::Single,
    });
    Ok(())
}

fn resource(model: &Model, conventions: &mut ServiceConventions, name: &str) -> Found<()> {
    let id = structured(model, name)?;
    if model[id].kind == StructuredKind::Entity {
        return misfit(
            format!("`{name}` is an entity type, which has request builders anyway"),
            "name a complex type",
        );
    }
    conventions.resources.push(id);
    Ok(())
}

fn polymorphic(model: &mut Model, name: &str, is: bool) -> Found<()> {
    let id = structured(model, name)?;
    if model[id].is_abstract == is {
        let (what, kind) = if is {
            ("abstract", "concrete")
        } else {
            ("concrete", "abstract")
        };
        return misfit(
            format!("`{name}` is {what}, so that its values are read so anyway"),
            format!("remove the entry, or name a type that is {kind}"),
        );
    }
    if let Some(ty) = model.structured.get_mut(id.index()) {
        ty.is_polymorphic = Some(is);
    }
    Ok(())
}

/// Sets of which types values are read into an enum over them, as it is configured: this comes before what an overlay says.
/// Gives warnings of types that are not there.
pub(crate) fn configured(model: &mut Model, types: &BTreeMap<String, bool>) -> Vec<Diagnostic> {
    let mut warnings = Vec::new();
    for (name, is) in types {
        match structured(model, name) {
            Ok(id) => {
                if let Some(ty) = model.structured.get_mut(id.index()) {
                    ty.is_polymorphic = Some(*is);
                }
            }
            Err(Fault::Absent(message, _) | Fault::Misfit(message, _)) => warnings.push(
                Diagnostic::warning(None, format!("`polymorphic`: {message}"))
                    .with_remedy("name an entity type or complex type of the metadata in full"),
            ),
        }
    }
    warnings
}

fn stream(model: &mut Model, name: &str) -> Found<()> {
    let id = structured(model, name)?;
    if model[id].kind == StructuredKind::Complex {
        return misfit(
            format!("`{name}` is a complex type, which has no media stream"),
            "name an entity type",
        );
    }
    if model[id].has_stream {
        return misfit(
            format!("`{name}` has a stream already"),
            "remove the entry: the metadata says it by now",
        );
    }
    for id in std::iter::once(id).chain(model.descendants(id)) {
        if let Some(ty) = model.structured.get_mut(id.index()) {
            ty.has_stream = true;
        }
    }
    Ok(())
}

/// Whatever had the type gets `Edm.Untyped` instead; nothing refers to the type any more.
fn json(model: &mut Model, name: &str) -> Found<()> {
    let id = structured(model, name)?;
    if model[id].kind == StructuredKind::Entity {
        return misfit(
            format!("`{name}` is an entity type, which cannot be any JSON"),
            "name a complex type",
        );
    }
    if !model[id].derived.is_empty() || model[id].base.is_some() {
        return misfit(
            format!("`{name}` has a base or derived types, which cannot be any JSON"),
            "name a complex type that stands alone",
        );
    }
    if let Some(ty) = model.structured.get_mut(id.index()) {
        ty.is_json = true;
    }
    for ty in all_types(model) {
        if ty.item == TypeRef::Structured(id) {
            ty.item = TypeRef::Primitive(Primitive::Any);
        }
    }
    Ok(())
}

/// Every type that the model mentions as that of a value.
fn all_types(model: &mut Model) -> impl Iterator<Item = &mut Typed> {
    let Model {
        structured,
        operations,
        terms,
        ..
    } = model;
    let properties = structured.iter_mut().flat_map(|ty| &mut ty.properties);
    let operations = operations.iter_mut().flat_map(|operation| {
        let parameters = operation
            .parameters
            .iter_mut()
            .chain(&mut operation.binding);
        parameters
            .map(|parameter| &mut parameter.ty)
            .chain(&mut operation.returns)
    });
    let terms = terms.iter_mut().filter_map(|term| term.ty.as_mut());
    properties
        .map(|property| &mut property.ty)
        .chain(operations)
        .chain(terms)
}
