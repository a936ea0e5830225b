//! The names of types and of their files: all types go in, each with its module, a name in it and a file.

use std::collections::HashMap;
use std::sync::Arc;

use crate::api::TypeId;
use crate::diagnostic::{Diagnostic, Diagnostics, Position};
use crate::model::{
    DefinitionId, EnumId, Model, NamespaceId, StructuredId, StructuredKind, StructuredType, TypeRef,
};
use crate::odata::lower::offered::Offered;
use crate::odata::lower::values;

use crate::plan::docs::deprecation;
use crate::plan::names::collisions::{self, Element, Resolved, Wanted};
use crate::plan::names::renames::Renames;
use crate::plan::names::scope::Scope;
use crate::plan::names::{ModuleName, TypeName};

/// What was decided of one type.
#[derive(Clone, Debug)]
pub(in crate::plan) struct TypeNames {
    /// The type in the graph of the service.
    pub(in crate::plan) ty: TypeId,
    pub(in crate::plan) namespace: ModuleName,
    pub(in crate::plan) file: ModuleName,
    pub(in crate::plan) name: TypeName,
    /// Nothing stands in the way of the name that conventions make.
    pub(in crate::plan) is_usual: bool,
    pub(in crate::plan) deprecated: bool,
    /// The enum over the type and all that derives from it.
    pub(in crate::plan) any: Option<TypeName>,
    /// Builder of requests to one such resource.
    pub(in crate::plan) single: Option<TypeName>,
    /// Builder of requests to a collection of such resources.
    pub(in crate::plan) collection: Option<TypeName>,
}

/// The names of all types.
pub(in crate::plan) struct Types {
    pub(in crate::plan) structured: Vec<TypeNames>,
    pub(in crate::plan) enums: Vec<TypeNames>,
    pub(in crate::plan) definitions: Vec<TypeNames>,
    /// What is taken in each module.
    pub(in crate::plan) taken: Modules,
}

/// The names of types in each module.
pub(in crate::plan) type Modules = HashMap<ModuleName, Scope>;

/// A type of any kind, while names are given.
struct Candidate<'m> {
    id: TypeRef,
    ty: TypeId,
    /// How important its kind is.
    rank: u8,
    namespace: NamespaceId,
    csdl: &'m str,
    position: &'m Position,
    deprecated: bool,
}

/// Names all types, with warnings. A module may take in several namespaces.
///
/// # Errors
/// Two types of a module were given one name.
pub(in crate::plan) fn types(
    model: &Model,
    renames: &Renames,
    offered: &Offered<'_>,
    namespaces: &[ModuleName],
) -> Result<(Types, Vec<Diagnostic>), Diagnostics> {
    let mut types = Types {
        structured: Vec::new(),
        enums: Vec::new(),
        definitions: Vec::new(),
        taken: Modules::new(),
    };
    let candidates: Vec<Candidate<'_>> = candidates(model).collect();
    let mut modules: HashMap<&ModuleName, Vec<&Candidate<'_>>> = HashMap::new();
    for candidate in in_order(&candidates) {
        if let Some(module) = namespaces.get(candidate.namespace.index()) {
            modules.entry(module).or_default().push(candidate);
        }
    }
    let mut names: HashMap<TypeRef, (TypeName, ModuleName, bool)> = HashMap::new();
    let (mut warnings, mut errors) = (Vec::new(), Vec::new());
    for namespace in namespaces {
        let Some(candidates) = modules.remove(namespace) else {
            continue;
        };
        let elements = elements(renames, &candidates);
        let resolved = collisions::resolve(
            &elements,
            |name| name.as_str().to_owned(),
            |name, _, number| name.numbered(number + 1),
        );
        tell(
            (model, offered),
            &candidates,
            &elements,
            &resolved,
            (&mut warnings, &mut errors),
        );
        let files = files(&elements, &resolved.names);
        let scope = types.taken.entry(namespace.clone()).or_default();
        let all = candidates.iter().zip(&elements).zip(resolved.names);
        for (((candidate, element), name), file) in all.zip(files) {
            scope.take(name.as_str());
            let is_usual = matches!(&element.name, Wanted::Usual(usual) if *usual == name);
            names.insert(candidate.id, (name, file, is_usual));
        }
    }
    if !errors.is_empty() {
        return Err(Diagnostics(errors));
    }
    for candidate in &candidates {
        let names = names.remove(&candidate.id);
        let (Some((name, file, is_usual)), Some(namespace)) =
            (names, namespaces.get(candidate.namespace.index()))
        else {
            continue;
        };
        let arena = match candidate.id {
            TypeRef::Structured(_) => &mut types.structured,
            TypeRef::Enum(_) => &mut types.enums,
            TypeRef::Definition(_) => &mut types.definitions,
            TypeRef::Primitive(_) => continue,
        };
        arena.push(TypeNames {
            ty: candidate.ty,
            namespace: namespace.clone(),
            file,
            name,
            is_usual,
            deprecated: candidate.deprecated,
            any: None,
            single: None,
            collection: None,
        });
    }
    Ok((types, warnings))
}

