//! Types that no path of any feature comes to, but to what derives from them, to what refers to them, to what they refer to
//! or to their bases.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::grow::Growth;
use super::{AreaId, MANY};
use crate::api::TypeId;

/// For each type, the areas that need it, sorted.
type NeededBy = HashMap<TypeId, Vec<AreaId>>;

/// Adds them where their kin is.
pub(super) fn adopt(growth: &Growth<'_>, needed_by: &mut NeededBy) {
    let mut children: HashMap<TypeId, Vec<TypeId>> = HashMap::new();
    for ty in growth.types() {
        if let Some(base) = growth.base(ty) {
            children.entry(base).or_default().push(ty);
        }
    }
    // Where the enum over a family is, all of the family is: one that is not asked for shall not bring it.
    let plain = |ty: TypeId| !growth.has_family(ty);
    let referrers = growth.referrers();
    let listed = |of: &HashMap<TypeId, Vec<TypeId>>, ty| of.get(&ty).cloned().unwrap_or_default();
    adopt_by(growth, needed_by, &plain, &|ty| listed(&children, ty), all);
    adopt_by(
        growth,
        needed_by,
        &|_| true,
        &|ty| listed(&referrers, ty),
        all,
    );
    adopt_by(growth, needed_by, &plain, &|ty| growth.referred(ty), fewest);
    let base = |ty| growth.base(ty).into_iter().collect();
    adopt_by(growth, needed_by, &plain, &base, fewest);
}

/// The areas of all.
fn all(kin: &[&Vec<AreaId>]) -> BTreeSet<AreaId> {
    kin.iter().flat_map(|areas| areas.iter().copied()).collect()
}

/// The areas of that which is in the fewest; none where that is in too many to tell anything.
fn fewest(kin: &[&Vec<AreaId>]) -> BTreeSet<AreaId> {
    let fewest = kin.iter().min_by_key(|areas| (areas.len(), **areas));
    let fewest = fewest.filter(|areas| areas.len() < MANY);
    fewest
        .into_iter()
        .flat_map(|areas| areas.iter().copied())
        .collect()
}

/// Until there is nothing more to add.
fn adopt_by(
    growth: &Growth<'_>,
    needed_by: &mut NeededBy,
    is_wanted: &dyn Fn(TypeId) -> bool,
    kin: &dyn Fn(TypeId) -> Vec<TypeId>,
    choose: fn(&[&Vec<AreaId>]) -> BTreeSet<AreaId>,
) {
    loop {
        let lone = growth.types().filter(|ty| !needed_by.contains_key(ty));
        let lone = lone.filter(|ty| is_wanted(*ty));
        let found = lone.map(|ty| {
            let kin: Vec<TypeId> = kin(ty);
            let kin: Vec<_> = kin.iter().filter_map(|ty| needed_by.get(ty)).collect();
            (ty, choose(&kin))
        });
        let found: Vec<_> = found.filter(|(_, areas)| !areas.is_empty()).collect();
        if found.is_empty() {
            return;
        }
        for (ty, areas) in found {
            for held in growth.held(HashSet::from([ty])) {
                let own = needed_by.entry(held).or_default();
                own.extend(&areas);
                own.sort_unstable();
                own.dedup();
            }
        }
    }
}
