//! Which requests go together. In: how many requests there are, and which wait for which. Out:
//! groups that depend on each other, and calls of whole groups, in an order that services take.

use std::collections::BTreeSet;

use super::BatchError;

/// How many requests one call may have.
pub(super) const LIMIT: usize = 20;

/// Parts requests into groups that are connected by dependencies. In a group, what is waited for
/// stands first: forward references are not allowed (OData JSON Format, section 19.1).
///
/// `before[n]` has the requests that request `n` waits for, `atomic[n]` the first one of the atomicity group that it is
/// of: such a group stands together.
pub(super) fn groups(
    before: &[BTreeSet<usize>],
    atomic: &[Option<usize>],
) -> Result<Vec<Vec<usize>>, BatchError> {
    let inner = sorted(before)?;
    let head = |item: usize| atomic.get(item).copied().flatten().unwrap_or(item);
    // An atomicity group is one place in the order: what one of it waits for, all of it wait for.
    let mut contracted = vec![BTreeSet::new(); before.len()];
    for (item, needed) in before.iter().enumerate() {
        let needed = needed.iter().map(|needed| head(*needed));
        let needed = needed.filter(|needed| *needed != head(item));
        if let Some(place) = contracted.get_mut(head(item)) {
            place.extend(needed);
        }
    }
    let mut members = vec![Vec::new(); before.len()];
    for item in inner {
        if let Some(members) = members.get_mut(head(item)) {
            members.push(item);
        }
    }
    let order = sorted(&contracted)?;
    let root = connected(&contracted);
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); before.len()];
    for item in order {
        if let Some(group) = root.get(item).and_then(|root| groups.get_mut(*root)) {
            group.append(members.get_mut(item).unwrap_or(&mut Vec::new()));
        }
    }
    groups.retain(|group| !group.is_empty());
    for group in &groups {
        if group.len() > LIMIT {
            return Err(BatchError::GroupTooLarge {
                id: group.iter().min().map_or(0, |first| first + 1),
                count: group.len(),
                limit: LIMIT,
            });
        }
    }
    Ok(groups)
}

/// Requests that stand together in a call: one, or those of an atomicity group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// The first request of the atomicity group; `None` for one request.
    pub(super) group: Option<usize>,
    pub(super) items: Vec<usize>,
}

/// The units of requests in the order of a call.
pub(super) fn units(items: impl Iterator<Item = usize>, atomic: &[Option<usize>]) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    for item in items {
        let group = atomic.get(item).copied().flatten();
        match units.last_mut() {
            Some(unit) if group.is_some() && unit.group == group => unit.items.push(item),
            _ => units.push(Unit {
                group,
                items: vec![item],
            }),
        }
    }
    units
}

/// Puts groups into calls: each into the first that has room.
pub(super) fn pack<G>(groups: Vec<G>, size: impl Fn(&G) -> usize) -> Vec<Vec<G>> {
    let mut calls: Vec<(usize, Vec<G>)> = Vec::new();
    for group in groups {
        let length = size(&group);
        match calls.iter_mut().find(|(used, _)| used + length <= LIMIT) {
            Some((used, call)) => {
                *used += length;
                call.push(group);
            }
            None => calls.push((length, vec![group])),
        }
    }
    calls.into_iter().map(|(_, call)| call).collect()
}

/// All requests, each after those that it waits for, else as they were added.
fn sorted(before: &[BTreeSet<usize>]) -> Result<Vec<usize>, BatchError> {
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); before.len()];
    let mut waits: Vec<usize> = before.iter().map(BTreeSet::len).collect();
    for (item, needed) in before.iter().enumerate() {
        for needed in needed {
            after
                .get_mut(*needed)
                .into_iter()
                .for_each(|after| after.push(item));
        }
    }
    let free = |(item, count): (usize, &usize)| (*count == 0).then_some(item);
    let mut ready: BTreeSet<usize> = waits.iter().enumerate().filter_map(free).collect();
    let mut order = Vec::with_capacity(before.len());
    while let Some(item) = ready.pop_first() {
        order.push(item);
        for next in after.get(item).into_iter().flatten() {
            if let Some(count) = waits.get_mut(*next) {
                *count -= 1;
                if *count == 0 {
                    ready.insert(*next);
                }
            }
        }
    }
    if order.len() == before.len() {
        return Ok(order);
    }
    let done: BTreeSet<usize> = order.into_iter().collect();
    let ids = (0..before.len()).filter(|item| !done.contains(item));
    Err(BatchError::Cycle {
        ids: ids.map(|item| item + 1).collect(),
    })
}

