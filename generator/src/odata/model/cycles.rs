//! Types that derive from themselves: each cycle is an error, told once (OData CSDL XML 4.01, section 6.2).

use super::Resolver;
use super::names::id;
use super::types::StructuredId;

/// How many types of a cycle an error names.
const MAX_NAMED: usize = 12;

/// Reports each cycle once and takes its types' bases away.
pub(super) fn cut_cycles(resolver: &mut Resolver<'_>) {
    let count = resolver.model.structured.len();
    // The walk that a type was first met in; 0 is none.
    let mut met = vec![0usize; count];
    for start in 0..count {
        let mut chain = Vec::new();
        let mut next = Some(start);
        while let Some(index) = next {
            match met.get_mut(index) {
                Some(walk) if *walk == 0 => *walk = start + 1,
                Some(walk) if *walk == start + 1 => {
                    let begin = chain.iter().position(|other| *other == index).unwrap_or(0);
                    cut(resolver, chain.get(begin..).unwrap_or_default());
                    break;
                }
                _ => break,
            }
            chain.push(index);
            next = resolver
                .model
                .structured
                .get(index)
                .and_then(|ty| ty.base)
                .map(StructuredId::index);
        }
    }
}

fn cut(resolver: &mut Resolver<'_>, cycle: &[usize]) {
    let Some(first) = cycle.iter().min().copied() else {
        return;
    };
    let name = |index: &usize| resolver.model.qualified_name(StructuredId(id(*index)));
    let at = cycle.iter().position(|index| *index == first).unwrap_or(0);
    let (before, after) = cycle.split_at(at);
    let mut chain: Vec<String> = after
        .iter()
        .chain(before)
        .take(MAX_NAMED)
        .map(name)
        .collect();
    if cycle.len() > MAX_NAMED {
        chain.push(format!("{} more", cycle.len() - MAX_NAMED));
    }
    chain.push(name(&first));
    let position = resolver.model[StructuredId(id(first))].position.clone();
    let message = format!("types derive from each other: {}", chain.join(" → "));
    resolver
        .report
        .error(&position, message, "remove the `BaseType` of one of them");
    for index in cycle {
        if let Some(ty) = resolver.model.structured.get_mut(*index) {
            ty.base = None;
        }
    }
}
