//! Macros that are called in place of items.

use proc_macro2::{TokenStream, TokenTree};
use syn::Attribute;

use super::attributes::marks;
use super::declared::{Impl, Kind, Member, Value};
use super::scan::{Scanner, segments, target};

impl Scanner<'_> {
    /// A macro that is called in place of an item. Of the runtime's, the first argument is the type it is about.
    pub(super) fn called(&mut self, item: &syn::ItemMacro) {
        let path: Vec<String> = segments(&item.mac.path);
        let name = path.last().cloned().unwrap_or_default();
        if name == "macro_rules" {
            return;
        }
        let arguments = split(item.mac.tokens.clone());
        let Some((subject, rest)) = arguments.split_first() else {
            self.declared_by(&path, name, &item.attrs);
            return;
        };
        let texts: Vec<String> = rest.iter().map(|tokens| self.text(tokens)).collect();
        let subject = syn::parse2::<syn::Type>(subject.clone()).ok();
        let target = subject.as_ref().and_then(target);
        let Some(target) = target.and_then(|path| self.scope.absolute_item(&path)) else {
            return;
        };
        self.module.impls.push(Impl {
            target,
            argument: None,
            members: vec![Member {
                kind: Kind::Macro,
                marks: marks(&item.attrs),
                text: format!("{}!({})", path.join("::"), texts.join(", ")),
                name,
            }],
        });
    }

    /// A macro without arguments, which declares what its documentation says.
    fn declared_by(&mut self, path: &[String], name: String, attributes: &[Attribute]) {
        self.module.values.push(Value {
            name: name.clone(),
            is_public: true,
            member: Member {
                kind: Kind::Macro,
                marks: marks(attributes),
                text: format!("{}!()", path.join("::")),
                name,
            },
        });
    }

    /// A constant for queries, which `property!` declares in an `impl`: its name with attributes before it, the name on
    /// the wire, its kind.
    pub(super) fn property(&self, item: &syn::ImplItemMacro) -> Option<Member> {
        if item.mac.path.segments.last()?.ident != "property" {
            return None;
        }
        let arguments = split(item.mac.tokens.clone());
        let [name, wire, kind] = &arguments[..] else {
            return None;
        };
        let Attributed { attributes, name } = syn::parse2(name.clone()).ok()?;
        Some(Member {
            kind: Kind::Constant,
            name: name.to_string(),
            marks: marks(&item.attrs).with(&marks(&attributes)),
            text: format!(
                "const {name}: property {}, {}",
                self.text(wire),
                self.text(kind)
            ),
        })
    }
}

/// A name with attributes before it.
struct Attributed {
    attributes: Vec<Attribute>,
    name: syn::Ident,
}

impl syn::parse::Parse for Attributed {
    fn parse(input: syn::parse::ParseStream<'_>) -> syn::Result<Self> {
        Ok(Self {
            attributes: input.call(Attribute::parse_outer)?,
            name: input.parse()?,
        })
    }
}

/// Arguments between commas; those in angle brackets stay together.
pub(super) fn split(tokens: TokenStream) -> Vec<TokenStream> {
    let mut found = vec![TokenStream::new()];
    let mut depth = 0_usize;
    for token in tokens {
        if let TokenTree::Punct(punct) = &token {
            match punct.as_char() {
                '<' => depth += 1,
                '>' => depth = depth.saturating_sub(1),
                ',' if depth == 0 => {
                    found.push(TokenStream::new());
                    continue;
                }
                _ => {}
            }
        }
        if let Some(last) = found.last_mut() {
            last.extend([token]);
        }
    }
    found.retain(|tokens| !tokens.is_empty());
    found
}
