//! The names of properties: all types go in, the field and the constant of each property come out, inherited ones
//! included. What is selected does not matter.

mod clashes;

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Diagnostics, Position};
use crate::model::{Model, StructuredId};
use crate::odata::lower::offered::Offered;

use crate::plan::items::structs::is_stream;
use crate::plan::names::owned::EXTRA;
use crate::plan::names::renames::Renames;
use crate::plan::names::{ConstantName, FieldName, MethodName};

/// A property of a type, by its name.
type Member = (StructuredId, String);

/// The names of all properties.
#[derive(Debug, Default)]
pub(in crate::plan) struct Members {
    /// What a name becomes where nothing is in its way.
    usual: HashMap<String, (FieldName, ConstantName)>,
    /// Where something is.
    fields: HashMap<Member, FieldName>,
    constants: HashMap<Member, ConstantName>,
}

impl Members {
    /// The field of a property in the struct of a type.
    pub(in crate::plan) fn field(&self, ty: StructuredId, name: &str) -> FieldName {
        let other = self.other(ty, name);
        let usual = || self.usual.get(name).map(|(field, _)| field);
        let known = other.or_else(usual);
        known.cloned().unwrap_or_else(|| usual_field(name))
    }

    /// The constant of a property of a type.
    pub(in crate::plan) fn constant(&self, ty: StructuredId, name: &str) -> ConstantName {
        let other = || self.constants.get(&(ty, name.to_owned()));
        let other = if self.constants.is_empty() {
            None
        } else {
            other()
        };
        let usual = || self.usual.get(name).map(|(_, constant)| constant);
        let known = other.or_else(usual);
        known
            .cloned()
            .unwrap_or_else(|| ConstantName::of(&usual_field(name)))
    }

    /// The method for a property, without what clashes with other methods: it has the name of the field.
    pub(in crate::plan) fn method(&self, ty: StructuredId, name: &str) -> MethodName {
        match self.other(ty, name) {
            Some(field) => MethodName::of_field(field),
            None => MethodName::new(&[name]),
        }
    }

    /// As [`method`](Self::method), with a further word.
    pub(in crate::plan) fn method_with(
        &self,
        ty: StructuredId,
        name: &str,
        word: &str,
    ) -> MethodName {
        match self.other(ty, name) {
            Some(field) => MethodName::of_field(field).with_suffix(word),
            None => MethodName::new(&[name, word]),
        }
    }

    fn other(&self, ty: StructuredId, name: &str) -> Option<&FieldName> {
        if self.fields.is_empty() {
            return None;
        }
        self.fields.get(&(ty, name.to_owned()))
    }
}

/// What is found of one type.
#[derive(Default)]
struct Found {
    fields: Vec<(Member, FieldName)>,
    constants: Vec<(Member, ConstantName)>,
    warnings: Vec<Diagnostic>,
    errors: Vec<Diagnostic>,
}

/// Names all properties, with warnings.
///
/// # Errors
/// Two properties of a type were given one name.
pub(in crate::plan) fn members(
    model: &Model,
    renames: &Renames,
    offered: &Offered<'_>,
) -> Result<(Members, Vec<Diagnostic>), Diagnostics> {
    let mut members = Members {
        usual: usual(model),
        ..Members::default()
    };
    let types: Vec<StructuredId> = model.structured_types().map(|(id, _)| id).collect();
    let found: Vec<Found> = types
        .into_par_iter()
        .filter_map(|id| of_type((model, offered), renames, &members, id))
        .collect();
    let (mut warnings, mut errors) = (Vec::new(), Vec::new());
    for found in found {
        members.fields.extend(found.fields);
        members.constants.extend(found.constants);
        warnings.extend(found.warnings);
        errors.extend(found.errors);
    }
    if errors.is_empty() {
        return Ok((members, warnings));
    }
    // A clash among inherited properties is found in each derived type.
    errors.sort_by(|a, b| (&a.position, &a.message).cmp(&(&b.position, &b.message)));
    errors.dedup_by(|a, b| (&a.position, &a.message) == (&b.position, &b.message));
    Err(Diagnostics(errors))
}

fn usual(model: &Model) -> HashMap<String, (FieldName, ConstantName)> {
    let types = model.structured.iter();
    let names = types.flat_map(|ty| {
        let properties = ty.properties.iter().map(|it| it.name.as_str());
        properties.chain(ty.navigation.iter().map(|it| it.name.as_str()))
    });
    let names: HashSet<&str> = names.collect();
    let names = names.into_par_iter().map(|name| {
        let field = usual_field(name);
        let constant = ConstantName::of(&field);
        (name.to_owned(), (field, constant))
    });
    names.collect()
}

fn usual_field(name: &str) -> FieldName {
    let name = FieldName::new(name);
    if name.as_str() == EXTRA {
        name.escaped()
    } else {
        name
    }
}

/// A property, and where it stands.
#[derive(Clone, Copy)]
struct Declared<'m> {
    name: &'m str,
    position: &'m Position,
    owner: StructuredId,
    /// How many bases the type has that declares it.
    depth: usize,
    is_navigation: bool,
}

/// The properties of a type that have fields, in the order of the fields.
fn declared(model: &Model, id: StructuredId) -> Vec<Declared<'_>> {
    let line = model.line(id);
    let owners = || line.iter().copied().enumerate();
    let properties = owners().flat_map(|(depth, owner)| {
        let properties = model[owner].properties.iter();
        let fields = properties.filter(|property| !is_stream(property));
        fields.map(move |it| (depth, owner, &it.name, &it.position, false))
    });
    let navigation = owners().flat_map(|(depth, owner)| {
        let navigation = model[owner].navigation.iter();
        navigation.map(move |it| (depth, owner, &it.name, &it.position, true))
    });
    let all = properties.chain(navigation);
    all.map(|(depth, owner, name, position, is_navigation)| Declared {
        name,
        position,
        owner,
        depth,
        is_navigation,
    })
    .collect()
}

/// What is not as usual in a type; `None` where all is.
fn of_type(
    (model, offered): (&Model, &Offered<'_>),
    renames: &Renames,
    members: &Members,
    id: StructuredId,
) -> Option<Found> {
    let declared = declared(model, id);
    let mut fields = HashSet::with_capacity(declared.len());
    let mut constants = HashSet::with_capacity(declared.len());
    let is_new = |it: &Declared<'_>| {
        let usual = members.usual.get(it.name);
        usual.is_none_or(|(field, constant)| fields.insert(field) & constants.insert(constant))
    };
    let all_new = declared.iter().map(is_new).fold(true, |all, new| all & new);
    if all_new && !renames.has_members(model, id) {
        return None;
    }
    let mut found = Found::default();
    let names = clashes::name_fields(model, renames, id, &declared, &mut found);
    clashes::name_constants(members, id, &names, &mut found);
    // It is told of what the crate has.
    if !offered.has_model(id) {
        found.warnings.clear();
    }
    Some(found)
}
