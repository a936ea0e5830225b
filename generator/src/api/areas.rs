//! Areas: the cargo features that a crate has for parts of a service, and which of them need each type.
//!
//! What is needed by too many of them, or by none, is always there.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use super::{Api, EdgeId, NodeId, Step, TypeId};

/// A part of a service that has a cargo feature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// The feature's name.
    pub name: Arc<str>,
    /// What selects it.
    pub patterns: Vec<String>,
}

/// The areas of a service.
#[derive(Clone, Debug, Default)]
pub struct Areas {
    all: Vec<Area>,
    /// When each type is there that is not always.
    gates: HashMap<TypeId, Gate>,
    /// When each place is there that is not always.
    places: HashMap<NodeId, Gate>,
}

impl Areas {
    /// Areas, sorted by their names, with when each type is there that is not always.
    pub(crate) fn new(api: &Api, areas: Vec<Area>, gates: HashMap<TypeId, Gate>) -> Self {
        let nodes = (0..).map(NodeId).zip(&api.nodes);
        let places = nodes.filter_map(|(id, node)| {
            let (ty, _) = node.ty?;
            Some((id, gates.get(&ty)?.clone()))
        });
        Self {
            all: areas,
            places: places.collect(),
            gates,
        }
    }

    /// Areas, sorted by their names, where places are there by themselves, not with the types of what is at them.
    pub(crate) fn of_requests(
        areas: Vec<Area>,
        gates: HashMap<TypeId, Gate>,
        places: HashMap<NodeId, Gate>,
    ) -> Self {
        Self {
            all: areas,
            gates,
            places,
        }
    }

    /// Whether the crate has no areas.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// All of them, sorted by their names.
    pub fn all(&self) -> &[Area] {
        &self.all
    }

    /// When a type is there.
    pub(crate) fn type_gate(&self, ty: TypeId) -> Gate {
        self.gates.get(&ty).cloned().unwrap_or_default()
    }

    /// Whether one type is there wherever another is.
    pub(crate) fn implies(&self, ty: TypeId, other: TypeId) -> bool {
        let needed = self.gates.get(&other);
        needed.is_none_or(|needed| {
            self.gates
                .get(&ty)
                .is_some_and(|own| needed.is_part_of(own))
        })
    }

    /// When all is there that a path goes through and what is sent and read at its end.
    pub(crate) fn path_gate(&self, api: &Api, steps: &[EdgeId]) -> Gate {
        let mut gate = Gate::default();
        if self.is_empty() {
            return gate;
        }
        for step in steps {
            let edge = &api[*step];
            if matches!(edge.step, Step::Call { .. }) {
                let mut mentioned = |ty| gate.add(self.type_gate(ty));
                edge.step.each_type(&mut mentioned);
                api[edge.to].each_type(&mut mentioned);
            }
            gate.add(self.node_gate(edge.to));
        }
        gate
    }

    /// When the builder of a place is there.
    pub(crate) fn node_gate(&self, node: NodeId) -> Gate {
        self.places.get(&node).cloned().unwrap_or_default()
    }
}

/// When something is compiled: of each of the lists, one feature at least is on. Without lists, always.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Gate(Vec<Vec<Arc<str>>>);

impl Gate {
    /// Where one of these features is on, of which there is one at least.
    pub(crate) fn any_of(names: Vec<Arc<str>>) -> Self {
        Self(vec![names])
    }

    /// Without some features: when it is met by the others alone; `None` where it never is.
    pub(crate) fn without(self, gone: impl Fn(&str) -> bool) -> Option<Self> {
        let mut left = Self::default();
        for mut list in self.0 {
            list.retain(|name| !gone(name));
            if list.is_empty() {
                return None;
            }
            left.add(Self(vec![list]));
        }
        Some(left)
    }

    /// Whether it is met wherever another is.
    pub(crate) fn is_part_of(&self, other: &Self) -> bool {
        let met = |list: &Vec<Arc<str>>| other.0.iter().any(|own| is_part(own, list));
        self.0.iter().all(met)
    }

    /// Whether it is compiled whatever is on.
    pub fn is_always(&self) -> bool {
        self.0.is_empty()
    }

    /// The lists, each of which has a feature that must be on.
    pub fn needed(&self) -> impl Iterator<Item = &[Arc<str>]> {
        self.0.iter().map(Vec::as_slice)
    }

    /// Whether it is compiled with one feature, others off; with none for `None`.
    pub(crate) fn is_met(&self, feature: Option<&str>) -> bool {
        let on = |name: &Arc<str>| Some(&**name) == feature;
        self.0.iter().all(|list| list.iter().any(on))
    }

    /// Needs what the other needs too.
    pub(crate) fn add(&mut self, other: Self) {
        for list in other.0 {
            if self.0.iter().any(|own| is_part(own, &list)) {
                continue;
            }
            self.0.retain(|own| !is_part(&list, own));
            self.0.push(list);
            self.0.sort();
        }
    }

    /// What of it is still to be asked where another is met.
    #[must_use]
    pub(crate) fn within(mut self, met: &Self) -> Self {
        self.0
            .retain(|list| !met.0.iter().any(|own| is_part(own, list)));
        self
    }
}

/// The lists.
impl serde::Serialize for Gate {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|list| {
            let names: Vec<&str> = list.iter().map(|name| &**name).collect();
            names
        }))
    }
}

/// "feature `mail`", "feature `calendar` or `mail`", "features (`calendar` or `mail`) and `files`": in Markdown.
impl fmt::Display for Gate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.len() > 1 {
            "features "
        } else {
            "feature "
        })?;
        for (at, list) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str(" and ")?;
            }
            let group = list.len() > 1 && self.0.len() > 1;
            if group {
                f.write_str("(")?;
            }
            for (at, name) in list.iter().enumerate() {
                if at > 0 {
                    f.write_str(if at + 1 == list.len() { " or " } else { ", " })?;
                }
                write!(f, "`{name}`")?;
            }
            if group {
                f.write_str(")")?;
            }
        }
        Ok(())
    }
}

/// Whether all of one list is in another.
fn is_part(part: &[Arc<str>], whole: &[Arc<str>]) -> bool {
    part.iter().all(|name| whole.contains(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gate(lists: &[&[&str]]) -> Gate {
        let mut gate = Gate::default();
        for list in lists {
            gate.add(Gate::any_of(
                list.iter().map(|name| (*name).into()).collect(),
            ));
        }
        gate
    }

    #[test]
    fn what_follows_from_the_rest_is_not_asked() {
        let one = gate(&[&["mail", "calendar"], &["mail"]]);
        assert_eq!(one, gate(&[&["mail"]]));
        assert_eq!(one.clone().within(&gate(&[&["mail"]])), Gate::default());
        assert_eq!(one.clone().within(&gate(&[&["mail", "files"]])), one);
    }

    #[test]
    fn gates_read_as_sentences() {
        assert_eq!(gate(&[&["a"]]).to_string(), "feature `a`");
        assert_eq!(
            gate(&[&["a", "b", "c"]]).to_string(),
            "feature `a`, `b` or `c`"
        );
        assert_eq!(
            gate(&[&["a", "b"], &["c"]]).to_string(),
            "features (`a` or `b`) and `c`"
        );
    }
}
