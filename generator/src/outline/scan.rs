//! A file of Rust → what its modules declare.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, Fields, ImplItem, Item, Meta, TraitItem, UseTree, Visibility};

use super::OutlineError;
use super::declared::{Child, Export, Impl, Kind, Marks, Member, Module, Type, Value};
use super::scope::Scope;
use super::tokens::text;

/// The modules of a file: first that of the file, then those that stand in it.
///
/// # Errors
/// The file is not Rust.
pub(super) fn file(
    name: &str,
    source: &str,
    module: &[String],
) -> Result<Vec<Module>, OutlineError> {
    let file = syn::parse_file(source).map_err(|error| OutlineError::Syntax {
        path: name.to_owned(),
        message: error.to_string(),
    })?;
    let mut modules = Vec::new();
    scan(module, &file.items, &Scope::default(), &mut modules);
    Ok(modules)
}

fn scan(path: &[String], items: &[Item], around: &Scope, modules: &mut Vec<Module>) {
    let scope = names(path, items, around);
    let at = modules.len();
    modules.push(Module {
        path: path.to_vec(),
        ..Module::default()
    });
    let mut module = Scanner {
        scope: &scope,
        module: Module::default(),
    };
    for item in items {
        module.item(item);
        if let Item::Mod(inner) = item
            && let Some((_, items)) = &inner.content
        {
            let mut path = path.to_vec();
            path.push(inner.ident.to_string());
            scan(&path, items, &scope, modules);
        }
    }
    let mut found = module.module;
    found.path = path.to_vec();
    if let Some(place) = modules.get_mut(at) {
        *place = found;
    }
}

/// What the names in a module stand for.
fn names(path: &[String], items: &[Item], around: &Scope) -> Scope {
    let mut scope = Scope::new(path);
    let mut all = Vec::new();
    for item in items {
        match item {
            Item::Struct(item) => scope.declare(&item.ident.to_string()),
            Item::Enum(item) => scope.declare(&item.ident.to_string()),
            Item::Union(item) => scope.declare(&item.ident.to_string()),
            Item::Type(item) => scope.declare(&item.ident.to_string()),
            Item::Trait(item) => scope.declare(&item.ident.to_string()),
            Item::Mod(item) => scope.declare(&item.ident.to_string()),
            Item::Use(item) => all.extend(taken(&item.tree)),
            _ => {}
        }
    }
    for (from, name) in &all {
        if name != "*" {
            scope.import(name, from);
        } else if let Some((_, around_path)) = path.split_last()
            && scope.absolute_item(from).as_deref() == Some(around_path)
        {
            scope.import_all(around);
        }
    }
    scope
}

/// What a `use` takes, each with the name that it gets; `*` for all.
fn taken(tree: &UseTree) -> Vec<(Vec<String>, String)> {
    let mut found = Vec::new();
    let mut waiting = vec![(Vec::new(), tree)];
    while let Some((mut path, tree)) = waiting.pop() {
        match tree {
            UseTree::Path(tree) => {
                path.push(tree.ident.to_string());
                waiting.push((path, &tree.tree));
            }
            UseTree::Name(tree) if tree.ident == "self" => {
                let name = path.last().cloned().unwrap_or_default();
                found.push((path, name));
            }
            UseTree::Name(tree) => {
                path.push(tree.ident.to_string());
                found.push((path, tree.ident.to_string()));
            }
            UseTree::Rename(tree) => {
                if tree.ident != "self" {
                    path.push(tree.ident.to_string());
                }
                found.push((path, tree.rename.to_string()));
            }
            UseTree::Glob(_) => found.push((path, "*".to_owned())),
            UseTree::Group(tree) => {
                waiting.extend(tree.items.iter().rev().map(|tree| (path.clone(), tree)));
            }
        }
    }
    found
}

struct Scanner<'s> {
    scope: &'s Scope,
    module: Module,
}

