//! An outline of a crate: its Rust files go in, a line for each type, field, variant, method and alias
//! comes out, without documentation and bodies.

use quote::ToTokens;
use syn::{Fields, ImplItem, Item, Visibility};

/// Outlines one file.
///
/// # Errors
/// The file is no Rust.
pub fn outline(contents: &str) -> syn::Result<String> {
    let file = syn::parse_file(contents)?;
    let mut lines = Vec::new();
    for item in &file.items {
        outline_item(item, &mut lines);
    }
    Ok(lines.join("\n"))
}

fn outline_item(item: &Item, lines: &mut Vec<String>) {
    match item {
        Item::Struct(item) if is_public(&item.vis) => {
            lines.push(format!("{}struct {}", marks(&item.attrs), item.ident));
            if let Fields::Named(fields) = &item.fields {
                for field in &fields.named {
                    let name = field
                        .ident
                        .as_ref()
                        .map(ToString::to_string)
                        .unwrap_or_default();
                    lines.push(format!(
                        "    {}{name}: {}",
                        marks(&field.attrs),
                        text(&field.ty)
                    ));
                }
            }
        }
        Item::Enum(item) if is_public(&item.vis) => {
            lines.push(format!("{}enum {}", marks(&item.attrs), item.ident));
            for variant in &item.variants {
                let fields = text(&variant.fields);
                lines.push(format!(
                    "    {}{}{fields}",
                    marks(&variant.attrs),
                    variant.ident
                ));
            }
        }
        Item::Type(item) if is_public(&item.vis) => {
            lines.push(format!(
                "{}type {} = {}",
                marks(&item.attrs),
                item.ident,
                text(&item.ty)
            ));
        }
        Item::Const(item) if is_public(&item.vis) => {
            lines.push(format!("const {}: {}", item.ident, text(&item.ty)));
        }
        Item::Mod(item) if is_public(&item.vis) => lines.push(format!("mod {}", item.ident)),
        // Constants for queries stand in a module of their own, which the file exports.
        Item::Mod(item) => {
            let items = item.content.iter().flat_map(|(_, items)| items);
            items.for_each(|item| outline_item(item, lines));
        }
        Item::Macro(item) if item.mac.path.segments.iter().any(|s| s.ident == "property") => {
            lines.push(format!("property {}", text(&item.mac.tokens)));
        }
        Item::Use(item) if is_public(&item.vis) => lines.push(format!("use {}", text(&item.tree))),
        Item::Impl(item) => outline_impl(item, lines),
        _ => {}
    }
}

fn outline_impl(item: &syn::ItemImpl, lines: &mut Vec<String>) {
    let name = text(&item.self_ty);
    if let Some((path, _)) = &item.trait_ {
        lines.push(format!("impl {} for {name}", text(path)));
        return;
    }
    lines.push(format!("impl {name}"));
    for item in &item.items {
        match item {
            ImplItem::Fn(method) if is_public(&method.vis) => {
                lines.push(format!("    {}{}", marks(&method.attrs), text(&method.sig)));
            }
            ImplItem::Const(constant) if is_public(&constant.vis) => {
                lines.push(format!(
                    "    const {}: {}",
                    constant.ident,
                    text(&constant.ty)
                ));
            }
            _ => {}
        }
    }
}

fn marks(attributes: &[syn::Attribute]) -> &'static str {
    let deprecated = attributes
        .iter()
        .any(|attribute| attribute.path().is_ident("deprecated"));
    if deprecated { "deprecated " } else { "" }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Tokens as text with the spaces that a reader expects.
fn text(tokens: impl ToTokens) -> String {
    let spaced = tokens.to_token_stream().to_string();
    let replacements = [
        (" :: ", "::"),
        (":: ", "::"),
        (" ::", "::"),
        (" < ", "<"),
        ("< ", "<"),
        (" <", "<"),
        (" > ", "> "),
        (" >", ">"),
        (" ,", ","),
        (" (", "("),
        ("( ", "("),
        (" )", ")"),
        ("& ", "&"),
        (" : ", ": "),
        (" ;", ";"),
        ("{ ", "{"),
        (" }", "}"),
    ];
    let text = replacements
        .iter()
        .fold(spaced, |text, (from, to)| text.replace(from, to));
    text.replace(">-> ", "> -> ")
        .replace("->", " -> ")
        .replace("  ", " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_read_as_written() {
        for source in [
            "Option<Vec<super::Call>>",
            "&'static str",
            "odata_client::Get<crate::a::B>",
        ] {
            assert_eq!(text(syn::parse_str::<syn::Type>(source).unwrap()), source);
        }
    }

    #[test]
    fn a_file_becomes_a_line_for_each_public_thing() {
        let source = "
            pub struct A { #[deprecated] pub x: Option<u8>, pub y: Vec<String> }
            #[deprecated] pub enum E { One, Other(String) }
            pub type T = u8;
            struct Hidden;
            impl A { pub fn get(&self, a: impl Into<String>) -> odata_client::Get<A> { loop {} } fn hidden() {} }
            impl odata_client::Model for A {}
            mod properties { use super::*; odata_client::property!(A, X, \"x\", collection link crate::b::B); }
        ";
        let expected = "struct A\n    deprecated x: Option<u8>\n    y: Vec<String>\ndeprecated enum E\n    One\n    \
            Other(String)\ntype T = u8\nimpl A\n    fn get(&self, a: impl Into<String>) -> odata_client::Get<A>\n\
            impl odata_client::Model for A\nproperty A, X, \"x\", collection link crate::b::B";
        assert_eq!(outline(source).unwrap(), expected);
    }
}
