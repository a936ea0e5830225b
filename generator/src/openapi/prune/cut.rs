//! The members of a document with what is kept alone.

use std::collections::HashSet;

use super::needed::{Needed, entries, is_operation};
use crate::openapi::read::{Kind, Member, Node};

/// The members of the document.
pub(super) fn members<'t>(needed: &Needed<'t>) -> Vec<Member<'t>> {
    let cut = Cut {
        needed,
        operations: operations(needed),
    };
    let members = needed.root.members().iter();
    members.filter_map(|member| cut.member(member)).collect()
}

/// The operations that are kept.
fn operations<'t>(needed: &Needed<'t>) -> Vec<&'t Node<'t>> {
    let paths = entries(needed.root, "paths").iter();
    let operations = paths.flat_map(|path| {
        let own = path.value.members().iter();
        let more = entries(&path.value, "additionalOperations").iter();
        let all = own.chain(more);
        all.filter(move |it| {
            needed
                .operations
                .contains(&(path.name.as_ref(), it.name.as_ref()))
        })
    });
    operations.map(|operation| &operation.value).collect()
}

struct Cut<'n, 't> {
    needed: &'n Needed<'t>,
    operations: Vec<&'t Node<'t>>,
}

impl<'t> Cut<'_, 't> {
    fn member(&self, member: &'t Member<'t>) -> Option<Member<'t>> {
        let needed = self.needed;
        let kept = match member.name.as_ref() {
            "paths" => filtered(member, |path| self.path(path)),
            "components" => {
                let kept = filtered(member, |section| self.section(section));
                return (!kept.value.members().is_empty()).then_some(kept);
            }
            "webhooks" | "x-webhooks" => {
                let is_kept = |hook: &Member<'_>| needed.webhooks.contains(hook.name.as_ref());
                let kept = filtered(member, |hook| is_kept(hook).then(|| hook.clone()));
                return (!kept.value.members().is_empty()).then_some(kept);
            }
            "tags" => self.tags(member),
            name if name.starts_with("x-") && !needed.members.contains(name) => return None,
            _ => member.clone(),
        };
        Some(kept)
    }

    fn path(&self, path: &'t Member<'t>) -> Option<Member<'t>> {
        let needed = self.needed;
        if !needed.paths.contains(path.name.as_ref()) {
            return None;
        }
        let is_kept = |operation: &Member<'_>| {
            let key = (path.name.as_ref(), operation.name.as_ref());
            needed.operations.contains(&key)
        };
        let operation = |it: &'t Member<'t>| {
            is_kept(it).then(|| mapped(it, "responses", |it| self.responses(it)))
        };
        let kept = filtered(path, |member| match member.name.as_ref() {
            "additionalOperations" => {
                let kept = filtered(member, operation);
                (!kept.value.members().is_empty()).then_some(kept)
            }
            name if is_operation(name) => operation(member),
            _ => Some(member.clone()),
        });
        Some(kept)
    }

    fn section(&self, section: &'t Member<'t>) -> Option<Member<'t>> {
        let name = section.name.as_ref();
        let is_kept = |component: &Member<'_>| {
            let key = (name, component.name.as_ref());
            self.needed.components.contains(&key)
        };
        let kept = filtered(section, |component| {
            let leads = name != "links" || self.leads(&component.value);
            (is_kept(component) && leads).then(|| match name {
                "responses" => self.response(component),
                _ => component.clone(),
            })
        });
        (!kept.value.members().is_empty()).then_some(kept)
    }

    fn responses(&self, responses: &'t Member<'t>) -> Member<'t> {
        filtered(responses, |response| Some(self.response(response)))
    }

    /// A reply without the links to operations that are not kept.
    fn response(&self, response: &'t Member<'t>) -> Member<'t> {
        mapped(response, "links", |links| {
            filtered(links, |link| self.leads(&link.value).then(|| link.clone()))
        })
    }

    fn leads(&self, link: &Node<'_>) -> bool {
        let reference = link.get("$ref").and_then(Node::text);
        if let Some(name) = reference.and_then(|it| it.strip_prefix("#/components/links/")) {
            let components = self.needed.root.get("components");
            let links = components
                .map(|it| entries(it, "links"))
                .unwrap_or_default();
            let mut found = links.iter().filter(|it| it.name == name);
            return found.any(|it| it.value.get("$ref").is_none() && self.leads(&it.value));
        }
        let is_kept = |id: &str| {
            let mut operations = self.operations.iter();
            operations.any(|it| it.get("operationId").and_then(Node::text) == Some(id))
        };
        let id = link.get("operationId").and_then(Node::text);
        id.is_none_or(is_kept) && link.get("operationRef").is_none()
    }

    /// The tags that operations have, and those above them (OpenAPI 3.2.0, section 4.22).
    fn tags(&self, tags: &'t Member<'t>) -> Member<'t> {
        let used = self.operations.iter().filter_map(|it| it.get("tags"));
        let mut used: HashSet<&str> = used.flat_map(Node::items).filter_map(Node::text).collect();
        let all = tags.value.items();
        loop {
            let kept = all.iter().filter(|tag| is_used(tag, &used));
            let above: Vec<&str> = kept.filter_map(|tag| tag.get("parent")?.text()).collect();
            let before = used.len();
            used.extend(above);
            if used.len() == before {
                break;
            }
        }
        let kept = all.iter().filter(|tag| is_used(tag, &used));
        with(tags, Kind::List(kept.cloned().collect()))
    }
}

fn is_used(tag: &Node<'_>, used: &HashSet<&str>) -> bool {
    let name = tag.get("name").and_then(Node::text);
    name.is_some_and(|name| used.contains(name))
}

/// A member with what becomes of its own members.
fn filtered<'t>(
    member: &'t Member<'t>,
    keep: impl FnMut(&'t Member<'t>) -> Option<Member<'t>>,
) -> Member<'t> {
    match &member.value.kind {
        Kind::Object(members) => with(
            member,
            Kind::Object(members.iter().filter_map(keep).collect()),
        ),
        _ => member.clone(),
    }
}

/// A member with another value of one of its own members.
fn mapped<'t>(
    member: &'t Member<'t>,
    name: &str,
    map: impl Fn(&'t Member<'t>) -> Member<'t>,
) -> Member<'t> {
    filtered(member, |inner| {
        Some(if inner.name == name {
            map(inner)
        } else {
            inner.clone()
        })
    })
}

fn with<'t>(member: &Member<'t>, kind: Kind<'t>) -> Member<'t> {
    let place = member.value.place;
    Member {
        name: member.name.clone(),
        place: member.place,
        value: Node { kind, place },
    }
}
