//! Values without their descriptions, or without their extensions and examples.

use super::LeftOut;
use crate::openapi::read::{Kind, Member, Node};

/// What the members of an object are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Those of OpenAPI or JSON Schema.
    Words,
    /// As before, of a reply, which must have a description.
    Reply,
    /// Names of the service's own, with such objects.
    Names,
    /// Names or statuses, with replies.
    Replies,
    /// Names of scopes, with what each is for.
    Scopes,
    /// Data of the service.
    Data,
}

/// Leaves out what is asked for, of the members of a document.
pub(super) fn members(members: &mut Vec<Member<'_>>, left_out: LeftOut) {
    if left_out.descriptions || left_out.annotations {
        words(members, Role::Words, left_out);
    }
}

fn words(members: &mut Vec<Member<'_>>, role: Role, left_out: LeftOut) {
    members.retain_mut(|member| {
        if role == Role::Reply && left_out.descriptions && member.name == "description" {
            member.value.kind = Kind::Text("".into());
            return true;
        }
        !is_left_out(member, left_out)
    });
    for member in members {
        inner(&mut member.value, role_of(&member.name), left_out);
    }
}

fn inner(node: &mut Node<'_>, role: Role, left_out: LeftOut) {
    match &mut node.kind {
        Kind::List(items) if role != Role::Data => {
            items
                .iter_mut()
                .for_each(|item| inner(item, Role::Words, left_out));
        }
        Kind::Object(members) => match role {
            Role::Data => {}
            Role::Scopes => {
                for member in members.iter_mut().filter(|_| left_out.descriptions) {
                    if member.value.text().is_some() {
                        member.value.kind = Kind::Text("".into());
                    }
                }
            }
            Role::Words | Role::Reply => {
                let mut kept = std::mem::take(members).into_vec();
                words(&mut kept, role, left_out);
                *members = kept.into();
            }
            Role::Names | Role::Replies => {
                let each = if role == Role::Names {
                    Role::Words
                } else {
                    Role::Reply
                };
                for member in members {
                    inner(&mut member.value, each, left_out);
                }
            }
        },
        _ => {}
    }
}

fn is_left_out(member: &Member<'_>, left_out: LeftOut) -> bool {
    let is_text = member.value.text().is_some();
    let is_description = match member.name.as_ref() {
        "description" | "summary" => is_text,
        "externalDocs" | "x-enum-descriptions" | "x-enumDescriptions" => true,
        _ => false,
    };
    let is_annotation =
        member.name.starts_with("x-") || matches!(member.name.as_ref(), "example" | "examples");
    left_out.descriptions && is_description || left_out.annotations && is_annotation
}

fn role_of(name: &str) -> Role {
    match name {
        "responses" => Role::Replies,
        "properties"
        | "patternProperties"
        | "dependentSchemas"
        | "$defs"
        | "definitions"
        | "schemas"
        | "parameters"
        | "requestBodies"
        | "headers"
        | "securitySchemes"
        | "links"
        | "callbacks"
        | "pathItems"
        | "paths"
        | "webhooks"
        | "x-webhooks"
        | "content"
        | "mediaTypes"
        | "encoding"
        | "variables"
        | "additionalOperations" => Role::Names,
        "scopes" => Role::Scopes,
        "default" | "enum" | "const" | "example" | "examples" | "mapping" | "security" => {
            Role::Data
        }
        name if name.starts_with("x-") => Role::Data,
        _ => Role::Words,
    }
}
