//! A file of Rust → what its modules declare.

use quote::ToTokens;
use syn::{Attribute, Item, UseTree, Visibility};

use super::OutlineError;
use super::attributes::{derived, is_hidden, is_public, marks};
use super::declared::{Child, Export, Kind, Member, Module, Type, Value};
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

pub(super) struct Scanner<'s> {
    pub(super) scope: &'s Scope,
    pub(super) module: Module,
}

impl Scanner<'_> {
    fn item(&mut self, item: &Item) {
        match item {
            Item::Mod(item) => self.module.children.push(Child {
                name: item.ident.to_string(),
                is_public: is_public(&item.vis) && !is_hidden(&item.attrs),
                inline: item.content.is_some(),
                marks: marks(&item.attrs),
            }),
            Item::Use(item) if is_public(&item.vis) => self.exports(item),
            Item::Impl(item) => self.implementation(item),
            Item::Macro(item) => self.called(item),
            Item::Const(item) => {
                let text = format!("const {}: {}", item.ident, self.text(&item.ty));
                let name = item.ident.to_string();
                self.value(&item.vis, &item.attrs, &name, (Kind::Constant, text));
            }
            Item::Static(item) => {
                let text = format!("static {}: {}", item.ident, self.text(&item.ty));
                let name = item.ident.to_string();
                self.value(&item.vis, &item.attrs, &name, (Kind::Constant, text));
            }
            Item::Fn(item) => {
                let text = self.text(&item.sig);
                let name = item.sig.ident.to_string();
                self.value(&item.vis, &item.attrs, &name, (Kind::Function, text));
            }
            item => self.ty(item),
        }
    }

    fn ty(&mut self, item: &Item) {
        let none = Vec::new();
        match item {
            Item::Struct(item) => {
                let (tuple, fields) = self.fields(&item.fields);
                let rest = self.text(&item.generics) + &tuple + &self.bounds(&item.generics);
                let place = (&item.vis, &*item.attrs, &item.ident);
                self.declare(place, "struct", rest, fields);
            }
            Item::Union(item) => {
                let place = (&item.vis, &*item.attrs, &item.ident);
                let fields = self.named(&item.fields);
                self.declare(place, "union", self.text(&item.generics), fields);
            }
            Item::Enum(item) => {
                let variants = item.variants.iter().map(|it| self.variant(it)).collect();
                let place = (&item.vis, &*item.attrs, &item.ident);
                self.declare(place, "enum", self.text(&item.generics), variants);
            }
            Item::Type(item) => {
                let rest = format!("{} = {}", self.text(&item.generics), self.text(&item.ty));
                self.declare((&item.vis, &item.attrs, &item.ident), "type", rest, none);
            }
            Item::Trait(item) => {
                let keyword = format!("{} trait", self.text(&item.unsafety));
                let mut rest = self.text(&item.generics);
                if !item.supertraits.is_empty() {
                    rest = format!("{rest}: {}", self.text(&item.supertraits));
                }
                let members = item.items.iter().filter_map(|it| self.of_trait(it));
                let members = members.collect();
                let place = (&item.vis, &*item.attrs, &item.ident);
                self.declare(place, keyword.trim(), rest, members);
            }
            _ => {}
        }
    }

    pub(super) fn text(&self, tokens: &impl ToTokens) -> String {
        text(tokens, self.scope)
    }

    pub(super) fn bounds(&self, generics: &syn::Generics) -> String {
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
}

/// The path of the type that something is for, references taken off.
pub(super) fn target(ty: &syn::Type) -> Option<Vec<String>> {
    match ty {
        syn::Type::Path(ty) => Some(segments(&ty.path)),
        syn::Type::Reference(ty) => target(&ty.elem),
        _ => None,
    }
}

/// The path of a type's last argument.
pub(super) fn last_argument(ty: &syn::Type) -> Option<Vec<String>> {
    let syn::Type::Path(ty) = ty else {
        return None;
    };
    let syn::PathArguments::AngleBracketed(arguments) = &ty.path.segments.last()?.arguments else {
        return None;
    };
    match arguments.args.last()? {
        syn::GenericArgument::Type(ty) => target(ty),
        _ => None,
    }
}

pub(super) fn segments(path: &syn::Path) -> Vec<String> {
    let segments = path.segments.iter();
    segments.map(|segment| segment.ident.to_string()).collect()
}
