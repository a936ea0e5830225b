//! The names of properties: all types go in, the field and the constant of each property come out, inherited ones
//! included. What is selected does not matter.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Diagnostics, Position};
use crate::model::{Model, StructuredId};
use crate::odata::lower::offered::Offered;

use crate::plan::items::structs::is_stream;
use crate::plan::names::collisions::{self, Element, Wanted};
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
    let names = name_fields(model, renames, id, &declared, &mut found);
    name_constants(members, id, &names, &mut found);
    // It is told of what the crate has.
    if !offered.has_model(id) {
        found.warnings.clear();
    }
    Some(found)
}

/// The properties with their fields, in the order of the fields.
fn name_fields<'m>(
    model: &'m Model,
    renames: &Renames,
    id: StructuredId,
    declared: &[Declared<'m>],
    found: &mut Found,
) -> Vec<(&'m str, FieldName)> {
    let mut order: Vec<usize> = (0..declared.len()).collect();
    // Bases come first: what is inherited is called as it is there.
    order.sort_by_key(|at| {
        let place = declared.get(*at);
        place.map(|it| {
            let elsewhere = it.position.file != model[it.owner].position.file;
            (it.depth, elsewhere, it.position.line, it.position.column)
        })
    });
    let in_order = order.iter().filter_map(|at| declared.get(*at));
    let in_order: Vec<&Declared<'m>> = in_order.collect();
    let elements: Vec<Element<'_, FieldName>> = in_order
        .iter()
        .map(|it| {
            let given = renames.member(model, id, it.name);
            let given = given.and_then(FieldName::given).map(|name| {
                let escaped = name.as_str() == EXTRA;
                if escaped { name.escaped() } else { name }
            });
            Element {
                csdl: it.name,
                position: it.position,
                rank: u8::from(it.is_navigation),
                name: given.map_or_else(|| Wanted::Usual(usual_field(it.name)), Wanted::Given),
            }
        })
        .collect();
    let resolved = collisions::resolve(
        &elements,
        |name| name.as_str().to_owned(),
        |name, pair, number| another(model, &in_order, name, pair, number),
    );
    let key = |at: usize| {
        let csdl = elements.get(at).map_or("", |element| element.csdl);
        format!("{}/{csdl}", model.qualified_name(id))
    };
    for (at, first) in &resolved.clashes {
        if let (Some(element), Some(first)) = (elements.get(*at), elements.get(*first)) {
            found
                .errors
                .push(collisions::clash(element, first, &key(*at)));
        }
    }
    for (at, first) in &resolved.moved {
        let owner = in_order.get(*at);
        // It is told once, where the property is declared.
        let is_own = owner.is_some_and(|it| it.owner == id);
        let (element, first) = (elements.get(*at), elements.get(*first));
        if let (true, Some(element), Some(first)) = (is_own, element, first)
            && let Some(name) = resolved.names.get(*at)
        {
            let told = collisions::moved(element, name, first, &key(*at));
            found.warnings.push(told);
        }
    }
    let mut names: Vec<(usize, &str, FieldName)> = order
        .iter()
        .zip(in_order)
        .zip(resolved.names)
        .map(|((at, it), name)| (*at, it.name, name))
        .collect();
    names.sort_by_key(|(at, ..)| *at);
    let others = names
        .iter()
        .filter(|(_, csdl, name)| *name != usual_field(csdl));
    found
        .fields
        .extend(others.map(|(_, csdl, name)| ((id, (*csdl).to_owned()), name.clone())));
    names
        .into_iter()
        .map(|(_, csdl, name)| (csdl, name))
        .collect()
}

/// `region_link` for a navigation property beside a structural one, `region_rush_order` in a type `RushOrder` for one
/// beside what that inherits, so that a base type can have more properties; else `region_2`.
fn another(
    model: &Model,
    declared: &[&Declared<'_>],
    wanted: &FieldName,
    (at, first): (usize, usize),
    number: usize,
) -> FieldName {
    let mut words = Vec::new();
    if let (Some(it), Some(first)) = (declared.get(at), declared.get(first)) {
        if first.depth < it.depth {
            let ty = FieldName::new(&model[it.owner].name);
            words.push(ty.as_str().trim_end_matches('_').to_owned());
        }
        if it.is_navigation && !first.is_navigation {
            words.push("link".to_owned());
        }
    }
    if number > 1 || words.is_empty() {
        let number = if words.is_empty() { number + 1 } else { number };
        words.push(number.to_string());
    }
    wanted.with_suffix(&words.join("_"))
}

/// Fields have different names; what their constants leave out of them may still make two the same.
fn name_constants(
    members: &Members,
    id: StructuredId,
    names: &[(&str, FieldName)],
    found: &mut Found,
) {
    let mut taken = HashSet::new();
    for (csdl, field) in names {
        let mut name = ConstantName::of(field);
        while !taken.insert(name.clone()) {
            name = name.escaped();
        }
        if members.usual.get(*csdl).map(|(_, usual)| usual) != Some(&name) {
            found.constants.push(((id, (*csdl).to_owned()), name));
        }
    }
}