impl Scanner<'_> {
    fn item(&mut self, item: &Item) {
        match item {
            Item::Struct(item) => {
                let (tuple, fields) = self.fields(&item.fields);
                let rest = self.text(&item.generics) + &tuple + &self.bounds(&item.generics);
                self.declare(
                    (&item.vis, &item.attrs, &item.ident),
                    "struct",
                    rest,
                    fields,
                );
            }
            Item::Union(item) => {
                let fields = self.named(&item.fields);
                let rest = self.text(&item.generics);
                self.declare((&item.vis, &item.attrs, &item.ident), "union", rest, fields);
            }
            Item::Enum(item) => {
                let variants = item.variants.iter();
                let variants = variants.map(|variant| self.variant(variant)).collect();
                let rest = self.text(&item.generics);
                self.declare(
                    (&item.vis, &item.attrs, &item.ident),
                    "enum",
                    rest,
                    variants,
                );
            }
            Item::Type(item) => {
                let rest = format!("{} = {}", self.text(&item.generics), self.text(&item.ty));
                self.declare(
                    (&item.vis, &item.attrs, &item.ident),
                    "type",
                    rest,
                    Vec::new(),
                );
            }
            Item::Trait(item) => {
                let keyword = format!("{} trait", self.text(&item.unsafety));
                let mut rest = self.text(&item.generics);
                if !item.supertraits.is_empty() {
                    rest = format!("{rest}: {}", self.text(&item.supertraits));
                }
                let members = item.items.iter().filter_map(|item| self.of_trait(item));
                let members = members.collect();
                self.declare(
                    (&item.vis, &item.attrs, &item.ident),
                    keyword.trim(),
                    rest,
                    members,
                );
            }
            Item::Const(item) => {
                let text = format!("const {}: {}", item.ident, self.text(&item.ty));
                self.value(
                    &item.vis,
                    &item.attrs,
                    &item.ident.to_string(),
                    (Kind::Constant, text),
                );
            }
            Item::Static(item) => {
                let text = format!("static {}: {}", item.ident, self.text(&item.ty));
                self.value(
                    &item.vis,
                    &item.attrs,
                    &item.ident.to_string(),
                    (Kind::Constant, text),
                );
            }
            Item::Fn(item) => {
                let text = self.text(&item.sig);
                let name = item.sig.ident.to_string();
                self.value(&item.vis, &item.attrs, &name, (Kind::Function, text));
            }
            Item::Mod(item) => self.module.children.push(Child {
                name: item.ident.to_string(),
                is_public: is_public(&item.vis) && !is_hidden(&item.attrs),
                inline: item.content.is_some(),
                marks: marks(&item.attrs),
            }),
            Item::Use(item) if is_public(&item.vis) => self.exports(item),
            Item::Impl(item) => self.implementation(item),
            Item::Macro(item) => self.called(item),
            _ => {}
        }
    }

    fn text(&self, tokens: &impl ToTokens) -> String {
        text(tokens, self.scope)
    }

    fn bounds(&self, generics: &syn::Generics) -> String {
        match &generics.where_clause {
            Some(clause) => format!(" {}", self.text(clause)),
            None => String::new(),
        }
    }

    fn declare(
        &mut self,
        (visibility, attributes, name): (&Visibility, &[Attribute], &syn::Ident),
        keyword: &str,
        rest: String,
        mut members: Vec<Member>,
    ) {
        members.extend(derived(attributes));
        self.module.types.push(Type {
            name: name.to_string(),
            is_public: is_public(visibility) && !is_hidden(attributes),
            marks: marks(attributes),
            keyword: keyword.to_owned(),
            rest,
            members,
        });
    }

    fn value(
        &mut self,
        visibility: &Visibility,
        attributes: &[Attribute],
        name: &str,
        (kind, text): (Kind, String),
    ) {
        self.module.values.push(Value {
            name: name.to_owned(),
            is_public: is_public(visibility) && !is_hidden(attributes),
            member: Member {
                kind,
                name: name.to_owned(),
                marks: marks(attributes),
                text,
            },
        });
    }

    /// The fields of a tuple as text, or the public ones with names. Of a private field users see that it is there.
    fn fields(&self, fields: &Fields) -> (String, Vec<Member>) {
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

    fn named(&self, fields: &syn::FieldsNamed) -> Vec<Member> {
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

    fn variant(&self, variant: &syn::Variant) -> Member {
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

    fn of_trait(&self, item: &TraitItem) -> Option<Member> {
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

    fn exports(&mut self, item: &syn::ItemUse) {
        if is_hidden(&item.attrs) {
            return;
        }
        for (from, name) in taken(&item.tree) {
            let absolute = self.scope.absolute_item(&from);
            self.module.exports.push(Export {
                is_local: absolute.is_some(),
                from: absolute.unwrap_or(from),
                name,
                marks: marks(&item.attrs),
            });
        }
    }

    fn implementation(&mut self, item: &syn::ItemImpl) {
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
        self.module.impls.push(Impl { target, members });
    }

    fn of_impl(&self, item: &ImplItem) -> Option<Member> {
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
            _ => return None,
        };
        (is_public(visibility) && !is_hidden(attributes)).then(|| Member {
            kind,
            name,
            marks: marks(attributes),
            text,
        })
    }

    /// A macro that is called in place of an item. Of the runtime's, the first argument is the type it is about, and
    /// `property!` declares a constant.
    fn called(&mut self, item: &syn::ItemMacro) {
        let path: Vec<String> = segments(&item.mac.path);
        let name = path.last().cloned().unwrap_or_default();
        if name == "macro_rules" {
            return;
        }
        let arguments = split(item.mac.tokens.clone());
        let Some((subject, rest)) = arguments.split_first() else {
            return;
        };
        let texts: Vec<String> = rest.iter().map(|tokens| self.text(tokens)).collect();
        if name == "property" {
            self.property(&marks(&item.attrs), subject, &texts);
            return;
        }
        let subject = syn::parse2::<syn::Type>(subject.clone()).ok();
        let target = subject.as_ref().and_then(target);
        let Some(target) = target.and_then(|path| self.scope.absolute_item(&path)) else {
            return;
        };
        self.module.impls.push(Impl {
            target,
            members: vec![Member {
                kind: Kind::Macro,
                marks: marks(&item.attrs),
                text: format!("{}!({})", path.join("::"), texts.join(", ")),
                name,
            }],
        });
    }

    /// A constant for queries: its owner with attributes before it, its name, the name on the wire, its kind.
    fn property(&mut self, marks: &Marks, owner: &TokenStream, rest: &[String]) {
        let [name, wire, kind] = rest else { return };
        let attributed = syn::parse2::<Attributed>(owner.clone());
        let Ok(Attributed { attributes, ty }) = attributed else {
            return;
        };
        let marks = marks.with(&self::marks(&attributes));
        self.module.values.push(Value {
            name: name.clone(),
            is_public: true,
            member: Member {
                kind: Kind::Constant,
                name: name.clone(),
                marks,
                text: format!(
                    "const {name}: property {wire} of {}, {kind}",
                    self.text(&ty)
                ),
            },
        });
    }
}

/// A type with attributes before it.
struct Attributed {
    attributes: Vec<Attribute>,
    ty: syn::Type,
}

impl syn::parse::Parse for Attributed {
    fn parse(input: syn::parse::ParseStream<'_>) -> syn::Result<Self> {
        Ok(Self {
            attributes: input.call(Attribute::parse_outer)?,
            ty: input.parse()?,
        })
    }
}

/// Arguments between commas; those in angle brackets stay together.
fn split(tokens: TokenStream) -> Vec<TokenStream> {
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

/// The path of the type that something is for, references taken off.
fn target(ty: &syn::Type) -> Option<Vec<String>> {
    match ty {
        syn::Type::Path(ty) => Some(segments(&ty.path)),
        syn::Type::Reference(ty) => target(&ty.elem),
        _ => None,
    }
}

fn segments(path: &syn::Path) -> Vec<String> {
    let segments = path.segments.iter();
    segments.map(|segment| segment.ident.to_string()).collect()
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn is_hidden(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let list = attribute.meta.require_list();
        attribute.path().is_ident("doc")
            && list.is_ok_and(|list| list.tokens.to_string() == "hidden")
    })
}

/// The attributes that users notice.
fn marks(attributes: &[Attribute]) -> Marks {
    let noticed = attributes.iter().filter_map(|attribute| {
        let path = attribute.path();
        let words = ["deprecated", "non_exhaustive", "must_use"];
        if let Some(word) = words.into_iter().find(|word| path.is_ident(word)) {
            // What is to be said about it is documentation.
            return Some(format!("#[{word}]"));
        }
        let Meta::List(list) = &attribute.meta else {
            return None;
        };
        path.is_ident("cfg")
            .then(|| format!("#[cfg({})]", text(&list.tokens, &Scope::default())))
    });
    Marks::default().with(&Marks(noticed.collect()))
}

/// A line for what is derived.
fn derived(attributes: &[Attribute]) -> Option<Member> {
    let mut names = Vec::new();
    for attribute in attributes.iter().filter(|it| it.path().is_ident("derive")) {
        if let Meta::List(list) = &attribute.meta {
            let found = split(list.tokens.clone());
            names.extend(found.iter().map(|tokens| text(tokens, &Scope::default())));
        }
    }
    names.sort();
    (!names.is_empty()).then(|| Member {
        kind: Kind::Derive,
        name: String::new(),
        marks: Marks::default(),
        text: format!("derive {}", names.join(", ")),
    })
}
