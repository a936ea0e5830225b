//! What the features for parts of the service bring: a plan goes in, counts come out.

use super::layout::{Gates, Lints};
use super::{AreaPlan, FilePlan, Gate, Item, Plan};

/// A file, and how many of its members are there when.
struct Counted {
    file: Gate,
    is_type: bool,
    members: Vec<(Gate, usize)>,
}

/// What is there without any, then each of them alone.
pub(super) fn area_costs(plan: &Plan) -> Vec<AreaPlan> {
    let areas = plan.areas.all();
    if areas.is_empty() {
        return Vec::new();
    }
    let gates = Gates::new(&plan.areas, plan);
    let files = plan.namespaces.iter().flat_map(|it| &it.files);
    let files: Vec<Counted> = files.map(|file| counted(file, &gates)).collect();
    let members = files.iter().flat_map(|file| &file.members);
    let whole: usize = members.map(|(_, count)| count).sum();
    let plan = |name: Option<&str>, patterns: &[String]| {
        let (mut types, mut share) = (0, 0);
        for file in files.iter().filter(|file| file.file.is_met(name)) {
            types += usize::from(file.is_type);
            let members = file.members.iter();
            let there = members.filter(|(gate, _)| gate.is_met(name));
            share += there.map(|(_, count)| count).sum::<usize>();
        }
        AreaPlan {
            name: name.map(str::to_owned),
            patterns: patterns.to_vec(),
            types,
            share: share.saturating_mul(100).div_ceil(whole.max(1)),
        }
    };
    let always = plan(None, &[]);
    let each = areas
        .iter()
        .map(|area| plan(Some(&area.name), &area.patterns));
    std::iter::once(always).chain(each).collect()
}

fn counted(file: &FilePlan, gates: &Gates<'_>) -> Counted {
    let (lints, _) = Lints::of_file(file, gates);
    let mut members: Vec<(Gate, usize)> = Vec::new();
    file.each_part(&mut |part| members.push((lints.gate(part), 1)));
    if let Item::Enum(plan) = &file.item {
        members.push((Gate::default(), plan.variants.len()));
    }
    Counted {
        file: gates.file(file),
        is_type: !matches!(file.item, Item::Resource),
        members,
    }
}
