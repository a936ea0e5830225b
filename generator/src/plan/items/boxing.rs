//! Boxing: which complex properties must stand behind a pointer because their types contain each other.
//!
//! In goes the model; out comes for each structured type the component of the graph of single-valued
//! properties that it is in. A property whose type is in its owner's component is boxed. Navigation
//! properties are always boxed, as they are rarely expanded, and so are no edges here.

use std::collections::HashSet;

use crate::model::{Model, StructuredId, TypeRef};

use crate::odata::lower::hierarchies::Hierarchies;

/// Components of types that contain each other by value.
#[derive(Debug)]
pub(in crate::plan) struct Components {
    component: Vec<usize>,
    /// Types with an edge to themselves.
    selfish: HashSet<StructuredId>,
}

impl Components {
    /// Whether a property of `owner` of type `item` needs a pointer.
    pub(in crate::plan) fn is_recursive(&self, owner: StructuredId, item: StructuredId) -> bool {
        if owner == item {
            return self.selfish.contains(&owner);
        }
        self.component[owner.index()] == self.component[item.index()]
    }
}

/// Finds the strongly connected components (Tarjan), without recursion: depth is the input's to choose.
pub(in crate::plan) fn components(model: &Model, families: &Hierarchies) -> Components {
    let edges: Vec<Vec<usize>> = model
        .structured_types()
        .map(|(id, _)| by_value(model, families, id))
        .collect();
    let selfish = edges
        .iter()
        .zip(0u32..)
        .filter(|(targets, id)| targets.contains(&(*id as usize)))
        .map(|(_, id)| StructuredId(id))
        .collect();
    Components {
        component: tarjan(&edges),
        selfish,
    }
}

/// What a type holds by value. A family is an enum of boxes.
fn by_value(model: &Model, families: &Hierarchies, id: StructuredId) -> Vec<usize> {
    let properties = model.all_properties(id);
    let single = properties.filter(|property| !property.ty.collection);
    single
        .filter_map(|property| match property.ty.item {
            TypeRef::Structured(item) if !families.is_polymorphic(item) => Some(item.index()),
            _ => None,
        })
        .collect()
}

/// The component of each node: the same number for those that lead to each other.
pub(in crate::plan) fn strong_components(edges: &[Vec<usize>]) -> Vec<usize> {
    tarjan(edges)
}

fn tarjan(edges: &[Vec<usize>]) -> Vec<usize> {
    const UNSEEN: usize = usize::MAX;
    let mut order = vec![UNSEEN; edges.len()];
    let mut low = vec![UNSEEN; edges.len()];
    let mut component = vec![UNSEEN; edges.len()];
    let mut stack = Vec::new();
    let mut seen = 0;
    for root in 0..edges.len() {
        if order[root] != UNSEEN {
            continue;
        }
        let mut path = vec![(root, 0)];
        while let Some((node, next)) = path.pop() {
            if next == 0 {
                order[node] = seen;
                low[node] = seen;
                seen += 1;
                stack.push(node);
            }
            if let Some(&target) = edges[node].get(next) {
                path.push((node, next + 1));
                if order[target] == UNSEEN {
                    path.push((target, 0));
                } else if component[target] == UNSEEN {
                    low[node] = low[node].min(order[target]);
                }
                continue;
            }
            if low[node] == order[node] {
                while let Some(member) = stack.pop() {
                    component[member] = node;
                    if member == node {
                        break;
                    }
                }
            }
            if let Some(&(parent, _)) = path.last() {
                low[parent] = low[parent].min(low[node]);
            }
        }
    }
    component
}

#[cfg(test)]
mod tests {
    use super::tarjan;

    #[test]
    fn finds_what_reaches_itself() {
        // 0 → 1 → 2 → 0, 3 → 0, 4 → 4
        let component = tarjan(&[vec![1], vec![2], vec![0], vec![0], vec![4]]);
        assert_eq!(component[0], component[1]);
        assert_eq!(component[1], component[2]);
        assert_ne!(component[3], component[0]);
        assert_ne!(component[4], component[0]);
    }

    #[test]
    fn a_long_chain_needs_no_stack() {
        let edges: Vec<Vec<usize>> = (1..200_000).map(|n| vec![n]).chain([vec![0]]).collect();
        let component = tarjan(&edges);
        assert!(component.iter().all(|c| *c == component[0]));
    }
}