/// In the order of the description: documents as they come up first.
fn in_order<'c, 'm>(candidates: &'c [Candidate<'m>]) -> Vec<&'c Candidate<'m>> {
    let mut documents: HashMap<&Arc<str>, usize> = HashMap::new();
    for candidate in candidates {
        let next = documents.len();
        documents.entry(&candidate.position.file).or_insert(next);
    }
    let mut sorted: Vec<&Candidate<'_>> = candidates.iter().collect();
    sorted.sort_by_key(|candidate| {
        let Position { file, line, column } = candidate.position;
        (documents.get(file).copied(), *line, *column)
    });
    sorted
}

fn elements<'m>(renames: &Renames, candidates: &[&Candidate<'m>]) -> Vec<Element<'m, TypeName>> {
    let element = |candidate: &&Candidate<'m>| {
        let given = renames.ty(candidate.id).and_then(TypeName::given);
        let usual = || Wanted::Usual(TypeName::new(&[candidate.csdl]));
        Element {
            csdl: candidate.csdl,
            position: candidate.position,
            rank: candidate.rank,
            name: given.map_or_else(usual, Wanted::Given),
        }
    };
    candidates.iter().map(element).collect()
}

/// Of two types that would have one name, one may be left out.
fn tell(
    (model, offered): (&Model, &Offered<'_>),
    candidates: &[&Candidate<'_>],
    elements: &[Element<'_, TypeName>],
    resolved: &Resolved<TypeName>,
    (warnings, errors): (&mut Vec<Diagnostic>, &mut Vec<Diagnostic>),
) {
    let pair = |(at, first): (usize, usize)| {
        let kept = |at: usize| candidates.get(at).is_some_and(|it| is_kept(offered, it.id));
        let candidate = candidates.get(at).filter(|_| kept(at))?;
        let key = model.qualified(candidate.namespace, candidate.csdl);
        let name = resolved.names.get(at)?;
        Some((
            elements.get(at)?,
            elements.get(first)?,
            name,
            key,
            kept(first),
        ))
    };
    for (element, first, name, key, _) in resolved.moved.iter().copied().filter_map(pair) {
        warnings.push(collisions::moved(element, name, first, &key));
    }
    for (element, first, _, key, both) in resolved.clashes.iter().copied().filter_map(pair) {
        if both {
            errors.push(collisions::clash(element, first, &key));
        }
    }
}

/// The files of types, told apart on file systems that do not tell upper from lower case.
fn files(elements: &[Element<'_, TypeName>], names: &[TypeName]) -> Vec<ModuleName> {
    let files = elements.iter().zip(names).map(|(element, name)| Element {
        csdl: element.csdl,
        position: element.position,
        rank: element.rank,
        name: Wanted::Usual(ModuleName::new(&[name.as_str()])),
    });
    let files: Vec<_> = files.collect();
    let other = |name: &ModuleName, _, number| name.numbered(number + 1);
    collisions::resolve(&files, ModuleName::folded, other).names
}

fn candidates(model: &Model) -> impl Iterator<Item = Candidate<'_>> {
    macro_rules! of {
        ($arena:ident, $id:ident, $variant:ident, $rank:expr, $number:expr) => {
            model.$arena.iter().zip(0..).map(move |(ty, id)| Candidate {
                id: TypeRef::$variant($id(id)),
                ty: $number($id(id)),
                rank: $rank(ty),
                namespace: ty.namespace,
                csdl: &ty.name,
                position: &ty.position,
                deprecated: deprecation::of(&ty.annotations).is_some(),
            })
        };
    }
    let structured = |ty: &StructuredType| match ty.kind {
        StructuredKind::Entity => 0,
        StructuredKind::Complex => 1,
    };
    let structured = of!(structured, StructuredId, Structured, structured, |id| {
        values::structured(id)
    });
    let enums = of!(enums, EnumId, Enum, |_| 2, |id| values::enumeration(
        model, id
    ));
    let definitions = of!(definitions, DefinitionId, Definition, |_| 3, |id| {
        values::definition(model, id)
    });
    structured.chain(enums).chain(definitions)
}

/// Whether the generated crate has something of the type.
fn is_kept(surface: &Offered<'_>, ty: TypeRef) -> bool {
    match ty {
        TypeRef::Structured(id) => {
            let resource = [false, true].map(|many| surface.has_resource((id, many)));
            surface.has_model(id) || resource.contains(&true)
        }
        TypeRef::Enum(id) => surface.has_enum(id),
        TypeRef::Definition(id) => surface.has_definition(id),
        TypeRef::Primitive(_) => true,
    }
}
