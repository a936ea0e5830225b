//! Names of types: what the description calls them goes in; out come a name and a file for each, no two alike.
//!
//! Of types that would have one name, the first with a name of its own in the description keeps it; those that are named
//! by where they first stand come after. So a type that is added behind the others renames none of them.

use std::collections::HashMap;

use crate::api::{Api, TypeId, TypeKind};
use crate::diagnostic::Diagnostic;
use crate::plan::names::words_of_symbols;
use crate::plan::names::{ModuleName, TypeName};

use super::renames::Renames;

/// What the types of a service are called.
#[derive(Debug)]
pub(super) struct TypeNames {
    names: Vec<TypeName>,
    /// The enums over what derives from a type.
    families: HashMap<TypeId, TypeName>,
    modules: Vec<ModuleName>,
}

impl TypeNames {
    /// The name of a type.
    pub(super) fn name(&self, id: TypeId) -> &TypeName {
        &self.names[id.index()]
    }

    /// The enum over a type and what derives from it.
    pub(super) fn family(&self, id: TypeId) -> Option<&TypeName> {
        self.families.get(&id)
    }

    /// The module of its file.
    pub(super) fn module(&self, id: TypeId) -> &ModuleName {
        &self.modules[id.index()]
    }
}

/// Whether a type has no name in the description: see [`Type::name`](crate::api::Type).
fn is_anonymous(name: &str) -> bool {
    name.contains(' ')
}

/// Names all types.
pub(super) fn names(api: &Api, renames: &Renames<'_>, warnings: &mut Vec<Diagnostic>) -> TypeNames {
    let mut taken: HashMap<String, usize> = HashMap::new();
    let mut names: Vec<Option<TypeName>> = vec![None; api.types.len()];
    for (at, ty) in api.types.iter().enumerate() {
        if let Some(given) = renames.name(&ty.name).and_then(TypeName::given) {
            taken.insert(given.to_string(), at);
            names[at] = Some(given);
        }
    }
    let own = |anonymous: bool| {
        let types = api.types.iter().enumerate();
        types.filter(move |(_, ty)| is_anonymous(&ty.name) == anonymous)
    };
    for (at, ty) in own(false).chain(own(true)) {
        if names[at].is_some() {
            continue;
        }
        let wanted = TypeName::new(&[&words_of_symbols(&ty.name)]);
        let first = taken.get(wanted.as_str()).copied();
        let name = first_free(&wanted, &taken);
        if let Some(first) = first.filter(|_| !is_anonymous(&ty.name)) {
            warnings.push(moved(&ty.name, &name, &api.types[first].name, &wanted));
        }
        taken.insert(name.to_string(), at);
        names[at] = Some(name);
    }
    let names: Vec<TypeName> = names.into_iter().flatten().collect();
    let families = families(api, &names, &mut taken);
    TypeNames {
        modules: modules(&names),
        names,
        families,
    }
}

fn first_free(wanted: &TypeName, taken: &HashMap<String, usize>) -> TypeName {
    let numbered = (2..).map(|number| wanted.numbered(number));
    let mut names = std::iter::once(wanted.clone()).chain(numbered);
    let free = names.find(|name| !taken.contains_key(name.as_str()));
    free.unwrap_or_else(|| wanted.clone())
}

fn moved(wire: &str, name: &TypeName, first: &str, wanted: &TypeName) -> Diagnostic {
    let message =
        format!("schema {wire:?} becomes `{name}`, because {first:?} is called `{wanted}`");
    Diagnostic::warning(None, message).with_remedy(format!(
        "to choose the name, give it in csdlgen.toml, under `rename`, or with --rename: {wire:?} = \"…\""
    ))
}

/// Names of the enums over what derives from types.
fn families(
    api: &Api,
    names: &[TypeName],
    taken: &mut HashMap<String, usize>,
) -> HashMap<TypeId, TypeName> {
    let mut families = HashMap::new();
    for ty in &api.types {
        let TypeKind::Struct {
            base: Some(base), ..
        } = &ty.kind
        else {
            continue;
        };
        let has_discriminator = matches!(
            &api[*base].kind,
            TypeKind::Struct { more: Some(more), .. } if more.discriminator.is_some()
        );
        if has_discriminator && !families.contains_key(base) {
            let wanted = TypeName::new(&["Any", names[base.index()].as_str()]);
            let name = first_free(&wanted, taken);
            taken.insert(name.to_string(), base.index());
            families.insert(*base, name);
        }
    }
    families
}

/// Files of types: file systems that do not tell upper from lower case take them all.
fn modules(names: &[TypeName]) -> Vec<ModuleName> {
    let mut taken = std::collections::HashSet::new();
    let modules = names.iter().map(|name| {
        let wanted = ModuleName::new(&[name.as_str()]);
        let numbered = (2..).map(|number| wanted.numbered(number));
        let mut all = std::iter::once(wanted.clone()).chain(numbered);
        let free = all.find(|module| !taken.contains(&module.folded()));
        let module = free.unwrap_or_else(|| wanted.clone());
        taken.insert(module.folded());
        module
    });
    modules.collect()
}