/// For each request, the first one that it is connected with.
fn connected(before: &[BTreeSet<usize>]) -> Vec<usize> {
    fn find(parent: &mut [usize], mut item: usize) -> usize {
        while let Some(&above) = parent.get(item).filter(|above| **above != item) {
            // Every second step is cut short, so that chains stay short.
            let next = parent.get(above).copied().unwrap_or(above);
            parent
                .get_mut(item)
                .into_iter()
                .for_each(|entry| *entry = next);
            item = next;
        }
        item
    }
    let mut parent: Vec<usize> = (0..before.len()).collect();
    for (item, needed) in before.iter().enumerate() {
        for needed in needed {
            let (one, other) = (find(&mut parent, item), find(&mut parent, *needed));
            let (first, second) = (one.min(other), one.max(other));
            parent
                .get_mut(second)
                .into_iter()
                .for_each(|entry| *entry = first);
        }
    }
    (0..before.len())
        .map(|item| find(&mut parent, item))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn edges(count: usize, edges: &[(usize, usize)]) -> Vec<BTreeSet<usize>> {
        let mut before = vec![BTreeSet::new(); count];
        for (item, needed) in edges {
            before[*item].insert(*needed);
        }
        before
    }

    #[test]
    fn a_group_larger_than_a_call_and_a_circle_are_errors() {
        let chain: Vec<_> = (1..21).map(|item| (item, item - 1)).collect();
        let error = groups(&edges(21, &chain), &[]).unwrap_err();
        assert!(matches!(
            error,
            BatchError::GroupTooLarge {
                id: 1,
                count: 21,
                limit: 20
            }
        ));
        assert_eq!(groups(&edges(21, &chain[..19]), &[]).unwrap().len(), 2);
        let error = groups(&edges(4, &[(1, 2), (2, 3), (3, 1)]), &[]).unwrap_err();
        assert!(matches!(error, BatchError::Cycle { ids } if ids == [2, 3, 4]));
        assert!(matches!(
            groups(&edges(1, &[(0, 0)]), &[]),
            Err(BatchError::Cycle { .. })
        ));
    }

    #[test]
    fn an_atomicity_group_stands_together_after_all_that_it_waits_for() {
        // 0 and 3 are one; 3 waits for 2, and 1 waits for 0.
        let atomic = [Some(0), None, None, Some(0), None];
        let before = edges(5, &[(3, 2), (1, 0)]);
        assert_eq!(
            groups(&before, &atomic).unwrap(),
            [vec![2, 0, 3, 1], vec![4]]
        );
        // Within the group, what is waited for stands first.
        let before = edges(5, &[(0, 3)]);
        assert_eq!(groups(&before, &atomic).unwrap()[0], [3, 0]);
        // The group waits for what waits for it.
        let before = edges(5, &[(1, 0), (3, 1)]);
        assert!(matches!(
            groups(&before, &atomic),
            Err(BatchError::Cycle { .. })
        ));
    }

    proptest! {
        /// Whatever waits for whatever: every request is in exactly one call, no call is too long,
        /// and what is waited for stands before, in the same call.
        #[test]
        fn any_partition_keeps_the_order_of_dependencies(
            count in 1_usize..90,
            pairs in prop::collection::vec((0_usize..90, 0_usize..90), 0..70),
            shuffle in any::<u64>(),
        ) {
            // Ranks make the dependencies acyclic without making them follow the order of adding.
            let rank = |item: usize| (item as u64).wrapping_mul(shuffle | 1).rotate_left(17);
            let pairs: Vec<_> = pairs.into_iter()
                .filter(|(one, other)| *one < count && *other < count && rank(*one) > rank(*other))
                .collect();
            let before = edges(count, &pairs);
            match groups(&before, &[]) {
                Ok(groups) => {
                    let calls = pack(groups, Vec::len);
                    let mut seen = BTreeSet::new();
                    for call in &calls {
                        let items: Vec<usize> = call.iter().flatten().copied().collect();
                        prop_assert!(!items.is_empty() && items.len() <= LIMIT);
                        for (place, item) in items.iter().enumerate() {
                            prop_assert!(seen.insert(*item));
                            prop_assert!(before[*item].iter().all(|n| items[..place].contains(n)));
                        }
                    }
                    prop_assert_eq!(seen.len(), count);
                    prop_assert!(calls.len() <= 1 || calls.len() <= count.div_ceil(LIMIT / 2));
                }
                Err(error) => {
                    let too_large = matches!(error, BatchError::GroupTooLarge { count, .. } if count > LIMIT);
                    prop_assert!(too_large, "{}", error);
                }
            }
        }

        /// Any circle is found, whatever else there is.
        #[test]
        fn any_circle_is_an_error(
            circle in prop::collection::hash_set(0_usize..40, 1..20),
            pairs in prop::collection::vec((0_usize..40, 0_usize..40), 0..20),
        ) {
            let circle: Vec<usize> = circle.into_iter().collect();
            let round = circle.iter().zip(circle.iter().cycle().skip(1)).map(|(a, b)| (*a, *b));
            let all: Vec<_> = pairs.into_iter().chain(round).collect();
            match groups(&edges(40, &all), &[]) {
                Err(BatchError::Cycle { ids }) => {
                    prop_assert!(circle.iter().all(|item| ids.contains(&(item + 1))));
                }
                other => prop_assert!(false, "{:?}", other),
            }
        }
    }
}
