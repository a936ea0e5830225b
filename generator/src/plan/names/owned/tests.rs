//! The table of names says what is printed and what the runtime has.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens as _;

use super::{ANYS, BUILDERS, CALLS, CLIENTS, STRUCTS, TYPES};
use crate::config::{Cloud, Crate};
use crate::emit;
use crate::odata::lower::ServiceGraph;
use crate::plan::{Item, Part, Plan, plan};
use crate::select::Kept;
use crate::{csdl, model};

type Set = BTreeSet<String>;

fn set<'n>(names: impl IntoIterator<Item = &'n &'n str>) -> Set {
    names.into_iter().map(|name| (*name).to_owned()).collect()
}

/// A service that has one of everything that the generator prints functions for.
const SERVICE: &str = r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="yard" xmlns="http://docs.oasis-open.org/odata/ns/edm">
  <EntityType Name="crate" HasStream="true"><Key><PropertyRef Name="id"/></Key>
    <Property Name="id" Type="Edm.String" Nullable="false"/><Property Name="size" Type="Edm.Int32"/>
    <Property Name="marks" Type="Collection(Edm.String)"/></EntityType>
  <EntityType Name="box" BaseType="yard.crate"/>
  <EnumType Name="colour"><Member Name="red" Value="0"/></EnumType>
  <Function Name="near" IsBound="true" IsComposable="true"><Parameter Name="it" Type="yard.crate"/>
    <Parameter Name="within" Type="Edm.Int32" Nullable="false"/><ReturnType Type="yard.crate"/></Function>
  <Action Name="move" IsBound="true"><Parameter Name="it" Type="yard.crate"/><Parameter Name="optional" Type="Edm.String"/>
    <Parameter Name="if_match" Type="Edm.String"/><Parameter Name="paint" Type="yard.colour"/></Action>
  <Term Name="seen" Type="Edm.String" AppliesTo="EntityType"/>
  <EntityContainer Name="c"><EntitySet Name="crates" EntityType="yard.crate">
    <Annotation Term="Org.OData.Capabilities.V1.UpdateRestrictions"><Record>
      <PropertyValue Property="UpdateMethod" EnumMember="Org.OData.Capabilities.V1.HttpMethod/PATCH Org.OData.Capabilities.V1.HttpMethod/PUT"/>
    </Record></Annotation></EntitySet></EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>"#;

fn planned() -> Plan {
    let document = csdl::read("yard.csdl", SERVICE.as_bytes())
        .unwrap()
        .document;
    let model = model::resolve(&document).unwrap().model;
    let mut config = Crate::new("yard").unwrap();
    config.base_url = Some("https://yard.example".to_owned());
    config.clouds = vec![Cloud {
        name: "North".to_owned(),
        base_url: "https://north.yard.example".to_owned(),
        scopes: Vec::new(),
    }];
    let service = ServiceGraph::new(model, config.any_limit);
    let kept = Kept::everything();
    plan(&service, &kept, &config.plan_settings(), "yard.csdl")
        .unwrap()
        .plan
}

/// The implementations in a file: the trait, where it is of one, the type, and the functions.
fn implementations(plan: &Plan, path: &str) -> Vec<(Option<String>, String, Set)> {
    let files = emit::emit(plan).unwrap();
    let file = files.iter().find(|file| file.path.as_str() == path);
    let file = syn::parse_file(&file.unwrap().contents).unwrap();
    let items = file.items.into_iter().filter_map(|item| match item {
        syn::Item::Impl(item) => Some(item),
        _ => None,
    });
    let last = |path: &syn::Path| path.segments.last().unwrap().ident.to_string();
    items
        .map(|item| {
            let syn::Type::Path(ty) = &*item.self_ty else {
                panic!("an implementation for no path");
            };
            let functions = item.items.iter().filter_map(|item| match item {
                syn::ImplItem::Fn(function) => Some(function.sig.ident.to_string()),
                _ => None,
            });
            let of_trait = item.trait_.as_ref().map(|(path, _)| last(path));
            (of_trait, last(&ty.path), functions.collect())
        })
        .collect()
}

