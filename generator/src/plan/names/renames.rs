//! The table `rename`: keys as the user wrote them go in, what each of them is in the description comes out.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::diagnostic::Diagnostic;
use crate::model::{DefinitionId, EnumId, Model, OperationId, StructuredId, TypeRef};

/// The names that the user gave, by what they are for.
#[derive(Debug, Default)]
pub(in crate::plan) struct Renames {
    types: HashMap<TypeRef, String>,
    /// Properties of a type: declared there, or inherited.
    members: HashMap<(StructuredId, String), String>,
    variants: HashMap<(EnumId, String), String>,
    operations: HashMap<OperationId, String>,
    /// Children of the container.
    children: HashMap<String, String>,
}

/// What full names of the description stand for.
struct Known {
    types: HashMap<String, TypeRef>,
    operations: HashMap<String, Vec<OperationId>>,
}

/// Finds what is to be renamed; what is not there is told.
pub(in crate::plan) fn renames(
    model: &Model,
    rename: &BTreeMap<String, String>,
) -> (Renames, Vec<Diagnostic>) {
    let mut renames = Renames::default();
    let mut warnings = Vec::new();
    if rename.is_empty() {
        return (renames, warnings);
    }
    let known = known(model);
    for (key, name) in rename {
        if !renames.add(model, &known, key, name) {
            let message = format!("`rename` has {key:?}, which the service description does not");
            warnings.push(Diagnostic::warning(None, message).with_remedy(
                "use the full name of a type or operation, with a slash and the name of a property, member or child \
                 where it is one of these",
            ));
        }
    }
    (renames, warnings)
}

fn known(model: &Model) -> Known {
    let structured = (0..).map(StructuredId).zip(&model.structured);
    let structured = structured.map(|(id, _)| (model.qualified_name(id), TypeRef::Structured(id)));
    let enums = (0..).map(EnumId).zip(&model.enums);
    let enums = enums.map(|(id, _)| (model.qualified_name(id), TypeRef::Enum(id)));
    let definitions = (0..).map(DefinitionId).zip(&model.definitions);
    let definitions =
        definitions.map(|(id, _)| (model.qualified_name(id), TypeRef::Definition(id)));
    let mut operations: HashMap<String, Vec<OperationId>> = HashMap::new();
    for (id, _) in (0..).map(OperationId).zip(&model.operations) {
        operations
            .entry(model.qualified_name(id))
            .or_default()
            .push(id);
    }
    Known {
        types: structured.chain(enums).chain(definitions).collect(),
        operations,
    }
}

impl Renames {
    fn add(&mut self, model: &Model, known: &Known, key: &str, name: &str) -> bool {
        let name = name.to_owned();
        let Some((owner, member)) = key.split_once('/') else {
            if let Some(ty) = known.types.get(key) {
                self.types.insert(*ty, name);
                return true;
            }
            let overloads = known.operations.get(key);
            let overloads = overloads.into_iter().flatten();
            self.operations
                .extend(overloads.map(|id| (*id, name.clone())));
            return known.operations.contains_key(key);
        };
        match known.types.get(owner) {
            Some(TypeRef::Structured(id)) => {
                let mut properties = model.all_properties(*id).map(|it| &it.name);
                let mut navigation = model.all_navigation(*id).map(|it| &it.name);
                let has = properties.any(|it| it == member) || navigation.any(|it| it == member);
                self.members.insert((*id, member.to_owned()), name);
                has
            }
            Some(TypeRef::Enum(id)) => {
                let has = model[*id].members.iter().any(|it| it.name == member);
                self.variants.insert((*id, member.to_owned()), name);
                has
            }
            Some(_) => false,
            None => {
                let container = model.container.as_ref();
                let container =
                    container.filter(|it| model.qualified(it.namespace, &it.name) == owner);
                let mut children = container.into_iter().flat_map(|it| &it.children);
                let has = children.any(|it| it.name == member);
                self.children.insert(member.to_owned(), name);
                has
            }
        }
    }

    pub(in crate::plan) fn ty(&self, ty: TypeRef) -> Option<&str> {
        self.types.get(&ty).map(String::as_str)
    }

    /// The name of a property in a type: what is given for the nearest base with one holds for all that derive from it.
    pub(in crate::plan) fn member(
        &self,
        model: &Model,
        ty: StructuredId,
        name: &str,
    ) -> Option<&str> {
        if self.members.is_empty() {
            return None;
        }
        let mut line = model.with_bases(ty);
        let given = line.find_map(|ty| self.members.get(&(ty, name.to_owned())))?;
        Some(given)
    }

    /// Types with properties that have other names than usual there.
    pub(in crate::plan) fn has_members(&self, model: &Model, ty: StructuredId) -> bool {
        let owners: HashSet<StructuredId> = self.members.keys().map(|(ty, _)| *ty).collect();
        model.with_bases(ty).any(|ty| owners.contains(&ty))
    }

    pub(in crate::plan) fn variant(&self, ty: EnumId, member: &str) -> Option<&str> {
        let given = self.variants.get(&(ty, member.to_owned()))?;
        Some(given)
    }

    pub(in crate::plan) fn operation(&self, id: OperationId) -> Option<&str> {
        self.operations.get(&id).map(String::as_str)
    }

    pub(in crate::plan) fn child(&self, name: &str) -> Option<&str> {
        self.children.get(name).map(String::as_str)
    }
}
