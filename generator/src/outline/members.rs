//! Fields, variants, items of traits and of `impl` blocks → members.

use syn::{Fields, ImplItem, TraitItem};

use super::attributes::{is_hidden, is_public, marks};
use super::declared::{Impl, Kind, Marks, Member};
use super::scan::{Scanner, last_argument, target};

impl Scanner<'_> {
    /// The fields of a tuple as text, or the public ones with names. Of a private field users see that it is there.
    pub(super) fn fields(&self, fields: &Fields) -> (String, Vec<Member>) {
        match fields {
            Fields::Unit => (String::new(), Vec::new()),
            Fields::Named(fields) => (String::new(), self.named(fields)),
            Fields::Unnamed(fields) => {
                let types = fields.unnamed.iter().map(|field| {
                    if is_public(&field.vis) {
                        format!("pub {}", self.text(&field.ty))
                    } else {
                        "_".to_owned()
                    }
                });
                let types: Vec<String> = types.collect();
                (format!("({})", types.join(", ")), Vec::new())
            }
        }
    }

    pub(super) fn named(&self, fields: &syn::FieldsNamed) -> Vec<Member> {
        let public = fields.named.iter().filter(|field| is_public(&field.vis));
        let members = public.filter_map(|field| {
            let name = field.ident.as_ref()?.to_string();
            Some(Member {
                kind: Kind::Field,
                text: format!("{name}: {}", self.text(&field.ty)),
                name,
                marks: marks(&field.attrs),
            })
        });
        let mut members: Vec<Member> = members.collect();
        if members.len() < fields.named.len() {
            members.push(Member {
                kind: Kind::Field,
                // Behind all others: where it is, no user can construct the type.
                name: "~".to_owned(),
                marks: Marks::default(),
                text: "private fields".to_owned(),
            });
        }
        members
    }

    pub(super) fn variant(&self, variant: &syn::Variant) -> Member {
        let space = match variant.fields {
            Fields::Named(_) => " ",
            Fields::Unnamed(_) | Fields::Unit => "",
        };
        Member {
            kind: Kind::Variant,
            name: variant.ident.to_string(),
            marks: marks(&variant.attrs),
            text: format!("{}{space}{}", variant.ident, self.text(&variant.fields)),
        }
    }

    pub(super) fn of_trait(&self, item: &TraitItem) -> Option<Member> {
        let (kind, name, attributes, text) = match item {
            TraitItem::Fn(item) => {
                let provided = if item.default.is_some() {
                    " { … }"
                } else {
                    ""
                };
                let text = self.text(&item.sig) + provided;
                (
                    Kind::Function,
                    item.sig.ident.to_string(),
                    &item.attrs,
                    text,
                )
            }
            TraitItem::Const(item) => {
                let text = format!("const {}: {}", item.ident, self.text(&item.ty));
                (Kind::Constant, item.ident.to_string(), &item.attrs, text)
            }
            TraitItem::Type(item) => {
                let text = format!("type {}{}", item.ident, self.text(&item.generics));
                (
                    Kind::AssociatedType,
                    item.ident.to_string(),
                    &item.attrs,
                    text,
                )
            }
            _ => return None,
        };
        Some(Member {
            kind,
            name,
            marks: marks(attributes),
            text,
        })
    }

    pub(super) fn implementation(&mut self, item: &syn::ItemImpl) {
        let marks = marks(&item.attrs);
        let members = if let Some((path, _)) = &item.trait_ {
            let name = self.text(path);
            let types = item.items.iter().filter_map(|item| match item {
                ImplItem::Type(item) => Some(format!("{} = {}", item.ident, self.text(&item.ty))),
                _ => None,
            });
            let types: Vec<String> = types.collect();
            let mut text = format!("impl{} {name}", self.text(&item.generics));
            // A generic implementation says for which of the type's forms.
            if !item.generics.params.is_empty() || self.text(&item.self_ty).contains(['<', '&']) {
                text = format!("{text} for {}", self.text(&item.self_ty));
            }
            if !types.is_empty() {
                text = format!("{text} {{ {} }}", types.join(", "));
            }
            text += &self.bounds(&item.generics);
            vec![Member {
                kind: Kind::Trait,
                name,
                marks,
                text,
            }]
        } else {
            let members = item.items.iter().filter_map(|item| self.of_impl(item));
            members
                .map(|member| Member {
                    marks: member.marks.with(&marks),
                    ..member
                })
                .collect()
        };
        let target = target(&item.self_ty);
        let Some(target) = target.and_then(|path| self.scope.absolute_item(&path)) else {
            return;
        };
        let argument = last_argument(&item.self_ty);
        let argument = argument.and_then(|path| self.scope.absolute_item(&path));
        self.module.impls.push(Impl {
            target,
            argument,
            members,
        });
    }

    pub(super) fn of_impl(&self, item: &ImplItem) -> Option<Member> {
        let (kind, visibility, name, attributes, text) = match item {
            ImplItem::Fn(item) => {
                let (name, text) = (item.sig.ident.to_string(), self.text(&item.sig));
                (Kind::Function, &item.vis, name, &item.attrs, text)
            }
            ImplItem::Const(item) => {
                let text = format!("const {}: {}", item.ident, self.text(&item.ty));
                (
                    Kind::Constant,
                    &item.vis,
                    item.ident.to_string(),
                    &item.attrs,
                    text,
                )
            }
            ImplItem::Macro(item) => return self.property(item),
            _ => return None,
        };
        (is_public(visibility) && !is_hidden(attributes)).then(|| Member {
            kind,
            name,
            marks: marks(attributes),
            text,
        })
    }
}