/// The functions of a type itself.
fn own(plan: &Plan, path: &str, ty: &str) -> Set {
    let all = implementations(plan, path).into_iter();
    let own = all.filter(|(of_trait, name, _)| of_trait.is_none() && name == ty);
    own.flat_map(|(_, _, functions)| functions).collect()
}

/// The functions of the calls whose optional parameters have this name.
fn of_calls(plan: &Plan, path: &str, parameters: &str) -> Set {
    let files = emit::emit(plan).unwrap();
    let file = files.iter().find(|file| file.path.as_str() == path);
    let file = syn::parse_file(&file.unwrap().contents).unwrap();
    let mut found = Set::new();
    for item in file.items {
        let syn::Item::Impl(item) = item else {
            continue;
        };
        let ty = item.self_ty.to_token_stream().to_string();
        if ty.starts_with("crate :: Invocation") && ty.contains(&format!(" {parameters} ")) {
            let functions = item.items.iter().filter_map(|item| match item {
                syn::ImplItem::Fn(function) => Some(function.sig.ident.to_string()),
                _ => None,
            });
            found.extend(functions);
        }
    }
    found
}

fn names<'p>(names: impl Iterator<Item = &'p crate::plan::names::MethodName>) -> Set {
    names.map(ToString::to_string).collect()
}

#[test]
fn what_is_printed_is_in_the_table() {
    let plan = planned();
    let client = plan.client.as_ref().unwrap();
    let of_service = names(client.methods.iter().map(|method| &method.name));
    let printed = own(&plan, "src/client.rs", client.name.as_str());
    assert_eq!(&printed - &of_service, set(CLIENTS.printed));

    let files = || plan.namespaces.iter().flat_map(|it| &it.files);
    let builders = files().flat_map(|file| &file.builders);
    let of_requests = builders.clone().flat_map(|builder| &builder.methods);
    let of_requests = of_requests.filter(|method| {
        let content = method.name.as_str() == super::MEDIA || method.name.as_str() == super::COUNT;
        content || matches!(method.part, Some(Part::Request(..)))
    });
    let requests = names(of_requests.map(|method| &method.name));
    assert_eq!(requests, set(BUILDERS.printed));

    let file = files().find(|file| file.wire == "yard.crate").unwrap();
    let mut then = Set::new();
    for call in &file.operations {
        let setters = names(call.setters.iter().map(|setter| &setter.name));
        let printed = of_calls(&plan, "src/models/crate_.rs", call.name.as_str());
        then.extend(&printed - &setters);
        assert!(setters.is_disjoint(&set(CALLS.runtime)), "{setters:?}");
    }
    assert_eq!(then, set(CALLS.printed));
    assert!(matches!(file.item, Item::Structured(_)) && file.any.is_some());
}

#[test]
fn what_traits_have_is_in_the_table() {
    let plan = planned();
    let (mut structs, mut anys) = (Set::new(), Set::new());
    for (of_trait, _, functions) in implementations(&plan, "src/models/crate_.rs") {
        match of_trait.as_deref() {
            Some("Model") => structs.extend(functions),
            Some("Polymorphic" | "From") => anys.extend(functions),
            _ => {}
        }
    }
    assert!(structs.len() > 2 && structs.is_subset(&set(STRUCTS.runtime)));
    assert!(anys.len() > 2 && anys.is_subset(&set(ANYS.runtime)));
}

/// Types that stand without a path are of the prelude, derived, or the service's.
#[test]
fn bare_types_are_in_the_table() {
    let plan = planned();
    let files = || plan.namespaces.iter().flat_map(|it| &it.files);
    let mut known = set(TYPES);
    for file in files() {
        known.extend(match &file.item {
            Item::Structured(it) => Some(it.name.to_string()),
            Item::Enum(it) => Some(it.name.to_string()),
            Item::Union(it) => Some(it.name.to_string()),
            Item::Alias(it) => Some(it.name.to_string()),
            Item::Resource => None,
        });
        known.extend(file.any.iter().map(|it| it.name.to_string()));
        known.extend(file.builders.iter().map(|it| it.name.to_string()));
        known.extend(file.operations.iter().map(|it| it.name.to_string()));
    }
    let texts = emit::emit(&plan).unwrap();
    for file in files() {
        let path = format!("src/models/{}.rs", file.module);
        let text = texts.iter().find(|file| file.path.as_str() == path);
        let mut bare = Set::new();
        bare_types(text.unwrap().contents.parse().unwrap(), &mut bare);
        let mut here = known.clone();
        let variants = file.any.iter().flat_map(|any| &any.variants);
        here.extend(variants.map(|variant| variant.name.to_string()));
        if let Item::Enum(it) = &file.item {
            here.extend(it.variants.iter().map(|variant| variant.name.to_string()));
            here.insert(it.unrecognized.to_string());
        }
        assert_eq!(&bare - &here, Set::new(), "{path}");
    }
}

/// Names in upper camel case behind no `::`.
fn bare_types(tokens: TokenStream, found: &mut Set) {
    let mut colons = 0;
    for token in tokens {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
            TokenTree::Ident(ident) => {
                let text = ident.to_string();
                let upper = text.starts_with(char::is_uppercase);
                if colons < 2 && upper && text.contains(char::is_lowercase) {
                    found.insert(text);
                }
                colons = 0;
            }
            TokenTree::Group(group) => {
                colons = 0;
                bare_types(group.stream(), found);
            }
            _ => colons = 0,
        }
    }
}

/// The sources of the runtime.
fn runtime() -> Option<Vec<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime/src");
    let mut texts = Vec::new();
    let mut work = vec![folder.clone()];
    while let Some(folder) = work.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            println!("skipped: {} is not there", folder.display());
            return None;
        };
        for entry in entries {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                work.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                texts.push(std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    Some(texts)
}

/// The functions in what begins with a text and ends with a line that has only a brace.
fn functions(texts: &[String], beginning: &str) -> Set {
    let found = texts.iter().find_map(|text| {
        let rest = text.split_once(beginning)?.1;
        Some(rest.split_once("\n}\n").map_or(rest, |(found, _)| found))
    });
    let found = found.unwrap_or_else(|| panic!("the runtime has no `{beginning}`"));
    let lines = found.lines().map(str::trim_start);
    let lines = lines.map(|line| {
        let visible = ["pub ", "pub(crate) "];
        let mut rest = visible.iter().filter_map(|words| line.strip_prefix(words));
        rest.next().unwrap_or(line)
    });
    let names = lines.filter_map(|line| {
        let rest = line.strip_prefix("fn ")?;
        let end = |c: char| !c.is_alphanumeric() && c != '_';
        rest.split(end).next().map(str::to_owned)
    });
    names.collect()
}

#[test]
fn what_the_runtime_has_is_in_the_table() {
    let Some(texts) = runtime() else { return };
    let has = |beginnings: &[&str]| -> Set {
        let all = beginnings.iter();
        all.flat_map(|beginning| functions(&texts, beginning))
            .collect()
    };
    let calls = &[
        "macro_rules! invocation {",
        "macro_rules! __invocation_begun {",
        "macro_rules! __invocation_common {",
        "macro_rules! __invocation_options {",
        "macro_rules! __invocation_lists {",
    ];
    assert_eq!(&has(calls) - &set(&["from", "clone"]), set(CALLS.runtime));
    let serde = &["macro_rules! __serde {"];
    let models = &[
        "macro_rules! model {",
        "pub trait Model {",
        "pub trait Field {",
    ];
    let structs = &has(models) | &has(serde);
    let derived = has(&["macro_rules! derived {"]);
    assert_eq!(&structs | &derived, set(STRUCTS.runtime));
    let anys = &[
        "macro_rules! polymorphic {",
        "pub trait Polymorphic",
        "pub trait DynPolymorphic",
    ];
    assert_eq!(&structs | &has(anys), set(ANYS.runtime));
}
